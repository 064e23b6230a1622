"""What is printed on a page of a PDF: words with their place and style, and the ruled lines.

Everything is told as a person holding the page upright sees it: in points from the upper left corner, `y` growing
downwards, whichever way the file turns its pages.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, cached_property
from unicodedata import combining

import pypdfium2.raw as pdfium

from documents.text import normal

_SPACES = frozenset(
    " \t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
)
_LINE_END = frozenset("\r\n\0")
# pdfium tells a hyphen at the end of a line by this sign.
_HYPHEN = "\x02"
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_HALF = re.compile("[\ud800-\udfff]")
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_ITALIC_FLAG = 1 << 6
_FORCED_BOLD_FLAG = 1 << 18
_BOLD_WEIGHT = 600
_STROKED = 2  # filled and outlined: how a bold face is feigned
_INVISIBLE = 3  # the letters under a scanned picture
_FEWEST_LETTERS = 200  # of a page that is text
# Shares of the size of the letters.
_BLANK = 0.2  # wider than this, a gap parts two words
_CLOSED = 0.06  # narrower than this, not even a blank parts them
_BACK = 1.2  # a mark above a letter, or the second letter of a ligature, has the place of the first


@dataclass(frozen=True, slots=True)
class Style:
    size: float
    bold: bool = False
    italic: bool = False
    invisible: bool = False
    angle: int | None = 0  # 0, 90, 180, 270 degrees as written in the file, None for askew


@dataclass(slots=True)
class Word:
    """Letters of one style without a gap, in one form (`normal`).

    `y` is the base line; `spaced`: a blank stands before the word in the file.
    """

    text: str
    left: float
    right: float
    y: float
    style: Style
    spaced: bool = False
    line: int = 0  # number of the physical line, set when the lines of all pages are known

    @property
    def size(self) -> float:
        return self.style.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, or a rectangle so thin that it looks like one."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        return self.right - self.left >= self.bottom - self.top

    @property
    def length(self) -> float:
        return max(self.right - self.left, self.bottom - self.top)


@dataclass(slots=True)
class Sheet:
    """One page as it is seen. `askew` are words that run in another direction than the rest."""

    width: float
    height: float
    words: list[Word]
    rules: list[Rule] = field(default_factory=list)
    askew: list[Word] = field(default_factory=list)
    pictures: int = 0

    @property
    def is_picture(self) -> bool:
        """Whether the page is a scan: a picture with no more words than the stamp of a signature has."""
        return self.pictures > 0 and sum(len(word.text) for word in self.words) < _FEWEST_LETTERS


class Upright:
    """From the points of a file to those of the upright page. `angle`: the direction of its text, in degrees."""

    def __init__(self, page, angle: int):
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
        self.left, self.right = sorted((box.left, box.right))
        self.bottom, self.top = sorted((box.bottom, box.top))
        self.angle = angle

    @cached_property
    def size(self) -> tuple[float, float]:
        wide, high = self.right - self.left, self.top - self.bottom
        return (wide, high) if self.angle in (0, 180) else (high, wide)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.angle == 0:
            return x - self.left, self.top - y
        if self.angle == 90:
            return y - self.bottom, x - self.left
        if self.angle == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left, bottom, right, top) -> tuple[float, float, float, float]:
        """left, top, right, bottom on the upright page."""
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


class Letters:
    """The letters of one page, put together to words."""

    def __init__(self, page, text_page):
        self.text_page = text_page
        self.count = pdfium.FPDFText_CountChars(text_page)
        self.styles: dict[int, Style] = {}
        self.known: dict[Style, Style] = {}
        self.upright = Upright(page, self._main_angle())
        self.words: list[Word] = []
        self.askew: list[Word] = []

    def _main_angle(self) -> int:
        step = max(self.count // 200, 1)
        angles = Counter(self._angle(at) for at in range(0, self.count, step))
        del angles[None]
        return angles.most_common(1)[0][0] if angles else 0

    def _angle(self, at: int) -> int | None:
        degrees = math.degrees(pdfium.FPDFText_GetCharAngle(self.text_page, at))
        nearest = round(degrees / 90) * 90
        return nearest % 360 if abs(degrees - nearest) < 3 else None

    def read(self) -> None:
        """Fill `words` and `askew`, in the order of the file."""
        # Local names: this loop runs once for each letter of a file.
        text_page = ctypes.cast(self.text_page, ctypes.c_void_p).value
        unicode_of, origin_of, box_of, object_of = _unicode, _origin, _loose_box, _object
        x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        at_x, at_y, at_box = map(ctypes.addressof, (x, y, box))
        styles, main = self.styles, self.upright.angle
        point, turned_box = self.upright.point, self.upright.box
        edge_left, edge_top = self.upright.left, self.upright.top
        word: Word | None = None
        spaced = True
        for at in range(self.count):
            letter = chr(unicode_of(text_page, at))
            if letter in _LINE_END or letter in _SPACES:
                spaced = True
                continue
            if letter == _HYPHEN:
                letter = "-"
            owner = object_of(text_page, at)
            style = styles.get(owner) or self._style(owner, at)
            origin_of(text_page, at, at_x, at_y)
            box_of(text_page, at, at_box)
            if main == 0:
                base, left, right = edge_top - y.value, box.left - edge_left, box.right - edge_left
            else:
                base = point(x.value, y.value)[1]
                left, _, right, _ = turned_box(box.left, box.bottom, box.right, box.top)
            if word is not None and style is word.style and abs(base - word.y) < 0.5:
                gap = (left - word.right) / style.size
                if -_BACK < gap < (_CLOSED if spaced else _BLANK) or combining(letter):
                    word.text += letter
                    word.right = max(right, word.right)
                    spaced = False
                    continue
            word = Word(letter, left, right, base, style, spaced)
            (self.words if style.angle == main else self.askew).append(word)
            spaced = False
        for each in (*self.words, *self.askew):
            each.text = _normal(each.text)

    def _style(self, owner: int, at: int) -> Style:
        """The style of the letter at `at` and of all that are drawn with it."""
        told = self._style_of_letter(at)
        style = self.known.setdefault(told, told)
        if owner:
            self.styles[owner] = style
        return style

    def _style_of_letter(self, at: int) -> Style:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.text_page, at, ctypes.byref(matrix))
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) or 1.0
        size = pdfium.FPDFText_GetFontSize(self.text_page, at) * scale
        drawn = pdfium.FPDFText_GetTextObject(self.text_page, at)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn) if drawn else 0
        name, flags = self._font(at)
        heavy = pdfium.FPDFText_GetFontWeight(self.text_page, at) >= _BOLD_WEIGHT and not name
        slanted = abs(matrix.a * matrix.c + matrix.b * matrix.d) > 0.1 * scale * scale
        return Style(
            size=round(max(abs(size), 0.1), 1),
            bold=bool(_BOLD.search(name) or heavy or flags & _FORCED_BOLD_FLAG or mode == _STROKED),
            italic=bool(_ITALIC.search(name) or flags & _ITALIC_FLAG or slanted),
            invisible=mode == _INVISIBLE,
            angle=self._angle(at),
        )

    def _font(self, at: int) -> tuple[str, int]:
        flags = ctypes.c_int()
        name = ctypes.create_string_buffer(256)
        pdfium.FPDFText_GetFontInfo(self.text_page, at, name, 256, ctypes.byref(flags))
        return name.value.decode("utf-8", "replace"), flags.value


@cache
def _normal(word: str) -> str:
    """The word in one form; a file says the same words again and again. pdfium tells a rare letter in two halves."""
    if _HALF.search(word):
        word = word.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return normal(word)


def _quick(function, result, *arguments):
    """pdfium's function with addresses as plain numbers: pointer objects would cost half of the time of reading."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_LETTER = (ctypes.c_void_p, ctypes.c_int)
_unicode = _quick(pdfium.FPDFText_GetUnicode, ctypes.c_uint, *_LETTER)
_object = _quick(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, *_LETTER)
_loose_box = _quick(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, *_LETTER, ctypes.c_void_p)
_origin = _quick(
    pdfium.FPDFText_GetCharOrigin, ctypes.c_int, *_LETTER, ctypes.c_void_p, ctypes.c_void_p
)
