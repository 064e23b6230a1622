"""What a section is about, from headings of many hands."""

import pytest

from documents.kinds import section_kind, tells_the_past

HEADINGS = """
purpose_requirements | MỤC ĐÍCH, YÊU CẦU
purpose_requirements | I. Mục đích - yêu cầu
purpose_requirements | 1. Mục đích:
purpose_requirements | MỤC ĐÍCH, Ý NGHĨA
targets | MỤC TIÊU, CHỈ TIÊU
targets | Quan điểm, mục tiêu
targets | CÁC CHỈ TIÊU CỤ THỂ
tasks | NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM
tasks | NHIỆM VỤ VÀ THỜI GIAN THỰC HIỆN
tasks | CÁC GIẢI PHÁP
tasks | Nội dung thực hiện
tasks | PHẦN THỨ HAI PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2026
tasks | TIẾN ĐỘ THỰC HIỆN
tasks | Việc cần làm
implementation | TỔ CHỨC THỰC HIỆN
implementation | Phần thứ ba TỔ CHỨC THỰC HIỆN
implementation | PHÂN CÔNG TRÁCH NHIỆM
implementation | TRÁCH NHIỆM CỦA CÁC ĐƠN VỊ
implementation | CHẾ ĐỘ THÔNG TIN, BÁO CÁO
implementation | Giao việc
funding | KINH PHÍ THỰC HIỆN
funding | III. Dự toán kinh phí
funding | ĐIỀU KIỆN BẢO ĐẢM
"""
PAST = ["ĐÁNH GIÁ TÌNH HÌNH", "I. KẾT QUẢ NĂM 2025", "HẠN CHẾ", "PHẦN THỨ NHẤT ĐÁNH GIÁ TÌNH HÌNH"]


@pytest.mark.parametrize(
    ("kind", "heading"),
    [line.split(" | ") for line in HEADINGS.strip().splitlines()],
)
def test_a_heading_tells_the_kind_of_its_section_in_any_case(kind, heading):
    assert section_kind(heading) == kind
    assert section_kind(heading.lower()) == kind
    assert not tells_the_past(heading)


@pytest.mark.parametrize("heading", PAST)
def test_what_was_is_no_section_of_the_plan_s_own(heading):
    assert section_kind(heading) == ""
    assert tells_the_past(heading)


@pytest.mark.parametrize(
    "heading", ["", "Kết luận", "LĨNH VỰC KINH TẾ", "Nâng cao trách nhiệm người đứng đầu"]
)
def test_a_heading_that_does_not_say_has_no_kind(heading):
    assert section_kind(heading) == ""
