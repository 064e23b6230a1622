"""The table of contents of a bundle: as a sheet that links to the files, and as the first pages of a merged PDF."""

import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from danvan.cells import as_text
from danvan.sheets import for_paper, head_cells, set_widths
from documents.model import AdministrativeDocument, Item
from documents.rows import table_of
from reports.desk import bundles

COLUMNS = (
    ("STT", 6),
    ("Xã, phường", 28),
    ("Báo cáo", 34),
    ("Lần nộp", 9),
    ("Số, ký hiệu", 18),
    ("Ngày văn bản", 14),
    ("Nộp lúc", 18),
    ("Tình trạng", 14),
    ("Số ngày chậm", 10),
    ("Đường nộp", 20),
    ("Tệp", 60),
    ("SHA-256", 68),
)
# (head, share of the width, align)
PRINTED = (
    ("STT", 7, "center"),
    ("Xã, phường", 27, "left"),
    ("Báo cáo", 28, "left"),
    ("Số, ký hiệu", 15, "left"),
    ("Nộp ngày", 13, "center"),
    ("Trang", 10, "center"),
)
# With the signed papers asked for, the contents tell of each which it is.
PRINTED_SIGNED = (
    ("STT", 7, "center"),
    ("Xã, phường", 22, "left"),
    ("Báo cáo", 22, "left"),
    ("Số, ký hiệu", 14, "left"),
    ("Nộp ngày", 13, "center"),
    ("Trang", 8, "center"),
    ("Bản được gộp", 14, "left"),
)
NOT_HERE = "Không có tệp"


def sheet_of(entries):
    """The contents as bytes of an .xlsx file: a row for each file, the first of an attempt with its facts."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Mục lục")
    _shape(sheet)
    sheet.append(head_cells(sheet, [title for title, _ in COLUMNS]))
    for entry in entries:
        for row in _rows(sheet, entry):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _shape(sheet):
    for_paper(sheet)
    sheet.freeze_panes = "C2"
    set_widths(sheet, [width for _, width in COLUMNS])


def _rows(sheet, entry):
    submission = entry.submission
    round = submission.report.round
    facts = [
        entry.number,
        as_text(round.commune.short_name),
        as_text(round.name),
        submission.ordinal,
        *(as_text(words) for words in bundles.code_and_date(submission)),
        bundles.came_at(submission),
        submission.get_status_display(),
        submission.days_late,
        submission.get_way_display(),
    ]
    if not entry.files:
        yield [*facts, NOT_HERE, ""]
    for packed in entry.files:
        yield [*facts, _link(sheet, packed.name), packed.sha256]


def _link(sheet, name):
    """A link that holds wherever the folder is unpacked; the name is ours: letters, digits, dashes."""
    cell = WriteOnlyCell(sheet, value=f'=HYPERLINK("{name}","{name}")')
    cell.font = Font(color="0563C1", underline="single")
    return cell


def pages_of(office, entries, first_pages, told=None):
    """The contents as a document to print; `first_pages` are the pages on which they begin, None where no file is.

    `told`: which paper of each is taken, where the signed ones were asked for.
    """
    rows = list(map(_printed, entries, first_pages))
    if told is not None:
        rows = [(*row, words) for row, words in zip(rows, told, strict=True)]
    table = table_of(PRINTED if told is None else PRINTED_SIGNED, rows)
    return AdministrativeDocument(
        kind="MỤC LỤC",
        subject=f"{len(entries)} báo cáo của các xã, phường nộp về {office.name}",
        items=(Item(table=table),),
        # No document of the office: a sheet in front of other people's.
        dense=True,
    )


def _printed(entry, page):
    submission = entry.submission
    round = submission.report.round
    return (
        str(entry.number),
        round.commune.short_name,
        round.name,
        bundles.code_and_date(submission)[0],
        bundles.came_at(submission)[6:],
        str(page) if page else NOT_HERE,
    )
