"""Physical lines joined into blocks: each a section, an item, a point, a bullet or a plain paragraph.

Blank lines are unreliable in real files (after the first line of a paragraph, at a page break inside a sentence), so
the words decide first, then the room on the line, and blank lines only where nothing else does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from documents.model import Source, Table, Text
from documents.reading.labels import mark_of_label
from documents.reading.layout import Layout
from documents.reading.marks import Mark, mark_of
from documents.reading.telling_words import BEFORE_NUMBER, LABELLED, NAME_BEGUN, OPENERS, WORK
from documents.text import (
    Line,
    Stretch,
    ends_sentence,
    lower_start,
    runs_of,
    styled_runs,
    unmarked,
    without_notes,
)

_RULE = re.compile(r"^[-_=*~.\s–—]{3,}$")
_HEADED = ("part", "letter", "section")
_NUMBERED = ("number", "point", "bracketed")
_NEARLY_FULL = 0.85


@dataclass(slots=True)
class Block:
    """`words` still holds asterisks and footnote marks; `starts` tells at which letter each line begins.

    With `styles` an asterisk is an asterisk, and the styles are told beside the words.
    """

    mark: Mark | None
    words: str
    first: int
    last: int
    starts: list[tuple[int, int]] = field(default_factory=list)
    styles: list[Stretch] | None = None
    table: Table | None = None
    level: int | None = None  # in a list that the file itself numbers
    outline: int | None = None  # of a heading style, 0 for the highest

    @property
    def plain(self) -> str:
        """The words alone, without marks of style or footnotes."""
        return unmarked(self.words) if self.styles is None else without_notes(self.words)

    @property
    def runs(self) -> Text:
        return runs_of(self.words) if self.styles is None else styled_runs(self.words, self.styles)

    @property
    def is_bold(self) -> bool | None:
        """Whether every word is bold; None where the file does not tell."""
        runs = [run for run in self.runs if run.text.strip() and not run.note]
        if self.styles is None and not any(run.bold for run in runs):
            return None
        return bool(runs) and all(run.bold for run in runs)

    @property
    def source(self) -> Source:
        return Source(self.first, self.last)

    def line_at(self, offset: int) -> int:
        """The physical line that holds the letter at `offset` of the unmarked words."""
        at = bisect_right(self.starts, (offset, 1 << 30)) - 1
        return self.starts[max(at, 0)][1]


class Joiner:
    """Takes the lines one by one and decides of each whether it goes on or begins something."""

    def __init__(self, layout: Layout, upper_sections: bool):
        self.layout = layout
        self.upper_sections = upper_sections
        self.blocks: list[Block] = []
        self.previous: Line | None = None
        self.last_ordinals: dict[tuple[str, int], tuple[str, int]] = {}

    def add(self, line: Line) -> None:
        marked = _labelled(line) or mark_of(line.text, starred=line.styles is None)
        if marked and (line.is_paragraph or self._believable(line, *marked)):
            self._begin(line, *marked)
        elif self.blocks and self._continues(line):
            self._append(line)
        else:
            self._begin(line, None, line.text)
        self.previous = line

    def _continues(self, line: Line) -> bool:
        """A line goes on as its words tell; a paragraph only where it is the title below "Phần I"."""
        if self.blocks[-1].table:
            return False
        if not line.is_paragraph:
            return self._goes_on(line)
        block = self.blocks[-1]
        bare = block.mark is not None and block.mark.kind in _HEADED and not block.words
        return bare and not line.table

    def _begin(self, line: Line, mark: Mark | None, words: str) -> None:
        last = max(line.last, line.number)
        starts = _starts(line, len(line.text) - len(words))
        block = Block(mark, words, line.number, last, starts, table=line.table)
        block.level, block.outline = line.level, line.outline
        if line.styles is not None:
            block.styles = [*_moved(line.styles, len(words) - len(line.text))]
        self.blocks.append(block)
        if mark:
            self._remember(mark)

    def _remember(self, mark: Mark) -> None:
        self.last_ordinals = {
            key: value for key, value in self.last_ordinals.items() if key[1] <= mark.depth
        }
        self.last_ordinals[mark.kind, mark.depth] = (mark.marker, mark.ordinal)

    def _append(self, line: Line) -> None:
        block = self.blocks[-1]
        glued = re.search(r"[^\s-]-$", block.words) or _touches(block.words, line.text)
        joint = "" if glued or not block.words else " "
        block.starts.append((len(block.plain) + len(joint), line.number))
        if block.styles is not None:
            block.styles += _moved(line.styles or (), len(block.words) + len(joint))
        if not _is_mark_of_note(block.words, line.text):
            block.last = max(line.last, line.number)
        block.words += joint + line.text

    # -- is this mark the start of an item, or a number at the start of a wrapped line?

    def _believable(self, line: Line, mark: Mark, words: str) -> bool:
        if mark.kind == "section":
            return self._believable_section(mark, words)
        if mark.kind == "bullet":
            open_span = self._sentence_is_open() and self._spans(words)
            return not (open_span and (self._is_full(line, _NEARLY_FULL) or self._mid_sentence()))
        if mark.kind == "point" and mark.printed.endswith("."):
            return self._is_next(mark)
        if not (self._sentence_is_open() and self._is_full(line)):
            return True
        # "Thôn 1 và Thôn / 2. Tiếp tục …" was wrapped, even where 2 would be the next number.
        return self._is_next(mark) and not BEFORE_NUMBER.search(self.previous.text)

    def _spans(self, words: str) -> bool:
        """A hyphen between two words or years ("2021 - 2025") came to stand at the start of a line."""
        years = words[0].isdigit() and self.previous.text[-1].isdigit()
        return lower_start(words) or years

    def _mid_sentence(self) -> bool:
        """Too few lines to know how wide the page is, and the words break off with no sign after a first sentence."""
        words = self.blocks[-1].plain
        return (
            not self.layout.wrapped and words[-1].isalnum() and not _may_be_title(self.blocks[-1])
        )

    def _believable_section(self, mark: Mark, words: str) -> bool:
        if words.isupper():
            return True
        return self._is_next(mark) and not (self.upper_sections and self._sentence_is_open())

    def _is_next(self, mark: Mark) -> bool:
        last, ordinal = self.last_ordinals.get((mark.kind, mark.depth), ("", 0))
        same_list = mark.marker.rpartition(".")[0] == last.rpartition(".")[0]
        return mark.ordinal == (ordinal + 1 if same_list else 1) or mark.ordinal == 1

    def _sentence_is_open(self) -> bool:
        if not self.blocks:
            return False
        block = self.blocks[-1]
        headed = block.mark is not None and block.mark.kind in _HEADED
        return not headed and not ends_sentence(block.plain)

    def _is_full(self, line: Line, share: float = 1.0) -> bool:
        """The line before had no room left for the first word of this one."""
        if self.previous is None:
            return False
        first = self.previous.number == self.blocks[-1].first
        return not self.layout.has_room(self.previous.text, line.text, first=first, share=share)

    # -- does a line without mark go on?

    def _goes_on(self, line: Line) -> bool:
        block = self.blocks[-1]
        if block.words.endswith("\ue001") or line.text.startswith("\ue000"):
            return not line.text[:1].isupper() or not ends_sentence(block.plain)
        if block.mark and block.mark.kind in _HEADED:
            return _goes_on_heading(block.words, line.text)
        if self._ends_a_title(block, line):
            return False
        if not ends_sentence(block.plain):
            if LABELLED.match(line.text) or (_may_be_title(block) and self._set_apart(line)):
                return False
            if NAME_BEGUN.search(block.words):
                return True
            if not line.text[0].isupper() and self._opens_no_quote(line):
                return True
            # A capital inside an open sentence is a name, except below a title.
            return self._is_full(line, 1.0 if _may_be_title(block) else _NEARLY_FULL)
        if OPENERS.match(line.text) or self._stands_off(line):
            return False
        return self._is_full(line)

    def _ends_a_title(self, block: Block, line: Line) -> bool:
        """The words of a numbered item stop without a stop and the line begins with work to do."""
        return bool(
            _may_be_title(block)
            and not ends_sentence(block.plain)
            and WORK.match(line.text)
            and not NAME_BEGUN.search(block.words)
        )

    def _opens_no_quote(self, line: Line) -> bool:
        return lower_start(line.text) or line.text[0].isdigit() or line.text[0] in ".,;:)”"

    def _below_blank(self, line: Line) -> bool:
        at_page_break = line.indent == 1 or line.after_page_feed
        blank = line.number - self.previous.number > 1
        return blank and not self.layout.double_spaced and not at_page_break

    def _set_apart(self, line: Line) -> bool:
        """Begins with a capital below a blank line, in a file whose lines go on without one."""
        return self.layout.wrapped and line.text[0].isupper() and self._below_blank(line)

    def _stands_off(self, line: Line) -> bool:
        """Set apart by a blank line or an indent, where this file uses them to part paragraphs."""
        if self._below_blank(line):
            return not lower_start(line.text)
        return self.layout.wrapped and line.indent > self.layout.indent + 1


def _labelled(line: Line) -> tuple[Mark, str] | None:
    """The automatic number of the line and the words after it."""
    mark = mark_of_label(line.label) if line.label else None
    return (mark, line.text.removeprefix(line.label).lstrip()) if mark else None


def _starts(line: Line, cut: int) -> list[tuple[int, int]]:
    """Where each physical line begins once `cut` letters are taken off for the mark."""
    later = [(max(at - cut, 0), number) for at, number in line.starts[1:]]
    return [(0, line.number), *later]


def _moved(styles: Iterable[Stretch], by: int) -> Iterator[Stretch]:
    """The styles where the words begin `by` letters further on; what lies before the words is cut."""
    for each in styles:
        if each.end + by > 0:
            yield replace(each, start=max(each.start + by, 0), end=each.end + by)


def _may_be_title(block: Block) -> bool:
    numbered = block.mark is not None and block.mark.kind in _NUMBERED
    return numbered and ". " not in block.words and len(block.starts) <= 2


def _goes_on_heading(heading: str, text: str) -> bool:
    if not heading:
        return True
    return text.isupper() if heading.isupper() else lower_start(text)


def _is_mark_of_note(words: str, text: str) -> bool:
    """A footnote mark, or the bare full stop after one: printed on a line of its own, but no line of text."""
    return text.startswith("\ue000") or (
        words.endswith("\ue001") and not any(map(str.isalnum, text))
    )


def _touches(words: str, text: str) -> bool:
    """Nothing is printed between a footnote mark and the word before it or the full stop after it."""
    return text.startswith("\ue000") or (words.endswith("\ue001") and text[0] in ".,;:)”")


def blocks_of(lines: list[Line], layout: Layout) -> list[Block]:
    """The blocks of a stretch of lines, in order; blank lines and ruled lines belong to none."""
    joiner = Joiner(layout, _has_upper_sections(lines))
    for line in lines:
        if line.table or (line.text and not _RULE.match(line.text)):
            joiner.add(line)
    return joiner.blocks


def _has_upper_sections(lines: list[Line]) -> bool:
    marked = (mark_of(line.text) for line in lines if line.text)
    return any(found and found[0].kind == "section" and found[1].isupper() for found in marked)


def joined(lines: list[Line]) -> Block:
    """The lines as one block without a mark, whatever they begin with; there must be at least one."""
    joiner = Joiner(Layout(), upper_sections=False)
    joiner.blocks = [Block(None, "", lines[0].number, lines[0].number)]
    for line in lines:
        joiner._append(line)
    return joiner.blocks[0]
