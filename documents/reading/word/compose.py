"""From the paragraphs and tables of a Word file to the lines that head, outline and foot are read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from documents.model import Finding, Unreadable
from documents.reading.footnotes import Note, Pages, part_pages
from documents.reading.head import type_of
from documents.reading.layout import layout_of
from documents.reading.marks import mark_of
from documents.reading.word.extraction import extract
from documents.reading.word.grids import (
    column_by_column,
    is_foot,
    is_frame,
    is_letterhead,
    row_words,
    table_of,
)
from documents.reading.word.own import OwnFile, is_own
from documents.reading.word.pieces import Block, Extract, Grid, Paragraph
from documents.reading.word.remarks import remarks_on
from documents.reading.word.words import gathered, line_of, plain_words, split_at_breaks
from documents.sniff import IN_OLD_FONTS, NO_WORDS, refuse_other_languages
from documents.text import Line, ends_sentence

_CAPTION = re.compile(
    r"^(?:Bảng|Biểu|Biểu mẫu|Bảng số|Biểu số)\s+(?:số\s+)?[\dIVX]+\b", re.IGNORECASE
)
_ADDRESSED = re.compile(r"^Kính gửi\b", re.IGNORECASE)
_FOOT = re.compile(r"^Nơi\s+nhận\s*:?", re.IGNORECASE)
_APPENDIX = re.compile(r"^phụ lục\b", re.IGNORECASE)
_LONGEST_HEAD_LINE = 200
_MOST_OLD_FONT = 0.2  # share of letters
_PICTURES_ONLY = (
    "Tệp Word chỉ có hình ảnh, không có chữ (có thể là bản quét); hãy tải lên bản có chữ."
)


def pages_of_word(data: bytes) -> Pages:
    """The lines of a .docx file with its notes. Raises Unreadable, with one Vietnamese sentence, where it is damaged,
    has no words, or words in another language or in the letters of old fonts."""
    found = extract(data)
    if is_own(found):
        return Pages(lines=(), findings=tuple(remarks_on(found)), own=OwnFile(found))
    composer = Composer()
    for block in found.blocks:
        composer.add(block)
    lines = composer.lines
    _refuse(found, lines)
    notes = composer.add_notes(found)
    laid_out = _as_laid_out(lines)
    return Pages(
        lines=laid_out.lines,
        notes=(*laid_out.notes, *notes),
        page_numbers=laid_out.page_numbers,
        source_lines=tuple(composer.source),
        findings=(*remarks_on(found), *_broken_off(laid_out.lines)),
        landscape=frozenset(composer.landscape),
    )


class Composer:
    """Takes the blocks one by one, in order, and numbers the lines as a person sees them."""

    def __init__(self):
        self.lines: list[Line] = []
        self.source: list[str] = []
        self.landscape: list[int] = []
        self._in_head = True  # above the type of the document, where each line stands for itself
        self._in_foot = False

    def add(self, block: Block) -> None:
        """A block of the body."""
        first = len(self.source) + 1
        if isinstance(block, Paragraph):
            self._add_paragraph(block)
        elif is_frame(block):
            for cell in block.cells:
                for inner in cell.blocks:
                    self.add(inner)
        elif self._is_layout(block):
            for paragraph in column_by_column(block):
                self._add_paragraph(paragraph, alone=True)
        elif block.cells:
            self._add_table(block)
        if block.landscape:
            self.landscape += range(first, len(self.source) + 1)

    def add_notes(self, found: Extract) -> tuple[Note, ...]:
        """The notes, below all other lines."""
        notes = []
        for note in found.notes:
            lines = []
            for paragraph in note.paragraphs:
                runs = list(gathered(split_at_breaks(paragraph.runs), " "))
                line = line_of(len(self.source) + 1, runs, label=_label(paragraph))
                line = line if lines else _without_own_mark(line, note.marker)
                if line.text:
                    self.source.append(line.text if lines else f"[{note.marker}] {line.text}")
                    lines.append(line)
            first = lines[0].number if lines else max(len(self.source), 1)
            notes.append(Note(note.marker, first, lines))
        return tuple(notes)

    # -- paragraphs

    def _add_paragraph(self, paragraph: Paragraph, *, alone: bool = False) -> None:
        pieces = self._pieces(paragraph, alone)
        for at, runs in enumerate(pieces):
            label = paragraph.label if at == 0 else None
            line = line_of(
                len(self.source) + 1,
                runs,
                label=label.text if label else "",
                glued=label.glued if label else False,
                level=label.level if label else None,
                align=paragraph.align if paragraph.align in ("center", "right") else "",
                outline=paragraph.outline,
            )
            self._put(line, plain_words(runs), paragraph)

    def _put(self, line: Line, words: str, paragraph: Paragraph) -> None:
        if line.label and not words:
            # A number without words is printed, but says nothing.
            line = replace(line, text="", raw="", label="")
        if paragraph.page_break and not line.text:
            return
        self._in_head = self._in_head and not _ends_head(line, words)
        if not self._in_foot and _FOOT.match(words):
            self._in_foot = True
        if _APPENDIX.match(words):
            self._in_foot = False
        self.lines.append(line)
        self.source.append(line.text)

    def _pieces(self, paragraph: Paragraph, alone: bool) -> list:
        """The runs of each line that stands for itself: at line breaks in head and foot, and before a new mark."""
        lines = split_at_breaks(paragraph.runs)
        if len(lines) == 1:
            return lines
        if alone or self._in_head or self._in_foot or paragraph.align in ("center", "right"):
            filled = [line for line in lines if plain_words(line)]
            return filled or lines[:1]
        pieces = [lines[0]]
        for line in lines[1:]:
            before, words = plain_words(pieces[-1]), plain_words(line)
            if mark_of(words, starred=False) and (ends_sentence(before) or not before):
                pieces.append(line)
            else:
                pieces[-1] = list(gathered([pieces[-1], line], " "))
        return pieces

    # -- tables

    def _is_layout(self, grid: Grid) -> bool:
        if self._in_head and (is_letterhead(grid) or not grid.bordered):
            return True
        if is_foot(grid) or (self._in_foot and not grid.bordered):
            self._in_foot = True
            return True
        return False

    def _add_table(self, grid: Grid) -> None:
        caption = self._caption()
        number = len(self.source) + 1
        last = number + len(grid.rows) - 1
        table = table_of(grid, caption)
        self.lines.append(
            Line(number, "", "", is_paragraph=True, styles=(), table=table, last=last)
        )
        self.source += map(row_words, grid.rows)

    def _caption(self) -> str:
        """The words of the paragraph above where they are the title of a table; they leave the lines."""
        at = next((i for i in range(len(self.lines) - 1, -1, -1) if self.lines[i].text), -1)
        if at < 0 or self.lines[at].number < len(self.source) - 1:
            return ""
        line = self.lines[at]
        if "\ue000" in line.text or not (_CAPTION.match(line.text)):
            return ""
        self.lines[at] = replace(line, text="", raw="", styles=(), label="")
        return line.text


def _broken_off(lines: Iterable[Line]) -> Iterator[Finding]:
    """Paragraphs that seem to go on with the one before: each is kept as it stands, and asked about."""
    filled = [line for line in lines if line.text and line.is_paragraph]
    for before, line in pairwise(filled):
        fresh = line.label or line.align or mark_of(line.text, starred=False)
        ended = ends_sentence(before.text) or before.text.isupper() or before.text.endswith(",")
        if not fresh and not ended and line.text[0].islower() and not _FOOT.match(before.text):
            yield Finding(
                "layout.broken_paragraph",
                f"Đoạn ở dòng {line.number} bắt đầu bằng chữ thường, có thể nối tiếp đoạn trước; hãy kiểm tra.",
                line.number,
                sure=0.5,
            )


def _label(paragraph: Paragraph) -> str:
    return paragraph.label.text if paragraph.label else ""


def _ends_head(line: Line, words: str) -> bool:
    return bool(
        type_of(words)
        or _ADDRESSED.match(words)
        or line.label
        or mark_of(words, starred=False)
        or len(words) > _LONGEST_HEAD_LINE
    )


def _without_own_mark(line: Line, marker: str) -> Line:
    """A mark of the writer's own is typed again where the note begins."""
    rest = line.text.removeprefix(marker).lstrip(" .)")
    if marker.isdigit() or rest == line.text or line.label:
        return line
    cut = len(line.text) - len(rest)
    styles = tuple(
        replace(each, start=max(each.start - cut, 0), end=each.end - cut)
        for each in line.styles
        if each.end > cut
    )
    return replace(line, text=rest, styles=styles)


def _as_laid_out(lines: list[Line]) -> Pages:
    """In a file converted from pages each printed line is a paragraph: then its words decide what goes on, and notes
    and page numbers stand between the lines."""
    loose = tuple(
        line if line.table or line.label else replace(line, is_paragraph=False) for line in lines
    )
    return part_pages(loose) if layout_of(loose).wrapped else Pages(tuple(lines))


def _refuse(found: Extract, lines: list[Line]) -> None:
    text = " ".join(
        [line.text for line in lines] + [_words_in(line) for line in lines if line.table]
    )
    letters = sum(map(str.isalpha, text))
    garbled = found.unicode_letters < found.old_letters * 0.03
    if garbled and found.old_letters > letters * _MOST_OLD_FONT:
        raise Unreadable(IN_OLD_FONTS)
    if letters < 100:
        raise Unreadable(_PICTURES_ONLY if found.pictures else NO_WORDS)
    refuse_other_languages(text)


def _words_in(line: Line) -> str:
    return " ".join(run.text for row in line.table.rows for cell in row for run in cell.text)
