"""Căn cứ: found in the register, written in the form of the law, put in order, recognised as they are typed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.cited import sync_plan
from plans.cited_facts import describe
from plans.conversion import as_lines, paragraphs_of
from plans.grounds import ground_line, in_order, with_ground
from plans.models import CitedDocument, Plan
from tests.factories import make_plan

DIRECTIVE = {
    "kind": "Chỉ thị", "number": "33/CT-TTg", "date": date(2021, 11, 26), "issuer": "Thủ tướng Chính phủ",
    "subject": "tăng cường và đổi mới công tác dân vận",
}  # fmt: skip
LAW = {"kind": "Luật", "subject": "Tiếp cận thông tin"}
DECREE = {
    "kind": "Nghị định", "number": "59/2023/NĐ-CP", "date": date(2023, 8, 14), "issuer": "Chính phủ",
    "subject": "quy định chi tiết một số điều",
}  # fmt: skip


def cited(commune, **facts):
    row = CitedDocument(commune=commune, is_kept=True, **facts)
    describe(row)
    row.save()
    return row


@pytest.fixture
def directive(an_hoa):
    return cited(an_hoa, **DIRECTIVE)


@pytest.fixture
def find(client, plan):
    def search(person, words, of=plan):
        client.force_login(person)
        return client.get(reverse("plans:ground_search", args=[of.pk]), {"q": words})

    return search


@pytest.fixture
def ask(client, plan):
    def send(person, opening="", of=plan, **fields):
        client.force_login(person)
        url = reverse("plans:ground_help", args=[of.pk])
        return client.post(url, {"opening": opening, "written": "marks", **fields})

    return send


# The line


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (DIRECTIVE, "Căn cứ Chỉ thị số 33/CT-TTg ngày 26 tháng 11 năm 2021 của Thủ tướng Chính phủ "
                    "về tăng cường và đổi mới công tác dân vận"),
        (LAW, "Căn cứ Luật Tiếp cận thông tin"),
        ({**LAW, "number": "104/2016/QH13", "issuer": "Quốc hội", "date": date(2016, 4, 6)},
         "Căn cứ Luật Tiếp cận thông tin ngày 06 tháng 4 năm 2016"),
        (DECREE, "Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14 tháng 8 năm 2023 của Chính phủ "
                 "quy định chi tiết một số điều"),
        ({"kind": "Công văn", "number": "5/SNV-DV"}, "Căn cứ Công văn số 5/SNV-DV"),
    ],
)  # fmt: skip
def test_the_line_has_the_form_of_the_law(facts, line):
    assert ground_line(CitedDocument(**facts)) == line


# Finding


@pytest.mark.parametrize(
    "words", ["33/CT-TTg", "33 / ct - ttg", "dan van chi thi", "Đổi mới", "26/11/2021", ""]
)
def test_a_document_is_found_by_number_or_words_without_marks(find, binh, directive, an_hoa, words):
    cited(an_hoa, **DECREE)

    found = find(binh, words).json()["found"]

    assert directive.pk in [each["pk"] for each in found]
    assert len(found) == (2 if not words else 1)


def test_documents_of_another_commune_are_not_found(find, binh, directive, cuong):
    cited(cuong.commune, **{**DECREE, "subject": "dân vận của Bình Minh"})

    assert [each["pk"] for each in find(binh, "dan van").json()["found"]] == [directive.pk]


def test_a_repealed_one_comes_last_and_is_marked(find, binh, directive, an_hoa):
    new = cited(an_hoa, **DECREE)
    CitedDocument.objects.unscoped("test").filter(pk=directive.pk).update(
        force="repealed", repealed_on=date(2025, 7, 1), replaced_by=new
    )

    found = find(binh, "").json()["found"]

    assert [each["remark"] for each in found] == [
        "",
        "Hết hiệu lực từ ngày 01/07/2025, được thay bằng Nghị định số 59/2023/NĐ-CP",
    ]


def test_the_search_asks_as_much_for_thirty_as_for_three(find, binh, an_hoa):
    counts = []
    for many in (3, 30):
        for n in range(many):
            cited(an_hoa, kind="Công văn", number=f"{n}{many}/SNV-{many}")
        find(binh, "snv")
        with CaptureQueriesContext(connection) as caught:
            assert find(binh, "snv").json()["found"]
        counts.append(len(caught))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("who", "status"), [("an", 403), ("giang", 403), ("dung", 404), ("cuc", 404)]
)
def test_only_who_writes_the_plan_asks(request, find, ask, directive, who, status):
    person = request.getfixturevalue(who)

    assert find(person, "33").status_code == status
    assert ask(person, act="add", cited=directive.pk).status_code == status


def test_an_officer_finds_what_plans_they_may_read_have_cited(
    find, dung, binh, culture, directive, plan
):
    secret = cited(dung.commune, **DECREE)
    CitedDocument.objects.unscoped("test").update(is_kept=False)
    Plan.objects.unscoped("test").filter(pk=plan.pk).update(opening=ground_line(secret))
    plan.refresh_from_db()
    sync_plan(plan)
    own = make_plan(dung, unit=culture)

    assert find(dung, "59", of=own).json()["found"] == []


# Adding and ordering


def test_a_document_is_put_behind_the_last_ground_with_the_right_signs(ask, binh, directive):
    before = "Căn cứ Luật Tiếp cận thông tin.\nThực hiện Kế hoạch của tỉnh, UBND xã ban hành:"

    answer = ask(binh, before, act="add", cited=directive.pk).json()

    assert answer["opening"].splitlines() == [
        "Căn cứ Luật Tiếp cận thông tin;",
        f"{ground_line(directive)}.",
        "Thực hiện Kế hoạch của tỉnh, UBND xã ban hành:",
    ]
    assert not Plan.objects.unscoped("test").exclude(opening="").exists()


def test_the_same_document_is_not_put_in_twice(ask, binh, directive):
    before = "Căn cứ Chỉ thị số 33/CT - TTg của Thủ tướng;"

    answer = ask(binh, before, act="add", cited=directive.pk).json()

    assert (answer["opening"], answer["changed"]) == (before, False)
    assert "đã có trong phần mở đầu" in answer["said"]


def test_a_document_of_another_commune_is_not_there(ask, binh, cuong):
    assert ask(binh, act="add", cited=cited(cuong.commune, **DECREE).pk).status_code == 404


def test_grounds_are_ordered_by_level_and_kind_and_nothing_else_moves():
    opening = (
        "Thực hiện công tác năm;\n"
        "Căn cứ Kế hoạch số 9/KH-UBND ngày 05/01/2026 của UBND tỉnh Hòa Sơn;\n"
        "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ;\n"
        "Căn cứ thực tế địa phương;\n"
        "Căn cứ Nghị định số 59/2023/NĐ-CP của Chính phủ;\n"
        "Căn cứ **Luật Tiếp cận thông tin**.\n"
        "Ủy ban nhân dân xã ban hành kế hoạch:"
    )

    ordered = as_lines(in_order(paragraphs_of(opening))).splitlines()

    assert [line[:16] for line in ordered[1:6]] == [
        "Căn cứ **Luật Ti", "Căn cứ Nghị định", "Căn cứ Chỉ thị s", "Căn cứ Kế hoạch ", "Căn cứ thực tế đ",
    ]  # fmt: skip
    assert ordered[0] == "Thực hiện công tác năm;"
    assert ordered[5].endswith(".")
    assert all(line.endswith(";") for line in ordered[1:5])


def test_a_ground_is_put_into_an_empty_opening(directive):
    (only,) = with_ground((), ground_line(directive))

    assert only[0].text.endswith("công tác dân vận.")


# Recognising


def states(answer):
    return [(each["words"], each["state"]) for each in answer.json()["named"]]


def test_known_new_and_differently_dated_documents_are_told_apart(ask, binh, directive, an_hoa):
    opening = (
        "Căn cứ Chỉ thị số 33/CT-TTg ngày 25/11/2021 của Thủ tướng Chính phủ;\n"
        "Căn cứ Luật Tiếp cận thông tin;\nCăn cứ Quyết định số 7/QĐ-UBND ngày 01/02/2026 của UBND xã."
    )
    cited(an_hoa, **LAW)

    answer = ask(binh, opening)

    assert sorted(states(answer)) == [
        ("Chỉ thị số 33/CT-TTg", "other_date"),
        ("Luật Tiếp cận thông tin", "known"),
        ("Quyết định số 7/QĐ-UBND", "new"),
    ]
    remarks = [each["remark"] for each in answer.json()["named"]]
    assert "ngày khác với lần trước: 26/11/2021" in remarks


def test_reading_along_stores_nothing(ask, binh, plan):
    ask(binh, "Căn cứ Nghị định số 1/2026/NĐ-CP của Chính phủ;")

    assert not plan.commune.cited_documents.exists()
    plan.refresh_from_db()
    assert plan.opening == ""


def test_what_only_this_plan_names_is_still_new(ask, binh, plan):
    opening = "Căn cứ Nghị định số 1/2026/NĐ-CP của Chính phủ;"
    Plan.objects.unscoped("test").filter(pk=plan.pk).update(opening=opening)
    plan.refresh_from_db()
    sync_plan(plan)
    assert plan.commune.cited_documents.count() == 1

    assert states(ask(binh, opening)) == [("Nghị định số 1/2026/NĐ-CP", "new")]
    other = make_plan(binh, opening=opening)
    sync_plan(other)
    assert states(ask(binh, opening)) == [("Nghị định số 1/2026/NĐ-CP", "known")]


def test_words_of_the_editor_come_back_as_it_writes_them(ask, binh, directive):
    answer = ask(
        binh, "Căn cứ <em>Luật</em> A &lt;", written="html", act="add", cited=directive.pk
    ).json()

    assert answer["opening"].splitlines()[0] == "Căn cứ <em>Luật</em> A &lt;;"
