"""Văn bản viện dẫn: looking up, correcting, joining."""

from datetime import date

import pytest
from django.urls import reverse

from plans import cited
from plans.models import CitedDocument
from tests.factories import issue_by_hand, make_item, make_plan

FULL = "Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ về tăng cường dân vận"
WRONG = "Chỉ thị số 33/CT-TT ngày 26/11/2021 của Thủ tướng Chính phủ"


@pytest.fixture
def plans(binh, plan):
    make_item(plan, text=f"Thực hiện {FULL}.", parent=plan.items.get(parent=None), marker="3")
    cited.sync_plan(plan)
    other = issue_by_hand(make_plan(binh, year=2025, title="Năm trước"))
    make_item(other, text=f"Theo {WRONG}.", marker="I")
    cited.sync_plan(other)
    return plan, other


@pytest.fixture
def document(plans, binh):
    return CitedDocument.objects.visible_to(binh).get(number="33/CT-TTg")


@pytest.fixture
def mistyped(plans, binh):
    return CitedDocument.objects.visible_to(binh).get(number="33/CT-TT")


def form_of(document, **over):
    fields = {
        "kind": document.kind, "number": document.number, "date": document.date, "issuer": document.issuer,
        "subject": document.subject, "force": document.force, "note": "", "version": document.version,
    }  # fmt: skip
    return {name: value for name, value in {**fields, **over}.items() if value is not None}


def test_the_page_of_a_document_tells_where_it_is_cited(client, binh, plans, document):
    client.force_login(binh)

    response = client.get(reverse("plans:cited_detail", args=[document.pk]))

    [(plan, places)] = response.context["groups"]
    [(mention, where, pieces)] = places
    assert (plan, where) == (plans[0], "Mục II.3")
    assert [piece.words for piece in pieces if piece.is_found] == [mention.words]
    assert f"#muc-{mention.item_id}" in response.content.decode()


def test_an_officer_sees_no_place_in_a_draft(client, dung, plans, binh, document):
    make_item(plans[1], text="Theo Chỉ thị số 33/CT-TTg.")
    cited.sync_plan(plans[1])
    client.force_login(dung)

    response = client.get(reverse("plans:cited_detail", args=[document.pk]))

    assert [plan.title for plan, _ in response.context["groups"]] == ["Năm trước"]


def test_a_correction_is_kept_and_says_what_replaced_it(client, binh, document, mistyped):
    client.force_login(binh)
    sent = form_of(document, force="repealed", repealed_on="2025-01-01", replaced_by=mistyped.pk)

    response = client.post(reverse("plans:cited_edit", args=[document.pk]), sent, follow=True)

    document.refresh_from_db()
    assert (document.force, document.replaced_by, document.is_kept) == ("repealed", mistyped, True)
    assert "hết hiệu lực từ ngày 01/01/2025" in " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"number": "", "kind": "Chỉ thị"}, "Hãy ghi số, ký hiệu."),
        ({"number": "", "kind": "Luật", "subject": ""}, "Hãy ghi tên luật."),
        ({"date": "2999-01-01"}, "ở sau hôm nay"),
        ({"force": "in_force", "repealed_on": "2025-01-01"}, "hãy chọn “Hết hiệu lực”"),
        ({"force": "repealed", "repealed_on": "2020-01-01"}, "từ ngày ban hành trở đi"),
        ({"number": "33/CT-TT"}, "đã có trong danh mục"),
    ],
)
def test_what_cannot_be_is_told(client, binh, document, mistyped, over, sentence):
    client.force_login(binh)

    response = client.post(
        reverse("plans:cited_edit", args=[document.pk]), form_of(document, **over)
    )

    assert sentence in response.content.decode()
    assert CitedDocument.objects.visible_to(binh).get(pk=document.pk).version == document.version


def test_two_people_at_one_document_see_both_texts(client, binh, document):
    client.force_login(binh)
    url = reverse("plans:cited_edit", args=[document.pk])
    client.post(url, form_of(document, note="Của người khác"))

    response = client.post(url, form_of(document, note="Của tôi"))

    assert response.context["conflict"] == [("Ghi chú", "Của người khác", "Của tôi")]
    assert client.post(url, form_of(document, note="Của tôi", version=2)).status_code == 302


def test_a_document_no_plan_names_yet_can_be_entered(client, binh, plan):
    client.force_login(binh)
    sent = {
        "kind": "luật",
        "number": "",
        "subject": "Tiếp cận thông tin",
        "force": "",
        "version": 1,
    }

    client.post(reverse("plans:cited_create"), sent)
    again = client.post(reverse("plans:cited_create"), sent)

    assert [str(row) for row in CitedDocument.objects.visible_to(binh)] == [
        "Luật Tiếp cận thông tin"
    ]
    assert "đã có trong danh mục" in again.content.decode()
    make_item(plan, text="Theo Luật Tiếp cận thông tin;")
    cited.sync_plan(plan)
    assert CitedDocument.objects.visible_to(binh).count() == 1


def test_two_that_are_one_are_joined_and_stay_joined(client, binh, plans, document, mistyped):
    client.force_login(binh)
    url = reverse("plans:cited_merge", args=[mistyped.pk])
    shown = client.get(url, {"into": document.pk}).content.decode()

    response = client.post(url, {"into": document.pk}, follow=True)
    for plan in plans:
        cited.sync_plan(plan)

    assert "không hoàn tác được" in shown
    assert "1 kế hoạch chuyển sang" in response.content.decode()
    rows = CitedDocument.objects.visible_to(binh)
    assert [(row.number, row.date, row.mentions.count()) for row in rows] == [
        ("33/CT-TTg", date(2021, 11, 26), 2)
    ]
    assert client.post(url, {"into": document.pk}).status_code == 404


def test_the_register_filters_by_force_and_issuer(client, binh, document, mistyped):
    CitedDocument.objects.visible_to(binh).filter(pk=document.pk).update(force="repealed")
    client.force_login(binh)

    def numbers(**asked):
        return [
            row.number for row in client.get(reverse("plans:cited_list"), asked).context["page"]
        ]

    assert numbers(force="repealed") == ["33/CT-TTg"]
    assert numbers(force="unknown") == ["33/CT-TT"]
    assert numbers(q="tang cuong") == ["33/CT-TTg"]
    assert numbers(issuer="Không có") == []
    assert len(numbers()) == 2
