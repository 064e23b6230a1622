"""Deadlines of a whole plan: each with who has the duty and what it is, from the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from documents.assignees import labelled_body, named_at_start
from documents.dates import find_deadlines
from documents.kinds import section_kind
from documents.model import Deadline, Item, plain

# "Thời gian hoàn thành: trước ngày …" is a label; the duty is what it stands below.
_TIME_LABEL = re.compile(
    r"^[(]?((thời gian|thời hạn|hạn|tiến độ)\b[^,;]{0,40}|hoàn thành|xong)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Around:
    """What an item inherits: the body named last, and the words of the item above."""

    who: str = ""
    what: str = ""


def deadlines_of(items: tuple[Item, ...], year: int | None, line_of) -> tuple[Deadline, ...]:
    """All dated duties of a body, in its order. `line_of(item, offset)` gives the line of a letter."""
    found = []
    for section in items:
        orders = section_kind(plain(section.heading)) == "implementation"
        found += _below(section, _Around(), orders, year, line_of)
    return tuple(found)


def _below(item: Item, around: _Around, orders: bool, year, line_of) -> Iterator[Deadline]:
    words = plain(item.heading or item.text)
    if item.text:
        yield from _in_item(item, words, around, year, line_of)
    who = _label_below(item) or (_body_of(item, orders) or around.who)
    inherited = _Around(who, words if item.heading or len(words) < 200 else around.what)
    for child in item.children:
        # A plain paragraph may go on from the one before; a numbered one is somebody else's.
        if child.text and not child.marker and (named := named_at_start(plain(child.text))[0]):
            inherited = replace(inherited, who=named)
        yield from _below(child, inherited, orders, year, line_of)


def _in_item(item: Item, words: str, around: _Around, year, line_of) -> Iterator[Deadline]:
    who = named_at_start(words)[0] or labelled_body(words) or around.who
    offset = 0
    for deadline in find_deadlines(words, year=year):
        offset = max(words.find(deadline.text, offset), offset)
        labelled = not deadline.what or bool(_TIME_LABEL.match(deadline.what))
        yield replace(
            deadline,
            who=deadline.who or who,
            what=around.what.rstrip(" :.") if labelled and around.what else deadline.what,
            line=line_of(item, offset),
        )


def _label_below(item: Item) -> str:
    return next((body for child in item.children if (body := labelled_body(plain(child.text)))), "")


def _body_of(item: Item, orders: bool) -> str:
    """The body whose heading this is, in TỔ CHỨC THỰC HIỆN."""
    if item.heading and orders and not item.is_section:
        return named_at_start(f"{plain(item.heading).rstrip(' :.')}:")[0]
    return ""
