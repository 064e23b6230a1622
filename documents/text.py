"""Vietnamese text as characters: one normal form, lines, and what an input method left wrong in a word.

Nothing here changes a word: characters are brought to one form, and errors are reported where they stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from documents.model import Run, Table, Text, plain

# An old keyboard table puts the Latin letter OI where ư is meant (domain fact of files typed before 2010).
_WRONG_LETTERS = str.maketrans({"ƣ": "ư", "Ƣ": "Ư"})
# U+E000 and U+E001 frame the mark of a footnote inside joined text, so no input may bring them along.
_INVISIBLE = re.compile("[\ue000\ue001\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LINE_END = re.compile("\r\n|[\r\n\x0b\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"\s+")
_PAGE_FEED = "\f"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = frozenset("aeiouy")
_NOTE = re.compile("\ue000(.*?)\ue001")
_MARKED = re.compile(r"(\*\*?)(?=\S)([^*]+?)(?<=\S)\1")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters `start` to `end` (not included) of a line, in one style other than upright and regular."""

    start: int
    end: int
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what was read. `text` has single spaces and no blank at its ends; `raw` keeps them.

    A text file has physical lines, its styles only as asterisks. A file that knows its paragraphs gives each as one
    line (`is_paragraph`) with its `styles`, and each table as a line without text. What stands on several lines of
    the page has the number of the first, in `last` that of the last, and in `starts` where each begins: pairs of an
    offset in `text`, marks of notes not counted, and a number.
    """

    number: int
    text: str
    raw: str
    after_page_feed: bool = False
    is_paragraph: bool = False
    styles: tuple[Stretch, ...] | None = None  # None: the file cannot say, but for asterisks
    table: Table | None = None
    label: str = ""  # the automatic number `text` begins with: a mark for certain
    level: int | None = None  # of that number in its list, 0 for the highest
    align: str = ""  # "center", "right", or "" where neither is known
    outline: int | None = None  # of a heading style, 0 for the highest
    last: int = 0
    starts: tuple[tuple[int, int], ...] = ()

    @property
    def indent(self) -> int:
        """Blanks before the first letter, a tab counted as four."""
        spread = self.raw.expandtabs(4)
        return len(spread) - len(spread.lstrip())


def normal(text: str) -> str:
    """Composed (NFC), "ƣ" as "ư", without characters that nobody can see."""
    composed = unicodedata.normalize("NFC", text).translate(_WRONG_LETTERS)
    return _CONTROL.sub("", _INVISIBLE.sub("", composed))


def squeeze(text: str) -> str:
    """Each run of blanks as one, none at the ends."""
    return _SPACES.sub(" ", text).strip()


def lines_of(text: str) -> tuple[Line, ...]:
    """The physical lines, 1-based, whatever ends them. A form feed is a page break, not a line."""
    return tuple(
        Line(number, squeeze(raw), raw.replace(_PAGE_FEED, ""), _PAGE_FEED in raw)
        for number, raw in enumerate(map(normal, _LINE_END.split(text)), start=1)
    )


def note_mark(marker: str) -> str:
    """The mark of a footnote as it stands inside joined text until `runs_of` makes it a run."""
    return f"\ue000{marker}\ue001"


def runs_of(words: str) -> Text:
    """Words in which *…* marks italic and **…** bold, as they come out of some converters."""
    runs = []
    end = 0
    for marked in _MARKED.finditer(words):
        runs += _with_notes(words[end : marked.start()])
        bold = len(marked[1]) == 2
        runs += _with_notes(marked[2], bold=bold, italic=not bold)
        end = marked.end()
    return tuple(runs + _with_notes(words[end:]))


def styled_runs(words: str, styles: Iterable[Stretch]) -> Text:
    """Words whose styles stand beside them; an asterisk is an asterisk. Neighbours of one style are one run."""
    looks = [(False, False)] * len(words)
    for each in styles:
        length = max(min(each.end, len(words)) - each.start, 0)
        looks[each.start : each.start + length] = [(each.bold, each.italic)] * length
    runs: list[Run] = []
    end = 0
    for note in [*_NOTE.finditer(words), None]:
        stop = note.start() if note else len(words)
        for look, letters in groupby(range(end, stop), key=looks.__getitem__):
            runs.append(Run("".join(words[at] for at in letters), *look))
        if note:
            runs.append(Run(note[1], note=True))
            end = note.end()
    return tuple(run for run in runs if run.text)


def without_notes(words: str) -> str:
    """The words without the marks of footnotes, asterisks and all."""
    return _NOTE.sub("", words)


def _with_notes(words: str, **style) -> list[Run]:
    pieces = _NOTE.split(words)
    runs = [
        Run(piece, note=at % 2 == 1, **({} if at % 2 else style)) for at, piece in enumerate(pieces)
    ]
    return [run for run in runs if run.text]


def unmarked(words: str) -> str:
    """The same words without the asterisks of `runs_of` and without marks of footnotes."""
    return plain(runs_of(words))


def misplaced_tones(text: str) -> Iterator[str]:
    """Words with a tone mark on a letter that cannot carry one ("nhâṇ" for "nhận")."""
    for word in re.findall(r"\w+", text):
        decomposed = unicodedata.normalize("NFD", word.casefold())
        if any(_stands_wrong(decomposed, at) for at in range(len(decomposed))):
            yield word


def _stands_wrong(letters: str, at: int) -> bool:
    if letters[at] not in _TONES:
        return False
    base = next((c for c in reversed(letters[:at]) if not unicodedata.combining(c)), "")
    return base not in _VOWELS


def lower_start(text: str) -> bool:
    """Whether the first letter or digit is a small letter: the text goes on from the line before."""
    first = next((c for c in text if c.isalnum()), "")
    return first.islower()


def ends_sentence(text: str) -> bool:
    """Whether a full stop or the like stands at the end, closing quotes and brackets aside."""
    return bool(re.search(r"[.;:!?…][”\"’')\]*]*$", text))
