"""Reading a document from a file: letterhead, outline, notes, foot, and what was understood of them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from documents.checking.years import year_of
from documents.kinds import PLAN
from documents.model import (
    AdministrativeDocument,
    Appendix,
    Finding,
    Footnote,
    Item,
    Reading,
    Run,
    Source,
    Text,
    Unreadable,
)
from documents.reading import checks, form_checks
from documents.reading.blocks import Block, blocks_of, joined
from documents.reading.foot import Foot, foot_start, read_foot
from documents.reading.footnotes import Note, Pages
from documents.reading.head import Head, not_a_plan, read_head
from documents.reading.issuer import issuing_unit_of
from documents.reading.layout import layout_of
from documents.reading.marks import TITLES, mark_of
from documents.reading.outline import outline_of
from documents.reading.own import reading_of_own
from documents.reading.sources import pages_of
from documents.reading.titles import with_titles
from documents.reading.understood import sources_of, understood
from documents.rich_text import merged
from documents.text import Line, ends_sentence, squeeze, unmarked

_CLOSING = re.compile(r"^Trên đây\b")
_BEFORE_CLOSING = re.compile(r"^Trong quá trình\b")
_ADDRESSED = re.compile(r"^Kính gửi\s*:?\s*", re.IGNORECASE)
_APPENDIX_LABEL = re.compile(
    r"^phụ lục\b(?:\s+(?:số\s+)?(?:[IVX]+|\d+)\b)?\s*[:.–-]?\s*", re.IGNORECASE
)
_ATTACHED = re.compile(r"^[*_]*\(\s*(?:ban hành\s+)?kèm theo\b", re.IGNORECASE)
_TOP = ("part", "letter", "section", *TITLES)
NO_ITEMS = (
    "Không tìm thấy mục nào (I., II. hoặc 1., 2.) trong kế hoạch nên chưa thể đọc; "
    "hãy kiểm tra lại tệp."
)


def read_plan(data: bytes, filename: str) -> Reading:
    """The plan in a file, as `read` gives it. Raises Unreadable also where the file holds another kind of document."""
    reading = read(data, filename)
    if reading.document.kind != PLAN:
        raise Unreadable(not_a_plan(reading.document.kind))
    if not reading.document.items:
        raise Unreadable(NO_ITEMS)
    return reading


def read(data: bytes, filename: str) -> Reading:
    """The document in a file and everything a person should look at.

    No word is changed and none is guessed: what is doubtful is a finding. Raises Unreadable with one Vietnamese
    sentence where the file is no administrative document that can be read.
    """
    return reading_of(pages_of(data, filename))


def reading_of(pages: Pages) -> Reading:
    """The document in lines of whatever origin. Raises Unreadable where they are no administrative document."""
    if pages.own:
        return reading_of_own(pages, _year_findings)
    head = read_head(list(pages.lines))
    rest = list(pages.lines[head.body :])
    foot_at = foot_start(rest)
    foot, appendix_at = read_foot(rest[foot_at:])
    body = Body(rest[:foot_at], pages.notes)
    appendices = _appendices(rest[foot_at + appendix_at :], pages.landscape)
    document = _document(head, body, foot, appendices)
    return _understood(document, head, body, foot, pages)


class Body:
    """The blocks between head and foot, parted into opening, outline and closing."""

    def __init__(self, lines: list[Line], notes: tuple[Note, ...]):
        blocks = with_titles(blocks_of(lines, layout_of(lines)))
        start = _first_item(blocks)
        end = _closing_at(blocks, start)
        self.opening, self.addressees = _addressed(blocks[:start])
        self.outline = blocks[start:end]
        self.closing = blocks[end:]
        self.notes = [(note, joined(note.lines)) for note in notes if note.lines]
        self.by_line = {block.first: block for block in self.outline}

    @property
    def passages(self) -> list[Block]:
        """Every block with running words, in the order of the file."""
        blocks = [*self.opening, *self.outline, *self.closing, *(block for _, block in self.notes)]
        return sorted(blocks, key=lambda block: block.first)

    def line_of(self, item: Item, offset: int) -> int:
        return self.by_line[item.source.first].line_at(offset)

    def line_at(self, document: AdministrativeDocument, place: tuple, offset: int) -> int | None:
        """The line of a letter at a place of the document (`Correction`), None outside the body."""
        part, *path = place or ("",)
        if part in ("opening", "closing") and path:
            return getattr(self, part)[path[0]].line_at(offset)
        if part == "footnotes" and path:
            return self.notes[path[0]][1].line_at(offset)
        if part != "items" or not all(isinstance(step, int) for step in path):
            return None
        items = document.items
        for step in path:
            item, items = items[step], items[step].children
        block = self.by_line.get(item.source.first) if item.source else None
        return block.line_at(offset) if block else None


def _first_item(blocks: list[Block]) -> int:
    """Where the outline begins: at the first section, in a document without sections at the first numbered item.

    At a table above it; the number of blocks where there is none of them.
    """
    kinds = [block.mark.kind if block.mark else "" for block in blocks]
    table = next((at for at, block in enumerate(blocks) if block.table), len(blocks))
    for wanted in (_TOP, ("number",)):
        for at, kind in enumerate(kinds):
            if kind in wanted:
                return min(at, table)
    return table


def _closing_at(blocks: list[Block], start: int) -> int:
    if start == len(blocks):
        return start
    last_mark = max(at for at, block in enumerate(blocks) if block.mark or block.table)
    for at in range(max(last_mark, start) + 1, len(blocks)):
        if _CLOSING.match(blocks[at].words):
            announced = _BEFORE_CLOSING.match(blocks[at - 1].words) and not blocks[at - 1].mark
            return at - 1 if announced else at
    last = len(blocks) - 1
    # A lone paragraph below a title is the text of that title, even where it ends the plan.
    titled = not blocks[last_mark].table and _is_title(blocks[last_mark].plain)
    below_title = last == last_mark + 1 and titled
    ends_plan = last > last_mark and blocks[last].words.rstrip("*_ ").endswith("./.")
    return last if ends_plan and not below_title else len(blocks)


def _is_title(words: str) -> bool:
    return words.endswith(":") or not ends_sentence(words)


def _addressed(blocks: list[Block]) -> tuple[list[Block], tuple[str, ...]]:
    """The opening without its lines Kính gửi, and who stands in them."""
    opening: list[Block] = []
    addressees: list[str] = []
    listing = False
    for block in blocks:
        if match := _ADDRESSED.match(block.words):
            listing = True
            addressees += [block.words[match.end() :].strip(" ;.")]
        elif listing and block.mark:
            addressees.append(block.words.strip(" ;."))
        else:
            listing = False
            opening.append(block)
    return opening, tuple(name for name in addressees if name)


def _with_mark(block: Block) -> Text:
    printed = f"{block.mark.printed} " if block.mark else ""
    return (Run(printed), *block.runs) if printed else block.runs


def _appendices(lines: list[Line], landscape: frozenset[int]) -> tuple[Appendix, ...]:
    """What follows the signature, cut at each line "Phụ lục"."""
    starts = [at for at, line in enumerate(lines) if re.match(r"(?i)phụ lục\b", line.text)]
    bounds = pairwise([*starts, len(lines)])
    return tuple(_appendix(lines[start:end], landscape) for start, end in bounds)


def _appendix(lines: list[Line], landscape: frozenset[int]) -> Appendix:
    """Its title alone: "Phụ lục I" above and "(Kèm theo Kế hoạch số …)" below are printed anew."""
    title = [_APPENDIX_LABEL.sub("", lines[0].text)]
    at = 1
    while at < len(lines) and _goes_on_title(lines[at]):
        title.append(lines[at].text)
        at += 1
    at = _after_attachment(lines, at)
    items = outline_of(blocks_of(lines[at:], layout_of(lines[at:])))
    return Appendix(squeeze(" ".join(title)), items, lines[0].number in landscape)


def _goes_on_title(line: Line) -> bool:
    if line.table or _ATTACHED.match(line.text):
        return False
    centred = line.align == "center" and not line.text.startswith("(")
    return not line.text or ((line.text.isupper() or centred) and mark_of(line.text) is None)


def _after_attachment(lines: list[Line], at: int) -> int:
    """The index after "(Kèm theo …)", which may fill two or three lines."""
    if at < len(lines) and _ATTACHED.match(lines[at].text):
        for end in range(at, min(at + 3, len(lines))):
            if lines[end].text.rstrip("*_").endswith(")"):
                return end + 1
    return at


def _document(head: Head, body: Body, foot: Foot, appendices) -> AdministrativeDocument:
    return AdministrativeDocument(
        kind=head.kind,
        subject=unmarked(head.subject),
        letterhead=head.letterhead,
        number=head.number,
        symbol=head.symbol,
        place=head.place,
        date=head.date,
        place_and_date=head.place_and_date,
        addressees=body.addressees,
        opening=tuple(merged(_with_mark(block)) for block in body.opening),
        items=outline_of(body.outline),
        closing=tuple(block.runs for block in body.closing),
        recipients=tuple(foot.recipients),
        signature=foot.signature,
        footnotes=tuple(_footnote(*noted) for noted in body.notes),
        appendices=appendices,
    )


def _footnote(note: Note, block: Block) -> Footnote:
    return Footnote(note.marker, block.runs, _sources(note))


def _sources(note: Note) -> tuple[Source, ...]:
    """Stretches of lines. A note runs on elsewhere where more than a few blank lines lie between."""
    sources = [Source(note.line, note.line)]
    for line in note.lines:
        if line.number - sources[-1].last <= 3:
            sources[-1] = Source(sources[-1].first, line.number)
        else:
            sources.append(Source(line.number, line.number))
    return tuple(sources)


def _understood(
    document: AdministrativeDocument,
    head: Head,
    body: Body,
    foot: Foot,
    pages: Pages,
) -> Reading:
    reading = Reading(
        document=document,
        year=year_of(document),
        issuing_unit=issuing_unit_of(document),
        source_lines=pages.source_lines,
        opening_sources=sources_of(body.opening),
        closing_sources=sources_of(body.closing),
        stamps=tuple(line.text for line in (*head.stamps, *foot.stamps)),
    )
    passages = [(block.plain, block.line_at) for block in body.passages]
    reading, questions = understood(reading, passages, body.line_of)
    found = (*_findings(reading, head, body, foot, pages), *questions)
    return replace(reading, findings=tuple(sorted(found, key=lambda each: each.line or 0)))


def _findings(reading: Reading, head: Head, body: Body, foot: Foot, pages: Pages):
    document = reading.document
    found = [
        *pages.findings,
        *form_checks.head_findings(head),
        *form_checks.page_findings(pages),
        *checks.style_findings(body.outline),
        *checks.word_findings(body.passages),
        *checks.deadline_findings(reading),
        *form_checks.foot_findings(foot),
        *_year_findings(reading),
    ]

    def line_at(place: tuple, offset: int) -> int | None:
        return body.line_at(document, place, offset) or form_checks.line_in_head(head, place)

    found += checks.document_findings(document, reading.year, line_at, found)
    return tuple(sorted(found, key=lambda finding: finding.line or 0))


def _year_findings(reading: Reading) -> list[Finding]:
    found = []
    if reading.year is None:
        found.append(
            Finding(
                "plan.no_year",
                "Không rõ kế hoạch của năm nào; hãy chọn năm trước khi lưu.",
                severity="error",
            )
        )
    if not reading.issuing_unit:
        found.append(
            Finding("plan.no_unit", "Không rõ cơ quan ban hành kế hoạch; hãy kiểm tra lại.")
        )
    return found
