"""Automatic numbering: which number or sign Word prints before a paragraph (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from documents.reading.word.package import W
from documents.reading.word.styles import Shape, Styles, first, is_on, number_of, value_of

_LEVELS = 9
_LONGEST_NUMBER = 10_000
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
# Signs of a list as their fonts hold them (Symbol and Wingdings keep theirs at U+F0xx).
_DASHES, _PLUSES, _STARS = "-–—−\uf02d\uf0be", "+\uf02b", "*\uf02a"
_BY_RANK = "-+*"


@dataclass(frozen=True, slots=True)
class Label:
    """What is printed before a paragraph: "I.", "1.1", "a)", "Phần I", or for a bullet "-", "+" or "*"."""

    text: str
    level: int = 0
    is_bullet: bool = False
    glued: bool = False  # nothing between it and the words


@dataclass(slots=True)
class Level:
    text: str = ""
    form: str = "decimal"
    start: int = 1
    restart: int | None = None
    legal: bool = False
    glued: bool = False
    style: str = ""
    hidden: bool = False


@dataclass(slots=True)
class Num:
    """One w:num: a list of some abstract numbering, with what it says otherwise."""

    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts along: `label` must be asked once for each numbered paragraph, in the order of the document."""

    def __init__(self, root, styles: Styles):
        self._abstract = _by_id(root, "abstractNum", "abstractNumId")
        self._nums = {key: _num(each) for key, each in _by_id(root, "num", "numId").items()}
        self._resolve_links(styles)
        self._levels = {key: _levels(each) for key, each in self._abstract.items()}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, shape: Shape) -> Label | None:
        """What is printed before the next paragraph of that shape, or None where it is not numbered."""
        num = self._nums.get(shape.number)
        if num is None or num.abstract not in self._levels:
            return None
        levels = self._levels[num.abstract] | num.levels
        at = _level_of(shape, levels)
        if at not in levels:
            return None
        counts = self._count(shape.number, num, levels, at)
        return _label(levels, counts, at)

    def _count(self, key: str, num: Num, levels: dict[int, Level], at: int) -> list[int | None]:
        counts = self._counts.setdefault(num.abstract, [None] * _LEVELS)
        if at in num.starts and (key, at) not in self._started:
            counts[at] = num.starts[at]
        elif counts[at] is None:
            counts[at] = num.starts.get(at, levels[at].start)
        else:
            counts[at] += 1
        self._started.add((key, at))
        for below in range(at + 1, _LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or at + 1 <= restart:
                counts[below] = None
        return counts

    def _resolve_links(self, styles: Styles) -> None:
        """A list may be a named style that stands elsewhere (w:numStyleLink to w:styleLink)."""
        named = {
            value_of(each, "styleLink"): key
            for key, each in self._abstract.items()
            if value_of(each, "styleLink")
        }
        for num in self._nums.values():
            link = (
                value_of(self._abstract[num.abstract], "numStyleLink")
                if num.abstract in self._abstract
                else None
            )
            if link:
                other = self._nums.get(styles.list_of(link))
                direct = other.abstract if other else ""
                num.abstract = named.get(link) or direct or num.abstract


def _by_id(root, name: str, key: str) -> dict:
    found = root.iterfind(f"{W}{name}") if root is not None else ()
    return {each.get(f"{W}{key}", ""): each for each in found}


def _num(element) -> Num:
    num = Num(value_of(element, "abstractNumId") or "")
    for each in element.iterfind(f"{W}lvlOverride"):
        at = number_of(each.get(f"{W}ilvl"))
        if (own := first(each, "lvl")) is not None:
            num.levels[at] = _level(own)
        if (start := value_of(each, "startOverride")) is not None:
            num.starts[at] = number_of(start)
    return num


def _levels(element) -> dict[int, Level]:
    return {number_of(each.get(f"{W}ilvl")): _level(each) for each in element.iterfind(f"{W}lvl")}


def _level(element) -> Level:
    restart = value_of(element, "lvlRestart")
    legal, hidden = first(element, "isLgl"), first(element, "rPr/vanish")
    # A form newer than the reader stands beside one it knows.
    form = next((each.get(f"{W}val") for each in element.iter(f"{W}numFmt")), "decimal")
    known = [each.get(f"{W}val") for each in element.iter(f"{W}numFmt")]
    return Level(
        text=value_of(element, "lvlText") or "",
        form=known[-1] if form == "custom" else form,
        start=number_of(value_of(element, "start"), 0),
        restart=None if restart is None else number_of(restart),
        legal=legal is not None and is_on(legal),
        glued=value_of(element, "suff") == "nothing",
        style=value_of(element, "pStyle") or "",
        hidden=hidden is not None and is_on(hidden),
    )


def _level_of(shape: Shape, levels: dict[int, Level]) -> int:
    """The level of a numbered style is the one that names the style, whatever the style says."""
    if not shape.listed_by:
        return shape.level
    for style in (shape.style, shape.listed_by):
        for at, level in levels.items():
            if level.style == style:
                return at
    return shape.level


def _label(levels: dict[int, Level], counts: list[int | None], at: int) -> Label | None:
    level = levels[at]
    if level.hidden:
        return None
    if level.form == "bullet":
        return Label(_sign(levels, at), at, is_bullet=True) if level.text.strip() else None

    def number(match: re.Match) -> str:
        of = int(match[1]) - 1
        there = levels.get(of, Level())
        count = counts[of] if counts[of] is not None else there.start
        legal = level.legal and there.form not in ("none", "decimalZero")
        return printed_number(count, "decimal" if legal else there.form)

    text = " ".join(_PLACE.sub(number, level.text).split())
    return Label(text, at, glued=level.glued) if text else None


def _sign(levels: dict[int, Level], at: int) -> str:
    """A dash, a plus or a star as it is; any other sign by how deep its bullets stand below other bullets."""
    sign = levels[at].text.strip()[0]
    for known, plain in ((_DASHES, "-"), (_PLUSES, "+"), (_STARS, "*")):
        if sign in known:
            return plain
    rank = sum(1 for each in range(at) if each in levels and levels[each].form == "bullet")
    return _BY_RANK[rank % len(_BY_RANK)]


def printed_number(count: int, form: str) -> str:
    """A number in one of the forms of w:numFmt; in decimals where the form is unknown or cannot show it."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    if not 0 < count < _LONGEST_NUMBER:
        return str(count)
    if form in ("upperRoman", "lowerRoman"):
        return _roman(count) if form == "upperRoman" else _roman(count).lower()
    if form in ("upperLetter", "lowerLetter"):
        times, place = divmod(count - 1, 26)
        letters = chr(ord("A") + place) * (times + 1)
        return letters if form == "upperLetter" else letters.lower()
    return str(count)


def _roman(count: int) -> str:
    letters = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        letters += sign * times
    return letters
