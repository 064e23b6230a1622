"""Words as HTML: escaped, held together where they must not part, with their footnotes.

Every word of a document goes through `escaped`, so no word can become a tag, an address or a style.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from documents.lines import balanced
from documents.model import Footnote, Run, Text

# What no printed page holds: control signs, halves of letters, and signs that turn the direction
# of reading around.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
# "chính trị - xã hội" must not go on with a hyphen on the next line: it would be read as a new bullet.
HYPHEN_BETWEEN_WORDS = re.compile(r"(?<=\S) ([-–]) (?=\S)")
# "02-CTr/UBND" is one sign: broken at the end of a line it can no longer be found or copied.
SYMBOL = re.compile(r"\b[\w.]{1,12}(?:[-/][\w.]{1,12}){1,4}\b")

# The face of the page has no boxes and ticks: an empty box would say the opposite of a ticked one.
BOX = re.compile("[☐☑✓✔]")
# Letters of a note that stand on the page of its mark, about seven lines; and on each page after it.
FIRST_PIECE, MORE_PIECE = 700, 3600


def escaped(text: str) -> str:
    """Any words as HTML that shows exactly them, between tags as well as inside a quoted attribute."""
    return html.escape(_held(unicodedata.normalize("NFC", UNPRINTABLE.sub("", text))))


def _held(text: str) -> str:
    return HYPHEN_BETWEEN_WORDS.sub("\u00a0\\1 ", text)


def title_lines(text: str, longest: int) -> str:
    """A title with its own line breaks, and more where it is longer than a line; a narrow screen has its own."""
    lines = (balanced(_held(line), longest) for line in text.split("\n"))
    return "<br>".join('<br class="fold"> '.join(map(escaped, each)) for each in lines if each)


def tag(name: str, inner: str, kind: str = "") -> str:
    """An element around HTML that is already escaped. `kind` is its class, never words of a document."""
    marked = f' class="{kind}"' if kind else ""
    return f"<{name}{marked}>{inner}</{name}>"


class Notes:
    """The footnotes still to be printed; each goes to the foot of the page that first calls it."""

    def __init__(self, footnotes: Iterable[Footnote]):
        self.waiting: dict[str, list[Footnote]] = {}
        for note in footnotes:
            self.waiting.setdefault(mark_of(note.marker), []).append(note)

    def call(self, mark: str) -> str:
        """The note of this mark, to float to the foot; the mark alone where there is no note, or no more."""
        found = self.waiting.get(mark_of(mark))
        if not found:
            return tag("sup", escaped(mark))
        pieces = list(pieces_of(found.pop(0).text))
        last = len(pieces) - 1
        return "".join(
            f'<span class="note{" more" * (at > 0)}{" open" * (at < last)}" '
            f'data-mark="{escaped(mark_of(mark))}">{"".join(map(styled, piece))}</span>'
            for at, piece in enumerate(pieces)
        )

    def left_over(self) -> Iterator[str]:
        """Notes that nothing calls: printed at the end, for no word may be lost."""
        for note in (note for notes in self.waiting.values() for note in notes):
            text = "".join(map(styled, note.text))
            yield tag("p", f"<sup>{escaped(mark_of(note.marker))}</sup> {text}", "stray-note")


def pieces_of(text: Text) -> Iterator[Text]:
    """A note cut where it may go on at the foot of the next page, for the printer itself parts none.

    Short notes stay whole. The first piece is small enough to stand on the page of its mark; no piece ends with a
    sentence, so that it is seen to go on.
    """
    longest = FIRST_PIECE
    while sum(len(run.text) for run in text) > longest * 1.5:
        words = "".join(run.text for run in text)
        blanks = [found.start() for found in re.finditer(r"(?<=[\w,]) ", words[:longest])]
        if not blanks:
            break
        yield _part(text, 0, blanks[-1])
        text = _part(text, blanks[-1] + 1, len(words))
        longest = MORE_PIECE
    yield text


def _part(text: Text, start: int, end: int) -> Text:
    """The letters from `start` to `end` (not included), in their styles."""
    parts, at = [], 0
    for run in text:
        words = run.text[max(start - at, 0) : max(end - at, 0)]
        parts += [replace(run, text=words)] if words else []
        at += len(run.text)
    return tuple(parts)


def mark_of(printed: str) -> str:
    """ "[1]" and "1" are one mark."""
    return printed.strip().strip("[]()") or printed


def styled(run: Run) -> str:
    """The words of a run in its style, symbols of documents held together."""
    words = SYMBOL.sub(r'<span class="whole">\g<0></span>', escaped(run.text))
    words = BOX.sub(_box, words)
    if run.italic:
        words = tag("i", words)
    return tag("b", words) if run.bold else words


def _box(found: re.Match) -> str:
    return tag("span", found[0], "box" if found[0] == "☐" else "box ticked")


def text_html(text: Text, notes: Notes) -> str:
    """A whole text with its footnotes, in the order of its runs."""
    return "".join(notes.call(run.text) if run.note else styled(run) for run in text)
