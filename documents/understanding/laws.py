"""Documents named without a number: "Luật Thực hiện dân chủ ở cơ sở", "Nghị quyết của Đảng bộ xã".

A law is cited by its name alone (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6.b).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from documents.model import Citation
from documents.text import squeeze

# Names with a comma or an "và" of their own.
_JOINED = (
    r"Phòng, chống (?:[^\W\d_]+,? ?)+?|Thi đua, khen thưởng|Hôn nhân và gia đình|Thực hành tiết kiệm, chống lãng phí"
    r"|Tiếp cận thông tin|Khiếu nại|Tố cáo|Bảo vệ, chăm sóc và giáo dục trẻ em|Ngân sách nhà nước"
    r"|An toàn, vệ sinh lao động"
    r"|Quản lý, sử dụng tài sản công|Bảo vệ và phát triển rừng|Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ"
    r"|Phòng cháy, chữa cháy và cứu nạn, cứu hộ|Phòng cháy và chữa cháy|Tín ngưỡng, tôn giáo"
    r"|Xuất cảnh, nhập cảnh của công dân Việt Nam"
    r"|Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân|Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở"
    r"|Trật tự, an toàn giao thông đường bộ|Hỗ trợ doanh nghiệp nhỏ và vừa|Căn cước|Xử lý vi phạm hành chính"
)
_LAW = re.compile(
    rf"\b(?P<kind>Bộ luật|Luật|Pháp lệnh)\s+(?P<name>(?:{_JOINED})(?![\w,])"
    rf"|(?:[^\W\d_]\w*)(?:\s+(?:-\s+)?\w+){{0,14}}?)"
    r"(?=\s*(?:[;:.,()“”\"]|$|\s(?:nhằm|và|ngày|số|theo|để|của|trong|trên|cho|về|gắn|là|được|có|đã|đến|tại|khi"
    r"|vào|do|với|hiện (?:hành|nay)"
    r"|cũng|phải|nêu|quy định|năm\s+\d|đối|cùng|từ|tới|ban hành|sửa đổi|bằng|như|thông qua)\b))"
    r"(?P<year>\s+năm\s+\d{4})?"
)
_ARTICLE = re.compile(r"(?:(?:điểm\s+\w+,?\s+)?(?:khoản\s+\d+,?\s+)?Điều\s+\d+\s+)$", re.IGNORECASE)
_RESOLUTION = re.compile(
    r"\b(?P<kind>Nghị quyết)\s+(?P<name>(?:của\s+)?(?:Đại hội|Đảng bộ|Đảng ủy|Hội đồng nhân dân|HĐND|Huyện ủy"
    r"|Tỉnh ủy|Thành ủy|Chi bộ"
    r"|Trung ương|Ban Chấp hành|Ban Thường vụ)(?:\s+\w+){0,12}?)"
    r"(?=\s*(?:[;:.,()“”\"]|$|\s(?:đề ra|về|và|nhằm|để|gắn|trong|năm|nhiệm kỳ|giai đoạn|đã|được|theo)\b))"
)
_ABOVE = re.compile(
    r"(?<!các )(?<!những )\b(?P<kind>kế hoạch|chương trình|đề án)\s+(?P<name>(?:\w+\s+){2,8}?của\s+(?:UBND\s+"
    r"|Ủy ban nhân dân\s+)?"
    r"(?:huyện|tỉnh|thành phố|Trung ương|Chính phủ|Thủ tướng Chính phủ))(?!\w)"
)
_NO_NAME = re.compile(
    r"^(?:này|nói trên|trên|định|sư|pháp|lệ|hiện hành|chơi|do|đã|và|của|có|là)\b", re.IGNORECASE
)


def find_unnumbered(
    texts: Iterable[str], line_of: Callable[[int, int], int] | None = None
) -> tuple[Citation, ...]:
    """Documents named without a number, each once: `kind`, `number` "", `text` the name as printed with its article."""
    found: dict[str, Citation] = {}
    for at, text in enumerate(texts):
        for start, new in _in(text):
            # "Luật … năm 2015" and "Luật …" are one law, with or without its article.
            bare = re.sub(r"\s+năm\s+\d{4}$", "", new.text)
            key = bare.rpartition("Điều ")[2].lstrip("0123456789 ").casefold()
            old = found.get(key)
            line = line_of(at, start) if line_of else None
            found[key] = replace(old, mentions=old.mentions + 1) if old else replace(new, line=line)
    return tuple(found.values())


def _in(text: str) -> list[tuple[int, Citation]]:
    named = []
    for pattern in (_LAW, _RESOLUTION, _ABOVE):
        for match in pattern.finditer(text):
            if (pattern is _LAW and _NO_NAME.match(match["name"])) or _has_number(
                text, match.end()
            ):
                continue
            start = match.start()
            article = _ARTICLE.search(text[max(start - 60, 0) : start]) if pattern is _LAW else None
            if article:
                start -= len(article[0])
            kind = match["kind"][0].upper() + match["kind"][1:]
            named.append((start, Citation(kind, "", text=squeeze(text[start : match.end()]))))
    return sorted(named, key=lambda each: each[0])


def _has_number(text: str, end: int) -> bool:
    return bool(re.match(r"\s*(?:ngày [\d/]+ )?(?:số\s+)?\d+[/-]", text[end : end + 30]))
