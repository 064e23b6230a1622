"""A .docx file as paragraphs and tables: what is on its pages, in order, without a guess about what it means.

`extract(data)` is the only door. It knows styles (with all they are based on), automatic numbering, tracked changes,
fields, notes, text boxes and merged cells, so that whoever interprets the paragraphs needs no OOXML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.model import Unreadable
from documents.reading.word.inline import MC, InlineReader, chosen
from documents.reading.word.notes import NoteMarks
from documents.reading.word.numbering import Numbering
from documents.reading.word.package import Package, R, W
from documents.reading.word.pieces import (
    Block,
    Extract,
    Grid,
    GridCell,
    Paragraph,
    WordNote,
    paragraphs_of,
)
from documents.reading.word.styles import Styles, first, is_on, number_of
from documents.reading.word.tables import (
    borders_of,
    cell_span,
    header_rows,
    is_deleted,
    merged_down,
    widths_of,
)
from documents.sniff import DAMAGED_WORD

_LETTERHEAD = re.compile(
    r"Độc\s+lập\s*[-–—]\s*Tự\s+do|CỘNG\s+H\w+\s+XÃ\s+HỘI|^Số\s*:.*/", re.IGNORECASE
)
_WRAPPERS = {
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
}


def extract(data: bytes) -> Extract:
    """Everything on the pages of a .docx file.

    Raises Unreadable, with one Vietnamese sentence, where the file is damaged, locked, or too large unpacked.
    """
    package = Package(data)
    root = package.xml(package.main)
    body = first(root, "body")
    if body is None:
        raise Unreadable(DAMAGED_WORD)
    try:
        return _Story(package, root, body).read()
    except RecursionError as deep:
        raise Unreadable(DAMAGED_WORD) from deep


class _Story:
    def __init__(self, package: Package, root, body):
        self._package = package
        self._body = body
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"), self._styles)
        self._extract = Extract()
        self._marks = NoteMarks(package)
        self._inline = InlineReader(self._styles, self._extract, self._marks.mark)
        kinds = [each.get(f"{W}fldCharType") for each in root.iter(f"{W}fldChar")]
        self._inline.trusts_fields = kinds.count("begin") == kinds.count("end")
        self._depth = 0  # of tables in tables

    def read(self) -> Extract:
        found = self._extract
        found.blocks = self._sections()
        for marker, element in self._marks.told:
            found.notes.append(WordNote(marker, self._paragraphs_in(element)))
        self._read_margins()
        return found

    # -- blocks

    def _sections(self) -> list[Block]:
        """The blocks of the body; those of a section on its side are marked when its end tells so."""
        blocks: list[Block] = []
        open_since = 0
        for element in _unwrapped(self._body):
            if element.tag == f"{W}sectPr":
                _turn(blocks[open_since:], element)
                open_since = len(blocks)
                continue
            blocks += self._blocks_of(element)
            ending = first(element, "pPr/sectPr")
            if ending is not None:
                _turn(blocks[open_since:], ending)
                open_since = len(blocks)
        return _joined(blocks)

    def _blocks_in(self, container) -> list[Block]:
        return _joined([block for each in _unwrapped(container) for block in self._blocks_of(each)])

    def _paragraphs_in(self, container) -> list[Paragraph]:
        return [block for block in self._blocks_in(container) if isinstance(block, Paragraph)]

    def _blocks_of(self, element) -> Iterator[Block]:
        if element.tag == f"{W}p":
            yield from self._paragraph(element)
        elif element.tag == f"{W}tbl":
            yield self._table(element)

    def _paragraph(self, element) -> Iterator[Block]:
        """The paragraph, before it what stands in text boxes that hang on it."""
        properties = first(element, "pPr")
        shape = self._styles.shape(properties)
        inline = self._inline.read(element, shape.style)
        for box in inline.boxes:
            yield from self._blocks_in(box)
        removed = _mark_is_removed(properties)
        # Deleted as a whole, or hidden with its mark: it takes no number.
        counted = inline.runs or not (removed or _is_hidden(properties))
        yield Paragraph(
            runs=inline.runs,
            label=self._numbering.label(shape) if counted else None,
            style=shape.style,
            style_name=self._styles.name_of(shape.style),
            outline=shape.outline,
            align=shape.align,
            left=shape.left,
            first=shape.first,
            page_break=shape.page_break or inline.breaks_page,
            mark_removed=removed,
        )

    # -- tables

    def _table(self, element) -> Grid:
        self._depth += 1
        self._extract.nested_tables += self._depth > 1
        rows = [
            each for each in _unwrapped(element) if each.tag == f"{W}tr" and not is_deleted(each)
        ]
        grid = Grid(
            rows=[self._row(row) for row in rows],
            widths=widths_of(element),
            heads=header_rows(rows),
            bordered=borders_of(element, self._styles),
        )
        merged_down(grid)
        self._depth -= 1
        return grid

    def _row(self, row) -> list[GridCell]:
        skipped = first(row, "trPr/gridBefore")
        at = 0 if skipped is None else number_of(skipped.get(f"{W}val"))
        cells = []
        for element in _unwrapped(row):
            if element.tag != f"{W}tc":
                continue
            columns, continues = cell_span(element)
            blocks = self._blocks_in(element)
            cells.append(GridCell(blocks, at, columns, 0 if continues else 1))
            at += columns
        return cells

    # -- headers and footers

    def _read_margins(self) -> None:
        """A letterhead in the header of the first page is read first; other words there are only told."""
        heads: list[Block] = []
        for kind, target in self._margins():
            root = self._package.xml(target)
            blocks = self._blocks_in(root) if root is not None else []
            words = " ".join(_words(blocks).split())
            if kind == "header" and not heads and _LETTERHEAD.search(words):
                heads = blocks
            elif any(map(str.isalpha, words)):
                self._extract.margins.append(words)
        self._extract.blocks = heads + self._extract.blocks

    def _margins(self) -> list[tuple[str, str]]:
        """(kind, part) of the headers and footers, each part once, those of the first page first."""
        relations = self._package.relations(self._package.main)
        found = {}
        references = list(self._body.iter(f"{W}headerReference", f"{W}footerReference"))
        references.sort(key=lambda each: each.get(f"{W}type") != "first")
        for each in references:
            kind, target = relations.get(each.get(f"{R}id", ""), ("", ""))
            if target:
                found.setdefault(target, kind)
        return [(kind, target) for target, kind in found.items()]


def _unwrapped(container) -> Iterator:
    """The block elements of a container, through content controls and the like."""
    for child in container:
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        elif child.tag == f"{MC}AlternateContent":
            yield from _unwrapped(chosen(child))
        else:
            yield child


def _joined(blocks: list[Block]) -> list[Block]:
    """Without deleted paragraphs; one whose mark alone is deleted runs on in the next."""
    kept: list[Block] = []
    for block in blocks:
        last = kept[-1] if kept else None
        if not (isinstance(last, Paragraph) and last.mark_removed):
            kept.append(block)
        elif not last.runs:
            kept[-1] = block
        elif isinstance(block, Paragraph):
            last.runs += block.runs
            last.mark_removed = block.mark_removed
        else:
            kept.append(block)
    if kept and isinstance(kept[-1], Paragraph) and kept[-1].mark_removed and not kept[-1].runs:
        kept.pop()
    return kept


def _mark_is_removed(properties) -> bool:
    return any(first(properties, f"rPr/{name}") is not None for name in ("del", "moveFrom"))


def _is_hidden(properties) -> bool:
    hidden = first(properties, "rPr/vanish")
    return hidden is not None and is_on(hidden)


def _turn(blocks: list[Block], section) -> None:
    """Mark the blocks of a section whose pages lie on their side."""
    size = first(section, "pgSz")
    if size is None:
        return
    width, height = (number_of(size.get(f"{W}{side}")) for side in ("w", "h"))
    for block in blocks:
        block.landscape = size.get(f"{W}orient") == "landscape" or width > height > 0


def _words(blocks: list[Block]) -> str:
    return " ".join(each.words for block in blocks for each in paragraphs_of(block))
