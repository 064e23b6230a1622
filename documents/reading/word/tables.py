"""What a w:tbl says of itself: grid, merged cells, repeated head, visible borders."""

from __future__ import annotations

from documents.reading.word.package import W
from documents.reading.word.pieces import Grid, GridCell
from documents.reading.word.styles import Styles, first, is_on, number_of

_SIDES = {
    f"{W}{side}"
    for side in ("top", "bottom", "left", "right", "start", "end", "insideH", "insideV")
}
_MOST_COLUMNS = 63  # of a table in Word


def widths_of(table) -> list[int]:
    """Of the columns of the grid, in twentieths of a point."""
    return [number_of(each.get(f"{W}w")) for each in table.iterfind(f"{W}tblGrid/{W}gridCol")]


def is_deleted(row) -> bool:
    """A row that a tracked change took away."""
    return first(row, "trPr/del") is not None


def header_rows(rows: list) -> int:
    """How many rows at the top are marked to be repeated on each page."""
    count = 0
    for row in rows:
        mark = first(row, "trPr/tblHeader")
        if mark is None or not is_on(mark):
            break
        count += 1
    return count


def cell_span(cell) -> tuple[int, bool]:
    """(columns it spans, whether a cell above goes on in it)."""
    span, merge = first(cell, "tcPr/gridSpan"), first(cell, "tcPr/vMerge")
    columns = number_of(span.get(f"{W}val"), 1) if span is not None else 1
    goes_on = merge is not None and merge.get(f"{W}val", "continue") != "restart"
    return min(max(columns, 1), _MOST_COLUMNS), goes_on


def merged_down(grid: Grid) -> None:
    """Give each cell the number of rows it covers; a covered place without a cell above stands for itself."""
    above: dict[int, GridCell] = {}
    for row in grid.rows:
        for cell in row:
            if cell.rows == 0 and cell.first in above:
                above[cell.first].rows += 1
            else:
                cell.rows = 1
                above[cell.first] = cell


def borders_of(table, styles: Styles) -> bool:
    """Whether lines are seen between the cells, be it by the table, its style, or most of its cells."""
    sides: dict[str, bool] = {}
    style = first(table, "tblPr/tblStyle")
    for element in styles.tables(style.get(f"{W}val", "")) if style is not None else ():
        sides |= _sides(first(element, "tblPr/tblBorders"))
    sides |= _sides(first(table, "tblPr/tblBorders"))
    cells = [_sides(first(each, "tcPr/tcBorders")) for each in table.iter(f"{W}tc")]
    if any(sides.values()):
        # Cells may take away what the table gives.
        return not (cells and all(own and not any(own.values()) for own in cells))
    return sum(sum(own.values()) >= 2 for own in cells) * 2 > len(cells) > 0


def _sides(borders) -> dict[str, bool]:
    if borders is None:
        return {}
    return {
        each.tag: each.get(f"{W}val", "none") not in ("none", "nil")
        for each in borders
        if each.tag in _SIDES
    }
