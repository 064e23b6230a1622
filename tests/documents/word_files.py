"""Word files made by hand, part by part: whatever Word, other programs or attackers put into them."""

from __future__ import annotations

import zipfile
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{MAIN}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
# What every plan needs around the lines a test is about.
HEAD = ("KẾ HOẠCH", "Công tác dân vận chính quyền năm 2026")
OPENING = "Thực hiện nhiệm vụ được giao, Ủy ban nhân dân xã An Thử xây dựng kế hoạch như sau:"


def word_file(body: str, *, entries: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """A .docx with that inside of w:body; `parts` are the insides of styles, numbering, footnotes, header1 …"""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        packed.writestr("word/document.xml", _part("document", f"<w:body>{body}</w:body>"))
        packed.writestr(
            "word/_rels/document.xml.rels", _relations({name: f"{name}.xml" for name in parts})
        )
        for name, inside in parts.items():
            packed.writestr(f"word/{name}.xml", _part(name, inside))
        for name, data in (entries or {}).items():
            packed.writestr(name, data)
    return held.getvalue()


def plan_file(*paragraphs: str, before: str = "", **parts) -> bytes:
    """A plan: head and opening, then what the test is about; `before` stands above it all."""
    return word_file(before + "".join(map(p, (*HEAD, OPENING))) + "".join(paragraphs), **parts)


def _part(name: str, inside: str) -> str:
    root = {"header": "hdr", "footer": "ftr"}.get(name.rstrip("123"), name)
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {SPACES}>{inside}</w:{root}>'


def _relations(targets: dict[str, str]) -> str:
    told = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind.rstrip("123")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{told}</Relationships>'


def p(inside: str = "", properties: str = "") -> str:
    """A paragraph; plain words become one run."""
    inside = inside if inside.startswith("<") or not inside else r(inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def listed(words: str, number: int, level: int = 0) -> str:
    """A paragraph in a list, by its own properties."""
    return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def styled(words: str, style: str) -> str:
    return p(words, f'<w:pStyle w:val="{style}"/>')


def level(at: int, text: str, form: str = "decimal", more: str = "", start: int = 1) -> str:
    """A w:lvl; what a list prints at one depth."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'):
    """A numbering part with one abstract list 0 and its lists."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def style(name: str, paragraph: str = "", letters: str = "", based: str = "", kind="paragraph"):
    above = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{above}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def cell(*blocks: str, properties: str = "") -> str:
    inside = "".join(block if block.startswith("<") else p(block) for block in blocks) or p()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(each if each.startswith("<w:tc>") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str, lines: bool = True, widths: tuple[int, ...] = ()) -> str:
    drawn = "single" if lines else "none"
    sides = "".join(
        f'<w:{side} w:val="{drawn}"/>' for side in ("top", "bottom", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
