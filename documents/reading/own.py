"""What there is to understand in a Word file that we wrote: its styles already said what each paragraph is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from documents.checking.years import year_of
from documents.model import AdministrativeDocument, Finding, Item, Reading, Source, plain
from documents.normal_form import levels
from documents.reading import checks
from documents.reading.footnotes import Pages
from documents.reading.issuer import issuing_unit_of
from documents.reading.understood import understood
from documents.reading.word.own import OwnFile


def reading_of_own(pages: Pages, more: Callable[[Reading], list[Finding]]) -> Reading:
    """The reading of `pages.own`. `more` gives the findings every reading has."""
    own: OwnFile = pages.own
    document = own.document
    reading = Reading(
        document=document,
        year=year_of(document),
        issuing_unit=issuing_unit_of(document),
        source_lines=tuple(own.lines),
        opening_sources=tuple(own.opening_sources),
        closing_sources=tuple(own.closing_sources),
    )
    reading, questions = understood(reading, list(_passages(own)), _line_of)
    found = [*pages.findings, *questions, *checks.deadline_findings(reading), *more(reading)]
    found += checks.document_findings(document, reading.year, own_line_at(own), found)
    return replace(reading, findings=tuple(sorted(found, key=lambda each: each.line or 0)))


def _line_of(item: Item, offset: int) -> int:
    # A paragraph of Word is one line.
    return item.source.first if item.source else 1


def _passages(own: OwnFile) -> Iterator[tuple[str, Callable[[int], int]]]:
    """The running words in the order of the page, each with its line."""
    document = own.document
    for text, source in zip(document.opening, own.opening_sources, strict=False):
        yield plain(text), _at(source)
    for _, item in levels(document.items):
        if item.source and not item.table:
            yield plain(item.heading or item.text), _at(item.source)
    for text, source in zip(document.closing, own.closing_sources, strict=False):
        yield plain(text), _at(source)
    last = Source(max(len(own.lines), 1), max(len(own.lines), 1))
    for note in document.footnotes:
        yield plain(note.text), _at(last)


def _at(source: Source) -> Callable[[int], int]:
    return lambda offset: source.first


def own_line_at(own: OwnFile) -> Callable[[tuple, int], int | None]:
    """The line of a letter at a place of the document (`Correction`), None where it has no line of its own."""

    def line_at(place: tuple, offset: int) -> int | None:
        part, *path = place or ("",)
        sources = {"opening": own.opening_sources, "closing": own.closing_sources}.get(part)
        if sources and path and path[0] < len(sources):
            return sources[path[0]].first
        item = _item_at(own.document, path) if part == "items" else None
        return item.source.first if item and item.source else None

    return line_at


def _item_at(document: AdministrativeDocument, path: list) -> Item | None:
    """The item at the way; what follows in it is a place inside the item."""
    item, items = None, document.items
    for step in path:
        if not isinstance(step, int) or step >= len(items):
            break
        item, items = items[step], items[step].children
    return item
