"""Documents named in a text: "Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ về …".

The form of a citation is that of NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6.b: type, number and symbol, date, issuer; later
mentions give type and number alone. Everything is kept as printed, errors included.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from documents.dates import made_date
from documents.model import Citation
from documents.text import squeeze

_KIND = (
    r"Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Quy định|Quy chế|Chỉ thị|Kết luận|Thông tri|Thông tư"
    r"(?: liên tịch)?|Chương trình(?: phối hợp| hành động)?|Kế hoạch|Hướng dẫn|Công văn|Công điện|Thông báo|Báo cáo"
    r"|Tờ trình|Đề án|Văn bản"
)
_CITED = re.compile(
    rf"\b(?P<kind>(?i:{_KIND}))\s+(?:(?i:số)\s*:?\s*)?"
    r"(?P<number>\d+\s*(?:/\s*\d{4})?\s*[-/]\s*[A-ZĐ][\wĐ]*(?:\s*[-/]\s*[\wĐ&]+)*)"
)
_DATE = re.compile(
    r"\s*,?\s*ngày\s+(?:(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})"
    r"|(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4}))",
    re.IGNORECASE,
)
_BODY = (
    r"(?:Bộ|Ban|UBND|Ủy ban|Uỷ ban|HĐND|Hội đồng|Sở|Tỉnh ủy|Huyện ủy|Đảng ủy|Chính phủ|Mặt trận"
    r"|Liên đoàn|Dân vận)\b"
)
_ISSUER = re.compile(
    r"\s*,?\s*(?:của|do)\s+(?:liên\s+)?(?P<issuer>.+?)"
    rf"(?=\s*(?:[;:.“”\"]|,|$|\bvề\b|\bban hành\b|\bphê duyệt\b|\bquy định\b|\bhướng dẫn\b|\btriển khai\b"
    rf"|\bsửa đổi\b|\bthực hiện\b|\bgiai đoạn\b|\btheo\b|\bnăm\b|\bnhằm\b|\bđể\b|\bvà\b(?!\s+{_BODY})))"
)
_BETWEEN = re.compile(
    r"\s*,?\s*giữa\s+(?P<issuer>.+?)(?=\s*(?:[;:.“”\"]|$|\bvề\b|\btrong\b|\bgiai đoạn\b|\bnăm\b))"
)
_AND = re.compile(r"\s*(?:,|và)\s*$")
_MOST_ISSUER = 200


@dataclass(frozen=True, slots=True)
class _Mention:
    citation: Citation
    start: int
    end: int


def find_citations(texts: Iterable[str], line_of: Callable[[int, int], int] | None = None):
    """Each document named in the texts once, in the order of its first mention, with the number of mentions.

    `line_of(text_index, offset)` gives the line of a first mention, where lines are known.
    """
    found: dict[tuple[str, str], Citation] = {}
    for at, text in enumerate(texts):
        for mention in _mentions(text):
            line = line_of(at, mention.start) if line_of else None
            _count(found, replace(mention.citation, line=line))
    return tuple(found.values())


def citation_spans(text: str) -> tuple[tuple[int, int], ...]:
    """From where to where the text names documents, dates included."""
    return tuple((mention.start, mention.end) for mention in _mentions(text))


def _count(found: dict, new: Citation) -> None:
    key = (new.kind, new.number)
    old = found.get(key)
    if old is None:
        found[key] = new
        return
    found[key] = replace(
        old,
        mentions=old.mentions + 1,
        date=old.date or new.date,
        issuer=old.issuer or new.issuer,
        # The date is told elsewhere after all, so it need not be borrowed.
        shared_date=None if new.date else old.shared_date,
    )


def _mentions(text: str) -> list[_Mention]:
    matches = list(_CITED.finditer(text))
    mentions = []
    for at in range(len(matches) - 1, -1, -1):
        match = matches[at]
        limit = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        when, issuer, end = _dated(text, match.end(), limit)
        shared = None
        if when is None and mentions and _AND.fullmatch(text[match.end() : mentions[0].start]):
            follower = mentions[0].citation
            shared = follower.date or follower.shared_date
            issuer = issuer or follower.issuer
        citation = Citation(_kind(match), _number(match), when, issuer, shared_date=shared)
        mentions.insert(0, _Mention(citation, match.start(), end))
    return mentions


def _kind(match: re.Match) -> str:
    kind = squeeze(match["kind"])
    return kind[0].upper() + kind[1:]


def _number(match: re.Match) -> str:
    return re.sub(r"\s+", "", match["number"])


def _dated(text: str, start: int, limit: int) -> tuple[date | None, str, int]:
    """Date and issuer that follow a number, and where they end."""
    when = None
    end = start
    # A slip of the pen, "33/CT-TT, ngày …", parts number and date.
    if match := _DATE.match(text, start):
        numbers = [number for number in match.groups() if number]
        when = made_date(*numbers)
        end = match.end()
    issued = _ISSUER.match(text, end, limit) or _BETWEEN.match(text, end, limit)
    if not issued or len(issued["issuer"]) > _MOST_ISSUER:
        return when, "", end
    return when, squeeze(issued["issuer"]).rstrip(" ,"), issued.end()
