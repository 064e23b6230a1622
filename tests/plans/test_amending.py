"""Amendments: begun from a plan in force, issued in its place."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from danvan.workflow import MoveRefused
from plans.actions import delete_draft, issue_plan, move_plan
from plans.amending import AlreadyAmended, title_of, with_basis, with_replacement
from plans.chain import chain_of, earlier_versions, in_force
from plans.models import Plan
from plans.rules import MOVES, may_amend, may_delete
from records.register import NumberTaken, register
from tests.factories import issue_by_hand, make_item, make_plan
from tests.plans.amended import LATER, amend, issue_amendment, remove, reword

S = Plan.Status


def as_outline(plan):
    return [(row.uid, row.marker, row.heading, row.text) for row in plan.items.order_by("pk")]


def test_an_amendment_begins_with_the_whole_text_under_the_same_uids(issued_plan, binh):
    issued_plan.footnotes.create(marker="1", text="Chú thích, Luật số 10/2022/QH15")

    amendment = amend(issued_plan, binh)

    assert as_outline(amendment) == as_outline(issued_plan)
    assert {row.parent.uid for row in amendment.items.exclude(parent=None)} == {
        issued_plan.items.get(parent=None).uid
    }
    assert amendment.footnotes.get().text == "Chú thích, Luật số 10/2022/QH15"
    assert amendment.mentions.get(part="footnote").document.number == "10/2022/QH15"
    assert (amendment.status, amendment.number, amendment.issued_on) == (S.DRAFT, None, None)
    assert amendment.history.get().note == "Bổ sung nhiệm vụ"


def test_opening_and_closing_say_what_is_replaced(issued_plan, binh):
    Plan.objects.unscoped("test").filter(pk=issued_plan.pk).update(
        opening="Căn cứ Luật A;\nỦy ban nhân dân xã ban hành kế hoạch như sau:", closing="Trên đây là kế hoạch./."
    )  # fmt: skip
    issued_plan.refresh_from_db()

    amendment = amend(issued_plan, binh)

    cited = (
        "05/KH-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân xã An Hòa "
        "về công tác dân vận chính quyền năm 2026"
    )
    assert amendment.opening.splitlines() == [
        "Căn cứ Luật A;",
        f"Căn cứ Kế hoạch số {cited};",
        "Ủy ban nhân dân xã ban hành kế hoạch như sau:",
    ]
    assert amendment.closing.splitlines() == [
        f"Kế hoạch này thay thế Kế hoạch số {cited}.",
        "Trên đây là kế hoạch./.",
    ]


def test_sentences_find_their_place_in_empty_and_amended_texts():
    assert with_basis("", "Căn cứ A;") == "Căn cứ A;"
    assert with_replacement("", "Kế hoạch này thay thế Kế hoạch số 2.") == (
        "Kế hoạch này thay thế Kế hoạch số 2."
    )
    before = "Kế hoạch này thay thế Kế hoạch số 1.\nHết."
    assert with_replacement(before, "Kế hoạch này thay thế Kế hoạch số 2.") == (
        "Kế hoạch này thay thế Kế hoạch số 2.\nHết."
    )


@pytest.mark.parametrize(
    ("title", "offered"),
    [
        ("Công tác dân vận năm 2026", "Sửa đổi, bổ sung Kế hoạch công tác dân vận năm 2026"),
        ("Kế hoạch Công tác X", "Sửa đổi, bổ sung Kế hoạch công tác X"),
        ("Sửa đổi, bổ sung Kế hoạch công tác X", "Sửa đổi, bổ sung Kế hoạch công tác X"),
    ],
)
def test_the_title_offered_names_the_amendment_once(title, offered):
    assert title_of(Plan(title=title)) == offered


def test_a_second_start_leads_to_the_first(issued_plan, binh):
    first = amend(issued_plan, binh)

    with pytest.raises(AlreadyAmended) as refusal:
        amend(issued_plan, binh)

    assert refusal.value.amendment == first
    assert issued_plan.amendments.get() == first


def test_the_database_refuses_a_second_amendment(issued_plan, binh):
    amend(issued_plan, binh)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_plan(binh, amends=issued_plan)


def test_an_amendment_nobody_has_seen_can_be_deleted_and_begun_again(issued_plan, binh):
    amendment = amend(issued_plan, binh)
    assert may_delete(binh, amendment)

    delete_draft(amendment, by=binh)

    assert not issued_plan.amendments.exists()
    assert amend(issued_plan, binh).amends == issued_plan


@pytest.mark.parametrize("who", ["an", "giang", "dung", "hoa", "minh", "lan", "cuc"])
def test_only_the_coordinator_begins_one(request, issued_plan, who):
    person = request.getfixturevalue(who)

    assert not may_amend(person, issued_plan)
    with pytest.raises(MoveRefused):
        amend(issued_plan, person)
    assert not issued_plan.amendments.exists()


def test_a_draft_and_a_superseded_plan_are_not_amended(plan, issued_plan, binh, an, giang):
    issue_amendment(amend(issued_plan, binh), binh=binh, an=an, giang=giang)
    issued_plan.refresh_from_db()

    for each in (make_plan(binh), issued_plan):
        with pytest.raises(MoveRefused, match="không còn thi hành"):
            amend(each, binh)


def test_the_issue_puts_the_earlier_version_out_of_force(issued_plan, binh, an, giang):
    amendment = issue_amendment(amend(issued_plan, binh), binh=binh, an=an, giang=giang)

    issued_plan.refresh_from_db()
    line = issued_plan.history.last()
    assert (issued_plan.status, amendment.status) == (S.SUPERSEDED, S.ISSUED)
    assert (line.move, line.by, line.note) == ("supersede", None, "31/KH-UBND ngày 01/06/2026")
    assert list(Plan.objects.visible_to(binh).issued()) == [amendment]


def test_a_number_that_was_taken_leaves_the_earlier_version_in_force(
    issued_plan, binh, an, giang, dung, culture
):
    amendment = amend(issued_plan, binh)
    move_plan(amendment, "submit", by=binh)
    move_plan(amendment, "approve", by=an)
    register(
        commune=binh.commune, number=31, symbol="KH-UBND", issued_on=LATER, subject="Khác",
        signer="An", recipients="", by=giang,
    )  # fmt: skip

    with pytest.raises(NumberTaken):
        issue_plan(amendment, number=31, issued_on=LATER, by=giang)

    issued_plan.refresh_from_db()
    amendment.refresh_from_db()
    assert (issued_plan.status, amendment.status) == (S.ISSUED, S.APPROVED)
    assert "supersede" not in [line.move for line in issued_plan.history.all()]


def test_the_step_out_of_force_is_nobodys_to_press(issued_plan, an, binh, giang):
    for person in (an, binh, giang):
        assert "supersede" not in MOVES.open_to(person, issued_plan)
        with pytest.raises(MoveRefused):
            move_plan(issued_plan, "supersede", by=person)


def test_the_chain_of_an_amendment_of_an_amendment(
    issued_plan, binh, an, giang, django_assert_num_queries
):
    second = issue_amendment(amend(issued_plan, binh), binh=binh, an=an, giang=giang)
    third = amend(second, binh)
    lone = issue_by_hand(make_plan(binh), number=9)

    with django_assert_num_queries(2):
        chain = chain_of(second)

    assert chain == [issued_plan, second, third]
    assert chain_of(issued_plan, binh) == chain_of(third, binh) == chain
    assert chain_of(issued_plan, giang)[-1] == third
    assert earlier_versions(third) == [issued_plan, second]
    issued_plan.refresh_from_db()
    assert (in_force(issued_plan), in_force(third), in_force(lone)) == (second, second, lone)
    assert chain_of(lone) == [lone]
    assert in_force(make_plan(binh)) is None


def test_those_who_read_only_what_was_issued_see_no_amendment_being_written(
    issued_plan, binh, dung, cuong
):
    amend(issued_plan, binh)

    assert chain_of(issued_plan, dung) == [issued_plan]
    assert chain_of(issued_plan, cuong) == []


def test_an_amendment_of_the_amendment_takes_its_place(issued_plan, binh, an, giang):
    second = issue_amendment(amend(issued_plan, binh), binh=binh, an=an, giang=giang)
    third = amend(second, binh)
    issue_amendment(third, binh=binh, an=an, giang=giang, number=40, issued_on=date(2026, 8, 3))

    for each in (issued_plan, second):
        each.refresh_from_db()
    assert [each.status for each in chain_of(third)] == [S.SUPERSEDED, S.SUPERSEDED, S.ISSUED]
    assert third.closing.count("thay thế") == 1


def test_a_version_out_of_force_keeps_its_text(issued_plan, binh, an, giang):
    before = as_outline(issued_plan)
    amendment = amend(issued_plan, binh)
    reword(amendment, "20/5/2026", "20/7/2026")
    remove(amendment, "Dân vận khéo")
    make_item(amendment, text="Việc mới")

    issue_amendment(amendment, binh=binh, an=an, giang=giang)

    assert as_outline(issued_plan) == before
