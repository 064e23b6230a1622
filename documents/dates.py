"""Dates and dated duties in Vietnamese text: "trước ngày 20/5/2026", "chậm nhất là ngày 08 tháng 02 năm 2026"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from documents.model import Deadline
from documents.text import squeeze
from documents.understanding.bodies import BODY, TO_ORGANISE, is_body, upper_first
from documents.understanding.masks import masked
from documents.understanding.receivers import receiver_in
from documents.understanding.times import ASSUMED_YEAR, Time, find_times, impossible_days, made_date

__all__ = ["bound_of", "find_deadlines", "impossible_dates", "made_date"]

# A day in the past that dates something else and gives nobody a duty.
_HISTORY = re.compile(
    r"(ban hành|có hiệu lực|phát sinh|sinh|thành lập|tồn tại|xảy ra|được cấp)\s*$",
    re.IGNORECASE,
)
# Stretches of time that are no time to do something in: validity, data, terms of office, whole programmes.
_NOT_TO_DO = re.compile(
    r"\b(giai đoạn|nhiệm kỳ|thời kỳ|niên độ|niên khóa|khóa|hiệu lực|giá trị|số liệu|kỳ báo cáo|kỳ số liệu|tính|kể"
    r"|thời điểm|kỷ niệm|chào mừng|nhân dịp|dịp|lũy kế|trong khoảng|so với|cùng kỳ|phát sinh|kết quả|đã|hợp đồng"
    r"|có thời hạn|kéo dài|diễn ra|nghỉ|trực (?:lễ|Tết|ban|cơ quan)|kỳ nghỉ|thời gian qua"
    r"|vừa qua)(?:\s+[^\s;.]+){0,4}\s*[(:]?\s*$"
    r"|(?:công dân|người|nam|nữ|thanh niên)\s+sinh\s*$",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\s*(?:hằng|hàng|mỗi)\s+(?:tháng|quý|tuần)\b|\s*(?:tháng|quý)\s+(?:liền kề|sau|tiếp theo|trước)\b",
    re.I,
)
# "Từ tháng 4 đến tháng 12, ngày 12 hằng tháng": a time of the year for something that comes again.
_AGAIN_SOON = re.compile(r"[^.;]{0,40}\b(?:hằng|hàng|mỗi)\s+(?:tháng|quý|tuần)\b", re.IGNORECASE)
# No paragraph of a plan says more; what does was made to be slow.
_MOST = 200
# No clause is longer; looking further would make a hostile text of brackets slow.
_REACH = 800
_CLAUSE_END = re.compile(r"[.;](?=\s|$)")
_BARE_PERIOD = re.compile(
    r"^\(?(\d{1,2}\s+(?:tháng|năm)|năm|quý(?:\s+\w+)?|tháng|định kỳ)(?=\W|$)(?!\s+\d{4})",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\s*\b(\d{1,2}\s+tháng|\d{1,2}\s+năm|năm|quý|tháng)\b(?!\s+\d).*$", re.IGNORECASE
)
_ONE_OF_SEVERAL = re.compile(
    r"(?:lần|đợt|kỳ|bước|giai đoạn|vòng)\s+(?:thứ\s+)?(?:\d{1,2}|[IVX]+|nhất|hai|ba|tư|đầu|cuối)",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\s+(?:có trách nhiệm|chịu trách nhiệm|chủ trì|chủ động|phối hợp|gửi|báo cáo|tổng hợp|xây dựng|hoàn thành|đăng ký"
    rf"|tham mưu|lập|{TO_ORGANISE}|nộp|thực hiện|triển khai|rà soát|đánh giá"
    r"|chấm điểm|tự chấm|niêm yết|công khai|ban hành|trình|cử|ký kết|kiểm tra|họp|sơ kết|tổng kết|đề xuất|căn cứ"
    r"|cập nhật"
    r"|hướng dẫn|thành lập|kiện toàn|phát động|ra mắt|tập huấn|tuyên truyền|quán triệt|đối thoại|phải|bố trí"
    r"|thông báo|xong|hoàn tất"
    r"|tiến hành|ra quyết định|quyết định|ra quân|lấy ý kiến|khảo sát|giám sát|trồng|vệ sinh|bồi dưỡng|tặng|thăm"
    r"|thực hành|phúc tra"
    r"|niêm phong|chọn|lựa chọn|ký)\b",
)
_VERB_ANYWHERE = re.compile(_ACTS.pattern.replace(r"\s+(?:", r"\b(?:", 1), re.IGNORECASE)
# "Hạn nộp báo cáo: 15/6" tells with the qualifier what is due.
_DUE = re.compile(
    r"hạn\s+(?:(?:cuối|chót|cùng)\s+)*((?:nộp|gửi|báo cáo|hoàn thành|đăng ký).*?)(?:\s+là)?(?:\s+ngày)?$",
    re.I,
)
# "Trước ngày 25/5/2026 (báo cáo 6 tháng) và trước ngày 25/11/2026 (báo cáo năm)".
_KIND_BEHIND = re.compile(
    r"\s*\((?:báo cáo|sơ kết|tổng kết|đối với|lần|đợt|kỳ|6 tháng|06 tháng|năm)\b[^()]{0,80}\)"
    r"|\s+đối với (?:báo cáo|kỳ|đợt)\b[^().;:,]{0,40}?(?=\s+và\s|[.;,]|$)"
)
_LAST_KIND = re.compile(r"\s*\([^()]*\)$|\s+đối với [^()]*$")
_BEFORE = re.compile(r"\btrước\b")
_STILL_THAT_DAY = re.compile(
    r"trước\s+hoặc\s+trong|trước\s+(?:tháng|quý)$|\d\s*(?:giờ|h|g)\b|\d(?:h|g)\d"
)
_JOINT = re.compile(r"^(?:và|đồng thời|,|;)\s+")


def find_deadlines(text: str, *, year: int | None = None) -> tuple[Deadline, ...]:
    """Dated duties in running words, in their order.

    `year` completes a day printed without one ("trước ngày 15/11"); without `year` such a day is left out.
    `who` and `to` are filled where the clause itself names somebody. A day that had to be completed, that is the last
    one of a month or a quarter, or that may date something else, has `sure` below 0.8: ask a person.
    """
    # Runs of blanks are slow to look through and say nothing.
    text = squeeze(text)
    found: list[Deadline] = []
    end = 0
    for time in _to_do(text, year):
        if found and time.end <= end:
            # A further day of the same words: "trước ngày 15/6 và 15/12".
            same = {"date": time.date, "first": time.first, "sure": _doubt(text, time, year)}
            found.append(replace(found[-1], **same))
            continue
        start, stop = _clause(text, time, end)
        what = _duty(text, time, start, stop, found)
        found.append(
            Deadline(
                squeeze(text[start:stop]),
                time.date,
                time.qualifier,
                _who(what),
                what,
                sure=_doubt(text, time, year),
                first=time.first,
                to=receiver_in(what) or receiver_in(_rest_of_clause(text, what, stop)),
            )
        )
        end = max(end, stop)
    return tuple(found)


def bound_of(time: Deadline | Time) -> str:
    """How the words bound their date: "before" it, "by" it, "within" a stretch that ends on it, "" where unsaid.

    "Trước 17 giờ ngày 20/5" and "trước hoặc trong ngày 20/5" let that day count; "trước tháng 6" is read as by 31/5.
    """
    if time.first:
        return "within"
    words = time.qualifier.casefold()
    if not words:
        return ""
    return "before" if _BEFORE.search(words) and not _STILL_THAT_DAY.search(words) else "by"


def impossible_dates(text: str) -> tuple[str, ...]:
    """Deadlines as printed whose day does not exist ("trước ngày 31/6/2026")."""
    return tuple(impossible_days(text))


def _to_do(text: str, year: int | None) -> list[Time]:
    readable = masked(text)
    times = (time for time in find_times(readable, year) if _is_to_do(readable, time, year))
    return list(islice(times, _MOST))


def _is_to_do(text: str, time: Time, year: int | None) -> bool:
    before = text[max(time.start - 60, 0) : time.start]
    if _AGAIN.match(text, time.end) or (time.first and _AGAIN_SOON.match(text, time.end)):
        return False
    if year and time.date.year < year and (time.first or _HISTORY.search(before)):
        return False
    if (time.first or time.qualifier.casefold().startswith(("vào", "từ"))) and _NOT_TO_DO.search(
        before
    ):
        return False
    # "Trong tháng 6" says when something is to be done only beside a word for what is done.
    is_period = time.qualifier.casefold().endswith(("tháng", "quý"))
    tells_year = time.sure > ASSUMED_YEAR and year == time.date.year
    return not is_period or tells_year or bool(_VERB_ANYWHERE.search(_sentence(text, time)))


def _sentence(text: str, time: Time) -> str:
    starts = [
        match.end() for match in _CLAUSE_END.finditer(text, max(time.start - _REACH, 0), time.start)
    ]
    end = _CLAUSE_END.search(text, time.end, time.end + _REACH)
    first = starts[-1] if starts else max(time.start - _REACH, 0)
    return text[first : end.start() if end else time.end + _REACH]


def _doubt(text: str, time: Time, year: int | None) -> float:
    dates_something_else = _HISTORY.search(text[max(time.start - 40, 0) : time.start])
    long_ago = year is not None and min(time.date, time.first or time.date).year < year - 1
    return min(time.sure, 0.5) if dates_something_else or long_ago else time.sure


def _clause(text: str, time: Time, after: int) -> tuple[int, int]:
    """From where to where the duty is told: a bracketed day dates the words since the last comma, any other the
    whole clause."""
    after = max(after, time.start - _REACH)
    bracket = _opening_bracket(text, time.start)
    stop = _end_of_time(text, time, bracket)
    breaks = r"[.;,:](?=\s)" if bracket is not None else r"[.;](?=\s)|:(?![\d/])"
    told = bracket if bracket is not None else time.start
    breaks += r"|\b(?:hằng|hàng) (?:tuần|tháng|quý|năm),"
    starts = [found.end() for found in re.finditer(breaks, text[after:told])]
    # "Các phòng, trung tâm gửi báo cáo (trước ngày …)": a comma inside a list of bodies ends no clause.
    while bracket is not None and starts and _names_a_body(text[after + starts[-1] : told]):
        starts.pop()
    # "Báo cáo định kỳ: 6 tháng (trước ngày …)": what is due stands before the colon.
    if (
        bracket is not None
        and starts
        and _BARE_PERIOD.match(text[after + starts[-1] : told].strip())
    ):
        starts = [at for at in starts if text[after + at - 1] != ":"]
    if (
        starts
        and text[after + starts[-1] - 1] == ":"
        and not text[after + starts[-1] : told].strip()
    ):
        # "Đăng ký mô hình: trước ngày …": what is due is the label.
        starts.pop()
    start = after + (starts[-1] if starts else 0)
    start += len(text[start:told]) - len(text[start:told].lstrip(" ,;.:"))
    if joint := _JOINT.match(text[start:told]):
        start += joint.end()
    if bracket is None and (named := _KIND_BEHIND.match(text, stop)):
        return start, named.end()
    if bracket is None and start == time.start:
        # "Trước ngày 20/5/2026, các đơn vị gửi báo cáo": the duty follows.
        ending = _CLAUSE_END.search(text, stop, stop + _REACH)
        stop = ending.start() if ending else min(len(text), stop + _REACH)
    return start, stop


def _names_a_body(words: str) -> bool:
    words = words.strip()
    return bool(words) and not words[0].isupper() and bool(BODY.match(words[0].upper() + words[1:]))


def _opening_bracket(text: str, before: int) -> int | None:
    opened = text.rfind("(", max(before - _REACH, 0), before)
    return opened if opened >= 0 and ")" not in text[opened:before] else None


def _end_of_time(text: str, time: Time, bracket: int | None) -> int:
    if bracket is None:
        return time.end
    closed = text.find(")", time.end, time.end + _REACH)
    return closed + 1 if closed >= 0 else time.end


def _duty(text: str, time: Time, start: int, stop: int, before: list[Deadline]) -> str:
    """The words of the clause without the day. "01 năm" alone takes its verb from the duty before."""
    bracket = _opening_bracket(text, time.start)
    cut = bracket if bracket is not None else time.start
    after = stop if bracket is not None else time.end
    told = re.sub(r"\s+(xong|hoàn thành|là)\s*$", "", text[start:cut].rstrip())
    what = squeeze(f"{told} {text[after:stop]}").strip(" ,;:.")
    tail = re.match(r"\s+(và\s[^.;]*)", text[stop : stop + _REACH]) if bracket is not None else None
    if tail and not find_times(tail[1], 2000):
        what = squeeze(f"{what} {tail[1]}")
    if not what and (due := _DUE.match(time.qualifier)):
        return due[1]
    if before and what.startswith(("(", "đối với ")):
        return squeeze(f"{_LAST_KIND.sub('', before[-1].what)} {what}")
    if before and _BARE_PERIOD.match(what):
        what = squeeze(f"{_PERIOD.sub('', before[-1].what)} {what}")
    if _ONE_OF_SEVERAL.fullmatch(what):
        what = squeeze(f"{_announced(text, start)} {what}")
    return what


def _announced(text: str, start: int) -> str:
    """What a sentence tells before it parts: "Tổ chức hai hội nghị; lần 1 trước ngày …, lần 2 trước ngày …"."""
    sentence = re.split(r"(?<=[.])\s", text[max(start - _REACH, 0) : start])[-1]
    told = re.split(r"[;:]\s", sentence, maxsplit=1)[0] if re.search(r"[;:]\s", sentence) else ""
    return f"{told.strip(' ,')}:" if told else ""


def _rest_of_clause(text: str, what: str, stop: int) -> str:
    """What follows the day: "báo cáo năm (trước ngày …) về Phòng Văn hóa - Xã hội"."""
    if not _VERB_ANYWHERE.search(what):
        return ""
    ending = _CLAUSE_END.search(text, stop, stop + _REACH)
    following = text[stop : ending.start() if ending else stop + _REACH]
    return f"gửi {following.strip()}"


def _who(what: str) -> str:
    """The body a clause begins with ("Các đơn vị gửi báo cáo …"), or ""."""
    acts = _ACTS.search(what)
    if not acts or acts.start() > 120:
        return ""
    told = upper_first(what)
    return told[: acts.start()].strip(" ,:") if is_body(told) else ""
