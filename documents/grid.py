"""Where the cells of a table stand once cells that span rows and columns have pushed the others aside."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from documents.columns import columns_of, shares
from documents.model import Cell, Run, Table

# How wide the text of a page is, upright and on its side (NĐ 30/2020/NĐ-CP, Phụ lục I, mục I).
PORTRAIT_MM, LANDSCAPE_MM = 160, 247
# A word processor knows no table with more columns.
MOST_GRID_COLUMNS = 63
# It gives the width of a column in fiftieths of a per cent.
WHOLE_WIDTH = 5000


class Placed(NamedTuple):
    """A cell and the column where it begins, 0-based. `cell.columns` is what it really covers."""

    column: int
    cell: Cell


def placed_rows(table: Table) -> list[list[Placed]]:
    """The cells of each row from left to right, as HTML lays them out: each in the first free column.

    A span ends where a cell from above is in the way, at the last row of the head for a cell of the head, and at
    the last row of the table. No word is lost: what does not fit into the widest table goes to the last cell.
    """
    head = head_rows_of(table)
    busy: dict[int, int] = {}
    rows = []
    for at, row in enumerate(table.rows):
        if at == head:
            busy = {}
        rows_left = (head if at < head else len(table.rows)) - at
        rows.append(_place(row, busy, rows_left))
        busy = {column: left - 1 for column, left in busy.items() if left > 1}
    return rows


def head_rows_of(table: Table) -> int:
    """How many rows are repeated as the head: never all, for the body must have room."""
    return max(min(table.header_rows, len(table.rows) - 1), 0)


def _place(row: tuple[Cell, ...], busy: dict[int, int], rows_left: int) -> list[Placed]:
    """The cells of one row; `busy` holds for how many rows a column is taken, this row included."""
    placed: list[Placed] = []
    column = 0
    for cell in row:
        while column in busy:
            column += 1
        if column >= MOST_GRID_COLUMNS and placed:
            placed[-1] = _with_words(placed[-1], cell)
            continue
        wanted = range(column, min(column + columns_of(cell), MOST_GRID_COLUMNS))
        end = next((at for at in wanted if at in busy), max(wanted.stop, column + 1))
        rows = min(max(cell.rows, 1), rows_left)
        placed.append(Placed(column, replace(cell, columns=end - column, rows=rows)))
        busy.update(dict.fromkeys(range(column, end), rows))
        column = end
    return placed


def _with_words(last: Placed, cell: Cell) -> Placed:
    text = (*last.cell.text, *((Run(" "), *cell.text) if cell.text else ()))
    return Placed(last.column, replace(last.cell, text=text))


def grid_width(table: Table) -> int:
    """How many columns the rows of a table reach."""
    ends = (placed.column + placed.cell.columns for row in placed_rows(table) for placed in row)
    return max(ends, default=0)


def laid_out_widths(table: Table, width_mm: float) -> list[int]:
    """The widths of the columns in fiftieths of a per cent: those of the table, or what its words need."""
    count = grid_width(table)
    return fiftieths(table.widths, count) or computed_widths(table, count, width_mm)


def computed_widths(table: Table, count: int, width_mm: float) -> list[int]:
    """What the words of the `count` columns need on a line of that length, in fiftieths of a per cent."""
    needed = shares(replace(table, widths=()), width_mm)
    # A cell that reaches down may push others beyond the columns that the rows count.
    return fiftieths(needed, count) or fiftieths((1.0,) * count, count)


def fiftieths(widths: tuple[float, ...], count: int) -> list[int]:
    """Widths in fiftieths of a per cent, together the whole; none where they do not fit the columns."""
    if not widths or len(widths) != count or not all(0 < width < float("inf") for width in widths):
        return []
    whole = sum(widths)
    ends = [0, *(round(sum(widths[: at + 1]) / whole * WHOLE_WIDTH) for at in range(count))]
    return [end - start for start, end in zip(ends, ends[1:], strict=False)]
