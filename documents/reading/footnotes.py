"""Footnotes and page numbers of a printed page that came along into a text file.

A converter leaves the mark of a note alone on a line in the middle of the sentence, and the note itself below a line
of nothing but blanks (the rule above the notes), up to the next page. A note may run on at the foot of that page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from documents.model import Finding
from documents.reading.telling_words import BEFORE_NUMBER
from documents.text import Line, ends_sentence, note_mark

_RULE_BLANKS = 20
_DRAWN_RULE = re.compile(r"^[_─—-]{8,}$")
_LONE_NUMBER = re.compile(r"^\d{1,2}$")
_NOTE_START = re.compile(r"^\[?(\d{1,2})\]?(?:[.)\s]\s*(.*))?$")
_BRACKETED_NOTE = re.compile(r"^\[(\d{1,2})\]\s*(\S.*)$")
# A note below the text of a page, where no rule was drawn or none came along.
_BARE_NOTE = re.compile(r"^\d{1,2}\s+[^\W\d_]")
_NO_NOTE = re.compile(r"^(Nơi nhận|Trên đây|[IVX]{1,5}\.|\d{1,2}\.|[a-zđ]\)|[-+]\s)", re.IGNORECASE)
_LINES_OF_PAGE = 80
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# Blanks before a page number; the mark of a note stands at the start of its line.
_CENTRED = 10
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_PAGE_NUMBER = re.compile(
    r"^(?:[-–—]\s*(\d{1,3})\s*[-–—]|(\d{1,3})|Trang\s+(\d{1,3})(?:\s*/\s*\d+)?)$"
)


@dataclass(slots=True)
class Note:
    marker: str
    line: int  # where its mark stands, above its words or before them
    lines: list[Line] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return not self.lines or not ends_sentence(self.lines[-1].text)


@dataclass(frozen=True, slots=True)
class Pages:
    """The lines of the text proper, with note marks in place; what was taken out of them stands beside.

    What every kind of file is brought to before its head, body and foot are read. `source_lines` is the file as a
    person would see it, line by line: the number of a `Line` counts in it, from 1.
    """

    lines: tuple[Line, ...]
    notes: tuple[Note, ...] = ()
    page_numbers: tuple[Line, ...] = ()
    source_lines: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    # Numbers of lines that stand on pages lying on their side.
    landscape: frozenset[int] = frozenset()
    # A file that we wrote ourselves, already read by its styles; then there are no lines.
    own: object = None


def part_pages(lines: tuple[Line, ...]) -> Pages:
    """The text, its notes and its page numbers. A lone number that is neither stays in the text."""
    text, notes = _take_notes(list(lines))
    touching = {note.marker for note in notes}
    text, bracketed = _take_bracketed_notes(text)
    notes += bracketed
    text = _with_marks(text, notes, touching)
    numbers = _page_numbers(text)
    kept = tuple(line for line in text if line not in numbers)
    return Pages(kept, tuple(notes), tuple(numbers), tuple(line.text for line in lines))


def _take_notes(lines: list[Line]) -> tuple[list[Line], list[Note]]:
    text: list[Line] = []
    notes: list[Note] = []
    at = 0
    while at < len(lines):
        ruled = _is_rule(lines[at])
        foot = (_foot_of_page if ruled else _bare_foot)(lines, at, notes, text)
        if foot is None:
            text.append(lines[at])
            at += 1
        else:
            at = foot
    return text, notes


def _is_rule(line: Line) -> bool:
    blanks_alone = not line.text and len(line.raw) >= _RULE_BLANKS
    return blanks_alone or bool(_DRAWN_RULE.match(line.text))


def _foot_of_page(lines, at, notes, text) -> int | None:
    """Takes the notes below the rule at `at`; the place where the text goes on, or None if it is no such rule."""
    start = next((i for i in range(at + 1, len(lines)) if lines[i].text), None)
    if start is None:
        return None
    begins = _next_note(lines[start], notes)
    runs_on = bool(notes) and notes[-1].is_open
    if not runs_on and not (begins and _has_mark(text, begins)):
        return None
    end = _next_page(lines, start)
    if end is None and not (begins and _DRAWN_RULE.match(lines[at].text)):
        return None
    end = len(lines) if end is None else end
    for line in lines[start:end]:
        _take(line, notes)
    return end


def _bare_foot(lines, at, notes, text) -> int | None:
    """Takes the notes that begin at `at` with no rule above them; None where none do, or their mark is not above."""
    if not _BARE_NOTE.match(lines[at].text) or not (begins := _next_note(lines[at], notes)):
        return None
    page = (line.text for line in text[-_LINES_OF_PAGE:])
    if not any(words == begins or _place_of(begins, words) for words in page):
        return None
    end = next((i for i in range(at + 1, len(lines)) if lines[i].after_page_feed), len(lines))
    held = [line for line in lines[at:end] if line.text]
    if end - at > _LINES_OF_PAGE or any(line.table or _NO_NOTE.match(line.text) for line in held):
        return None
    for line in held:
        _take(line, notes)
    return end


def _place_of(marker: str, text: str) -> re.Match[str] | None:
    """Where the mark of a note stands behind a word, with a blank between them or without."""
    if found := _touching(marker).search(text):
        return found
    for found in re.finditer(rf"(?<=[^\W\d_])\s({marker})(?=[;,.]|\s[^\W\d_])", text):
        after = text[found.end(1) :].lstrip()
        counts = BEFORE_NUMBER.search(text[: found.start()])
        if not counts and (after[0] in ";,." or after[0].islower()):
            return found
    return None


def _next_note(line: Line, notes: list[Note]) -> str:
    match = _NOTE_START.match(line.text)
    return match[1] if match and int(match[1]) == len(notes) + 1 else ""


def _has_mark(text: list[Line], marker: str) -> bool:
    return any(line.text == marker or _touching(marker).search(line.text) for line in text)


@cache
def _touching(marker: str) -> re.Pattern[str]:
    """The mark where it touches the word before it: "dân vận1", "năm 20271."; "m2" is a unit."""
    after_word = r"(?<=[^\W\d_])(?<!\bm)(?<!\bkm)(?<!\bdm)(?<!\bcm)"
    return re.compile(rf"(?:{after_word}|(?<=\b20\d\d)|(?<=[”\")]))({marker})(?!\w|[.,]\d)")


def _next_page(lines: list[Line], start: int) -> int | None:
    """A new page begins with a form feed, its number or, in what converters write, with exactly one blank."""
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if line.after_page_feed or (line.text and line.indent == 1 and lines[start].indent != 1):
            return at
        if _PAGE_NUMBER.match(line.text) and (line.indent >= _CENTRED or not line.text.isdigit()):
            return at
    return None


def _take(line: Line, notes: list[Note]) -> None:
    if marker := _next_note(line, notes):
        notes.append(Note(marker, line.number))
        rest = _NOTE_START.match(line.text)[2]
        if rest:
            notes[-1].lines.append(replace(line, text=rest))
    elif line.text:
        notes[-1].lines.append(line)


def _take_bracketed_notes(lines: list[Line]) -> tuple[list[Line], list[Note]]:
    """Notes at the end of the text, "[1] …", whose mark "[1]" stands inside a line before."""
    inside = {mark for line in lines for mark in _marks_inside(line.text)}
    text: list[Line] = []
    notes: list[Note] = []
    for line in lines:
        match = _BRACKETED_NOTE.match(line.text)
        if match and match[1] in inside:
            notes.append(Note(match[1], line.number, [replace(line, text=match[2])]))
        elif notes and line.text and notes[-1].is_open:
            notes[-1].lines.append(line)
        else:
            text.append(line)
    return text, notes


def _marks_inside(text: str) -> list[str]:
    raised = _RAISED.findall(text)
    return re.findall(r"(?<=\S)\[(\d{1,2})\]", text) + [
        each.translate(_SUPERSCRIPT) for each in raised
    ]


def _with_marks(lines: list[Line], notes: list[Note], touching: set[str]) -> list[Line]:
    """The first mark of each note as a mark that joined text keeps apart from its words.

    The marks in `touching` may stand right behind a word.
    """
    waiting = {note.marker for note in notes}
    marked = []
    for line in lines:
        centred = line.indent >= _CENTRED and _LONE_NUMBER.match(line.text)
        while not centred and (found := _mark_in(line.text, waiting, touching)):
            marker, words = found
            waiting.remove(marker)
            line = replace(line, text=words)
        marked.append(line)
    return marked


def _mark_in(text: str, waiting: set[str], touching: set[str]) -> tuple[str, str] | None:
    if _LONE_NUMBER.match(text) and text in waiting:
        return text, note_mark(text)
    for marker in sorted(waiting):
        if f"[{marker}]" in text:
            return marker, text.replace(f"[{marker}]", note_mark(marker), 1)
    for raised in _RAISED.finditer(text):
        marker = raised[0].translate(_SUPERSCRIPT)
        if marker in waiting:
            return marker, text[: raised.start()] + note_mark(marker) + text[raised.end() :]
    for marker in sorted(waiting & touching):
        if found := _place_of(marker, text):
            return marker, text[: found.start()] + note_mark(marker) + text[found.end() :]
    return None


def _page_numbers(lines: list[Line]) -> list[Line]:
    """Lone numbers that count the pages: they begin with 1 or 2, each one more than the one before."""
    numbers: list[Line] = []
    for at, line in enumerate(lines):
        match = _PAGE_NUMBER.match(line.text)
        if not match:
            continue
        value = int(match[1] or match[2] or match[3])
        expected = _value(numbers[-1]) + 1 if numbers else (value if value in (1, 2) else 0)
        if value == expected and _at_page_edge(lines, at):
            numbers.append(line)
    return numbers


def _value(line: Line) -> int:
    return int(re.search(r"\d+", line.text)[0])


def _at_page_edge(lines: list[Line], at: int) -> bool:
    before = lines[at - 1] if at else None
    after = lines[at + 1] if at + 1 < len(lines) else None
    drawn = not lines[at].text.isdigit()
    return (
        drawn
        or lines[at].after_page_feed
        or any(
            side is None or not side.text or side.after_page_feed or lines[at].indent >= _CENTRED
            for side in (before, after)
        )
    )
