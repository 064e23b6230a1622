"""Documents named in a text: "Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ về …".

The form of a citation is that of NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6.b: type, number and symbol, date, issuer; later
mentions give type and number alone. Everything is kept as printed, errors included.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from documents.model import Citation
from documents.text import squeeze
from documents.understanding.times import made_date

_KIND = (
    r"Bộ luật|Luật|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Quy định|Quy chế|Chỉ thị"
    r"|Kết luận|Thông tri"
    r"|Thông tư(?: liên tịch)?|Chương trình(?: phối hợp| hành động| công tác)?|Kế hoạch(?: liên tịch| phối hợp)?"
    r"|Hướng dẫn(?: liên ngành)?"
    r"|Công văn|Công điện|Thông báo(?: kết luận)?|Báo cáo|Tờ trình|Đề án|Văn bản(?: hợp nhất)?|Phương án"
)
_NUMBER = r"\d+\s*(?:/\s*\d{4})?\s*[-/]\s*[A-ZĐ][\wĐ]*(?:\s*[-/]\s*[\wĐ&]+)*"
# "Luật Thi đua, khen thưởng số 06/2022/QH15" has its name before the number.
_NAME = (
    r"(?P<name>(?<=[Ll]uật)\s+[A-ZĐÂÁÀĂÊÔƠƯ]\w*(?:,?\s+(?!số\b)\w+){0,14}?(?=\s+số\b)"
    r"|(?<=Pháp lệnh)\s+\w+(?:\s+(?!số\b)\w+){0,10}?(?=\s+số\b))?"
)
_CITED = re.compile(rf"\b(?P<kind>(?i:{_KIND})){_NAME}\s+(?:(?i:số)\s*:?\s*)?(?P<number>{_NUMBER})")
# "các Quyết định số 217-QĐ/TW, 218-QĐ/TW": further numbers of the same kind.
_FURTHER = re.compile(rf"\s*(?:,|;|và)\s*(?:(?i:số)\s*:?\s*)?(?P<number>{_NUMBER})")
_DATE = re.compile(
    r"\s*,?\s*(?:ban hành\s+)?ngày\s+(?:(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})"
    r"|(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4}))",
    re.IGNORECASE,
)
_SAME_DAY = re.compile(r"\s*,?\s*cùng ngày\b(?!\s*\d)", re.IGNORECASE)
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
# "về tăng cường …", "ban hành Quy chế …": the words behind the issuer, up to where the sentence goes on.
_SUBJECT = re.compile(
    r"\s*,?\s*[“\"]?(?P<subject>(?:[Vv]ề|quy định|phê duyệt|ban hành|hướng dẫn|sửa đổi)\s[^;:.()]{5,400}?)"
    r"(?=\s*(?:[;:.()”\"]|$"
    r"|,\s+(?:Phòng|Văn phòng|Ban|Trung tâm|Công an|Trạm|Trường|Thôn|Tổ dân phố|Mặt trận|Hội|Đoàn)\s"
    r"|,\s+(?:UBND|Ủy ban|Uỷ ban|HĐND|Đảng ủy|xã|phường|đặc khu|thị trấn|nhằm|góp phần|trong đó|cụ thể|để"
    r"|đề nghị|yêu cầu|gắn với|đồng thời|theo|căn cứ|thực hiện|các cơ quan|các ban|các đơn vị|các thôn)\b"
    r"|\svà\s+các\s+(?:văn bản|kế hoạch|chỉ thị|nghị quyết|quyết định|hướng dẫn)\b))"
)
_MOST_SUBJECT = 300
_AND = re.compile(r"\s*(?:,|;|và)\s*(?:các\s+)?$")
_MOST_ISSUER = 200
# How far the words after a number are searched for its date and issuer.
_REACH = 600


@dataclass(frozen=True, slots=True)
class _Mention:
    citation: Citation
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Printed:
    kind: str
    number: str
    start: int
    end: int
    name: str = ""


def find_citations(texts: Iterable[str], line_of: Callable[[int, int], int] | None = None):
    """Each document named in the texts once, in the order of its first mention, with the number of mentions.

    `line_of(text_index, offset)` gives the line of a first mention, where lines are known. One number with two dates
    is one document, the further dates in `other_dates`; with two issuers that cannot be one and the same, and two
    dates, it is two documents: every commune numbers from 01.
    """
    found: dict[tuple, Citation] = {}
    for at, text in enumerate(texts):
        for mention in _mentions(text):
            line = line_of(at, mention.start) if line_of else None
            told = squeeze(text[mention.start : mention.end])
            _count(found, replace(mention.citation, line=line, text=told))
    return tuple(found.values())


def mentions_in(text: str) -> tuple[Citation, ...]:
    """Every naming of a document in one text, in its order; `text` the words of each, blanks made one."""
    return tuple(
        replace(mention.citation, text=squeeze(text[mention.start : mention.end]))
        for mention in _mentions(text)
    )


def same_body(one: str, other: str) -> bool:
    """Whether nothing says that two issuers are two: "UBND tỉnh" may be "Ủy ban nhân dân tỉnh Cao Mẫu"."""
    names = [_bare(one), _bare(other)]
    return not all(names) or names[0] in names[1] or names[1] in names[0]


@lru_cache(maxsize=1024)
def _bare(issuer: str) -> str:
    words = re.sub(r"\s*\(.*?\)", "", issuer.casefold())
    words = re.sub(r"[ủu][yỷ] ban nhân dân", "ubnd", words)
    words = re.sub(r"hội đồng nhân dân", "hđnd", words)
    return words.replace("chủ tịch ", "").strip()


def citation_spans(text: str) -> tuple[tuple[int, int], ...]:
    """From where to where the text names documents, dates included."""
    return tuple((mention.start, mention.end) for mention in _mentions(text))


def _count(found: dict, new: Citation) -> None:
    key = (new.kind, new.number)
    old = found.get(key)
    if old is not None and _is_another(old, new):
        key = (*key, new.issuer, new.date)
        old = found.get(key)
    if old is None:
        found[key] = new
        return
    known = {old.date, old.shared_date, *old.other_dates, None}
    other = () if new.date in known or not (old.date or old.shared_date) else (new.date,)
    found[key] = replace(
        old,
        mentions=old.mentions + 1,
        date=old.date or (None if other else new.date),
        issuer=old.issuer or new.issuer,
        # The date is told elsewhere after all, so it need not be borrowed.
        shared_date=None if new.date and not other else old.shared_date,
        other_dates=old.other_dates + other,
        subject=old.subject or new.subject,
    )


def _is_another(old: Citation, new: Citation) -> bool:
    """Two dates and two issuers of different rank: "12/KH-UBND" of the province and of the commune."""
    if not (old.date and new.date and old.date != new.date and old.issuer and new.issuer):
        return False
    return two_ranks(old.issuer, new.issuer)


def two_ranks(one: str, other: str) -> bool:
    """Whether two issuers stand on two levels of government: "UBND tỉnh" and "UBND xã"."""
    ranks = [_rank(each) for each in (one, other)]
    return all(ranks) and ranks[0] != ranks[1]


def _rank(issuer: str) -> str:
    words = r"trung ương|tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu"
    match = re.search(rf"\b({words})\b", issuer, re.IGNORECASE)
    return match[1].lower() if match else ""


def _mentions(text: str) -> list[_Mention]:
    printed = _printed(text)
    mentions: list[_Mention] = []
    # From the last to the first: a date printed once stands behind the last of its numbers.
    for at in range(len(printed) - 1, -1, -1):
        limit = printed[at + 1].start if at + 1 < len(printed) else len(text)
        mentions.append(_mention(text, printed[at], limit, mentions[-1] if mentions else None))
    return _same_days(text, mentions[::-1])


def _printed(text: str) -> list[_Printed]:
    found = []
    for match in _CITED.finditer(text):
        name = squeeze(match["name"] or "")
        found.append(_Printed(_kind(match), _number(match), match.start(), match.end(), name))
        while more := _FURTHER.match(text, found[-1].end):
            start = more.start("number")
            found.append(_Printed(_kind(match), _number(more), start, more.end()))
    return found


def _mention(text: str, printed: _Printed, limit: int, follower: _Mention | None) -> _Mention:
    when, issuer, end = _dated(text, printed.end, min(limit, printed.end + _REACH))
    shared = None
    if follower and _AND.fullmatch(text[end : follower.start]) and follower.start - end < 20:
        if when is None:
            shared = follower.citation.date or follower.citation.shared_date
        # One issuer printed for two: their symbols are alike where each has a date of its own.
        alike = _symbol(printed.number) == _symbol(follower.citation.number)
        issuer = issuer or (follower.citation.issuer if when is None or alike else "")
    subject = printed.name or _subject(text, end, limit, follower)
    citation = Citation(
        printed.kind, printed.number, when, issuer, shared_date=shared, subject=subject
    )
    return _Mention(citation, printed.start, end)


def _same_days(text: str, mentions: list[_Mention]) -> list[_Mention]:
    """ "Quyết định số 217-QĐ/TW ngày 12/12/2013 và Quyết định số 218-QĐ/TW cùng ngày": lent forwards."""
    for at in range(1, len(mentions)):
        this, before = mentions[at], mentions[at - 1].citation
        if this.citation.date is None and (same := _SAME_DAY.match(text, this.end)):
            _, issuer, _ = _dated(text, same.end(), same.end() + _REACH)
            lent = replace(
                this.citation,
                shared_date=before.date or before.shared_date,
                issuer=issuer or this.citation.issuer or before.issuer,
            )
            mentions[at] = _Mention(lent, this.start, same.end())
    return mentions


def _subject(text: str, start: int, limit: int, follower: _Mention | None) -> str:
    """What the document is about, where the words behind its issuer say so; without the leading "về"."""
    found = _SUBJECT.match(text, start, limit)
    if not found:
        return ""
    end = found.end("subject")
    if follower and not text[end : follower.start].strip() and not _AND.search(found["subject"]):
        end = follower.end  # "về thực hiện Chỉ thị số …": the other document is part of it
    words = _AND.sub("", squeeze(text[found.start("subject") : end]))
    words = re.sub(r"^[Vv]ề\s+", "", words).strip(' ,*–-“”"')
    words += "”" * (words.count("“") > words.count("”"))
    return words if len(words) <= _MOST_SUBJECT else ""


def _kind(match: re.Match) -> str:
    kind = squeeze(match["kind"])
    return kind[0].upper() + kind[1:]


def _number(match: re.Match) -> str:
    return re.sub(r"\s+", "", match["number"])


def _symbol(number: str) -> str:
    return re.sub(r"^[\d/]+", "", number)


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
