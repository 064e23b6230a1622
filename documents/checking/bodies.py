"""F23, F24: bodies that are no more, and appendices that the text points to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from documents.checking.letters import found_in
from documents.checking.passages import Passage, Subject, finding_at
from documents.model import Correction, Finding
from documents.wording import roman

TWO_TIERS_SINCE = date(2025, 7, 1)
_LEVEL = r"(?:huyện|quận|thị xã|thị trấn)"
_GONE = re.compile(
    rf"(?<!\w)(?:(?:UBND|[ỦU][yỷ] ban nhân dân|HĐND|Hội đồng nhân dân|Công an|Mặt trận|Ủy ban MTTQ)\s+{_LEVEL}"
    rf"|Phòng Nội vụ\s+{_LEVEL}|cấp huyện|thị trấn(?= [A-ZĐ])|Huyện ủy|Thị ủy|Quận ủy"
    r"|[Kk]hối Dân vận|Ban Dân vận(?:\s+(?:Tỉnh ủy|Thành ủy|Trung ương))?)(?!\w)"
)
_LONG_AGO = re.compile(
    r"(?:nguyên|cũ|trước đây|trước ngày|trước khi|sáp nhập|hợp nhất|sắp xếp|không tổ chức|bãi bỏ|thôi|giải thể)",
    re.IGNORECASE,
)
_PROPER = re.compile(r"(?:\s+[A-ZĐ][^\W\d_]*){1,4}")
_APPENDIX = re.compile(r"(?<!\w)[Pp]hụ lục(?:\s+(?:số\s+)?(?P<number>[IVX]+|\d{1,2})(?!\w))?")
_OF_ANOTHER = re.compile(
    r"^[\s,]*(?:(?:ban hành\s+)?kèm theo|của|tại|thuộc|,)?\s*(?:\(?)(?:Nghị định|Thông tư|Quyết định|Luật|Nghị quyết"
    r"|Hướng dẫn|Công văn|Chỉ thị|Quy định|hợp đồng)"
)
_ATTACHED = re.compile(
    r"(?:kèm theo|đính kèm|theo|tại|xem|gửi kèm|có)\s*[:(]?\s*(?:các\s+)?$", re.IGNORECASE
)


def body_findings(subject: Subject) -> Iterator[Finding]:
    """Bodies without a place in the two tiers since 01/7/2025 (Luật 72/2025/QH15), in a document of later date."""
    day = subject.document.date
    if not (day >= TWO_TIERS_SINCE if day else (subject.year or 0) > TWO_TIERS_SINCE.year):
        return
    for passage in subject.passages:
        for found in _GONE.finditer(passage.words):
            # What a document of that time was issued by, or what is told of that time, stays as it was.
            told = passage.words[max(found.start() - 60, 0) : found.end() + 60]
            if passage.in_citation(found.start(), reach=1) or _LONG_AGO.search(told):
                continue
            yield _gone(passage, found)


def _gone(passage: Passage, found: re.Match) -> Finding:
    new = None
    if passage.part in ("recipients", "addressees") and found[0].startswith("Phòng Nội vụ"):
        proper = _PROPER.match(passage.words, found.end())
        if proper:
            found = re.compile(re.escape(found[0] + proper[0])).search(passage.words)
        new = "Sở Nội vụ"
    elif found[0].startswith("Ban Dân vận "):
        new = found[0].replace("Ban Dân vận", "Ban Tuyên giáo và Dân vận")
    now = f", nay là {new}" if new else ""
    message = f"“{found[0]}” không còn từ ngày 01/7/2025{now}; hãy thay bằng cơ quan hiện nay."
    return found_in(passage, found, "body.abolished", message, new, rule="F23")


# -- F24: appendices


def appendix_findings(subject: Subject) -> Iterator[Finding]:
    """The text points to each appendix, and two or more carry Roman numbers (Phụ lục I, mục III.1)."""
    attached = subject.document.appendices
    body = [each for each in subject.passages if each.part in ("opening", "items", "closing")]
    mentions = [found for each in body for found in _named_appendices(each)]
    told = {"severity": "error", "rule": "F24"}
    if attached and body and not mentions:
        yield Finding(
            "appendix.unmentioned",
            f"Văn bản có {len(attached)} phụ lục nhưng nội dung không dẫn tới phụ lục; hãy ghi “(kèm theo Phụ lục)”.",
            place=("appendices", 0), **told,
        )  # fmt: skip
    for passage, found in mentions if not attached else ():
        message = f"Nội dung dẫn tới “{found[0]}” nhưng văn bản không có phụ lục kèm theo; hãy đính kèm hoặc bỏ."
        yield found_in(passage, found, "appendix.missing", message, sure=0.8, **told)
    if len(attached) > 1:
        yield from _arabic(subject, mentions)


def _named_appendices(passage: Passage) -> Iterator[tuple[Passage, re.Match]]:
    for found in _APPENDIX.finditer(passage.words):
        own = _ATTACHED.search(
            passage.words[max(found.start() - 40, 0) : found.start()]
        ) or re.match(
            r"\s*(?:\([^)]{0,200}\)\s*)?(?:đính|gửi)?\s*kèm",
            passage.words[found.end() : found.end() + 300],
        )
        if own and not _OF_ANOTHER.match(passage.words[found.end() : found.end() + 80]):
            yield passage, found


def _arabic(subject: Subject, mentions) -> Iterator[Finding]:
    titles = [
        (each, found)
        for each in subject.passages
        if each.part == "appendices" and each.place[-1] == "title"
        if (found := re.match(r"(?i)phụ lục\s+(?:số\s+)?(?P<number>\d{1,2})(?!\w)", each.words))
    ]
    for passage, found in [*mentions, *titles]:
        number = found["number"] or ""
        if number.isdigit() and 0 < int(number) < 40:
            yield _roman(passage, found, number)


def _roman(passage: Passage, found: re.Match, number: str) -> Finding:
    right = roman(int(number))
    at = found.start("number")
    return finding_at(
        passage, "appendix.number",
        f"“{found[0]}” phải đánh số bằng chữ số La Mã khi có từ hai phụ lục; hãy ghi “Phụ lục {right}”.",
        severity="error", rule="F24", hit=found[0], at=found.start(),
        correction=Correction(passage.place, number, right, at),
    )  # fmt: skip
