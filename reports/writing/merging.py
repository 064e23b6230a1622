"""Two texts made from one, put together line by line: what one side changed is taken, what both changed is asked.

Nothing here touches the database.
"""

from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, MINE, THEIRS, BOTH = "same", "mine", "theirs", "both"
# What a person answers where both sides changed the same lines; "edit" comes with own words.
MINE_AND_THEIRS, EDIT = "all", "edit"
# A pasted column of thousands of zeros would be compared for minutes: pairs of same lines, and pairs of any lines.
MOST_SAME, MOST_PAIRS = 100_000, 4_000_000


class Passage(NamedTuple):
    """Lines below each other. `kind` tells who changed them: nobody, one side (whose lines are taken), or both.

    `is_new`: nothing stood there before either of them wrote.
    """

    kind: str
    mine: list
    theirs: list
    is_new: bool = False

    @property
    def is_disputed(self):
        return self.kind == BOTH

    @property
    def lines(self):
        """What is taken where nobody is asked."""
        return self.theirs if self.kind == THEIRS else self.mine

    @property
    def together(self):
        """The lines of both, each once: theirs, then mine."""
        return [*self.theirs, *(line for line in self.mine if line not in self.theirs)]

    @property
    def mine_words(self):
        return "\n".join(self.mine)

    @property
    def theirs_words(self):
        return "\n".join(self.theirs)

    @property
    def together_words(self):
        return "\n".join(self.together)

    @property
    def usual(self):
        """What is chosen unless the person says otherwise: nothing typed gets lost."""
        return MINE_AND_THEIRS if self.is_new else MINE


def merged(base, mine, theirs):
    """[Passage] of two texts that were both made from `base`; where it is None, from the lines they share."""
    mine, theirs = lines_of(mine), lines_of(theirs)
    base = _shared(mine, theirs) if base is None else lines_of(base)
    found, before = [], (0, 0, 0)
    for place in [*_untouched(base, mine, theirs), (len(base), len(mine), len(theirs))]:
        sides = zip((base, mine, theirs), before, place, strict=True)
        found += _between(*(side[first:last] for side, first, last in sides))
        if place[0] < len(base):
            line = [base[place[0]]]
            found.append(Passage(SAME, line, line))
        before = tuple(at + 1 for at in place)
    return found


def settled(passages, answers):
    """The text where a person answered: `answers` gives (choice, own words) for the number of a disputed passage."""
    lines = []
    for number, passage in enumerate(passages):
        choice, words = answers.get(number, ("", "")) if passage.is_disputed else ("", "")
        lines += _answered(passage, choice or passage.usual, words)
    return "\n".join(lines)


def _answered(passage, choice, words):
    if not passage.is_disputed:
        return passage.lines
    if choice == EDIT:
        return lines_of(words)
    chosen = {THEIRS: passage.theirs, MINE_AND_THEIRS: passage.together}
    return chosen.get(choice, passage.mine)


def text_of(passages):
    """The text where nothing is disputed."""
    return "\n".join(line for passage in passages for line in passage.lines)


def lines_of(text):
    """A text as its lines, as a section stores them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _matches(one, other):
    """place in `one` → place in `other`, of the lines that are the same; of what is too much only both its ends."""
    least = min(len(one), len(other))
    head = next((n for n in range(least) if one[n] != other[n]), least)
    tail = next((n for n in range(least - head) if one[-1 - n] != other[-1 - n]), least - head)
    ends = len(one) - tail, len(other) - tail
    found = {n: n for n in range(head)} | {ends[0] + n: ends[1] + n for n in range(tail)}
    first, second = one[head : ends[0]], other[head : ends[1]]
    if not _is_too_much(first, second):
        blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
        found |= {head + a + n: head + b + n for a, b, size in blocks for n in range(size)}
    return found


def _is_too_much(one, other):
    known = Counter(other)
    same = sum(count * known[line] for line, count in Counter(one).items())
    return same > MOST_SAME or len(one) * len(other) > MOST_PAIRS


def _shared(mine, theirs):
    return [mine[place] for place in sorted(_matches(mine, theirs))]


def _untouched(base, mine, theirs):
    """[(place in each)] of the lines that stand in all three."""
    in_mine, in_theirs = _matches(base, mine), _matches(base, theirs)
    return [
        (place, in_mine[place], in_theirs[place])
        for place in range(len(base))
        if place in in_mine and place in in_theirs
    ]


def _between(base, mine, theirs):
    """The passages between two lines that nobody touched."""
    if len(base) == len(mine) == len(theirs):
        # Neither side added or took out a line: each is judged by itself.
        rows = zip(base, mine, theirs, strict=True)
        return [_passage([old], [own], [other]) for old, own, other in rows]
    return [_passage(base, mine, theirs)]


def _passage(base, mine, theirs):
    if mine == theirs:
        return Passage(SAME, mine, theirs)
    if mine == base:
        return Passage(THEIRS, mine, theirs)
    if theirs == base:
        return Passage(MINE, mine, theirs)
    return Passage(BOTH, mine, theirs, is_new=not base)
