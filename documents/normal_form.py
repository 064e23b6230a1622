"""One form for all documents that print the same, so that what was written can be compared with what is read.

A document made by hand may hold what no page can show: control characters, two neighbouring runs in one style, an
item without a word, a date beside words that contradict it. Writing brings it to its normal form first, and reading
gives a normal form: `read(write(document)) == normal_form(document)`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from documents import wording
from documents.grid import head_rows_of, placed_rows
from documents.markup import UNPRINTABLE
from documents.model import (
    AdministrativeDocument,
    Appendix,
    Cell,
    Footnote,
    Item,
    Letterhead,
    Run,
    Signature,
    Table,
    Text,
    text_of,
)
from documents.rich_text import merged, trimmed

# Signs without a shape, and the two that frame footnote marks inside our own readers.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ue000\ue001]")
# "kinh tế - xã hội" is held together on the page by a no-break space; it is the writer's, not the document's.
_HELD = re.compile(r"(?<=\S)\u00a0([-–]) (?=\S)")
_WHOLE_DATE = re.compile(
    r"(?:(?P<place>.*), )?ngày (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})"
)
_ENDING = re.compile(r"[.;, ]*$")
_SIDES = ("left", "center", "right")
# Word gives the width of a column in fiftieths of a per cent.
_WHOLE_WIDTH = 5000

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
        opening=_texts(document.opening),
        items=_items(document.items),
        closing=_texts(document.closing),
        recipients=names(document.recipients),
        signature=_signature(document.signature),
        appendices=tuple(map(_appendix, document.appendices)),
    )
    return changed.with_changes(footnotes=_footnotes(changed, document.footnotes))


# Words


def clean(words: str) -> str:
    """Composed, without what no page shows. Spaces, tabs and line breaks stay."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", UNPRINTABLE.sub("", words)))


def line(words: str) -> str:
    """Words on one line with single spaces."""
    return " ".join(clean(words).split())


def several_lines(words: str) -> str:
    """Lines with single spaces, none of them empty."""
    return "\n".join(filter(None, map(line, clean(words).split("\n"))))


def text(runs: Iterable[Run]) -> Text:
    """Runs in one style each, without blanks at either end of the whole."""
    cleaned = merged(_run(run) for run in runs)
    composed = (run if run.note else replace(run, text=_unheld(run.text)) for run in cleaned)
    return trimmed(merged(composed))


def _run(run: Run) -> Run:
    return Run(mark(run.text), note=True) if run.note else replace(run, text=clean(run.text))


def _unheld(words: str) -> str:
    return _HELD.sub(" \\1 ", unicodedata.normalize("NFC", words))


def mark(printed: str) -> str:
    """The mark of a footnote: "[1]" and "1" are one; brackets around nothing are a mark themselves."""
    bare = line(printed)
    while (inner := bare.strip("[]() ")) and inner != bare:
        bare = inner
    return bare


def names(listed: Iterable[str]) -> tuple[str, ...]:
    """Names of a list, each without its dash and closing sign. Three dots say that something is left out: they stay."""
    return tuple(filter(None, map(_name, listed)))


def _name(words: str) -> str:
    bare = line(words).lstrip("-–— ")
    ending = _ENDING.search(bare)[0]
    left_out = ending.find("...")
    kept = ending[: left_out + 3] if left_out >= 0 else ""
    return bare[: len(bare) - len(ending)] + kept


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
    return place_and_date_of(written, place)


def place_and_date_of(written: str, place: str) -> dict:
    """The fields place, date and place_and_date of a line as it is printed, where `place` is thought to be named."""
    whole = _WHOLE_DATE.fullmatch(written)
    if whole and (when := _date(*map(int, whole.group("year", "month", "day")))):
        return {"place": whole["place"] or "", "date": when, "place_and_date": ""}
    known = place if place and written.startswith(f"{place}, ") else ""
    bare = written.removeprefix(f"{known}, ") if known else written
    if bare == line(wording.date_words(None)):
        return {"place": known, "date": None, "place_and_date": ""}
    return {"place": known, "date": None, "place_and_date": written}


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


def _items(items: Iterable[Item]) -> tuple[Item, ...]:
    found: Levels = []
    waiting = [(0, item) for item in reversed(tuple(items))]
    while waiting:
        depth, item = waiting.pop()
        blocks = _blocks(item)
        found += [(depth + min(at, 1), block) for at, block in enumerate(blocks)]
        below = depth + 1 if blocks else depth
        waiting.extend((below, child) for child in reversed(item.children))
    return tree_of(found)


def _blocks(item: Item) -> list[Item]:
    """The item as one block each for heading, text and table; the first has the marker."""
    bare = Item(source=item.source)
    blocks = []
    if heading := text(item.heading):
        blocks.append(replace(bare, heading=heading))
    if words := text(item.text):
        blocks.append(replace(bare, text=words))
    if item.table:
        blocks += _table_blocks(item.table, bare)
    if marker := line(item.marker):
        first, *others = blocks or [bare]
        return [replace(first, marker=marker), *others]
    return blocks


# Tables


def _table_blocks(table: Table, bare: Item) -> list[Item]:
    """The table; of one without any cell its caption."""
    if any(table.rows):
        return [replace(bare, table=normal_table(table))]
    caption = text_of(line(table.caption))
    return [replace(bare, text=caption)] if caption else []


def normal_table(table: Table) -> Table:
    """A table with at least one cell as it is laid out. Rows without a cell that none reaches into are gone."""
    # A row less may leave less room for the head, and so end a span within it.
    while (laid_out := _laid_out(table)) != table:
        table = laid_out
    return table


def _laid_out(table: Table) -> Table:
    head = head_rows_of(table)
    kept = list(_rows(table))
    rows = tuple(row for _, row in kept)
    head_kept = sum(at < head for at, _ in kept)
    width = grid_width(Table(rows, head_kept))
    return Table(
        rows,
        min(head_kept, len(rows) - 1),
        widths_of(table.widths, width),
        line(table.caption),
    )


def _rows(table: Table) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    reach = 0
    for at, row in enumerate(placed_rows(table)):
        if row or reach > at:
            yield at, tuple(_cell(placed.cell) for placed in row)
        reach = max([reach, *(at + placed.cell.rows for placed in row)])


def grid_width(table: Table) -> int:
    """How many columns the rows of a table reach."""
    ends = (placed.column + placed.cell.columns for row in placed_rows(table) for placed in row)
    return max(ends, default=0)


def _cell(cell: Cell) -> Cell:
    align = cell.align if cell.align in _SIDES else ""
    return replace(cell, text=text(cell.text), align=align)


def widths_of(widths: tuple[float, ...], count: int) -> tuple[float, ...]:
    """Widths in per cent, in whole fiftieths, together 100; none where they do not fit the columns."""
    if not widths or len(widths) != count or not all(0 < width < float("inf") for width in widths):
        return ()
    exact = [width / sum(widths) * _WHOLE_WIDTH for width in widths]
    parts = [max(round(share), 1) for share in exact]
    while sum(parts) != _WHOLE_WIDTH:
        step = 1 if sum(parts) < _WHOLE_WIDTH else -1
        widest = max(range(count), key=lambda at: (exact[at] - parts[at]) * step + (parts[at] > 1))
        parts[widest] += step
    return tuple(part / 50 for part in parts)


# Appendices and notes


def _appendix(appendix: Appendix) -> Appendix:
    return Appendix(several_lines(appendix.title), _items(appendix.items), appendix.landscape)


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
