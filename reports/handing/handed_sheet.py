"""The figures of a submission as a sheet of their own: what an office opens in Excel and copies from."""

import io
import re
import zipfile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from danvan.cells import as_text
from danvan.sheets import set_widths, shaded

HEAD = ("Mã", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Cùng kỳ năm trước", "Ghi chú")
WIDTHS = (20, 52, 14, 16, 18, 40)
NO_DATA = "Không có số liệu"
FIRST_ROW = 4
# Neither the moment of the archive nor that in its properties says anything: the same figures give the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)
MODIFIED = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def sheet_of(report, figures):
    """The bytes of an .xlsx; `figures` are SubmissionFigure rows with their indicators."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Số liệu"
    _head(sheet, report)
    for figure in figures:
        sheet.append(_line(figure))
    set_widths(sheet, WIDTHS)
    for row in sheet.iter_rows(min_row=FIRST_ROW):
        _dress(row)
    made = io.BytesIO()
    book.save(made)
    return _without_moments(made.getvalue())


def _head(sheet, report):
    round = report.round
    sheet.append([as_text(f"{round.name}, {round.commune.name}")])
    sheet.append([as_text(f"Kèm theo báo cáo số {report.code} ngày {report.issued_on:%d/%m/%Y}")])
    sheet.append(HEAD)
    sheet["A1"].font = Font(bold=True, size=13)
    for cell in sheet[3]:
        shaded(cell)
    sheet.freeze_panes = f"A{FIRST_ROW}"


def _line(figure):
    indicator = figure.indicator
    return [
        as_text(indicator.code),
        as_text(indicator.label),
        as_text(indicator.unit_of_measure),
        NO_DATA if figure.has_no_data else figure.value,
        figure.previous,
        as_text(figure.note),
    ]


def _dress(row):
    for cell in row[3:5]:
        cell.number_format = "#,##0.##" if cell.value != int_of(cell.value) else "#,##0"
        cell.alignment = Alignment(horizontal="right", vertical="top")
    for cell in (row[1], row[5]):
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def int_of(value):
    """A number without its fraction; anything else as it is."""
    return value if value is None or isinstance(value, str) else int(value)


def _without_moments(data):
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w") as new:
        for part in old.infolist():
            words = MODIFIED.sub(b"", old.read(part))
            entry = zipfile.ZipInfo(part.filename, NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, words)
    return kept.getvalue()
