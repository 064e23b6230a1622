"""Titles without a number: in a document that has no sections, what is bold or in a heading style of Word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from documents.kinds import section_kind
from documents.reading.blocks import Block
from documents.reading.marks import TITLES, Mark
from documents.text import ends_sentence

_HEADED = ("part", "letter", "section")
_LONGEST = 100
_FEWEST = 2


def with_titles(blocks: list[Block]) -> list[Block]:
    """The blocks, those that are titles with a mark that is not printed.

    A line that only looks like one is left a paragraph: the numbers below a title count from 1, nothing is numbered
    before the first, and one alone is none.
    """
    marked = [at for at, block in enumerate(blocks) if block.mark]
    if any(blocks[at].mark.kind in _HEADED for at in marked):
        return blocks
    titles = list(_counted_anew(blocks, _styled(blocks) or _bold(blocks)))
    if len(titles) < _FEWEST or (marked and marked[0] < titles[0]):
        return blocks
    levels = sorted({blocks[at].outline or 0 for at in titles})
    found = list(blocks)
    for at in titles:
        level = min(levels.index(blocks[at].outline or 0), len(TITLES) - 1)
        found[at] = replace(blocks[at], mark=Mark(TITLES[level], "", ""))
    return found


def _styled(blocks: list[Block]) -> list[int]:
    return [
        at for at, block in enumerate(blocks) if block.outline is not None and _may_be_one(block)
    ]


def _bold(blocks: list[Block]) -> list[int]:
    """Bold words are stressed in many places: a title has a list at once below it, or says what a section is for."""
    return [
        at
        for at, (block, below) in enumerate(pairwise(blocks))
        if block.is_bold and _may_be_one(block) and (below.mark or section_kind(block.plain))
    ]


def _may_be_one(block: Block) -> bool:
    words = block.plain
    if block.mark or block.table or not words or len(words) > _LONGEST:
        return False
    return words.endswith(":") or not ends_sentence(words)


def _counted_anew(blocks: list[Block], titles: list[int]) -> Iterator[int]:
    for at, following in pairwise([*titles, len(blocks)]):
        below = [block.mark for block in blocks[at:following] if block.mark]
        numbers = [mark for mark in below if mark.kind == "number"]
        if not numbers or numbers[0].marker == "1":
            yield at
