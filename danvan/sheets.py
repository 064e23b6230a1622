"""The head of a list in a spreadsheet, and how wide its columns are."""

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

SHADE = "F1F3F6"


def shaded(cell, **alignment):
    """Dress a cell as a head: bold, shaded, its words broken into lines."""
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=SHADE)
    cell.alignment = Alignment(**{"wrap_text": True, "vertical": "top", **alignment})
    return cell


def head_cells(sheet, words):
    """Heads for a sheet that is only written."""
    return [shaded(WriteOnlyCell(sheet, value=each)) for each in words]


def set_widths(sheet, widths):
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width


def for_paper(sheet):
    """Printed on its side, as wide as the sheet, the heads of the first row on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
