"""What several workers or people do in the same moment, with real connections side by side."""

import threading
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from danvan.workflow import MoveRefused
from notices.models import Notice
from tasks.actions import add_file, add_progress, ask_extension, give_default_rules, move_task, urge
from tasks.actions.extending import ExtensionTaken
from tasks.models import Evidence, Extension, Reminder, Task
from tasks.reminders import ScanRunning, scan
from tests.tasks.factories import in_days, make_task
from tests.tasks.test_assigning import row_values

MOMENT = datetime(2026, 3, 11, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="the test database of SQLite lives in one connection; set DATABASE_URL to PostgreSQL",
    ),
]


def at_once(*calls):
    """Runs the calls in threads that start together; returns what each gave back or raised."""
    start = threading.Barrier(len(calls))
    results = [None] * len(calls)

    def run(place, call):
        start.wait()
        try:
            results[place] = call()
        except Exception as problem:  # noqa: BLE001 the test judges it
            results[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_four_scans_at_once_make_each_reminder_once(binh, dung):
    give_default_rules()
    for _ in range(20):
        make_task(binh, dung, due_on=date(2026, 3, 11))
    Task.objects.unscoped("test").update(assigned_on=date(2026, 1, 5))

    results = at_once(*[lambda: scan(MOMENT)] * 4)

    # Whoever comes while another scan is at it leaves it to that one, instead of keeping a worker waiting.
    others = [each for each in results if isinstance(each, Exception)]
    assert [each for each in others if not isinstance(each, ScanRunning)] == []
    assert Reminder.objects.count() == 20
    assert Notice.objects.visible_to(dung).filter(key__contains=":due:").count() == 20


def test_two_who_confirm_at_once_leave_one_line(binh, an, dung):
    task = make_task(binh, dung)
    move_task(task, "report_done", by=dung)

    def confirm(person):
        return lambda: move_task(Task.objects.visible_to(person).get(), "confirm", by=person)

    results = at_once(confirm(an), confirm(binh))

    assert sum(isinstance(each, MoveRefused) for each in results) == 1
    assert task.history.filter(move="confirm").count() == 1


def test_two_presses_on_the_grid_at_once_make_each_task_once(binh, dung, issued_plan):
    item = issued_plan.items.exclude(text="").first()
    values = row_values(item, dung.unit, dung)

    def press():
        client = Client()
        client.force_login(binh)
        return client.post(f"/nhiem-vu/tu-ke-hoach/{issued_plan.pk}/", values).status_code

    assert sorted(at_once(press, press)) == [200, 302]
    assert Task.objects.visible_to(binh).count() == 1


def test_two_who_ask_and_two_who_urge_at_once_count_once(binh, an, dung):
    task = make_task(binh, dung)

    asked = at_once(*[lambda: ask_extension(task, by=dung, reason="x", new_due_on=in_days(9))] * 2)
    urged = at_once(
        lambda: urge(Task.objects.visible_to(binh), by=binh),
        lambda: urge(Task.objects.visible_to(an), by=an),
    )

    assert sum(isinstance(each, ExtensionTaken) for each in asked) == 1
    assert Extension.objects.count() == 1
    assert sorted(len(each) for each in urged) == [0, 1]


def test_the_same_pieces_at_once_arrive_once_and_ten_are_the_most(binh, dung):
    task = make_task(binh, dung)
    update, keys = uuid4(), [uuid4() for _ in range(12)]

    def tell():
        return add_progress(
            Task.objects.visible_to(dung).get(), by=dung, text="x", key=update, done=True
        )

    def send(key):
        return lambda: add_file(
            Task.objects.visible_to(dung).get(), by=dung, update_key=update, key=key,
            file=SimpleUploadedFile("x.pdf", b"%PDF-1.4 " + key.bytes),
        )  # fmt: skip

    told = at_once(tell, tell, tell)
    same = at_once(*[send(keys[0])] * 4)
    more = at_once(*[send(key) for key in keys[1:]])

    assert [each for each in [*told, *same] if isinstance(each, Exception)] == []
    assert (task.updates.count(), task.history.filter(move="report_done").count()) == (1, 1)
    assert sum(isinstance(each, MoveRefused) for each in more) == 2
    assert Evidence.objects.count() == 10
