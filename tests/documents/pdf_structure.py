"""The objects of a PDF and its tree of tags, read without the library that wrote them."""

import ctypes
import re
import zlib
from typing import NamedTuple

import pypdfium2.raw as pdfium


def objects_of(pdf: bytes) -> list[bytes]:
    """Each object as it is written: a dictionary, with its unpacked stream after it where it has one."""
    found = []
    for match in re.finditer(rb"(?s)\d+ 0 obj\n(.*?)\nendobj", pdf):
        head, _, body = match[1].partition(b"\nstream\n")
        body = body.removesuffix(b"\nendstream")
        if b"/FlateDecode" in head:
            body = zlib.decompress(body)
        if b"/ObjStm" in head:
            found += _unpacked(head, body)
        else:
            found.append(head + b"\n" + body)
    return found


def _unpacked(head: bytes, body: bytes) -> list[bytes]:
    first = int(re.search(rb"/First (\d+)", head)[1])
    starts = [int(each) for each in body[:first].split()[1::2]]
    ends = [*starts[1:], len(body)]
    return [body[first + start : first + end] for start, end in zip(starts, ends, strict=True)]


def the_object(pdf: bytes, mark: bytes) -> bytes:
    """The one object that has these bytes in it."""
    (found,) = [each for each in objects_of(pdf) if mark in each]
    return found


class Tag(NamedTuple):
    """An element of the structure. `marks` are the numbers of its own content on its page."""

    role: str
    marks: tuple[int, ...]
    kids: tuple["Tag", ...]

    def walk(self):
        yield self
        for kid in self.kids:
            yield from kid.walk()

    @property
    def all_marks(self):
        return [mark for tag in self.walk() for mark in tag.marks]


def tags_of(page) -> tuple[Tag, ...]:
    """The structure of one page, from its roots, in the order in which it is read."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    count = pdfium.FPDF_StructTree_CountChildren(tree)
    roots = tuple(_tag(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at)) for at in range(count))
    pdfium.FPDF_StructTree_Close(tree)
    return roots


def _tag(element) -> Tag:
    count = pdfium.FPDF_StructElement_CountChildren(element)
    kids = (pdfium.FPDF_StructElement_GetChildAtIndex(element, at) for at in range(count))
    marks = (pdfium.FPDF_StructElement_GetChildMarkedContentID(element, at) for at in range(count))
    return Tag(
        _role(element),
        tuple(mark for mark in marks if mark >= 0),
        tuple(_tag(kid) for kid in kids if kid),
    )


def _role(element) -> str:
    name = (ctypes.c_ushort * 40)()
    size = pdfium.FPDF_StructElement_GetType(element, name, 80)
    return bytes(name)[: size - 2].decode("utf-16-le")


def marks_of(page) -> list[tuple[str, int, str]]:
    """Each thing on the page in the order it is painted: (name of its mark, number of it or -1, its words)."""
    text = page.get_textpage()
    return [(*_mark_of(each.raw), _words_of(each, text)) for each in page.get_objects()]


def _mark_of(thing) -> tuple[str, int]:
    if not pdfium.FPDFPageObj_CountMarks(thing):
        return "", -1
    name, size = (ctypes.c_ushort * 40)(), ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetName(pdfium.FPDFPageObj_GetMark(thing, 0), name, 80, size)
    return bytes(name)[: size.value - 2].decode("utf-16-le"), pdfium.FPDFPageObj_GetMarkedContentID(
        thing
    )


def _words_of(thing, text) -> str:
    if thing.type != pdfium.FPDF_PAGEOBJ_TEXT:
        return ""
    size = pdfium.FPDFTextObj_GetText(thing.raw, text.raw, None, 0)
    words = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(thing.raw, text.raw, words, size)
    return bytes(words)[: size - 2].decode("utf-16-le")
