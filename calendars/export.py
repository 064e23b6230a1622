"""The working calendar of a year as an Excel file."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from calendars.year import ORDINARY, WEEKEND
from danvan.cells import as_text

COLUMNS = (("Ngày", 13), ("Thứ", 12), ("Loại ngày", 24), ("Tên, lý do", 50), ("Ngày công", 11))


def workbook_of(year):
    """A Year as bytes of an .xlsx file: a sheet with the days out of the ordinary, and one with all."""
    book = Workbook()
    special = [day for day in year.days if day.kind not in (ORDINARY, WEEKEND)]
    _fill(book.active, "Ngày nghỉ, làm bù", special)
    _fill(book.create_sheet(), "Cả năm", year.days)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet, title, days):
    sheet.title = title
    sheet.append([head for head, _ in COLUMNS])
    for number, (_, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.cell(1, number).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for day in days:
        words = (f"{day.date:%d/%m/%Y}", day.weekday, day.kind_words, day.name)
        sheet.append([*map(as_text, words), int(day.is_working)])
