"""F16 to F18: left-over years, deadlines, and duties that leave open who owes what to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.assignees import BODY, labelled_body, named_at_start
from documents.checking.letters import found_in
from documents.checking.passages import Passage, Subject, finding_at
from documents.dates import find_deadlines, impossible_dates
from documents.kinds import PLAN, section_kind, tells_the_past
from documents.model import Deadline, Finding, Item, plain

_YEAR = re.compile(r"\bnăm\s+(?P<year>20\d\d)\b")
_OTHER_YEAR_MEANT = re.compile(
    r"(so với|kết quả(?: [^.;]{0,50})?|quyết toán[^.;]*|kế thừa[^.;]*|xếp loại[^.;]*"
    r"|cuối|đầu|từ|đến|trước|phát huy|giai đoạn|luật[^.;]*|khóa[^.;]*|nhiệm kỳ[^.;]*|tháng\s+\S+|/|sinh"
    r"|thành lập|công nhận|phê duyệt|ban hành|hiến pháp|đại hội|tồn tại[^.;]*|hạn chế[^.;]*|tổng kết|sơ kết|đánh giá"
    r"|cùng kỳ|và|-|–)\s*$",
    re.IGNORECASE,
)
_STRETCH = re.compile(r"^\s*[-–]\s*(?:năm\s+)?20\d\d|^\s+(?:đến|và)\s+(?:năm\s+)?20\d\d")
_FULL_DATE = re.compile(
    r"(?<!\w)(?P<told>[Nn]gày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2}))(?=\s+năm\s+\d{4})"
)
_TOLD_OF_OLD = re.compile(
    r"(?<!\w)(?:nay|đã|trước đây|cũ|phát sinh|tồn tại|hiệu lực|ban hành|thành lập|được cấp|sáp nhập)(?!\w)",
    re.IGNORECASE,
)
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_LED_BY = re.compile(r"(?<!\w)do\s+[^,.;]{3,80}\s(?:chủ trì|thực hiện|tổ chức|phụ trách)(?!\w)")
_REPORTS = re.compile(r"(?<!\w)(?:báo cáo(?! viên)|(?:gửi|nộp) kết quả)(?!\w)", re.IGNORECASE)
_BODY_NAMED = (
    r"(?:UBND|[ỦUủu][yỷ] ban|HĐND|Hội đồng|Sở|Phòng|phòng|Văn phòng|Huyện ủy|Tỉnh ủy|Đảng ủy|Ban|Trung tâm|cấp trên"
    r"|cấp có|Chủ tịch|Công an|cơ quan|công chức|Công chức|Mặt trận|đơn vị|Bộ"
    r"|Giám đốc|Hiệu trưởng|Trưởng|Thường trực|Ban Chỉ đạo)"
)
_TO_WHOM = re.compile(
    rf"(?<!\w)(?:(?i:về|cho|đến|tới|lên|với|trình|qua|gửi|báo cáo|nộp)\s+(?:cho\s+|về\s+|lên\s+)?{_BODY_NAMED}"
    r"|về xã|về phường|trên hệ thống)"
)


def time_findings(subject: Subject) -> Iterator[Finding]:
    """Years, days and deadlines that do not fit the document, in the order of the page."""
    for passage in subject.passages:
        if passage.part in ("recipients", "addressees"):
            continue
        yield from _stale_years(passage, subject)
        yield from _leading_zeros(passage)
        for printed in impossible_dates(passage.words):
            message = f"Ngày “{printed}” không có trong lịch; hãy kiểm tra lại thời hạn này."
            at = passage.words.find(printed)
            yield finding_at(
                passage, "deadline.impossible", message, rule="F17", hit=printed, at=at
            )
        if passage.part in ("items", "appendices"):
            yield from _deadlines(passage, subject)


# -- F16


def _stale_years(passage: Passage, subject: Subject) -> Iterator[Finding]:
    year = subject.year
    if year is None or passage.part in ("footnotes", "appendices"):
        return
    # A report looks back: only its frame belongs to one year.
    plan = subject.document.kind == PLAN
    if not plan and passage.part not in ("subject", "opening", "closing"):
        return
    for found in _YEAR.finditer(passage.words):
        if year - 2 <= int(found["year"]) < year and _left_over(passage, found):
            kind = subject.document.kind.lower() or "văn bản"
            message = (
                f"Có “năm {found['year']}” trong {kind} năm {year}; "
                "hãy kiểm tra xem có phải còn sót từ văn bản cũ."
            )
            told = {"rule": "F16", "sure": 1.0 if plan else 0.7}
            new = found[0].replace(found["year"], str(year))
            yield found_in(passage, found, "text.stale_year", message, new, **told)


def _left_over(passage: Passage, found: re.Match) -> bool:
    words, at = passage.words, found.start("year")
    cited = any(start <= at < end + 60 and "“" not in words[end:at] for start, end in passage.cited)
    meant = _OTHER_YEAR_MEANT.search(
        words[max(found.start() - 80, 0) : found.start()].rstrip()[-60:]
    )
    stretch = _STRETCH.match(words[found.end() : found.end() + 40])
    # No quotation that matters is longer.
    reach = max(at - 500, 0)
    quoted = words.rfind("“", reach, at) > words.rfind("”", reach, at)
    return not (cited or meant or stretch or quoted)


# -- F03 within the text


def _leading_zeros(passage: Passage) -> Iterator[Finding]:
    for found in _FULL_DATE.finditer(passage.words):
        day, month = found["day"], found["month"]
        right = f"{found['told'][:4]} {int(day):02d} tháng {int(month):02d}" if int(month) < 3 else (
            f"{found['told'][:4]} {int(day):02d} tháng {int(month)}"
        )  # fmt: skip
        if re.sub(r"\s+", " ", found["told"]) != right and day != "0" and month != "0":
            message = (
                f"Ngày tháng ghi đủ chữ viết “{right}”: ngày dưới 10 và tháng 1, 2 có số 0 ở trước."
            )
            told = {"rule": "F03", "severity": "info"}
            yield found_in(passage, found, "text.leading_zero", message, right, **told)


# -- F17


def _deadlines(passage: Passage, subject: Subject) -> Iterator[Finding]:
    done = 0
    for deadline in find_deadlines(passage.words, year=subject.year):
        at = max(passage.words.find(deadline.text, done), 0)
        done = at
        sure = deadline.sure >= 0.8 and not _is_past(deadline, passage, subject)
        if sure and (told := _misplaced(deadline, subject)):
            code, message = told
            hit = _printed_day(passage, deadline, at)
            yield finding_at(passage, code, message, rule="F17", hit=hit[0], at=hit[1])


def _is_past(deadline: Deadline, passage: Passage, subject: Subject) -> bool:
    """Whether a day before the document tells what was, and is nobody's deadline."""
    issued = subject.document.date
    past = deadline.date < issued if issued else deadline.date.year < (subject.year or 0)
    at = passage.words.find(deadline.text)
    clause = passage.words[max(at - 40, 0) : at + len(deadline.text) + 60]
    return past and (bool(_TOLD_OF_OLD.search(clause)) or _in_look_back(passage, subject))


