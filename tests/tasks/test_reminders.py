"""When people are reminded: the right day, once, and nothing for what needs no reminding."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.working_days import WorkingCalendar
from notices.models import Notice
from tasks.actions import edit_task, give_default_rules, move_task
from tasks.models import Reminder, ReminderRule, Task
from tasks.reminders import scan
from tasks.reminders.moments import moments_on
from tests.tasks.factories import make_task

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WEDNESDAY = date(2026, 3, 11)


def at(day, hour=8, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def rules(binh):
    give_default_rules()


@pytest.fixture
def given(binh, dung):
    """Makes a task of Dung's, handed out long before."""

    def make(due_on, responsible=dung, **over):
        task = make_task(binh, responsible, due_on=due_on, **over)
        Task.objects.unscoped("test").filter(pk=task.pk).update(assigned_on=date(2026, 1, 5))
        return Task.objects.unscoped("test").get(pk=task.pk)

    return make


def reminded(person):
    notices = Notice.objects.visible_to(person).filter(key__contains=":due:").order_by("pk")
    return [each.text for each in notices]


@pytest.mark.parametrize(
    ("due_on", "days", "again", "today", "expected"),
    [
        # Wednesday, three days before Saturday.
        (date(2026, 3, 14), 3, 0, date(2026, 3, 11), date(2026, 3, 11)),
        (date(2026, 3, 14), 3, 0, date(2026, 3, 10), None),
        # The day before Monday is Sunday: Friday.
        (date(2026, 3, 16), 1, 0, date(2026, 3, 13), date(2026, 3, 13)),
        (date(2026, 3, 16), 1, 0, date(2026, 3, 12), None),
        # Due on a Sunday: reminded of on the Friday before.
        (date(2026, 3, 15), 0, 0, date(2026, 3, 13), date(2026, 3, 13)),
        # Due on 29 February; a week before is a Tuesday in 2028.
        (date(2028, 2, 29), 7, 0, date(2028, 2, 22), date(2028, 2, 22)),
        # Due in Tết 2026 (16 to 20 February): the Friday before it.
        (date(2026, 2, 18), 0, 0, date(2026, 2, 13), date(2026, 2, 13)),
        (date(2026, 2, 23), 3, 0, date(2026, 2, 13), date(2026, 2, 13)),
        # Due on 30 April, a holiday: the Wednesday before.
        (date(2026, 4, 30), 0, 0, date(2026, 4, 29), date(2026, 4, 29)),
        # Overdue since Saturday: first told on Monday, then every three working days.
        (date(2026, 3, 13), -1, 3, date(2026, 3, 14), None),
        (date(2026, 3, 13), -1, 3, date(2026, 3, 16), date(2026, 3, 16)),
        (date(2026, 3, 13), -1, 3, date(2026, 3, 18), date(2026, 3, 16)),
        (date(2026, 3, 13), -1, 3, date(2026, 3, 19), date(2026, 3, 19)),
        (date(2026, 3, 13), -1, 3, date(2026, 3, 24), date(2026, 3, 24)),
        # Said once, and for a week.
        (date(2026, 3, 13), -1, 0, date(2026, 3, 22), date(2026, 3, 16)),
        (date(2026, 3, 13), -1, 0, date(2026, 3, 23), None),
        # Five working days from the eve of Tết are long.
        (date(2026, 2, 13), -5, 5, date(2026, 2, 26), None),
        (date(2026, 2, 13), -5, 5, date(2026, 2, 27), date(2026, 2, 27)),
        # Two hundred days late.
        (date(2025, 8, 25), -10, 10, date(2026, 3, 9), date(2026, 3, 5)),
        (date(2025, 8, 25), -10, 10, date(2026, 3, 12), None),
    ],
)
def test_the_latest_moment_of_a_rule(due_on, days, again, today, expected):
    assert latest("due", due_on, days, again, today) == expected


