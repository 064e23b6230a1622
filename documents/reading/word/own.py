"""Reading back the Word files we wrote: their styles say what each paragraph is, so nothing is guessed.

`read_docx(write_docx(document)) == normal_form(document)`. What a person added in Word in a style of another name
stays, too: as an item where it stands in the outline, else as a paragraph of opening or closing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from documents import wording
from documents.model import (
    AdministrativeDocument,
    Appendix,
    Footnote,
    Item,
    Letterhead,
    Signature,
    Source,
    Table,
    Unreadable,
    plain,
)
from documents.normal_form import Levels, normal_form, place_and_date_of, tree_of
from documents.normal_words import line
from documents.reading.labels import mark_of_label
from documents.reading.marks import Mark, mark_of
from documents.reading.word.extraction import extract
from documents.reading.word.own_roles import (
    EMPTY,
    IN_FRAMES,
    LEVELLED,
    cell_of,
    depth_of,
    is_filler,
    is_frame,
    joined,
    label_before_tab,
    marker_of,
    role_of,
    without,
)
from documents.reading.word.pieces import Block, Extract, Grid, Paragraph, paragraphs_of
from documents.reading.word.typed import depth_by_mark
from documents.word import styles
from documents.word.styles import Style

NOT_OURS = "Tệp Word này không do cổng tạo ra nên không đọc lại theo kiểu được."

# Of the paragraphs with words so many must be ours: one pasted from our file makes no file of ours.
_MOST_OURS = 0.5


def read_docx(data: bytes) -> AdministrativeDocument:
    """The document in a Word file that `write_docx` wrote, edited in Word or not, in its normal form.

    Raises Unreadable where the file is damaged or was not written by us.
    """
    found = extract(data)
    if not is_own(found):
        raise Unreadable(NOT_OURS)
    return OwnFile(found).document


def is_own(found: Extract) -> bool:
    """Whether a file was written by us: most of its paragraphs are in our styles."""
    every = [each for block in found.blocks for each in paragraphs_of(block)]
    ours = [role_of(each) is not None for each in every if each.words.strip() or each.label]
    return sum(ours) > len(ours) * _MOST_OURS if ours else any(map(role_of, every))


@dataclass
class _Part:
    """The main part or an appendix while it is read. `said` is the last depth, `titled` whether a title stood there."""

    levels: Levels = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    landscape: bool = False
    said: int = 0
    titled: bool = False


class OwnFile:
    """`document` is what the file says, with sources; `lines` are its paragraphs as they are printed, from 1."""

    def __init__(self, found: Extract):
        self.lines: list[str] = []
        self.opening_sources: list[Source] = []
        self.closing_sources: list[Source] = []
        self._fields: dict = {}
        self._has_nation = False
        self._lists: dict[str, list] = {}
        self._parts = [_Part()]
        self._lead_in: tuple[int, Item] | None = None
        self._caption: tuple[int, Item] | None = None
        self._notes: list[Footnote] = []
        self._last: Style | None = None
        for block in found.blocks:
            self._add(block)
        self._settle()
        self._notes[:0] = [self._footnote(note) for note in found.notes]
        self.document = normal_form(self._document())

    # -- blocks

    def _add(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._add_paragraph(block)
        elif any(is_frame(each) for each in paragraphs_of(block)):
            for each in paragraphs_of(block):
                self._add_paragraph(each)
        else:
            self._add_table(block)

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        told = role_of(paragraph)
        if told and told[0] in EMPTY:
            told = None
        if told is None:
            self._add_foreign(paragraph)
            return
        role, depth = told
        self._settle(waits=role is styles.CAPTION)
        source = self._source(paragraph)
        self._last = role
        if role in LEVELLED.values():
            self._add_levelled(paragraph, role, depth, source)
        else:
            self._add_fixed(paragraph, role, source)

    def _source(self, paragraph: Paragraph) -> Source:
        label = f"{paragraph.label.text} " if paragraph.label else ""
        words = "".join(run.text for run in paragraph.runs)
        self.lines.append(line(label + words))
        return Source(len(self.lines), len(self.lines))

    # -- head, foot and what stands between them

    def _add_fixed(self, paragraph: Paragraph, role: Style, source: Source) -> None:
        words = " ".join("".join(run.text for run in paragraph.runs).split())
        if role in (styles.NATION, styles.MOTTO):
            self._has_nation = True
        elif role in (styles.NUMBER, styles.LETTER_NUMBER):
            self._read_number(words, role)
        elif role is styles.PLACE_DATE:
            self._fields |= place_and_date_of(words)
        elif role is styles.ADDRESSEE:
            self._say(role, words.removeprefix("Kính gửi:"))
        elif role in (styles.BASIS, styles.OPENING):
            self._say(styles.OPENING, tuple(paragraph.runs))
            self.opening_sources += [source] if words else []
        elif role is styles.CLOSING:
            self._say(role, tuple(paragraph.runs))
            self.closing_sources += [source] if words else []
        elif role is styles.STRAY_NOTE:
            self._read_stray_note(paragraph)
        elif role is styles.APPENDIX:
            self._parts.append(_Part(landscape=paragraph.landscape))
        elif role is styles.APPENDIX_TITLE:
            self._parts[-1].title.append(words)
        else:
            self._say(role, words)

    def _say(self, role: Style, words) -> None:
        self._lists.setdefault(role.id, []).append(words)

    def _said(self, role: Style) -> tuple:
        return tuple(self._lists.get(role.id, ()))

    def _read_number(self, words: str, role: Style) -> None:
        number, slash, symbol = words.removeprefix("Số:").partition("/")
        bare = number.strip()
        if slash and (not bare or (bare.isascii() and bare.isdigit() and len(bare) < 10)):
            self._fields |= {"number": int(bare) if bare else None, "symbol": symbol}
        else:
            self._fields["symbol"] = words.removeprefix("Số:").strip()
        if role is styles.LETTER_NUMBER:
            self._fields["kind"] = wording.LETTER

    def _read_stray_note(self, paragraph: Paragraph) -> None:
        runs = list(paragraph.runs)
        marker = runs.pop(0).text if runs and runs[0].note else ""
        self._notes.append(Footnote(marker, tuple(runs)))

    @staticmethod
    def _footnote(note) -> Footnote:
        runs = list(joined(note.paragraphs))
        # A mark that Word does not count is typed again before the words.
        if runs and runs[0].note:
            runs.pop(0)
        return Footnote(note.marker, tuple(runs))

    # -- the outline

    def _add_levelled(self, paragraph: Paragraph, role: Style, depth: int, source: Source) -> None:
        runs = tuple(paragraph.runs)
        marker = marker_of(paragraph.label.text) if paragraph.label else ""
        if role in (styles.TYPED, styles.TYPED_TITLE, styles.LEAD_IN) and not marker:
            label, runs = label_before_tab(runs)
            marker = marker_of(label)
        if role is styles.CAPTION:
            self._caption = (depth, Item(marker, text=runs, source=source))
        elif role is styles.LEAD_IN and not plain(runs).strip():
            self._lead_in = (depth, Item(marker, source=source))
        elif role in styles.HEADINGS:
            self._put(depth, Item(marker, heading=runs, source=source))
        else:
            self._put(depth, Item(marker, text=runs, source=source))

    def _put(self, depth: int, item: Item) -> None:
        part = self._parts[-1]
        part.levels.append((depth, item))
        part.said, part.titled = depth, bool(item.heading)

    def _settle(self, *, waits: bool = False) -> None:
        """A label or a caption that no table follows is words like others."""
        if self._lead_in and not waits:
            self._put(*self._lead_in)
            self._lead_in = None
        if self._caption:
            self._put(*self._caption)
            self._caption = None

    def _add_foreign(self, paragraph: Paragraph) -> None:
        """A paragraph in a style that is not ours, typed by a person: it is part of what stands around it."""
        runs = tuple(paragraph.runs)
        if not (plain(runs).strip() or paragraph.label or any(run.note for run in runs)):
            return
        self._settle()
        source = self._source(paragraph)
        if self._is_in_outline(paragraph):
            self._put(*self._foreign_item(paragraph, source))
        elif self._last is not None and self._last in IN_FRAMES:
            self._say(self._last, line(plain(runs)))
        elif self._said(styles.CLOSING) or self._parts[0].levels:
            self._say(styles.CLOSING, runs)
            self.closing_sources.append(source)
        else:
            self._say(styles.OPENING, runs)
            self.opening_sources.append(source)

    def _is_in_outline(self, paragraph: Paragraph) -> bool:
        if len(self._parts) > 1 or self._last in LEVELLED.values():
            return True
        opens = self._last in (None, styles.KIND, styles.SUBJECT, styles.BASIS, styles.OPENING)
        marked = paragraph.label or mark_of(line(paragraph.words), starred=False)
        return bool(opens and marked)

    def _foreign_item(self, paragraph: Paragraph, source: Source) -> tuple[int, Item]:
        runs = tuple(paragraph.runs)
        if paragraph.label:
            mark = mark_of_label(paragraph.label.text)
            marker = marker_of(paragraph.label.text)
        else:
            mark, _ = mark_of(line(plain(runs)), starred=False) or (None, "")
            marker = mark.marker if mark else ""
            runs = without(runs, mark.printed) if mark else runs
        item = Item(marker, source=source)
        name = "heading" if item.is_section else "text"
        return self._depth_of(mark), replace(item, **{name: runs})

    def _depth_of(self, mark: Mark | None) -> int:
        part = self._parts[-1]
        by_mark = depth_by_mark(mark, part.levels) if mark else None
        around = part.said + 1 if part.titled else part.said
        return around if by_mark is None else by_mark

    # -- tables

    def _add_table(self, grid: Grid) -> None:
        if depth_of(grid) is None and not any(e.words.strip() for e in paragraphs_of(grid)):
            return
        depth, holder = self._place_of(grid)
        caption = line(plain(self._caption[1].text)) if self._caption else ""
        self._lead_in = self._caption = None
        first = len(self.lines) + 1
        table = self._table(grid, caption)
        source = holder.source or Source(first, max(len(self.lines), first))
        self._put(depth, replace(holder, table=table, source=source))
        self._last = styles.BODY_CELL

    def _place_of(self, grid: Grid) -> tuple[int, Item]:
        if self._lead_in:
            return self._lead_in
        part = self._parts[-1]
        around = part.said + 1 if part.titled else part.said
        own = depth_of(grid)
        if self._caption:
            return self._caption[0], Item()
        return (around if own is None else own), Item()

    def _table(self, grid: Grid, caption: str) -> Table:
        rows = []
        for row in grid.rows:
            cells = tuple(cell_of(cell) for cell in row if cell.rows and not is_filler(cell))
            rows.append(cells)
            words = (" ".join(plain(cell.text).split()) for cell in cells)
            self.lines.append(" | ".join(words))
        return Table(tuple(rows), grid.heads, tuple(map(float, grid.widths)), caption)

    # -- the whole

    def _document(self) -> AdministrativeDocument:
        main, *appendices = self._parts
        kinds = self._said(styles.KIND)
        subjects = self._said(styles.SUBJECT)
        about = [each.removeprefix("V/v ") for each in self._said(styles.LETTER_SUBJECT)]
        fields = {"kind": "\n".join(kinds)} | self._fields
        return AdministrativeDocument(
            **fields,
            subject=" ".join(about) if about else "\n".join(subjects),
            letterhead=self._letterhead(),
            addressees=(*self._said(styles.ADDRESSEE), *self._said(styles.LISTED_ADDRESSEE)),
            opening=self._said(styles.OPENING),
            items=tree_of(main.levels),
            closing=self._said(styles.CLOSING),
            recipients=self._said(styles.RECIPIENT),
            signature=self._signature(),
            footnotes=tuple(self._notes),
            appendices=tuple(
                Appendix("\n".join(each.title), tree_of(each.levels), each.landscape)
                for each in appendices
            ),
        )

    def _letterhead(self) -> Letterhead | None:
        superior, issuer = self._said(styles.SUPERIOR), self._said(styles.ISSUER)
        if not (self._has_nation or superior or issuer):
            return None
        return Letterhead(superior, issuer)

    def _signature(self) -> Signature | None:
        authority, name = self._said(styles.AUTHORITY), self._said(styles.SIGNER)
        if not (authority or name):
            return None
        return Signature(authority, " ".join(name))
