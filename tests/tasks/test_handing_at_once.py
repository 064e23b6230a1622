"""Hand-overs and letters pressed twice, or by two, in the same moment, with real connections side by side."""

from uuid import uuid4

import pytest
from django.db import connection

from danvan.clock import today
from danvan.workflow import MoveRefused
from notices.models import Notice
from records.models import RegisterEntry
from records.register import NumberTaken
from tasks.actions import Taken, hand_over, issue_letter, make_letters, move_task
from tasks.letters import by_unit, overdue
from tasks.models import HandOver, Task
from tests.factories import make_person
from tests.tasks.factories import in_days, make_task
from tests.tasks.test_at_once import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="the test database of SQLite lives in one connection; set DATABASE_URL to PostgreSQL",
    ),
]


def test_two_who_hand_over_the_same_work_at_once_hand_it_over_once(binh, dung, khanh, culture):
    ngoc = make_person("Lý Ngọc", culture, username="ngoc")
    tasks = [make_task(binh, dung) for _ in range(3)]

    def to(taker):
        taken = {task.pk: Taken(taker) for task in tasks}
        return lambda: hand_over(dung, taken, {}, by=binh, key=uuid4())

    results = at_once(to(ngoc), to(khanh))

    assert sum(isinstance(each, MoveRefused) for each in results) == 1
    assert HandOver.objects.visible_to(binh).count() == 1
    holders = Task.objects.visible_to(binh).values_list("responsible", flat=True)
    assert len(set(holders)) == 1
    assert dung.pk not in holders


def test_one_press_that_arrives_twice_at_once_is_one_hand_over(binh, dung, khanh):
    task, key = make_task(binh, dung), uuid4()

    def press():
        return hand_over(dung, {task.pk: Taken(khanh)}, {}, by=binh, key=key)[0]

    first, second = at_once(press, press)

    assert first == second
    assert Notice.objects.visible_to(khanh).filter(key__startswith="handover:").count() == 1


def test_a_report_and_a_hand_over_at_once_leave_the_task_whole(binh, dung, khanh):
    task = make_task(binh, dung)

    def report():
        return move_task(Task.objects.visible_to(dung).get(), "report_done", by=dung)

    results = at_once(
        report, lambda: hand_over(dung, {task.pk: Taken(khanh)}, {}, by=binh, key=uuid4())
    )

    task.refresh_from_db()
    assert [each for each in results if isinstance(each, Exception)] == []
    assert (task.responsible, task.status) == (khanh, "reported")


def test_two_clerks_give_one_number_and_one_letter_one_number(binh, giang, dung):
    make_task(binh, dung, due_on=in_days(-2))
    groups = by_unit(overdue(Task.objects.visible_to(binh)))
    one, two = (make_letters(groups, by=binh, key=uuid4())[0] for _ in range(2))

    def issue(letter, number):
        return lambda: issue_letter(letter, number=number, issued_on=today(), version=1, by=giang)

    same_number = at_once(issue(one, 7), issue(two, 7))
    same_letter = at_once(issue(one, 8), issue(two, 8), issue(two, 9))

    assert sum(isinstance(each, NumberTaken) for each in same_number) == 1
    assert sum(isinstance(each, Exception) for each in same_letter) == 2
    for letter in (one, two):
        letter.refresh_from_db()
    assert {one.number, two.number} in ({7, 8}, {7, 9})
    assert RegisterEntry.objects.visible_to(giang).count() == 2
