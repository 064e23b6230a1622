"""Duties that come again: "báo cáo định kỳ 6 tháng, năm", "hằng quý rà soát", "đối thoại mỗi năm 01 lần"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.model import PeriodicDuty
from documents.text import squeeze
from documents.understanding.bodies import body_at
from documents.understanding.masks import masked
from documents.understanding.receivers import receiver_in

_EVERY = r"(?:hằng|hàng|mỗi|từng)"
_ONCE = r"(?:(?:ít nhất|tối thiểu)\s+)?(?:0?1|một)\s+(?:lần|cuộc|buổi|kỳ|hội nghị)"
_COUNT = r"(?:(?:ít nhất|tối thiểu)\s+)?(?:\d{1,2}|hai|ba|bốn)\s+(?:lần|cuộc|buổi|kỳ|ngày|hội nghị)"
_OF = r"\s*(?:/|trong|trên|một|mỗi)\s*(?:một\s+|0?1\s+)?"
_SPANS = {
    "weekly": rf"{_EVERY}\s+tuần|{_COUNT}{_OF}tuần|{_ONCE}{_OF}tuần",
    "monthly": rf"cuối\s+(?:mỗi\s+)?tháng(?!\s+\d)|{_EVERY}\s+tháng|{_COUNT}{_OF}tháng(?!\s+\d)"
    rf"|{_ONCE}{_OF}tháng(?!\s+\d)|tháng/lần",
    "quarterly": rf"cuối\s+(?:mỗi\s+)?quý(?!\s+[\dIV])|{_EVERY}\s+quý|{_COUNT}{_OF}quý(?!\s+\d)"
    rf"|{_ONCE}{_OF}quý(?!\s+\d)|(?<=báo cáo )quý(?!\s+[\dIV])"
    r"|(?<=, )quý(?=\s*(?:,|và)\s*(?:6|06|năm))|(?<=định kỳ )quý",
    "half_yearly": r"(?<![\d/,.])(?:0?6|sáu)\s+tháng(?!\s+(?:đầu năm|cuối năm|trở|kể|tuổi|tù))(?!/)",
    "nine_monthly": r"(?<![\d/,.])(?:0?9|chín)\s+tháng(?!\s+(?:trở|kể|tuổi|tù))(?!/)",
    "yearly": rf"(?:{_EVERY}\s+năm|{_ONCE}{_OF}năm(?!\s+\d)"
    r"|(?<=tháng, )(?:0?1\s+|một\s+|cả\s+)?năm|(?<=tháng và )(?:0?1\s+|một\s+|cả\s+)?năm|(?<=tháng, quý, )năm"
    r"|(?<=quý, )năm|(?<=báo cáo )năm(?!\s+\d)|(?<=định kỳ )(?:0?1\s+|một\s+)?năm|(?<=tổng kết )năm(?!\s+\d))",
    "ad_hoc": r"đột xuất",
    "periodic": rf"định kỳ(?!\s+(?:0?\d+\s+(?:tháng|năm)|{_EVERY}|quý|năm|tháng))"
    rf"|{_COUNT}{_OF}năm(?!\s+\d)",
}
_ANY = re.compile(
    "|".join(rf"(?P<{name}>(?<!\w)(?:{words})(?!\w))" for name, words in _SPANS.items()),
    re.IGNORECASE,
)
_ENDING = re.compile(r"tháng|quý|năm|tuần|định kỳ|đột xuất", re.IGNORECASE)
# "Thường xuyên" in running words is how, not when; in a column or a label for time it is the time.
_CONTINUOUS = re.compile(
    r"\b(?:thường xuyên|liên tục|cả năm|quanh năm|suốt năm|trong năm)\b(?!\s+\d)", re.IGNORECASE
)
_VERB = re.compile(
    r"\b(?:tổng\s+hợp|báo\s+cáo|họp|giao\s+ban|đối\s+thoại|sơ\s+kết|tổng\s+kết|đánh\s+giá|rà\s+soát|bình\s+xét"
    r"|xét|xếp\s+loại"
    r"|chấm\s+điểm|tự\s+chấm|kiểm\s+tra|giám\s+sát|tiếp\s+(?:công\s+)?dân|tiếp\s+xúc|công\s+khai|công\s+bố"
    r"|niêm\s+yết|gửi"
    r"|cập\s+nhật|thống\s+kê|phát\s+thanh|sinh\s+hoạt|lấy\s+ý\s+kiến|khảo\s+sát|đăng\s+ký|tập\s+huấn|ra\s+quân"
    r"|vệ\s+sinh"
    r"|tổ\s+chức(?!\s+(?:chính trị|xã hội|đoàn thể|đảng|Đảng|hội))|xây\s+dựng|ban\s+hành|lập|tham\s+mưu|thông\s+báo"
    r"|đăng\s+tải|tuyên\s+truyền|gặp\s+mặt|thông\s+tin|phân\s+loại|theo\s+dõi|đôn\s+đốc|lắng\s+nghe|nộp|trình"
    r"|tiếp|biên\s+tập"
    r"|thực\s+hiện|duy\s+trì|phát\s+động|chỉ\s+đạo|hội\s+ý|thăm|tuần\s+tra|kiện\s+toàn|biểu\s+dương"
    r"|khen\s+thưởng|bồi\s+dưỡng)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(báo\s+cáo|sơ\s+kết|tổng\s+kết|đánh\s+giá|thông\s+tin|tổng\s+hợp|chấm\s+điểm|kiểm\s+tra|rà\s+soát)\b",
    re.I,
)
# Things that have a year of their own; nobody is told to do something each year.
_THING = re.compile(
    r"\b(kế hoạch|chương trình|chương trình công tác|hồ sơ|nhiệm vụ|chỉ tiêu|kinh phí|ngân sách|dự toán|lịch|danh hiệu"
    r"|nghị quyết|thu nhập|mục tiêu|phong trào|nội dung|giao|chuyên đề|quy định|hướng dẫn|kết quả"
    r"|thi đua, khen thưởng)\s*$",
    re.IGNORECASE,
)
_MAKES = re.compile(r"\b(xây dựng|ban hành|lập)\b[^,.;]{0,40}$", re.IGNORECASE)
_HABIT = re.compile(
    r"\b(chế độ|trách nhiệm|chất lượng|hiệu quả|hoạt động|công tác|việc|lịch|quy định)\b[^.;]*$",
    re.IGNORECASE,
)
# "Trước ngày 05 hằng tháng tổng hợp …": the verb comes behind the time.
_ONLY_TIME = re.compile(
    r"\W*(?:(?:trước|vào|chậm nhất|từ|đến)\s+)*(?:ngày\s+)?(?:\d{1,2}\s+)?(?:(?:và"
    r"|đến)\s+ngày\s+\d{1,2}\s+)?",
    re.I,
)
_EACH_DAY = re.compile(r"\bngày\s+\d{1,2}\s*$")
_JOINTS = re.compile(r"[,;]\s+|\s+và\s+|:\s+")
_FAR_VERB = 160
_BREAK = re.compile(r"[.;:](?=\s|$)")
_ENDS = re.compile(
    r"[.;](?=\s|$)|\s+để\s+|,\s+(?=(?:qua đó|trong đó|nhằm|góp phần|bảo đảm|đảm bảo)\b)"
)
_SHORT_LISTS = re.compile(
    r"\s*(?:,|;|và|hoặc|/|-|vào\s+(?:các\s+)?ngày\s+\d{1,2}(?:\s*(?:,|và)\s*(?:ngày\s+)?\d{1,2})*)?\s*$"
)
_REACH = 400
_MOST = 200  # no paragraph of a plan says more; what does was made to be slow
_BETWEEN = re.compile(r"\bgiữa\s+")


@dataclass(frozen=True, slots=True)
class _Group:
    start: int
    end: int
    periods: tuple[str, ...]


def find_periodic(
    text: str, *, dated: tuple[tuple[int, int], ...] = ()
) -> tuple[PeriodicDuty, ...]:
    """Recurring duties in running words, in their order: only where a verb says what is done.

    `dated` are the stretches of words that are deadlines already. A habit named in passing ("nâng cao chất lượng tiếp
    công dân định kỳ") has `sure` below 0.8.
    """
    readable = masked(text)
    found = []
    for group in _groups(readable)[:_MOST]:
        again = _EACH_DAY.search(readable, max(group.start - 20, 0), group.start)
        if not again and any(start <= group.start < end for start, end in dated):
            continue
        duty = _duty_of(text, readable, group)
        if duty is not None and not (found and found[-1].text == duty.text):
            found.append(duty)
    return tuple(found)


def periods_of(words: str) -> tuple[str, ...]:
    """The periods that the words of a label or a cell name: "Hằng quý" is ("quarterly",)."""
    named = [match.lastgroup for match in _ANY.finditer(words)]
    if re.search(r"\b(?:báo cáo\s+)?năm$", words.casefold()) and "half_yearly" in named:
        named.append("yearly")
    if _CONTINUOUS.search(words):
        named.append("continuous")
    return tuple(dict.fromkeys(named))


def _periods_in(text: str) -> Iterator[re.Match]:
    """Every period, looked for around the few words that end one: most of a plan is about something else."""
    at = 0
    for word in _ENDING.finditer(text):
        if word.end() > at:
            for match in _ANY.finditer(text, max(word.start() - 60, at), word.end() + 40):
                yield match
                at = match.end()


def _groups(text: str) -> list[_Group]:
    """Periods in one breath are one duty: "6 tháng, 01 năm hoặc đột xuất"."""
    groups: list[_Group] = []
    for match in _periods_in(text):
        if groups and _SHORT_LISTS.match(text[groups[-1].end : match.start()]):
            last = groups.pop()
            periods = tuple(dict.fromkeys((*last.periods, match.lastgroup)))
            groups.append(_Group(last.start, match.end(), periods))
        else:
            groups.append(_Group(match.start(), match.end(), (match.lastgroup,)))
    return [_without_vague(group) for group in groups]


def _without_vague(group: _Group) -> _Group:
    """ "Định kỳ, 6 tháng, năm" says how often after all."""
    often = tuple(each for each in group.periods if each != "periodic")
    return _Group(group.start, group.end, often or group.periods)


def _duty_of(text: str, readable: str, group: _Group) -> PeriodicDuty | None:
    clause = _clause_start(readable, group.start)
    end = _clause_end(readable, group.end)
    before, after = readable[clause : group.start], readable[group.end : end]
    if _THING.search(before) and not _MAKES.search(before):
        return None
    start = _verb_start(before)
    if start is None:
        if not _ONLY_TIME.fullmatch(before) or not _VERB.search(after[:80]):
            return _carried(text, readable, group, clause, end)
        start = 0
    words = squeeze(text[clause + start : end]).strip(" ,;:")
    if not _is_duty(group, readable[clause + start : end]):
        return None
    return _made(text, words, group, clause, clause + start, end)


def _carried(text, readable, group, clause, end) -> PeriodicDuty | None:
    """ "Các ấp định kỳ hằng quý họp dân": somebody, how often, and then the verb."""
    who = body_at(text, clause)
    if not who or not _VERB.search(readable[group.end : min(end, group.end + 60)]):
        return None
    words = squeeze(text[clause:end]).strip(" ,;:")
    return _made(text, words, group, clause, clause, end) if _is_duty(group, words) else None


def _is_duty(group: _Group, words: str) -> bool:
    """ "Trong 6 tháng", "9 tháng" are lengths of time unless somebody reports or reviews."""
    lengths = {"half_yearly", "nine_monthly"}
    return not lengths.issuperset(group.periods) or bool(_REPORTS.search(words))


def _made(text, words, group, clause, start, end) -> PeriodicDuty:
    sure = 0.6 if _HABIT.search(text[clause:start]) or start - clause > 200 else 1.0
    if group.periods == ("periodic",) and start > clause:
        sure = min(sure, 0.7)
    who = _between(words) or _who(text, clause, start)
    return PeriodicDuty(
        words, group.periods, who=who, what=words, to=_to(text, clause, words), sure=sure
    )


def _who(text: str, clause: int, start: int) -> str:
    name = body_at(text, clause + len(text[clause:]) - len(text[clause:].lstrip()))
    return (
        name
        if clause + len(name) <= max(start, clause + 1) or text.startswith(name, clause)
        else ""
    )


def _between(words: str) -> str:
    """ "đối thoại giữa UBND xã với Nhân dân": who holds it."""
    match = _BETWEEN.search(words)
    return re.split(r"\s+với\s+", body_at(words, match.end()))[0] if match else ""


def _to(text: str, clause: int, words: str) -> str:
    if match := re.search(r"\btham mưu\s+(?:cho\s+|giúp\s+)?", text[clause : clause + _REACH]):
        at = clause + match.end()
        name = body_at(text, at)
        if name and re.match(r"\s+(?:xây dựng|lập|ban hành)\s+báo cáo", text[at + len(name) :]):
            return name
    return receiver_in(words)


def _clause_start(text: str, at: int) -> int:
    low = max(at - _REACH, 0)
    breaks = [match.end() for match in _BREAK.finditer(text, low, at)]
    start = breaks[-1] if breaks else low
    return start + len(text[start:at]) - len(text[start:at].lstrip())


def _clause_end(text: str, at: int) -> int:
    end = _ENDS.search(text, at, at + _REACH)
    return end.start() if end else min(len(text), at + _REACH)


def _verb_start(before: str) -> int | None:
    """Where the verb of the period begins, with the verbs it is one with: "tổng hợp, báo cáo | định kỳ 6 tháng"."""
    joints = [match.end() for match in _JOINTS.finditer(before)]
    segment = joints[-1] if joints else 0
    verbs = [match for match in _VERB.finditer(before) if len(before) - match.end() <= _FAR_VERB]
    own = [match for match in verbs if match.start() >= segment]
    if not own:
        return verbs[-1].start() if verbs else None
    first = own[0]
    # "Tham mưu UBND xã xây dựng báo cáo": what is done is behind those it is done for.
    if first[0].casefold() == "tham mưu" and len(own) > 1 and own[1].start() > first.end() + 1:
        first = own[1]
    # "đưa vào tiêu chí để xét thi đua": the verb is the aim of one before it.
    if before[: first.start()].endswith("để "):
        return segment
    at = verbs.index(first)
    while at and re.fullmatch(
        r"\s*(?:,|và)\s*|\s+", before[verbs[at - 1].end() : verbs[at].start()]
    ):
        at -= 1
    return verbs[at].start()
