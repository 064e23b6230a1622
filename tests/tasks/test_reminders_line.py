"""Whom a reminder reaches up the line, by which calendar, in which words; and what stands again."""

from datetime import date, time

import pytest
from django.utils import timezone

from accounts.models import Membership, Person
from calendars.models import CalendarDay, OfficeHabits
from notices.models import Notice
from tasks.actions import add_progress, edit_task, give_default_rules, move_task
from tasks.models import Reminder, Task
from tasks.reminders import scan
from tests.factories import make_person, make_unit
from tests.tasks.factories import make_task
from tests.tasks.test_reminders import at, reminded

WEDNESDAY, THURSDAY, SATURDAY = date(2026, 3, 11), date(2026, 3, 12), date(2026, 3, 14)


@pytest.fixture
def helper(culture):
    """Works in Dung's department; Dung is its head."""
    return make_person("Lý Mai", culture, username="mai")


@pytest.fixture
def given(binh, cuc, helper):
    give_default_rules()

    def make(due_on, responsible=helper, *, by=binh, **over):
        task = make_task(by, responsible, due_on=due_on, title="Việc", **over)
        long_ago = {"assigned_on": date(2026, 1, 5), "last_update_at": at(date(2026, 3, 9))}
        Task.objects.unscoped("test").filter(pk=task.pk).update(**long_ago)
        return Task.objects.unscoped("test").get(pk=task.pk)

    return make


def standing(person):
    rows = Notice.objects.visible_to(person).unread().filter(key__contains=":due:")
    return [each.text for each in rows.order_by("pk")]


def test_what_stays_late_goes_up_from_the_head_to_the_coordinator_to_the_leader(
    given, helper, dung, binh, an
):
    given(date(2026, 3, 6))
    heard = {}
    for day in range(9, 24):
        scan(at(date(2026, 3, day)))
        for person in (helper, dung, binh, an):
            if reminded(person):
                heard.setdefault(person.username, day)

    # One working day after Friday, five, ten.
    assert heard == {"mai": 9, "dung": 9, "binh": 13, "an": 20}
    assert reminded(an) == [
        "Quá hạn 14 ngày: Việc (Phòng Văn hóa - Xã hội, Lý Mai; hạn 06/03/2026)"
    ]


def test_who_is_head_and_responsible_in_one_hears_once(given, dung):
    given(date(2026, 3, 10), dung)

    scan(at(WEDNESDAY))

    assert reminded(dung) == ["Quá hạn 1 ngày: Việc (hạn 10/03/2026)"]


def test_after_days_without_a_word_the_person_is_asked_and_again_two_weeks_later(given, helper):
    task = given(date(2026, 12, 1))
    days = [date(2026, 3, 20), date(2026, 3, 23), date(2026, 3, 25), date(2026, 4, 6)]

    counted = []
    for day in days:
        scan(at(day))
        counted.append(len(reminded(helper)))

    assert counted == [0, 1, 1, 2]
    assert reminded(helper)[0] == "Chưa có cập nhật 14 ngày: Việc (hạn 01/12/2026)"
    Task.objects.unscoped("test").filter(pk=task.pk).update(last_update_at=at(date(2026, 4, 15)))
    scan(at(date(2026, 4, 20)))
    assert len(reminded(helper)) == 2


def test_the_communes_own_words_are_used_only_where_they_are_true(given, helper, binh):
    words = "{người} ({đơn vị}): {việc}, hạn {hạn}, {số ngày} ngày"
    binh.commune.reminder_rules.filter(days__in=[7, 0]).update(wording=words)
    given(date(2026, 3, 18))
    # Due on a Sunday, told on Friday: "hôm nay" would be wrong.
    given(date(2026, 3, 15))

    scan(at(WEDNESDAY))
    scan(at(date(2026, 3, 13)))

    assert "Lý Mai (Phòng Văn hóa - Xã hội): Việc, hạn 18/03/2026, 7 ngày" in reminded(helper)
    assert "Còn 2 ngày: Việc (hạn 15/03/2026)" in reminded(helper)


def test_a_commune_that_works_on_a_swapped_saturday_is_reminded_on_it_alone(given, helper, cuc):
    CalendarDay.objects.create(home=helper.commune, day=SATURDAY, is_off=False, name="làm bù")
    given(date(2026, 3, 15))
    given(date(2026, 3, 15), cuc, by=cuc)

    scan(at(SATURDAY))

    assert reminded(helper) == ["Còn 1 ngày: Việc (hạn 15/03/2026)"]
    assert reminded(cuc) == []


def test_an_office_is_reminded_within_its_own_hours(given, helper, cuc):
    OfficeHabits.objects.create(home=helper.commune, opens=time(9), closes=time(11))
    given(WEDNESDAY)
    given(WEDNESDAY, cuc, by=cuc)

    counted = []
    for hour in (8, 9, 11):
        scan(at(WEDNESDAY, hour))
        counted.append((len(reminded(helper)), len(reminded(cuc))))

    assert counted == [(0, 1), (1, 1), (1, 1)]


