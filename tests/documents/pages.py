"""Looking at a PDF as a reader does: its words in order, and where they stand, in mm from the lower left."""

import ctypes
from typing import NamedTuple

import pypdfium2
import pytest
from pypdfium2.raw import (
    FPDF_PAGEOBJ_FORM,
    FPDF_PAGEOBJ_PATH,
    FS_MATRIX,
    FPDFText_GetCharOrigin,
    FPDFText_GetFillColor,
    FPDFText_GetFontInfo,
    FPDFText_GetFontSize,
    FPDFText_GetMatrix,
)

from documents import missing_pdf_support

needs_printer = pytest.mark.skipif(
    missing_pdf_support() is not None, reason=str(missing_pdf_support())
)

MM = 25.4 / 72


class Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self):
        return self.right - self.left

    @property
    def middle(self):
        return (self.left + self.right) / 2


class Type(NamedTuple):
    """How a letter is printed. `face`: "Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-Bold-Italic"."""

    size: float
    face: str
    colour: tuple[int, int, int]


def pages_of(pdf: bytes) -> list:
    return list(pypdfium2.PdfDocument(pdf))


def words_of(page) -> str:
    """The words of a page with one space between them; a no-break space is a space."""
    return " ".join(page.get_textpage().get_text_bounded().split())


def words_of_all(pdf: bytes) -> str:
    """The words of all pages in order, page numbers included."""
    return " ".join(map(words_of, pages_of(pdf)))


def box_of(page, words: str, *, letters: int | None = None) -> Box:
    """Where the words stand, at their first place on the page; with `letters`, only so many of them."""
    text = page.get_textpage()
    found = text.search(words, match_case=True).get_next()
    assert found, f"not on this page: {words}"
    start, count = found
    count = letters or count
    boxes = [text.get_charbox(at) for at in range(start, start + count)]
    return _around(boxes)


def types_of(page, words: str) -> set[Type]:
    """Every type that the words are printed in, at their first place on the page."""
    text = page.get_textpage()
    found = text.search(words, match_case=True).get_next()
    assert found, f"not on this page: {words}"
    start, count = found
    return {
        _type_of(text, at)
        for at in range(start, start + count)
        if text.get_text_range(at, 1).strip()
    }


def all_types_of(page) -> set[Type]:
    """Every type on the page."""
    text = page.get_textpage()
    letters = [at for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
    return {_type_of(text, at) for at in letters}


def _type_of(text, at: int) -> Type:
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    FPDFText_GetFontInfo(text, at, name, 80, flags)
    colour, matrix = [ctypes.c_uint() for _ in range(4)], FS_MATRIX()
    FPDFText_GetMatrix(text, at, matrix)
    FPDFText_GetFillColor(text, at, *colour)
    return Type(
        round(FPDFText_GetFontSize(text, at) * matrix.a, 1),
        name.value.decode().split("+")[-1],
        tuple(each.value for each in colour[:3]),
    )


def lines_of(page) -> list[tuple[float, float, float]]:
    """Every line of print from the top down: (foot, left, right) in mm."""
    text, feet = page.get_textpage(), {}
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(text.count_chars()):
        box = text.get_charbox(at)
        if text.get_text_range(at, 1).strip() and box[2] > box[0]:
            FPDFText_GetCharOrigin(text, at, x, y)
            feet.setdefault(round(y.value), []).append((box[0] * MM, box[2] * MM, y.value * MM))
    return [
        (
            max(foot for *_, foot in letters),
            min(left for left, *_ in letters),
            max(r for _, r, _ in letters),
        )
        for _, letters in sorted(feet.items(), reverse=True)
    ]


def box_of_last_word(page) -> Box:
    """The last letter pdfium reads on the page: it reads the margins last."""
    text = page.get_textpage()
    return _around([text.get_charbox(text.count_chars() - 1)])


def rules_below(page, words: str) -> list[Box]:
    """The horizontal lines within 6 mm below the words."""
    above = box_of(page, words)
    return [
        rule
        for rule in _rules(page)
        if 0 < above.bottom - rule.bottom < 6 and rule.left < above.middle < rule.right
    ]


def _rules(page):
    kinds = [FPDF_PAGEOBJ_PATH, FPDF_PAGEOBJ_FORM]
    drawn = (_around([each.get_bounds()]) for each in page.get_objects(filter=kinds))
    return [box for box in drawn if box.top - box.bottom < 1 and box.width > 3]


def _around(boxes) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts) * MM, min(bottoms) * MM, max(rights) * MM, max(tops) * MM)
