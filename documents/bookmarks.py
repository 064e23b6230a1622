"""Bookmarks (mục lục bên lề) for a PDF that PDFium has just written: it can read them and not write them.

They are added as an update at the end of the file (PDF 1.7, 7.5.6): nothing before it is touched.
"""

from __future__ import annotations

import re
from mmap import mmap

_LAST_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_REFERENCE = re.compile(rb"(\d+) (\d+) R")


class NotOurs(ValueError):
    """The file is not built as PDFium builds one from single pages."""


def bookmarks(pdf: bytes | mmap, marks: list[tuple[str, int]]) -> bytes:
    """What is to be written behind the PDF for a bookmark for each (words, number of the page from 0). Raises NotOurs.

    `pdf` may be a file mapped into memory: it is looked through and never copied.
    """
    if not marks:
        return b""
    start, trailer = _trailer(pdf)
    size = int(_found(rb"/Size\s+(\d+)", trailer))
    root = int(_found(rb"/Root\s+(\d+) 0 R", trailer))
    catalogue = _object(pdf, root)
    pages = _pages(pdf, catalogue)
    objects = dict(_outline(size, marks, pages))
    entries = b"/Outlines %d 0 R/PageMode/UseOutlines" % size
    objects[root] = catalogue.rstrip()[:-2] + entries + b">>"
    return _update(pdf, objects, size + len(marks) + 1, root, start)


def _found(pattern: bytes, data: bytes | mmap) -> bytes:
    match = re.search(pattern, data)
    if match is None:
        raise NotOurs(pattern.decode())
    return match[1]


def _trailer(pdf: bytes | mmap) -> tuple[int, bytes]:
    start = int(_found(_LAST_TABLE.pattern, pdf[-2048:]))
    at = pdf.find(b"trailer", start)
    if at < 0:
        raise NotOurs("no trailer")
    return start, pdf[at:]


def _object(pdf: bytes | mmap, number: int) -> bytes:
    """The dictionary of an object."""
    found = re.search(rb"(?:^|[\r\n])%d 0 obj\s*(<<.*?>>)\s*endobj" % number, pdf, re.DOTALL)
    if found is None:
        raise NotOurs(f"object {number}")
    return found[1]


def _pages(pdf: bytes | mmap, catalogue: bytes) -> list[int]:
    """The objects of the pages, in order."""
    tree = _object(pdf, int(_found(rb"/Pages\s+(\d+) 0 R", catalogue)))
    kids = _found(rb"/Kids\s*\[([^\]]*)\]", tree)
    found = [int(number) for number, _ in _REFERENCE.findall(kids)]
    if len(found) != int(_found(rb"/Count\s+(\d+)", tree)):
        raise NotOurs("a tree of pages of several levels")
    return found


def _outline(first: int, marks, pages):
    """(number, bytes) of the outline and of each of its lines."""
    last = first + len(marks)
    yield (
        first,
        b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first + 1, last, len(marks)),
    )
    for number, (words, page) in enumerate(marks, first + 1):
        beside = b"/Prev %d 0 R" % (number - 1) if number > first + 1 else b""
        beside += b"/Next %d 0 R" % (number + 1) if number < last else b""
        title = words.encode("utf-16-be").hex().upper().encode()
        goal = b"/Dest[%d 0 R/XYZ null null null]" % pages[page]
        yield number, b"<</Title<FEFF%s>/Parent %d 0 R%s%s>>" % (title, first, beside, goal)


def _update(
    pdf: bytes | mmap, objects: dict[int, bytes], size: int, root: int, start: int
) -> bytes:
    """The bytes that follow the file: objects, the table of where they are, the trailer."""
    written, offsets = b"" if pdf[-1:] == b"\n" else b"\n", {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(pdf) + len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % entry for entry in sorted(offsets.items()))
    trailer = b"<</Size %d/Root %d 0 R/Prev %d>>" % (size, root, start)
    place = len(pdf) + len(written)
    return written + b"xref\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (table, trailer, place)
