"""The plan of a unit on its way: who writes, decides and numbers it, who hears of it, and who sees it when."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Membership, Person, Role
from danvan.clock import today
from danvan.workflow import MoveRefused
from home.todo import home_of
from notices.models import Notice
from plans.actions import issue_plan, move_plan
from plans.models import Plan, SignatureForm
from plans.rules import MOVES, may_assign, may_delete, may_edit
from records.models import RegisterEntry
from records.register import NumberTaken
from tests.factories import make_item, make_person, make_plan
from tests.plans.test_moves import set_status

S = Plan.Status
NUMBERED = {"number": 5, "issued_on": date(2026, 1, 15)}


@pytest.fixture
def kiet(culture):
    """A colleague of Dung's, who heads nothing."""
    return make_person("Vũ Kiệt", culture, Role.OFFICER, post="Công chức", username="kiet")


@pytest.fixture
def unit_plan(kiet, culture, issued_plan):
    plan = make_plan(
        kiet, unit=culture, based_on=issued_plan, symbol="KH-VHXH",
        title="Triển khai công tác dân vận chính quyền năm 2026", signature_form=SignatureForm.HEAD,
    )  # fmt: skip
    make_item(plan, text="Tổ chức hội nghị quán triệt.")
    return plan


@pytest.mark.parametrize(
    ("who", "status", "expected"),
    [
        ("kiet", S.DRAFT, {"submit"}),
        ("dung", S.DRAFT, {"submit"}),
        ("binh", S.DRAFT, {"submit"}),
        ("an", S.DRAFT, set()),
        ("kiet", S.SUBMITTED, {"take_back"}),
        ("dung", S.SUBMITTED, {"approve", "send_back", "take_back"}),
        ("an", S.SUBMITTED, {"approve", "send_back"}),
        ("giang", S.SUBMITTED, set()),
        ("kiet", S.APPROVED, {"issue"}),
        ("dung", S.APPROVED, {"issue", "send_back"}),
        ("giang", S.APPROVED, {"issue"}),
        ("binh", S.APPROVED, set()),
        *[(who, S.DRAFT, set()) for who in ("khanh", "hoa", "minh", "lan", "cuong", "cuc")],
        *[(who, S.SUBMITTED, set()) for who in ("khanh", "hoa", "minh", "lan", "cuong", "cuc")],
        *[(who, S.APPROVED, set()) for who in ("khanh", "hoa", "minh", "lan", "cuong", "cuc")],
    ],
)
def test_steps_open_to_each_person(request, unit_plan, who, status, expected):
    set_status(unit_plan, status)

    assert set(MOVES.open_to(request.getfixturevalue(who), unit_plan)) == expected


@pytest.mark.parametrize(
    ("who", "may"),
    [("kiet", True), ("dung", True), ("binh", True), ("an", False), ("khanh", False)],
)
def test_a_draft_is_written_and_deleted_by_its_unit_and_the_coordinator(
    request, unit_plan, who, may
):
    person = request.getfixturevalue(who)

    assert (may_edit(person, unit_plan), may_delete(person, unit_plan)) == (may, may)


def test_a_colleague_who_did_not_draft_it_gives_no_number(unit_plan, culture):
    set_status(unit_plan, S.APPROVED)
    other = make_person("Lê Mai", culture, Role.OFFICER)

    assert set(MOVES.open_to(other, unit_plan)) == set()


def test_a_head_whose_post_has_ended_decides_nothing(unit_plan, dung, office_of_an_hoa):
    set_status(unit_plan, S.SUBMITTED)
    Membership.objects.filter(person=dung).update(valid_to=date(2020, 1, 1))
    Membership.objects.create(person=dung, unit=office_of_an_hoa, role=Role.OFFICER, is_head=True)
    moved_on = Person.objects.get(pk=dung.pk)

    assert set(MOVES.open_to(moved_on, unit_plan)) == set()
    assert not Plan.objects.visible_to(moved_on).filter(pk=unit_plan.pk).exists()
    with pytest.raises(MoveRefused):
        move_plan(unit_plan, "approve", by=moved_on)


