"""The list of plans and the register of cited documents as workbooks."""

from io import BytesIO

from openpyxl import Workbook

from danvan.cells import as_text
from danvan.sheets import head_cells, set_widths

PLANS = (
    ("Năm", 8), ("Số, ký hiệu", 18), ("Ngày ban hành", 15), ("Trích yếu", 70), ("Đơn vị lập", 30), ("Tình trạng", 24),
    ("Người ký", 24), ("Người soạn", 24),
)  # fmt: skip
CITED = (
    ("Loại văn bản", 20), ("Số, ký hiệu", 20), ("Ngày ban hành", 15), ("Cơ quan ban hành", 34), ("Trích yếu", 80),
    ("Hiệu lực", 18), ("Hết hiệu lực từ", 15), ("Thay thế bằng", 34), ("Số kế hoạch viện dẫn", 12),
    ("Năm gần nhất", 10), ("Ghi chú", 30),
)  # fmt: skip
MOST_ROWS = 10_000


def plans_as_xlsx(plans):
    """The bytes of a workbook with one plan a line."""
    return _book("Kế hoạch", PLANS, map(_plan, plans[:MOST_ROWS]))


def cited_as_xlsx(documents):
    """The bytes of a workbook with one document a line; each has `plans` and `last_year`."""
    return _book("Văn bản viện dẫn", CITED, map(_cited, documents[:MOST_ROWS]))


def _plan(plan):
    code = plan.code if plan.number else ""
    signer = plan.signer_name or plan.signer or ""
    issuer, status = plan.issuer.short_name, plan.get_status_display()
    return plan.year, code, _day(plan.issued_on), plan.title, issuer, status, signer, plan.drafter


def _cited(row):
    return (
        row.kind, row.number, _day(row.date), row.issuer, row.subject, row.get_force_display(), _day(row.repealed_on),
        row.replaced_by or "", row.plans, row.last_year or "", row.note,
    )  # fmt: skip


def _day(day):
    return f"{day:%d/%m/%Y}" if day else ""


def _book(title, columns, rows):
    """Cells are words, never formulas."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    set_widths(sheet, [width for _, width in columns])
    sheet.freeze_panes = "A2"
    sheet.append(head_cells(sheet, [name for name, _ in columns]))
    for row in rows:
        sheet.append([as_text(cell) for cell in row])
    written = BytesIO()
    book.save(written)
    return written.getvalue()
