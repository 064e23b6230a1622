"""What the home page says after an amendment was issued and of difficulties sent."""

from uuid import uuid4

import pytest

from home.todo import home_of
from plans.proposals import move_proposal, send_proposal
from tasks.actions import decide
from tasks.amendments import touched_by
from tests.plans.amended import amend, issue_amendment, reword, saying
from tests.tasks.factories import make_task

ANSWER, TASKS = "Vướng mắc chờ trả lời", "Nhiệm vụ cần xem lại theo bản sửa đổi"
NO_TASKS = "Kế hoạch đã ban hành, chưa giao nhiệm vụ"


def rows_under(user, title):
    return next(each.rows for each in home_of(user).sections if each.title == title)


@pytest.fixture
def item(issued_plan):
    return saying(issued_plan, "mô hình")


def test_a_difficulty_stands_there_until_it_is_answered(issued_plan, item, binh, dung):
    proposal = send_proposal(issued_plan, item, {"text": "Khó", "wish": ""}, key=uuid4(), by=dung)
    (row,) = rows_under(binh, ANSWER)
    assert (row.title, row.acts[0][0]) == ("Khó", "Xem và trả lời")

    move_proposal(proposal, "accept", by=binh)

    assert rows_under(binh, ANSWER) == []


def test_tasks_stand_there_until_all_are_decided(issued_plan, item, binh, an, giang, dung):
    make_task(binh, dung, plan=issued_plan, plan_item=item)
    plan = issued_plan
    for number, words in ((31, "05 mô"), (32, "07 mô")):
        draft = amend(plan, binh)
        reword(draft, saying(draft, "mô hình").text[9:14], words)
        plan = issue_amendment(draft, binh=binh, an=an, giang=giang, number=number)

    (row,) = rows_under(binh, TASKS)
    assert row.url == f"/nhiem-vu/sua-doi-ke-hoach/{plan.pk}/"
    assert row.detail == "32/KH-UBND: 1 nhiệm vụ thuộc mục đã sửa hoặc đã bỏ"
    (touched,), _ = touched_by(plan, binh)
    decide(touched, "update", plan=plan, by=binh)
    assert rows_under(binh, TASKS) == []


def test_an_amendment_whose_tasks_wait_or_are_done_is_no_plan_without_tasks(
    issued_plan, item, binh, an, giang, dung
):
    make_task(binh, dung, plan=issued_plan, plan_item=item)
    draft = amend(issued_plan, binh)
    reword(draft, "02 mô", "05 mô")
    issue_amendment(draft, binh=binh, an=an, giang=giang)

    assert rows_under(binh, NO_TASKS) == []
