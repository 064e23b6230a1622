"""One form for all documents that print the same, so that what was written can be compared with what is read.

A document made by hand may hold what no page can show: control characters, two neighbouring runs in one style, an
item without a word, a date beside words that contradict it. Writing brings it to its normal form first, and reading
gives a normal form: `read(write(document)) == normal_form(document)`. A chart alone is written and not read back
(`without_charts`): it is a drawing of numbers, and the table below it has them. Photos come back as the table of their
captions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from documents import wording
from documents.chart import BAR, LINE, fitted
from documents.grid import (
    LANDSCAPE_MM,
    PORTRAIT_MM,
    computed_widths,
    fiftieths,
    grid_width,
    head_rows_of,
    placed_rows,
)
from documents.model import (
    AdministrativeDocument,
    Appendix,
    Cell,
    Chart,
    Footnote,
    Item,
    Letterhead,
    Photo,
    Series,
    Signature,
    Table,
    Text,
    plain,
    text_of,
)
from documents.normal_words import line, mark, names, several_lines, text, unstyled

_WHOLE_DATE = re.compile(
    r"(?:(?P<place>.*), )?ngày (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})"
)
_NO_DATE = "ngày tháng năm"
_UNSEEN = 10  # fiftieths of a per cent: a third of a millimetre
_SIDES = ("left", "center", "right")

Levels = list[tuple[int, Item]]  # an item without its children, and how many items it hangs below


def normal_form(document: AdministrativeDocument) -> AdministrativeDocument:
    """The document that prints the same and has no two ways of being said.

    Texts are composed (NFC), without control characters and blanks at their ends, their runs merged; what stands on
    one line has single spaces. An item has a heading or a text or a table: what else it had becomes its first
    children, and an item without anything gives its place to its children. Empty lines of lists are gone, lists of
    names are without their dashes and closing signs. A footnote has the place of its first call; marks lose their
    brackets. Cells span what they really cover; widths are in per cent, to a fiftieth. The date that is printed
    whole is a date, one printed in part stays in `place_and_date`. Idempotent; a document as it should be is left
    as it is.
    """
    is_letter = wording.is_letter(document)
    lines = line if is_letter else several_lines
    changed = document.with_changes(
        kind=wording.LETTER if is_letter else several_lines(document.kind),
        subject=_letter_subject(document.subject) if is_letter else lines(document.subject),
        letterhead=_letterhead(document.letterhead),
        symbol=line(document.symbol),
        **_place_and_date(document),
        addressees=names(document.addressees),
        opening=tuple(map(_opening, _texts(document.opening))),
        items=_items(document.items, PORTRAIT_MM),
        closing=_texts(document.closing),
        recipients=names(document.recipients),
        signature=_signature(document.signature),
        appendices=tuple(map(_appendix, document.appendices)),
    )
    return changed.with_changes(footnotes=_footnotes(changed, document.footnotes))


# Head and foot


def _letterhead(letterhead: Letterhead | None) -> Letterhead | None:
    return letterhead and Letterhead(_lines(letterhead.superior), _lines(letterhead.issuer))


def _signature(signature: Signature | None) -> Signature | None:
    return signature and Signature(_lines(signature.authority), line(signature.name))


def _lines(listed: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(line, listed)))


def _letter_subject(words: str) -> str:
    subject = line(words)
    while (shorter := wording.letter_subject(subject).removeprefix("V/v ")) != subject:
        subject = shorter
    return subject


def _place_and_date(document: AdministrativeDocument) -> dict:
    place, written = line(document.place), line(document.place_and_date)
    if document.date or not written:
        return {"place": place, "date": document.date, "place_and_date": ""}
    return place_and_date_of(line(wording.place_and_date(document)))


def place_and_date_of(written: str) -> dict:
    """The fields place, date and place_and_date of the line as it is printed."""
    whole = _WHOLE_DATE.fullmatch(written)
    if whole and (when := _date(*map(int, whole.group("year", "month", "day")))):
        return {"place": whole["place"] or "", "date": when, "place_and_date": ""}
    place, comma, rest = written.rpartition(", ")
    if rest == _NO_DATE and (place or not comma):
        return {"place": place, "date": None, "place_and_date": ""}
    place = written[: max(written.rfind("ngày"), 0)].strip(" ,.…")
    return {"place": place, "date": None, "place_and_date": written}


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# Items


def levels(items: Iterable[Item]) -> Levels:
    """The items in the order of the page, each with its depth from 0. By a stack: however deep they go."""
    found, waiting = [], [(0, item) for item in reversed(tuple(items))]
    while waiting:
        depth, item = waiting.pop()
        found.append((depth, item))
        waiting.extend((depth + 1, child) for child in reversed(item.children))
    return found


def tree_of(found: Levels) -> tuple[Item, ...]:
    """The items below each other again: each below the nearest before it that stands higher."""
    waiting: Levels = []
    for depth, item in reversed(found):
        children = []
        while waiting and waiting[-1][0] > depth:
            children.append(waiting.pop()[1])
        waiting.append((depth, replace(item, children=tuple(children))))
    return tuple(item for _, item in reversed(waiting))


def _items(items: Iterable[Item], width_mm: float) -> tuple[Item, ...]:
    found: Levels = []
    waiting = [(0, item) for item in reversed(tuple(items))]
    while waiting:
        depth, item = waiting.pop()
        blocks = _blocks(item, width_mm)
        found += [(depth + min(at, 1), block) for at, block in enumerate(blocks)]
        below = depth + 1 if blocks else depth
        waiting.extend((below, child) for child in reversed(item.children))
    return tree_of(found)


def _blocks(item: Item, width_mm: float) -> list[Item]:
    """The item as one block each for heading, text and table; the first has the marker."""
    bare = Item(source=item.source)
    blocks = []
    if heading := text(item.heading):
        heading = unstyled(heading, bold=has_bold_heading(item))
        blocks.append(replace(bare, heading=heading))
    if words := text(item.text):
        blocks.append(replace(bare, text=words))
    if item.chart and (chart := normal_chart(item.chart)):
        blocks.append(replace(bare, chart=chart))
    if item.photos:
        blocks.append(replace(bare, photos=tuple(map(_photo, item.photos))))
    if item.table:
        blocks += _table_blocks(item.table, bare, width_mm)
    if marker := line(item.marker):
        first, *others = blocks or [bare]
        return [replace(first, marker=marker), *others]
    return blocks


def has_bold_heading(item: Item) -> bool:
    """Titles of phần, mục and khoản are bold, those of điểm and below are not (Phụ lục I, mục II.6.đ)."""
    marker = line(item.marker)
    named = replace(item, marker=marker, children=())
    return named.is_section or not marker or marker[0].isdigit()


# Charts


def normal_chart(chart: Chart) -> Chart | None:
    """A chart with a value or a gap for each category in every series; None where there is nothing to draw."""
    names = tuple(map(line, chart.categories))
    series = tuple(Series(line(each.name), each.values) for each in fitted(chart).series)
    if not (names and series):
        return None
    return Chart(line(chart.title), LINE if chart.kind == LINE else BAR, names, series)


def _photo(photo: Photo) -> Photo:
    return replace(photo, caption=line(photo.caption), alt=line(photo.alt))


def captions_of(photos: tuple[Photo, ...]) -> Table:
    """The captions as they stand below the photos: two to a row, the last one alone where their number is odd."""
    cells = [Cell(text_of(photo.caption), align="center") for photo in photos]
    if len(cells) % 2:
        cells.append(Cell(align="center"))
    rows = tuple(zip(cells[::2], cells[1::2], strict=True))
    return Table(rows, header_rows=0, widths=(50, 50))


def without_charts(document: AdministrativeDocument) -> AdministrativeDocument:
    """The document as our own Word file gives it back: a drawing is no words, and its table stands below it; of photos
    the table of their captions is left."""
    return document.with_changes(
        items=_undrawn(document.items),
        appendices=tuple(replace(each, items=_undrawn(each.items)) for each in document.appendices),
    )


def _undrawn(items: Iterable[Item]) -> tuple[Item, ...]:
    kept = ((depth, _worded(item)) for depth, item in levels(items) if not _is_drawing(item))
    return tree_of(list(kept))


def _worded(item: Item) -> Item:
    table = captions_of(item.photos) if item.photos else item.table
    return replace(item, chart=None, photos=(), table=table)


def _is_drawing(item: Item) -> bool:
    return bool(
        item.chart and not (item.marker or item.heading or item.text or item.table or item.photos)
    )


# Tables


def _table_blocks(table: Table, bare: Item, width_mm: float) -> list[Item]:
    """The table; of one without any cell its caption."""
    if any(table.rows):
        return [replace(bare, table=normal_table(table, width_mm))]
    caption = text(text_of(line(table.caption)))
    return [replace(bare, text=caption)] if caption else []


def normal_table(table: Table, width_mm: float) -> Table:
    """A table with at least one cell as it is laid out. Rows without a cell that none reaches into are gone."""
    # A row less may leave less room for the head, and so end a span within it.
    while (laid_out := _laid_out(table, width_mm)) != table:
        table = laid_out
    return table


def _laid_out(table: Table, width_mm: float) -> Table:
    head = head_rows_of(table)
    kept = list(_rows(table, head))
    rows = tuple(row for _, row in kept)
    head_rows = min(sum(at < head for at, _ in kept), len(rows) - 1)
    laid_out = Table(rows, head_rows, table.widths, line(table.caption))
    return replace(laid_out, widths=widths_of(laid_out, width_mm))


def _rows(table: Table, head: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    reach = 0
    for at, row in enumerate(placed_rows(table)):
        if row or reach > at:
            yield at, tuple(_cell(placed.cell, at < head) for placed in row)
        reach = max([reach, *(at + placed.cell.rows for placed in row)])


def _cell(cell: Cell, is_head: bool) -> Cell:
    words = unstyled(text(cell.text), bold=True) if is_head else text(cell.text)
    usual = "center" if is_head else "left"
    align = cell.align if cell.align in _SIDES and cell.align != usual else ""
    return replace(cell, text=words, align=align)


def widths_of(table: Table, width_mm: float) -> tuple[float, ...]:
    """The widths of a table in per cent; none where they do not fit, or say what the words ask for anyway."""
    count = grid_width(table)
    given = fiftieths(table.widths, count)
    asked = computed_widths(table, count, width_mm)
    # Another program rounds them when it saves the file.
    if all(abs(own - each) <= _UNSEEN for own, each in zip(given, asked, strict=False)):
        return ()
    return tuple(part / 50 for part in given)


# Appendices and notes


def _appendix(appendix: Appendix) -> Appendix:
    width_mm = LANDSCAPE_MM if appendix.landscape else PORTRAIT_MM
    return replace(
        appendix,
        title=several_lines(appendix.title),
        items=_items(appendix.items, width_mm),
    )


def _opening(words: Text) -> Text:
    return unstyled(words, italic=is_basis(words))


def is_basis(words: Text) -> bool:
    """A legal basis is printed in italics, other opening words are not (Phụ lục I, mục II.6.a)."""
    return plain(words).lstrip().lower().startswith("căn cứ")


def _texts(texts: Iterable[Text]) -> tuple[Text, ...]:
    return tuple(filter(None, map(text, texts)))


def _footnotes(document: AdministrativeDocument, notes: Iterable[Footnote]) -> tuple[Footnote, ...]:
    """First the notes that are called, in the order of their calls, then the others."""
    waiting = [_footnote(note) for note in notes]
    waiting = [note for note in waiting if note.marker or note.text]
    called = []
    for each in calls(document):
        note = next((note for note in waiting if note.marker == each), None)
        if note:
            waiting.remove(note)
            called.append(note)
    return (*called, *waiting)


def _footnote(note: Footnote) -> Footnote:
    words = text(replace(run, note=False) for run in note.text)
    return replace(note, marker=mark(note.marker), text=words)


def calls(document: AdministrativeDocument) -> Iterator[str]:
    """The marks that call footnotes, in the order of the page. The repeated head of a table calls none."""
    for runs in _texts_with_calls(document):
        yield from (run.text for run in runs if run.note)


def _texts_with_calls(document: AdministrativeDocument) -> Iterator[Text]:
    yield from document.opening
    yield from _item_texts(document.items)
    yield from document.closing
    for appendix in document.appendices:
        yield from _item_texts(appendix.items)


def _item_texts(items: Iterable[Item]) -> Iterator[Text]:
    for _, item in levels(items):
        yield from (item.heading, item.text)
        if item.table:
            body = item.table.rows[head_rows_of(item.table) :]
            yield from (cell.text for row in body for cell in row)
