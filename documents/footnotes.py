"""Footnotes counted in the order in which the page calls them, as Word counts them by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from documents.model import AdministrativeDocument, Appendix, Cell, Item, Table, Text
from documents.normal_form import calls


def numbers(called: Iterable[str], markers: Iterable[str]) -> dict[str, str]:
    """The number each footnote is to bear, by its mark: the called ones in the order of their calls, then the rest.

    A mark that is no number ("*") stays. Empty where two footnotes bear one mark: a file that begins anew on each page
    counts in a way of its own. static/js/editor/counting.js does the same.
    """
    markers = list(markers)
    counted = [marker for marker in markers if marker.isdecimal()]
    if len(set(markers)) < len(markers):
        return {}
    in_order = dict.fromkeys(mark for mark in called if mark in counted)
    in_order |= dict.fromkeys(counted)
    return {marker: str(number) for number, marker in enumerate(in_order, start=1)}


def counted_anew(document: AdministrativeDocument) -> AdministrativeDocument:
    """The document with its footnotes numbered 1, 2, 3 … in the order of the page; the notes stay in their order."""
    found = numbers(calls(document), (note.marker for note in document.footnotes))
    if all(old == new for old, new in found.items()):
        return document
    notes = [
        replace(note, marker=found.get(note.marker, note.marker)) for note in document.footnotes
    ]
    return document.with_changes(
        opening=_texts(document.opening, found),
        items=_items(document.items, found),
        closing=_texts(document.closing, found),
        appendices=tuple(_appendix(each, found) for each in document.appendices),
        footnotes=tuple(notes),
    )


def renamed(text: Text, found: dict[str, str]) -> Text:
    """A text whose footnote marks are written by their new numbers."""
    return tuple(
        replace(run, text=found.get(run.text, run.text)) if run.note else run for run in text
    )


def _texts(texts: Iterable[Text], found) -> tuple[Text, ...]:
    return tuple(renamed(text, found) for text in texts)


def _appendix(appendix: Appendix, found) -> Appendix:
    return replace(appendix, items=_items(appendix.items, found))


def _items(items: Iterable[Item], found) -> tuple[Item, ...]:
    return tuple(renamed_item(item, found) for item in items)


def renamed_item(item: Item, found: dict[str, str]) -> Item:
    """An item with all below it, its footnote marks written by their new numbers."""
    return replace(
        item,
        heading=renamed(item.heading, found),
        text=renamed(item.text, found),
        table=_table(item.table, found) if item.table else None,
        children=_items(item.children, found),
    )


def _table(table: Table, found) -> Table:
    def cell(each: Cell) -> Cell:
        return replace(each, text=renamed(each.text, found))

    return replace(table, rows=tuple(tuple(map(cell, row)) for row in table.rows))
