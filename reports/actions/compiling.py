"""Compiling the commune's report. For writing in it, and for what the data say anew, see `sections`."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from danvan.workflow import MoveRefused
from reports.actions.figures import work_out
from reports.models import IndicatorValue, Report, ReportHistory, ReportSection
from reports.outlines.templates import default_template, headings_of, sections_of
from reports.writing.compile import draft, gather, origin_of
from reports.writing.drift import is_empty, is_summed
from reports.writing.material import own_figures
from reports.writing.opening import is_drafted, opening_of
from reports.writing.pieces import pieces_of, redrafted, text_of

OPEN = (Report.Status.DRAFT, Report.Status.RETURNED)
LATE_MOVE = "Báo cáo không còn ở tình trạng đang soạn nên không tổng hợp được nữa."


class Compiled(NamedTuple):
    """What a compiling did. `other`: the line of history of somebody who compiled since the page was read."""

    changed: int
    other: ReportHistory | None


@transaction.atomic
def compile_report(report, *, by, seen=None):
    """Draft every section and figure anew from the parts, tasks and plan; returns Compiled.

    Words that somebody wrote stay: what the data say instead is told beside them. `seen`: `last_step` of the page the
    person read. Raises MoveRefused when the report is closed.
    """
    # Hold the row: on PostgreSQL a section saved meanwhile waits and then finds its version gone.
    held = Report._base_manager.select_for_update(of=("self",)).filter(
        pk=report.pk, status__in=OPEN
    )
    stored = held.first()
    if stored is None:
        raise MoveRefused(LATE_MOVE)
    other = _compiled_since(report, seen, by)
    material = gather(report.round)
    _write_sums(report, material)
    work_out(report, material.indicators)
    changed = _write_sections(report, material._replace(own=own_figures(report.round)), by)
    again = is_drafted(stored.opening, report.round)
    opening = opening_of(report.round) if again else stored.opening
    Report._base_manager.filter(pk=report.pk).update(
        compiled_at=timezone.now(), version=F("version") + 1, opening=opening
    )
    # Only these: the round and the others stay at hand for the page that follows.
    report.refresh_from_db(fields=["status", "version", "compiled_at", "opening"])
    report.history.create(
        move="compile", label="Tổng hợp", before=report.status, after=report.status, by=by
    )
    return Compiled(changed, other)


def _compiled_since(report, seen, by):
    """The newest compiling by somebody else after the step the page was read on, or None."""
    if seen is None:
        return None
    lines = report.history.filter(move="compile", pk__gt=seen).exclude(by=by)
    return lines.select_related("by").order_by("-pk").first()


def _write_sections(report, material, by):
    known = list(report.sections.select_for_update()) or _missing_sections(report)
    changed = [section for section in known if _redrafted(section, draft(section, material), by)]
    fields = ["text", "pieces", "compiled", "origin", "version", "changed_by"]
    ReportSection.objects.bulk_update(changed, fields)
    return len(changed)


def _missing_sections(report):
    """Of a round opened before reports were given their headings at once."""
    _, own = headings_of(report.round.template or default_template())
    return ReportSection.objects.bulk_create(sections_of(report, own))


def _redrafted(section, lines, by):
    """Put newly drafted lines into a section; returns whether anything is different."""
    before = (section.pieces, section.compiled, section.origin)
    section.pieces = redrafted(pieces_of(section), lines)
    before_words, section.text = section.text, text_of(section.pieces)
    if section.text != before_words:
        section.changed_by = by
    section.compiled, section.origin = _text_of_lines(lines), origin_of(lines)
    section.version += 1
    return before != (section.pieces, section.compiled, section.origin)


def _text_of_lines(lines):
    return "\n".join(line.text for line in lines)


def _write_sums(report, material):
    sums, known = material.figures, {each.indicator_id: each for each in material.own.values()}
    rows = []
    for pk, (_, total) in sums.items():
        row = known.get(pk)
        rows.append(_with_sum(row, total) if row else _new_figure(report, pk, total))
    gone = (row for pk, row in known.items() if pk not in sums and row.compiled is not None)
    rows += map(_without_sum, gone)
    write_figures(rows)


def _new_figure(report, indicator, total):
    return IndicatorValue(report=report, indicator_id=indicator, value=total, compiled=total)


def _with_sum(row, total):
    """A sum nobody touched follows the units; of a corrected one is remembered which sum it was held against."""
    if is_empty(row) or is_summed(row):
        row.value = total
    elif row.kept is None and row.value != total:
        row.kept = row.compiled
    row.compiled = total
    return row


def _without_sum(row):
    """No unit gives this figure any more: a sum goes, what somebody typed stays."""
    if is_summed(row):
        row.value = None
    row.compiled = None
    return row


def write_figures(rows):
    """Put down the commune's figures (unsaved IndicatorValue), over those of the same indicators."""
    for row in rows:
        row.pk = None
    IndicatorValue.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["report", "indicator"],
        update_fields=["value", "has_no_data", "compiled", "kept"],
    )
