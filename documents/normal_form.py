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
from itertools import dropwhile

from documents import wording
from documents.grid import (
    LANDSCAPE_MM,
    PORTRAIT_MM,
    computed_widths,
    fiftieths,
    grid_width,
    head_rows_of,
    placed_rows,
)
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
    plain,
    text_of,
)
from documents.rich_text import merged, trimmed
from documents.symbols import without_symbol_letters

# Signs without a shape, and the two that frame footnote marks inside our own readers.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ue000\ue001]")
# "kinh tế - xã hội" is held together on the page by a no-break space; it is the writer's, not the document's.
_HELD = re.compile(r"(?<=\S)\u00a0([-–]) (?=\S)")
_WHOLE_DATE = re.compile(
    r"(?:(?P<place>.*), )?ngày (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})"
)
_NO_DATE = "ngày tháng năm"
_ENDING = re.compile(r"[.;, ]*$")
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


# Words


def clean(words: str) -> str:
    """Composed, without what no page shows. Spaces, tabs and line breaks stay."""
    shown = without_symbol_letters(_INVISIBLE.sub("", UNPRINTABLE.sub("", words)))
    return unicodedata.normalize("NFC", shown)


def line(words: str) -> str:
    """Words on one line with single spaces."""
    return " ".join(clean(words).split())


def several_lines(words: str) -> str:
    """Lines with single spaces, none of them empty."""
    return "\n".join(filter(None, map(line, clean(words).split("\n"))))


def text(runs: Iterable[Run]) -> Text:
    """Runs in one style each, without blanks at either end of the whole; a mark above a letter stands with it."""
    cleaned = _with_their_letters(merged(_run(run) for run in runs))
    composed = (run if run.note else replace(run, text=_unheld(run.text)) for run in cleaned)
    return _begun(trimmed(merged(composed)))


def _begun(runs: Text) -> Text:
    """Without tones and accents at the very start, where there is no letter for them to stand with."""
    while runs and not runs[0].note and unicodedata.combining(runs[0].text[0]):
        bare = "".join(dropwhile(unicodedata.combining, runs[0].text))
        runs = trimmed(merged((replace(runs[0], text=bare), *runs[1:])))
    return runs


def _with_their_letters(runs: Text) -> list[Run]:
    found: list[Run] = []
    for run in runs:
        joins = found and not (run.note or found[-1].note)
        bare = "".join(dropwhile(unicodedata.combining, run.text)) if joins else run.text
        if bare != run.text:
            marks = run.text[: len(run.text) - len(bare)]
            found[-1] = replace(found[-1], text=found[-1].text + marks)
            run = replace(run, text=bare)
        if run.text:
            found.append(run)
    return found


def _unstyled(runs: Text, *, bold: bool = False, italic: bool = False) -> Text:
    """The text without a style that it is printed in anyway."""
    return text(
        replace(run, bold=run.bold and not bold, italic=run.italic and not italic) for run in runs
    )


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
        heading = _unstyled(heading, bold=has_bold_heading(item))
        blocks.append(replace(bare, heading=heading))
    if words := text(item.text):
        blocks.append(replace(bare, text=words))
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
    words = _unstyled(text(cell.text), bold=True) if is_head else text(cell.text)
    usual = "center" if is_head else "left"
    align = cell.align if cell.align in _SIDES and cell.align != usual else ""
    return replace(cell, text=words, align=align)


def widths_of(table: Table, width_mm: float) -> tuple[float, ...]:
    """The widths of a table in per cent; none where they do not fit, or say what the words ask for anyway."""
    count = grid_width(table)
    given = fiftieths(table.widths, count)
    if not given or given == computed_widths(table, count, width_mm):
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
    return _unstyled(words, italic=is_basis(words))


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
