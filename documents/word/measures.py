"""The measures of the page, as `style/page.css` has them, in the units of Word.

Lengths are twips (a twentieth of a point) unless said otherwise; type sizes are points.
"""

from __future__ import annotations


def mm(length: float) -> int:
    """Millimetres in twips."""
    return round(length * 1440 / 25.4)


def pt(length: float) -> int:
    """Points in twips."""
    return round(length * 20)


# NĐ 30/2020/NĐ-CP, Phụ lục I, mục I: A4 with margins 20, 20, 30 and 20 mm.
PAGE = (11906, 16838)
TOP = BOTTOM = RIGHT = mm(20)
LEFT = mm(30)

BODY, CELL, NOTE = 14, 13, 11
LOOSE, TIGHT = 1.25, 1.2  # lines of the text, and of head, foot and tables
INDENT = mm(12.7)
GAP = pt(6)
# The page number is printed in a line of 16 pt in the middle of the top margin.
NUMBER_LINE = pt(16)
TO_NUMBER = (TOP - NUMBER_LINE) // 2

HEAD_COLUMNS = (mm(68), mm(92))
FOOT_COLUMNS = (mm(75), mm(85))
CELL_SIDE, CELL_TOP = mm(1.5), pt(2)

# A rule is 0,75 pt thick and 1,5 pt below the words.
RULE_GAP, RULE_EIGHTHS = pt(1.5), 6
PART_OF_LINE = 0.42

_BOLD = {
    220: "|", 250: " ,.", 278: "'/\\il", 333: "!()-:;[]`fjt‘’", 389: "Is", 394: "{}", 400: "°", 444: "cerz",
    500: "#$*0123456789?J_agovxy“”–§", 520: "~", 554: "ơ", 555: '"', 556: "Sbdhknpquđ", 570: "+<=>", 581: "^",
    600: "ư", 611: "FP", 667: "BELTZ", 722: "ACDNRUVXYwĐ", 778: "GHKOQƠ", 796: "Ư", 833: "&m", 930: "@", 944: "M",
    1000: "%W—…",
}  # fmt: skip
_ITALIC = {
    214: "'", 250: " ,.", 275: "|", 278: "/\\fijlt", 333: "!()-:;I`‘’", 389: "[]rsz", 400: "{}°", 420: '"',
    422: "^", 444: "Jcekvxy", 500: "#$*0123456789?S_abdghnopquđ–§", 534: "ơ", 541: "~", 545: "ư", 556: "LTYZ“”",
    611: "ABEFPRVX", 667: "CKNw", 675: "+<=>", 722: "DGHOQUmĐƠ", 754: "Ư", 778: "&", 833: "%MW", 889: "—…",
    920: "@",
}  # fmt: skip
WIDTHS = {
    face: {letter: width for width, letters in table.items() for letter in letters}
    for face, table in (("bold", _BOLD), ("italic", _ITALIC))
}
