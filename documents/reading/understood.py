"""What was understood of a plan beside its text: duties, bodies, documents named, and what has to be asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from documents.assignees import find_assignees
from documents.citations import find_citations
from documents.model import (
    AdministrativeDocument,
    Assignee,
    Deadline,
    Finding,
    Item,
    Reading,
    Source,
    plain,
)
from documents.reading.duties import Duties, duties_of
from documents.understanding.laws import find_unnumbered

_FOCAL = re.compile(
    r"\b(?:làm đầu mối|là đầu mối|cơ quan thường trực|đầu mối)\b[^.]*\b(?:báo cáo|tổng hợp)\b"
    r"|\btổng hợp,?\s+(?:tình hình,?\s+)?báo cáo\b",
    re.IGNORECASE,
)
_REPORT = re.compile(r"\bbáo cáo\b", re.IGNORECASE)
_OWN = re.compile(r"^UBND (?:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố|tỉnh)")
MOST_VAGUE = 50


def understood(
    reading: Reading,
    passages: Iterable[tuple[str, Callable[[int], int]]],
    line_of: Callable[[Item, int], int],
) -> tuple[Reading, tuple[Finding, ...]]:
    """The reading with all that its words say, and the questions that come of it.

    `passages` are the running words in the order of the page, each with the line of a letter; `line_of(item, offset)`
    is the same for an item of the body.
    """
    document = reading.document
    tables = tuple(item for appendix in document.appendices for item in appendix.items)
    texts = list(passages)
    words = [text for text, _ in texts]
    duties = duties_of(document.items, reading.year, line_of, tables)
    assignees = find_assignees(document.items, tables)
    told = replace(
        reading,
        deadlines=_with_receivers(duties.deadlines, document, assignees, reading.issuing_unit),
        periodic_duties=tuple(duties.periodic),
        targets=tuple(duties.targets),
        assignees=assignees,
        citations=find_citations(words, lambda at, offset: texts[at][1](offset)),
        unnumbered=find_unnumbered(words, lambda at, offset: texts[at][1](offset)),
    )
    return told, tuple(_questions(duties))


def _questions(duties: Duties) -> Iterator[Finding]:
    for words, line in duties.vague[:MOST_VAGUE]:
        yield Finding(
            "deadline.vague",
            f"Thời gian “{words[:120]}” chưa có ngày cụ thể; hãy nhập hạn khi giao việc.",
            line,
            "info",
        )


def _with_receivers(
    deadlines: list[Deadline],
    document: AdministrativeDocument,
    assignees: tuple[Assignee, ...],
    issuer: str,
) -> tuple[Deadline, ...]:
    """A report without an addressee goes to whoever issued the plan, through its focal body. That is a guess to ask."""
    if not issuer or all(each.to for each in deadlines):
        return tuple(deadlines)
    receiver = match[0] if (match := _OWN.match(issuer)) else issuer
    focal = _focal_body(document, assignees)
    way = f" (đầu mối: {_bare(focal, receiver)})" if focal else ""
    return tuple(_with_receiver(each, receiver, focal, way) for each in deadlines)


def _with_receiver(deadline: Deadline, receiver: str, focal: str, way: str) -> Deadline:
    if deadline.to or not _REPORT.search(deadline.what) or deadline.who == receiver:
        return deadline
    to = receiver if deadline.who == focal else f"{receiver}{way}"
    return replace(deadline, to=to, doubts=(*deadline.doubts, "to"))


def _focal_body(document: AdministrativeDocument, assignees: tuple[Assignee, ...]) -> str:
    """The body whose part of the plan says that it gathers and reports, or ""."""
    headed = {_key(each.text or each.name): each.name for each in assignees}
    for item in document.walk():
        name = headed.get(_key(plain(item.heading))) if item.heading else None
        if name and any(_FOCAL.search(plain(each.text)) for each in item.walk()):
            return name
    return ""


def _key(words: str) -> str:
    return words.rstrip(" :.").casefold()


def _bare(name: str, receiver: str) -> str:
    """ "Công chức Văn phòng UBND thị trấn" inside "UBND thị trấn (đầu mối: …)" needs no second UBND."""
    short = name.removesuffix(receiver).strip()
    if short.endswith(" và"):
        return name  # "Văn phòng HĐND và UBND xã" is one name
    return short[:1].lower() + short[1:] if short.startswith("Công chức") else short


def sources_of(blocks) -> tuple[Source, ...]:
    """The lines of paragraphs, for opening and closing."""
    return tuple(block.source for block in blocks)
