"""To whom something is due: "gửi báo cáo về Phòng Văn hóa - Xã hội", "trình UBND xã", "báo cáo Sở Nội vụ"."""

from __future__ import annotations

import re

from documents.understanding.bodies import body_at

_SENT = re.compile(
    r"\b(?:gửi|nộp|(?<!chương )(?<!quy )(?<!quá )(?<!công )(?<!lộ )trình|báo\s+cáo|chuyển|tham\s+mưu|đề\s+xuất"
    r"|cung\s+cấp|phản\s+ánh|đăng\s+ký)\b",
    re.IGNORECASE,
)
_TOWARDS = re.compile(r"\s*\b(?:về|cho|đến|tới|lên|với|trình|gửi)\s+(?!việc\b)", re.IGNORECASE)
_STRAIGHT = re.compile(r"\s+")
_THROUGH = re.compile(r"\s*\((?:qua|thông qua|đầu mối|trực tiếp)[^()]{2,120}\)", re.IGNORECASE)
_WITH = re.compile(
    r"\bđối thoại\b[^.;]{0,80}?\bvới\s+(?P<who>Nhân dân|nhân dân|người dân|thanh niên|phụ nữ|doanh nghiệp)"
)
# "về công tác dân vận" tells what is reported, not to whom.
_FAR = 120


def receiver_in(words: str) -> str:
    """The body that gets what is due, as printed, or "" where the words name none."""
    for verb in _SENT.finditer(words):
        if name := _after(words, verb.end()):
            return name
    if match := _WITH.search(words):
        return match["who"]
    return ""


def _after(words: str, start: int) -> str:
    """The body right behind the verb, else behind the first preposition that a body follows."""
    straight = (
        body_at(words, _STRAIGHT.match(words, start).end())
        if words[start : start + 1] == " "
        else ""
    )
    if straight:
        return _with_way(words, words.index(straight, start) + len(straight), straight)
    clause = re.compile(r"[.;]").search(words, start, start + _FAR)
    stop = clause.start() if clause else min(len(words), start + _FAR)
    for towards in _TOWARDS.finditer(words, start, stop):
        if name := body_at(words, towards.end()):
            return _with_way(words, towards.end() + len(name), name)
    return ""


def _with_way(words: str, end: int, name: str) -> str:
    """ "UBND xã (qua Phòng Văn hóa - Xã hội)": the way belongs to the address."""
    way = _THROUGH.match(words, end)
    return f"{name} {way[0].strip()}" if way else name
