"""The outgoing register as a workbook (NĐ 30/2020/NĐ-CP, Phụ lục IV, mẫu sổ đăng ký văn bản đi)."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from danvan.cells import as_text
from documents.model import AdministrativeDocument, Cell, Item, Signature, Table, text_of

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
# In mm of the printed page.
WIDTHS = (32, 23, 54, 24, 37, 22, 14, 23, 16, 18)


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
    """One line of the register in the order of COLUMNS."""
    recipients = "; ".join(entry.recipients.splitlines())
    void = f"Hủy số: {entry.void_reason}" if entry.void_reason else ""
    return (
        entry.printed, _day(entry.issued_on), entry.subject, entry.signer, recipients, entry.keeper,
        entry.copies or "", _day(entry.sent_on), entry.receipt, "; ".join(filter(None, [void, entry.note])),
    )  # fmt: skip


def _day(day):
    return f"{day:%d/%m/%Y}" if day else ""


def as_document(commune, entries, period):
    """The register as it is printed: across the page, the head of the table on each, and how many lines it has.

    `period` is in words: "năm 2026", "tháng 3 năm 2026".
    """
    entries = list(entries)
    head = tuple(Cell(text_of(name), align="center") for name, _ in COLUMNS)
    figures = tuple(Cell(text_of(f"({at})"), align="center") for at in range(1, len(COLUMNS) + 1))
    rows = [tuple(Cell(text_of(str(value))) for value in row_of(entry)) for entry in entries]
    table = Table((head, figures, *rows), header_rows=2, widths=WIDTHS)
    return AdministrativeDocument(
        kind="SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        subject=f"{commune.name}, {period}",
        items=(Item(table=table),) if rows else (),
        closing=(text_of(_summary(entries)),),
        signature=Signature(("VĂN THƯ",)),
        landscape=True,
    )


def _summary(entries):
    void = sum(bool(entry.void_reason) for entry in entries)
    told = f"Sổ có {len(entries)} văn bản" if entries else "Trong thời gian này chưa có văn bản đi"
    return f"{told}, trong đó {void} số đã hủy." if void else f"{told}."
