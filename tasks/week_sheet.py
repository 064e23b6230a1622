"""The weekly sheet as it is printed, on exactly one A4, and as a workbook."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from danvan.cells import as_text
from documents.model import AdministrativeDocument, Cell, Item, Table, text_of
from tasks.week import remark_on

# Of the printed page, in mm.
WIDTHS = (8, 82, 50, 18, 22)
UNIT_WIDTHS = (90, 30, 30, 30)
HEADS = ("TT", "Nhiệm vụ", "Chủ trì, người làm", "Hạn", "Ghi chú")
MOST_WORDS = 150
# No page holds more lines than these, even of one line each.
MOST_LINES = 60
MOST_UNITS = 24
LONGEST_UNIT = 46


def document_of(sheet, home, most=None):
    """The sheet as a document, with at most `most` lines of tasks in all; None for all of them."""
    shares = shares_of([len(part.tasks) for part in sheet.parts], most)
    items = [Item(text=text_of(f"Tính đến ngày {sheet.as_of:%d/%m/%Y}"))]
    items += [_units(sheet, most)] if sheet.units else []
    for marker, part, share in zip(("I", "II", "III"), sheet.parts, shares, strict=True):
        items += _part(marker, part, share, sheet.as_of)
    return AdministrativeDocument(
        kind="VIỆC GIAO BAN TUẦN",
        subject=f"{home.short_name}, {sheet.label}",
        items=tuple(items),
        dense=True,
    )


def shares_of(counts, most):
    """How many of each part are shown when `most` are shown in all; what one leaves over the others take."""
    if most is None:
        return list(counts)
    shares, left = [0] * len(counts), most
    while left > 0 and any(share < count for share, count in zip(shares, counts, strict=True)):
        for place, count in enumerate(counts):
            if left > 0 and shares[place] < count:
                shares[place] += 1
                left -= 1
    return shares


def _units(sheet, most):
    lines = sheet.units if most is None else sheet.units[:MOST_UNITS]
    head = tuple(
        Cell(text_of(words), align="center")
        for words in ("Đơn vị", "Quá hạn", "Đến hạn trong tuần", "Xong tuần trước")
    )
    rows = [
        (
            Cell(text_of(_short(line.unit.short_name, LONGEST_UNIT))),
            *(_figure(each) for each in line[1:]),
        )
        for line in lines
    ]
    if len(lines) < len(sheet.units):
        left = f"và {len(sheet.units) - len(lines)} đơn vị nữa"
        rows.append((Cell(text_of(left), columns=4),))
    total = tuple(_figure(len(part.tasks)) for part in sheet.parts)
    return Item(table=Table((head, *rows, (Cell(text_of("Cộng")), *total)), widths=UNIT_WIDTHS))


def _figure(number):
    return Cell(text_of(str(number) if number else "–"), align="center")


def _part(marker, part, share, as_of):
    title = f"{part.title}: {len(part.tasks)}" if part.tasks else part.title
    yield Item(marker, heading=text_of(title.upper()))
    if not part.tasks:
        yield Item(text=text_of(part.nothing))
        return
    head = tuple(Cell(text_of(words), align="center") for words in HEADS)
    rows = [_row(at, task, part, as_of) for at, task in enumerate(part.tasks[:share], 1)]
    left = len(part.tasks) - share
    if left:
        rows.append((Cell(text_of(f"và {left} việc nữa"), columns=len(HEADS)),))
    yield Item(table=Table((head, *rows), widths=WIDTHS))


def _row(number, task, part, as_of):
    return (
        Cell(text_of(str(number)), align="center"),
        Cell(text_of(_short(task.title))),
        Cell(text_of(f"{task.lead_unit}, {task.responsible}")),
        Cell(text_of(f"{task.due_on:%d/%m/%Y}" if task.due_on else ""), align="center"),
        Cell(text_of(remark_on(task, part.key, as_of))),
    )


def _short(words, most=MOST_WORDS):
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def on_one_page(sheet, home, rendered, pages_of):
    """The PDF with as many lines as one page holds. `rendered` prints a document, `pages_of` counts a PDF's pages."""
    total = sum(len(part.tasks) for part in sheet.parts)
    # Mostly all of them fit, and the first try is the last.
    low, high, best = 0, min(total, MOST_LINES), None
    middle = high
    while low <= high:
        pdf = rendered(document_of(sheet, home, middle))
        if pages_of(pdf) == 1 or middle == 0:
            low, best = middle + 1, pdf
        else:
            high = middle - 1
        middle = (low + high) // 2
    return best


def workbook_of(sheet):
    """All lines of the sheet as bytes of an .xlsx file. Cells are words, never formulas."""
    book = Workbook()
    page = book.active
    page.title = "Tuần"
    page.append([f"VIỆC GIAO BAN TUẦN {sheet.label}"])
    page["A1"].font = Font(bold=True, size=13)
    page.append(["Phần", "Nhiệm vụ", "Đơn vị chủ trì", "Người", "Hạn", "Xong ngày", "Ghi chú"])
    for cell, width in zip(page[2], (20, 60, 28, 24, 12, 12, 24), strict=True):
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[cell.column_letter].width = width
    for part in sheet.parts:
        for task in part.tasks:
            page.append([as_text(value) for value in _cells(part, task, sheet.as_of)])
    page.freeze_panes = "A3"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cells(part, task, as_of):
    return (
        part.title, task.title, task.lead_unit, task.responsible,
        f"{task.due_on:%d/%m/%Y}" if task.due_on else "",
        f"{task.finished_on:%d/%m/%Y}" if task.finished_on else "",
        remark_on(task, part.key, as_of),
    )  # fmt: skip