def test_after_three_days_without_a_scheduler_each_hears_the_latest_once(given, helper, binh, dung):
    given(date(2026, 3, 4))

    # The fifth working day was Wednesday; the scheduler comes back on Friday.
    assert scan(at(date(2026, 3, 13))) == 3

    assert reminded(helper) == ["Quá hạn 9 ngày: Việc (hạn 04/03/2026)"]
    assert len(reminded(binh)) == 1


def test_the_eve_of_tet_and_the_days_behind_it(given, helper):
    given(date(2026, 2, 18))
    for day in (13, 16, 18, 20, 21, 22):
        scan(at(date(2026, 2, day)))
    assert reminded(helper) == ["Còn 5 ngày: Việc (hạn 18/02/2026)"]

    scan(at(date(2026, 2, 23)))

    assert reminded(helper)[-1] == "Quá hạn 5 ngày: Việc (hạn 18/02/2026)"


def test_work_that_was_taken_away_before_the_scan_reminds_its_new_person(
    given, helper, khanh, binh
):
    task = given(WEDNESDAY)
    fields = {"title": "Việc", "lead_unit": khanh.unit, "responsible": khanh, "due_on": WEDNESDAY}
    edit_task(task, fields, coordinating_units=[], by=binh, version=task.version)

    scan(at(WEDNESDAY))

    assert (reminded(helper), reminded(khanh)) == ([], ["Hôm nay là hạn: Việc"])


@pytest.mark.parametrize("way", ["closed", "left"])
def test_who_left_or_whose_account_is_closed_is_not_reminded(given, helper, way):
    given(WEDNESDAY)
    if way == "closed":
        Person.objects.filter(pk=helper.pk).update(is_active=False)
    else:
        Membership.objects.filter(person=helper).update(valid_to=date(2026, 3, 10))

    assert scan(at(WEDNESDAY)) == 0


def test_a_head_or_coordinator_elsewhere_hears_nothing(given, cuc, dung, binh_minh):
    make_person("Trưởng khác", make_unit(binh_minh, "Phòng khác"), is_head=True)
    given(date(2026, 3, 3))

    scan(at(WEDNESDAY))

    told = set(Reminder.objects.values_list("person__username", flat=True))
    assert told == {"mai", "dung", "binh"}


def test_a_due_date_moved_and_moved_back_is_told_again(given, helper, binh):
    task = given(WEDNESDAY)
    scan(at(WEDNESDAY))

    def move(day):
        task.refresh_from_db()
        fields = {"title": "Việc", "lead_unit": helper.unit, "responsible": helper, "due_on": day}
        assert edit_task(task, fields, coordinating_units=[], by=binh, version=task.version)

    move(date(2026, 6, 1))
    assert standing(helper) == []
    move(WEDNESDAY)

    assert [scan(at(WEDNESDAY, 9)), scan(at(WEDNESDAY, 10))] == [1, 0]
    assert standing(helper) == ["Hôm nay là hạn: Việc"]
    assert len(reminded(helper)) == 1


def test_what_was_read_is_not_told_again_when_the_date_comes_back(given, helper, binh):
    task = given(WEDNESDAY)
    scan(at(WEDNESDAY))
    Notice.objects.visible_to(helper).update(read_at=timezone.now())
    Task.objects.unscoped("test").filter(pk=task.pk).update(due_on=date(2026, 6, 1))
    scan(at(WEDNESDAY, 9))
    Task.objects.unscoped("test").filter(pk=task.pk).update(due_on=WEDNESDAY)

    assert scan(at(WEDNESDAY, 10)) == 0


def test_work_sent_back_is_reminded_of_again(given, helper, binh):
    task = given(WEDNESDAY)
    scan(at(WEDNESDAY))
    move_task(task, "report_done", by=helper)
    assert (standing(helper), scan(at(WEDNESDAY, 9))) == ([], 0)

    move_task(task, "send_back", by=binh, note="Thiếu")

    assert scan(at(WEDNESDAY, 10)) == 1
    assert standing(helper) == ["Hôm nay là hạn: Việc"]


def test_requested_work_never_goes_up_the_line(given, hoa, binh, an):
    given(date(2026, 2, 2), hoa)

    for day in range(9, 31):
        scan(at(date(2026, 3, day)))

    assert (reminded(binh), reminded(an)) == ([], [])
    assert all("Quá hạn" not in text for text in reminded(hoa))


@pytest.mark.parametrize("heard", ["progress", "accept"])
def test_once_something_is_heard_nobody_reads_that_nothing_was(given, helper, binh, heard):
    task = given(date(2026, 12, 1))
    Task.objects.unscoped("test").update(last_update_at=at(date(2026, 2, 25)))
    scan(at(WEDNESDAY))
    assert standing(helper) == ["Chưa có cập nhật 14 ngày: Việc (hạn 01/12/2026)"]

    task = Task.objects.visible_to(helper).get(pk=task.pk)
    if heard == "progress":
        add_progress(task, by=helper, text="Đã họp dân.")
    else:
        move_task(task, "accept", by=helper)

    assert standing(helper) == []
