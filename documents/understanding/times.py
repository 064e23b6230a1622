"""Expressions of time in Vietnamese text: days, months, quarters and stretches of time, with what qualifies them.

The forms are those of domain practice: "trước ngày 20/5/2026", "chậm nhất là ngày 08 tháng 02 năm 2026", "trước 17 giờ
ngày 15/3", "từ ngày 01 đến ngày 15/3/2026", "trong quý II/2026", "tháng 6 và tháng 12".
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from documents.text import squeeze

ASSUMED_YEAR = 0.6
SHORT_YEAR = 0.7
PERIOD = 0.7  # in running words; the last day of a month or quarter is what is understood, not what is said
LABELLED_PERIOD = 0.9
VAGUE_PERIOD = 0.6


@dataclass(frozen=True, slots=True)
class Time:
    """From `start` to `end` of the words. `date` is the (last) day, `first` the first one of a stretch."""

    start: int
    end: int
    qualifier: str
    date: date
    first: date | None = None
    sure: float = 1.0


def made_date(day: str | None, month: str | None, year: str | int | None) -> date | None:
    """The date three printed numbers make; None where one is missing or there is no such day."""
    with suppress(ValueError, TypeError):
        return date(_whole_year(year), int(month), int(day))
    return None


def _whole_year(year: str | int) -> int:
    number = int(year)
    return number + 2000 if number < 100 else number


def _day(name: str) -> str:
    year = r"(?:\s*[/.-]\s*(?P<{0}y>\d{{4}})|/(?P<{0}z>\d\d)(?!\d))?"
    figures = r"(?P<{0}d>\d{{1,2}})\s*[/.-]\s*(?P<{0}m>\d{{1,2}})" + year + r"(?![\d/])"
    words = r"(?P<{0}D>\d{{1,2}})\s+tháng\s+(?P<{0}M>\d{{1,2}})(?:\s*(?:/|năm)\s*(?P<{0}Y>\d{{4}}))?(?!\d)"
    return rf"(?:(?:ngày\s+)?(?:{figures}|{words}))".format(name)


_HOUR = r"(?:\s+\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{2}(?:\s*phút)?)?\s*,?)?(?:\s*\b(?:thứ\s+\w+|chủ\s+nhật)\s*,?)?"
_QUALIFIER = (
    r"(?:trước(?:\s+hoặc\s+trong)?"
    r"|(?:chậm|muộn|trễ)\s+nhất(?:\s+(?:là|vào|trước|đến|trong))*"
    r"|không\s+(?:muộn|chậm|trễ)\s+hơn|không\s+quá(?=\s+ngày)"
    r"|hạn(?:\s+(?:cuối|chót|cùng|nộp|gửi|báo\s+cáo|hoàn\s+thành|đăng\s+ký))+(?:\s+là)?"
    r"|(?:từ\s+nay\s+)?(?:cho\s+)?đến\s+hết(?=\s+ngày)|từ\s+nay\s+đến|hết(?=\s+ngày)"
    r"|(?:xong|hoàn\s+thành|kết\s+thúc)(?:\s+(?:vào|trong))?(?=\s+ngày))"
)
_DATED = re.compile(rf"\b(?P<q>{_QUALIFIER}{_HOUR}(?:\s+ngày)?)\s*:?\s+{_day('a')}", re.IGNORECASE)
_FURTHER = re.compile(rf"\s*(?:,|;|và)\s*{_day('a')}", re.IGNORECASE)
_ALONE = re.compile(rf"(?<![\d/.]){_day('a')}", re.IGNORECASE)
_RANGE = re.compile(
    rf"\b(?P<q>từ)\s+(?:ngày\s+)?(?:{_day('a')}|(?P<only>\d{{1,2}}))\s*(?:đến|tới|-|–)\s*(?:hết\s+)?{_day('b')}",
    re.IGNORECASE,
)
_BARE_RANGE = re.compile(rf"(?P<q>){_day('a')}\s*(?:đến|tới|-|–)\s*{_day('b')}", re.IGNORECASE)
_NUMBER = r"(?:\d{1,2}|[IV]{1,3})(?![\w%])(?:\s*/\s*\d{4}(?!\d))?(?!/\d)"
_PERIODS = re.compile(
    r"(?:\b(?P<q>(?:trong|vào|chậm\s+nhất(?:\s+(?:là|vào|trong))*|trước|từ\s+nay\s+đến|(?:cho\s+)?đến\s+hết|hết|từ"
    r"|(?:xong|hoàn\s+thành)(?:\s+(?:trong|vào|trước))?)(?:\s+(?:cuối|đầu|giữa))?)\s+)?"
    rf"\b(?P<unit>tháng|quý)\s+(?P<list>{_NUMBER}"
    rf"(?:\s*(?:,|;|và|đến|tới|-|–)\s*(?:hết\s+)?(?:(?P<again>tháng|quý)\s+)?{_NUMBER})*)"
    r"(?:\s*năm\s+(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_ELEMENT = re.compile(
    r"(?P<sep>,|;|và|đến|tới|-|–)?\s*(?:hết\s+)?(?P<unit>tháng\s+|quý\s+)?(?P<which>\d{1,2}|[IV]{1,3})(?!\w)(?:\s*/\s*"
    r"(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\b(?:trong\s+)?(?:0?6|sáu)\s+tháng\s+(?P<half>đầu|cuối)\s+năm(?:\s+(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(r"^(?:trong\s+)?năm\s+(?P<year>\d{4})$", re.IGNORECASE)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}


def find_times(words: str, year: int | None, *, alone: bool = False) -> tuple[Time, ...]:
    """Every expression of time that can set a date, in order, none inside another.

    `year` completes what is printed without a year; without it such a time is left out. `alone`: the words are those
    of a label or a cell, where a day needs no qualifier and a month no preposition.
    """
    found = [*_ranges(words, year, alone), *_dated(words, year), *_periods(words, year, alone)]
    if alone:
        found += [*_bare_days(words, year), *_halves(words, year)]
    kept: list[Time] = []
    # What is longer and begins first says more: a range holds the two days it goes between.
    for time in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or time.start >= kept[-1].end or _same_words(time, kept[-1]):
            kept.append(time)
    return tuple(kept)


def _same_words(one: Time, other: Time) -> bool:
    """ "trước ngày 15/6 và 15/12": two dates with one qualifier come from one stretch of words."""
    return (one.start, one.end) == (other.start, other.end) and one.date != other.date


def impossible_days(words: str) -> Iterator[str]:
    """Qualified days as printed that no calendar has: "trước ngày 31/6/2026"."""
    for match in _DATED.finditer(words):
        if _of(match, "a", 2000) is None:
            yield squeeze(match[0])


# -- days


def _parts(match: re.Match, name: str) -> tuple:
    held = match.groupdict()
    year = held[f"{name}y"] or held[f"{name}z"] or held[f"{name}Y"]
    return held[f"{name}d"] or held[f"{name}D"], held[f"{name}m"] or held[f"{name}M"], year


def _of(match: re.Match, name: str, year: int | None) -> date | None:
    day, month, printed = _parts(match, name)
    return made_date(day, month, printed or year)


def _certainty(printed: str | None) -> float:
    if printed is None:
        return ASSUMED_YEAR
    return 1.0 if len(printed) == 4 else SHORT_YEAR


def _dated(words: str, year: int | None) -> Iterator[Time]:
    for match in _DATED.finditer(words):
        matches, end = [match], match.end()
        while more := _FURTHER.match(words, end):
            matches.append(more)
            end = more.end()
        printed = next((_parts(m, "a")[2] for m in reversed(matches) if _parts(m, "a")[2]), None)
        for each in matches:
            when = _of(each, "a", printed or year)
            if when is not None:
                sure = _certainty(_parts(each, "a")[2] or printed)
                yield Time(match.start(), end, squeeze(match["q"]), when, sure=sure)


def _bare_days(words: str, year: int | None) -> Iterator[Time]:
    for match in _ALONE.finditer(words):
        when = _of(match, "a", year)
        if when is not None:
            yield Time(match.start(), match.end(), "", when, sure=_certainty(_parts(match, "a")[2]))


def _ranges(words: str, year: int | None, alone: bool) -> Iterator[Time]:
    matches = list(_RANGE.finditer(words))
    if alone:
        matches += list(_BARE_RANGE.finditer(words))
    for match in matches:
        last = _of(match, "b", year)
        first = last and _first_day(match, last)
        if first and first <= last:
            sure = min(_certainty(_parts(match, "b")[2]), LABELLED_PERIOD)
            yield Time(match.start(), match.end(), squeeze(match["q"]), last, first, sure)


def _first_day(match: re.Match, last: date) -> date | None:
    only = match.groupdict().get("only")
    if only:
        return made_date(only, str(last.month), last.year)
    return _of(match, "a", last.year)


# -- months and quarters


def _periods(words: str, year: int | None, alone: bool) -> Iterator[Time]:
    for match in _PERIODS.finditer(words):
        if not (match["q"] or alone or _in_brackets(words, match, year)):
            continue
        elements = _elements(match, alone)
        printed = match["year"] or next((e["year"] for e in reversed(elements) if e["year"]), None)
        sure = _period_certainty(alone, printed)
        end = match.start("list") + elements[-1].end()
        if printed and match["year"]:
            end = match.end()
        qualifier = squeeze(f"{match['q'] or ''} {match['unit'] if match['q'] else ''}")
        for first, last in _stretches(match, elements, printed or year):
            if re.search(r"trước (?:tháng|quý)$", qualifier.casefold()):
                # "trước tháng 6" is over when June begins.
                first, last = None, date.fromordinal(first.toordinal() - 1)
            yield Time(match.start(), end, qualifier, last, first, sure)


def _in_brackets(words: str, match: re.Match, year: int | None) -> bool:
    """ "Tập huấn cho cán bộ thôn (tháng 9/2026)": nothing else in the brackets, and no year gone by."""
    opened = re.search(
        r"\((?:dự kiến\s*:?\s*|thời gian\s*:?\s*)?$", words[: match.start()][-24:], re.IGNORECASE
    )
    printed = re.search(r"\d{4}", match[0])
    of_plan = not printed or not year or year <= int(printed[0]) <= year + 1
    return bool(opened) and words[match.end() : match.end() + 1] == ")" and of_plan


def _period_certainty(alone: bool, printed: str | None) -> float:
    if printed is None:
        return ASSUMED_YEAR
    return LABELLED_PERIOD if alone else PERIOD


def _elements(match: re.Match, alone: bool) -> list[re.Match]:
    """The months of a list. In running words "tháng 6, 15 hộ" names one: a further month says "tháng" again."""
    kept = []
    for element in _ELEMENT.finditer(match["list"]):
        goes_on = element["unit"] or element["sep"] in ("đến", "tới", "-", "–")
        if kept and not (alone or goes_on):
            break
        kept.append(element)
    return kept


def _stretches(match: re.Match, elements: list[re.Match], year) -> Iterator[tuple[date, date]]:
    spans = [_months_of(match["unit"], element, year) for element in elements]
    at = 0
    while at < len(spans):
        first = last = spans[at]
        if at + 1 < len(spans) and (elements[at + 1]["sep"] or "") in ("đến", "tới", "-", "–"):
            last = spans[at + 1]
            at += 1
        at += 1
        if first and last and first[0] <= last[1]:
            yield first[0], last[1]


def _months_of(unit: str, element: re.Match, year) -> tuple[date, date] | None:
    which = element["which"].upper()
    number = _QUARTERS.get(which) or (int(which) if which.isdigit() else 0)
    year = int(element["year"] or year or 0)
    is_quarter = unit.casefold() == "quý"
    last = number * 3 if is_quarter else number
    if not (year and 1 <= last <= 12):
        return None
    return date(year, last - 2 if is_quarter else last, 1), date(
        year, last, monthrange(year, last)[1]
    )


def _halves(words: str, year: int | None) -> Iterator[Time]:
    """Half a year, or the whole one, where a label or a cell says no more: somebody has to set the day."""
    for match in _HALF.finditer(words):
        if of := int(match["year"] or year or 0):
            early = match["half"].casefold() == "đầu"
            first, last = (
                (date(of, 1, 1), date(of, 6, 30)) if early else (date(of, 7, 1), date(of, 12, 31))
            )
            yield Time(match.start(), match.end(), "", last, first, VAGUE_PERIOD)
    if match := _WHOLE_YEAR.match(words.strip(" .;")):
        of = int(match["year"])
        yield Time(0, len(words), "", date(of, 12, 31), date(of, 1, 1), VAGUE_PERIOD)
