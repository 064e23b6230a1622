"""From a PDF with text to `Pages`: what a person sees on its pages, by where and how the letters stand.

pdfium tells the letters and lines of each page; rows, tables, notes, columns and paragraphs are found by geometry
alone, so that it does not matter which program wrote the file.
"""

from __future__ import annotations

import re
from collections import Counter

from documents.model import Finding
from documents.reading.footnotes import Pages
from documents.reading.pdf.columns import foot_of, head_of, is_type, more_of_foot
from documents.reading.pdf.file import sheets_of, source_findings
from documents.reading.pdf.furniture import watermark_findings, without_furniture
from documents.reading.pdf.letters import Rule, Sheet
from documents.reading.pdf.notes import Calls, Notes
from documents.reading.pdf.paragraphs import Measures, Paragraphs
from documents.reading.pdf.rows import Row, rows_of, text_of, told
from documents.reading.pdf.tables import Part, belong_together, parts_of, repeated_heads, table_of
from documents.text import Line

_CAPTION = re.compile(r"^(?:Bảng|Biểu|Phụ biểu)\s+(?:số\s+)?[\dIVX]", re.IGNORECASE)
_NO_CAPTION = re.compile(r"^(?:\(|phụ lục\b)", re.IGNORECASE)
_SMALLEST_TEXT = 12.0  # points
_COMMON = 0.05  # of all letters
_CAPTION_GAP = 2.6  # in sizes, from its base line to the table


def pages_of_pdf(data: bytes) -> Pages:
    """The text of a PDF with its notes. Raises Unreadable with one Vietnamese sentence where there is none."""
    return _Reader(sheets_of(data)).pages()


class _Reader:
    """Brings the pages of one file to lines; each step takes away from `rows` what it has understood."""

    def __init__(self, sheets: list[Sheet]):
        self.sheets = sheets
        rows = [rows_of(sheet.words, at) for at, sheet in enumerate(sheets)]
        self.source_lines = _numbered(rows, sheets)
        self.body_size = _body_size(rows)
        self.parts: list[list[Part]] = []
        self.rows: list[list[Row]] = []
        for at, sheet in enumerate(sheets):
            parts, outside = parts_of(sheet, rows[at], at)
            self.parts.append(parts)
            self.rows.append(outside)

    def pages(self) -> Pages:
        self.rows, taken = without_furniture(self.rows, self.body_size)
        notes = Notes(self.body_size)
        self.rows = [notes.take(rows, self._free_rules(at)) for at, rows in enumerate(self.rows)]
        in_tables = (row for parts in self.parts for part in parts for row in part.rows)
        calls = Calls(notes.notes, [*(row for rows in self.rows for row in rows), *in_tables])
        flow = _Flow(self, calls)
        lines = flow.lines()
        findings = [
            *taken.findings,
            *watermark_findings(self.sheets),
            *source_findings(self.sheets),
            *_head_findings(flow.repeated),
        ]
        return Pages(
            tuple(lines),
            tuple(notes.notes),
            tuple(taken.page_numbers),
            tuple(self.source_lines),
            tuple(findings),
            self._landscape(),
        )

    def _free_rules(self, page: int) -> list[Rule]:
        """The rules of a page that are no part of a table."""
        grids = [part.grid for part in self.parts[page]]
        return [
            rule
            for rule in self.sheets[page].rules
            if not any(grid.top - 3 <= rule.top <= grid.bottom + 3 for grid in grids)
        ]

    def _landscape(self) -> frozenset[int]:
        """The numbers of the lines on pages that are wider than high."""
        wide = (sheet for sheet in self.sheets if sheet.width > sheet.height)
        return frozenset(word.line for sheet in wide for word in sheet.words)


def _head_findings(lines: list[int]) -> list[Finding]:
    if not lines:
        return []
    told = ", ".join(map(str, lines))
    message = f"Đầu bảng lặp lại ở đầu trang (dòng {told}) được bỏ qua."
    return [Finding("layout.repeated_head", message, lines[0], "info")]


def _numbered(rows: list[list[Row]], sheets: list[Sheet]) -> list[str]:
    """Gives each word the number of its physical line; the lines as a person sees them."""
    lines: list[str] = []
    for page, sheet in zip(rows, sheets, strict=True):
        for row in page:
            lines.append(text_of(row.words, columns=True))
            for word in row.words:
                word.line = len(lines)
        if sheet.askew:
            lines.append(" ".join(word.text for word in sheet.askew))
            for word in sheet.askew:
                word.line = len(lines)
    return lines


def _body_size(rows: list[list[Row]]) -> float:
    """The size of most letters; where that is a size of notes, the next larger one that is common."""
    letters: Counter = Counter()
    for word in (word for page in rows for row in page for word in row.words):
        letters[word.size] += len(word.text)
    if not letters:
        return 0.0
    most = letters.most_common(1)[0][0]
    larger = [size for size in letters if letters[size] > _COMMON * letters.total()]
    return most if most >= _SMALLEST_TEXT else max(most, *larger)


