"""Two colleagues who begin their unit's plan in the same moment, and two who take its number."""

import pytest
from django.db import connection

from accounts.models import Role
from danvan.clock import today
from danvan.workflow import MoveRefused
from plans.actions import issue_plan
from plans.models import Plan
from plans.unit_starting import AlreadyThere, start_unit_plan
from records.register import NumberTaken
from tests.factories import issue_by_hand, make_person, make_plan
from tests.plans.test_moves import set_status
from tests.tasks.test_at_once import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="the test database of SQLite lives in one connection; set DATABASE_URL to PostgreSQL",
    ),
]


def test_of_two_who_begin_at_once_the_second_is_told_of_the_first(plan, dung, culture):
    base = issue_by_hand(plan)
    items = [row.pk for row in base.items.all()]
    colleague = make_person("Lê Mai", culture, Role.OFFICER)

    def begin(person):
        return lambda: start_unit_plan(
            base, culture, items=items, title="Triển khai", symbol="KH-VHXH", by=person
        )

    results = at_once(begin(dung), begin(colleague), begin(dung))

    assert sorted(type(each).__name__ for each in results) == [
        "AlreadyThere",
        "AlreadyThere",
        "Plan",
    ]
    assert Plan.objects.visible_to(dung).filter(unit=culture).count() == 1
    assert {each.plan.unit for each in results if isinstance(each, AlreadyThere)} == {culture}


def test_two_plans_of_a_unit_never_get_one_number(dung, giang, culture):
    plans = [make_plan(dung, unit=culture, symbol="KH-VHXH") for _ in range(2)]
    for each in plans:
        set_status(each, Plan.Status.APPROVED)

    results = at_once(
        *[
            lambda each=each, by=by: issue_plan(each, number=1, issued_on=today(), by=by)
            for each, by in zip(plans, (dung, giang), strict=True)
        ]
    )

    refused = [each for each in results if isinstance(each, (NumberTaken, MoveRefused))]
    assert len(refused) == 1
    numbered = Plan.objects.visible_to(dung).exclude(number=None)
    assert list(numbered.values_list("number", flat=True)) == [1]
