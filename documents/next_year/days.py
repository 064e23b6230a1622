"""Days with and without a year: moved along, and off the days on which offices are closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from documents.checking.passages import Passage
from documents.next_year.proposal import DOUBTFUL, LIKELY, SURE, WEEKDAYS, Proposal, Turn
from documents.next_year.words_around import OUTSIDE, in_document, in_quotes
from documents.understanding.times import find_times, made_date

_WEEKDAY = r"(?P<weekday>(?<!\w)(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật))"
_DAY = re.compile(
    rf"(?:{_WEEKDAY}(?P<between>\s*,?\s*(?:\(?ngày\s+)?))?"
    r"(?<![\d/.])(?P<day>\d{1,2})(?P<sign>\s*[/.-]\s*|\s+tháng\s+)(?P<month>\d{1,2})"
    r"(?:(?P<sign2>\s*[/.-]\s*|\s+năm\s+)(?P<year>20\d\d))?(?![\d/]|[.-]\d|\s*(?:%|đồng|triệu|tỷ))",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(
    r"(?P<count>\d{1,3})\s+năm(?P<what>[^.;()]{0,120})\(\s*(?P<from>\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}|\d{4})\s*[-–]\s*"
    r"(?P<to>(?:\d{1,2}\s*/\s*\d{1,2}\s*/\s*)?20\d\d)\s*\)"
)
_HAPPENED = re.compile(
    r"(?:ban hành|hiệu lực|thành lập|(?<!vệ )sinh|sáp nhập|đã|được cấp|(?<!đăng )(?<!định )ký|xảy ra)"
    r"(?:\s+[^\s.;,]+){0,3}\s*$",
    re.IGNORECASE,
)
# The stretches that reports are about end on fixed days (NĐ 09/2019/NĐ-CP, Điều 12, 13), working days or not.
_FIXED = re.compile(
    r"(?:số liệu|kỳ báo cáo|thời gian chốt|chốt|tính|kể)(?:\s+[^\s.;]+){0,6}\s*$", re.IGNORECASE
)
# What follows the moon falls on another day every year.
_BY_THE_MOON = re.compile(r"(?<!\w)(?:Tết|âm lịch|Giỗ Tổ|Trung thu|Rằm|rằm|Vu lan|Vu Lan)(?!\w)")
_YEARLY = re.compile(r"\s*,?\s*(?:hằng|hàng|mỗi)\s+năm", re.IGNORECASE)
_ONE_DAY = timedelta(days=1)
_LONGEST_HOLIDAY = 15
_REACH = 80


def day_proposals(passage: Passage, turn: Turn) -> Iterator[Proposal]:
    """Proposals for the days and anniversaries in a passage, in order, none overlapping."""
    taken = []
    for match in _ANNIVERSARY.finditer(passage.words):
        if found := _anniversary(passage, match, turn):
            taken.append(match.span())
            yield from found
    spans = _spans_of_times(passage.words, turn.year)
    for match in _DAY.finditer(passage.words):
        at = match.start("day")
        if any(start <= at < end for start, end in taken):
            continue
        if in_document(passage, at) == OUTSIDE:
            yield from _day(passage, match, turn, spans)


def _spans_of_times(words: str, year: int):
    return [(time.start, time.end, time) for time in find_times(words, year)]


def _day(passage: Passage, match: re.Match, turn: Turn, spans) -> Iterator[Proposal]:
    at = match.start("day")
    role = _role(passage.words, at, spans)
    if match["year"] is None:
        if role != "event" and (match["sign"].strip() in ("/", "tháng")):
            yield from _yearless(passage, match, turn, role)
        return
    old = made_date(match["day"], match["month"], match["year"])
    if old is None or not _moves_along(old, turn, role):
        return
    wanted, why = _same_day(old, turn.by)
    new, moved = (
        (wanted, "") if role in ("event", "fixed") else _on_a_working_day(wanted, role, turn)
    )
    sure, doubt = _certainty(passage.words, at, old, role, turn)
    begun = next((time for start, end, time in spans if start <= at < end and time.first), None)
    if begun and old.year != turn.year and begun.date.year != turn.year:
        # Only of a stretch that reaches into the plan's year does a day before it move along.
        sure, doubt = DOUBTFUL, "khoảng thời gian ngoài năm kế hoạch"
    if (role != "end" or begun) and _BY_THE_MOON.search(passage.words[max(at - 60, 0) : at + 60]):
        sure, doubt = DOUBTFUL, "ngày theo âm lịch, năm sau rơi vào ngày khác"
    if role == "event" and not turn.is_working_day(new):
        doubt = doubt or f"{_told(new)} là ngày nghỉ; hãy chọn lại ngày nếu cần"
    reason = "; ".join(filter(None, [why, moved, doubt]))
    start, end = match.span()
    printed = _printed(match, new)
    yield turn.proposal(
        "date", passage, passage.words[start:end], printed, start,
        sure=sure, reason=reason, old_day=old, new_day=new,
    )  # fmt: skip


def _role(words: str, at: int, spans) -> str:
    """What a day is: the "end" or "start" of a time to do something in, a "fixed" day of a stretch that data are of, or
    an "event"."""
    for start, end, time in spans:
        if start <= at < end:
            if _FIXED.search(words[max(start - _REACH, 0) : start]):
                return "fixed"
            begins = time.qualifier.casefold().startswith("từ") and not re.search(
                r"đến|tới|[-–]", words[start:at]
            )
            return "start" if begins and "nay" not in time.qualifier else "end"
    return "event"


def _moves_along(old: date, turn: Turn, role: str) -> bool:
    if old.year == turn.year:
        return True
    # A stretch that reports are about begins in December; what a year leaves to do is due in the next January.
    early = old.year == turn.year - 1 and role in ("fixed", "start")
    late = old.year == turn.year + 1 and role != "event"
    return early or late or (old.year == turn.year - 1 and role == "end")


def _same_day(old: date, by: int) -> tuple[date, str]:
    """The same day of another year; 28 February for a 29 February that is not."""
    try:
        return old.replace(year=old.year + by), ""
    except ValueError:
        return date(old.year + by, 2, 28), f"năm {old.year + by} không có ngày 29/02"


def _on_a_working_day(wanted: date, role: str, turn: Turn) -> tuple[date, str]:
    step = _ONE_DAY if role == "start" else -_ONE_DAY
    day = wanted
    for _ in range(_LONGEST_HOLIDAY):
        if turn.is_working_day(day):
            break
        day += step
    if day == wanted:
        return day, ""
    way = "chuyển sang" if role == "start" else "lùi về"
    return day, f"{_told(wanted)} là ngày nghỉ nên {way} {_told(day)}"


def _certainty(words: str, at: int, old: date, role: str, turn: Turn) -> tuple[float, str]:
    if in_quotes(words, at):
        return DOUBTFUL, "nằm trong ngoặc kép"
    if role != "end" and _HAPPENED.search(
        words[max(at - _REACH, 0) : at].removesuffix("ngày ").rstrip() + " "
    ):
        return DOUBTFUL, "có thể là ngày của một việc đã qua"
    if old.year == turn.year - 1 and role == "end":
        return DOUBTFUL, "ngày của năm trước"
    return (LIKELY if role == "event" else SURE), ""


def _yearless(passage: Passage, match: re.Match, turn: Turn, role: str) -> Iterator[Proposal]:
    """A day printed without a year stays; that it is a day off then, or is not at all, is told."""
    if _YEARLY.match(passage.words, match.end()) or role == "fixed":
        return
    start, old = match.span()[0], match[0]
    day = made_date(match["day"], match["month"], turn.to_year)
    if day is None:
        if made_date(match["day"], match["month"], 2000):
            last = date(turn.to_year, 2, 28)
            told = {"reason": f"năm {turn.to_year} không có ngày 29/02", "new_day": last}
            yield turn.proposal("date", passage, old, _printed(match, last), start, **told)
    elif not turn.is_working_day(day):
        nearest, why = _on_a_working_day(day, role, turn)
        yield turn.proposal(
            "day_off", passage, old, _printed(match, nearest), start,
            sure=DOUBTFUL, reason=why, old_day=day, new_day=nearest,
        )  # fmt: skip


def _anniversary(passage: Passage, match: re.Match, turn: Turn) -> list[Proposal]:
    """ "96 năm Ngày truyền thống (15/10/1930 - 15/10/2026)": both the count and the day."""
    first, last = (int(match[name][-4:]) for name in ("from", "to"))
    if last != turn.year or last - first != int(match["count"]):
        return []
    told = passage.words[max(match.start() - 40, 0) : match.start()] + match["what"]
    if in_document(passage, match.start()) != OUTSIDE or not re.search(r"[Kk]ỷ niệm|[Nn]gày", told):
        return []
    at = match.end("to") - 4
    count = str(int(match["count"]) + turn.by)
    return [
        turn.proposal(
            "year", passage, match["count"], count, match.start("count"), sure=LIKELY, reason="số năm kỷ niệm"
        ),
        turn.proposal(
            "year", passage, match["to"][-4:], str(turn.to_year), at, sure=LIKELY, reason="ngày kỷ niệm"
        ),
    ]  # fmt: skip


def _told(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


def _printed(match: re.Match, day: date) -> str:
    """The day in the form in which the old one was printed, its weekday with it."""
    # Days below 10, January and February have a zero before them (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.4).
    figure = f"{day.day:02d}" if day.day < 10 and _padded(match["day"]) else str(day.day)
    month = match["month"]
    if int(month) != day.month:
        month = f"{day.month:02d}" if day.month < 3 or month.startswith("0") else str(day.month)
    year = f"{match['sign2']}{day.year}" if match["year"] else ""
    weekday = ""
    if match["weekday"]:
        name = WEEKDAYS[day.weekday()]
        name = name if match["weekday"][0].islower() else name[0].upper() + name[1:]
        weekday = name + match["between"]
    return f"{weekday}{figure}{match['sign']}{month}{year}"


def _padded(printed: str) -> bool:
    return int(printed) >= 10 or printed.startswith("0")
