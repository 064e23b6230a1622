"""The blocks of a page one below the other, and the space between them.

As on our printed page the larger of two spaces that meet counts. Programs disagree on that, so only the space below a
paragraph is ever written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from documents.word.numbering import Place
from documents.word.styles import BELOW_TABLE, SPACE, Style, at_depth
from documents.word.xml import PARAGRAPH_ORDER, Properties, element, properties

# An empty line that nobody sees.
_THINNEST = 20


@dataclass
class Paragraph:
    """`inner` are its runs. `before` is the space it asks for above it, `after` below it (None: its style's)."""

    style: Style
    inner: str = ""
    place: Place | None = None
    before: int = 0
    after: int | None = None
    keep_next: bool = False
    more: Properties = field(default_factory=dict)

    @property
    def below(self) -> int:
        return self.style.after if self.after is None else self.after

    def xml(self, gap: int | None = None, section: str = "") -> str:
        """The w:p with `gap` below it; with `section`, the properties of the section it ends."""
        gap = self.below if gap is None else gap
        spacing = None if gap == self.style.after else gap
        keep = self.keep_next and not self.style.keep_next
        if self.more or section:
            more = self.more | ({"sectPr": section} if section else {})
            shape = properties(
                "pPr", PARAGRAPH_ORDER, _told(self.style.id, keep, self.place, spacing) | more
            )
        else:
            shape = _shape(self.style.id, keep, self.place, spacing)
        return f"<w:p>{shape}{self.inner}</w:p>"


def _told(style: str, keep_next: bool, place: Place | None, gap: int | None) -> Properties:
    told: Properties = {"pStyle": style, "keepNext": keep_next}
    if place:
        told["numPr"] = element("ilvl", val=place.level) + element("numId", val=place.list)
    if gap is not None:
        told["spacing"] = {"after": gap}
    return told


# A document has thousands of paragraphs and a few shapes of them.
@lru_cache(maxsize=2000)
def _shape(style: str, keep_next: bool, place: Place | None, gap: int | None) -> str:
    return properties("pPr", PARAGRAPH_ORDER, _told(style, keep_next, place, gap))


@dataclass
class Tabular:
    """A table, already XML. `depth` is that of the outline, None for head and foot of the page."""

    inner: str
    depth: int | None = None
    before: int = 0
    below: int = 0
    keep_next: bool = False


Block = Paragraph | Tabular


def paged(blocks: Iterable[Block], section: str = "") -> str:
    """The XML of the blocks. `section` ends with the last of them; without it they may not end with a table."""
    listed = list(blocks)
    if section and not (listed and isinstance(listed[-1], Paragraph)):
        depth = listed[-1].depth if listed and isinstance(listed[-1], Tabular) else None
        listed.append(_space(depth, _THINNEST))
    xml = []
    for at, block in enumerate(listed):
        following = listed[at + 1] if at + 1 < len(listed) else None
        gap = max(block.below, following.before if following else 0)
        if isinstance(block, Paragraph):
            xml.append(block.xml(gap, "" if following else section))
        else:
            xml.append(block.inner)
            # Two tables without a paragraph between them would be one.
            if not (following and following.inner == "" and _is_space(following)):
                xml.append(_space(block.depth, gap, block.keep_next).xml(0))
    return "".join(xml)


def _space(depth: int | None, height: int, keep_next: bool = False) -> Paragraph:
    style = SPACE if depth is None else at_depth(BELOW_TABLE, depth)
    line = {"line": max(height, _THINNEST), "lineRule": "exact"}
    return Paragraph(style, keep_next=keep_next, more={"spacing": line})


def _is_space(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style.id.startswith((SPACE.id, BELOW_TABLE.id))
