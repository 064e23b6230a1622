"""Carrying out a correction that a person has ordered: words change, their style and the footnote marks stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from documents.model import AdministrativeDocument, Correction, Item, Run, Text, plain
from documents.rich_text import merged


class TextChanged(Exception):
    """The text a correction was made for is no longer there. The message is a Vietnamese sentence for the person."""

    def __init__(self, correction: Correction):
        self.correction = correction
        super().__init__(
            f"Chỗ cần sửa không còn ghi “{correction.old}” nên chưa sửa gì; hãy kiểm tra lại thể thức."
        )


def apply(document: AdministrativeDocument, correction: Correction) -> AdministrativeDocument:
    """The document with this one change. Raises TextChanged where `old` does not stand at its place."""
    name, *path = correction.place
    try:
        changed = _changed(getattr(document, str(name)), path, correction)
    except (AttributeError, IndexError, TypeError, ValueError) as missing:
        raise TextChanged(correction) from missing
    return document.with_changes(**{str(name): changed})


def apply_all(
    document: AdministrativeDocument, corrections: Iterable[Correction]
) -> AdministrativeDocument:
    """The document with all changes, each once. In one text the last comes first, so that no offset moves.

    Raises TextChanged where one does not fit; then nothing is changed, as the document given is never touched.
    """
    for correction in sorted(set(corrections), key=lambda each: (str(each.place), -each.at)):
        document = apply(document, correction)
    return document


def _changed(value, path: list, correction: Correction):
    """A value of the tree with the text at the end of `path` changed."""
    if isinstance(value, Item):
        return _changed_item(value, path, correction)
    if path == ["numbers"]:
        return _numbered(value, correction)
    if path and isinstance(path[0], int):
        at, *rest = path
        if at < 0:
            raise IndexError(at)
        return (*value[:at], _changed(value[at], rest, correction), *value[at + 1 :])
    if path:
        return replace(value, **{path[0]: _changed(getattr(value, path[0]), path[1:], correction)})
    if isinstance(value, str):
        return _in_words(value, correction)
    if isinstance(value, tuple):
        return _in_text(value, correction)
    # A footnote or a cell: its text is what is meant.
    return replace(value, text=_in_text(value.text, correction))


def _changed_item(item: Item, path: list, correction: Correction) -> Item:
    if not path:
        name = "heading" if item.heading else "text"
        return replace(item, **{name: _in_text(getattr(item, name), correction)})
    step, *rest = path
    if step == "cell":
        rows = _changed(item.table.rows, rest, correction)
        return replace(item, table=replace(item.table, rows=rows))
    if step == "caption":
        return replace(
            item, table=replace(item.table, caption=_in_words(item.table.caption, correction))
        )
    if step == "marker":
        return replace(item, marker=_in_words(item.marker, correction))
    return replace(item, children=_changed(item.children, path, correction))


def _in_words(words: str, correction: Correction) -> str:
    start = max(correction.at, 0)
    end = start + len(correction.old) if correction.at >= 0 else len(words)
    if words[start:end] != correction.old:
        raise TextChanged(correction)
    return words[:start] + correction.new + words[end:]


def _in_text(text: Text, correction: Correction) -> Text:
    words = plain(text)
    _in_words(words, correction)
    start = max(correction.at, 0)
    for first, last, new in reversed(list(_differences(correction.old, correction.new))):
        text = _spliced(text, start + first, start + last, new)
    return merged(text)


def _differences(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """From where to where the old words change and into what. What is the same in both keeps its style, whatever runs
    it is spread over; words are compared one by one where their number is the same, as letters take long."""
    olds, news = re.split(r"(\s+)", old), re.split(r"(\s+)", new)
    if len(olds) != len(news):
        olds, news = [old], [new]
    at = 0
    for one, other in zip(olds, news, strict=True):
        if one != other:
            matcher = SequenceMatcher(None, one, other, autojunk=False)
            for kind, first, last, new_first, new_last in matcher.get_opcodes():
                if kind != "equal":
                    yield at + first, at + last, other[new_first:new_last]
        at += len(one)


def _spliced(text: Text, start: int, end: int, new: str) -> Text:
    """The text with its plain letters `start` to `end` replaced. New letters take the style they push away, or that
    of the letter before."""
    runs: list[Run] = []
    done = 0
    placed = False
    for run in text:
        if run.note:
            runs.append(run)
            continue
        first, last = max(start - done, 0), min(end - done, len(run.text))
        here = not placed and _takes(start - done, len(run.text), start < end)
        if here or first < last:
            kept = run.text[:first] + (new if here else "") + run.text[max(last, first) :]
            runs.append(replace(run, text=kept))
            placed = placed or here
        else:
            runs.append(run)
        done += len(run.text)
    return tuple(runs) if placed else (*runs, Run(new))


def _takes(start: int, length: int, replaces: bool) -> bool:
    """Whether new letters at `start` of a run belong to it."""
    return 0 <= start < length if replaces else 0 <= start <= length


def _numbered(items: tuple[Item, ...], correction: Correction) -> tuple[Item, ...]:
    printed = [item.marker for item in items if item.marker]
    if correction.old.split(" ") != printed or len(correction.new.split(" ")) != len(printed):
        raise TextChanged(correction)
    new = iter(correction.new.split(" "))
    return tuple(_renumbered(item, next(new)) if item.marker else item for item in items)


def _renumbered(item: Item, marker: str) -> Item:
    """The item under its new number; "3.1" below 3 becomes "2.1" with it."""
    if marker == item.marker:
        return item
    children = tuple(
        _renumbered(child, f"{marker}.{child.marker.removeprefix(f'{item.marker}.')}")
        if child.marker.startswith(f"{item.marker}.")
        else child
        for child in item.children
    )
    return replace(item, marker=marker, children=children)