def _in_look_back(passage: Passage, subject: Subject) -> bool:
    """Whether the passage stands below a title that tells what was: "KẾT QUẢ ĐẠT ĐƯỢC"."""
    part, *path = passage.place
    items = subject.document.items if part == "items" else ()
    for step in path:
        if not isinstance(step, int) or step >= len(items):
            break
        if tells_the_past(plain(items[step].heading)):
            return True
        items = items[step].children
    return False


def _printed_day(passage: Passage, deadline: Deadline, at: int) -> tuple[str, int]:
    """The day as it is printed, and where: what is marked on the page."""
    day = deadline.date
    printed = re.compile(
        rf"0?{day.day}\s*[/.-]\s*0?{day.month}\s*[/.-]\s*{day.year}|0?{day.day} tháng 0?{day.month} năm {day.year}"
    ).search(passage.words, at)
    return (printed[0], printed.start()) if printed else (deadline.text, at)


def _misplaced(deadline: Deadline, subject: Subject) -> tuple[str, str] | None:
    day, issued, year = deadline.date, subject.document.date, subject.year
    told = f"{day:%d/%m/%Y}"
    if issued and day < issued:
        message = f"Hạn ngày {told} trước ngày ban hành ({issued:%d/%m/%Y}); hãy kiểm tra lại."
        return "deadline.before_issue", message
    if year and day.year != year and not (day.year == year + 1 and day.month == 1):
        return (
            "deadline.other_year",
            f"Hạn ngày {told} ngoài năm kế hoạch {year}; hãy kiểm tra lại.",
        )
    if subject.is_day_off and subject.is_day_off(day):
        weekday = _WEEKDAYS[day.weekday()]
        message = f"Hạn ngày {told} ({weekday}) là ngày nghỉ; nên chọn một ngày làm việc."
        return "deadline.day_off", message
    return None


