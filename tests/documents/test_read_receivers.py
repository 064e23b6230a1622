"""To whom a report goes where the sentence does not say: to whoever issued the plan, through its focal body."""

import pytest

from documents import read

PLAN = """KẾ HOẠCH
Công tác dân vận chính quyền năm 2027

Ủy ban nhân dân xã An Hòa ban hành Kế hoạch như sau:

I. NHIỆM VỤ
1. Các thôn báo cáo kết quả trước ngày 31/3/2027.

II. TỔ CHỨC THỰC HIỆN
1. {focal}
Là đầu mối theo dõi, tổng hợp báo cáo.
2. Các thôn
Thực hiện nhiệm vụ được giao.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""


@pytest.mark.parametrize("focal", ["Văn phòng HĐND và UBND xã", "Phòng Văn hóa - Xã hội"])
def test_the_focal_body_is_named_whole_and_asked_about(focal):
    reading = read(PLAN.format(focal=focal).encode(), "plan.txt")

    (duty,) = reading.deadlines
    assert duty.to.endswith(f"(đầu mối: {focal})")
    assert duty.doubts == ("to",)
