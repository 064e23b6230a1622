"""F21: capital letters (NĐ 30/2020/NĐ-CP, Phụ lục II), as advice. Only where no other reading is possible is there a
correction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.checking.letters import found_in
from documents.checking.passages import Passage, Subject
from documents.model import Finding

# The name of a body or a kind of document as it is written (mục IV.1, V.6). Each is looked for in any case.
_NAMES = (
    "Ủy ban nhân dân",
    "Uỷ ban nhân dân",
    "Ủy ban Thường vụ",
    "Uỷ ban Thường vụ",
    "Hội đồng nhân dân",
    "Ban Chấp hành Trung ương",
    "Ban Chấp hành Đảng bộ",
    "Ban Thường vụ",
    "Bộ Chính trị",
    "Thủ tướng Chính phủ",
    "Mặt trận Tổ quốc",
    "Sở Nội vụ",
    "Phòng Nội vụ",
    "Văn phòng Trung ương",
)
_NAME = re.compile("|".join(rf"(?<!\w){name}(?!\w)" for name in _NAMES), re.IGNORECASE)
_RIGHT = {name.casefold(): name for name in _NAMES}
_NUMBERED_KIND = re.compile(
    r"(?<!\w)(luật|nghị quyết|nghị định|quyết định|chỉ thị|kết luận|thông tư|thông tri|chương trình|kế hoạch|hướng dẫn"
    r"|công văn|thông báo|báo cáo|tờ trình)(?=\s+số:?\s+\d+\s*[-/]\s*(?:\d{4}\s*/\s*)?[A-ZĐ])"
)
_ARTICLE = re.compile(
    r"(?<!\w)điều(?=\s+\d{1,3}[a-zđ]?\s+(?:của\s+)?(?:Luật|Bộ luật|Nghị định|Nghị quyết|Thông tư|Hiến pháp)\b)"
)
_PEOPLE = re.compile(r"(?<!\w)nhân dân(?!\w)")
# "nhân dân" is part of a name or an adjective after these.
_NOT_THE_PEOPLE = re.compile(
    r"(?:ban|đồng|án|sát|đội|an|quân|tranh|dựng|tra|trang|sĩ|giáo|thuốc|dụng|phòng|bộ|biểu|tòa|toà|hội|giới|ninh|báo)\s+$",
    re.IGNORECASE,
)
_STATE = re.compile(r"(?:Đảng(?:,| và)|của|chính sách,? pháp luật)\s+(?P<state>nhà nước)(?!\w)")


def capital_findings(subject: Subject) -> Iterator[Finding]:
    """Advice on capitals, in the order of the page. Texts in capitals throughout are left alone."""
    for passage in subject.passages:
        if not passage.words.isupper():
            yield from _names(passage)
            yield from _kinds(passage)
            yield from _nouns(passage)


def _advice(passage: Passage, found: re.Match, right: str, new: str | None) -> Finding:
    message = f"“{found[0]}” nên viết “{right}” theo Phụ lục II Nghị định 30/2020/NĐ-CP."
    told = {"rule": "F21", "severity": "info"}
    return found_in(passage, found, "text.capitals", message, new, **told)


def _names(passage: Passage) -> Iterator[Finding]:
    for found in _NAME.finditer(passage.words):
        right = _RIGHT[found[0].casefold()]
        # In a line of capitals within a text ("TM. ỦY BAN NHÂN DÂN") every letter is a capital.
        if found[0] != right and not found[0].isupper():
            yield _advice(passage, found, right, right)


def _kinds(passage: Passage) -> Iterator[Finding]:
    for pattern in (_NUMBERED_KIND, _ARTICLE):
        for found in pattern.finditer(passage.words):
            right = found[0][0].upper() + found[0][1:]
            yield _advice(passage, found, right, right)


def _nouns(passage: Passage) -> Iterator[Finding]:
    words = passage.words
    for found in _PEOPLE.finditer(words):
        if found.start() and not _NOT_THE_PEOPLE.search(words[: found.start()][-12:]):
            yield _advice(passage, found, "Nhân dân", None)
    for found in _STATE.finditer(words):
        at = found.start("state")
        message = "“nhà nước” dùng như danh từ nên viết “Nhà nước” theo Phụ lục II Nghị định 30/2020/NĐ-CP."
        yield found_in(
            passage, re.compile("nhà nước").match(words, at), "text.capitals", message, None,
            rule="F21", severity="info",
        )  # fmt: skip
