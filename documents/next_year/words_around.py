"""What the words around a year or a day make of it: the name of a document, a quotation, a stretch of years."""

from __future__ import annotations

import re

from documents.checking.passages import Passage

# "… của UBND tỉnh về nhiệm vụ năm 2026": what a document is about goes on behind its issuer.
_ABOUT = re.compile(
    r"[\s“\",]*(?:về|ban hành|phê duyệt|quy định|hướng dẫn|triển khai|thực hiện|sửa đổi|giao|công bố|công nhận|tổ chức"
    r"|đẩy mạnh|tăng cường|nâng cao|năm|giai đoạn)(?!\w)"
)
_ABOUT_ENDS = re.compile(
    r";|\.(?=\s|$)|[,)]\s*(?=(?:UBND|[ỦU][yỷ] ban|HĐND|Hội đồng|Chủ tịch|Trưởng|Ban|Phòng|Văn phòng)\b)"
)
_LAW = re.compile(
    r"(?:(?<!\w)(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)\s+(?:(?!trong\b|đề ra\b|năm\b)[^\s.;:()]+\s+){0,16}"
    r"|(?<!\w)(?:Hiến pháp|Luật)\s+)(?:năm\s+)?$"
)
# "Hướng dẫn của UBND tỉnh về công tác năm 2026": named without a number.
_OF_OTHERS = re.compile(
    r"(?<!\w)(?:Nghị quyết|Quyết định|Chỉ thị|Hướng dẫn|Công văn|Chương trình|Kế hoạch|Kết luận|Thông báo)"
    r"\s+của\s+[^;.,]{3,80}?\s+về\s+[^;.,]*$"
)
_REACH = 400
# How the words around stand to the text of a document that is named.
OUTSIDE, NAMED, PERHAPS_NAMED = range(3)


def in_document(passage: Passage, at: int) -> int:
    """Whether a letter stands in the name of a document: NAMED in its number, date and subject up to the first comma,
    PERHAPS_NAMED behind that comma, where a subject may go on."""
    words = passage.words
    for start, end in passage.cited:
        if start <= at < end:
            return NAMED
        if end <= at < end + _REACH and _ABOUT.match(words, end):
            if _ABOUT_ENDS.search(words, end, at):
                continue
            return PERHAPS_NAMED if "," in words[end:at].lstrip(" ,") else NAMED
    if _LAW.search(words[max(at - 120, 0) : at]):
        return NAMED
    return PERHAPS_NAMED if _OF_OTHERS.search(words[max(at - 200, 0) : at]) else OUTSIDE


def in_quotes(words: str, at: int) -> bool:
    """Whether a letter stands between Vietnamese quotation marks; no quotation that matters is longer than 400."""
    reach = max(at - _REACH, 0)
    return words.rfind("“", reach, at) > words.rfind("”", reach, at)
