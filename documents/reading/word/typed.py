"""Where an item belongs that a person typed into one of our Word files, by its mark: no style tells its depth."""

from __future__ import annotations

from collections.abc import Iterator

from documents.model import Item
from documents.normal_form import Levels
from documents.reading.labels import mark_of_label
from documents.reading.marks import Mark


def depth_by_mark(mark: Mark, levels: Levels) -> int | None:
    """The depth from 0 in the outline read so far: "b)" beside the "a)" that is still open, else below the nearest
    "1." or "I." above it. None where nothing there has a mark."""
    below = None
    for depth, item in _open_items(levels):
        other = mark_of_label(item.label) if item.label else None
        if other is None:
            continue
        if _list_of(other) == _list_of(mark):
            return depth
        if other.depth < mark.depth:
            return depth + 1 if below is None else below
        if other.kind == mark.kind == "bullet" and below is None:
            below = depth + 1
    if any(item.marker for _, item in levels):
        return below or 0
    return None


def _open_items(levels: Levels) -> Iterator[tuple[int, Item]]:
    """The last item and those it hangs below, from the deepest."""
    above = len(levels) + 1
    for depth, item in reversed(levels):
        if depth < above:
            above = depth
            yield depth, item


def _list_of(mark: Mark) -> tuple[str, float, str]:
    return mark.kind, mark.depth, mark.marker if mark.kind == "bullet" else ""
