from datetime import date
from io import BytesIO

import openpyxl
import pypdfium2
import pytest
from django.urls import reverse

from records.models import RegisterEntry
from records.register import NumberTaken, next_number, register


@pytest.fixture
def entries(giang, cuc):
    def enter(by, number, subject, day=date(2026, 1, 15)):
        return register(
            commune=by.commune,
            number=number,
            symbol="KH-UBND",
            issued_on=day,
            subject=subject,
            signer="Nguyễn Văn An",
            recipients="Sở Nội vụ\nLưu: VT",
            by=by,
        )

    enter(giang, 2, "Kế hoạch dân vận khéo")
    enter(giang, 1, "=HYPERLINK(1)")
    enter(giang, 7, "Kế hoạch năm trước", date(2025, 3, 1))
    enter(cuc, 9, "Kế hoạch của xã khác")


def shown(response):
    return [entry.subject for entry in response.context["page"]]


def test_the_register_shows_one_year_of_the_own_commune_by_number(client, giang, entries):
    client.force_login(giang)

    response = client.get(reverse("plans:register"), {"year": "2026"})

    assert shown(response) == ["=HYPERLINK(1)", "Kế hoạch dân vận khéo"]


def test_the_register_is_searched_without_marks(client, giang, entries):
    client.force_login(giang)

    response = client.get(reverse("plans:register"), {"year": "2026", "q": "dan van kheo"})

    assert shown(response) == ["Kế hoạch dân vận khéo"]


@pytest.mark.parametrize("who", ["dung", "hoa", "minh", "lan"])
def test_the_register_is_for_those_who_write_number_and_sign(request, client, who, entries):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("plans:register")).status_code == 403


def test_the_workbook_holds_the_ten_columns_and_no_formula(client, giang, entries):
    client.force_login(giang)

    response = client.get(reverse("plans:register"), {"year": "2026", "xlsx": "1"})

    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows[0]) == 10
    assert [row[:4] for row in rows[1:]] == [
        ("01/KH-UBND", "15/01/2026", "'=HYPERLINK(1)", "Nguyễn Văn An"),
        ("02/KH-UBND", "15/01/2026", "Kế hoạch dân vận khéo", "Nguyễn Văn An"),
    ]


# What the clerk writes by hand


def an_entry(by, number=1):
    return RegisterEntry.objects.visible_to(by).get(number=number, year=2026)


def test_the_clerk_notes_what_is_written_by_hand(client, giang, entries):
    client.force_login(giang)
    entry = an_entry(giang, 2)
    noted = {
        "copies": "7",
        "sent_on": "2026-01-16",
        "keeper": "Văn thư",
        "receipt": "Bình",
        "note": "Gửi thư",
    }

    client.post(reverse("plans:register_entry", args=[entry.pk]), {**noted, "version": 1})

    sheet = openpyxl.load_workbook(
        BytesIO(client.get(reverse("plans:register"), {"year": "2026", "xlsx": 1}).content)
    ).active
    last = list(sheet.iter_rows(values_only=True))[-1]
    assert last[5:] == ("Văn thư", "7", "16/01/2026", "Bình", "Gửi thư")


def test_two_clerks_at_one_line(client, giang, entries):
    client.force_login(giang)
    url = reverse("plans:register_entry", args=[an_entry(giang).pk])
    client.post(url, {"note": "Trước", "version": 1})

    response = client.post(url, {"note": "Sau", "version": 1})

    content = response.content.decode()
    assert "vừa được sửa ở nơi khác" in content
    assert "Sau" in content
    assert an_entry(giang).note == "Trước"


OUTSIDE = {
    "number": "3", "symbol": "KH - UBND", "issued_on": "2026-01-20", "subject": "Công văn mời họp", "signer": "An",
    "recipients": "Các thôn",
}  # fmt: skip


def test_a_document_issued_elsewhere_takes_its_number(client, giang, entries):
    client.force_login(giang)

    client.post(reverse("plans:register_create"), OUTSIDE)

    entry = an_entry(giang, 3)
    assert (entry.symbol, entry.is_outside, entry.printed) == ("KH-UBND", True, "03/KH-UBND")
    with pytest.raises(NumberTaken):
        register(
            commune=giang.commune, number=3, symbol="KH-UBND", issued_on=date(2026, 2, 1), subject="Khác",
            signer="An", recipients="", by=giang,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"number": "1"}, "đã được cấp ngày 15/01/2026"),
        ({"number": "0"}, "từ 1 đến 99999"),
        ({"issued_on": "2999-01-01"}, "ở sau hôm nay"),
        ({"signer": ""}, "Hãy ghi người ký"),
        ({"sent_on": "2026-01-01"}, "từ ngày ban hành trở đi"),
    ],
)
def test_what_cannot_enter_is_told_and_nothing_typed_is_lost(
    client, giang, entries, over, sentence
):
    client.force_login(giang)

    content = client.post(reverse("plans:register_create"), {**OUTSIDE, **over}).content.decode()

    assert sentence in content
    assert "Công văn mời họp" in content
    assert RegisterEntry.objects.visible_to(giang).filter(year=2026).count() == 2


