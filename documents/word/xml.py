"""WordprocessingML as text: elements with everything escaped, properties in the order the schema asks for.

Written as text and not as a tree: a document of 60 pages is a few hundred kilobytes, and the order of the
properties is what Word is strict about (ECMA-376 Part 1, Annex A: CT_PPr, CT_RPr, CT_TblPr, CT_TcPr, CT_SectPr).
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs", "spacing",
    "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr",
)  # fmt: skip
RUN_ORDER = (
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "color",
    "kern",
    "sz",
    "szCs",
    "vertAlign",
    "lang",
)

Properties = dict[str, object]


def element(name: str, /, *inner: str, **attributes: object) -> str:
    """<w:name w:attribute="…">inner</w:name>. `inner` is XML already; attributes are escaped here."""
    told = "".join(f" w:{key}={quoted(value)}" for key, value in attributes.items())
    content = "".join(inner)
    return f"<w:{name}{told}>{content}</w:{name}>" if content else f"<w:{name}{told}/>"


def quoted(value: object) -> str:
    return quoteattr(str(value))


def properties(name: str, order: Iterable[str], told: Properties) -> str:
    """A w:pPr or w:rPr; "" where nothing is told.

    A value True is an element without attributes, a dict gives attributes, text that begins with "<" is XML inside,
    and anything else is the attribute w:val. None, False and "" say nothing.
    """
    unknown = told.keys() - set(order)
    if unknown:
        raise KeyError(f"no place in {name} for {sorted(unknown)}")
    inner = [_property(key, told[key]) for key in order if key in told]
    return element(name, *inner) if any(inner) else ""


def _property(name: str, value: object) -> str:
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return element(name)
    if isinstance(value, dict):
        return element(name, **value)
    if isinstance(value, str) and value.startswith("<"):
        return element(name, value)
    return element(name, val=value)