# -- F18


def duty_findings(subject: Subject) -> Iterator[Finding]:
    """Dated duties that do not say who has them or to whom a report goes, and bodies named without any work."""
    document = subject.document
    if document.kind != PLAN:
        return
    bodies = {each.place: each for each in subject.passages if each.item}
    for at, section in enumerate(document.items):
        yield from _duties(section, ("items", at), "", subject, bodies)


def _duties(item: Item, place, who: str, subject: Subject, bodies) -> Iterator[Finding]:
    words = plain(item.heading or item.text)
    own = _named(words) or next(
        (name for child in item.children if (name := _named(plain(child.text), label=True))), ""
    )
    who = own or who
    if item.text and (passage := bodies.get(place)):
        yield from _open_duties(passage, who, subject)
    implementing = item.heading and section_kind(words) == "implementation"
    before = who
    for at, child in enumerate(item.children):
        told = plain(child.heading or child.text)
        # A plain paragraph may go on from the one before; a numbered one is somebody else's.
        if not child.marker and _named(told):
            before = _named(told)
        if implementing and _is_idle(child):
            yield _idle(child, (*place, at))
        yield from _duties(child, (*place, at), before, subject, bodies)


def _named(words: str, *, label: bool = False) -> str:
    if label:
        return labelled_body(words)
    start = words.rstrip(" :.")
    if len(start) <= 150 and BODY.match(_bare_order(start)):
        return named_at_start(f"{start}:")[0] or named_at_start(words)[0]
    return named_at_start(words)[0] or labelled_body(words)


def _bare_order(words: str) -> str:
    return re.sub(r"^(?:Giao|Phân công|Đề nghị|Mời)\s+", "", words)


def _open_duties(passage: Passage, who: str, subject: Subject) -> Iterator[Finding]:
    told = {"rule": "F18", "severity": "warn", "sure": 0.7}
    deadlines = [
        each
        for each in find_deadlines(passage.words, year=subject.year)
        if each.sure >= 0.8 and not _is_past(each, passage, subject)
    ]
    if not deadlines:
        return
    hit, at = _printed_day(passage, deadlines[0], 0)
    days = ", ".join(f"{each.date:%d/%m/%Y}" for each in deadlines)
    led = _LED_BY.search(passage.words)
    if not who and not led and not any(each.who for each in deadlines):
        message = f"Việc có hạn {days} chưa nêu đơn vị thực hiện; hãy ghi rõ ai làm."
        yield finding_at(passage, "duty.no_body", message, hit=hit, at=at, **told)
    reports = any(_REPORTS.search(f"{each.text} {each.what}") for each in deadlines)
    received = any(each.to for each in deadlines) or _TO_WHOM.search(passage.words)
    if reports and not received:
        message = f"Báo cáo có hạn {days} chưa nêu nơi nhận; hãy ghi rõ gửi cho ai."
        yield finding_at(passage, "duty.no_receiver", message, hit=hit, at=at, **told)


def _is_idle(item: Item) -> bool:
    """A body as a title with nothing below it."""
    words = plain(item.heading).rstrip(" :.")
    return bool(words) and not item.children and named_at_start(f"{words}:")[0] == words


def _idle(item: Item, place) -> Finding:
    words = plain(item.heading).rstrip(" :.")
    return Finding(
        "duty.no_work",
        f"“{words}” được nêu tên nhưng chưa có nhiệm vụ nào; hãy ghi việc được giao hoặc bỏ mục này.",
        item.source.first if item.source else None,
        rule="F18", place=place, hit=words, at=0,
    )  # fmt: skip
