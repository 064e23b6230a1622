"""From a file of any kind to the lines of its text: here each kind of file has its own way, behind it all have one."""

from __future__ import annotations

from documents.reading.footnotes import Pages, part_pages
from documents.sniff import text_of_file
from documents.text import lines_of


def pages_of(data: bytes, filename: str) -> Pages:
    """The text of a file with its notes. Raises Unreadable where it is none of the kinds that can be read."""
    return part_pages(lines_of(text_of_file(data, filename)))
