"""What several people do with an amendment in the same moment, with real connections side by side."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client

from danvan.workflow import MoveRefused
from plans.actions import issue_plan, move_plan
from plans.amending import AlreadyAmended
from plans.models import Plan
from records.register import NumberTaken
from tasks.actions import decide
from tasks.amendments import touched_by
from tasks.models import Task
from tests.factories import make_item, make_plan
from tests.plans.amended import LATER, amend, issue_amendment, reword, saying
from tests.tasks.factories import make_task
from tests.tasks.test_assigning import row_values
from tests.tasks.test_at_once import at_once

S = Plan.Status

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="the test database of SQLite lives in one connection; set DATABASE_URL to PostgreSQL",
    ),
]


def approved(plan, binh, an):
    move_plan(plan, "submit", by=binh)
    move_plan(plan, "approve", by=an)
    return plan


def fresh(plan):
    return Plan.objects.unscoped("test").get(pk=plan.pk)


def problems(results):
    return [each for each in results if isinstance(each, Exception)]


def test_two_starts_at_once_make_one_amendment(issued_plan, binh):
    results = at_once(*[lambda: amend(fresh(issued_plan), binh)] * 4)

    assert [type(each) for each in problems(results)] == [AlreadyAmended] * 3
    (amendment,) = issued_plan.amendments.all()
    assert amendment.items.count() == issued_plan.items.count()


def test_two_issues_at_once_supersede_once(issued_plan, binh, an, giang):
    amendment = approved(amend(issued_plan, binh), binh, an)

    results = at_once(
        lambda: issue_plan(fresh(amendment), number=31, issued_on=LATER, by=giang),
        lambda: issue_plan(fresh(amendment), number=32, issued_on=LATER, by=an),
    )

    assert [type(each) for each in problems(results)] == [MoveRefused]
    assert (fresh(issued_plan).status, fresh(amendment).status) == (S.SUPERSEDED, S.ISSUED)
    assert [line.move for line in issued_plan.history.all()].count("supersede") == 1
    assert amendment.versions.count() == 1


def test_a_number_taken_in_the_same_moment_leaves_the_earlier_version_in_force(
    issued_plan, binh, an, giang
):
    amendment = approved(amend(issued_plan, binh), binh, an)
    other = make_plan(binh, title="Kế hoạch khác")
    make_item(other, marker="I", heading="NHIỆM VỤ", text="")
    approved(other, binh, an)

    results = at_once(
        lambda: issue_plan(fresh(amendment), number=31, issued_on=LATER, by=giang),
        lambda: issue_plan(fresh(other), number=31, issued_on=LATER, by=giang),
    )

    assert [type(each) for each in problems(results)] == [NumberTaken]
    was_issued = fresh(amendment).status == S.ISSUED
    assert fresh(issued_plan).status == (S.SUPERSEDED if was_issued else S.ISSUED)


def test_tasks_given_while_the_amendment_is_issued_hang_on_the_version_in_force(
    issued_plan, binh, an, giang, dung
):
    amendment = approved(amend(issued_plan, binh), binh, an)
    item = saying(issued_plan, "mô hình")
    browser = Client()
    browser.force_login(binh)

    results = at_once(
        lambda: issue_plan(fresh(amendment), number=31, issued_on=LATER, by=giang),
        lambda: (
            browser.post(
                f"/nhiem-vu/tu-ke-hoach/{issued_plan.pk}/", row_values(item, dung.unit, dung)
            ).status_code
        ),
    )

    assert problems(results) == []
    assert set(Task.objects.unscoped("test").values_list("plan", flat=True)) <= {amendment.pk}


def test_two_who_decide_at_once_decide_once(issued_plan, binh, an, giang, dung):
    make_task(binh, dung, plan=issued_plan, plan_item=saying(issued_plan, "mô hình"))
    draft = amend(issued_plan, binh)
    reword(draft, "02 mô", "05 mô")
    new = issue_amendment(draft, binh=binh, an=an, giang=giang, issued_on=date(2026, 6, 1))
    (first,), _ = touched_by(new, binh)
    (second,), _ = touched_by(new, binh)

    results = at_once(
        lambda: decide(first, "update", plan=new, by=binh),
        lambda: decide(second, "keep", plan=new, by=binh),
    )

    assert [type(each) for each in problems(results)] == [MoveRefused]
    assert first.task.history.filter(move__in=["update", "keep"]).count() == 1
