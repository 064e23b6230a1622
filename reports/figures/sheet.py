"""The figures of one report as .xlsx: filled in elsewhere, the same file comes back (see sheet_reading)."""

import hashlib
import io
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from danvan.cells import as_text
from danvan.sheets import shaded
from reports.figures.checks import facts_of
from reports.figures.values import typed_in

MARK = "danvan:bieu-so-lieu"
NAME = "Số liệu"
HEAD_ROW = 5


class Column(NamedTuple):
    field: str
    heading: str
    width: int
    hidden: bool = False


COLUMNS = (
    Column("code", "Mã", 18, hidden=True),
    Column("number", "TT", 6),
    Column("label", "Chỉ tiêu", 52),
    Column("unit", "Đơn vị tính", 14),
    Column("value", "Số liệu", 16),
    Column("none", "Không có số liệu", 12),
    Column("previous", "Cùng kỳ năm trước", 16),
    Column("note", "Ghi chú", 40),
    Column("base", "Dấu kiểm", 12, hidden=True),
)
LETTERS = {column.field: "ABCDEFGHI"[at] for at, column in enumerate(COLUMNS)}
HOW = (
    "Chỉ điền các ô tô màu. Số 0 khác với không có số liệu: khi không có, ghi x ở cột “Không có số liệu”. "
    "Không thêm, bớt hay đổi chỗ dòng và cột."
)


def digest_of(value, has_no_data, note, previous):
    """Of one figure as it stands, so that a sheet that comes back tells what was changed in it."""
    numbers = ["" if number is None else f"{number:.2f}" for number in (value, previous)]
    words = "|".join([numbers[0], str(bool(has_no_data)), (note or "").strip(), numbers[1]])
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def digest_of_row(row):
    """`digest_of` an IndicatorValue, or of None where nothing is stored."""
    if row is None:
        return digest_of(None, False, "", None)
    return digest_of(row.value, row.has_no_data, row.note, row.previous)


def make_sheet(report):
    """The bytes of an .xlsx with the figures of a report as they stand; needs `report.round` and `report.unit`."""
    facts = facts_of(report)
    stored = {row.indicator_id: row for row in report.figures.all()}
    book = Workbook()
    sheet = book.active
    sheet.title = NAME
    _head(sheet, report)
    at, group, number = HEAD_ROW, "", 0
    for indicator in typed_in(report, facts.indicators):
        if indicator.group and indicator.group != group:
            group, at = indicator.group, at + 1
            _group(sheet, at, group)
        at, number = at + 1, number + 1
        row = stored.get(indicator.pk)
        _line(sheet, at, number, indicator, row, facts)
    _dress(sheet, at)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _head(sheet, report):
    sheet["A1"] = f"{MARK}:{report.pk}:{report.version}"
    sheet["B1"] = as_text(f"BIỂU SỐ LIỆU: {report.round.name}")
    sheet["B2"] = as_text(report.unit.name)
    sheet["B3"] = HOW
    sheet["B1"].font = Font(bold=True, size=13)
    for column in COLUMNS:
        cell = sheet[f"{LETTERS[column.field]}{HEAD_ROW}"]
        cell.value = column.heading
        shaded(cell, vertical="center", horizontal="center")
        sheet.column_dimensions[LETTERS[column.field]].width = column.width
        sheet.column_dimensions[LETTERS[column.field]].hidden = column.hidden


def _group(sheet, at, group):
    sheet[f"{LETTERS['label']}{at}"] = as_text(group)
    sheet[f"{LETTERS['label']}{at}"].font = Font(bold=True)


def _line(sheet, at, number, indicator, row, facts):
    words = {
        "code": indicator.code,
        "number": number,
        "label": as_text(indicator.label),
        "unit": as_text(indicator.unit_of_measure),
        "value": row.value if row else None,
        "none": "x" if row and row.has_no_data else None,
        "previous": facts.previous.get(indicator.code),
        "note": as_text(row.note) if row and row.note else None,
        "base": digest_of_row(row),
    }
    for field, value in words.items():
        sheet[f"{LETTERS[field]}{at}"] = value
    whole = indicator.type == indicator.Type.COUNT
    for field in ("value", "previous"):
        sheet[f"{LETTERS[field]}{at}"].number_format = "#,##0" if whole else "#,##0.00"
    open_fields = ["value", "none", "note"]
    if facts.asks_last_year(indicator, row):
        open_fields.append("previous")
    _unlock(sheet, at, open_fields)


def _unlock(sheet, at, fields):
    for field in fields:
        cell = sheet[f"{LETTERS[field]}{at}"]
        cell.protection = Protection(locked=False)
        cell.fill = PatternFill("solid", fgColor="FFF9E6")
        if field == "none":
            cell.alignment = Alignment(horizontal="center")


def _dress(sheet, last):
    thin = Side(style="thin", color="C9CED6")
    for cells in sheet.iter_rows(min_row=HEAD_ROW, max_row=last, min_col=2, max_col=8):
        for cell in cells:
            cell.border = Border(top=thin, bottom=thin, left=thin, right=thin)
            if cell.column_letter in {LETTERS["label"], LETTERS["note"]}:
                cell.alignment = Alignment(wrap_text=True, vertical="center")
    # Against slips of the hand only: whoever wants to can lift it, and what comes back is checked anyway.
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.freeze_panes = f"D{HEAD_ROW + 1}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
