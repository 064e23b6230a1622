"""Writing in the body of the commune's report, and deciding about single lines of it."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from danvan.workflow import MoveRefused
from reports.actions import line_changes
from reports.actions.compiling import OPEN, write_figures
from reports.actions.figures import work_out
from reports.actions.parts import StaleVersion, take_version
from reports.figures.numbers import written
from reports.models import IndicatorValue, LineChange, Report, ReportSection
from reports.writing import merging
from reports.writing.compile import draft, gather
from reports.writing.drift import figure_changes
from reports.writing.material import own_figures
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

MOVED_ON = "Dữ liệu lại vừa thay đổi. Hãy xem nội dung mới rồi chọn lần nữa."
FIGURES = "Số liệu"
# How often somebody may be quicker while two texts are put together, before the person is told to try again.
TRIES = 3

Kind = LineChange.Kind


class Disputed(Exception):
    """Both sides changed the same lines: `passages` of writing.merging, for a person to decide; nothing was written.

    `section`: as it stands now.
    """

    def __init__(self, section, passages):
        super().__init__()
        self.section, self.passages = section, passages


class Saved(NamedTuple):
    """What `save_over` wrote. `other`: the section as somebody quicker left it, whose lines are in it now."""

    version: int
    text: str
    other: ReportSection | None


def save_over(section, *, version, base, text, by):
    """Save `text`, written on `base`, also where somebody saved or compiled in between: what only one side changed is
    put together. `base` None: not known any more. Returns Saved.

    Raises Disputed, or StaleVersion where the report is closed or its heading gone.
    """
    other = None
    for _ in range(TRIES):
        try:
            save_section(section, version=version, text=text, by=by)
        except StaleVersion:
            section = other = _open_still(section)
        else:
            return Saved(version + 1, "\n".join(merging.lines_of(text)), other)
        passages = merging.merged(base, text, section.text)
        if any(each.is_disputed for each in passages):
            raise Disputed(section, passages)
        base, text, version = section.text, merging.text_of(passages), section.version
    raise StaleVersion


def _open_still(section):
    related = ("report__round__commune", "report__round__plan", "report__unit", "changed_by")
    found = ReportSection.objects.select_related(*related).filter(pk=section.pk).first()
    if found is None or not found.report.is_open:
        raise StaleVersion
    return found


@transaction.atomic
def save_section(section, *, version, text, by):
    """Write one section of an open report. Raises StaleVersion when it was saved or compiled in between."""
    before = pieces_of(section)
    pieces = edited(before, text)
    _write(section, version, pieces, by)
    line_changes.note_written(section, before, pieces, by=by)


@transaction.atomic
def take_draft(section, *, version, by):
    """Put what compiling would write now in place of all that stands in a section. Raises StaleVersion."""
    lines = draft(section, gather(section.report.round))
    pieces = redrafted([], lines)
    _write(section, version, pieces, by)
    line_changes.note(section, Kind.RENEW, section.text, text_of(pieces), by=by)


@transaction.atomic
def decide_line(section, *, version, key, said, take, by):
    """Take what the data say now at a line (`take`), or keep what stands there.

    `said`: the newer words as the person read them, "" where the source of the line is gone. Raises StaleVersion when
    the section was changed in between, MoveRefused when the data were.
    """
    lines = draft(section, gather(section.report.round))
    line = next((each for each in lines if each.key == key), None)
    if (line.text if line else "") != said:
        raise MoveRefused(MOVED_ON)
    before = pieces_of(section)
    decide = accepted if take else kept
    _write(section, version, decide(before, key, line, lines), by)
    stood = next((piece["text"] for piece in before if piece["key"] == key), "")
    line_changes.note_decided(section, key, stood, said, take, by=by)


@transaction.atomic
def restore_lines(section, *, version, keys, by):
    """Put drafted lines that were taken out back in their places. Raises StaleVersion."""
    before = pieces_of(section)
    pieces = restored(before, keys)
    _write(section, version, pieces, by)
    line_changes.note_restored(section, before, pieces, by=by)


def _write(section, version, pieces, by):
    """Compare and set: nothing is written over what somebody saved meanwhile. Raises StaleVersion."""
    # The report is held and not joined: an UPDATE that joins compares with what stood there before it had to wait.
    held = Report._base_manager.select_for_update(of=("self",), no_key=True)
    if not held.filter(pk=section.report_id, status__in=OPEN).values_list("pk"):
        raise StaleVersion
    same = ReportSection.objects.filter(pk=section.pk, version=version)
    fields = {"text": text_of(pieces), "pieces": pieces, "changed_by": by}
    if not same.update(**fields, version=F("version") + 1):
        raise StaleVersion


@transaction.atomic
def decide_figure(report, *, version, code, said, take, by):
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
    stood = written(change.figure.value) if change.figure else ""
    write_figures([_decided(report, change, take)])
    work_out(report, material.indicators)
    _follow(report, code, material._replace(own=own_figures(report.round)), by)
    heading = f"{FIGURES}: {change.indicator.label}"
    now = written(change.total)
    line_changes.note_figure(report, heading, f"figure:{code}", stood, now, take, by=by)


def _decided(report, change, take):
    row = change.figure or IndicatorValue(report=report, indicator=change.indicator)
    if take:
        row.value, row.compiled, row.kept, row.has_no_data = change.total, change.total, None, False
    elif change.total is None:
        row.compiled = None
    else:
        row.compiled = row.kept = change.total
    return row


def _follow(report, code, material, by):
    key, changed = f"figure:{code}", []
    for section in report.sections.select_for_update():
        if code in section.figures:
            _follow_in(section, key, draft(section, material))
            section.changed_by = by
            changed.append(section)
    ReportSection.objects.bulk_update(changed, ["text", "pieces", "version", "changed_by"])


def _follow_in(section, key, lines):
    pieces = pieces_of(section)
    piece = next((each for each in pieces if each["key"] == key), None)
    if piece is None or not is_touched(piece):
        line = next((each for each in lines if each.key == key), None)
        section.pieces = accepted(pieces, key, line, lines)
        section.text, section.version = text_of(section.pieces), section.version + 1
