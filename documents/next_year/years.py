"""Years that mean the plan's own year, the one before it or the one after."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.checking.passages import Passage
from documents.next_year.proposal import DOUBTFUL, LIKELY, SURE, Proposal, Turn
from documents.next_year.words_around import NAMED, OUTSIDE, in_document, in_quotes

_YEAR = re.compile(
    r"(?<![\w/.-])(?:năm|quý\s+(?:[IV]{1,3}|[1-4])\s*(?:/|-)|tháng\s+\d{1,2}\s*(?:/|-))\s*(?P<year>20\d\d)(?![\d/]|-\d|\.\d)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\w/.-])(?P<year>20\d\d)(?![\w/-]|\.\d)")
_STRETCH = re.compile(
    r"(?<![\d/.-])(?P<first>20\d\d)\s*(?:[-–]|đến|tới)\s*(?:hết\s+)?(?:năm\s+)?(?P<last>20\d\d)(?!\d)",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"(?P<word>năm học|niên khóa|niên học)\s+(?P<first>20\d\d)(?P<sign>\s*[-–]\s*)(?P<last>20\d\d)(?!\d)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:đến|tới|trước|từ|kể từ|sau)(?:\s+(?:hết|cuối|đầu))?\s+$", re.IGNORECASE)
_HAPPENED = r"(?:thành lập|(?<!vệ )(?<!học )sinh|ban hành|khởi công|có hiệu lực|sáp nhập{more})(?:\s+(?:vào|từ|trong))?"
_HAPPENED_THEN = re.compile(rf"{_HAPPENED.format(more='')}\s+$", re.IGNORECASE)
_HAPPENED_BEFORE = re.compile(
    _HAPPENED.format(more="|công nhận|đạt chuẩn|đã|tồn tại") + r"(?:\s+[^\s.;,]+){0,4}\s+$",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(
    r"(?:so với|cùng kỳ|kết quả|phát huy|hạn chế|tồn tại|tổng kết|đánh giá|sơ kết|kế thừa|xếp loại|quyết toán|cuối|đầu)"
    r"(?:\s+[^\s.;]+){0,12}\s+$",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"(?:so với|cùng kỳ)(?:\s+[^\s.;]+){0,2}\s+$", re.IGNORECASE)
_LOOKS_AHEAD = re.compile(
    r"(?:kế hoạch|chương trình|phương hướng|nhiệm vụ|dự toán)(?:\s+[^\s.;]+){0,10}\s+$",
    re.IGNORECASE,
)
_STEMS = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
_BRANCHES = (
    "Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi",
)  # fmt: skip
_REACH = 100


def year_proposals(passage: Passage, turn: Turn, taken) -> Iterator[Proposal]:
    """Proposals for the years in a passage; `taken` are the stretches of the words that days have been found in."""
    taken = list(taken)
    for each in (*_school_years(passage, turn), *_named_years(passage, turn)):
        taken.append((each.at, each.at + len(each.old)))
        yield each
    taken += [match.span() for match in _STRETCH.finditer(passage.words)]
    for match in _years_of(passage):
        at = match.start("year")
        if not any(start <= at < end for start, end in taken):
            yield from _year(passage, match, turn)


def _years_of(passage: Passage) -> Iterator[re.Match]:
    """Years with their word; in a title the bare figure too."""
    is_title = passage.part == "subject" or passage.place[-1] in ("title", "caption")
    is_title = is_title or bool(passage.item and passage.item.heading)
    return (_BARE if is_title else _YEAR).finditer(passage.words)


def _year(passage: Passage, match: re.Match, turn: Turn) -> Iterator[Proposal]:
    year, at = int(match["year"]), match.start("year")
    if not turn.year - 1 <= year <= turn.year + 1:
        return
    named = in_document(passage, at)
    before = passage.words[max(match.start() - _REACH, 0) : match.start()]
    if named == NAMED:
        return
    # "Xong trước tháng 6/2026" is a deadline, "đạt chuẩn trước năm 2026" an aim.
    is_month = match[0][:1].casefold() in ("t", "q")
    sure, reason = _meaning(year - turn.year, before, passage, is_month)
    if named != OUTSIDE:
        sure, reason = DOUBTFUL, "có thể nằm trong tên văn bản được viện dẫn"
    elif in_quotes(passage.words, at):
        sure, reason = DOUBTFUL, "nằm trong ngoặc kép"
    new = turn.to_year if reason == _LEFT_OVER else year + turn.by
    yield turn.proposal("year", passage, match["year"], str(new), at, sure=sure, reason=reason)


_LEFT_OVER = "có lẽ còn sót từ kế hoạch năm trước nữa"


def _meaning(off: int, before: str, passage: Passage, is_month: bool) -> tuple[float, str]:
    """How sure it is that a year `off` from the plan's own moves along, and what is to be said of it."""
    if off == 0:
        if passage.part != "subject" and _HAPPENED_THEN.search(before):
            return DOUBTFUL, "có thể là năm của một việc đã qua"
        if _UNTIL.search(before) and not is_month:
            return DOUBTFUL, "có thể là mốc cố định, không theo năm kế hoạch"
        return SURE, ""
    if off > 0:
        return (LIKELY if _LOOKS_AHEAD.search(before) else DOUBTFUL), "năm sau của năm kế hoạch"
    if _AGAINST.search(before):
        return LIKELY, "năm trước của năm kế hoạch"
    if _LOOKS_BACK.search(before):
        return DOUBTFUL, "năm trước của năm kế hoạch"
    if _HAPPENED_BEFORE.search(before) or _UNTIL.search(before):
        return DOUBTFUL, "có thể là năm của một việc đã qua"
    return DOUBTFUL, _LEFT_OVER


def _school_years(passage: Passage, turn: Turn) -> Iterator[Proposal]:
    for match in _SCHOOL.finditer(passage.words):
        first, last = int(match["first"]), int(match["last"])
        if turn.year in (first, last) and in_document(passage, match.start()) == OUTSIDE:
            start, end = match.start("first"), match.end("last")
            new = f"{first + turn.by}{match['sign']}{last + turn.by}"
            yield turn.proposal(
                "year",
                passage,
                passage.words[start:end],
                new,
                start,
                sure=DOUBTFUL,
                reason="năm học",
            )


def _named_years(passage: Passage, turn: Turn) -> Iterator[Proposal]:
    """ "Tết Nguyên đán Bính Ngọ": the year's name in the cycle of sixty."""
    for year in (turn.year, turn.year + 1):
        name = lunar_name(year)
        variants = {name, name.replace("Tỵ", "Tị"), name.replace("Kỷ", "Kỉ")}
        for match in re.finditer(rf"(?<!\w)(?:{'|'.join(sorted(variants))})(?!\w)", passage.words):
            if in_document(passage, match.start()) == OUTSIDE:
                told = {"sure": SURE if year == turn.year else LIKELY, "reason": "tên năm âm lịch"}
                new = lunar_name(year + turn.by)
                yield turn.proposal("year", passage, match[0], new, match.start(), **told)


def lunar_name(year: int) -> str:
    """The name of the lunar year that begins in `year`: 2026 is "Bính Ngọ"."""
    return f"{_STEMS[(year - 4) % 10]} {_BRANCHES[(year - 4) % 12]}"
