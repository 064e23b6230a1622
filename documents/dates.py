"""Dates and dated duties in Vietnamese text: "trước ngày 20/5/2026", "chậm nhất là ngày 08 tháng 02 năm 2026"."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date

from documents.model import Deadline
from documents.text import squeeze

_DAY = (
    r"(?:(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})(?:\s*[/.-]\s*(?P<year>\d{4}))?(?!\d)"
    r"|(?:ngày\s+)?(?P<day2>\d{1,2})\s+tháng\s+(?P<month2>\d{1,2})(?:\s+năm\s+(?P<year2>\d{4}))?)"
)
_QUALIFIER = (
    r"(?:trước(?:\s+ngày)?"
    r"|(?:chậm|muộn)\s+nhất(?:\s+(?:là|vào|trước|đến))*(?:\s+ngày)?"
    r"|hạn\s+(?:cuối|chót)(?:\s+cùng)?(?:\s+là)?(?:\s+ngày)?"
    r"|(?:đến\s+)?hết\s+ngày)"
)
_DATED = re.compile(rf"\b(?P<qualifier>{_QUALIFIER})\s*:?\s+{_DAY}", re.IGNORECASE)
_IN_MONTH = re.compile(
    r"\b(?P<qualifier>(?:hoàn thành|xong)\s+trong\s+(?P<part>tháng|quý))\s+(?P<which>\d{1,2}|[IV]{1,3})"
    r"\s*(?:/|năm\s+)\s*(?P<year>\d{4})",
    re.IGNORECASE,
)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
# A day in the past that dates something else and gives nobody a duty.
_HISTORY = re.compile(r"(ban hành|có hiệu lực|phát sinh|sinh|thành lập|tồn tại)\s*$", re.IGNORECASE)
# No clause is longer; looking further would make a hostile text of brackets slow.
_REACH = 800
_CLAUSE_END = re.compile(r"[.;](?=\s|$)")
_BARE_PERIOD = re.compile(
    r"^\(?(\d{1,2}\s+(?:tháng|năm)|năm|quý(?:\s+\w+)?|tháng)(?=\W|$)", re.IGNORECASE
)
_PERIOD = re.compile(r"\s*\b(\d{1,2}\s+tháng|\d{1,2}\s+năm|năm|quý|tháng)\b.*$", re.IGNORECASE)
_ACTS = re.compile(
    r"\s+(?:có trách nhiệm\b|chịu trách nhiệm\b|chủ trì\b|phối hợp\b|gửi\b|báo cáo\b|tổng hợp\b"
    r"|xây dựng\b|hoàn thành\b|đăng ký\b|tham mưu\b|lập\b|tổ chức\b|nộp\b|thực hiện\b|triển khai\b)",
)
_BODY = re.compile(
    r"^(Các|Văn phòng|Phòng|Ban|Công an|Trạm|Trường|Trưởng|Mặt trận|Hội|Đoàn|Công chức|Cán bộ|Trung tâm"
    r"|Đài|UBND|Ủy ban|Uỷ ban|Thôn|Tổ|Chủ tịch|Đảng ủy|Đơn vị|Cơ quan|Văn hóa|Hiệu trưởng)\b"
)


def made_date(day: str | None, month: str | None, year: str | None) -> date | None:
    """The date three printed numbers make; None where one is missing or there is no such day."""
    with suppress(ValueError, TypeError):
        return date(int(year), int(month), int(day))
    return None


def find_deadlines(text: str, *, year: int | None = None) -> tuple[Deadline, ...]:
    """Dated duties in running words, in their order.

    `year` completes a day printed without one ("trước ngày 15/11"); without `year` such a day is left out.
    `who` is filled where the clause itself names somebody. A day that had to be completed, or that may date something
    else, has `sure` below 0.8: ask a person.
    """
    found = []
    end = 0
    for match in _matches(text):
        when, sure = _when(match, year)
        if when is None:
            continue
        start, stop = _clause(text, match, end)
        words = squeeze(text[start:stop])
        what = _duty(text, match, start, stop, found)
        if _HISTORY.search(text[max(match.start() - 40, 0) : match.start()]):
            sure = min(sure, 0.5)
        who = _who(what)
        found.append(Deadline(words, when, squeeze(match["qualifier"]), who, what, sure=sure))
        end = stop
    return tuple(found)


def impossible_dates(text: str) -> tuple[str, ...]:
    """Deadlines as printed whose day does not exist ("trước ngày 31/6/2026")."""
    return tuple(
        squeeze(match[0])
        for match in _DATED.finditer(text)
        if made_date(*_numbers(match, 2000)) is None
    )


def _matches(text: str) -> list[re.Match]:
    return sorted([*_DATED.finditer(text), *_IN_MONTH.finditer(text)], key=re.Match.start)


def _numbers(match: re.Match, year: int | None) -> tuple:
    named = match.groupdict()
    return (
        named["day"] or named["day2"],
        named["month"] or named["month2"],
        named["year"] or named["year2"] or year,
    )


def _when(match: re.Match, year: int | None) -> tuple[date | None, float]:
    if "part" in match.groupdict():
        return _end_of_period(match), 0.7
    printed = match["year"] or match["year2"]
    return made_date(*_numbers(match, year)), 1.0 if printed else 0.6


def _end_of_period(match: re.Match) -> date | None:
    which = match["which"].upper()
    number = _QUARTERS.get(which) or (int(which) if which.isdigit() else 0)
    month = number * 3 if match["part"].lower() == "quý" else number
    year = int(match["year"])
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _clause(text: str, match: re.Match, after: int) -> tuple[int, int]:
    """From where to where the duty is told: a bracketed day dates the words since the last comma, any other the
    whole clause."""
    after = max(after, match.start() - _REACH)
    bracket = _opening_bracket(text, match.start())
    stop = _end_of_match(text, match, bracket)
    breaks = r"[.;,:](?=\s)" if bracket is not None else r"[.;](?=\s)|:(?![\d/])"
    told = bracket if bracket is not None else match.start()
    starts = [found.end() for found in re.finditer(breaks, text[after:told])]
    # "Các phòng, trung tâm gửi báo cáo (trước ngày …)": a comma inside a list of bodies ends no clause.
    while bracket is not None and starts and _names_a_body(text[after + starts[-1] : told]):
        starts.pop()
    start = after + (starts[-1] if starts else 0)
    start += len(text[start:told]) - len(text[start:told].lstrip(" ,;.:"))
    if bracket is None and start == match.start():
        # "Trước ngày 20/5/2026, các đơn vị gửi báo cáo": the duty follows.
        ending = _CLAUSE_END.search(text, stop, stop + _REACH)
        stop = ending.start() if ending else min(len(text), stop + _REACH)
    return start, stop


def _names_a_body(words: str) -> bool:
    words = words.strip()
    return (
        bool(words) and not words[0].isupper() and bool(_BODY.match(words[0].upper() + words[1:]))
    )


def _opening_bracket(text: str, before: int) -> int | None:
    opened = text.rfind("(", max(before - _REACH, 0), before)
    return opened if opened >= 0 and ")" not in text[opened:before] else None


def _end_of_match(text: str, match: re.Match, bracket: int | None) -> int:
    if bracket is None:
        return match.end()
    closed = text.find(")", match.end(), match.end() + _REACH)
    return closed + 1 if closed >= 0 else match.end()


def _duty(text: str, match: re.Match, start: int, stop: int, before: list[Deadline]) -> str:
    """The words of the clause without the day. "01 năm" alone takes its verb from the duty before."""
    bracket = _opening_bracket(text, match.start())
    cut = bracket if bracket is not None else match.start()
    after = stop if bracket is not None else match.end()
    told = re.sub(r"\s+(xong|hoàn thành)\s*$", "", text[start:cut].rstrip())
    what = squeeze(f"{told} {text[after:stop]}").strip(" ,;:.")
    tail = re.match(r"\s+(và\s[^.;]*)", text[stop : stop + _REACH]) if bracket is not None else None
    if tail and not _DATED.search(tail[1]):
        what = squeeze(f"{what} {tail[1]}")
    if before and _BARE_PERIOD.match(what):
        what = squeeze(f"{_PERIOD.sub('', before[-1].what)} {what}")
    return what


def _who(what: str) -> str:
    """The body a clause begins with ("Các đơn vị gửi báo cáo …"), or ""."""
    acts = _ACTS.search(what)
    if not acts or not _BODY.match(what) or acts.start() > 120:
        return ""
    return what[: acts.start()].strip(" ,:")
