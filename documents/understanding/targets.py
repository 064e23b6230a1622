"""Numbers to be reached (chỉ tiêu): "ít nhất 01 mô hình", "phấn đấu 100% thôn", "từ 90% trở lên", "không quá 2%"."""

from __future__ import annotations

import re
from itertools import islice

from documents.model import Target
from documents.text import squeeze
from documents.understanding.masks import masked

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
_WORDS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_WORD = "|".join(_WORDS)
_UNIT = (
    r"mô hình|hội nghị|hội thi|hội thảo|cuộc họp|cuộc đối thoại|cuộc giám sát|cuộc|lớp tập huấn|lớp|buổi"
    r"|tin, bài|tin bài|tin"
    r"|bài|bản tin|lượt người|lượt|hộ gia đình|hộ|thôn|ấp|buôn|bản|làng|tổ dân phố|tổ|khu dân cư|khu phố|người"
    r"|lần|ngày công"
    r"|ngày|đợt|chuyên đề|vụ việc|vụ|công trình|phần việc|văn bản|hội viên|đoàn viên|điểm|giờ|phút|nghìn đồng"
    r"|triệu đồng"
    r"|tỷ đồng|đồng|km|m2|m²|ha|tấn|tập thể|cá nhân|gương|ý kiến|chương trình|hoạt động|câu lạc bộ|nhóm|đoàn|xã|phường"
    r"|trường|cơ quan|đơn vị|tiêu chí|nhiệm vụ|thủ tục|sáng kiến|giải pháp|kênh|chuyên mục|video|clip|căn nhà"
    r"|nhà|tuyến đường"
    r"|tuyến|suất|phần quà|cây|điển hình|sản phẩm|cán bộ|công chức|hồ sơ|địa chỉ|kiến nghị|doanh nghiệp|chi hội"
    r"|chi đoàn"
)
_AT_LEAST = r"ít nhất|tối thiểu|không dưới|không ít hơn|không thấp hơn|trên|từ|vượt"
_AT_MOST = (
    r"không quá|không vượt quá|tối đa|nhiều nhất|dưới|không đến|xuống còn|xuống dưới|giảm còn"
)
_MEASURE = re.compile(
    rf"(?<!\w)(?:(?P<least>{_AT_LEAST})\s+|(?P<most>{_AT_MOST})\s+)?(?P<number>{_NUMBER}"
    rf"|(?:{_WORD})(?=\s+(?:{_UNIT})\b))"
    rf"(?:\s*-\s*{_NUMBER})?\s*(?:(?P<percent>%)|(?P<unit>{_UNIT})(?!\w))(?P<up>[^,;.]{{0,40}}?\s+trở\s+lên\b)?"
    r"(?P<down>[^,;.]{0,40}?\s+trở\s+xuống\b)?",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"\b(?:phấn đấu|chỉ tiêu|mục tiêu|bảo đảm|đảm bảo|đạt|đăng ký|xây dựng|duy trì|ra mắt|nhân rộng|công nhận"
    r"|tổ chức|hoàn thành"
    r"|có|vận động|giảm|tăng|nâng|giải quyết|thực hiện|huy động|hỗ trợ|biên tập|đăng|phát|mở|thành lập|trồng"
    r"|sửa chữa|ít nhất"
    r"|tối thiểu|lựa chọn|đề nghị|tiếp|họp|mỗi)\b",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"\b(?:đăng ký|xây dựng|duy trì|ra mắt|nhân rộng|đạt|bảo đảm|đảm bảo|tổ chức|vận động|giảm|tăng|nâng"
    r"|giải quyết|hoàn thành"
    r"|huy động|hỗ trợ|biên tập|đăng|phát thanh|mở|thành lập|tỷ lệ|có|mỗi|tiếp)\b",
    re.IGNORECASE,
)
_STRIVE = re.compile(r"\bphấn đấu\b", re.IGNORECASE)
# Counts of what is, law, places and times: no goal.
_NO_GOAL = re.compile(
    r"\b(hiện có|hiện nay có|gồm|gồm có|bao gồm|toàn xã có|xã có|phường có|thị trấn có|trong số|đã|điều|khoản"
    r"|điểm|chương|khóa"
    r"|phụ lục|mẫu số|mẫu|biểu|tuổi|trong thời hạn|trong vòng|sau|kể từ|thời hạn|chậm nhất|trước|quy mô"
    r"|diện tích|dân số|năm trước"
    r"|theo|quyết định|nghị quyết|mục|ngày|tháng|quý|lần thứ|thứ|cấp độ|giai đoạn|định kỳ)\s*[:(]?\s*$",
    re.IGNORECASE,
)
_IS_SO = re.compile(
    r"\b(hiện có|toàn xã có|đã có|đã|hiện nay|năm qua|trong năm qua|so với cùng kỳ)\b[^.;]{0,120}$",
    re.I,
)
_BREAK = re.compile(r"[.;:](?=\s|$)|,\s+(?=(?:gắn với|trong đó|góp phần|phấn đấu)\b)|\((?=\D)")
_ENDS = re.compile(
    r"[.;](?=\s|$)|,\s+(?=(?:gắn|trong đó|góp phần|nhằm|qua đó|hội nghị|phấn đấu|bảo đảm|đảm bảo)\b)|\)"
    r"|(?<=[”\"])(?=[.,;]|$)"
)
_CONDITION = re.compile(r"\b(?:nếu|trường hợp|khi có|điều kiện)\b", re.IGNORECASE)
_THEN = re.compile(r"[^.;]{0,80}\bthì\b")
_TIME_UNITS = ("ngày", "giờ", "phút")
_REACH = 300
_MOST = 200  # no paragraph of a plan says more; what does was made to be slow
_SURE, _LIKELY, _ASKED = 1.0, 0.9, 0.6


