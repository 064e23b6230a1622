"""Stored words made ready for a page."""

from typing import NamedTuple

from danvan.rich_text import shown
from documents.rich_text import to_html
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


def lines_shown(outline):
    """The items in the order of the page, each with its text cleaned for display."""
    return [ShownLine(line, shown(line.item.text)) for line in outline.lines()]


def as_html(text):
    """A document text as HTML that is safe to show."""
    return shown(to_html(text))
