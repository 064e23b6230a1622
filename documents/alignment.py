"""Two outlines item by item: for each line of the old one the line of the new one that it has become.

So what was moved, reworded, added or left out can be told apart. Knows no plan and no page.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

from documents.differences import Change, word_changes

# Lines below this likeness are a line left out and a line added.
_ALIKE = 0.5
_ALIKE_ELSEWHERE = 0.75
_MOST_COMPARED = 40_000


@dataclass(frozen=True, slots=True)
class Line:
    """One item of an outline, parents before children. `key` names it, and is the same in both outlines where the item
    is known to be the same one; `parent` is the key of the item above."""

    key: Hashable
    words: str
    label: str = ""
    depth: int = 0
    parent: Hashable | None = None
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A line and what has become of it; `old` is None for a new one, `new` for one left out.

    `is_moved`: it hangs below another item, or has changed places with its neighbours. A number that only moves along
    with what was added or left out before it is no move.
    """

    old: Line | None
    new: Line | None
    is_moved: bool = False

    @property
    def is_reworded(self) -> bool:
        return bool(self.old and self.new) and self.old.words != self.new.words

    @property
    def kind(self) -> Literal["same", "changed", "moved", "added", "removed"]:
        """One word for it; what is both moved and reworded is "changed"."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "removed"
        if self.is_reworded:
            return "changed"
        return "moved" if self.is_moved else "same"

    @property
    def changes(self) -> tuple[Change, ...]:
        """The words of both sides, word by word."""
        return word_changes(self.old.words if self.old else "", self.new.words if self.new else "")


def align(old: Sequence[Line], new: Sequence[Line]) -> tuple[Pair, ...]:
    """Pairs in the order of `new`; a line left out stands behind the one it followed.

    Lines belong together that have one key; then those of the same words; then titles over the same lines; then, below
    the same item, those most alike; at last those very much alike anywhere.
    """
    matching = _Matching(old, new)
    matching.by_key()
    matching.by_words()
    matching.by_children()
    matching.by_likeness()
    return _in_order(old, new, matching)


class _Matching:
    """Which old line (by its place) is which new one, found step by step."""

    def __init__(self, old: Sequence[Line], new: Sequence[Line]):
        self.old, self.new = old, new
        self.new_of: dict[int, int] = {}
        self.old_of: dict[int, int] = {}
        self.old_at = {line.key: at for at, line in enumerate(old)}
        self.new_at = {line.key: at for at, line in enumerate(new)}
        self._sets: dict[str, frozenset[str]] = {}

    def match(self, old: int, new: int) -> None:
        if old not in self.new_of and new not in self.old_of:
            self.new_of[old], self.old_of[new] = new, old

    def open_old(self) -> list[int]:
        return [at for at in range(len(self.old)) if at not in self.new_of]

    def open_new(self) -> list[int]:
        return [at for at in range(len(self.new)) if at not in self.old_of]

    def parent_of_old(self, at: int) -> int | None:
        """Where the item above an old line has gone to in the new outline: None for the top, -1 where it is no more."""
        parent = self.old[at].parent
        return None if parent is None else self.new_of.get(self.old_at.get(parent, -1), -1)

    def parent_of_new(self, at: int) -> int | None:
        parent = self.new[at].parent
        return None if parent is None else self.new_at.get(parent, -2)

    def by_key(self) -> None:
        for key, at in self.old_at.items():
            if key in self.new_at:
                self.match(at, self.new_at[key])

    def by_words(self) -> None:
        """Equal words, first below the same item: every section may have its "Mục đích"."""
        for is_near in (True, False):
            waiting = defaultdict(list)
            for at in reversed(self.open_new()):
                if words := _plainest(self.new[at].words):
                    waiting[(words, self.parent_of_new(at) if is_near else 0)].append(at)
            # In order of the page parents are matched before what hangs below them.
            for at in self.open_old():
                key = (_plainest(self.old[at].words), self.parent_of_old(at) if is_near else 0)
                if waiting[key]:
                    self.match(at, waiting[key].pop())

    def by_children(self) -> None:
        """A title was put in other words, but most of what stands below it is the same."""
        below: dict[int, list[int]] = defaultdict(list)
        for at, line in enumerate(self.old):
            if line.parent is not None and at in self.new_of:
                below[self.old_at.get(line.parent, -1)].append(self.new_of[at])
        for at in reversed(self.open_old()):
            parents = Counter(self.parent_of_new(child) for child in below[at])
            (parent, times), *_ = parents.most_common(1) or [(None, 0)]
            if parent is not None and parent >= 0 and 2 * times >= len(below[at]):
                self.match(at, parent)
                above = self.old[at].parent
                if above is not None and parent in self.old_of:
                    below[self.old_at.get(above, -1)].append(parent)

    def by_likeness(self) -> None:
        for depth in sorted({line.depth for line in self.old}):
            near = defaultdict(lambda: ([], []))
            for at in self.open_old():
                if self.old[at].depth == depth and (above := self.parent_of_old(at)) != -1:
                    near[above][0].append(at)
            for at in self.open_new():
                if (above := self.parent_of_new(at)) in near:
                    near[above][1].append(at)
            for olds, news in near.values():
                self._most_alike(olds, news, _ALIKE)
        self._most_alike(self.open_old(), self.open_new(), _ALIKE_ELSEWHERE)

    def _most_alike(self, olds: list[int], news: list[int], least: float) -> None:
        alike = [
            (-self._likeness(one, other), abs(place - other_place), one, other)
            for place, one in enumerate(olds)
            for other_place, other in _near(news, place, len(olds))
        ]
        for unlike, _, one, other in sorted(alike):
            if -unlike >= least:
                self.match(one, other)

    def _likeness(self, old: int, new: int) -> float:
        if self.old[old].is_heading != self.new[new].is_heading:
            return 0.0
        one, other = self._set(self.old[old].words), self._set(self.new[new].words)
        return 2 * len(one & other) / (len(one) + len(other) or 1)

    def _set(self, words: str) -> frozenset[str]:
        if words not in self._sets:
            self._sets[words] = frozenset(re.findall(r"\w+", words.casefold()))
        return self._sets[words]


def _plainest(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(" .;:,")


def _near(news: list[int], place: int, count: int):
    """(place, line) to compare with the old line at `place` of `count`: all, or of very many those nearby."""
    if count * len(news) <= _MOST_COMPARED:
        return enumerate(news)
    reach = max(_MOST_COMPARED // (2 * count), 1)
    middle = place * len(news) // count
    first = max(middle - reach, 0)
    return enumerate(news[first : middle + reach], start=first)


# -- what was moved, and the order to show it in


def _in_order(old, new, matching: _Matching) -> tuple[Pair, ...]:
    moved = _moved(matching)
    behind = defaultdict(list)
    anchor = -1
    for at, line in enumerate(old):
        if at not in matching.new_of:
            behind[anchor].append(Pair(line, None))
        elif at not in moved:
            anchor = matching.new_of[at]
    pairs = behind[-1]
    for at, line in enumerate(new):
        was = matching.old_of.get(at)
        pairs.append(Pair(old[was] if was is not None else None, line, was in moved))
        pairs += behind[at]
    return tuple(pairs)


def _moved(matching: _Matching) -> set[int]:
    """The old lines that hang below another item now, and the fewest of the others that changed places."""
    moved = set()
    siblings = defaultdict(list)
    for at, now in sorted(matching.new_of.items()):
        above = matching.parent_of_new(now)
        if matching.parent_of_old(at) == above:
            siblings[above].append(at)
        else:
            moved.add(at)
    for olds in siblings.values():
        kept = _longest_rising([matching.new_of[at] for at in olds])
        moved.update(at for place, at in enumerate(olds) if place not in kept)
    return moved


def _longest_rising(numbers: list[int]) -> set[int]:
    """The places of the longest part of `numbers` that rises."""
    ends: list[int] = []
    last_at: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(last_at[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        last_at[length : length + 1] = [at]
    kept = set()
    at = last_at[-1] if last_at else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
