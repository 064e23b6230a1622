"""Names of document types (tên loại, NĐ 30/2020/NĐ-CP, Phụ lục III) and what a section of a plan is about."""

from __future__ import annotations

import re

PLAN = "KẾ HOẠCH"
REPORT = "BÁO CÁO"
LETTER = "CÔNG VĂN"
TYPES = (
    PLAN,
    "NGHỊ QUYẾT",
    "QUYẾT ĐỊNH",
    "CHỈ THỊ",
    "QUY CHẾ",
    "QUY ĐỊNH",
    "THÔNG CÁO",
    "THÔNG BÁO",
    "THÔNG TRI",
    "HƯỚNG DẪN",
    "CHƯƠNG TRÌNH",
    "PHƯƠNG ÁN",
    "ĐỀ ÁN",
    "DỰ ÁN",
    "BÁO CÁO",
    "BIÊN BẢN",
    "TỜ TRÌNH",
    "HỢP ĐỒNG",
    "CÔNG ĐIỆN",
    "KẾT LUẬN",
    "GIẤY MỜI",
    "GIẤY ỦY QUYỀN",
    "GIẤY GIỚI THIỆU",
    "PHIẾU GỬI",
    "LUẬT",
    "NGHỊ ĐỊNH",
    "THÔNG TƯ",
)

_SECTIONS = (
    (
        "implementation",
        r"tổ chức thực hiện|tổ chức triển khai|phân công|giao (?:việc|nhiệm vụ)"
        r"|\btrách nhiệm (?:của|thực hiện|các|cụ thể)|^trách nhiệm"
        r"|chế độ (?:thông tin|báo cáo)|thông tin,? báo cáo|^báo cáo|kiểm tra, đôn đốc|kiểm tra, giám sát",
    ),
    ("funding", r"kinh phí|dự toán|nguồn lực|điều kiện (?:bảo|đảm) (?:đảm|bảo)|cơ sở vật chất"),
    ("purpose_requirements", r"mục đích|yêu cầu|ý nghĩa"),
    ("targets", r"mục tiêu|chỉ tiêu"),
    (
        "tasks",
        r"nhiệm vụ|nội dung|giải pháp|biện pháp|tiến độ|thời gian|lộ trình|công việc|việc (?:cần )?làm"
        r"|các hoạt động|phương hướng"
        r"|kế hoạch cụ thể",
    ),
)
# What was and what is: nobody is given work there, and its numbers are no goals.
_SITUATION = re.compile(
    r"^(?:phần (?:thứ )?\S+ )?[\W\d]*(?:đánh giá|(?:một số |những )?kết quả(?! cần đạt| đầu ra)|tình hình"
    r"|thực trạng"
    r"|đặc điểm|khái quát|(?:những |một số )?(?:hạn chế|tồn tại|ưu điểm|khó khăn|thuận lợi)|nguyên nhân|bài học"
    r"|bối cảnh"
    r"|sự cần thiết|căn cứ|cơ sở (?:pháp lý|thực tiễn))"
)
_NUMBER = re.compile(r"^(?:(?:[ivxlc]+|\d+(?:\.\d+)*|[a-zđ])\s*[.)/:-]\s*)", re.IGNORECASE)


def section_kind(heading: str) -> str:
    """What a section is about, from its heading in any case and with or without its number.

    "purpose_requirements", "targets", "tasks", "implementation", "funding", or "" where the heading does not say.
    """
    words = _NUMBER.sub("", heading.casefold().strip()).strip(" *_")
    if _SITUATION.match(words):
        return ""
    found = {
        kind: match.start() for kind, any_of in _SECTIONS if (match := re.search(any_of, words))
    }
    # "NỘI DUNG VÀ TỔ CHỨC THỰC HIỆN" is both; the word that comes first names the section.
    return min(found, key=found.get) if found else ""


def tells_the_past(heading: str) -> bool:
    """Whether a section tells what was or what is: "ĐÁNH GIÁ TÌNH HÌNH", "KẾT QUẢ NĂM 2025", "HẠN CHẾ"."""
    return bool(_SITUATION.match(_NUMBER.sub("", heading.casefold().strip()).strip(" *_")))
