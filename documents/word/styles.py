"""The styles of the Word file: one for each role on the page, and for the outline one for each role and depth.

Role and depth are told by the style alone, so that a file that a person went on writing in Word can be read back:
the names stay when Word or LibreOffice save the file under identifiers of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from documents.word.measures import BODY, CELL, GAP, INDENT, LOOSE, NOTE, NUMBER_LINE, TIGHT, mm, pt
from documents.word.xml import (
    DECLARATION,
    NAMESPACES,
    PARAGRAPH_ORDER,
    RUN_ORDER,
    Properties,
    element,
    properties,
)

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
# Letters stand as close as on our printed page from this size on (half points), so that lines end at the same words.
KERNED_FROM = 2
LEVEL = re.compile(r"(?P<role>.+), cấp (?P<depth>[1-9]\d{0,3})")


@dataclass(frozen=True, eq=False)
class Style:
    """A paragraph style. `after` is the space below it in twips; sizes in points, `line` a factor of the size."""

    id: str
    name: str
    size: float = BODY
    line: float = LOOSE
    after: int = 0
    bold: bool = False
    italic: bool = False
    align: str = "both"
    indent: int = 0
    keep_next: bool = False
    outline: int | None = None
    more: Properties = field(default_factory=dict)

    def xml(self) -> str:
        """The w:style element."""
        name = element("name", val=self.name)
        based = "" if self.id == NORMAL.id else element("basedOn", val=NORMAL.id)
        told = {"type": "paragraph", "styleId": self.id}
        told |= {"default": 1} if self.id == NORMAL.id else {"customStyle": 1}
        if self.id in _BUILT_IN:
            told.pop("customStyle")
        return element(
            "style", name, based, element("qFormat"), self._shape(), self._type(), **told
        )

    def _shape(self) -> str:
        told: Properties = {
            "keepNext": self.keep_next,
            "spacing": {
                "before": 0,
                "after": self.after,
                "line": pt(self.size * self.line),
                "lineRule": "exact",
            },
            "ind": {"left": 0, "right": 0, "firstLine": self.indent},
            "jc": self.align,
            "outlineLvl": self.outline,
        }
        return properties("pPr", PARAGRAPH_ORDER, told | self.more)

    def _type(self) -> str:
        half_points = round(2 * self.size)
        told = {"b": self.bold, "bCs": self.bold, "i": self.italic, "iCs": self.italic}
        return properties("rPr", RUN_ORDER, told | {"sz": half_points, "szCs": half_points})


NORMAL = Style("Normal", "Normal", after=GAP)
PAGE_HEADER = Style(
    "Header", "header", line=NUMBER_LINE / pt(BODY), align="center",
)  # fmt: skip
FOOTNOTE = Style("FootnoteText", "footnote text", NOTE, 1.15)
_BUILT_IN = {PAGE_HEADER.id, FOOTNOTE.id}

_NARROW = {"ind": {"left": mm(2), "right": mm(2), "firstLine": 0}}
_RAISED = properties("rPr", RUN_ORDER, {"vertAlign": "superscript"})

NATION = Style("dvQuocHieu", "Quốc hiệu", 12, TIGHT, bold=True, align="center")
MOTTO = Style("dvTieuNgu", "Tiêu ngữ", 13, TIGHT, bold=True, align="center")
SUPERIOR = Style("dvChuQuan", "Cơ quan chủ quản", 12, TIGHT, align="center", more=_NARROW)
ISSUER = replace(SUPERIOR, id="dvBanHanh", name="Cơ quan ban hành", bold=True)
NUMBER = Style("dvSoKyHieu", "Số, ký hiệu", 13, TIGHT, align="center", more=_NARROW)
LETTER_NUMBER = replace(NUMBER, id="dvSoKyHieuCV", name="Số, ký hiệu công văn")
PLACE_DATE = Style("dvDiaDanh", "Địa danh, ngày tháng", 13, TIGHT, italic=True, align="center")
LETTER_SUBJECT = Style(
    "dvTrichYeuCV", "Trích yếu công văn", 12, TIGHT, align="center", more=_NARROW
)
RULE = Style("dvDuongKe", "Đường kẻ", 1, 1.5, align="center")
SPACE = Style("dvKhoangCach", "Khoảng cách", 1, 1, align="left")

KIND = Style("dvTenLoai", "Tên loại", bold=True, align="center", keep_next=True)
SUBJECT = replace(
    KIND, id="dvTrichYeu", name="Trích yếu", more={"ind": {"left": mm(8), "right": mm(8), "firstLine": 0}}
)  # fmt: skip
ADDRESSEE = Style(
    "dvKinhGui", "Kính gửi", align="center", more={"ind": {"left": INDENT, "right": INDENT, "firstLine": 0}}
)  # fmt: skip
ADDRESSEES = Style(
    "dvKinhGuiCacNoi", "Kính gửi các nơi", align="left", more={"ind": {"left": mm(25), "firstLine": 0}}
)  # fmt: skip
# The dashes stand below the colon: "Kính gửi" is 3,71 times as long as the type is high, a dash with its space 0,6.
_DASH = round(0.6 * pt(BODY))
_LISTED_AT = mm(25) + round(3.71 * pt(BODY)) + _DASH
LISTED_ADDRESSEE = Style(
    "dvKinhGuiDong", "Kính gửi, liệt kê", align="left", more={"ind": {"left": _LISTED_AT, "hanging": _DASH}}
)  # fmt: skip
BASIS = Style("dvCanCu", "Căn cứ", after=GAP, italic=True, indent=INDENT)
OPENING = replace(BASIS, id="dvMoDau", name="Mở đầu", italic=False)
CLOSING = replace(OPENING, id="dvLoiKet", name="Lời kết")

RECIPIENTS = Style("dvNoiNhan", "Nơi nhận", 12, TIGHT, bold=True, italic=True, align="left")
_BESIDE = {"ind": {"left": 0, "right": mm(4), "firstLine": 0}}
RECIPIENT = Style("dvNoiNhanDong", "Nơi nhận, liệt kê", 11, TIGHT, align="left", more=_BESIDE)
AUTHORITY = Style("dvChucVu", "Quyền hạn, chức vụ", BODY, TIGHT, bold=True, align="center")
SIGNER = replace(AUTHORITY, id="dvHoTen", name="Họ tên người ký")

APPENDIX = replace(KIND, id="dvPhuLuc", name="Phụ lục", outline=0)
APPENDIX_TITLE = replace(KIND, id="dvTenPhuLuc", name="Tên phụ lục")
ATTACHED = replace(KIND, id="dvKemTheo", name="Kèm theo văn bản", bold=False, italic=True)
STRAY_NOTE = Style("dvChuThichLe", "Chú thích lẻ", NOTE, LOOSE, GAP)

FIXED = (
    NATION, MOTTO, SUPERIOR, ISSUER, NUMBER, LETTER_NUMBER, PLACE_DATE, LETTER_SUBJECT, RULE, SPACE, KIND, SUBJECT,
    ADDRESSEE, ADDRESSEES, LISTED_ADDRESSEE, BASIS, OPENING, CLOSING, RECIPIENTS, RECIPIENT, AUTHORITY, SIGNER,
    APPENDIX, APPENDIX_TITLE, ATTACHED, STRAY_NOTE,
)  # fmt: skip

# Roles of the outline. Titles of phần, mục and khoản are bold, those of điểm are not (Phụ lục I, mục II.6.đ).
PART = Style("dvPhan", "Phần", after=GAP, bold=True, align="center", keep_next=True)
SECTION = Style("dvMuc", "Mục", after=GAP, bold=True, indent=INDENT, keep_next=True)
CLAUSE_TITLE = replace(SECTION, id="dvTenKhoan", name="Tiêu đề khoản")
POINT_TITLE = replace(SECTION, id="dvTenDiem", name="Tiêu đề điểm", bold=False)
CLAUSE = Style("dvKhoan", "Khoản", after=GAP, indent=INDENT)
POINT = replace(CLAUSE, id="dvDiem", name="Điểm")
BULLET = replace(CLAUSE, id="dvGachDauDong", name="Gạch đầu dòng")
PARAGRAPH = replace(CLAUSE, id="dvDoan", name="Đoạn văn")
TYPED_TITLE = replace(POINT_TITLE, id="dvTenTuDanh", name="Tiêu đề tự đánh số")
TYPED = replace(CLAUSE, id="dvTuDanh", name="Đoạn tự đánh số")
LEAD_IN = replace(CLAUSE, id="dvDanBang", name="Dẫn bảng", keep_next=True)
CAPTION = Style(
    "dvTenBang", "Tên bảng", CELL, TIGHT, pt(4), bold=True, align="center", keep_next=True
)
HEAD_CELL = Style("dvDauBang", "Đầu bảng", CELL, TIGHT, bold=True, align="center")
BODY_CELL = Style("dvTrongBang", "Trong bảng", CELL, TIGHT, align="left")
BELOW_TABLE = replace(SPACE, id="dvSauBang", name="Sau bảng")

HEADINGS = (PART, SECTION, CLAUSE_TITLE, POINT_TITLE, TYPED_TITLE)
LEVELLED = (
    *HEADINGS, CLAUSE, POINT, BULLET, PARAGRAPH, TYPED, LEAD_IN, CAPTION, HEAD_CELL, BODY_CELL, BELOW_TABLE,
)  # fmt: skip

NOTE_MARK = "dvDauChuThich"
NOTE_MARK_NAME = "Dấu chú thích"
FOOTNOTE_MARK = "FootnoteReference"
TABLE = "dvBang"


@cache
def at_depth(role: Style, depth: int) -> Style:
    """The style of a role of the outline, `depth` from 0. Titles show in the navigation pane of Word."""
    outline = min(depth, 8) if role in HEADINGS else None
    return replace(
        role, id=f"{role.id}{depth + 1}", name=f"{role.name}, cấp {depth + 1}", outline=outline
    )


def styles_xml(used: list[Style]) -> str:
    """The part styles.xml, with the fixed styles and those of the outline that are used."""
    fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FONT)
    language = {"val": LANGUAGE, "eastAsia": LANGUAGE, "bidi": LANGUAGE}
    letters = properties(
        "rPr",
        RUN_ORDER,
        {"rFonts": fonts, "kern": KERNED_FROM, "sz": 28, "szCs": 28, "lang": language},
    )
    defaults = element(
        "docDefaults", element("rPrDefault", letters), element("pPrDefault", element("pPr"))
    )
    told = [style.xml() for style in (NORMAL, PAGE_HEADER, FOOTNOTE, *FIXED, *used)]
    return f"{DECLARATION}<w:styles {NAMESPACES}>{defaults}{''.join(told)}{_OTHERS}</w:styles>"


def _letter_style(identity: str, name: str, custom: bool) -> str:
    told = {"type": "character", "styleId": identity} | ({"customStyle": 1} if custom else {})
    return element("style", element("name", val=name), element("qFormat"), _RAISED, **told)


def cell_margins(sides: int, ends: int) -> str:
    # Within w:tblCellMar the order is top, left, bottom, right.
    widths = (("top", ends), ("left", sides), ("bottom", ends), ("right", sides))
    return element("tblCellMar", *(element(side, w=width, type="dxa") for side, width in widths))


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_LINES = "".join(element(side, val="single", sz=4, space=0, color="000000") for side in _SIDES)
_OTHERS = "".join(
    [
        element(
            "style",
            element("name", val="Normal Table"),
            element("tblPr", element("tblInd", w=0, type="dxa"), cell_margins(0, 0)),
            type="table",
            default=1,
            styleId="TableNormal",
        ),
        element(
            "style",
            element("name", val="Bảng"),
            element("basedOn", val="TableNormal"),
            element("tblPr", element("tblBorders", _LINES), cell_margins(mm(1.5), pt(2))),
            type="table",
            customStyle=1,
            styleId=TABLE,
        ),
        _letter_style(FOOTNOTE_MARK, "footnote reference", custom=False),
        _letter_style(NOTE_MARK, NOTE_MARK_NAME, custom=True),
    ]
)