def latest(kind, anchor, days, again, today, own=()):
    moments = moments_on(today, ((kind, days, again),), own, date(2025, 1, 1))
    found = [each.for_day for each in moments if each.anchor == anchor]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("last_word", "again", "today", "expected"),
    [
        (date(2026, 3, 2), 14, date(2026, 3, 15), None),
        (date(2026, 3, 2), 14, date(2026, 3, 16), date(2026, 3, 16)),
        (date(2026, 3, 2), 14, date(2026, 3, 30), date(2026, 3, 30)),
        (date(2026, 3, 2), 0, date(2026, 3, 30), None),
        # Fourteen days later is a Sunday: Monday.
        (date(2026, 3, 1), 14, date(2026, 3, 16), date(2026, 3, 16)),
        # The fourteenth day lies in Tết.
        (date(2026, 2, 3), 14, date(2026, 2, 20), None),
        (date(2026, 2, 3), 14, date(2026, 2, 23), date(2026, 2, 23)),
    ],
)
def test_the_latest_moment_of_silence(last_word, again, today, expected):
    assert latest("silent", last_word, 14, again, today) == expected


def test_an_office_that_works_on_a_swapped_saturday_counts_it(binh):
    own = ((date(2026, 3, 14), False), (date(2026, 3, 16), True))

    assert latest("due", date(2026, 3, 13), -1, 3, date(2026, 3, 14), own) == date(2026, 3, 14)
    assert latest("due", date(2026, 3, 16), 1, 0, date(2026, 3, 14), own) == date(2026, 3, 14)
    assert WorkingCalendar(dict(own)).is_working_day(date(2026, 3, 14))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(WEDNESDAY, 6, 59), False),
        (at(WEDNESDAY, 7), True),
        (at(WEDNESDAY, 19, 59), True),
        (at(WEDNESDAY, 20), False),
        (at(date(2026, 3, 14)), False),  # Saturday
        (at(date(2026, 2, 17)), False),  # Tết
        (at(date(2026, 4, 27)), False),  # in exchange for Giỗ Tổ on a Sunday
        (at(date(2026, 8, 22)), True),  # a Saturday worked in exchange for 31 August
        (at(date(2026, 11, 24)), False),  # Ngày Văn hóa Việt Nam
    ],
)
def test_people_are_reminded_only_in_working_time(given, moment, expected):
    given(moment.date())

    assert bool(scan(moment)) is expected


def test_one_reminder_for_each_moment_from_a_week_before_until_it_is_done(given, dung):
    given(date(2026, 3, 18), title="Họp dân")
    day = date(2026, 3, 9)
    while day <= date(2026, 3, 25):
        for hour in (7, 12, 19):
            scan(at(day, hour))
        day += timedelta(days=1)

    assert reminded(dung) == [
        "Còn 7 ngày: Họp dân (hạn 18/03/2026)",
        # Three days before is a Sunday.
        "Còn 5 ngày: Họp dân (hạn 18/03/2026)",
        "Còn 1 ngày: Họp dân (hạn 18/03/2026)",
        "Hôm nay là hạn: Họp dân",
        "Quá hạn 1 ngày: Họp dân (hạn 18/03/2026)",
        # Three working days on.
        "Quá hạn 6 ngày: Họp dân (hạn 18/03/2026)",
    ]


def test_scanning_twice_makes_nothing_more(given, dung):
    given(WEDNESDAY)

    assert [scan(at(WEDNESDAY)), scan(at(WEDNESDAY)), scan(at(WEDNESDAY, 15))] == [1, 0, 0]
    assert Reminder.objects.count() == 1


def test_after_three_silent_days_only_the_latest_is_told(given, dung):
    given(date(2026, 3, 13), title="Việc")

    scan(at(date(2026, 3, 13)))

    assert reminded(dung) == ["Hôm nay là hạn: Việc"]


def test_what_was_missed_longer_than_a_week_ago_is_not_told(given, dung, binh):
    ReminderRule.objects.exclude(days=-1).delete()
    ReminderRule.objects.update(repeat_days=None)
    given(date(2026, 3, 2))

    assert scan(at(WEDNESDAY)) == 0


def test_a_newer_reminder_takes_the_place_of_an_unread_older_one(given, dung):
    given(date(2026, 3, 13), title="Việc")

    scan(at(date(2026, 3, 10)))
    scan(at(date(2026, 3, 12)))

    standing = Notice.objects.visible_to(dung).unread().filter(key__contains=":due:")
    assert [each.text for each in standing] == ["Còn 1 ngày: Việc (hạn 13/03/2026)"]