def test_numbers_passed_over_are_asked_about(client, giang, entries):
    client.force_login(giang)
    client.post(reverse("plans:register_create"), {**OUTSIDE, "number": "5"})

    response = client.get(reverse("plans:register"), {"year": "2026"})

    assert [printed for _, printed, _ in response.context["holes"]] == ["03/KH-UBND", "04/KH-UBND"]
    offered = client.get(reverse("plans:register_create"), {"symbol": "KH-UBND", "number": "4"})
    assert offered.context["form"]["number"].value() == 4


def test_a_void_number_keeps_its_line_and_is_never_given_again(client, giang, entries):
    client.force_login(giang)
    client.post(reverse("plans:register_create"), OUTSIDE)
    entry = an_entry(giang, 3)

    client.post(
        reverse("plans:register_void", args=[entry.pk]), {"reason": "Ghi nhầm", "version": 1}
    )
    again = client.post(reverse("plans:register_create"), OUTSIDE)

    assert an_entry(giang, 3).void_reason == "Ghi nhầm"
    assert "đã được cấp" in again.content.decode()
    assert next_number(giang.commune, "KH-UBND", 2026) == 4


def test_what_the_portal_issued_is_not_voided_here(client, giang, entries):
    client.force_login(giang)
    entry = an_entry(giang)

    response = client.post(
        reverse("plans:register_void", args=[entry.pk]),
        {"reason": "Thử", "version": 1},
        follow=True,
    )

    assert "ban hành trong cổng" in response.content.decode()
    assert an_entry(giang).void_reason == ""


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"month": "1"}, [1, 2]),
        ({"month": "2"}, []),
        ({"month": "13"}, [1, 2]),
        ({"symbol": "BC-UBND"}, []),
        ({"signer": "Nguyễn Văn An"}, [1, 2]),
        ({"signer": "Ai"}, []),
        ({"q": "kheo van"}, [2]),
        ({"q": "02/KH-UBND"}, [2]),
    ],
)
def test_the_register_filters(client, giang, entries, asked, numbers):
    client.force_login(giang)

    page = client.get(reverse("plans:register"), {"year": "2026", **asked}).context["page"]

    assert [entry.number for entry in page] == numbers


# On paper


def test_the_register_as_pdf_has_its_head_on_every_page(client, giang, run_work):
    for number in range(1, 61):
        register(
            commune=giang.commune, number=number, symbol="KH-UBND", issued_on=date(2026, 1, 15),
            subject=f"Kế hoạch thứ {number}", signer="Nguyễn Văn An", recipients="Sở Nội vụ\nLưu: VT", by=giang,
        )  # fmt: skip
    client.force_login(giang)
    url, asked = reverse("plans:register_pdf"), {"year": "2026"}

    waiting = client.get(url, asked)
    run_work()
    response = client.get(url, asked)

    assert "Đang chờ" in waiting.content.decode()
    pdf = pypdfium2.PdfDocument(b"".join(response.streaming_content))
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    assert all(page.get_width() > page.get_height() for page in pdf)
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in pages[0]
    assert all("Người ký" in page and "(10)" in page for page in pages[:-1])
    assert "60/KH-UBND" in " ".join(pages)
    assert "Sổ có 60 văn bản" in pages[-1]


def test_a_register_that_changed_while_it_was_printed_is_told(client, giang, entries, run_work):
    client.force_login(giang)
    client.get(reverse("plans:register_pdf"), {"year": "2026"})
    client.post(reverse("plans:register_create"), OUTSIDE)

    [row] = run_work()

    assert "Sổ vừa có thêm" in row.error


def test_another_commune_prints_its_own(client, cuc, giang, entries, run_work):
    client.force_login(giang)
    client.get(reverse("plans:register_pdf"), {"year": "2026"})
    run_work()
    client.force_login(cuc)

    assert (
        client.get(reverse("plans:register_pdf"), {"year": "2026"}).context["row"].unit
        == cuc.commune
    )
