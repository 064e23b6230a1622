"""How a file was laid out: wrapped by hand or one paragraph a line, single or double spaced, and
how wide.

A wrapped line ends where the next word would not have fitted. So the sums "line + next word" of
wraps that are certain (the line stops inside a sentence and the next begins with a small letter)
tell the width of the page, and a line that leaves room for the next word was ended by the writer.
Files come from a word processor (measured in Times New Roman) or from an editor (measured in
letters): the measure that tells lines from sums more sharply is taken. The first line of a
paragraph is indented and so has less room.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from documents.reading.marks import mark_of
from documents.text import Line, ends_sentence, lower_start

_TOLERANCE = 0.99
_FEWEST_WRAPS = 3
_LONGEST_WRAPPED = 130
_NEARLY_LONGEST = 0.85
_SHORTEST_WRAPPED = 0.7
# The indent NĐ 30/2020/NĐ-CP asks for (1.27 cm) in a text block of 16 cm, where no line shows it.
_INDENTED = 0.92

# Advance widths of Times New Roman, in thousandths of the size; a letter with marks has that of
# the letter without.
_NARROW_TO_WIDE = (
    (250, " .,"),
    (278, "ijlt;:/"),
    (333, "frI-()"),
    (389, "sJ"),
    (444, "acez“”"),
    (556, "FPS"),
    (611, "ELTZ"),
    (667, "BCR"),
    (722, "ADGHKNOQUVXYwĐ"),
    (778, "m"),
    (889, "M"),
    (944, "W"),
)
_WIDTHS = {letter: width for width, letters in _NARROW_TO_WIDE for letter in letters}
_USUAL_WIDTH = 500

Measure = Callable[[str], int]


def printed_width(text: str) -> int:
    """The width in Times New Roman, in thousandths of the font size."""
    bases = (unicodedata.normalize("NFD", letter)[0] for letter in text)
    return sum(_WIDTHS.get(base, _USUAL_WIDTH) for base in bases)


@dataclass(frozen=True, slots=True)
class Layout:
    """`full` is a sum of line and word that no longer fits, `full_first` one for a first line."""

    wrapped: bool = False
    double_spaced: bool = False
    measure: Measure = len
    full: float = 0
    full_first: float = 0
    indent: int = 0  # of a line that goes on

    def has_room(self, line: str, following: str, *, first: bool, share: float = 1.0) -> bool:
        """Whether the first word of the following line would still have fitted on this one.

        With a `share` below 1, whether it would have fitted on that share of the line.
        """
        full = self.full_first if first else self.full
        return not self.wrapped or _sum(line, following, self.measure) < full * share


def layout_of(lines: list[Line]) -> Layout:
    """The layout of a body without page numbers and footnotes."""
    filled = [line for line in lines if line.text and not line.is_paragraph]
    wraps = _wraps_of_page(filled)
    if not _is_wrapped(wraps, filled):
        return Layout()

    inner = [pair for before, pair in pairwise(wraps) if before[1].number == pair[0].number]
    firsts = [pair for pair in wraps if mark_of(pair[0].text)]
    measure = max((printed_width, len), key=lambda each: _sharpness(inner or wraps, each))
    full = _width(inner or wraps, measure)
    indent = sorted(after.indent for _, after in wraps)[len(wraps) // 2]
    shown = _shown_indent(filled) - indent if measure is len else 0
    return Layout(
        wrapped=True,
        double_spaced=sum(after.number - line.number > 1 for line, after in wraps) > len(wraps) / 2,
        measure=measure,
        full=full,
        full_first=min(full, _first_width(firsts, full - max(shown, 0), measure)),
        indent=indent,
    )


def _wraps_of_page(filled: list[Line]) -> list[tuple[Line, Line]]:
    """Lines that certainly go on; short ones were not ended by the edge of the page but by that of a cell."""
    wraps = [pair for pair in pairwise(filled) if _goes_on(*pair)]
    longest = max((len(line.text) for line, _ in wraps), default=0)
    return [pair for pair in wraps if len(pair[0].text) >= longest * _SHORTEST_WRAPPED]


def _is_wrapped(wraps: list[tuple[Line, Line]], filled: list[Line]) -> bool:
    """Pages broken inside a sentence leave a few wraps in a file of long lines, too."""
    longest = max((len(line.text) for line in filled), default=0)
    short = longest <= _LONGEST_WRAPPED
    if wraps and len(wraps) < _FEWEST_WRAPS:
        # A page of short items: the few lines that go on are also its longest.
        return short and all(len(line.text) >= longest * _NEARLY_LONGEST for line, _ in wraps)
    return len(wraps) >= _FEWEST_WRAPS and (short or len(wraps) >= len(filled) * 0.2)


def _shown_indent(filled: list[Line]) -> int:
    """How far the items of this file are indented by blanks that can be seen."""
    indents = sorted(line.indent for line in filled if mark_of(line.text))
    return indents[len(indents) // 2] if indents else 0


def _goes_on(line: Line, following: Line) -> bool:
    return (
        not ends_sentence(line.text)
        and lower_start(following.text)
        and following.text[0].isalpha()
        and mark_of(following.text) is None
    )


def _sharpness(wraps: list[tuple[Line, Line]], measure: Measure) -> float:
    """How far the sums that did not fit lie above the lines that did; negative where they mix."""
    widest = _widest(wraps, measure)
    return (_low(wraps, measure) - widest) / widest


def _width(wraps: list[tuple[Line, Line]], measure: Measure) -> float:
    """The page is at least as wide as its widest line, and narrower than any sum."""
    return min(_low(wraps, measure) * _TOLERANCE, _widest(wraps, measure) + 1)


def _first_width(firsts: list[tuple[Line, Line]], full: float, measure: Measure) -> float:
    if len(firsts) > 2:
        return _width(firsts, measure)
    return full * _INDENTED if measure is printed_width else full


def _widest(wraps: list[tuple[Line, Line]], measure: Measure) -> float:
    widths = sorted(measure(line.text) for line, _ in wraps)
    return widths[-1 - len(widths) // 20]


def _low(wraps: list[tuple[Line, Line]], measure: Measure) -> float:
    sums = sorted(_sum(line.text, following.text, measure) for line, following in wraps)
    return sums[len(sums) // 20]


def _sum(line: str, following: str, measure: Measure) -> int:
    return measure(f"{line} {following.split(' ', 1)[0]}")
