"""The tracking table as an Excel file."""

import io

from openpyxl import Workbook

from danvan.cells import as_text
from danvan.sheets import for_paper, head_cells, set_widths

COLUMNS = (
    ("STT", 6),
    ("Nhiệm vụ", 60),
    ("Hình thức", 16),
    ("Đơn vị chủ trì", 28),
    ("Người chịu trách nhiệm", 24),
    ("Hạn hoàn thành", 15),
    ("Hạn ban đầu", 15),
    ("Tình trạng", 24),
    ("Thời hạn", 22),
    ("Cập nhật cuối", 15),
    ("Minh chứng", 12),
    ("Kế hoạch", 40),
)
MOST_ROWS = 10_000


def workbook_of(tasks, local_date, said=()):
    """The tasks (with lead unit, responsible, plan and `has_evidence`) as bytes of an .xlsx file.

    `local_date` turns an aware datetime into the date in Vietnam; `said` are the words of the filters, kept on a
    sheet of their own.
    """
    rows = (_cells(task, local_date) for task in tasks)
    return book_of("Nhiệm vụ", COLUMNS, rows, said)


def book_of(title, columns, rows, said=()):
    """A table as bytes of an .xlsx file: `columns` are (head, width), `rows` their words; the first column counts."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for_paper(sheet)
    set_widths(sheet, [width for _, width in columns])
    sheet.freeze_panes = "A2"
    sheet.append(head_cells(sheet, [title for title, _ in columns]))
    for number, row in enumerate(rows, 1):
        sheet.append([str(number), *(as_text(cell) for cell in row)])
    if said:
        words = book.create_sheet("Điều kiện lọc")
        words.column_dimensions["A"].width = 80
        for line in said:
            words.append([as_text(line)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(task, local_date):
    due = f"{task.due_on:%d/%m/%Y}" if task.due_on else "Chưa có hạn"
    first = f"{task.original_due_on:%d/%m/%Y}" if task.was_extended else ""
    updated = f"{local_date(task.last_update_at):%d/%m/%Y}" if task.last_update_at else ""
    standing = task.get_chip_display() or task.get_outcome_display()
    return (
        task.title,
        task.get_relation_display(),
        task.lead_unit,
        task.responsible,
        due,
        first,
        task.get_status_display(),
        f"{standing}, {task.lateness_words}" if task.lateness_words else standing,
        updated,
        "Có" if task.has_evidence else "",
        task.plan or "",
    )


SERIES = (
    ("STT", 6),
    ("Nhiệm vụ", 60),
    ("Đơn vị chủ trì", 28),
    ("Người chịu trách nhiệm", 24),
    ("Định kỳ", 18),
    ("Hạn đầu tiên", 15),
    ("Ngày cuối", 15),
    ("Đã dừng ngày", 15),
)


def rows_of_series(series):
    """The words of each recurring duty, in the order of SERIES."""
    for each in series:
        yield (
            each.title,
            each.lead_unit,
            each.responsible,
            each.get_frequency_display(),
            f"{each.first_due_on:%d/%m/%Y}",
            f"{each.last_due_on:%d/%m/%Y}",
            f"{each.stopped_on:%d/%m/%Y}" if each.stopped_on else "",
        )
