"""The outgoing register as a workbook (NĐ 30/2020/NĐ-CP, Phụ lục IV, mẫu sổ đăng ký văn bản đi)."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from danvan.cells import as_text

COLUMNS = (
    ("Số, ký hiệu văn bản", 18),
    ("Ngày tháng văn bản", 16),
    ("Tên loại và trích yếu nội dung văn bản", 60),
    ("Người ký", 24),
    ("Nơi nhận văn bản", 40),
    ("Đơn vị, người nhận bản lưu", 20),
    ("Số lượng bản", 12),
    ("Ngày chuyển", 14),
    ("Ký nhận", 14),
    ("Ghi chú", 20),
)


def as_xlsx(entries, year):
    """The bytes of the workbook: a title, the ten columns, a line an entry. Cells are words, never formulas."""
    book = Workbook()
    sheet = book.active
    sheet.title = f"Năm {year}"
    sheet.append([f"SỔ ĐĂNG KÝ VĂN BẢN ĐI NĂM {year}"])
    sheet["A1"].font = Font(bold=True, size=13)
    sheet.append([name for name, _ in COLUMNS])
    for cell, (_, width) in zip(sheet[2], COLUMNS, strict=True):
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = width
    for entry in entries:
        sheet.append([as_text(value) for value in row_of(entry)])
    sheet.freeze_panes = "A3"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def row_of(entry):
    """One line of the register in the order of COLUMNS; what is written by hand stays empty."""
    recipients = "; ".join(entry.recipients.splitlines())
    issued = f"{entry.issued_on:%d/%m/%Y}"
    return (entry.printed, issued, entry.subject, entry.signer, recipients, "", "", "", "", "")
