"""The marks that begin an item of the outline: Phần I, A., I., 1., 1.1., 1), a), -, +, *.

NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6 knows phần, mục, khoản and điểm; 1.1., - and + are universal in real plans.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.numbering import POINTS, roman_value

_PART = re.compile(r"^(phần\s+(?:thứ\s+\w+|[IVX]{1,4}|\d{1,2}))\b\s*[.:–-]?\s*(.*)$", re.IGNORECASE)
_LETTER = re.compile(r"^([A-H])\s*[./–-]\s*(\S.*)$")
_SECTION = re.compile(r"^(?!V/v\b)([IVX]{1,5})\s*[./:–-]\s*(\S.*)$")
# "1. 100% thôn …" begins an item; "1.500 người" and "05.3.2026" do not.
_NUMBER = re.compile(r"^(\d{1,2}\.(?:\d{1,2}\.?){0,3})(?:\s*(?=[^\W\d_]|[“\"(*])|\s+(?=\d))(.*)$")
# "1/ Tổ chức"; "24/24 giờ" is none.
_SLASHED = re.compile(r"^(\d{1,2}|[a-zđ])/\s+((?=[^\W\d_]|[“\"(*]).*)$")
_BRACKETED = re.compile(r"^(\(?)(\d{1,2})\)\s*((?=[^\W\d_]|[“\"(*]).*)$")
_POINT = re.compile(r"^([a-zđ])([.)])\s*((?=[^\W\d_]|[“\"(*]).*)$")
_BULLET = re.compile(r"^([-–—•●▪·\uf0b7\uf0a7\uf02d+])\s*(?!\d+\s*[-–]$)(\S.*)$|^(\*)\s+(\S.*)$")

_STYLED = re.compile(r"^(\*\*?)(?=[^\s*])(.*\*.*)$")

# Of titles without a number, the highest first: as deep as Word's own headings are used.
TITLES = ("title 1", "title 2", "title 3", "title 4")
DEPTH = {
    "part": 0,
    "letter": 1,
    "section": 2,
    **{kind: 2 + at / 10 for at, kind in enumerate(TITLES)},
    "number": 3,
    "bracketed": 7,
    "point": 8,
    "bullet": 9,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """`printed` is the mark as it stands in the file, `marker` what the tree keeps of it."""

    kind: str
    marker: str
    printed: str

    @property
    def depth(self) -> float:
        """Smaller is nearer the top. Bullets are all 9: which hangs below which, their order on the page tells."""
        return DEPTH[self.kind] + (self.marker.count(".") if self.kind == "number" else 0)

    @property
    def ordinal(self) -> int:
        """The place in its list, 1-based; 0 where a mark has none."""
        if self.kind == "section":
            return roman_value(self.marker)
        if self.kind == "letter":
            return ord(self.marker) - ord("A") + 1
        if self.kind == "point":
            return POINTS.find(self.marker) + 1
        return int(self.marker.rpartition(".")[2]) if self.kind in ("number", "bracketed") else 0


def mark_of(text: str, *, starred: bool = True) -> tuple[Mark, str] | None:
    """The mark at the start of a line by its form alone, and the words after it.

    A mark may stand inside the asterisks of bold or italic words ("**1. Mục đích:** …"), where `starred` lines tell
    their styles in this way.
    """
    styled = _STYLED.match(text) if starred else None
    if styled and (found := _plain_mark_of(styled[2])) and found[0].kind != "bullet":
        return found[0], styled[1] + found[1]
    return _plain_mark_of(text)


def _plain_mark_of(text: str) -> tuple[Mark, str] | None:
    if part := _PART.match(text):
        return Mark("part", part[1], part[1]), part[2]
    if (letter := _LETTER.match(text)) and letter[2].isupper():
        return Mark("letter", letter[1], f"{letter[1]}."), letter[2]
    if (section := _SECTION.match(text)) and roman_value(section[1]):
        return Mark("section", section[1], f"{section[1]}."), section[2]
    if number := _NUMBER.match(text):
        return Mark("number", number[1].strip("."), number[1]), number[2]
    if number := _BRACKETED.match(text):
        return Mark("bracketed", number[2], f"{number[1]}{number[2]})"), number[3]
    if slashed := _SLASHED.match(text):
        kind = "number" if slashed[1].isdigit() else "point"
        return Mark(kind, slashed[1], f"{slashed[1]}/"), slashed[2]
    if point := _POINT.match(text):
        return Mark("point", point[1], point[1] + point[2]), point[3]
    if bullet := _BULLET.match(text):
        printed = bullet[1] or bullet[3]
        return Mark("bullet", printed if printed in "+*" else "-", printed), bullet[2] or bullet[4]
    return None