@pytest.mark.parametrize("status", ["reported", "done", "cancelled", "paused"])
def test_nobody_is_reminded_of_what_is_not_open(given, status):
    task = given(WEDNESDAY)
    Task.objects.unscoped("test").filter(pk=task.pk).update(status=status)

    assert scan(at(WEDNESDAY)) == 0


def test_requested_work_is_reminded_of_before_its_date_and_never_after(given, hoa):
    given(WEDNESDAY, responsible=hoa, title="Phối hợp")

    scan(at(WEDNESDAY))
    for days in range(1, 30):
        scan(at(WEDNESDAY + timedelta(days=days)))

    # Long without a word, the Front is asked kindly.
    assert set(reminded(hoa)) == {
        "Hôm nay là hạn: Phối hợp",
        "Nhờ cập nhật tình hình phối hợp: Phối hợp",
    }


def test_a_moment_before_the_task_was_handed_out_is_not_told(binh, dung):
    task = make_task(binh, dung, due_on=WEDNESDAY + timedelta(days=2))
    Task.objects.unscoped("test").filter(pk=task.pk).update(assigned_on=WEDNESDAY)

    assert scan(at(WEDNESDAY)) == 0
    assert scan(at(WEDNESDAY + timedelta(days=1))) == 1


def test_a_new_date_brings_its_own_reminders_and_withdraws_the_old(given, binh, dung):
    task = given(WEDNESDAY, title="Việc")
    scan(at(WEDNESDAY))
    fields = {
        "title": task.title,
        "lead_unit": task.lead_unit,
        "responsible": dung,
        "due_on": date(2026, 3, 20),
    }
    edit_task(task, fields, coordinating_units=[], by=binh, version=task.version)

    scan(at(date(2026, 3, 13)))

    assert reminded(dung) == ["Hôm nay là hạn: Việc", "Còn 7 ngày: Việc (hạn 20/03/2026)"]
    standing = Notice.objects.visible_to(dung).unread().filter(key__contains=":due:")
    assert [each.text for each in standing] == ["Còn 7 ngày: Việc (hạn 20/03/2026)"]


def test_a_reported_task_withdraws_its_reminder(given, dung):
    task = given(WEDNESDAY)
    scan(at(WEDNESDAY))

    move_task(task, "report_done", by=dung)

    assert Notice.objects.visible_to(dung).unread().filter(key__contains=":due:").count() == 0


def test_each_commune_follows_its_own_rules(given, cuc, binh):
    given(date(2026, 3, 18))
    given(date(2026, 3, 18), responsible=cuc, lead_unit=cuc.unit)
    stranger = make_task(cuc, cuc, due_on=date(2026, 3, 18))
    Task.objects.unscoped("test").filter(pk=stranger.pk).update(assigned_on=date(2026, 1, 5))
    Task.objects.unscoped("test").filter(responsible=cuc).exclude(pk=stranger.pk).delete()
    give_default_rules()
    ReminderRule.objects.filter(commune=cuc.commune, days=7).update(is_active=False)

    scan(at(WEDNESDAY))

    assert list(Reminder.objects.values_list("task__commune", flat=True)) == [binh.commune.pk]


def test_giving_the_default_rules_twice_changes_nothing(binh):
    give_default_rules()

    found = ReminderRule.objects.filter(commune=binh.commune).values_list("days", "repeat_days")
    assert sorted(found, key=lambda each: -each[0]) == [
        (14, 14), (7, None), (3, None), (1, None), (0, None), (-1, 3), (-5, 5), (-10, 10)
    ]  # fmt: skip


def test_a_scan_asks_as_often_for_thirty_tasks_as_for_one(given):
    def queries():
        Reminder.objects.all().delete()
        Notice.objects.unscoped("test").filter(key__contains=":due:").delete()
        with CaptureQueriesContext(connection) as captured:
            scan(at(WEDNESDAY))
        return len(captured)

    figures = []
    for more in (1, 2, 27):
        for _ in range(more):
            given(WEDNESDAY)
        figures.append(queries())

    assert figures == [figures[0]] * 3
    assert Reminder.objects.count() == 30


@pytest.mark.parametrize("who", ["an", "giang", "dung", "hoa", "lan"])
def test_only_coordinator_and_administrator_set_the_rules(request, client, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get("/nhiem-vu/nhac-viec/").status_code == 403
