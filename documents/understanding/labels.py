"""Labelled words: "Đơn vị chủ trì: …", "Thời gian hoàn thành: …", and the same words as heads of columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROLES = (
    # The order decides: "Đơn vị phối hợp thực hiện" is a partner, "Cơ quan thực hiện" leads.
    (
        "partners",
        r"(?:(?:đơn vị|cơ quan|bộ phận|lực lượng|người)\s+)?(?:cùng\s+)?phối hợp(?:\s+(?:thực hiện|chính))?",
    ),
    (
        "result",
        r"(?:dự kiến\s+)?(?:sản phẩm|kết quả|đầu ra|hồ sơ minh chứng)(?:\s+(?:đầu ra|dự kiến|cần đạt|đạt được"
        r"|hoàn thành|thực hiện"
        r"|đầu ra dự kiến|chủ yếu|phải đạt|mong đợi|/ đầu ra))*(?:\s*[/,]\s*(?:sản phẩm|kết quả|đầu ra))?",
    ),
    (
        "time",
        r"(?:thời gian|thời hạn|thời điểm|tiến độ|hạn|mốc thời gian|lộ trình"
        r"|thời gian, tiến độ)(?:\s+(?:hoàn thành|thực hiện|triển khai"
        r"|báo cáo|gửi báo cáo|nộp báo cáo|tổ chức|kết thúc|xong|gửi|nộp|đăng ký|dự kiến|cuối cùng|và tiến độ"
        r"|cụ thể|tiến hành"
        r"|thực hiện xong))*|hoàn thành(?:\s+trước)?",
    ),
    (
        "receiver",
        r"(?:nơi|cơ quan|đơn vị|cấp)\s+(?:nhận|tiếp nhận)(?:\s+(?:báo cáo|kết quả))?|gửi(?:\s+báo cáo)?\s+về"
        r"|báo cáo về",
    ),
    (
        "lead",
        r"(?:(?:đơn vị|cơ quan|bộ phận|tổ chức|cá nhân|người|cán bộ|công chức|ban|phòng ban)(?:,\s*(?:đơn vị"
        r"|bộ phận|cá nhân))?\s+)?"
        r"(?:chủ trì|phụ trách|thực hiện|đầu mối|tham mưu|chịu trách nhiệm|được phân công|được giao)"
        r"(?:\s*(?:thực hiện|tham mưu|tổ chức|chính|triển khai|,\s*thực hiện))*|phân công(?:\s+(?:thực hiện"
        r"|nhiệm vụ|trách nhiệm))?"
        r"|trách nhiệm(?:\s+thực hiện)?|người thực hiện",
    ),
    (
        "what",
        r"(?:nội dung|nhiệm vụ|công việc|hoạt động|đầu việc|tên nhiệm vụ|tên công việc|việc)"
        r"(?:\s*(?:,|/|và)?\s*(?:công việc|nhiệm vụ|thực hiện|công tác|hoạt động|cụ thể|trọng tâm|giải pháp"
        r"|triển khai|chủ yếu))*",
    ),
)
_NAMED = "|".join(rf"(?P<{role}>{words})" for role, words in _ROLES)
_LABEL = re.compile(rf"(?:^|(?<=[.;(])\s*|(?<=\s)[-–+]\s+)(?:{_NAMED})\s*:\s*", re.IGNORECASE)
_COLUMNS = (("order", r"(?:stt|tt|số\s*tt|số thứ tự)"), ("note", r"ghi chú"), *_ROLES)
_COLUMN = [
    (role, re.compile(rf"(?:{words})(?:\s*\(.*\))?", re.IGNORECASE)) for role, words in _COLUMNS
]
_LOOSE = (
    ("partners", r"phối hợp"),
    ("time", r"thời gian|tiến độ|thời hạn|hạn\b|thời điểm|hoàn thành"),
    ("result", r"sản phẩm|kết quả|đầu ra"),
    (
        "lead",
        r"chủ trì|phụ trách|đầu mối|(?:cơ quan|đơn vị|bộ phận)\b.{0,20}\b(?:thực hiện|tham mưu)|trách nhiệm|phân công"
        r"|người thực hiện|^(?:các )?(?:cơ quan|đơn vị|bộ phận)$",
    ),
    ("what", r"nội dung|nhiệm vụ|công việc|hoạt động|chuyên đề|báo cáo"),
)
_TRIM = " \t\n.;,)"


@dataclass(frozen=True, slots=True)
class Label:
    """`start` is where the label begins in the words, `at` where its value does."""

    role: str
    value: str
    start: int
    at: int


def labels_in(words: str) -> tuple[Label, ...]:
    """Every labelled value of a line, in order; values without the sign that ends them."""
    matches = list(_LABEL.finditer(words))
    bounds = [*(match.start() for match in matches), len(words)][1:]
    return tuple(
        Label(match.lastgroup, _value(words[match.end() : end]), match.start(), match.end())
        for match, end in zip(matches, bounds, strict=True)
    )


def _value(words: str) -> str:
    value = words.strip()
    while (
        value
        and value[-1] in _TRIM
        and not (value[-1] == ")" and value.count("(") >= value.count(")"))
    ):
        value = value[:-1]
    return re.sub(r"\s+[-–+(]$", "", value)


def column_role(head: str) -> str:
    """What a column is about, from its head in any case: "what", "lead", "partners", "time", "result", "receiver",
    "order", "note" or ""."""
    words = " ".join(head.split()).casefold().strip(" .:*")
    exact = next((role for role, known in _COLUMN if known.fullmatch(words)), "")
    return exact or next((role for role, known in _LOOSE if re.search(known, words)), "")
