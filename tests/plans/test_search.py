"""Tìm trong kế hoạch, and the list of plans as a register."""

from importlib import import_module
from io import BytesIO

import openpyxl
import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans import cited
from plans.actions import refresh_search
from plans.models import Plan
from tests.factories import issue_by_hand, make_item, make_plan

CANARY = "CHIMVANG"


@pytest.fixture
def search(client):
    def ask(person, words, name="search", **more):
        client.force_login(person)
        return client.get(reverse(f"plans:{name}"), {"q": words, **more})

    return ask


def indexed(plan):
    refresh_search(plan)
    cited.sync_plan(plan)
    return plan


def seen(response):
    """{title: [(where, marked words)]} of a page of results."""
    return {
        each.plan.title: [
            (hit.where, [piece.words for piece in hit.pieces if piece.is_found])
            for hit in each.hits
        ]
        for each in response.context["found"]
    }


def test_words_in_any_order_without_marks_lead_to_the_item(search, binh, plan):
    indexed(plan)
    item = plan.items.get(marker="2")

    response = search(binh, "kheo dan van")

    assert seen(response) == {plan.title: [("Mục II.2", ["Dân vận khéo"])]}
    assert f"{plan.get_absolute_url()}#muc-{item.pk}" in response.content.decode()


def test_plans_of_before_are_found_by_all_their_words_after_the_migration(search, binh, plan):
    """A plan in force is never saved again: what it was found by once would stay for good."""
    Plan.objects.visible_to(binh).filter(pk=plan.pk).update(
        opening="Căn cứ *Chỉ thị* số 33 / CT - TTg;", closing="Nơi gửi CHIMVANG./."
    )
    plan.footnotes.create(marker="1", text="Chú <b>thích</b> lạ")
    plan.refresh_from_db()
    wanted = Plan.objects.visible_to(binh).get(pk=indexed(plan).pk).search_text
    Plan.objects.visible_to(binh).filter(pk=plan.pk).update(search_text="nhu truoc day")
    assert seen(search(binh, "CHIMVANG")) == {}

    import_module("plans.migrations.0015_fill_plan_search_text").fill(apps, None)

    plan.refresh_from_db()
    assert plan.search_text == wanted
    assert list(seen(search(binh, "33/CT-TTg chimvang"))) == [plan.title]


def test_a_phrase_stands_together(search, binh, plan):
    indexed(plan)

    assert list(seen(search(binh, "“dân vận khéo”"))) == [plan.title]
    assert seen(search(binh, "“khéo dân vận”")) == {}


def test_words_that_stand_apart_are_found_and_said_to_be_so(search, binh, plan):
    indexed(plan)

    response = search(binh, "quán triệt mô hình")

    assert [each.is_scattered for each in response.context["found"]] == [True]
    assert "những chỗ khác nhau" in response.content.decode()


@pytest.mark.parametrize("asked", ["33/CT-TTg", "33 / ct - ttg", "Chỉ thị 33/CT-TTg", "33-CT/TTg"])
def test_a_number_leads_to_the_document_and_the_plans_that_cite_it(search, binh, plan, asked):
    make_item(plan, text="Theo Chỉ thị số 33 /CT- TTg ngày 26/11/2021 của Thủ tướng Chính phủ.")
    indexed(plan)

    found = search(binh, asked).context["documents"]

    assert [(str(row), row.plans) for row in found] == [("Chỉ thị số 33/CT-TTg", 1)]


def test_the_parts_around_the_body_are_searched(search, binh, plan):
    Plan.objects.visible_to(binh).filter(pk=plan.pk).update(opening="Căn cứ tình hình *đặc thù*;")
    plan.refresh_from_db()
    plan.footnotes.create(marker="1", text="Ghi chú lạ lùng")
    indexed(plan)

    assert seen(search(binh, "dac thu")) == {plan.title: [("Phần mở đầu", ["đặc thù"])]}
    assert seen(search(binh, "la lung")) == {plan.title: [("Chú thích 1", ["lạ lùng"])]}


def test_what_is_found_is_shown_as_words_never_as_html(search, binh, plan):
    make_item(plan, text="Kết &lt;script&gt;alert(1)&lt;/script&gt; hợp")
    indexed(plan)

    content = search(binh, "script hop").content.decode()

    assert "<mark>script</mark>" in content
    assert "<script>alert" not in content


