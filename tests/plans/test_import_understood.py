"""What the review page tells of an upload beside its text, and what it asks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans.intake import take_upload
from plans.models import PlanImport
from plans.views.understood import understood

TOLD = """KẾ HOẠCH
Công tác dân vận chính quyền năm 2026

UBND xã An Hòa xây dựng Kế hoạch công tác dân vận chính quyền năm 2026 như sau:

I. MỤC TIÊU, CHỈ TIÊU
1. Có ít nhất 03 mô hình “Dân vận khéo” được công nhận.
II. NHIỆM VỤ
1. Rà soát hương ước
- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.
- Đơn vị phối hợp: Công an xã.
- Thời gian hoàn thành: trước ngày 30/6/2026.
- Sản phẩm: Báo cáo rà soát.
2. Tổ chức đối thoại với Nhân dân trong quý IV.
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND xã
Tổng hợp, báo cáo định kỳ hằng quý gửi Sở Nội vụ.

Trên đây là Kế hoạch công tác dân vận chính quyền năm 2026 của UBND xã An Hòa./.

Nơi nhận:
- Sở Nội vụ;
- Lưu: VT.

CHỦ TỊCH
Lương Văn Phước
"""


@pytest.fixture
def upload(binh, run_work):
    found = take_upload(SimpleUploadedFile("ke-hoach.txt", TOLD.encode()), by=binh)
    run_work()
    found.refresh_from_db()
    return found


def test_duties_goals_and_bodies_are_told_with_their_lines(upload):
    groups = dict(understood(upload.reading))

    (first, asked) = groups["Việc có thời hạn"]
    assert (first["words"], first["first"]) == ("Rà soát hương ước", 12)
    assert first["details"] == [
        ("Ngày", "30/06/2026"),
        ("Thực hiện", "Phòng Văn hóa - Xã hội"),
        ("Phối hợp", "Công an xã"),
        ("Kết quả", "Báo cáo rà soát"),
    ]
    assert first["asks"] == []
    assert asked["asks"] == ["Ngày 31/12/2026 được suy ra; hãy xác nhận."]
    (again,) = groups["Việc lặp lại theo kỳ"]
    assert ("Kỳ", "hằng quý") in again["details"]
    (goal,) = groups["Chỉ tiêu"]
    assert goal["details"] == [("Mức", "từ 3 mô hình trở lên")]
    assert [row["words"] for row in groups["Đơn vị, cá nhân được giao"]] == [
        "Văn phòng HĐND và UBND xã",
        "Phòng Văn hóa - Xã hội",
    ]


def test_the_page_shows_them_beside_the_text(client, binh, upload):
    client.force_login(binh)

    page = client.get(upload.get_absolute_url()).content.decode()

    assert "Việc có thời hạn (2)" in page
    assert "Việc lặp lại theo kỳ (1)" in page
    assert "từ 3 mô hình trở lên" in page
    assert 'href="#dong-12"' in page


def test_a_reading_of_before_is_shown_without_what_it_does_not_hold(client, binh, upload):
    old = {
        key: value
        for key, value in upload.reading.items()
        if key not in ("periodic_duties", "targets", "citations_without_number")
    }
    old["deadlines"] = [
        {
            "text": "Gửi báo cáo trước ngày 20/5/2026",
            "date": "2026-05-20",
            "qualifier": "trước ngày",
            "who": None,
            "what": "Gửi báo cáo",
            "line": 9,
        }
    ]
    old["assignees"] = [{"name": "Công an xã", "relation": "requested", "line": 3}]
    PlanImport.objects.visible_to(binh).filter(pk=upload.pk).update(reading=old)
    client.force_login(binh)

    response = client.get(reverse("plans:import_review", args=[upload.pk]))

    assert [title for title, _ in response.context["understood"]] == [
        "Việc có thời hạn",
        "Đơn vị, cá nhân được giao",
    ]
    assert "Đề nghị phối hợp" in response.content.decode()


def test_what_is_inferred_from_other_words_is_asked():
    reading = {
        "deadlines": [
            {
                "what": "báo cáo năm",
                "text": "báo cáo năm",
                "date": "2026-10-25",
                "who": "Các thôn",
                "to": "UBND xã",
                "doubts": ["who", "to"],
                "line": 1,
                "sure": 1.0,
            }
        ]
    }

    ((_, (row,)),) = understood(reading)

    assert row["asks"] == [
        "Người thực hiện và nơi nhận được suy ra từ đoạn khác; hãy kiểm tra lại."
    ]
