"""The two columns above the title and the two at the end of a document, read one after the other."""

from __future__ import annotations

import re

from documents.reading.head import type_of
from documents.reading.pdf.rows import Row

_NATION = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|Độc\s+lập\s*[-–—]\s*Tự\s+do", re.IGNORECASE)
_ADDRESSED = re.compile(r"^Kính gửi\b", re.IGNORECASE)
_RECIPIENTS = re.compile(r"(?:^|\s)Nơi\s+nhận\s*:?(?:\s|$)", re.IGNORECASE)
_APPENDIX = re.compile(r"^(?:PHỤ LỤC|Phụ lục)\b")
_HEAD_ROWS = 16
_NARROWEST = 2.0  # points of a gutter that many rows keep free
_WIDE = 8.0  # points of one that a few rows show
_MANY = 3


def is_type(row: Row) -> bool:
    """Whether a row is the line "KẾ HOẠCH", "BÁO CÁO" …"""
    return bool(type_of(row.text))


def head_of(rows: list[Row]) -> tuple[list[Row], int]:
    """The letterhead of the first page, left column before right one, and the index of the row after it."""
    end = next(
        (
            at
            for at, row in enumerate(rows[:_HEAD_ROWS])
            if is_type(row) or _ADDRESSED.match(row.text)
        ),
        0,
    )
    seeds = [at for at in range(end) if _NATION.search(rows[at].text)]
    if not seeds:
        return rows[:end], end
    for first, last in _ranges(seeds[0], seeds[-1], end):
        if parted := _parted(rows[first:last]):
            return [*rows[:first], *parted, *rows[last:end]], end
    return rows[:end], end


def _ranges(first: int, last: int, end: int):
    """Stretches that hold the rows `first` to `last`, the longest ones first."""
    found = [(low, high) for low in range(first + 1) for high in range(last + 1, end + 1)]
    return sorted(found, key=lambda each: each[0] - each[1])


def _parted(rows: list[Row]) -> list[Row] | None:
    gutter = gutter_of(rows)
    if gutter is None:
        return None
    left, right = sides(rows, gutter)
    return [*left, *right]


def gutter_of(rows: list[Row]) -> float | None:
    """The middle of the widest upright strip between words that no word of these rows enters."""
    spans = sorted((word.left, word.right) for row in rows for word in row.words)
    gaps, reach = [], spans[0][1]
    for left, right in spans:
        if left - reach > _NARROWEST:
            gaps.append((left - reach, (left + reach) / 2))
        reach = max(reach, right)
    for width, middle in sorted(gaps, reverse=True):
        both = sum(row.words[0].left < middle < row.words[-1].left for row in rows)
        if both >= (1 if width >= _WIDE else _MANY) or (
            width >= _WIDE and _alternate(rows, middle)
        ):
            return middle
    return None


def _alternate(rows: list[Row], middle: float) -> bool:
    """No row has both columns where their base lines differ, but rows of the one stand between those of the other."""
    left = [row.y for row in rows if row.right < middle]
    right = [row.y for row in rows if row.left > middle]
    return bool(left and right) and min(left) < max(right) and min(right) < max(left)


def sides(rows: list[Row], gutter: float) -> tuple[list[Row], list[Row]]:
    """The rows of the left column and those of the right one."""
    left = [row.kept(lambda word: word.left < gutter) for row in rows]
    right = [row.kept(lambda word: word.left >= gutter) for row in rows]
    return [row for row in left if row], [row for row in right if row]


def foot_of(rows: list[Row], start: int) -> tuple[float, int, int] | None:
    """The foot whose first row in order is at or after `start`: its gutter, and its first and last row (excluded).

    None where no row says "Nơi nhận", or where it has one column.
    """
    seed = next((at for at in range(start, len(rows)) if _RECIPIENTS.search(rows[at].text)), None)
    if seed is None:
        return None
    end = next((at for at in range(seed, len(rows)) if _APPENDIX.match(rows[at].text)), len(rows))
    for last in range(end, seed, -1):
        gutter = gutter_of(rows[seed:last])
        if gutter is not None:
            return gutter, _above(rows, seed, gutter), last
    return None


def _above(rows: list[Row], seed: int, gutter: float) -> int:
    """The signature may begin higher than the list of recipients."""
    while seed and rows[seed - 1].left > gutter and rows[seed - 1].text.isupper():
        seed -= 1
    return seed


def recipients(rows: list[Row]) -> list[list[Row]]:
    """The rows of the left column, those of one entry together: an entry begins with a dash."""
    entries: list[list[Row]] = []
    for row in rows:
        goes_on = (
            entries
            and entries[-1][0].text[0] in "-–—•+*"
            and row.text[0] not in "-–—•+*"
            and not entries[-1][-1].text.endswith((";", "."))
        )
        if goes_on:
            entries[-1].append(row)
        else:
            entries.append([row])
    return entries
