"""Which unit of the commune a plan means by a name: what a person decided before, its own names, then what is near.

Only a decision and a name written alike count as known; everything near is a suggestion that a person presses or not.
"""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from accounts.models import Unit
from danvan.vietnamese import search_text
from plans.models import UnitName

MOST_SUGGESTED = 3
_NEAR = 0.5
LONGEST = 200
# One spelling for what plans write in several; looked for in words without marks, in this order.
_SPELLINGS = (
    (r"uy ban nhan dan", "ubnd"),
    (r"hoi dong nhan dan", "hdnd"),
    (r"(?:uy ban |ubmt |ub )?(?:mat tran to quoc|mttq)(?: viet nam| vn)?|ubmttq(?:vn)?|mttqvn", "mttq"),
    (r"uy ban mttq", "mttq"),
    (r"vp", "van phong"),
    (r"vh xh|vhxh", "van hoa xa hoi"),
    (r"ttpvhcc|tt ?pvhcc|trung tam pvhcc", "trung tam phuc vu hanh chinh cong"),
    (r"hoi lien hiep phu nu|hoi lhpn|hlhpn", "hoi phu nu"),
    (r"doan (?:thanh nien cong san|tncs)(?: ho chi minh| hcm)?|doan tn", "doan thanh nien"),
    (r"ccb", "cuu chien binh"),
    (r"chqs", "chi huy quan su"),
    (r"tdp", "to dan pho"),
)  # fmt: skip
_SPELLED = [(re.compile(rf"\b(?:{said})\b"), meant) for said, meant in _SPELLINGS]
_LEVEL = r"(?:xa|phuong|thi tran|dac khu)"
# "Trưởng thôn Đông" answers for the village, "Trưởng phòng Kinh tế" for the office.
_HEAD = re.compile(r"^(?:dong chi )?(?:pho )?truong (?=thon|ban|ap|buon|to|khu|phong|cong an)")
_PERSON = re.compile(r"^(?:cong chuc|can bo|bo phan|dong chi) ")
_SEVERAL = re.compile(r"^(?:cac|nhung|truong cac|toan the|thu truong cac)\b|\bcac\b|\b\d+ thon\b")
# The committee itself and who leads it: known, and no unit that is given work.
_OWN = re.compile(r"^(?:(?:pho )?chu tich|lanh dao|thuong truc)?(?: ?(?:hdnd va )?(?:ubnd|hdnd))?$")


class Match(NamedTuple):
    """`unit` is None where none is known. `is_known`: nobody need be asked. `suggestions`: up to three units."""

    words: str
    unit: Unit | None = None
    is_known: bool = False
    suggestions: tuple = ()


def key_of(words):
    """The name as it is remembered: letters and marks do not part it from itself."""
    return search_text(words.strip(" .,;:"))[:LONGEST]


class UnitNames:
    """The names of a commune's units in hand; two queries to load, none to ask."""

    def __init__(self, commune):
        self.commune = commune
        every = Unit.objects.filter(commune=commune) if commune else Unit.objects.none()
        self._every = {unit.pk: unit for unit in every}
        open_today = set(every.current().values_list("pk", flat=True))
        self.units = [
            unit
            for unit in sorted(self._every.values(), key=lambda unit: (unit.position, unit.pk))
            if unit.pk in open_today and not unit.is_commune
        ]
        self._open = {unit.pk for unit in self.units}
        decided = UnitName.objects.filter(commune=commune) if commune else ()
        self.remembered = {row.key: self._every.get(row.unit_id) for row in decided}
        self._place = self._spelled(commune.place) if commune else ""
        self._names = self._all_names()

    def match(self, words):
        """The Match of a name as the plan writes it."""
        words = words.strip(" .,;:")
        if (key := key_of(words)) in self.remembered:
            return Match(words, self.now(self.remembered[key]), is_known=True)
        bare = self._bare(words)
        if _SEVERAL.search(bare) or _OWN.match(bare):
            return Match(words, is_known=True)
        for said in (bare, _HEAD.sub("", bare)):
            if unit := self._names.get(said):
                return Match(words, unit, is_known=True)
        return Match(words, suggestions=self._near(bare))

    def now(self, unit):
        """The unit that goes on with the work of this one today, or None: units are merged and renamed."""
        seen = set()
        while unit and unit.pk not in self._open and unit.pk not in seen:
            seen.add(unit.pk)
            unit = self._every.get(unit.successor_id)
        return unit if unit and unit.pk in self._open else None

    def of_key(self, pk):
        """The open unit of this commune with this primary key, or None."""
        return next((unit for unit in self.units if unit.pk == pk), None)

    def _all_names(self):
        """Bare name → unit. Former names lead to the successor; a name two units share leads nowhere."""
        found, shared = {}, set()
        for is_former in (False, True):
            for unit in self._every.values():
                now = self.now(unit)
                if now is None or unit.is_commune or (unit.pk in self._open) == is_former:
                    continue
                for name in {
                    self._bare(unit.name),
                    self._bare(unit.short_name),
                    *self._symbol(unit),
                }:
                    if not name:
                        continue
                    if found.setdefault(name, now) != now and not is_former:
                        shared.add(name)
        return {name: unit for name, unit in found.items() if name not in shared}

    def _symbol(self, unit):
        """ "VHXH" names the office; "UBND" and what is one letter would name too much."""
        symbol = search_text(unit.symbol)
        return [self._spelled(symbol)] if len(symbol) >= 3 and symbol != "ubnd" else []

    def _near(self, bare):
        scored = {}
        for name, unit in self._names.items():
            score = _likeness(bare, name)
            if score >= _NEAR:
                scored[unit] = max(score, scored.get(unit, 0))
        best = sorted(scored, key=lambda unit: (-scored[unit], unit.position, unit.pk))
        return tuple(best[:MOST_SUGGESTED])

    def _spelled(self, words):
        said = " ".join(re.findall(r"[a-z0-9]+", search_text(words)))
        for pattern, meant in _SPELLED:
            said = pattern.sub(meant, said)
        return said

    def _bare(self, words):
        """Without marks, without the commune's own name at the end, in one spelling."""
        said = self._spelled(words)
        if self._place:
            said = re.sub(rf"(?: cua)?(?: (?:(?<!va )ubnd )?{_LEVEL})? {self._place}$", "", said)
        # "Công an xã" says as much without its level.
        return re.sub(rf" (?:(?<!va )ubnd )?{_LEVEL}$", "", said)


def _likeness(said, name):
    """0 to 1: shared words weigh most, then letters; a whole name inside longer words is near."""
    ours, theirs = set(said.split()), set(name.split())
    shared = len(ours & theirs)
    words = 2 * shared / (len(ours) + len(theirs))
    # "Văn phòng - Thống kê" is likelier the office than what shares a word further on.
    begin = 0.6 if _PERSON.sub("", said).split()[:2] == name.split()[:2] else 0.0
    inside = 0.85 if len(name) >= 6 and f" {name} " in f" {said} " else 0.0
    return max(words, inside, begin, SequenceMatcher(None, said, name).ratio() * 0.9)
