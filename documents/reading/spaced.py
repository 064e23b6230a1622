"""Tables of a text file whose columns are laid out with blanks, as converters leave those of a printed page."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from documents.model import Cell, Table, text_of
from documents.text import Line, squeeze

# Two columns side by side are a letterhead or a foot.
_FEWEST_COLUMNS = 3
# Lines looked at for the one that shows all columns; the head may have merged cells.
_WINDOW = 6
# A blank line, the number of a page, another blank line.
_WIDEST_GAP = 3
_GAP = re.compile(r"\S+(?:\s\S+)*")
# A table may go on below the number of the next page.
_PAGE_NUMBER = re.compile(r"[-–]?\s*\d{1,3}\s*[-–]?")
_ORDINAL = re.compile(r"(?:\d{1,3}|[IVX]{1,5})[.)]?")


class _Piece(NamedTuple):
    """Words between two gaps of at least two blanks, and where they stand in their line."""

    start: int
    end: int
    words: str


def with_spaced_tables(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with each table as one line without text."""
    told: list[Line] = []
    at = 0
    while at < len(lines):
        columns, end = _table_from(lines, at)
        if columns:
            held = [line for line in lines[at:end] if line.text]
            told += [line for line in held if _PAGE_NUMBER.fullmatch(line.text)]
            rows = [line for line in held if not _PAGE_NUMBER.fullmatch(line.text)]
            told.append(_as_table(rows, columns))
            at = end
        else:
            told.append(lines[at])
            at += 1
    return tuple(told)


def _table_from(lines: tuple[Line, ...], at: int) -> tuple[list[int], int]:
    """Where the columns of the table begin that begins at this line, and the index after it; none where none does."""
    if "  " not in lines[at].raw or len(_pieces(lines[at].raw)) < _FEWEST_COLUMNS:
        return [], at
    window = [_pieces(line.raw) for line in lines[at : at + _WINDOW] if line.text]
    columns = [piece.start for piece in max(window, key=len)]
    if sum(_aligned(pieces, columns) for pieces in window) < 2:
        return [], at
    end = _end(lines, at, columns)
    aligned = sum(
        _aligned(_pieces(line.raw), columns) for line in lines[at : min(end, at + _WINDOW)]
    )
    return (columns, end) if aligned > 1 else ([], at)


def _end(lines: tuple[Line, ...], at: int, columns: list[int]) -> int:
    """The index after the last line whose words keep to the columns."""
    end = at
    for number in range(at, len(lines)):
        line = lines[number]
        if number - end > _WIDEST_GAP:
            break
        if not line.text or _PAGE_NUMBER.fullmatch(line.text):
            continue
        if line.is_paragraph or not _fits(_pieces(line.raw), columns):
            break
        end = number + 1
    return end


@lru_cache(maxsize=4 * _WINDOW)
def _pieces(raw: str) -> tuple[_Piece, ...]:
    spread = raw.expandtabs(8)
    return tuple(_Piece(found.start(), found.end(), found[0]) for found in _GAP.finditer(spread))


def _aligned(pieces: tuple[_Piece, ...], columns: list[int]) -> bool:
    """At least three of its pieces begin where columns begin, and they are no sentence with wide blanks."""
    sentence = any(
        left.words[-1] in ",;" and right.words[0].islower() for left, right in pairwise(pieces)
    )
    return not sentence and sum(_begins(piece, columns) for piece in pieces) >= _FEWEST_COLUMNS


def _begins(piece: _Piece, columns: list[int]) -> bool:
    return any(abs(piece.start - column) <= 1 for column in columns)


def _fits(pieces: tuple[_Piece, ...], columns: list[int]) -> bool:
    """Each piece keeps inside one column; only the last of several may reach over columns that are merged."""
    if len(pieces) == 1 and _stands_alone(pieces[0], columns):
        return False
    inside = all(_keeps(piece, columns) for piece in pieces[:-1])
    last = pieces[-1]
    return inside and (_keeps(last, columns) or (len(pieces) > 1 and _begins(last, columns)))


def _stands_alone(piece: _Piece, columns: list[int]) -> bool:
    """The number of a page, or words before the second column that do not begin where the first one does."""
    in_first = _column_of(piece, columns) == 0
    page_number = piece.words.isdigit() and not _begins(piece, columns)
    return page_number or (in_first and not _begins(piece, columns[:1]))


def _keeps(piece: _Piece, columns: list[int]) -> bool:
    at = _column_of(piece, columns)
    room = columns[at + 1] if at + 1 < len(columns) else piece.end
    return piece.start >= columns[0] - 1 and piece.end <= room


def _column_of(piece: _Piece, columns: list[int]) -> int:
    return max((at for at, start in enumerate(columns) if start <= piece.start + 1), default=0)


def _as_table(lines: list[Line], columns: list[int]) -> Line:
    rows: list[list[str]] = []
    for line in lines:
        cells = [""] * len(columns)
        for piece in _pieces(line.raw):
            at = _column_of(piece, columns)
            cells[at] = squeeze(f"{cells[at]} {piece.words}")
        if not rows or _begins_row(cells):
            rows.append(cells)
        else:
            rows[-1] = [squeeze(f"{a} {b}") for a, b in zip(rows[-1], cells, strict=True)]
    table = Table(tuple(tuple(Cell(text_of(words)) for words in row) for row in rows))
    first, last = lines[0].number, lines[-1].number
    return Line(first, "", "", is_paragraph=True, styles=(), table=table, last=last)


def _begins_row(cells: list[str]) -> bool:
    """A row begins with its number or, where rows have none, with words in most of its cells."""
    if _ORDINAL.fullmatch(cells[0]):
        return True
    filled = sum(map(bool, cells))
    return cells[0][:1].isupper() and filled > len(cells) / 2
