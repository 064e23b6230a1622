"""From a file of any kind to the lines of its text: here each kind of file has its own way, behind it all have one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from documents.reading.footnotes import Pages, part_pages
from documents.reading.lone_marks import with_marks_joined
from documents.reading.office import as_docx
from documents.reading.pdf import pages_of_pdf
from documents.reading.spaced import with_spaced_tables
from documents.reading.tabbed import with_tables
from documents.reading.word import pages_of_word
from documents.sniff import kind_of, text_of_file
from documents.text import Line, lines_of


def pages_of(data: bytes, filename: str) -> Pages:
    """The text of a file with its notes. Raises Unreadable where it is none of the kinds that can be read."""
    return _READERS[kind_of(data, filename)](data)


def _laid_out(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """What was laid out with tabs and blanks as what it is: tables, and marks beside their words."""
    return with_marks_joined(with_spaced_tables(with_tables(lines)))


def _plain_pages(data: bytes) -> Pages:
    lines = lines_of(text_of_file(data))
    printed = tuple(line.text for line in lines)
    return replace(part_pages(_laid_out(lines)), source_lines=printed)


def _office_pages(kind: str, data: bytes) -> Pages:
    return pages_of_word(as_docx(data, kind))


# Each takes the bytes of a file whose kind is known and raises Unreadable where they are damaged.
_READERS = {
    "txt": _plain_pages,
    "docx": pages_of_word,
    "pdf": pages_of_pdf,
    **{kind: partial(_office_pages, kind) for kind in ("doc", "odt", "rtf")},
}
