"""What differs between two texts, word by word: what went and what came."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# A date, a number with its symbol and a compound are one word each: nobody changes half of "20/5/2026".
_WORDS = re.compile(r"\w+(?:[/.\-]\w+)*|\s+|.", re.DOTALL)
_SENTENCES = re.compile(r"[^.;:\n]*(?:[.;:\n]+\s*|$)")
# How many pairs of equal words are looked at: two texts of one repeated word would have billions.
_MOST_PAIRS = 400_000


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of words: in both texts ("same"), in the old one alone ("removed"), in the new one ("added")."""

    kind: Literal["same", "removed", "added"]
    words: str


def word_changes(old: str, new: str) -> tuple[Change, ...]:
    """The stretches that lead from `old` to `new`, in order; where words are replaced, the old ones come first.

    All but the added make up `old`, all but the removed `new`. Texts too long to be compared word by word are compared
    sentence by sentence, and at the worst told as all removed and all added.
    """
    found: list[Change] = []
    for before, after in _joined(_replacements(_WORDS.findall(old), _WORDS.findall(new))):
        if before == after:
            found.append(Change("same", before))
            continue
        found += [Change("removed", before)] if before else []
        found += [Change("added", after)] if after else []
    return tuple(found)


def _replacements(old: list[str], new: list[str], *, coarse: bool = True):
    """(old words, new words) in order, equal where nothing changed."""
    start = _common(old, new)
    stop = _common(old[start:][::-1], new[start:][::-1])
    yield "".join(old[:start]), "".join(new[:start])
    yield from _middles(old[start : len(old) - stop], new[start : len(new) - stop], coarse=coarse)
    yield "".join(old[len(old) - stop :]), "".join(new[len(new) - stop :])


def _common(old: list[str], new: list[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))


def _middles(old: list[str], new: list[str], *, coarse: bool):
    if _pairs(old, new) <= _MOST_PAIRS:
        yield from _blocks(old, new)
        return
    sentences = [_SENTENCES.findall("".join(each)) for each in (old, new)]
    if not coarse or _pairs(*sentences) > _MOST_PAIRS:
        yield "".join(old), "".join(new)
        return
    for before, after in _blocks(*sentences):
        same = before == after
        words = _WORDS.findall(before), _WORDS.findall(after)
        yield from [(before, after)] if same else _replacements(*words, coarse=False)


def _pairs(old: list[str], new: list[str]) -> int:
    counted = Counter(new)
    return sum(times * counted[word] for word, times in Counter(old).items())


def _blocks(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, first, last, new_first, new_last in matcher.get_opcodes():
        yield "".join(old[first:last]), "".join(new[new_first:new_last])


def _joined(blocks) -> list[tuple[str, str]]:
    """Neighbours of one kind as one, and a mere blank or sign between two changes taken into them: words that are
    struck one by one are hard to read."""
    joined: list[tuple[str, str]] = []
    for before, after in blocks:
        if not before and not after:
            continue
        if joined and (before == after) == (joined[-1][0] == joined[-1][1]):
            joined[-1] = joined[-1][0] + before, joined[-1][1] + after
        elif len(joined) > 1 and before != after and not re.search(r"\w", joined[-1][0]):
            sign, _ = joined.pop()
            last = joined.pop()
            joined.append((last[0] + sign + before, last[1] + sign + after))
        else:
            joined.append((before, after))
    return joined
