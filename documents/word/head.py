"""What stands above and below the outline: letterhead, title, addressees, recipients, signature, appendix titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from documents import wording
from documents.html import (
    CAPITAL_TITLE,
    ISSUER,
    LETTER_SUBJECT,
    LINES_BESIDE,
    MOST_LINES_BESIDE,
    RECIPIENT,
    TITLE,
)
from documents.model import AdministrativeDocument, Appendix, Letterhead, Signature
from documents.word import styles
from documents.word.blocks import Block, Paragraph, Tabular
from documents.word.letters import length_of
from documents.word.measures import (
    FOOT_COLUMNS,
    HEAD_COLUMNS,
    LEFT,
    PAGE,
    PART_OF_LINE,
    RIGHT,
    RULE_EIGHTHS,
    RULE_GAP,
    mm,
    pt,
)
from documents.word.runs import run, title_lines, title_run
from documents.word.xml import element

_BELOW_HEAD, _BELOW_TITLE, _ABOVE_FOOT = pt(16), pt(14), pt(14)
_ABOVE_NUMBER = pt(6)
_ABOVE_NAME = mm(28)
_TEXT = PAGE[0] - LEFT - RIGHT
_WIDE_TEXT = PAGE[1] - LEFT - RIGHT


def head(document: AdministrativeDocument) -> Iterator[Block]:
    """Ô số 1 to 4 and 5b: a table of two columns without lines."""
    is_letter = wording.is_letter(document)
    if not (document.letterhead or wording.is_numbered(document) or is_letter):
        return
    number = styles.LETTER_NUMBER if is_letter else styles.NUMBER
    rows = [
        (
            [Paragraph(number, run(f"Số: {wording.number_words(document)}"))],
            [Paragraph(styles.PLACE_DATE, run(wording.place_and_date(document)))],
        )
    ]
    if document.letterhead:
        rows.insert(0, (_issuer(document.letterhead), _nation()))
    if is_letter and document.subject:
        subject = title_run(wording.letter_subject(document.subject), LETTER_SUBJECT)
        rows.append(([Paragraph(styles.LETTER_SUBJECT, subject)], []))
    tops = [_ABOVE_NUMBER] * len(rows)
    tops[0] = 0 if document.letterhead else tops[0]
    inner = "".join(_row(row, HEAD_COLUMNS, top) for row, top in zip(rows, tops, strict=True))
    yield Tabular(_without_lines(inner, HEAD_COLUMNS), below=_BELOW_HEAD)


def _issuer(letterhead: Letterhead) -> list[Paragraph]:
    lines = [Paragraph(styles.SUPERIOR, title_run(each, ISSUER)) for each in letterhead.superior]
    lines += [Paragraph(styles.ISSUER, title_run(each, ISSUER)) for each in letterhead.issuer]
    if not letterhead.issuer:
        return lines
    longest = _longest(title_lines(letterhead.issuer[-1], ISSUER), styles.ISSUER, "bold")
    return [*lines, _rule(longest * PART_OF_LINE, HEAD_COLUMNS[0])]


def _nation() -> list[Paragraph]:
    length = length_of(wording.MOTTO, styles.MOTTO.size, "bold")
    return [
        Paragraph(styles.NATION, run(wording.NATION)),
        Paragraph(styles.MOTTO, run(wording.MOTTO)),
        _rule(length, HEAD_COLUMNS[1]),
    ]


def _longest(lines: Iterable[str], style: styles.Style, face: str) -> float:
    return max(length_of(each, style.size, face) for each in lines)


def _rule(length: float, room: int, **told) -> Paragraph:
    """A rule below a line, in the middle: the lower edge of an empty paragraph as long as the rule."""
    side = max(round((room - length) / 2), 0)
    edge = element("bottom", val="single", sz=RULE_EIGHTHS, space=0, color="000000")
    more = {
        "pBdr": edge,
        "spacing": {"after": told.get("after", 0), "line": RULE_GAP, "lineRule": "exact"},
        "ind": {"left": side, "right": side},
    }
    return Paragraph(styles.RULE, more=more, **told)


def _row(cells: tuple[list[Paragraph], ...], widths: tuple[int, ...], top: int = 0) -> str:
    inner = "".join(_cell(cell, width, top) for cell, width in zip(cells, widths, strict=True))
    return element("tr", element("trPr", element("cantSplit")), inner)


def _cell(paragraphs: list[Paragraph], width: int, top: int) -> str:
    margin = element("tcMar", element("top", w=top, type="dxa")) if top else ""
    told = element("tcPr", element("tcW", w=width, type="dxa"), margin)
    listed = paragraphs or [Paragraph(styles.SPACE)]
    return element("tc", told, *(each.xml() for each in listed))


def _without_lines(rows: str, widths: tuple[int, ...]) -> str:
    told = element(
        "tblPr",
        element("tblW", w=sum(widths), type="dxa"),
        element("tblLayout", type="fixed"),
        styles.cell_margins(0, 0),
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", told, grid, rows)


def title(document: AdministrativeDocument) -> Iterator[Block]:
    """Ô số 5a: the kind, and the subject with the rule below it."""
    if wording.is_letter(document):
        return
    kinds = [Paragraph(styles.KIND, title_run(each, TITLE)) for each in _lines(document.kind)]
    subjects = _lines(document.subject)
    lines = [*kinds, *(Paragraph(styles.SUBJECT, title_run(each, TITLE)) for each in subjects)]
    if subjects:
        broken = [line for each in subjects for line in title_lines(each, TITLE)]
        length = min(_longest(broken, styles.SUBJECT, "bold"), _TEXT - 2 * mm(8))
        yield from lines
        yield _rule(length * PART_OF_LINE, _TEXT, after=_BELOW_TITLE, keep_next=True)
    elif lines:
        lines[-1].after = _BELOW_TITLE
        yield from lines


def _lines(words: str) -> list[str]:
    return words.split("\n") if words else []


def addressees(names: tuple[str, ...]) -> Iterator[Block]:
    """Ô số 9a: one name behind the colon, several below it."""
    if len(names) == 1:
        yield Paragraph(styles.ADDRESSEE, run(f"Kính gửi: {names[0]}"), after=_BELOW_TITLE)
    elif names:
        yield Paragraph(styles.ADDRESSEES, run("Kính gửi:"))
        *lines, last = (
            Paragraph(styles.LISTED_ADDRESSEE, run(line)) for line in wording.listed(names)
        )
        last.after = _BELOW_TITLE
        yield from (*lines, last)


def foot(document: AdministrativeDocument) -> Iterator[Block]:
    """Ô số 7 and 9b: a table without lines that no end of a page parts."""
    if not (document.recipients or document.signature):
        return
    lines = [Paragraph(styles.RECIPIENT, run(line)) for line in wording.listed(document.recipients)]
    beside = _beside(wording.listed(document.recipients))
    left = [Paragraph(styles.RECIPIENTS, run("Nơi nhận:"))] if lines else []
    row = _row(([*left, *lines[:beside]], _signature(document.signature)), FOOT_COLUMNS)
    yield Tabular(_without_lines(row, FOOT_COLUMNS), before=_ABOVE_FOOT)
    for each in lines[beside:]:
        each.more = {"ind": {"left": 0, "right": FOOT_COLUMNS[1] + mm(4)}}
        yield each


def _beside(lines: tuple[str, ...]) -> int:
    """How many recipients stand beside the signature; the others go on below it, as on the printed page."""
    heights = [len(line) // RECIPIENT + 1 for line in lines]
    if sum(heights) <= MOST_LINES_BESIDE:
        return len(lines)
    return sum(1 for height in accumulate(heights) if height <= LINES_BESIDE)


def _signature(signature: Signature | None) -> list[Paragraph]:
    if signature is None:
        return []
    lines = [Paragraph(styles.AUTHORITY, run(line)) for line in signature.authority]
    above = {"spacing": {"before": _ABOVE_NAME}}
    return [*lines, Paragraph(styles.SIGNER, run(signature.name), more=above)]


def appendix_head(appendix: Appendix, label: str, attached: str) -> Iterator[Block]:
    """The label, the title, and to what it is attached (mục III.1)."""
    yield Paragraph(styles.APPENDIX, run(label))
    for each in _lines(appendix.title):
        yield Paragraph(styles.APPENDIX_TITLE, title_run(each, CAPITAL_TITLE))
    yield Paragraph(styles.ATTACHED, run(attached))
    room = _WIDE_TEXT if appendix.landscape else _TEXT
    length = min(length_of(attached, styles.ATTACHED.size, "italic"), room)
    yield _rule(length * PART_OF_LINE, room, after=_BELOW_TITLE, keep_next=True)
