"""What a table of a Word file is: one of the document's tables, or only a way to put words side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.model import Cell, Run, Table, Text
from documents.reading.word.pieces import Grid, GridCell, Paragraph
from documents.reading.word.words import gathered, plain_words, split_at_breaks, styled
from documents.rich_text import merged
from documents.text import styled_runs

_HEAD_SIGNS = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|Độc\s+lập\s*[-–—]\s*Tự\s+do|^Số\s*:?\s*[\d.…_\s]*/|,\s*ngày\b.*\btháng\b.*\bnăm\b",
    re.IGNORECASE,
)
_RECIPIENTS = re.compile(r"^Nơi\s+nhận\s*:?$", re.IGNORECASE)
_SIGNING = re.compile(
    r"^(?:(?:TM|T/M|KT|K/T|TL|T/L|TUQ)\s*[./]\s*\w.*"
    r"|(?:Q\.\s*)?(?:PHÓ )?(?:CHỦ TỊCH|TRƯỞNG [A-ZĐ]+|CHÁNH [A-ZĐ]+|GIÁM ĐỐC))$"
)
_NUMBERS_HEAD = re.compile(r"^(?:STT|TT|Số TT|Số thứ tự)\.?$", re.IGNORECASE)
_MOST_SIDES = 4  # columns of a letterhead with spaces between them


def is_frame(grid: Grid) -> bool:
    """One column: a frame around text."""
    return all(len(row) <= 1 for row in grid.rows)


def is_letterhead(grid: Grid) -> bool:
    return _is_narrow(grid) and _has(grid, _HEAD_SIGNS)


def is_foot(grid: Grid) -> bool:
    """Nơi nhận and signature side by side; with lines between the cells only if it begins with the one and has both."""
    if not _is_narrow(grid):
        return False
    if grid.bordered:
        first = Grid([[grid.cells[0]]]) if grid.cells else grid
        return _has(first, _RECIPIENTS) and _has(grid, _SIGNING)
    return _has(grid, _RECIPIENTS) or _has(grid, _SIGNING)


def _is_narrow(grid: Grid) -> bool:
    return max(map(len, grid.rows), default=0) <= _MOST_SIDES


def _has(grid: Grid, signs: re.Pattern) -> bool:
    """Whether a line in one of the cells is such a sign."""
    return any(
        signs.search(plain_words(line))
        for cell in grid.cells
        for paragraph in cell.paragraphs
        for line in split_at_breaks(paragraph.runs)
    )


def column_by_column(grid: Grid) -> Iterator[Paragraph]:
    """The paragraphs of a layout: of each stretch of rows the left column, then the right one.

    A row that is filled in one cell over the whole width stands for itself.
    """
    ends = [sum(grid.widths[:at]) for at in range(len(grid.widths) + 1)]
    sides: tuple[list, list] = ([], [])
    for row in grid.rows:
        filled = [cell for cell in row if any(each.runs for each in cell.paragraphs)]
        if len(row) == 1:
            yield from (*sides[0], *sides[1])
            sides = ([], [])
        for cell in filled:
            sides[_side(cell, ends, row)].extend(cell.paragraphs)
    yield from (*sides[0], *sides[1])


def _side(cell: GridCell, ends: list[int], row: list[GridCell]) -> int:
    """0 for the left half of the table, 1 for the right one."""
    last = min(cell.first + cell.columns, len(ends) - 1)
    if len(ends) > 1 and ends[-1] > 0 and cell.first < len(ends):
        return (ends[cell.first] + ends[last]) / 2 > ends[-1] / 2
    return len(row) > 1 and cell is row[-1]


def table_of(grid: Grid, caption: str = "") -> Table:
    """A table of the document. Every head is printed bold and centred, so this one's own bold is not kept."""
    heads = _head_rows(grid)
    count = max((cell.first + cell.columns for row in grid.rows for cell in row), default=0)
    rows = tuple(tuple(_cells(row, is_head=at < heads)) for at, row in enumerate(grid.rows))
    return Table(rows, heads, _per_cent(grid.widths, count), caption)


def _per_cent(widths: list[int], count: int) -> tuple[float, ...]:
    """Shares of the whole width; none where the file does not give one for each column."""
    if len(widths) != count or not all(width > 0 for width in widths):
        return ()
    return tuple(round(100 * width / sum(widths), 2) for width in widths)


def _cells(row: list[GridCell], *, is_head: bool) -> Iterator[Cell]:
    at = 0
    for cell in row:
        if cell.first > at:
            yield Cell(columns=cell.first - at)
        at = cell.first + cell.columns
        if cell.rows:
            yield _cell(cell, is_head)


def _cell(cell: GridCell, is_head: bool) -> Cell:
    filled = [each for each in cell.paragraphs if each.runs or each.label]
    align = filled[0].align if filled else ""
    text = merged(gathered(map(_lines_in, filled), "\n"))
    if is_head and all(each.is_bold for each in filled):
        text = merged(Run(run.text, italic=run.italic, note=run.note) for run in text)
    align = "" if align == "both" or (is_head and align == "center") else align
    return Cell(text, cell.columns, cell.rows, align)


def _lines_in(paragraph: Paragraph) -> list[Run]:
    """The words of a paragraph in a cell, its automatic number before them."""
    label = [Run(f"{paragraph.label.text} ")] if paragraph.label else []
    lines = split_at_breaks([*label, *paragraph.runs])
    return list(gathered((_squeezed(line) for line in lines), "\n"))


def _squeezed(runs: list[Run]) -> Text:
    return styled_runs(*styled(runs))


def row_words(row: list[GridCell]) -> str:
    """A row as one line for a person who looks for its place in the file."""
    cells = (" ".join(plain_words(each.runs) for each in cell.paragraphs) for cell in row)
    return " | ".join(cell.strip() for cell in cells)


def _head_rows(grid: Grid) -> int:
    if grid.heads:
        return grid.heads
    if len(grid.rows) < 2:
        return 0
    first = grid.rows[0]
    names = [each for cell in first for each in cell.paragraphs if each.runs]
    numbered = bool(names) and bool(_NUMBERS_HEAD.match(plain_words(names[0].runs)))
    drawn = bool(names) and (
        all(each.is_bold for each in names) or all(each.align == "center" for each in names)
    )
    if not (numbered or drawn):
        return 0
    deepest = max((cell.rows for cell in first), default=1)
    return min(deepest, len(grid.rows) - 1)
