"""F08 to F11: documents that the text names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from documents.checking.letters import found_in
from documents.checking.passages import Passage, Subject, finding_at
from documents.citations import find_citations, same_body
from documents.model import Citation, Finding

_IN_NUMBER = re.compile(
    r"(?P<number>\d+)(?P<first>\s*[/-]\s*)(?P<year>\d{4}\s*/\s*)?(?P<kind>[A-ZĐ][\wĐ]*)"
    r"(?P<second>\s*[-/]\s*)(?P<issuer>[\wĐ&]+)(?P<more>(?:\s*-\s*[\wĐ&]+)*)"
)
_GLUED = re.compile(r"(?<!\w)([Ss]ố)(?=\d+\s*[/-]\s*(?:\d{4}/)?[A-ZĐ])")
# What a slip of the pen makes of an issuer or of a kind, and what was meant. Anything else is left alone: bodies are
# free to abbreviate their names.
_ISSUERS = {
    "TT": "TTg", "TTG": "TTg", "Ttg": "TTg", "ttg": "TTg", "TƯ": "TW", "HDND": "HĐND", "UNBD": "UBND", "UBDN": "UBND",
    "UBNN": "UBND", "UBNDD": "UBND",
}  # fmt: skip
_KINDS = {"QD": "QĐ", "Qđ": "QĐ", "ND": "NĐ", "Nđ": "NĐ"}
# Bodies of the Party part number and kind by a hyphen, kind and issuer by a slash; the state the other way round.
_PARTY = {"TW", "TU", "HU", "ĐU"}
_STATE = {"TTg", "CP", "UBND", "HĐND"}
# "Xét đề nghị của Phòng Kinh tế tại Tờ trình số …" names the issuer first.
_ISSUER_BEFORE = re.compile(r"\bcủa\s+[^.;]{3,100}\s(?:tại|theo)\s+$")
_LAW = re.compile(r"^(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)", re.IGNORECASE)


def reference_findings(subject: Subject) -> Iterator[Finding]:
    """Documents named without date or body, under two dates, or with a symbol that cannot be."""
    mentions = list(_mentions(subject))
    yield from _incomplete(subject, mentions)
    yield from _repeated(mentions)
    yield from _contradicting(subject, mentions)
    for passage in subject.passages:
        for start, end in passage.cited:
            yield from _symbol(passage, start, end)
        for found in _GLUED.finditer(passage.words):
            message = "Thiếu khoảng trắng giữa “số” và số văn bản; hãy thêm một khoảng trắng."
            yield found_in(passage, found, "citation.space", message, f"{found[1]} ", rule="F09")


def _mentions(subject: Subject) -> Iterator[tuple[Passage, int, int, Citation]]:
    for passage in subject.passages:
        for start, end in passage.cited:
            for citation in find_citations([passage.words[start:end]])[:1]:
                yield passage, start, end, citation


def _key(citation: Citation) -> tuple[str, str]:
    return citation.kind.casefold(), citation.number.casefold()


def _incomplete(subject: Subject, mentions) -> Iterator[Finding]:
    """F08: the first mention gives date and issuer; a law needs neither (Phụ lục I, mục II.6.b)."""
    told = find_citations([each.words for each in subject.passages])
    places = {}
    for passage, start, end, citation in mentions:
        places.setdefault(_key(citation), (passage, start, end))
    for citation in told:
        missing = [
            name
            for name, there in (
                ("ngày ban hành", citation.date or citation.shared_date),
                ("cơ quan ban hành", citation.issuer),
            )
            if not there
        ]
        if missing and not _LAW.match(citation.kind) and _key(citation) in places:
            passage, start, end = places[_key(citation)]
            if _ISSUER_BEFORE.search(passage.words[max(start - 120, 0) : start]):
                continue
            yield finding_at(
                passage, "citation.incomplete",
                f"{citation.kind} số {citation.number} viện dẫn lần đầu chưa ghi {' và '.join(missing)}; hãy bổ sung.",
                severity="info", rule="F08", hit=passage.words[start:end], at=start,
            )  # fmt: skip


def _repeated(mentions) -> Iterator[Finding]:
    """F08: a later mention gives kind and number alone. Told once for each document."""
    first: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    told = set()
    for passage, start, end, citation in mentions:
        key = _key(citation)
        full = citation.date and citation.issuer
        # Numbers begin anew each year and with each body: only the same day is the same document.
        again = any(
            citation.date == each.date and same_body(citation.issuer, each.issuer)
            for each in first[key]
        )
        if full and again and key not in told:
            told.add(key)
            yield finding_at(
                passage, "citation.repeated",
                f"{citation.kind} số {citation.number} đã viện dẫn đầy đủ ở trên; "
                "các lần sau chỉ cần ghi tên loại, số và ký hiệu.",
                severity="info", rule="F08", hit=passage.words[start:end], at=start,
            )  # fmt: skip
        if not any(_told_alike(citation, each) for each in first[key]):
            first[key].append(citation)


def _contradicting(subject: Subject, mentions) -> Iterator[Finding]:
    """F10: one document under two dates or two issuers, here or in what was cited before."""
    first: dict = defaultdict(list)
    for known in subject.known:
        first[_key(known)].append((None, known))
    for passage, start, end, citation in mentions:
        for earlier, other in first[_key(citation)]:
            if told := _contradiction(citation, other, before=earlier is None):
                hit = passage.words[start:end]
                yield finding_at(passage, "citation.two_dates", told, rule="F10", hit=hit, at=start)
                break
        if not any(_told_alike(citation, other) for _, other in first[_key(citation)]):
            first[_key(citation)].append((passage, citation))


def _contradiction(citation: Citation, other: Citation, *, before: bool) -> str:
    name = f"{citation.kind} số {citation.number}"
    where = "trong các văn bản trước đây" if before else "ở chỗ khác trong văn bản này"
    if _one_with_two_dates(citation.date, other.date) and same_body(citation.issuer, other.issuer):
        return (
            f"{name} ghi ngày {citation.date:%d/%m/%Y} nhưng {where} ghi ngày {other.date:%d/%m/%Y}; "
            "hãy đối chiếu với bản gốc."
        )
    if (
        citation.date
        and citation.date == other.date
        and not same_body(citation.issuer, other.issuer)
    ):
        return f"{name} ghi của “{citation.issuer}” nhưng {where} ghi của “{other.issuer}”; hãy đối chiếu với bản gốc."
    return ""


def _told_alike(one: Citation, other: Citation) -> bool:
    return (one.date, one.issuer) == (other.date, other.issuer)


def _one_with_two_dates(one: date | None, other: date | None) -> bool:
    """Numbers begin anew each year, so another day of another year is another document."""
    if not one or not other or one == other:
        return False
    return one.year == other.year or (one.day, one.month) == (other.day, other.month)


def _symbol(passage: Passage, start: int, end: int) -> Iterator[Finding]:
    """F09, F11: blanks in a symbol, and letters that are no issuer's."""
    found = _IN_NUMBER.search(passage.words, start, end)
    if not found:
        return
    if " " in found[0].strip():
        message = f"Ký hiệu “{found[0]}” có khoảng trắng; hãy viết liền."
        yield found_in(
            passage, found, "citation.space", message, re.sub(r"\s+", "", found[0]), rule="F09"
        )
        return
    right, sure = _right_symbol(found, passage.words[found.end() : end])
    if right != found[0]:
        message = f"Ký hiệu “{found[0]}” có thể ghi sai (thường là “{right}”); hãy đối chiếu với văn bản gốc."
        yield found_in(passage, found, "citation.symbol", message, right, rule="F11", sure=sure)


def _right_symbol(found: re.Match, after: str) -> tuple[str, float]:
    kind = _KINDS.get(found["kind"], found["kind"])
    issuer = (
        _ISSUERS.get(found["issuer"], found["issuer"]) if not found["more"] else found["issuer"]
    )
    first, second = found["first"], found["second"]
    year = found["year"] or ""
    if issuer in _PARTY and not found["more"] and not year and (first, second) == ("/", "-"):
        first, second = "-", "/"
    if issuer in _STATE and not found["more"] and not year and (first, second) == ("-", "/"):
        first, second = "/", "-"
    sure = 1.0 if issuer == "TTg" and "Thủ tướng" in after else 0.7
    return f"{found['number']}{first}{year}{kind}{second}{issuer}{found['more']}", sure
