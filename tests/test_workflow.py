import pytest

from danvan.workflow import Move, MoveRefused, Workflow
from plans.models import Plan

S = Plan.Status


def drafted(user, plan):
    return plan.drafter_id == user.pk


MOVES = Workflow(
    submit=Move("Trình", frozenset({S.DRAFT}), S.SUBMITTED, drafted),
    send_back=Move(
        "Trả lại", frozenset({S.SUBMITTED}), S.RETURNED, lambda user, plan: True, needs_note=True
    ),
)


def test_a_move_changes_the_status_and_leaves_a_line(plan, binh):
    line = MOVES.apply(plan, "submit", by=binh, note="Kính trình")

    plan.refresh_from_db()
    assert plan.status == S.SUBMITTED
    assert [(line.move, line.before, line.after, line.by, line.note)] == [
        ("submit", "draft", "submitted", binh, "Kính trình")
    ]
    assert list(plan.history.all()) == [line]


def test_a_move_that_is_not_open_changes_nothing(plan, an):
    with pytest.raises(MoveRefused):
        MOVES.apply(plan, "submit", by=an)

    plan.refresh_from_db()
    assert plan.status == S.DRAFT
    assert plan.history.count() == 0


def test_when_two_people_press_at_once_the_second_is_told(plan, binh):
    first = Plan.objects.visible_to(binh).get()
    second = Plan.objects.visible_to(binh).get()
    MOVES.apply(first, "submit", by=binh)

    with pytest.raises(MoveRefused, match="người khác"):
        MOVES.apply(second, "submit", by=binh)

    assert plan.history.count() == 1


def test_sending_back_needs_a_reason(plan, binh):
    MOVES.apply(plan, "submit", by=binh)

    with pytest.raises(MoveRefused, match="lý do"):
        MOVES.apply(plan, "send_back", by=binh, note="  ")

    plan.refresh_from_db()
    assert plan.status == S.SUBMITTED


def test_fields_given_with_a_move_are_stored_with_it(plan, binh):
    MOVES.apply(plan, "submit", by=binh, signer_name="Nguyễn Văn An")

    plan.refresh_from_db()
    assert plan.signer_name == "Nguyễn Văn An"
