"""What the extraction of a .docx file gives: paragraphs and tables in the order of the page, nothing interpreted."""

from __future__ import annotations

from dataclasses import dataclass, field

from documents.model import Run, plain
from documents.reading.word.numbering import Label


@dataclass(slots=True)
class Paragraph:
    """One paragraph as it is shown. `runs` hold "\\n" for a line break and "\\t" for a tab; `label` is its automatic
    number, which is not in them. `style` is the id, `style_name` the name in Word; `outline` as in `Shape`."""

    runs: list[Run] = field(default_factory=list)
    label: Label | None = None
    style: str = ""
    style_name: str = ""
    outline: int | None = None
    align: str = ""
    left: int = 0
    first: int = 0
    page_break: bool = False
    landscape: bool = False
    mark_removed: bool = False  # its end is deleted by a tracked change; never so in an `Extract`

    @property
    def words(self) -> str:
        """Its words without the marks of footnotes."""
        return plain(tuple(self.runs))

    @property
    def is_bold(self) -> bool:
        """Whether every word is bold; False for an empty one."""
        spoken = [run for run in self.runs if run.text.strip() and not run.note]
        return bool(spoken) and all(run.bold for run in spoken)


@dataclass(slots=True)
class GridCell:
    """`rows` is 0 for a place that a merged cell above covers. `first` counts columns of the grid from 0."""

    blocks: list[Block] = field(default_factory=list)
    first: int = 0
    columns: int = 1
    rows: int = 1

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Its paragraphs with those of tables inside it, in order."""
        return [each for block in self.blocks for each in paragraphs_of(block)]


@dataclass(slots=True)
class Grid:
    """A table. `widths` in twentieths of a point; `heads` rows are marked to be repeated on each page."""

    rows: list[list[GridCell]] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    heads: int = 0
    bordered: bool = False
    landscape: bool = False

    @property
    def cells(self) -> list[GridCell]:
        """All cells that are not covered, row by row."""
        return [cell for row in self.rows for cell in row if cell.rows]


Block = Paragraph | Grid


def paragraphs_of(block: Block) -> list[Paragraph]:
    if isinstance(block, Paragraph):
        return [block]
    return [each for cell in block.cells for each in cell.paragraphs]


@dataclass(slots=True)
class WordNote:
    """A footnote or endnote with the mark that is printed for it."""

    marker: str
    paragraphs: list[Paragraph]


@dataclass(slots=True)
class Extract:
    """A whole file. `blocks` begin with a letterhead that stands in the header of the first page.

    `notes` are in the order of their marks. The counts tell how much was accepted or left out on the way.
    """

    blocks: list[Block] = field(default_factory=list)
    notes: list[WordNote] = field(default_factory=list)
    insertions: int = 0
    deletions: int = 0
    pictures: int = 0
    equations: int = 0
    nested_tables: int = 0
    contents: int = 0  # lines of a table of contents, which repeats headings
    old_letters: int = 0  # letters in fonts of TCVN3 or VNI
    unicode_letters: int = 0  # of these, letters of Vietnamese that such fonts do not have
    margins: list[str] = field(default_factory=list)  # words of headers and footers, left out
