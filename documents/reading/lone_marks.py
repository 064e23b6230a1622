"""Marks that a converter left on a line of their own: the number stood in a column of its own on the page."""

from __future__ import annotations

import re
from dataclasses import replace

from documents.reading.marks import mark_of
from documents.text import Line

_LONE_MARK = re.compile(r"[IVX]{1,5}\.|\d{1,2}\.(?:\d{1,2}\.){0,3}|[a-zđ]\)|[-+•\uf0b7\uf02d]")


def with_marks_joined(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Each such mark with the line below it, a blank line between them left out."""
    told: list[Line] = []
    waiting: Line | None = None
    for line in lines:
        if waiting is not None and not line.text and not line.after_page_feed:
            continue
        if waiting is not None:
            joins = _is_words(line)
            told.append(_joined(waiting, line) if joins else waiting)
            waiting = None
            if joins:
                continue
        if _LONE_MARK.fullmatch(line.text):
            waiting = line
        else:
            told.append(line)
    return (*told, waiting) if waiting is not None else tuple(told)


def _is_words(line: Line) -> bool:
    return not line.table and not _LONE_MARK.fullmatch(line.text) and mark_of(line.text) is None


def _joined(mark: Line, words: Line) -> Line:
    text = f"{mark.text} {words.text}"
    starts = ((0, mark.number), (len(mark.text) + 1, words.number))
    return replace(mark, text=text, last=words.number, starts=starts)
