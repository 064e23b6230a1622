"""Uploads under review, read in this very process, and the words they are made of."""

from documents.reading import read_plan
from documents.sandbox import reading_as_json
from plans.models import PlanImport
from records.files import keep

PLAN = """KẾ HOẠCH
Công tác dân vận chính quyền năm 2026

UBND xã An Hòa xây dựng Kế hoạch công tác dân vận chính quyền năm 2026 như sau:

I. MỤC TIÊU, CHỈ TIÊU
1. Phấn đấu có ít nhất 03 mô hình “Dân vận khéo” được công nhận.
II. NHIỆM VỤ
1. Tổ chức đối thoại với Nhân dân trong quý IV.
3. Rà soát hương ước ước của các thôn trước ngày 30/6/2026.
Nội dung chi tiết
III. TỔ CHỨC THỰC HIỆN
1. Bộ phận Văn hóa xã
Tổng hợp, báo cáo định kỳ hằng quý gửi Sở Nội vụ trước ngày 20/11/2026.

Trên đây là Kế hoạch công tác dân vận chính quyền năm 2026 của UBND xã An Hòa./.

Nơi nhận:
- Sở Nội vụ;
- Lưu: VT.

CHỦ TỊCH
Lương Văn Phước
"""


def reading_of(words):
    return reading_as_json(read_plan(words.encode(), "ke-hoach.txt"))


def make_upload(by, words=PLAN, **changes):
    """An upload of `by` that waits for review; `changes` replace parts of its reading."""
    file = keep(words.encode(), name="ke-hoach.txt", content_type="text/plain", by=by)
    return PlanImport.objects.create(
        commune=by.commune, file=file, uploaded_by=by, status=PlanImport.Status.REVIEW,
        reading={**reading_of(words), **changes},
    )  # fmt: skip


def warning(code, line=None, **more):
    return {
        "code": code,
        "message": f"{code}.",
        "line": line,
        "severity": "warn",
        "sure": 1.0,
        **more,
    }
