"""Tables of plain words, as a list or a register is printed."""

from collections.abc import Iterable, Sequence

from documents.model import Cell, Run, Table

# (head, share of the width, align)
Column = tuple[str, float, str]


def row_of(
    words: Iterable[str], aligns: Sequence[str] = (), *, bold: bool = False
) -> tuple[Cell, ...]:
    """A row; where `aligns` ends the cells stand as the table has them."""
    listed = tuple(words)
    padded = (*aligns, *[""] * (len(listed) - len(aligns)))
    return tuple(
        Cell((Run(each, bold=bold),) if each else (), align=align)
        for each, align in zip(listed, padded, strict=True)
    )


def head_row(words: Iterable[str], *, bold: bool = False) -> tuple[Cell, ...]:
    listed = tuple(words)
    return row_of(listed, ["center"] * len(listed), bold=bold)


def table_of(columns: Sequence[Column], rows: Iterable[Iterable[str]]) -> Table:
    """The table of these columns, their heads above it."""
    heads, widths, aligns = zip(*columns, strict=True)
    return Table((head_row(heads), *(row_of(words, aligns) for words in rows)), widths=widths)
