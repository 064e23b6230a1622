"""One form for words that print the same: composed, without what no page shows, runs merged, ends trimmed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from itertools import dropwhile

from documents.markup import UNPRINTABLE
from documents.model import Run, Text
from documents.rich_text import merged, trimmed
from documents.symbols import without_symbol_letters

# Signs without a shape, and the two that frame footnote marks inside our own readers.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ue000\ue001]")
# "kinh tế - xã hội" is held together on the page by a no-break space; it is the writer's, not the document's.
_HELD = re.compile(r"(?<=\S)\u00a0([-–]) (?=\S)")
_ENDING = re.compile(r"[.;, ]*$")


def clean(words: str) -> str:
    """Composed, without what no page shows. Spaces, tabs and line breaks stay."""
    shown = without_symbol_letters(_INVISIBLE.sub("", UNPRINTABLE.sub("", words)))
    return unicodedata.normalize("NFC", shown)


def line(words: str) -> str:
    """Words on one line with single spaces."""
    return " ".join(clean(words).split())


def several_lines(words: str) -> str:
    """Lines with single spaces, none of them empty."""
    return "\n".join(filter(None, map(line, clean(words).split("\n"))))


def text(runs: Iterable[Run]) -> Text:
    """Runs in one style each, without blanks at either end of the whole; a mark above a letter stands with it."""
    cleaned = _with_their_letters(merged(_run(run) for run in runs))
    composed = (run if run.note else replace(run, text=_unheld(run.text)) for run in cleaned)
    return _begun(trimmed(merged(composed)))


def _begun(runs: Text) -> Text:
    """Without tones and accents at the very start, where there is no letter for them to stand with."""
    while runs and not runs[0].note and unicodedata.combining(runs[0].text[0]):
        bare = "".join(dropwhile(unicodedata.combining, runs[0].text))
        runs = trimmed(merged((replace(runs[0], text=bare), *runs[1:])))
    return runs


def _with_their_letters(runs: Text) -> list[Run]:
    found: list[Run] = []
    for run in runs:
        joins = found and not (run.note or found[-1].note)
        bare = "".join(dropwhile(unicodedata.combining, run.text)) if joins else run.text
        if bare != run.text:
            marks = run.text[: len(run.text) - len(bare)]
            found[-1] = replace(found[-1], text=found[-1].text + marks)
            run = replace(run, text=bare)
        if run.text:
            found.append(run)
    return found


def unstyled(runs: Text, *, bold: bool = False, italic: bool = False) -> Text:
    """The text without a style that it is printed in anyway."""
    return text(
        replace(run, bold=run.bold and not bold, italic=run.italic and not italic) for run in runs
    )


def _run(run: Run) -> Run:
    return Run(mark(run.text), note=True) if run.note else replace(run, text=clean(run.text))


def _unheld(words: str) -> str:
    return _HELD.sub(" \\1 ", unicodedata.normalize("NFC", words))


def mark(printed: str) -> str:
    """The mark of a footnote: "[1]" and "1" are one; brackets around nothing are a mark themselves."""
    bare = line(printed)
    while (inner := bare.strip("[]() ")) and inner != bare:
        bare = inner
    return bare


def names(listed: Iterable[str]) -> tuple[str, ...]:
    """Names of a list, each without its dash and closing sign. Three dots say that something is left out: they stay."""
    return tuple(filter(None, map(_name, listed)))


def _name(words: str) -> str:
    bare = line(words).lstrip("-–— ")
    ending = _ENDING.search(bare)[0]
    left_out = ending.find("...")
    kept = ending[: left_out + 3] if left_out >= 0 else ""
    return bare[: len(bare) - len(ending)] + kept
