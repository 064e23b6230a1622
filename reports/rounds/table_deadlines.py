"""Rows of a plan's tables that name a report and its date: "3 | Báo cáo 6 tháng | các đơn vị | trước ngày 05/6"."""

import re
from typing import NamedTuple

from danvan.vietnamese import search_text
from documents.model import plain
from documents.storage import appendices_of, table_of
from documents.text import squeeze

# What the head of a column says it holds; the first that fits.
_TIME = re.compile(r"thoi gian|thoi han|\bhan\b|tien do|hoan thanh|ngay (?:gui|nop|bao cao)")
_WHAT = re.compile(r"noi dung|nhiem vu|cong viec|hoat dong|(?:ten|loai) bao cao")
_WHO = re.compile(r"don vi|chu tri|thuc hien|nguoi")
_TO = re.compile(r"noi nhan|co quan nhan|gui den")
_NUMBER = re.compile(r"\W*(?:\d+|[ivx]+|[a-z])?\W*", re.IGNORECASE)
# A day of the plan's own year is written without it: "05/6", "ngày 5 tháng 6".
_NO_YEAR = re.compile(
    r"\b(\d{1,2}\s*/\s*\d{1,2})(?!\s*[/\d])|\b(ngày\s+\d{1,2}\s+tháng\s+\d{1,2})(?!\d|\s*(?:năm|/))",
    re.IGNORECASE,
)
_BARE = re.compile(r"\s*(?:ngày\s+)?\d", re.IGNORECASE)
_THE_COMMUNE = re.compile(r"\s*(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\b", re.IGNORECASE)
LONGEST_QUOTE = 90


class Row(NamedTuple):
    """A row as running words, with the year of the plan put where a day lacks it."""

    words: str
    quote: str
    where: str  # "bảng, dòng 3"
    # Whether the year of a day was put there by us.
    is_completed: bool
    # Whether the column of who does it names the commune itself.
    of_commune: bool


def rows_of_items(items, year):
    """[(item, Row)] of the tables among a plan's items (with `table`)."""
    return [(item, row) for item in items if item.table for row in _rows(table_of(item.table), year)]  # fmt: skip


def rows_of_appendices(stored, year):
    """Rows of the tables of a plan's appendices, as the plan stores them."""
    for number, appendix in enumerate(appendices_of(stored), start=1):
        name = f"phụ lục {number}" if len(stored) > 1 else "phụ lục"
        for top in appendix.items:
            for item in top.walk():
                for row in _rows(item.table, year) if item.table else ():
                    yield row._replace(where=f"{name}, {row.where}")


def _rows(table, year):
    lines = _spread(table)
    head_rows = max(table.header_rows, 1)
    heads = [search_text(*column) for column in zip(*lines[:head_rows], strict=True)]
    time, what = _column(heads, _TIME), _column(heads, _WHAT)
    if time is None or time == what:
        return
    who, to = _column(heads, _WHO, but=(time, what)), _column(heads, _TO, but=(time, what))
    for number, line in enumerate(lines[head_rows:], start=1):
        content = line[what] if what is not None else _longest(line, but=time)
        when, completed = _with_year(line[time], year)
        if not content or not when:
            continue
        sent = f" gửi {line[to]}" if to is not None and line[to] else ""
        bound = "chậm nhất " if _BARE.match(when) else ""
        yield Row(
            f"{content.rstrip(' .;:')}{sent} {bound}{when}",
            f"{_short(content)} – {line[time]}",
            f"bảng, dòng {number}",
            completed,
            who is not None and _THE_COMMUNE.match(line[who]) is not None,
        )


def _spread(table):
    """The words of each place of the table; a cell over several rows or columns stands in each of them."""
    width = max((sum(cell.columns for cell in row) for row in table.rows), default=0)
    reaching, lines = {}, []
    for row in table.rows:
        cells, line = list(row), []
        while len(line) < width:
            words, left = reaching.pop(len(line), ("", 0))
            if not left and cells:
                cell = cells.pop(0)
                spread = [(squeeze(plain(cell.text)), cell.rows)] * max(cell.columns, 1)
            else:
                spread = [(words, left)]
            for words, rows in spread:
                if rows > 1:
                    reaching[len(line)] = words, rows - 1
                line.append(words)
        lines.append(line[:width])
    return lines


def _column(heads, words, but=()):
    found = (place for place, head in enumerate(heads) if words.search(head) and place not in but)
    return next(found, None)


def _longest(line, but):
    others = (words for place, words in enumerate(line) if place != but)
    return max((words for words in others if not _NUMBER.fullmatch(words)), key=len, default="")


def _with_year(words, year):
    """The words of a time with the plan's year after each day that has none, and whether there was one."""
    found = _NO_YEAR.sub(lambda day: f"{day[1]}/{year}" if day[1] else f"{day[2]} năm {year}", words)  # fmt: skip
    return found, found != words


def _short(words):
    return words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1].rstrip() + "…"
