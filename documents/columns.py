"""How wide the columns of a table should be, where the document does not say.

The layout is fixed (a table of 500 rows must not be measured by the renderer), so the widths are
found here from the words: first each column gets what its longest word needs, then the rest goes
where the text is.
"""

from __future__ import annotations

from collections.abc import Sequence

from documents.model import Cell, Table, plain

# Measured in Tinos 13: the mean letter of running Vietnamese text, a bold capital letter, and both
# paddings.
LETTER_MM = 2.3
CAPITAL_MM = 2.9
PADDING_MM = 4
# Beyond this a cell is text to be broken into lines, and more of it asks for no more width.
LONGEST_LINE = 60
LONGEST_WORD = 14
# A date, a number or a word or two stay on one line.
SHORT_MM = 24
MOST_COLUMNS = 40


def columns_of(cell: Cell) -> int:
    """The span of a cell, held within what a page can show."""
    return min(max(cell.columns, 1), MOST_COLUMNS)


def is_title(rows: Sequence[tuple[Cell, ...]], at: int) -> bool:
    """Whether a row is the title of the rows below it, and so stands with the first of them: one cell across all."""
    below = rows[at + 1] if at + 1 < len(rows) else ()
    return len(rows[at]) == 1 and columns_of(rows[at][0]) > 1 and len(below) > 1


def shares(table: Table, width_mm: float) -> tuple[float, ...]:
    """The share of each column in per cent, together 100. Empty for a table without cells."""
    count = _column_count(table)
    if not count:
        return ()
    if len(table.widths) == count and all(width > 0 for width in table.widths):
        return _per_cent(table.widths)

    needs, wishes = _measures(table, count)
    left = width_mm - sum(needs)
    wanted = [max(wish - need, 0) for wish, need in zip(wishes, needs, strict=True)]
    if left <= 0 or not sum(wanted):
        return _per_cent(needs)
    return _per_cent(
        [need + left * want / sum(wanted) for need, want in zip(needs, wanted, strict=True)]
    )


def _column_count(table: Table) -> int:
    return min(max((sum(map(columns_of, row)) for row in table.rows), default=0), MOST_COLUMNS)


def _measures(table: Table, count: int) -> tuple[list[float], list[float]]:
    """In mm for each column: the width of its longest word, and of its longest text on one line."""
    needs, wishes = [PADDING_MM + 2 * CAPITAL_MM] * count, [0.0] * count
    for row in table.rows:
        # A row with a span says little about single columns, and one below a tall cell begins
        # further right.
        if sum(map(columns_of, row)) != count or len(row) != count:
            continue
        for at, cell in enumerate(row):
            words = plain(cell.text).split()
            letter = CAPITAL_MM if plain(cell.text).isupper() else LETTER_MM
            longest = min(max(map(len, words), default=0), LONGEST_WORD)
            line = min(len(" ".join(words)), LONGEST_LINE)
            needs[at] = max(needs[at], PADDING_MM + longest * letter)
            wishes[at] = max(wishes[at], PADDING_MM + line * letter)
    needs = [
        max(need, wish) if wish <= SHORT_MM else need
        for need, wish in zip(needs, wishes, strict=True)
    ]
    return needs, wishes


def _per_cent(widths) -> tuple[float, ...]:
    return tuple(round(100 * width / sum(widths), 2) for width in widths)
