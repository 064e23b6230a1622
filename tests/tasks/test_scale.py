"""The large made-up database: it is what it says, and it is never mixed with a real one."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F

from accounts.models import Membership, Person, Unit
from tasks.desk import desk_of, late_work, own_tasks
from tasks.models import ProgressUpdate, Task
from tasks.queries import by_status, for_table
from tasks.rules import outcome_of


def make(**options):
    call_command("make_scale_data", **{"communes": 2, "tasks": 60, "verbosity": 0, **options})


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL writes the rows itself")
def test_the_rows_are_like_those_the_portal_writes(db, monkeypatch):
    # VACUUM may not run inside the transaction of a test.
    monkeypatch.setattr("tasks.scale.tidy", lambda: None)
    make()

    tasks = Task.objects.unscoped("test")
    assert tasks.count() == 120
    assert set(Counter(tasks.values_list("commune", flat=True)).values()) == {60}
    assert not tasks.exclude(lead_unit__commune=F("commune")).exists()
    assert not tasks.exclude(responsible__memberships__unit=F("lead_unit")).exists()
    assert {task.outcome for task in tasks.filter(status="done")} >= {"on_time", "late", "undated"}
    for task in tasks.filter(status="done"):
        assert task.outcome == outcome_of(
            due_on=task.due_on,
            original_due_on=task.original_due_on,
            relation=task.relation,
            finished_on=task.finished_on,
        )
    begun = tasks.exclude(status="new").count()
    assert ProgressUpdate.objects.count() == begun * 5
    leader = Person.objects.get(username="quy-mo-1-1")
    assert late_work(leader).total > 0
    assert not desk_of(Person.objects.get(username="quy-mo-2-2")).is_empty
    # The sequences went on: what is made by the portal comes after.
    unit = Unit.objects.create(name="Sau", short_name="Sau", code="sau", kind="department")
    assert Membership.objects.create(person=leader, unit=unit, role="officer").pk


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a plan of PostgreSQL")
def test_the_daily_pages_find_their_rows_by_an_index(db, monkeypatch):
    monkeypatch.setattr("tasks.scale.tidy", lambda: None)
    make(communes=60, tasks=100)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE tasks_task")
    coordinator = Person.objects.get(username="quy-mo-7-2")
    seen = Task.objects.visible_to(coordinator)

    for rows in (
        own_tasks(coordinator)[:200],
        seen.late().order_by("due_on", "pk")[:200],
        for_table(by_status(seen, ""))[:30],
        by_status(seen, "").filter(search_text__contains="dan van kheo")[:30],
        seen.filter(status="reported").order_by("reported_at")[:50],
    ):
        plan = rows.explain()
        assert "Seq Scan on tasks_task" not in plan
        assert "task_" in plan


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL writes the rows itself")
def test_a_real_database_is_refused(an_hoa):
    with pytest.raises(CommandError, match="đã có xã, phường thật"):
        make()
    assert Unit.objects.filter(kind="commune").count() == 1


@pytest.mark.skipif(connection.vendor == "postgresql", reason="what other databases are told")
def test_another_database_is_told_what_it_needs(db):
    with pytest.raises(CommandError, match="Chỉ làm được trên PostgreSQL"):
        make()
