"""How a paragraph or a letter looks: its own properties over those of its styles over those of the document.

ECMA-376 Part 1, 17.7.2 (style hierarchy) and 17.7.3 (toggle properties).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from documents.reading.word.package import W

_OFF = {"0", "false", "off", "none"}
_TOGGLES = {f"{W}b": "bold", f"{W}i": "italic", f"{W}caps": "caps", f"{W}vanish": "hidden"}
_ALIGNS = {"center": "center", "right": "right", "end": "right", "both": "both", "left": "left"}
_LONGEST_CHAIN = 40  # styles upon styles; a ring of them ends here


@dataclass(frozen=True, slots=True)
class Look:
    """Of letters. `font` is the first font named."""

    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    raised: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """Of a paragraph. `outline` is 0 for the highest level, None for body text; indents in twentieths of a point."""

    style: str = ""
    align: str = ""
    outline: int | None = None
    number: str = "0"  # numId of its list, "0" for none
    level: int = 0
    listed_by: str = (
        ""  # the style that gave number and level; "" where the paragraph says them itself
    )
    left: int = 0
    first: int = 0
    page_break: bool = False


class Styles:
    """The styles of a document; without the part, every style is unknown and looks like plain text."""

    def __init__(self, root=None):
        found = root.iterfind(f"{W}style") if root is not None else ()
        self._by_id = {each.get(f"{W}styleId", ""): each for each in found}
        self._default = self._default_of("paragraph")
        self._base = first(root, "docDefaults/rPrDefault/rPr")
        self._base_shape = first(root, "docDefaults/pPrDefault/pPr")
        self._looks: dict[tuple[str, str], Look] = {}
        self._shapes: dict[str, Shape] = {}

    def name_of(self, style: str) -> str:
        """The name a person sees in Word, or the id itself for a style the file does not define."""
        named = first(self._by_id.get(style), "name")
        return style if named is None else named.get(f"{W}val", style)

    def shape(self, properties) -> Shape:
        """Of a paragraph by its w:pPr, which may be None."""
        named = first(properties, "pStyle")
        style = named.get(f"{W}val", "") if named is not None else self._default
        if style not in self._shapes:
            shape = _shaped(Shape(style=style), self._base_shape)
            for each in self._chain(style):
                given = _shaped(shape, first(each, "pPr"))
                if first(each, "pPr/numPr") is not None:
                    given = replace(given, listed_by=each.get(f"{W}styleId", ""))
                shape = given
            self._shapes[style] = shape
        return _shaped(self._shapes[style], properties)

    def look(self, style: str, properties) -> Look:
        """Of a run in a paragraph of that style by its w:rPr, which may be None."""
        named = first(properties, "rStyle")
        key = (style, named.get(f"{W}val", "") if named is not None else "")
        if key not in self._looks:
            self._looks[key] = self._styled(*key)
        return _looked(self._looks[key], properties)

    def list_of(self, style: str) -> str:
        """The numId a style names by itself, or ""."""
        listed = first(self._by_id.get(style), "pPr/numPr")
        return "" if listed is None else value_of(listed, "numId") or ""

    def tables(self, style: str) -> list:
        """The elements of a table style and those it is based on, the most general first."""
        return self._chain(style)

    def _default_of(self, kind: str) -> str:
        for style, each in self._by_id.items():
            if each.get(f"{W}type") == kind and each.get(f"{W}default", "0") not in _OFF:
                return style
        return ""

    def _chain(self, style: str) -> list:
        """The style and those it is based on, the most general first."""
        chain = []
        while style in self._by_id and len(chain) < _LONGEST_CHAIN:
            chain.append(self._by_id[style])
            style = value_of(chain[-1], "basedOn") or ""
        return chain[::-1]

    def _styled(self, style: str, letters: str) -> Look:
        """Toggles of a paragraph style and of a character style undo each other; the document's own do not."""
        base = _looked(Look(), self._base)
        by_paragraph = self._of_chain(Look(), style)
        by_letters = self._of_chain(Look(), letters)
        toggled = {
            name: getattr(base, name) or getattr(by_paragraph, name) != getattr(by_letters, name)
            for name in _TOGGLES.values()
        }
        return Look(
            **toggled,
            raised=by_paragraph.raised or by_letters.raised,
            font=by_letters.font or by_paragraph.font or base.font,
        )

    def _of_chain(self, look: Look, style: str) -> Look:
        for each in self._chain(style):
            look = _looked(look, first(each, "rPr"))
        return look


def _looked(look: Look, properties) -> Look:
    if properties is None:
        return look
    told = {}
    for each in properties:
        if each.tag in _TOGGLES:
            told[_TOGGLES[each.tag]] = is_on(each)
        elif each.tag == f"{W}vertAlign":
            told["raised"] = each.get(f"{W}val") == "superscript"
        elif each.tag == f"{W}rFonts":
            told["font"] = each.get(f"{W}ascii") or each.get(f"{W}hAnsi") or look.font
    return replace(look, **told) if told else look


def _shaped(shape: Shape, properties) -> Shape:
    if properties is None:
        return shape
    told: dict = {}
    for each in properties:
        value = each.get(f"{W}val")
        if each.tag == f"{W}jc":
            told["align"] = _ALIGNS.get(value, "")
        elif each.tag == f"{W}outlineLvl":
            level = number_of(value, 9)
            told["outline"] = level if level < 9 else None
        elif each.tag == f"{W}numPr":
            told |= _listed(each)
        elif each.tag == f"{W}ind":
            told |= _indented(shape, each)
        elif each.tag == f"{W}pageBreakBefore":
            told["page_break"] = is_on(each)
    return replace(shape, **told) if told else shape


def _listed(properties) -> dict:
    told: dict = {"listed_by": ""}
    if (number := value_of(properties, "numId")) is not None:
        told["number"] = number
    if (level := value_of(properties, "ilvl")) is not None:
        told["level"] = min(number_of(level), 8)
    return told


def _indented(shape: Shape, each) -> dict:
    left = each.get(f"{W}left") or each.get(f"{W}start")
    hanging, first = each.get(f"{W}hanging"), each.get(f"{W}firstLine")
    return {
        "left": shape.left if left is None else number_of(left),
        "first": -number_of(hanging) if hanging else number_of(first, shape.first),
    }


def is_on(element) -> bool:
    """A switch: on by being there, unless its value says off."""
    return element.get(f"{W}val", "1") not in _OFF


def first(element, path: str):
    if element is None:
        return None
    return element.find("/".join(f"{W}{step}" for step in path.split("/")))


def value_of(element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def number_of(value: str | None, otherwise: int = 0) -> int:
    try:
        return int(float(value)) if value else otherwise
    except (ValueError, OverflowError):
        return otherwise