class _Flow:
    """The lines of all pages in the order they are read."""

    def __init__(self, reader: _Reader, calls: Calls):
        self.calls = calls
        self.found: list[Line] = []
        self.open_table: list[Part] = []
        self.repeated: list[int] = []  # lines that say the head of a table again
        self.below_type = False
        self.first, self.body = head_of(reader.rows[0]) if reader.rows else ([], 0)
        head = {id(row) for row in reader.rows[0][: self.body]} if reader.rows else set()
        self.elements = [each for each in _in_order(reader) if id(each) not in head]
        text = [rows[self.body :] if at == 0 else rows for at, rows in enumerate(reader.rows)]
        self.measures = Measures(text, [sheet.width for sheet in reader.sheets])
        self.paragraphs = Paragraphs(self.measures, self._paragraph)

    def lines(self) -> list[Line]:
        for rows in self.first:
            self._line(rows)
        waiting = self.elements
        while waiting:
            waiting = self._take(waiting)
        self.paragraphs.close()
        self._close_table()
        return self.found

    def _take(self, waiting: list) -> list:
        """Reads the rows up to the foot, and the foot; what is left."""
        rows = [each for each in waiting if isinstance(each, Row)]
        foot = self._next_foot(rows)
        if foot is None:
            for each in waiting:
                self._add(each)
            return []
        lines, first, last = foot
        start, end = (
            next(at for at, each in enumerate(waiting) if each is row) for row in (first, last)
        )
        for each in waiting[:start]:
            self._add(each)
        self.paragraphs.close()
        self._close_table()
        for line in lines:
            self._line(line)
        return waiting[end + 1 :]

    def _next_foot(self, rows: list[Row]) -> tuple[list[list[Row]], Row, Row] | None:
        """The next foot: its lines, its first and its last row. It may go on at the top of the next page."""
        for page in sorted({row.page for row in rows}):
            of_page = [row for row in rows if row.page == page]
            found = foot_of(of_page)
            if found is None:
                continue
            lines, start, end = found
            first, last = of_page[start], of_page[end - 1]
            if end == len(of_page):
                following = [row for row in rows if row.page == page + 1]
                more, count = more_of_foot(following)
                lines, last = lines + more, following[count - 1] if count else last
            return lines, first, last
        return None

    def _add(self, element: Row | Part) -> None:
        if isinstance(element, Part):
            self._add_part(element)
        else:
            self._close_table()
            self.paragraphs.add(element)

    def _add_part(self, part: Part) -> None:
        title = self.paragraphs.rows
        if title and not self.below_type and self._is_caption(title, part):
            part.caption = told(title, self.calls).text
            part.caption_rows = list(title)
            self.paragraphs.rows = []
        self.paragraphs.close()
        if self.open_table and not self._continues(part):
            self._close_table()
        self.open_table.append(part)

    def _continues(self, part: Part) -> bool:
        follows = part.page == self.open_table[-1].page + 1
        return follows and belong_together(self.open_table[0], part)

    def _is_caption(self, title: list[Row], part: Part) -> bool:
        last, text = title[-1], title[0].text
        if last.page != part.page:
            return part.page == last.page + 1 and bool(_CAPTION.match(text))
        if part.y - last.y > _CAPTION_GAP * last.size or _NO_CAPTION.match(text):
            return False
        centred = all(self.measures.is_centred(row) for row in title) and not text.isupper()
        return centred or bool(_CAPTION.match(text))

    def _close_table(self) -> None:
        if self.open_table:
            parts, self.open_table = self.open_table, []
            table = table_of(parts, self.calls)
            self.repeated += repeated_heads(parts)
            first, last = parts[0].number, parts[-1].rows[-1].number
            self.found.append(
                Line(first, "", "", is_paragraph=True, styles=(), table=table, last=last)
            )

    def _paragraph(self, rows: list[Row]) -> None:
        self._line(rows, self._is_title(rows))
        self.below_type = is_type(rows[0])

    def _is_title(self, rows: list[Row]) -> bool:
        """Whether the rows are set in the middle; bold ones below the name of the kind may be as wide as the page."""
        if self.measures.is_centred(rows[-1]):
            return True
        wide = all(row.is_bold and self.measures.is_even(row) for row in rows)
        return self.below_type and wide

    def _line(self, rows: list[Row], is_title: bool = False) -> None:
        words = told(rows, self.calls)
        self.found.append(
            Line(
                rows[0].number,
                words.text,
                words.text,
                is_paragraph=True,
                styles=words.styles,
                align="center" if is_title else "",
                last=rows[-1].number,
                starts=words.starts,
            )
        )


def _in_order(reader: _Reader) -> list[Row | Part]:
    """Rows and tables of all pages from top to bottom."""
    elements: list[Row | Part] = []
    for rows, parts in zip(reader.rows, reader.parts, strict=True):
        elements += sorted([*rows, *parts], key=lambda each: each.y)
    return elements
