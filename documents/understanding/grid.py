"""Tables of work: STT - Nội dung - Chủ trì - Phối hợp - Thời gian - Sản phẩm, in any order and under other names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.model import Cell, Table, plain
from documents.text import squeeze
from documents.understanding.bodies import is_body, upper_first
from documents.understanding.labels import column_role

_SAME = re.compile(r"^(?:-?\s*nt\s*-?|-?\s*như trên\s*-?|[\"”“]+|//)$", re.IGNORECASE)
_NOTHING = re.compile(r"^[-–.…\s]*$")
_MOST_COLUMNS = 40
_MOST_ROWS = 5000


@dataclass(frozen=True, slots=True)
class Row:
    """One line of work. `values` by role ("what", "lead", "partners", "time", "result", "receiver")."""

    values: dict[str, str]
    group: str = ""  # the title of the group of rows it stands in

    def of(self, role: str) -> str:
        return self.values.get(role, "")


def rows_of_work(table: Table) -> tuple[Row, ...]:
    """The rows that say what is to be done, with merged cells in every row they cover; () where no column tells it."""
    grid = _grid(table)
    head, roles = _head(grid, table.header_rows)
    if not ({"what"} <= set(roles) and set(roles) & {"lead", "time"}):
        return ()
    return tuple(_rows(grid[head:], roles))


def _grid(table: Table) -> list[list[tuple[str, Cell]]]:
    """Every place of the table with its words and the cell they come from."""
    places: dict[tuple[int, int], tuple[str, Cell]] = {}
    width = 0
    for y, row in enumerate(table.rows[:_MOST_ROWS]):
        x = 0
        for cell in row:
            while (y, x) in places:
                x += 1
            across, down = (
                min(max(cell.columns, 1), _MOST_COLUMNS),
                min(max(cell.rows, 1), _MOST_ROWS),
            )
            held = ("\n".join(filter(None, map(squeeze, plain(cell.text).split("\n")))), cell)
            for dy in range(min(down, len(table.rows) - y)):
                for dx in range(across):
                    places[y + dy, x + dx] = held
            x += across
            width = max(width, x)
    blank = ("", Cell())
    return [
        [places.get((y, x), blank) for x in range(min(width, _MOST_COLUMNS))]
        for y in range(len(table.rows[:_MOST_ROWS]))
    ]


def _head(grid, printed: int) -> tuple[int, list[str]]:
    """How many rows are the head, and the role of each column: the lowest head that names it decides."""
    for rows in dict.fromkeys((printed, 1, 2)):
        if not 0 < rows < len(grid):
            continue
        roles = [_role([grid[y][x][0] for y in range(rows)]) for x in range(len(grid[0]))]
        if "what" in roles and set(roles) & {"lead", "time"}:
            below = [column_role(words) for words, _ in grid[rows]]
            deeper = rows == 1 and len(set(filter(None, below))) >= 2
            if deeper and rows + 1 < len(grid):
                continue
            return rows, _once(roles)
    return 0, []


def _role(heads: list[str]) -> str:
    for words in reversed(heads):
        if role := column_role(words):
            return role
    return ""


def _once(roles: list[str]) -> list[str]:
    """Of two columns with one role the first has it: "Nội dung" before "Nội dung chi"."""
    return [role if role not in roles[:at] else "" for at, role in enumerate(roles)]


def _rows(grid, roles: list[str]) -> Iterator[Row]:
    group, above = "", {}
    for line in grid:
        if title := _title(line, roles):
            group, above = title, {}
            continue
        told = {role: words for role, (words, _) in zip(roles, line, strict=True) if role}
        values = {
            role: above.get(role, "") if _SAME.match(words) else words
            for role, words in told.items()
        }
        values = {role: words for role, words in values.items() if not _NOTHING.match(words)}
        above = {**values}
        if values.get("what") and not _is_column_numbers(told):
            yield Row(values, group)


def _title(line, roles: list[str]) -> str:
    """The title of a group: one cell over the whole row, or words in "Nội dung" alone."""
    filled = list(dict.fromkeys(words for words, _ in line if words))
    cells = {
        id(cell) for words, cell in line if words and not re.fullmatch(r"[IVXA-Z\d.]{1,5}", words)
    }
    if len(cells) == 1 and filled:
        words = filled[-1]
        spans = next(cell.columns for text, cell in line if text == words)
        numbered = len(filled) > 1 and bool(re.fullmatch(r"(?:[IVX]+|[A-Z])\.?", filled[0]))
        if spans > 1 or numbered or is_body(upper_first(words)) or words.isupper():
            return words
    return ""


def _is_column_numbers(told: dict[str, str]) -> bool:
    """A row (1) (2) (3) below the head."""
    return all(re.fullmatch(r"\(?\d{1,2}\)?", words) for words in told.values() if words)
