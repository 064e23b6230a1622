"""A sheet of figures comes back: kept, read by a job, shown, and then taken over as a whole or not at all."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from danvan.workflow import MoveRefused
from records.files import MEGABYTE, keep_upload
from reports.actions.figures import save_figures
from reports.actions.parts import take_version
from reports.figures.checks import facts_of
from reports.figures.sheet_changes import changes_of
from reports.figures.sheet_reading import reading_of
from reports.models import FigureImport, IndicatorValue
from work.actions import order

READ = "read_figure_sheet"
MOST_BYTES = 2 * MEGABYTE
SHOWN = 100
TAKEN = "Số liệu của tệp này đã được nhận rồi."
FAULTY = "Tệp còn lỗi nên chưa nhận được số liệu nào. Hãy sửa tệp rồi gửi lại."


@transaction.atomic
def start_import(report, file, *, by):
    """Keep an uploaded sheet and order its reading; returns the FigureImport. Raises records.files.FileRefused."""
    stored = keep_upload(file, ("xlsx",), by=by, most_bytes=MOST_BYTES)
    sheet = FigureImport.objects.create(report=report, file=stored, uploaded_by=by)
    title = f"Đọc biểu số liệu: {stored.name}"
    order(READ, sheet.pk, unit=report.round.commune, by=by, title=title, queue="import")
    return sheet


def store_reading(sheet):
    """Read the sheet and put down what it says. A sheet that has been read is left as it is."""
    report = sheet.report
    reading = reading_of(sheet.file.read(), report, facts_of(report))
    faults = [fault._asdict() for fault in reading.faults]
    if len(faults) > SHOWN:
        rest = {"cell": "", "label": "", "words": f"Còn {len(faults) - SHOWN} lỗi khác.", "stops": True}  # fmt: skip
        faults = [*faults[:SHOWN], rest]
    unread = FigureImport.objects.unscoped("a job reads the one sheet its row names")
    unread.filter(pk=sheet.pk, read_at=None).update(
        figures=reading.figures, errors=faults, version=reading.version, read_at=timezone.now()
    )


def is_faulty(sheet):
    """Whether anything in a sheet that was read keeps it from being taken."""
    return any(fault.get("stops", True) for fault in sheet.errors)


@transaction.atomic
def take_import(sheet, *, version, overrule=()):
    """Write what was changed in a sheet into its report; returns how many figures.

    A figure that somebody changed in the portal meanwhile is only overwritten where its code is in `overrule`.
    Raises StaleVersion when the report was saved since `version`, MoveRefused when the sheet is faulty or taken.
    """
    if sheet.read_at is None or is_faulty(sheet):
        raise MoveRefused(FAULTY)
    waiting = FigureImport.objects.unscoped("the sheet in hand was reached through visible_to")
    if not waiting.filter(pk=sheet.pk, taken_at=None).update(taken_at=timezone.now()):
        raise MoveRefused(TAKEN)
    take_version(sheet.report, version)
    changes = changes_of(sheet, facts_of(sheet.report))
    rows = [_row(sheet, each) for each in changes if not each.disputed or each.code in overrule]
    save_figures(sheet.report, rows)
    return len(rows)


def _row(sheet, change):
    said = change.said
    return IndicatorValue(
        report=sheet.report,
        indicator=change.indicator,
        value=_number(said["value"]),
        has_no_data=said["has_no_data"],
        note=said["note"],
        previous=_number(said["previous"]) if change.asks_last_year else change.previous,
    )


def _number(words):
    return None if words is None else Decimal(words)
