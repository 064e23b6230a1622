"""How finished work stood to its date: said once, with the confirmation, and never again."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from danvan.workflow import MoveRefused
from danvan.working_days import WorkingCalendar
from tasks.actions import ask_extension, decide_extension, edit_task, move_task
from tasks.models import Outcome, Task
from tasks.rules import due_after_pause, outcome_of
from tests.tasks.factories import in_days, make_task

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MAY = [date(2026, 5, day) for day in range(1, 32)]


@pytest.mark.parametrize(
    ("due", "first", "finished", "relation", "said"),
    [
        (MAY[19], MAY[19], MAY[18], "assigned", Outcome.ON_TIME),
        (MAY[19], MAY[19], MAY[19], "assigned", Outcome.ON_TIME),
        (MAY[19], MAY[19], MAY[20], "assigned", Outcome.LATE),
        (MAY[29], MAY[19], MAY[19], "assigned", Outcome.ON_TIME),
        (MAY[29], MAY[19], MAY[20], "assigned", Outcome.EXTENDED),
        (MAY[29], MAY[19], MAY[29], "assigned", Outcome.EXTENDED),
        (MAY[29], MAY[19], MAY[30], "assigned", Outcome.LATE),
        (MAY[29], None, MAY[20], "assigned", Outcome.ON_TIME),
        # Brought forward: the nearer date is the one that counts.
        (MAY[9], MAY[19], MAY[15], "assigned", Outcome.LATE),
        (None, None, MAY[20], "assigned", Outcome.UNDATED),
        (MAY[19], MAY[19], MAY[30], "requested", Outcome.UNDATED),
    ],
)
def test_the_last_day_is_in_time_and_what_was_requested_is_not_judged(
    due, first, finished, relation, said
):
    found = outcome_of(due_on=due, original_due_on=first, relation=relation, finished_on=finished)

    assert found == said


def report_on(task, by, moment):
    move_task(task, "report_done", by=by)
    Task.objects.unscoped("test").filter(pk=task.pk).update(reported_at=moment)


def test_the_day_of_the_report_counts_by_vietnamese_time_not_the_day_of_the_confirmation(
    task, binh, dung
):
    # Half past eleven at night in Vietnam is the same day; in UTC it would be too, an hour after midnight not.
    late_evening = datetime.combine(task.due_on, datetime.min.time(), VIETNAM) + timedelta(
        hours=0, minutes=30
    )
    report_on(task, dung, late_evening)

    move_task(Task.objects.visible_to(binh).get(), "confirm", by=binh)

    task.refresh_from_db()
    assert (task.finished_on, task.outcome) == (task.due_on, Outcome.ON_TIME)


def test_later_changes_of_the_row_do_not_rewrite_it(task, binh, dung):
    move_task(task, "report_done", by=dung)
    move_task(task, "confirm", by=binh)
    Task.objects.unscoped("test").update(due_on=in_days(-30))

    task.refresh_from_db()
    assert (task.outcome, task.chip) == (Outcome.ON_TIME, "")
    with pytest.raises(MoveRefused):
        move_task(task, "confirm", by=binh)


def test_after_an_extension_it_is_kept_apart(task, binh, dung):
    asked = ask_extension(task, by=dung, reason="Mưa.", new_due_on=in_days(20))
    decide_extension(asked, by=binh, granted_until=in_days(20), answer="")
    task.refresh_from_db()
    report_on(task, dung, datetime.combine(in_days(10), datetime.min.time(), VIETNAM))

    move_task(task, "confirm", by=binh)

    assert Task.objects.visible_to(binh).get().outcome == Outcome.EXTENDED


def test_what_was_taken_back_and_reported_anew_is_judged_by_the_new_day(task, binh, dung):
    report_on(task, dung, datetime.combine(in_days(1), datetime.min.time(), VIETNAM))
    stale = Task.objects.visible_to(binh).get()
    task.refresh_from_db()
    move_task(task, "take_back", by=dung)
    assert task.reported_at is None
    report_on(task, dung, datetime.combine(in_days(9), datetime.min.time(), VIETNAM))

    move_task(stale, "confirm", by=binh)

    done = Task.objects.visible_to(binh).get()
    assert (done.finished_on, done.outcome) == (in_days(9), Outcome.LATE)


def test_page_list_and_table_say_it_beside_the_status(sign_in, task, binh, dung):
    move_task(task, "report_done", by=dung)
    client = sign_in(binh)
    waiting = client.get(task.get_absolute_url()).content.decode()
    move_task(task, "confirm", by=binh)

    page = client.get(task.get_absolute_url()).content.decode()
    table = client.get(reverse("tasks:list"), {"status": "done"}).content.decode()

    assert "Nếu xác nhận:" in waiting
    assert ["Đã hoàn thành" in each and "Đúng hạn</span>" in each for each in (page, table)] == [
        True,
        True,
    ]


def test_the_date_proposed_after_a_pause_makes_up_for_it_on_a_working_day():
    plain = WorkingCalendar()
    friday = date(2026, 5, 15)

    # Four days still: from Wednesday the 13th to Sunday the 17th, then to Monday.
    assert due_after_pause(date(2026, 5, 13), friday, date(2026, 5, 19), plain) == date(2026, 5, 19)
    assert due_after_pause(date(2026, 5, 13), friday, date(2026, 5, 16), plain) == date(2026, 5, 18)
    own = WorkingCalendar({date(2026, 5, 18): True})
    assert due_after_pause(date(2026, 5, 13), friday, date(2026, 5, 16), own) == date(2026, 5, 19)


def paused(task, by):
    move_task(task, "pause", by=by, note="Chờ kinh phí tỉnh cấp.")
    task.history.filter(move="pause").update(at=task.history.last().at - timedelta(days=3))


def test_a_paused_task_is_not_late_says_why_and_goes_on_with_the_proposed_date(sign_in, task, binh):
    Task.objects.unscoped("test").update(due_on=in_days(-1))
    paused(task, binh)
    client = sign_in(binh)

    page = client.get(task.get_absolute_url())
    words = page.content.decode()
    proposed = page.context["resume"].initial["due_on"]
    client.post(f"/nhiem-vu/{task.pk}/buoc/", {"move": "resume", "due_on": proposed.isoformat()})

    assert ("Quá hạn" in words, "Chờ kinh phí tỉnh cấp." in words) == (False, True)
    assert proposed >= in_days(2)
    task.refresh_from_db()
    assert (task.status, task.due_on, task.original_due_on) == (
        Task.Status.DOING,
        proposed,
        in_days(5),
    )
    assert task.history.last().note == f"Hạn: {in_days(-1):%d/%m/%Y} → {proposed:%d/%m/%Y}"


def test_going_on_by_a_date_that_has_passed_is_refused_on_the_page(sign_in, task, binh):
    paused(task, binh)

    answer = sign_in(binh).post(
        f"/nhiem-vu/{task.pk}/buoc/", {"move": "resume", "due_on": in_days(-2).isoformat()}
    )

    assert list(answer.context["resume"].errors) == ["due_on"]
    assert Task.objects.visible_to(binh).get().status == Task.Status.PAUSED


def test_edited_dates_still_count_from_the_first_one(binh, dung):
    task = make_task(binh, dung)
    fields = {
        "title": task.title, "lead_unit": task.lead_unit, "responsible": dung, "due_on": in_days(12),
    }  # fmt: skip
    edit_task(task, fields, coordinating_units=[], by=binh, version=task.version)
    report_on(task, dung, datetime.combine(in_days(7), datetime.min.time(), VIETNAM))

    move_task(task, "confirm", by=binh)

    assert Task.objects.visible_to(binh).get().outcome == Outcome.EXTENDED


@pytest.mark.parametrize("ending", ["confirm", "cancel"])
def test_what_is_over_gets_no_other_date_from_an_edit_that_came_at_once(task, binh, dung, ending):
    """The step leaves the version as it is, so the version alone would let the edit pass."""
    read = Task.objects.visible_to(binh).get()
    move_task(Task.objects.visible_to(dung).get(), "report_done", by=dung)
    move_task(Task.objects.visible_to(binh).get(), ending, by=binh, note="Thôi")
    fields = {
        "title": read.title, "lead_unit": read.lead_unit, "responsible": dung, "due_on": in_days(-3),
    }  # fmt: skip

    assert not edit_task(read, fields, coordinating_units=[], by=binh, version=read.version)

    assert Task.objects.visible_to(binh).get().due_on == in_days(5)
