"""The items of the outline as blocks of the page."""

from __future__ import annotations

from documents.model import Item
from documents.normal_form import Levels, has_bold_heading, levels
from documents.word.blocks import Block, Paragraph
from documents.word.drawings import Drawings
from documents.word.measures import pt
from documents.word.numbering import BULLETS, Numbering, Outline, is_countable
from documents.word.runs import Notes, words
from documents.word.styles import (
    BULLET,
    CLAUSE,
    CLAUSE_TITLE,
    LEAD_IN,
    PARAGRAPH,
    PART,
    POINT,
    POINT_TITLE,
    SECTION,
    TYPED,
    TYPED_TITLE,
    Style,
    at_depth,
)
from documents.word.tables import table_blocks

_ABOVE_SECTION = pt(8)


def item_blocks(
    items: tuple[Item, ...],
    numbering: Numbering,
    notes: Notes,
    width_mm: float,
    drawings: Drawings,
    *,
    keep_end: bool = False,
) -> list[Block]:
    """All items of a normal form, one below the other. `keep_end`: what follows stays with the last row of a table
    that ends them.
    """
    found: Levels = levels(items)
    outline = Outline(numbering, found)
    blocks: list[Block] = []
    for at, (depth, item) in enumerate(found):
        keep = keep_end and at + 1 == len(found)
        blocks += _blocks(item, depth, outline, notes, width_mm, keep)
        if item.chart:
            blocks.append(drawings.charts.block(item.chart, width_mm))
        if item.photos:
            blocks.append(drawings.photos.block(item.photos, depth, width_mm))
    return blocks


def _blocks(item: Item, depth: int, outline: Outline, notes: Notes, width_mm: float, keep: bool):
    if item.marker or not (item.table or item.chart or item.photos):
        yield _paragraph(item, depth, outline, notes)
    else:
        outline.pass_by(depth)
    if item.table:
        yield from table_blocks(item, depth, notes, width_mm, keep)


def _paragraph(item: Item, depth: int, outline: Outline, notes: Notes) -> Paragraph:
    inner = notes.text(item.heading or item.text)
    role, place = role_of(item), None
    if is_countable(item):
        place = outline.place(depth, item)
        if item.is_part and inner:
            # "Phần I" stands on a line of its own (mục II.6.đ).
            inner = f"<w:r>{words(chr(10))}</w:r>{inner}"
    else:
        outline.pass_by(depth)
        if item.marker:
            inner = f"<w:r>{words(item.label + chr(9))}</w:r>{inner}"
    is_top = role in (PART, SECTION)
    return Paragraph(at_depth(role, depth), inner, place, _ABOVE_SECTION if is_top else 0)


def role_of(item: Item) -> Style:
    """The role of the paragraph of an item: that of its title, its words, or of the label above its table."""
    if item.table or item.chart or item.photos:
        return LEAD_IN
    if item.marker and not is_countable(item):
        return TYPED_TITLE if item.heading else TYPED
    if item.heading:
        if item.is_part:
            return PART
        return _title_role(item)
    return _text_role(item.label)


def _title_role(item: Item) -> Style:
    if item.is_section:
        return SECTION
    return CLAUSE_TITLE if has_bold_heading(item) else POINT_TITLE


def _text_role(label: str) -> Style:
    if not label:
        return PARAGRAPH
    if label in BULLETS:
        return BULLET
    return POINT if label.endswith(")") else CLAUSE
