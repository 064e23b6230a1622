"""Tables of a text file: rows whose cells are parted by tabs, as a word processor saves them."""

from __future__ import annotations

from itertools import islice, takewhile

from documents.model import Cell, Table, text_of
from documents.text import Line, squeeze

# Two columns parted by tabs are more often a letterhead or a foot.
_FEWEST_COLUMNS = 3


def with_tables(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with each table as one line without text.

    A table begins with a head of at least three filled cells; as many tabs stand in the rows below. Blank lines
    between rows are those of a file that has one after every paragraph.
    """
    told: list[Line] = []
    at = 0
    while at < len(lines):
        rows = _rows_from(lines, at)
        if rows:
            told.append(_as_table(rows))
            at = rows[-1].number - lines[0].number + 1
        else:
            told.append(lines[at])
            at += 1
    return tuple(told)


def _rows_from(lines: tuple[Line, ...], at: int) -> list[Line]:
    """The rows of the table that begins here; empty where none does."""
    head = _cells(lines[at])
    if not head[0] or sum(map(bool, head)) < _FEWEST_COLUMNS:
        return []
    same = (line for line in islice(lines, at, None) if line.text)
    rows = list(takewhile(lambda line: len(_cells(line)) == len(head), same))
    return rows if len(rows) > 1 else []


def _cells(line: Line) -> list[str]:
    return [squeeze(cell) for cell in line.raw.split("\t")]


def _as_table(rows: list[Line]) -> Line:
    cells = tuple(tuple(Cell(text_of(words)) for words in _cells(row)) for row in rows)
    first, last = rows[0].number, rows[-1].number
    return Line(first, "", "", is_paragraph=True, styles=(), table=Table(cells), last=last)
