"""Words gathered to rows: what stands on one base line, with what is raised above it."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from documents.reading.pdf.letters import Word
from documents.text import Stretch

# Shares of the size of the letters.
_SAME_LINE = 0.22
_RAISED = 0.75
_SMALL = 0.9
_BLANK = 0.2
_CLOSED = 0.06
_COLUMN_GAP = 2.5
_LONGEST_MARK = 4  # letters
_GLUED = re.compile(r"[^\s-]-$")

MarkOf = Callable[[Word], str]


@dataclass(eq=False)
class Row:
    """Words on one base line from left to right. `page` counts from 0, `number` is that of the physical line.

    A row is not changed once it is made, so what is asked of it often is kept.
    """

    words: list[Word]
    page: int = 0

    @property
    def number(self) -> int:
        return self.words[0].line

    @property
    def left(self) -> float:
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @cached_property
    def main(self) -> Word:
        """The word that shows base line and size: the longest one of the largest."""
        return max(self.words, key=lambda word: (round(word.size), len(word.text)))

    @cached_property
    def y(self) -> float:
        return self.main.y

    @cached_property
    def size(self) -> float:
        """The size most letters have."""
        letters: dict[float, int] = {}
        for word in self.words:
            letters[word.size] = letters.get(word.size, 0) + len(word.text)
        return max(letters, key=letters.__getitem__)

    @cached_property
    def text(self) -> str:
        return text_of(self.words)

    @cached_property
    def is_bold(self) -> bool:
        return all(word.style.bold for word in self.words if any(map(str.isalnum, word.text)))

    def kept(self, keep: Callable[[Word], bool]) -> Row | None:
        """The row with these words alone, None where there is none."""
        words = [word for word in self.words if keep(word)]
        return Row(words, self.page) if words else None


def rows_of(words: Iterable[Word], page: int) -> list[Row]:
    """The rows of a page from top to bottom; a raised mark is part of the row it stands in."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.y, each.left)):
        row = _row_at(rows, word)
        if row is None:
            rows.append([word])
        else:
            insort(row, word, key=lambda each: each.left)
    found = [Row(row, page) for row in rows]
    return sorted(_with_raised(found), key=lambda row: (row.y, row.left))


def _row_at(rows: list[list[Word]], word: Word) -> list[Word] | None:
    """Words come from above, so only the last rows can hold this one."""
    for row in reversed(rows[-3:]):
        size = min(max(each.size for each in row), word.size)
        if abs(row[-1].y - word.y) <= _SAME_LINE * size and _alike(row, word):
            return row
    return None


def _alike(row: list[Word], word: Word) -> bool:
    """A small mark whose base line comes near that of the row above does not belong to that row."""
    return 0.5 < row[0].size / word.size < 2.0


def _with_raised(rows: list[Row]) -> list[Row]:
    """Rows of nothing but small marks go into the row they are raised from."""
    gained: dict[int, list[Word]] = {}
    kept: list[Row] = []
    for row in rows:
        short = all(len(word.text) <= _LONGEST_MARK for word in row.words)
        home = _home_of(row, rows) if short else None
        if home is None:
            kept.append(row)
        else:
            gained.setdefault(id(home), []).extend(row.words)
    return [_with(row, gained.get(id(row))) for row in kept]


def _with(row: Row, more: list[Word] | None) -> Row:
    if not more:
        return row
    return Row(sorted([*row.words, *more], key=lambda word: word.left), row.page)


def _home_of(mark: Row, rows: list[Row]) -> Row | None:
    for row in rows:
        rise = row.y - mark.y
        if row is mark or not (mark.size < _SMALL * row.size and 0 < rise < _RAISED * row.size):
            continue
        if all(_beside(word, row) for word in mark.words):
            return row
    return None


def _beside(mark: Word, row: Row) -> bool:
    reach = 0.5 * row.size
    return any(
        word.left - reach <= mark.left and mark.right <= word.right + reach for word in row.words
    ) or any(
        abs(word.right - mark.left) < reach or abs(mark.right - word.left) < reach
        for word in row.words
    )


def is_raised(word: Word, row: Row) -> bool:
    """Whether a word is small and stands above the base line of its row."""
    return word.size < _SMALL * row.main.size and row.y - word.y > 0.1 * row.main.size


def has_raised(row: Row) -> bool:
    """Whether the mark of a note, or the like, stands in the row."""
    return any(is_raised(word, row) for word in row.words)


def joint(before: Word | None, word: Word) -> str:
    """What stands between two neighbours of a row: a blank or nothing."""
    if before is None:
        return ""
    gap = (word.left - before.right) / max(min(before.size, word.size), 1.0)
    return " " if gap > (_CLOSED if word.spaced else _BLANK) else ""


def text_of(words: Iterable[Word], *, columns: bool = False) -> str:
    """The words of a row in one form (`normal`); with `columns`, wide gaps are told as four blanks."""
    told = ""
    before = None
    for word in words:
        wide = before is not None and word.left - before.right > _COLUMN_GAP * word.size
        told += ("    " if columns and wide else joint(before, word)) + word.text
        before = word
    return told


@dataclass(slots=True)
class Told:
    """Words of rows as text with the places of its styles, and where each row begins.

    `starts`: (offset of the first letter, number of the physical line); an offset counts letters without marks of
    notes.
    """

    text: str = ""
    styles: tuple[Stretch, ...] = ()
    starts: tuple[tuple[int, int], ...] = ()


def told(rows: Iterable[Row], mark_of: MarkOf) -> Told:
    """Rows as running text. `mark_of` gives the mark of a note for a word that is one, else an empty text."""
    text, marks = "", 0
    styles: list[Stretch] = []
    starts: list[tuple[int, int]] = []
    for row in rows:
        before = None
        for word in row.words:
            mark = mark_of(word)
            words = mark or word.text
            blank = joint(before, word) if before else _between(text)
            if not (mark and before is None):
                text += blank
            if before is None:
                starts.append((len(text) - marks, word.line))
            _note_style(styles, len(text), len(words), word)
            text += words
            marks += len(mark)
            before = word
    return Told(text, tuple(_joined(styles, text)), tuple(starts))


def _between(text: str) -> str:
    """Between two rows is a blank, but after a hyphen inside a word."""
    return "" if not text or _GLUED.search(text) else " "


def _note_style(styles: list[Stretch], start: int, length: int, word: Word) -> None:
    if word.style.bold or word.style.italic:
        styles.append(Stretch(start, start + length, word.style.bold, word.style.italic))


def _joined(styles: list[Stretch], text: str) -> list[Stretch]:
    """Neighbours of one style with no more than a blank between them are one stretch."""
    joined: list[Stretch] = []
    for each in styles:
        last = joined[-1] if joined else None
        same = last and (last.bold, last.italic) == (each.bold, each.italic)
        if same and not text[last.end : each.start].strip():
            joined[-1] = Stretch(last.start, each.end, last.bold, last.italic)
        else:
            joined.append(each)
    return joined
