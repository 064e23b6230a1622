"""The body of the commune's report: compiling it, writing in it, taking or refusing what the data say anew."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from danvan.workflow import MoveRefused
from reports.actions.figures import work_out
from reports.actions.parts import StaleVersion, take_version
from reports.models import IndicatorValue, Report, ReportHistory, ReportSection
from reports.outlines.templates import default_template, headings_of, sections_of
from reports.writing.compile import draft, gather, origin_of
from reports.writing.drift import figure_changes, is_empty, is_summed
from reports.writing.material import own_figures
from reports.writing.opening import is_drafted, opening_of
from reports.writing.pieces import (
    accepted,
    edited,
    is_touched,
    kept,
    pieces_of,
    redrafted,
    restored,
    text_of,
)

OPEN = (Report.Status.DRAFT, Report.Status.RETURNED)
LATE_MOVE = "Báo cáo không còn ở tình trạng đang soạn nên không tổng hợp được nữa."
MOVED_ON = "Dữ liệu lại vừa thay đổi. Hãy xem nội dung mới rồi chọn lần nữa."


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
    held = Report._base_manager.select_for_update().filter(pk=report.pk, status__in=OPEN)
    stored = held.first()
    if stored is None:
        raise MoveRefused(LATE_MOVE)
    other = _compiled_since(report, seen, by)
    material = gather(report.round)
    _write_sums(report, material.figures)
    work_out(report)
    changed = _write_sections(report, material._replace(own=own_figures(report.round)))
    again = is_drafted(stored.opening, report.round)
    opening = opening_of(report.round) if again else stored.opening
    Report._base_manager.filter(pk=report.pk).update(
        compiled_at=timezone.now(), version=F("version") + 1, opening=opening
    )
    report.refresh_from_db()
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


def _write_sections(report, material):
    known = list(report.sections.select_for_update()) or _missing_sections(report)
    changed = [section for section in known if _redrafted(section, draft(section, material))]
    fields = ["text", "pieces", "compiled", "origin", "version"]
    ReportSection.objects.bulk_update(changed, fields)
    return len(changed)


def _missing_sections(report):
    """Of a round opened before reports were given their headings at once."""
    _, own = headings_of(report.round.template or default_template())
    return ReportSection.objects.bulk_create(sections_of(report, own))


def _redrafted(section, lines):
    """Put newly drafted lines into a section; returns whether anything is different."""
    before = (section.pieces, section.compiled, section.origin)
    section.pieces = redrafted(pieces_of(section), lines)
    section.text = text_of(section.pieces)
    section.compiled, section.origin = _text_of_lines(lines), origin_of(lines)
    section.version += 1
    return before != (section.pieces, section.compiled, section.origin)


def _text_of_lines(lines):
    return "\n".join(line.text for line in lines)


def _write_sums(report, sums):
    known = {each.indicator_id: each for each in report.figures.all()}
    rows = []
    for pk, (_, total) in sums.items():
        row = known.get(pk)
        rows.append(_with_sum(row, total) if row else _new_figure(report, pk, total))
    gone = (row for pk, row in known.items() if pk not in sums and row.compiled is not None)
    rows += map(_without_sum, gone)
    _write_figures(rows)


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


def _write_figures(rows):
    for row in rows:
        row.pk = None
    IndicatorValue.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["report", "indicator"],
        update_fields=["value", "has_no_data", "compiled", "kept"],
    )


# Writing, and deciding about single lines


def save_section(section, *, version, text):
    """Write one section of an open report. Raises StaleVersion when it was saved or compiled in between."""
    _write(section, version, edited(pieces_of(section), text))


def take_draft(section, *, version):
    """Put what compiling would write now in place of all that stands in a section. Raises StaleVersion."""
    lines = draft(section, gather(section.report.round))
    _write(section, version, redrafted([], lines))


def decide_line(section, *, version, key, said, take):
    """Take what the data say now at a line (`take`), or keep what stands there.

    `said`: the newer words as the person read them, "" where the source of the line is gone. Raises StaleVersion when
    the section was changed in between, MoveRefused when the data were.
    """
    lines = draft(section, gather(section.report.round))
    line = next((each for each in lines if each.key == key), None)
    if (line.text if line else "") != said:
        raise MoveRefused(MOVED_ON)
    decide = accepted if take else kept
    _write(section, version, decide(pieces_of(section), key, line, lines))


def restore_lines(section, *, version, keys):
    """Put drafted lines that were taken out back in their places. Raises StaleVersion."""
    _write(section, version, restored(pieces_of(section), keys))


def _write(section, version, pieces):
    """Compare and set: nothing is written over what somebody saved meanwhile. Raises StaleVersion."""
    same = ReportSection.objects.filter(pk=section.pk, version=version, report__status__in=OPEN)
    if not same.update(text=text_of(pieces), pieces=pieces, version=F("version") + 1):
        raise StaleVersion


@transaction.atomic
def decide_figure(report, *, version, code, said, take):
    """Take the units' new sum of a figure, or keep what the report says. `said`: the sum as it was read, None where
    no unit gives one any more. Raises StaleVersion or MoveRefused as `decide_line` does.

    A line of the text that nobody touched goes along with its figure.
    """
    take_version(report, version)
    material = gather(report.round)
    found = (each for each in figure_changes(material) if each.indicator.code == code)
    change = next(found, None)
    if change is None or change.total != said:
        raise MoveRefused(MOVED_ON)
    _write_figures([_decided(report, change, take)])
    work_out(report)
    _follow(report, code, material._replace(own=own_figures(report.round)))


def _decided(report, change, take):
    row = change.figure or IndicatorValue(report=report, indicator=change.indicator)
    if take:
        row.value, row.compiled, row.kept, row.has_no_data = change.total, change.total, None, False
    elif change.total is None:
        row.compiled = None
    else:
        row.compiled = row.kept = change.total
    return row


def _follow(report, code, material):
    key, changed = f"figure:{code}", []
    for section in report.sections.select_for_update():
        if code in section.figures:
            _follow_in(section, key, draft(section, material))
            changed.append(section)
    ReportSection.objects.bulk_update(changed, ["text", "pieces", "version"])


def _follow_in(section, key, lines):
    pieces = pieces_of(section)
    piece = next((each for each in pieces if each["key"] == key), None)
    if piece is None or not is_touched(piece):
        line = next((each for each in lines if each.key == key), None)
        section.pieces = accepted(pieces, key, line, lines)
        section.text, section.version = text_of(section.pieces), section.version + 1
