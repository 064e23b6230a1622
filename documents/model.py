"""The administrative document (văn bản hành chính) as a tree: the waist between reading and writing.

Everything that is read becomes an `AdministrativeDocument`, everything that is written comes from one.
Pure Python: no Django, no database, no plan and no task.

One block, one `Item`. An item is a section ("I. MỤC ĐÍCH"), a numbered item ("1. Mục đích:"), a bullet ("- ...")
or, without a marker, a title, a plain paragraph, a table or a chart. What stands below hangs below it as `children`,
in order of the page, so a paragraph between two bullets keeps its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. With `note`, the mark of a footnote (its text is the printed mark)."""

    text: str
    bold: bool = False
    italic: bool = False
    note: bool = False


Text = tuple[Run, ...]


def plain(text: Text) -> str:
    """The words alone, footnote marks left out."""
    return "".join(run.text for run in text if not run.note)


def text_of(words: str) -> Text:
    """Plain words as `Text`; an empty string is an empty text."""
    return (Run(words),) if words else ()


@dataclass(frozen=True, slots=True)
class Cell:
    text: Text = ()
    columns: int = 1
    rows: int = 1
    align: str = ""  # "", "left", "center", "right"


@dataclass(frozen=True, slots=True)
class Table:
    """`rows[0:header_rows]` is the head, repeated on each page. `widths` are shares of the whole, or empty."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    widths: tuple[float, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One row of bars, or one line: a value for each category, None where there is none."""

    name: str = ""
    values: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers to be drawn: `kind` "bar" (one below the other, for names may be long) or "line". Nothing but the data.

    The table of the same numbers stands below it: who cannot see the picture loses nothing. Of kind "code" it is the
    title as a QR code, for print alone: Word files leave it out.
    """

    title: str = ""
    kind: str = "bar"
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo by the SHA-256 of its JPEG bytes, which whoever prints the document hands over beside it.

    `caption` stands below it; `alt` is what it shows, for who cannot see it.
    """

    sha256: str
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a block was found: physical lines of the input, 1-based and inclusive."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Footnote:
    marker: str
    text: Text
    # A note that runs on at the foot of the next page was found in two places.
    sources: tuple[Source, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """`marker` as printed but without its dot or bracket: "I", "1", "1.1", "a", "-", "+", "*", or "" for none.

    Either `heading` (a title that stands alone on its line, printed with its colon if it has one) or `text`
    (running words) or `table` or `chart` or `photos` (two to a row) is filled, never two of them.
    """

    marker: str = ""
    heading: Text = ()
    text: Text = ()
    table: Table | None = None
    children: tuple[Item, ...] = ()
    # Not part of what the document says, so two readings of it may differ here and still be equal.
    source: Source | None = field(default=None, compare=False)
    chart: Chart | None = None
    photos: tuple[Photo, ...] = ()

    @property
    def is_section(self) -> bool:
        """A section (mục) "I", or the part (phần) above it: "A", "Phần I", "Phần thứ nhất"."""
        roman_or_letter = set(self.marker) <= set("IVXLC") or self.marker in tuple("ABDEGH")
        return bool(self.marker) and (roman_or_letter or self.is_part)

    @property
    def is_part(self) -> bool:
        return self.marker.casefold().startswith("phần ")

    @property
    def label(self) -> str:
        """The marker as it is printed: "I.", "1.1.", "a)", "-", "+", "*", "Phần I" or ""."""
        if not self.marker or self.marker in "-+*" or self.is_part:
            return self.marker
        return (
            f"{self.marker})"
            if self.marker.isalpha() and self.marker.islower()
            else f"{self.marker}."
        )

    def walk(self) -> Iterator[Item]:
        """This item and all below it, in the order of the page."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Upper left of page 1 (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.2): each a line in capital letters."""

    superior: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """`authority` holds the lines above the name: ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")."""

    authority: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    title: str = ""
    items: tuple[Item, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class AdministrativeDocument:
    """`number` is None while it has not been given; `place_and_date` keeps a date that is printed incomplete."""

    kind: str = ""  # "KẾ HOẠCH", "BÁO CÁO", "CÔNG VĂN"
    subject: str = ""  # trích yếu
    letterhead: Letterhead | None = None
    number: int | None = None
    symbol: str = ""  # "KH-UBND"
    place: str = ""
    date: date | None = None
    addressees: tuple[str, ...] = ()  # Kính gửi
    opening: tuple[Text, ...] = ()
    items: tuple[Item, ...] = ()
    closing: tuple[Text, ...] = ()
    recipients: tuple[str, ...] = ()  # Nơi nhận, without dash and closing sign
    signature: Signature | None = None
    footnotes: tuple[Footnote, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    place_and_date: str = ""
    landscape: bool = False  # a register: its table stands across the page
    dense: bool = (
        False  # a sheet for a meeting, no document of the decree: small letters, narrow margins
    )

    def walk(self) -> Iterator[Item]:
        """Every item of the body in the order of the page, appendices left out."""
        for item in self.items:
            yield from item.walk()

    def photos(self) -> Iterator[Photo]:
        """Every photo, those of the appendices with them."""
        for items in (self.items, *(each.items for each in self.appendices)):
            for item in items:
                for each in item.walk():
                    yield from each.photos

    def with_changes(self, **fields) -> AdministrativeDocument:
        return replace(self, **fields)


@dataclass(frozen=True, slots=True)
class Correction:
    """A change that a person may order with one press: in the text at `place`, `old` becomes `new`.

    `place` is the way to the text: ("items", 2, 0) is the first child of the third item, ("opening", 0),
    ("closing", 0), ("recipients", 3), or a field of the document by its name, ("subject",). `at` is the offset
    of `old` in the plain words there; -1 means that `old` is the whole and `new` replaces it. ("items", 2, "numbers")
    are the markers of the children of the third item, a blank between them: a list is numbered anew as one.
    """

    place: tuple[str | int, ...]
    old: str
    new: str
    at: int = -1


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to show a person. `sure` 0..1; below 0.8 it is asked as a question, never taken as a fact."""

    code: str
    message: str  # Vietnamese, one sentence: what, where, what to do
    line: int | None = None
    severity: str = "warn"  # "error", "warn", "info"
    sure: float = 1.0
    rule: str = ""  # "F01" to "F24" where it comes of a rule of the form
    place: tuple[str | int, ...] = ()  # as in `Correction`; () where it concerns the whole document
    correction: Correction | None = None
    hit: str = ""  # the words at `place` that are meant, and where they begin there
    at: int = -1


@dataclass(frozen=True, slots=True)
class Citation:
    """A document named in the text. `date` is None where not printed; `shared_date` where printed once for two."""

    kind: str
    number: str
    date: date | None = None
    issuer: str = ""
    mentions: int = 1
    line: int | None = None
    shared_date: date | None = None
    text: str = ""  # the words it was read from
    sure: float = 1.0
    other_dates: tuple[date, ...] = ()  # further dates printed beside the same number
    subject: str = (
        ""  # what it is about, in the words behind its issuer; of a law with a number its name
    )


@dataclass(frozen=True, slots=True)
class Deadline:
    """A dated duty in its own words. `date` is the date written; the qualifier ("trước ngày") is not applied."""

    text: str
    date: date
    qualifier: str = ""
    who: str = ""
    what: str = ""
    line: int | None = None
    sure: float = 1.0
    first: date | None = (
        None  # of a stretch of time ("từ ngày … đến ngày …", "Quý IV"); `date` is its last day
    )
    to: str = ""  # who receives what is due
    result: str = ""  # expected product (sản phẩm), where a table or a label names it
    partners: tuple[str, ...] = ()  # who works along (phối hợp)
    last_line: int | None = None  # where the words end
    # Fields that the words around suggest and do not say ("to"): to be asked, however sure the date is.
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodicDuty:
    """A duty that comes again. `periods`: "weekly", "monthly", "quarterly", "half_yearly", "nine_monthly",
    "yearly", "ad_hoc" (đột xuất), "continuous" (thường xuyên), "periodic" (định kỳ, how often not said)."""

    text: str
    periods: tuple[str, ...]
    who: str = ""
    what: str = ""
    to: str = ""
    line: int | None = None
    sure: float = 1.0
    result: str = ""
    partners: tuple[str, ...] = ()
    last_line: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A number to be reached. `comparator`: "=", ">=", "<="; `unit` as printed ("mô hình", "%")."""

    text: str
    value: float
    unit: str = ""
    comparator: str = "="
    line: int | None = None
    sure: float = 1.0
    last_line: int | None = None


@dataclass(frozen=True, slots=True)
class Assignee:
    """Somebody who is given work. `relation`: "assigned" (giao) or "requested" (đề nghị)."""

    name: str
    relation: str = "assigned"
    line: int | None = None
    text: str = ""  # the words it was read from
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What `read` found: the document, what was understood of it, and what a person should look at."""

    document: AdministrativeDocument
    year: int | None = None
    issuing_unit: str = ""
    deadlines: tuple[Deadline, ...] = ()
    assignees: tuple[Assignee, ...] = ()
    citations: tuple[Citation, ...] = ()
    findings: tuple[Finding, ...] = ()
    source_lines: tuple[str, ...] = ()
    periodic_duties: tuple[PeriodicDuty, ...] = ()
    targets: tuple[Target, ...] = ()
    # Documents named without a number: "Luật Thực hiện dân chủ ở cơ sở". `text` holds the name.
    unnumbered: tuple[Citation, ...] = ()
    opening_sources: tuple[Source, ...] = ()
    closing_sources: tuple[Source, ...] = ()
    stamps: tuple[str, ...] = ()  # lines that digital signatures left


class Unreadable(Exception):
    """The input is no plan that can be read. The message is one Vietnamese sentence for the person at the screen."""
