"""Rows put together to paragraphs by how they stand: indents, room left at the end of a row, gaps, sizes, styles.

A row ends a paragraph where the first word of the next row would still have fitted on it. Where it would not, the
gap to the next row, the indent of that row and its mark tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from documents.reading.marks import mark_of
from documents.reading.pdf.columns import is_type
from documents.reading.pdf.rows import Row, has_raised
from documents.text import ends_sentence, lower_start

_SAME = 2.0  # points between edges that are one
_MIDDLE = 3.0
_GAP = 1.6  # points a gap between paragraphs is wider than between rows
_RAISED_GAP = 0.3  # in sizes: what the mark of a note adds to the height of its row
_SIZES = 1.2  # points between sizes of two texts
_BLANK = 0.25  # of the size: the width of a blank
_NEARLY_FULL = 0.85
_FAR_RIGHT = 0.4  # of the width of the text: what begins there is a column of its own
_RARE = 0.03
_FEW_ROWS = 12
_MANY = 0.15
_LABEL = re.compile(r"^(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+)?(?:[IVX]+|\d+))?\s*[:.]?$")
# Words that begin a paragraph wherever a sentence has ended before.
_OPENERS = re.compile(r"^(?:Căn cứ|Trên đây|Xét đề nghị|Trong quá trình|Nhận được)\b")
_BASIS = re.compile(r"^(?:Căn cứ|Xét)\b", re.IGNORECASE)
_PART = re.compile(r"^(?:PHẦN|Phần)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVX]{1,4}|\d{1,2})\s*[:.]?$")


class Measures:
    """Where the text of each page begins and ends, and how far its rows stand apart.

    The letterhead is no measure: its columns may stick out on both sides.
    """

    def __init__(self, pages: list[list[Row]], widths: list[float]):
        self.widths = widths
        rows = [row for page in pages for row in page]
        by_width: dict[float, list[Row]] = {}
        for row in rows:
            by_width.setdefault(self._class(row), []).append(row)
        self.lefts = {width: _left(found) for width, found in by_width.items()}
        self.rights = {
            width: _right(found, width - self.lefts[width]) for width, found in by_width.items()
        }
        self.starts = {width: _starts(found) for width, found in by_width.items()}
        # The letterhead and the foot stand closer than the text: where rows were wrapped, they tell.
        self.pitches = {**_pitches(pages), **_pitches(pages, self._was_wrapped)}

    def _class(self, row: Row) -> float:
        return round(self.widths[row.page], -1)

    def _was_wrapped(self, one: Row, other: Row) -> bool:
        left, right = self.left(one), self.right(one)
        full = one.right - left >= _NEARLY_FULL * (right - left)
        return full and lower_start(other.text) and not ends_sentence(one.text)

    def right(self, row: Row) -> float:
        return self.rights.get(self._class(row), row.right)

    def left(self, row: Row) -> float:
        return self.lefts.get(self._class(row), row.left)

    def pitch(self, row: Row) -> float:
        """From base line to base line within a paragraph of this size."""
        return self.pitches.get(round(row.size), 1.5 * row.size)

    def is_centred(self, row: Row) -> bool:
        left, right = self.left(row), self.right(row)
        indented = min(row.left - left, right - row.right) > row.size
        usual = round(row.left) in self.starts.get(self._class(row), ())
        return self.is_even(row) and indented and not usual

    def is_even(self, row: Row) -> bool:
        """Whether as much room is left of the row as right of it, be it none."""
        middle = (self.left(row) + self.right(row)) / 2
        return abs((row.left + row.right) / 2 - middle) < _MIDDLE

    def is_far_right(self, row: Row) -> bool:
        left, right = self.left(row), self.right(row)
        return row.left > left + _FAR_RIGHT * (right - left)


def _right(rows: list[Row], even: float) -> float:
    """The right edge: where many rows end, else where the farthest does.

    Of a few rows none may be full: then the right margin is thought to be no wider than the left one.
    """
    rights = sorted((row.right for row in rows), reverse=True)
    for at, right in enumerate(rights):
        if sum(right - other <= _SAME for other in rights[at:]) > _MANY * len(rights):
            return right if len(rights) > _FEW_ROWS else max(right, even)
    return max(rights[0], even)


def _left(rows: list[Row]) -> float:
    lefts = Counter(round(row.left) for row in rows)
    common = [left for left, count in lefts.items() if count >= max(2, len(rows) * _RARE)]
    return min(common or lefts)


def _starts(rows: list[Row]) -> set[int]:
    """Where rows often begin, to the point."""
    lefts = Counter(round(row.left) for row in rows)
    least = max(3, len(rows) * 0.05)
    common = [left for left, count in lefts.items() if count >= least]
    return {left + by for left in common for by in (-1, 0, 1)}


def _pitches(pages: list[list[Row]], among=lambda one, other: True) -> dict[int, float]:
    """The smallest usual distance of rows, for each size of letters, counted where `among` says."""
    found: dict[int, Counter] = {}
    for rows in pages:
        for one, other in pairwise(rows):
            size = round(one.size)
            distance = other.y - one.y
            alike = size == round(other.size) and 0.9 * size < distance < 3 * size
            if alike and among(one, other):
                found.setdefault(size, Counter())[round(distance, 1)] += 1
    return {size: _smallest_usual(counted) for size, counted in found.items()}


def _smallest_usual(distances: Counter) -> float:
    least = 0.05 * distances.total()
    for distance in sorted(distances):
        near = sum(count for other, count in distances.items() if abs(other - distance) < 0.5)
        if near >= max(least, 2):
            return distance
    return min(distances)


class Paragraphs:
    """Takes rows one by one and gives each paragraph to `done` when the next one begins."""

    def __init__(self, measures: Measures, done: Callable[[list[Row]], None]):
        self.measures = measures
        self.done = done
        self.rows: list[Row] = []

    def add(self, row: Row) -> None:
        if self.rows and not self._goes_on(row):
            self.close()
        self.rows.append(row)

    def close(self) -> None:
        if self.rows:
            rows, self.rows = self.rows, []
            self.done(rows)

    def _goes_on(self, row: Row) -> bool:
        last, measures = self.rows[-1], self.measures
        centred = measures.is_centred(row)
        if self.rows[0].text.startswith("(") and last.text.endswith(")"):
            return False
        if _PART.match(last.text) and len(self.rows) == 1:
            return centred and row.is_bold
        if centred and all(map(measures.is_even, self.rows)):
            return self._is_one_title(last, row)
        if abs(last.size - row.size) > _SIZES or measures.is_far_right(last):
            return False
        if self._has_room(last, row):
            return self._broke_early(last, row)
        if self._stands_off(last, row) or (last.is_bold and _is_plain(row)):
            return False
        return not centred and self._keeps_edge(row)

    def _is_one_title(self, last: Row, row: Row) -> bool:
        """A title of several rows; the name of the kind and the label of an appendix stand alone."""
        alone = is_type(last) or _LABEL.match(last.text) or row.text.startswith("(")
        alike = last.text.isupper() == row.text.isupper() and last.is_bold == row.is_bold
        same_size = abs(last.size - row.size) < _SIZES
        return not alone and alike and same_size and not self._stands_off(last, row)

    def _has_room(self, last: Row, row: Row) -> bool:
        """Whether the first word of the row would have fitted at the end of the last one."""
        first = row.words[0]
        end = first.right
        for word in row.words[1:]:
            if word.left - end > _BLANK * 0.5 * word.size:
                break
            end = word.right
        needed = _BLANK * last.size + end - first.left
        return last.right + needed < self.measures.right(last) - 1

    def _broke_early(self, last: Row, row: Row) -> bool:
        """A row that is nearly full and stops inside a sentence was not ended by its writer."""
        left, right = self.measures.left(last), self.measures.right(last)
        full = (last.right - left) / max(right - left, 1) >= _NEARLY_FULL
        open_ = not ends_sentence(last.text) and lower_start(row.text) and not mark_of(row.text)
        return full and open_ and not self._stands_off(last, row) and row.text[0].isalpha()

    def _stands_off(self, last: Row, row: Row) -> bool:
        if row.page != last.page:
            return False
        usual = self.measures.pitch(row)
        if len(self.rows) > 1 and self.rows[-2].page == last.page:
            usual = max(usual, last.y - self.rows[-2].y)
        higher = _RAISED_GAP * row.size if has_raised(row) or has_raised(last) else 0.0
        return row.y - last.y > usual + _GAP + higher

    def _keeps_edge(self, row: Row) -> bool:
        first, last = self.rows[0], self.rows[-1]
        if len(self.rows) > 1:
            edge = self.rows[1].left
            level = abs(edge - first.left) <= _SAME
            return abs(row.left - edge) <= _SAME and not (level and self._begins(last, row))
        if row.left < first.left - _SAME:
            return not self._begins(last, row)
        if row.left <= first.left + _SAME:
            indented = first.left > self.measures.left(first) + 0.4 * first.size
            return not self._begins(last, row) and not (indented and ends_sentence(last.text))
        return _hangs(first, row) or (lower_start(row.text) and not ends_sentence(last.text))

    def _begins(self, last: Row, row: Row) -> bool:
        """A row that stands where the paragraph began may begin one itself: with a mark, or words that open one."""
        opens = mark_of(row.text, starred=False) is not None or _OPENERS.match(row.text)
        basis = _BASIS.match(self.rows[0].text) and last.text.endswith(";")
        if opens:
            return ends_sentence(last.text)
        return bool(basis) and not lower_start(row.text)


def _is_plain(row: Row) -> bool:
    return not any(word.style.bold for word in row.words)


def _hangs(first: Row, row: Row) -> bool:
    """The row begins where the words after the mark of the first row do."""
    marked = mark_of(first.text, starred=False)
    if marked is None:
        return False
    return any(abs(word.left - row.left) <= 2 * _SAME for word in first.words[1:4])