def test_no_tasks_are_handed_out_from_it(client, unit_plan, binh):
    set_status(unit_plan, S.ISSUED)
    client.force_login(binh)

    response = client.get(reverse("tasks:from_plan", args=[unit_plan.pk]), follow=True)

    assert not may_assign(binh, unit_plan)
    assert response.redirect_chain[-1][0] == unit_plan.get_absolute_url()
    assert "do đơn vị tự phân công" in response.content.decode()


def test_the_head_is_told_signs_and_the_unit_numbers_its_own_series(
    unit_plan, kiet, dung, an, giang, binh, khanh
):
    move_plan(unit_plan, "submit", by=kiet)
    asked = set(Notice.objects.unscoped("test").values_list("person", flat=True))
    move_plan(unit_plan, "approve", by=dung)
    issue_plan(unit_plan, number=1, issued_on=today(), by=kiet)

    assert asked == {dung.pk}
    assert (unit_plan.signer, unit_plan.signer_name) == (dung, "Phạm Thị Dung")
    entry = RegisterEntry.objects.unscoped("test").get()
    assert entry.printed == "01/KH-VHXH"
    told = Notice.objects.unscoped("test").filter(key__contains=":issued:")
    assert set(told.values_list("person", flat=True)) == {kiet.pk, dung.pk, binh.pk}


def test_where_a_unit_has_no_head_a_leader_is_asked_and_signs_nothing(unit_plan, kiet, an, culture):
    move_plan(unit_plan, "submit", by=kiet)
    move_plan(unit_plan, "approve", by=an)

    assert Notice.objects.unscoped("test").filter(person=an, key__contains=":turn:").exists()
    assert (unit_plan.signer, unit_plan.signer_name) == (None, "")


def test_the_number_of_a_unit_is_not_taken_by_the_commune(unit_plan, plan, kiet, dung, giang):
    set_status(unit_plan, S.APPROVED)
    issue_plan(unit_plan, number=5, issued_on=today(), by=kiet)
    other = make_plan(kiet, unit=unit_plan.unit, symbol="KH-VHXH")
    set_status(other, S.APPROVED)

    with pytest.raises(NumberTaken, match="Số tiếp theo còn trống là 06"):
        issue_plan(other, number=5, issued_on=today(), by=kiet)


def sections_of(person):
    return {each.title: [row.title for row in each.rows] for each in home_of(person).sections}


def test_home_asks_the_head_and_not_the_leader(unit_plan, kiet, dung, an, binh):
    set_status(unit_plan, S.SUBMITTED)

    assert sections_of(dung)["Chờ duyệt kế hoạch của đơn vị"] == [unit_plan.title]
    assert sections_of(kiet)["Chờ duyệt kế hoạch của đơn vị"] == []
    assert sections_of(an)["Chờ tôi duyệt"] == []


def test_home_asks_the_leader_where_there_is_no_head(unit_plan, kiet, an):
    set_status(unit_plan, S.SUBMITTED)

    assert sections_of(an)["Chờ tôi duyệt"] == [unit_plan.title]


def test_home_of_the_coordinator_lists_no_drafts_that_units_write_themselves(unit_plan, binh):
    assert sections_of(binh)["Kế hoạch đang soạn"] == []


@pytest.mark.parametrize(
    ("who", "draft", "issued"),
    [
        ("dung", True, True), ("kiet", True, True), ("binh", True, True), ("an", True, True),
        ("giang", True, True), ("khanh", False, True), ("hoa", False, True), ("minh", False, False),
        ("lan", False, False), ("cuong", False, False), ("cuc", False, False),
    ],
)  # fmt: skip
def test_other_units_read_it_once_it_is_issued(request, client, unit_plan, who, draft, issued):
    client.force_login(request.getfixturevalue(who))
    pages = [
        reverse(f"plans:{name}", args=[unit_plan.pk]) for name in ("detail", "preview", "docx")
    ]

    before = {client.get(page).status_code for page in pages}
    set_status(unit_plan, S.ISSUED)
    after = {client.get(page).status_code for page in pages}

    assert (before, after) == ({200 if draft else 404}, {200 if issued else 404})
