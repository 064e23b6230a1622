"""Every text of a document with the way to it, in the order of the page: what the rules read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from documents.citations import citation_spans
from documents.model import AdministrativeDocument, Citation, Finding, Item, Source, Table, plain

Place = tuple[str | int, ...]
# Where each part of the page stands, to put findings in the order of reading.
_ORDER = (
    "letterhead",
    "number",
    "symbol",
    "date",
    "kind",
    "subject",
    "addressees",
    "opening",
    "items",
    "closing",
    "recipients",
    "signature",
    "footnotes",
    "appendices",
)


@dataclass(frozen=True)
class Passage:
    """Some text of the document. `part` is the first step of `place`; `item` is set for the body and appendices."""

    place: Place
    words: str
    source: Source | None = None
    item: Item | None = None

    @property
    def part(self) -> str:
        return str(self.place[0])

    @property
    def line(self) -> int | None:
        return self.source.first if self.source else None

    @cached_property
    def cited(self) -> tuple[tuple[int, int], ...]:
        """From where to where documents are named in the words."""
        return citation_spans(self.words)

    def in_citation(self, at: int, *, reach: int = 0) -> bool:
        """Whether a letter stands in the name of a document, or at most `reach` letters behind one."""
        return any(start <= at < end + reach for start, end in self.cited)


@dataclass(frozen=True)
class Subject:
    """What a rule is given. `is_day_off` is None where nobody said which days offices are closed."""

    document: AdministrativeDocument
    year: int | None = None
    known: tuple[Citation, ...] = ()
    is_day_off: Callable[[date], bool] | None = None
    passages: tuple[Passage, ...] = field(default=())


def finding_at(passage: Passage, code: str, message: str, **told) -> Finding:
    """A finding about a passage; `told` are further fields of `Finding`."""
    return Finding(code, message, line=passage.line, place=passage.place, **told)


def page_order(place: Place) -> tuple:
    """A key that sorts places as the page has them; what concerns the whole document comes first."""
    if not place:
        return (-1,)
    rank = _ORDER.index(place[0]) if place[0] in _ORDER else len(_ORDER)
    return (rank, *map(_step_order, place[1:]))


def _step_order(step: str | int) -> tuple:
    """A title stands above what it names."""
    if isinstance(step, int):
        return (1, step, "")
    return (0, 0, "") if step in ("title", "caption") else (2, 0, step)


def passages_of(document: AdministrativeDocument) -> tuple[Passage, ...]:
    """All texts of the document, those of tables and appendices too, in the order of the page.

    A footnote comes right behind the text its mark stands in: so it is read, and so a document it names is named first.
    """
    notes = {
        note.marker: Passage(("footnotes", at), plain(note.text), *note.sources[:1])
        for at, note in enumerate(document.footnotes)
    }
    found = []
    for passage in _passages(document):
        found.append(passage)
        found += [notes.pop(mark) for mark in _marks(document, passage) if mark in notes]
    return (*found, *notes.values())


def _marks(document: AdministrativeDocument, passage: Passage) -> list[str]:
    text = ()
    if passage.item and not passage.item.table:
        text = passage.item.heading or passage.item.text
    elif passage.part in ("opening", "closing"):
        text = getattr(document, passage.part)[passage.place[1]]
    return [run.text for run in text if run.note]


def _passages(document: AdministrativeDocument) -> Iterator[Passage]:
    if document.subject:
        yield Passage(("subject",), document.subject)
    yield from _plain_list("addressees", document.addressees)
    yield from _texts("opening", document.opening)
    yield from _items(document.items, ("items",))
    yield from _texts("closing", document.closing)
    yield from _plain_list("recipients", document.recipients)
    for at, appendix in enumerate(document.appendices):
        if appendix.title:
            yield Passage(("appendices", at, "title"), appendix.title)
        yield from _items(appendix.items, ("appendices", at, "items"))


def _plain_list(name: str, lines: tuple[str, ...]) -> Iterator[Passage]:
    for at, words in enumerate(lines):
        yield Passage((name, at), words)


def _texts(name: str, texts) -> Iterator[Passage]:
    for at, text in enumerate(texts):
        yield Passage((name, at), plain(text))


def _items(items: tuple[Item, ...], above: Place) -> Iterator[Passage]:
    for at, item in enumerate(items):
        place = (*above, at)
        if item.table:
            yield from _cells(item, item.table, place)
        elif item.heading or item.text:
            yield Passage(place, plain(item.heading or item.text), item.source, item)
        yield from _items(item.children, place)


def _cells(item: Item, table: Table, place: Place) -> Iterator[Passage]:
    if table.caption:
        yield Passage((*place, "caption"), table.caption, item.source)
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if cell.text:
                yield Passage((*place, "cell", row, column), plain(cell.text), item.source)
