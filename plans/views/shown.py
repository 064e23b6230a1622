"""Stored words made ready for a page."""

from typing import NamedTuple

from danvan.rich_text import shown
from documents.footnotes import numbers, renamed
from documents.model import plain
from documents.normal_form import calls
from documents.rich_text import to_html, to_text
from documents.storage import table_of
from plans.conversion import as_stored, heading_as_text
from plans.outline import Line


class ShownLine(NamedTuple):
    line: Line
    html: str  # cleaned, footnotes counted
    proposals: tuple = ()  # accepted difficulties that the amendment is to meet
    remarks: tuple = ()

    @property
    def item(self):
        return self.line.item

    @property
    def depth(self):
        return self.line.depth

    @property
    def table(self):
        """The table of the item, ready for plans/_table.html, or None."""
        stored = self.line.item.table
        return shown_table(table_of(stored)) if stored else None


class ShownCell(NamedTuple):
    html: str
    columns: int
    rows: int
    align: str


def shown_table(table):
    """A table of a document for plans/_table.html: its caption, and the cells of head and body."""
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    return {
        "caption": table.caption,
        "head": rows[: table.header_rows],
        "body": rows[table.header_rows :],
    }


def _cell(cell):
    return ShownCell(as_html(cell.text), cell.columns, cell.rows, cell.align)


def blocks_shown(items, depth=0):
    """Items of a document in the order of the page: depth, label, words or table, and the lines they came from."""
    for item in items:
        text = item.heading or item.text
        yield {
            "depth": depth,
            "label": item.label,
            "is_heading": bool(item.heading),
            "html": as_html(text),
            "table": shown_table(item.table) if item.table else None,
            "words": plain(text)[:80],
            "first": item.source.first if item.source else None,
            "last": item.source.last if item.source else None,
        }
        yield from blocks_shown(item.children, depth + 1)


def appendices_shown(appendices):
    """(title, blocks) of each appendix."""
    return [(each.title, list(blocks_shown(each.items))) for each in appendices]


def footnotes_shown(plan):
    """(stored mark, number, html) of each footnote in the order of the page; nothing more is asked where none is."""
    notes = list(plan.footnotes.all())
    called = calls(as_stored(plan)) if notes else ()
    found = numbers(called, (note.marker for note in notes))
    shown_notes = [
        (note.marker, found.get(note.marker, note.marker), as_html(to_text(note.text)))
        for note in notes
    ]
    places = {number: place for place, number in enumerate(found.values())}
    return sorted(shown_notes, key=lambda each: places.get(each[1], len(places)))


def lines_shown(outline, numbers_by_mark):
    """The items in the order of the page, each with its text cleaned for display and its footnotes counted."""
    return [_shown_line(line, numbers_by_mark) for line in outline.lines()]


def _shown_line(line, found):
    row = line.item
    if row.heading:
        return ShownLine(line, as_html(renamed(heading_as_text(row.heading), found)))
    # Most texts call no footnote: those are not taken apart.
    if "<sup" not in row.text:
        return ShownLine(line, shown(row.text))
    return ShownLine(line, as_html(renamed(to_text(row.text), found)))


def with_proposals(lines, proposals):
    """The lines with the difficulties that stand under the uid of their item."""
    return [line._replace(proposals=tuple(proposals.get(line.item.uid, ()))) for line in lines]


def with_remarks(lines, remarks):
    """The lines with the remarks (plans.remarks.Shown) that stand under the uid of their item."""
    return [line._replace(remarks=tuple(remarks.get(line.item.uid, ()))) for line in lines]


def as_html(text):
    """A document text as HTML that is safe to show."""
    return shown(to_html(text))
