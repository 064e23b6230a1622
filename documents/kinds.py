"""Names of document types (tên loại, NĐ 30/2020/NĐ-CP, Phụ lục III) and what a section of a plan is about."""

from __future__ import annotations

import re

PLAN = "KẾ HOẠCH"
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
    ("implementation", r"tổ chức thực hiện|tổ chức triển khai|phân công|trách nhiệm"),
    ("funding", r"kinh phí|dự toán|nguồn lực"),
    ("purpose_requirements", r"mục đích|yêu cầu"),
    ("targets", r"mục tiêu|chỉ tiêu"),
    ("tasks", r"nhiệm vụ|nội dung|giải pháp|tiến độ|thời gian"),
)


def section_kind(heading: str) -> str:
    """What a section is about, from its heading in any case and with or without its number.

    "purpose_requirements", "targets", "tasks", "implementation", "funding", or "" where the heading does not say.
    """
    words = heading.casefold()
    found = {
        kind: match.start() for kind, any_of in _SECTIONS if (match := re.search(any_of, words))
    }
    # "NỘI DUNG VÀ TỔ CHỨC THỰC HIỆN" is both; the word that comes first names the section.
    return min(found, key=found.get) if found else ""