@pytest.mark.parametrize("who", ["dung", "hoa", "cuc", "cuong"])
def test_a_draft_shows_nothing_to_those_who_may_not_read_it(request, search, binh, plan, who):
    make_item(plan, text=f"Việc {CANARY} theo Quyết định số 9/QĐ-{CANARY} ngày 02/01/2026")
    indexed(plan)
    person = request.getfixturevalue(who)

    for page in ("search", "list", "cited_list"):
        for words in (CANARY, f"9/QĐ-{CANARY}", "viec"):
            response = search(person, words, page)
            assert response.context["page"].paginator.count == 0
            assert not response.context.get("documents")
        assert CANARY not in response.content.decode()
    assert CANARY in search(binh, "viec").content.decode()


def test_an_officer_finds_what_was_issued(search, dung, plan):
    indexed(issue_by_hand(plan))

    assert list(seen(search(dung, "dan van kheo"))) == [plan.title]


@pytest.mark.parametrize("asked", ["", "   ", "?!", "%", "_", "“", "a" * 5000, "' OR 1=1 --"])
def test_odd_searches_are_answered(search, binh, plan, asked):
    indexed(plan)

    assert search(binh, asked).status_code == 200
    assert search(binh, asked, "list").status_code == 200
    assert search(binh, asked, "cited_list").status_code == 200


def queries(work):
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


@pytest.mark.parametrize("page", ["search", "list", "cited_list"])
def test_the_queries_do_not_grow(search, binh, plan, page):
    indexed(plan)

    def ask():
        return search(binh, "dan van", page)

    ask()
    before = queries(ask)
    for year in range(2010, 2018):
        other = make_plan(binh, year=year, title=f"Dân vận {year}")
        for at in range(5):
            make_item(other, text=f"Dân vận khéo {at}, Kế hoạch số {at}/KH-UBND ngày 02/01/{year}")
        indexed(other)

    assert queries(ask) == before


# The list of plans


@pytest.fixture
def shelf(binh, culture):
    issued = issue_by_hand(make_plan(binh, title="Chung", year=2025), number=5)
    amended = make_plan(binh, title="Sửa đổi", year=2025, amends=issued)
    of_unit = make_plan(binh, title="Đơn vị", year=2026, unit=culture, based_on=issued)
    return [indexed(each) for each in (issued, amended, of_unit)]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, ["Đơn vị", "Sửa đổi", "Chung"]),
        ({"year": "2025"}, ["Sửa đổi", "Chung"]),
        ({"number": "05"}, ["Chung"]),
        ({"number": "5/KH-UBND"}, ["Chung"]),
        ({"number": "5/BC-UBND"}, []),
        ({"number": "năm"}, []),
        ({"status": "issued"}, ["Chung"]),
        ({"kind": "commune"}, ["Chung"]),
        ({"kind": "unit"}, ["Đơn vị"]),
        ({"kind": "amendment"}, ["Sửa đổi"]),
        ({"unit": "commune"}, ["Sửa đổi", "Chung"]),
        ({"sort": "title"}, ["Chung", "Sửa đổi", "Đơn vị"]),
        ({"sort": "number"}, ["Chung", "Sửa đổi", "Đơn vị"]),
        ({"sort": "khong-co", "status": "lạ", "year": "x", "unit": "y"}, ["Đơn vị", "Sửa đổi", "Chung"]),
        ({"q": "chung 05/kh-ubnd"}, ["Chung"]),
    ],
)  # fmt: skip
def test_plans_by_what_is_asked(client, binh, shelf, asked, titles):
    client.force_login(binh)

    page = client.get(reverse("plans:list"), asked).context["page"]

    assert [plan.title for plan in page] == titles


def test_plans_of_one_unit_and_the_counts_of_each_status(client, binh, shelf, culture):
    client.force_login(binh)

    context = client.get(reverse("plans:list"), {"unit": culture.pk}).context

    assert [plan.title for plan in context["page"]] == ["Đơn vị"]
    assert context["statuses"] == [("draft", "Dự thảo", 1)]
    assert context["units"] == [(culture.pk, culture.short_name)]


def test_the_list_as_a_workbook_holds_what_is_asked_and_no_formula(client, binh, shelf):
    Plan.objects.visible_to(binh).filter(title="Chung").update(title="=1+1")
    client.force_login(binh)

    response = client.get(reverse("plans:list"), {"number": "5", "xlsx": "1"})

    rows = list(
        openpyxl.load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True)
    )
    assert [row[:4] for row in rows[1:]] == [("2025", "05/KH-UBND", "15/01/2026", "'=1+1")]
