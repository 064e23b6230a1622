"""Stored words made ready for a page."""

from typing import NamedTuple

from danvan.rich_text import shown
from documents.model import plain
from documents.rich_text import to_html
from documents.storage import table_of
from plans.outline import Line


class ShownLine(NamedTuple):
    line: Line
    html: str  # cleaned

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


def lines_shown(outline):
    """The items in the order of the page, each with its text cleaned for display."""
    return [ShownLine(line, shown(line.item.text)) for line in outline.lines()]


def as_html(text):
    """A document text as HTML that is safe to show."""
    return shown(to_html(text))