def find_targets(text: str, *, in_targets: bool = False) -> tuple[Target, ...]:
    """Numbers to be reached in running words, in their order; `in_targets` inside MỤC TIÊU, CHỈ TIÊU.

    `value` is a number as Vietnamese writes it ("2.415" is 2415, "92,5" is 92.5). Below 0.8 `sure` means: ask whether
    this is a goal at all.
    """
    readable = masked(text)
    found = []
    for match in islice(_MEASURE.finditer(readable), _MOST):
        start = _start(readable, match.start())
        sure = _certainty(readable, match, start, in_targets)
        if sure:
            told = squeeze(text[start : _end(readable, match.end())]).strip(" ,;:-+")
            unit = "%" if match["percent"] else match["unit"].lower()
            found.append(Target(told, _value(match["number"]), unit, _comparator(match), sure=sure))
    return tuple(found)


def _certainty(text: str, match: re.Match, start: int, in_targets: bool) -> float:
    """0 where the number is no goal."""
    before = text[start : match.start()]
    if _NO_GOAL.search(text[max(match.start() - 30, 0) : match.start()]) or _IS_SO.search(
        text[max(match.start() - 120, 0) : match.start()]
    ):
        return 0
    if _CONDITION.search(before) or _THEN.match(text, match.end()):
        return 0
    bounded = bool(match["least"] or match["most"] or match["up"] or match["down"])
    if (
        match["least"]
        and match["least"].casefold() in ("trên", "từ", "vượt")
        and not (match["percent"] or match["up"])
    ):
        return 0
    if (
        not match["percent"]
        and match["unit"].lower() in _TIME_UNITS
        and (match["most"] or not bounded)
    ):
        return 0
    if _STRIVE.search(before) or (
        in_targets and (bounded or _GOAL.search(before) or match["percent"])
    ):
        return _SURE
    if bounded:
        return _LIKELY if match["least"] or match["percent"] else _ASKED
    if match["percent"]:
        return _LIKELY if _GOAL.search(before) or not before.strip() else _ASKED
    return 0


def _comparator(match: re.Match) -> str:
    if match["most"] or match["down"]:
        return "<="
    return ">=" if match["least"] or match["up"] else "="


def _value(printed: str) -> float:
    if printed.lower() in _WORDS:
        return float(_WORDS[printed.lower()])
    return float(printed.replace(".", "").replace(",", "."))


def _start(text: str, at: int) -> int:
    """The goal is told from "phấn đấu" or from its verb on."""
    low = max(at - _REACH, 0)
    breaks = [match.end() for match in _BREAK.finditer(text, low, at)]
    clause = breaks[-1] if breaks else low
    strive = list(_STRIVE.finditer(text, clause, at))
    if strive:
        return strive[-1].start()
    verb = _STARTS.search(text, clause, at)
    return verb.start() if verb else clause + len(text[clause:at]) - len(text[clause:at].lstrip())


def _end(text: str, at: int) -> int:
    end = _ENDS.search(text, at, at + _REACH)
    return end.start() if end else min(len(text), at + _REACH)
