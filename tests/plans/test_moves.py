"""Who may take which step, and what follows from it."""

import pytest

from danvan.workflow import MoveRefused
from notices.models import Notice
from plans.actions import move_plan
from plans.models import Plan
from plans.rules import MOVES, may_delete, may_edit

S = Plan.Status
NOBODY = ["giang", "dung", "khanh", "hoa", "minh", "lan", "cuong", "cuc", "phuc"]


def set_status(plan, status):
    number = {"number": 5, "issued_on": "2026-01-15"} if status == S.ISSUED else {}
    Plan.objects.unscoped("test").filter(pk=plan.pk).update(status=status, **number)
    plan.refresh_from_db()


@pytest.mark.parametrize(
    ("who", "status", "expected"),
    [
        ("binh", S.DRAFT, {"submit"}),
        ("binh", S.RETURNED, {"submit"}),
        ("binh", S.SUBMITTED, {"take_back"}),
        ("binh", S.APPROVED, set()),
        ("binh", S.ISSUED, set()),
        ("an", S.DRAFT, set()),
        ("an", S.SUBMITTED, {"approve", "send_back"}),
        ("an", S.APPROVED, {"issue", "send_back"}),
        ("an", S.ISSUED, set()),
        ("giang", S.SUBMITTED, set()),
        ("giang", S.APPROVED, {"issue"}),
        ("giang", S.ISSUED, set()),
    ],
)
def test_moves_open_to_each_person(request, plan, who, status, expected):
    set_status(plan, status)

    assert set(MOVES.open_to(request.getfixturevalue(who), plan)) == expected


@pytest.mark.parametrize("who", NOBODY)
@pytest.mark.parametrize("status", [S.DRAFT, S.SUBMITTED, S.RETURNED, S.ISSUED])
def test_nobody_else_has_a_step_to_take(request, plan, who, status):
    set_status(plan, status)

    assert set(MOVES.open_to(request.getfixturevalue(who), plan)) == set()


@pytest.mark.parametrize(
    ("who", "status", "edits", "deletes"),
    [
        ("binh", S.DRAFT, True, True),
        ("binh", S.RETURNED, True, False),
        ("binh", S.SUBMITTED, False, False),
        ("binh", S.ISSUED, False, False),
        ("an", S.DRAFT, False, False),
        ("giang", S.DRAFT, False, False),
        ("cuc", S.DRAFT, False, False),
    ],
)
def test_a_plan_is_written_by_its_coordinator_while_it_is_open(
    request, plan, who, status, edits, deletes
):
    set_status(plan, status)
    person = request.getfixturevalue(who)

    assert (may_edit(person, plan), may_delete(person, plan)) == (edits, deletes)


def test_a_draft_that_a_leader_has_seen_is_not_deleted_any_more(plan, binh):
    move_plan(plan, "submit", by=binh)
    move_plan(plan, "take_back", by=binh)

    assert plan.status == S.DRAFT
    assert not may_delete(binh, plan)


def test_when_two_leaders_press_at_once_only_one_move_counts(plan, an, binh):
    move_plan(plan, "submit", by=binh)
    first = Plan.objects.visible_to(an).get()
    second = Plan.objects.visible_to(an).get()
    move_plan(first, "approve", by=an)

    with pytest.raises(MoveRefused, match="người khác"):
        move_plan(second, "send_back", by=an, note="Chưa rõ nguồn kinh phí")

    plan.refresh_from_db()
    assert plan.status == S.APPROVED
    assert [line.move for line in plan.history.all()] == ["submit", "approve"]


def test_sending_back_without_a_reason_is_refused_and_changes_nothing(plan, an, binh):
    move_plan(plan, "submit", by=binh)

    with pytest.raises(MoveRefused, match="lý do"):
        move_plan(plan, "send_back", by=an, note="  ")

    plan.refresh_from_db()
    assert plan.status == S.SUBMITTED


def heard(person):
    return [notice.text for notice in Notice.objects.visible_to(person).standing()]


def test_each_step_tells_those_whose_turn_it_is(plan, an, binh, giang, dung, cuong):
    move_plan(plan, "submit", by=binh)
    assert heard(an) == [f"Trần Thị Bình trình duyệt: {plan.title}."]

    move_plan(plan, "send_back", by=an, note="Thiếu kinh phí")
    assert heard(an) == []
    assert heard(binh) == [f"Nguyễn Văn An trả lại “{plan.title}”: Thiếu kinh phí"]

    move_plan(plan, "submit", by=binh)
    move_plan(plan, "approve", by=an)
    assert heard(giang) == [f"Đã duyệt, chờ cấp số và ban hành: {plan.title}."]
    assert heard(binh) == [f"Nguyễn Văn An đã duyệt: {plan.title}."]
    assert (heard(dung), heard(cuong)) == ([], [])


def test_whoever_approves_signs_unless_another_signer_was_chosen(plan, an, binh):
    move_plan(plan, "submit", by=binh)
    move_plan(plan, "approve", by=an)

    plan.refresh_from_db()
    assert (plan.signer, plan.signer_name) == (an, "Nguyễn Văn An")
