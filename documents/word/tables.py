"""Tables of the outline: repeated heads, widths, merged cells."""

from __future__ import annotations

from functools import lru_cache

from documents.columns import is_title
from documents.grid import WHOLE_WIDTH, Placed, head_rows_of, laid_out_widths, placed_rows
from documents.model import Cell, Item, Table, plain
from documents.word.blocks import Paragraph, Tabular
from documents.word.measures import CELL_SIDE, CELL_TOP, mm, pt
from documents.word.runs import Notes, raised, run, styled
from documents.word.styles import (
    BODY_CELL,
    CAPTION,
    HEAD_CELL,
    SPACE,
    TABLE,
    Style,
    at_depth,
    cell_margins,
)
from documents.word.xml import element

# A row that may not be parted must fit on a page, with room to spare: this many lines at most.
MOST_LINES_WHOLE = 25
LETTER_MM = 2.3
_ALIGNS = {"left": "left", "center": "center", "right": "right"}


def table_blocks(item: Item, depth: int, notes: Notes, width_mm: float, keep_next: bool) -> list:
    """The caption, if there is one, and the table."""
    table = item.table
    caption = []
    if table.caption:
        caption = [Paragraph(at_depth(CAPTION, depth), run(table.caption), before=pt(4))]
    grid = Writer(table, depth, notes, width_mm, keep_next)
    return [
        *caption,
        Tabular(grid.xml(), depth, 0 if caption else pt(4), pt(10), keep_next),
    ]


class Writer:
    def __init__(
        self, table: Table, depth: int, notes: Notes, width_mm: float, keep_last_row: bool
    ):
        self._table = table
        self._notes = notes
        self._rows_told = table.rows
        self._keep_last_row = keep_last_row
        self._head_rows = head_rows_of(table)
        self._rows = placed_rows(table)
        self._columns = columns_twips(table, width_mm)
        self._styles = (at_depth(HEAD_CELL, depth), at_depth(BODY_CELL, depth))

    def xml(self) -> str:
        """The w:tbl element."""
        grid = element("tblGrid", *(element("gridCol", w=width) for width in self._columns))
        covered: dict[int, tuple[int, int]] = {}
        rows = []
        for at, row in enumerate(self._rows):
            rows.append(self._row(at, row, covered))
        return element("tbl", self._properties(), grid, *rows)

    def _properties(self) -> str:
        caption = self._table.caption
        return element(
            "tblPr",
            element("tblStyle", val=TABLE),
            element("tblW", w=sum(self._columns), type="dxa"),
            element("tblLayout", type="fixed"),
            # LibreOffice does not take these from the style.
            cell_margins(CELL_SIDE, CELL_TOP),
            # What a screen reader says of the table.
            element("tblCaption", val=caption) if caption else "",
        )

    def _row(self, at: int, row: list[Placed], covered: dict[int, tuple[int, int]]) -> str:
        """`covered` holds, by the column where a cell above begins, its columns and the rows still to come."""
        is_head = at < self._head_rows
        cells = {
            column: (span, self._continued(column, span)) for column, (span, _) in covered.items()
        }
        for placed in row:
            cells[placed.column] = (placed.cell.columns, self._cell(placed, is_head, at))
        end = max(column + span for column, (span, _) in cells.items())
        self._go_down(row, covered)
        return element("tr", self._row_properties(is_head, row, end), self._filled(cells))

    def _filled(self, cells: dict[int, tuple[int, str]]) -> str:
        """The cells in their order; where none stands before one that reaches down, a place without lines."""
        inner, at = [], 0
        for column, (span, cell) in sorted(cells.items()):
            if column > at:
                inner.append(self._nothing(at, column - at))
            inner.append(cell)
            at = column + span
        return "".join(inner)

    def _nothing(self, column: int, span: int) -> str:
        sides = "".join(element(side, val="nil") for side in ("top", "bottom"))
        told = self._cell_properties(column, span, element("tcBorders", sides))
        return element("tc", told, Paragraph(SPACE).xml())

    @staticmethod
    def _go_down(row: list[Placed], covered: dict[int, tuple[int, int]]) -> None:
        for column, (span, rows) in list(covered.items()):
            covered[column] = (span, rows - 1)
            if rows == 1:
                del covered[column]
        for column, cell in row:
            if cell.rows > 1:
                covered[column] = (cell.columns, cell.rows - 1)

    def _row_properties(self, is_head: bool, row: list[Placed], end: int) -> str:
        missing = len(self._columns) - end
        return element(
            "trPr",
            element("gridAfter", val=missing) if missing else "",
            element("cantSplit") if self._lines(row) <= MOST_LINES_WHOLE else "",
            element("tblHeader") if is_head else "",
        )

    def _lines(self, row: list[Placed]) -> float:
        """About how many lines the highest cell of the row has."""
        return max((self._lines_of(placed) for placed in row), default=0)

    def _lines_of(self, placed: Placed) -> float:
        words = plain(placed.cell.text)
        width = self._width(placed.column, placed.cell.columns) - 2 * CELL_SIDE
        return words.count("\n") + len(words) * mm(LETTER_MM) / max(width, mm(LETTER_MM))

    def _width(self, column: int, span: int) -> int:
        return sum(self._columns[column : column + span])

    def _continued(self, column: int, span: int) -> str:
        told = self._cell_properties(column, span, element("vMerge"))
        style = element("pPr", element("pStyle", val=self._styles[1].id))
        return element("tc", told, element("p", style))

    def _cell(self, placed: Placed, is_head: bool, at: int) -> str:
        cell = placed.cell
        merge = element("vMerge", val="restart") if cell.rows > 1 else ""
        middle = element("vAlign", val="center") if is_head else ""
        told = self._cell_properties(placed.column, cell.columns, merge, middle)
        style = self._styles[0 if is_head else 1]
        return element("tc", told, self._paragraph(cell, style, is_head, self._keeps(at)))

    def _keeps(self, at: int) -> bool:
        """Whether a row stands with what follows: a title of rows, or the last where the table is to."""
        if at + 1 == len(self._rows):
            return self._keep_last_row
        return is_title(self._rows_told, at)

    def _cell_properties(self, column: int, span: int, merge: str, middle: str = "") -> str:
        return _cell_shape(self._width(column, span), span, merge, middle)

    def _paragraph(self, cell: Cell, style: Style, is_head: bool, keep: bool) -> str:
        if is_head:
            # It is printed again on every page, so it can call no footnote.
            inner = "".join(raised(each.text) if each.note else styled(each) for each in cell.text)
        else:
            inner = self._notes.text(cell.text)
        align = _ALIGNS.get(cell.align)
        return Paragraph(style, inner, keep_next=keep, more={"jc": align} if align else {}).xml()


@lru_cache(maxsize=2000)
def _cell_shape(width: int, span: int, merge: str, middle: str) -> str:
    return element(
        "tcPr",
        element("tcW", w=width, type="dxa"),
        element("gridSpan", val=span) if span > 1 else "",
        merge,
        middle,
    )


def columns_twips(table: Table, width_mm: float) -> list[int]:
    """The widths of the columns, together that of the page."""
    shares, whole = laid_out_widths(table, width_mm), mm(width_mm)
    ends = [0]
    for share in shares:
        ends.append(ends[-1] + share)
    places = [round(end * whole / WHOLE_WIDTH) for end in ends]
    return [end - start for start, end in zip(places, places[1:], strict=False)]
