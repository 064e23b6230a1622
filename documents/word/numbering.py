"""Automatic numbering: lists that Word counts itself and that show exactly the markers of the document.

One multi-level list follows the usual numbering of the outline. An item that it would not count as printed (a gap,
a doubled number, "đ)", which no form of Word can count to) begins a list of its own that starts where it must.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from documents.model import Item
from documents.normal_form import Levels
from documents.word.measures import INDENT
from documents.word.xml import DECLARATION, NAMESPACES, element
from documents.wording import roman

DEEPEST = 8  # of a list in Word, from 0
BULLETS = ("-", "+", "*")
# What Word counts to without wrapping round or changing its form.
_MOST, _MOST_ROMAN = 9999, 399
_ROMAN = {roman(number): number for number in range(1, _MOST_ROMAN + 1)}
_LONGEST_LITERAL = 30
_PLACEHOLDER = re.compile(r"%[1-9]")
_COUNTED = re.compile(
    r"(?P<before>(?:[Pp]hần |PHẦN )|(?:[1-9]\d{0,3}\.)*)"
    r"(?:(?P<decimal>[1-9]\d{0,3})|(?P<upperRoman>[IVXLC]+)|(?P<lowerLetter>[a-z])|(?P<upperLetter>[A-Z]))"
    r"(?P<after>[.)]*)"
)


class Form(NamedTuple):
    """How a label is counted: the number between `before` and `after` runs. "1.2." is ("1.", "decimal", ".")."""

    before: str
    kind: str  # as in w:numFmt
    after: str

    @property
    def above(self) -> int:
        """How many numbers of the levels above stand before the own one: 1 for "1.2."."""
        return self.before.count(".")


class Counted(NamedTuple):
    form: Form
    number: int


class Place(NamedTuple):
    """Where an item stands in the lists of Word: w:numId and w:ilvl."""

    list: int
    level: int


@dataclass(frozen=True)
class Level:
    """A level of a list as Word keeps it. `text` has "%1" for the number of level 0."""

    kind: str
    text: str
    start: int = 1

    def xml(self, at: int) -> str:
        """The w:lvl element. After the label of a part its title begins a new line."""
        is_part = self.text[:5].casefold() == "phần "
        return element(
            "lvl",
            element("start", val=self.start),
            element("numFmt", val=self.kind),
            element("suff", val="nothing" if is_part else "space"),
            element("lvlText", val=self.text),
            element("lvlJc", val="left"),
            element("pPr", element("ind", left=0, firstLine=0 if is_part else INDENT)),
            ilvl=at,
        )


class Numbering:
    """All lists of a document. Ask for an `Outline` for the body and one for each appendix."""

    def __init__(self):
        self._lists: list[tuple[Level, ...]] = []
        self._endless: dict[str, int] = {}

    def list_of(self, *levels: Level) -> int:
        """The number of a new list with these levels, from 1."""
        self._lists.append(levels)
        return len(self._lists)

    def uncounted(self, label: str) -> int:
        """The list whose every item has this one label: a bullet, or words that nothing counts."""
        if label not in self._endless:
            kind = "bullet" if label in BULLETS else "none"
            self._endless[label] = self.list_of(Level(kind, label))
        return self._endless[label]

    def xml(self) -> str:
        """The part numbering.xml."""
        abstract = [_abstract(at, levels) for at, levels in enumerate(self._lists, start=1)]
        lists = [
            element("num", element("abstractNumId", val=at), numId=at)
            for at in range(1, len(self._lists) + 1)
        ]
        inner = "".join([*abstract, *lists])
        return f"{DECLARATION}<w:numbering {NAMESPACES}>{inner}</w:numbering>"


def _abstract(at: int, levels: tuple[Level, ...]) -> str:
    kind = "multilevel" if len(levels) > 1 else "singleLevel"
    return element(
        "abstractNum",
        element("nsid", val=f"{at:08X}"),
        element("multiLevelType", val=kind),
        element("tmpl", val=f"{at + 0x10000000:08X}"),
        *(level.xml(depth) for depth, level in enumerate(levels)),
        abstractNumId=at,
    )


def is_countable(item: Item) -> bool:
    """Whether Word can be told to print the label; another one is typed before the words."""
    label = item.label
    return bool(label) and len(label) <= _LONGEST_LITERAL and not _PLACEHOLDER.search(label)


class Outline:
    """Gives the items of one tree their places, counting along as Word will. Ask in the order of the page."""

    def __init__(self, numbering: Numbering, levels: Levels):
        self._numbering = numbering
        self._forms = _usual_forms(levels)
        self._main = 0
        self._counts: list[int] = [0] * (DEEPEST + 1)
        self._own: list[dict[Form, tuple[int, int]]] = []

    def place(self, depth: int, item: Item) -> Place:
        """The place of the next item, whose label `is_countable`."""
        del self._own[depth + 1 :]
        self._own += [{} for _ in range(depth + 1 - len(self._own))]
        if item.label in BULLETS:
            return Place(self._numbering.uncounted(item.label), 0)
        if self._is_next(depth, item.label):
            self._main = self._main or self._numbering.list_of(*self._levels())
            return Place(self._main, depth)
        return self._own_place(depth, item.label)

    def pass_by(self, depth: int) -> None:
        """An item without automatic number: lists below it begin anew."""
        del self._own[depth + 1 :]

    def _is_next(self, depth: int, label: str) -> bool:
        """Whether the main list counts to this label at this depth; if so it has counted."""
        form = self._forms.get(depth)
        if form is None:
            return False
        count = self._counts[depth] + 1
        above = "".join(f"{max(each, 1)}." for each in self._counts[depth - form.above : depth])
        before = above if form.above else form.before
        if f"{before}{_printed(form.kind, count)}{form.after}" != label:
            return False
        self._counts[depth:] = [count] + [0] * (DEEPEST - depth)
        return True

    def _own_place(self, depth: int, label: str) -> Place:
        counted = _counted(label)
        lists = self._own[depth]
        for form, number in counted:
            at, last = lists.get(form, (0, 0))
            if at and number == last + 1:
                lists[form] = (at, number)
                return Place(at, 0)
        if not counted:
            return Place(self._numbering.uncounted(label), 0)
        form, number = counted[0]
        level = Level(form.kind, f"{form.before}%1{form.after}", number)
        lists[form] = (self._numbering.list_of(level), number)
        return Place(lists[form][0], 0)

    def _levels(self) -> list[Level]:
        return [
            _main_level(depth, self._forms.get(depth, Form("", "decimal", ".")))
            for depth in range(DEEPEST + 1)
        ]


def _main_level(depth: int, form: Form) -> Level:
    above = "".join(f"%{at + 1}." for at in range(depth - form.above, depth))
    before = above if form.above else form.before
    return Level(form.kind, f"{before}%{depth + 1}{form.after}")


def _usual_forms(levels: Levels) -> dict[int, Form]:
    """For each depth the form most items have there. "2.1." goes with "1.3.": both count below a number."""
    told: dict[int, Counter] = {}
    for depth, item in levels:
        counted = _counted(item.label) if depth <= DEEPEST and is_countable(item) else []
        if counted:
            form = counted[0].form
            if form.above:
                form = form._replace(before="." * form.above)
            told.setdefault(depth, Counter())[form] += 1
    usual = {depth: counter.most_common(1)[0][0] for depth, counter in told.items()}
    return {depth: form for depth, form in usual.items() if _stands(depth, form, usual)}


def _stands(depth: int, form: Form, usual: dict[int, Form]) -> bool:
    """A number below others needs decimal levels above it."""
    above = range(depth - form.above, depth)
    return form.above <= depth and all(at in usual and usual[at].kind == "decimal" for at in above)


def _counted(label: str) -> list[Counted]:
    """The ways in which Word can count to a label, the likeliest first; "C." is a letter or 100."""
    if label in BULLETS or not (match := _COUNTED.fullmatch(label)):
        return []
    before, after = match["before"], match["after"]
    found = []
    for kind in ("decimal", "upperRoman", "lowerLetter", "upperLetter"):
        words = match[kind] or (match["upperRoman"] if kind == "upperLetter" else None)
        if words and (number := _value(kind, words)):
            found.append(Counted(Form(before, kind, after), number))
    if label[:1] in "CD":
        found.reverse()
    return found


def _value(kind: str, words: str) -> int:
    """The number, or 0 where Word would print it in another way."""
    if kind == "decimal":
        return int(words)
    if kind == "upperRoman":
        return _ROMAN.get(words, 0)
    return ord(words.lower()) - ord("a") + 1 if len(words) == 1 else 0


def _printed(kind: str, number: int) -> str:
    """What Word prints; "" beyond what is surely the same in every program."""
    if kind == "decimal":
        return str(number) if number <= _MOST else ""
    if kind == "upperRoman":
        return roman(number) if number <= _MOST_ROMAN else ""
    return chr(ord("a" if kind == "lowerLetter" else "A") + number - 1) if number <= 26 else ""
