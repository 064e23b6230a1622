"""Footnotes at the foot of each page, and their marks in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from documents.reading.footnotes import Note
from documents.reading.pdf.letters import Rule, Word
from documents.reading.pdf.rows import Row, is_raised, told
from documents.text import Line, note_mark

_SMALLER = 1.0  # points a note is smaller than the text
_SHORTEST_RULE = 40.0
_MARK = re.compile(r"^(?:\d{1,3}|\*{1,3}|[a-z]|[ivx]{1,4})$")
_RECIPIENTS = re.compile(r"Nơi\s+nhận\b", re.IGNORECASE)
_PRINTED_MARK = re.compile(r"^[\[(]?(\d{1,3})[\])]?\.?$")


class Notes:
    """Takes the notes of one page after the other."""

    def __init__(self, body_size: float):
        self.body_size = body_size
        self.notes: list[Note] = []
        self.last_row: Row | None = None

    def take(self, rows: list[Row], rules: Iterable[Rule]) -> list[Row]:
        """The rows of a page without its notes."""
        start = self._start(rows, rules)
        end = start
        while end < len(rows) and _is_like(rows[end], rows[start]):
            self._add(rows[end])
            end += 1
        return rows[:start] + rows[end:]

    def _start(self, rows: list[Row], rules: Iterable[Rule]) -> int:
        """Where the notes begin: below a rule, else at the first row in small letters with a mark."""
        edge = min((row.left for row in rows), default=0.0)
        width = max((row.right for row in rows), default=0.0) - edge
        rules = [rule for rule in rules if _may_part(rule)]
        below = {self._below(rows, rule) for rule in rules}
        short = {self._below(rows, rule) for rule in rules if _is_short(rule, edge, width)}
        for at, row in enumerate(rows):
            small = row.size <= self.body_size - _SMALLER
            if small and _raised_mark(row):
                return at
            if at in (below if small else short) and self._begins_below_rule(row):
                return at
        return len(rows)

    def _begins_below_rule(self, row: Row) -> bool:
        runs_on = bool(self.notes) and self.notes[-1].is_open
        return (runs_on or bool(self._marker(row))) and not _RECIPIENTS.match(row.text)

    def _below(self, rows: list[Row], rule: Rule) -> int:
        return sum(row.y < rule.bottom for row in rows)

    def _marker(self, row: Row) -> str:
        """The mark at the start of a note: raised, or a number that goes on counting."""
        if raised := _raised_mark(row):
            return raised
        printed = _PRINTED_MARK.match(row.words[0].text)
        expected = {"1", str(_value(self.notes[-1].marker) + 1)} if self.notes else {"1"}
        return printed[1] if printed and printed[1] in expected and len(row.words) > 1 else ""

    def _add(self, row: Row) -> None:
        marker = self._marker(row)
        if marker:
            self.notes.append(Note(marker, row.number))
            row = Row(row.words[1:], row.page) if len(row.words) > 1 else None
        if row is not None and self.notes:
            self.notes[-1].lines.append(_line(row))


def _is_like(row: Row, first: Row) -> bool:
    """Notes are all of one size; the list of recipients may stand below them in another."""
    return abs(row.size - first.size) < 0.6 and not _RECIPIENTS.match(row.text)


def _may_part(rule: Rule) -> bool:
    return rule.is_level and rule.length >= _SHORTEST_RULE


def _value(marker: str) -> int:
    return int(marker) if marker.isdigit() else 0


def _is_short(rule: Rule, edge: float, width: float) -> bool:
    """The line word processors draw above notes: from the left edge, over less than half of the width."""
    return abs(rule.left - edge) < 4 and rule.length < width / 2


def _raised_mark(row: Row) -> str:
    first = row.words[0]
    words = first.text.strip("[]()")
    return words if len(row.words) > 1 and is_raised(first, row) and _MARK.match(words) else ""


def _line(row: Row) -> Line:
    words = told([row], lambda word: "")
    return Line(row.number, words.text, words.text, styles=words.styles)


class Calls:
    """Which raised words of the text call a note: as many of each mark as there are notes of it."""

    def __init__(self, notes: list[Note], rows: Iterable[Row]):
        waiting = Counter(note.marker for note in notes)
        self.marks: dict[int, str] = {}
        if not waiting:
            return
        for row in rows:
            for word in row.words:
                marker = word.text.strip("[]()")
                if waiting[marker] > 0 and is_raised(word, row):
                    waiting[marker] -= 1
                    self.marks[id(word)] = note_mark(marker)

    def __call__(self, word: Word) -> str:
        return self.marks.get(id(word), "")
