"""A ruled table with its words: cells of several lines, heads repeated on each page, rows parted by a page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from documents.model import Cell, Table, Text, plain
from documents.reading.pdf.grid import Grid, Space, column_widths, common_columns, grids_of
from documents.reading.pdf.letters import Sheet, Word
from documents.reading.pdf.rows import MarkOf, Row, told
from documents.rich_text import merged
from documents.text import ends_sentence, lower_start, styled_runs

_PADDING = 6.0  # points a word in the middle keeps from both edges at least
_FEW_WORDS = 5
_HEAD_WORDS = {"stt", "tt", "số tt", "số thứ tự", "nội dung", "nhiệm vụ", "tên nhiệm vụ"}


@dataclass(slots=True)
class Filled:
    """A cell with the rows that stand in it."""

    space: Space
    rows: list[Row] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(row.text for row in self.rows)


@dataclass(slots=True)
class Part:
    """What one page shows of a table: a line of cells for each of its rows, and all words in it."""

    grid: Grid
    rows: list[Row]
    page: int
    caption: str = ""
    caption_rows: list[Row] = field(default_factory=list)

    @property
    def y(self) -> float:
        return self.grid.top

    @property
    def number(self) -> int:
        return self.rows[0].number

    def lines(self) -> list[list[Filled]]:
        lines: list[list[Filled]] = [[] for _ in self.grid.ys[1:]]
        for space in self.grid.spaces():
            lines[space.row].append(Filled(space))
        for row in self.rows:
            for filled in (each for line in lines for each in line):
                inside = row.kept(lambda word, space=filled.space: space.holds(*_middle(word)))
                if inside:
                    filled.rows.append(inside)
        return lines


def _middle(word: Word) -> tuple[float, float]:
    return (word.left + word.right) / 2, word.y - 0.3 * word.size


def parts_of(sheet: Sheet, rows: list[Row], page: int) -> tuple[list[Part], list[Row]]:
    """The tables of a page and the rows outside of them."""
    parts = []
    for grid in grids_of(sheet.rules):
        kept = (row.kept(lambda word, grid=grid: grid.holds(*_middle(word))) for row in rows)
        inside = [row for row in kept if row]
        if not inside:
            continue
        parts.append(Part(grid, inside, page))
        kept = (row.kept(lambda word, grid=grid: not grid.holds(*_middle(word))) for row in rows)
        rows = [row for row in kept if row]
    return parts, rows


def belong_together(first: Part, other: Part) -> bool:
    """Whether a part at the top of the next page goes on with a table: as wide, and with no other head in bold."""
    if other.caption_rows or common_columns(first.grid, other.grid) is None:
        return False
    head, top = first.lines()[0], other.lines()[0]
    return _said(head) == _said(top) or not (_in_bold(head) and _in_bold(top))


def _said(line: list[Filled]) -> list[str]:
    return [filled.text for filled in line]


def _in_bold(line: list[Filled]) -> bool:
    rows = [row for filled in line for row in filled.rows]
    return bool(rows) and all(row.is_bold for row in rows)


def repeated_heads(parts: list[Part]) -> list[int]:
    """The numbers of the lines where later parts say the head of the first again."""
    xs = _columns(parts)
    first, *others = (_with_columns(part, xs).lines() for part in parts)
    return [_first_number(more) for more in others if _repeated(first, more)]


def _first_number(lines: list[list[Filled]]) -> int:
    return min(row.number for filled in lines[0] for row in filled.rows)


def table_of(parts: list[Part], mark_of: MarkOf) -> Table:
    """One table from its parts, a repeated head taken once."""
    lines, head = _joined(parts)
    rows = [[_cell(filled, mark_of) for filled in line] for line in lines]
    head = head or _head_rows(rows)
    head = _whole_head(lines, min(head, len(rows) - 1))
    made = tuple(
        tuple(_head_cell(cell) for cell in row) if at < head else tuple(row)
        for at, row in enumerate(rows)
    )
    return Table(made, head, column_widths(_columns(parts)), parts[0].caption)


def _columns(parts: list[Part]) -> tuple[float, ...]:
    return max((part.grid.xs for part in parts), key=len)


def _joined(parts: list[Part]) -> tuple[list[list[Filled]], int]:
    """All lines of cells, and how many of them are a head that was repeated."""
    xs = _columns(parts)
    first, *others = (_with_columns(part, xs).lines() for part in parts)
    lines, head = [*first], 0
    for more in others:
        same = _repeated(first, more)
        head = max(head, same)
        more = more[same:]
        if more and lines and _goes_on(lines[-1], more[0]):
            _append(lines[-1], more.pop(0))
        lines += more
    return [line for line in lines if line], head


def _with_columns(part: Part, xs: tuple[float, ...]) -> Part:
    if len(part.grid.xs) == len(xs):
        return part
    return Part(part.grid.with_columns(xs), part.rows, part.page)


def _repeated(first: list[list[Filled]], more: list[list[Filled]]) -> int:
    """How many lines at the top of both say the same."""
    count = 0
    for one, other in zip(first[:-1], more, strict=False):
        words = [filled.text for filled in one]
        if words != [filled.text for filled in other] or not any(words):
            break
        count += 1
    return count


def _goes_on(line: list[Filled], more: list[Filled]) -> bool:
    """The first cell of a row that was parted by the page is empty on the second page, and a sentence runs on."""
    if len(line) != len(more) or len(more) < 2 or more[0].rows:
        return False
    pairs = [(one.text, other.text) for one, other in zip(line, more, strict=True) if other.rows]
    return bool(pairs) and any(
        one and (lower_start(other) or not ends_sentence(one)) for one, other in pairs
    )


def _append(line: list[Filled], more: list[Filled]) -> None:
    for one, other in zip(line, more, strict=True):
        one.rows += other.rows


def _cell(filled: Filled, mark_of: MarkOf) -> Cell:
    words = told(filled.rows, mark_of)
    space = filled.space
    return Cell(styled_runs(words.text, words.styles), space.columns, space.rows, _align(filled))


def _align(filled: Filled) -> str:
    """Where the words stand in their cell; "" where they fill it or begin at its left."""
    if not filled.rows:
        return ""
    left = [row.left - filled.space.left for row in filled.rows]
    right = [filled.space.right - row.right for row in filled.rows]
    if all(abs(one - other) < 3 and one > _PADDING for one, other in zip(left, right, strict=True)):
        return "center"
    return "right" if max(right) < _PADDING < min(left) - _PADDING else ""


def _head_rows(rows: list[list[Cell]]) -> int:
    """Without a repeated head the rows in bold are the head, or a first row with the words of one."""
    count = 0
    while count < len(rows) and _is_bold(rows[count]):
        count += 1
    return count if count or not rows else int(_names_columns(rows[0], rows[1:]))


def _names_columns(row: list[Cell], others: list[list[Cell]]) -> bool:
    """A first row with the words of a head, or of a few words each above cells that say more or count."""
    words = [plain(cell.text).strip(" .:") for cell in row]
    if {each.casefold() for each in words} & _HEAD_WORDS:
        return True
    if not all(words) or len(words) < 2 or any(map(_counts, words)):
        return False
    below = [plain(cell.text) for line in others for cell in line]
    short = all(len(each.split()) <= _FEW_WORDS for each in words)
    return short and any(_counts(each) or len(each.split()) > _FEW_WORDS for each in below)


def _counts(words: str) -> bool:
    return any(map(str.isdigit, words))


def _is_bold(row: list[Cell]) -> bool:
    runs = [run for cell in row for run in cell.text if run.text.strip() and not run.note]
    return bool(runs) and all(run.bold for run in runs)


def _whole_head(lines: list[list[Filled]], head: int) -> int:
    """A head ends where its merged cells end."""
    for at, line in enumerate(lines):
        if at < head:
            head = max(head, *(at + filled.space.rows for filled in line), head)
    return max(min(head, len(lines) - 1), 0)


def _head_cell(cell: Cell) -> Cell:
    """The words of a head are bold and in the middle, unsaid."""
    align = "" if cell.align == "center" else cell.align
    return Cell(_unbolded(cell.text), cell.columns, cell.rows, align)


def _unbolded(text: Text) -> Text:
    return merged(tuple(replace(run, bold=False) for run in text))
