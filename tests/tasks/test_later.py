""" "Nhắc tôi sau": nothing until the chosen day, then once; for oneself alone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from danvan.clock import today
from danvan.working_days import WorkingCalendar, working_day_from
from notices.models import Notice
from tasks.actions import edit_task, give_default_rules, move_task, snooze, stop_snooze
from tasks.models import Snooze, Task
from tasks.reminders import scan
from tasks.snoozing import ways
from tests.tasks.factories import in_days, make_task
from tests.tasks.test_reminders import at, reminded

WEDNESDAY, THURSDAY, FRIDAY = date(2026, 3, 11), date(2026, 3, 12), date(2026, 3, 13)
MONDAY = date(2026, 3, 16)


@pytest.fixture
def late(binh, dung):
    """Due on Tuesday; reminded of on Wednesday."""
    give_default_rules()
    task = make_task(binh, dung, due_on=date(2026, 3, 10), title="Việc")
    Task.objects.unscoped("test").update(assigned_on=date(2026, 1, 5))
    scan(at(WEDNESDAY))
    return Task.objects.unscoped("test").get(pk=task.pk)


def standing(person):
    return Notice.objects.visible_to(person).unread().filter(key__contains=":due:").count()


def test_what_is_put_off_is_silent_until_its_day_and_told_then_once(late, dung):
    snooze(late, by=dung, until=MONDAY)
    assert standing(dung) == 0

    for day in (WEDNESDAY, THURSDAY, FRIDAY):
        assert scan(at(day, 15)) == 0
    assert [scan(at(MONDAY)), scan(at(MONDAY, 9))] == [1, 0]

    assert reminded(dung)[-1] == "Quá hạn 6 ngày: Việc (hạn 10/03/2026)"
    assert standing(dung) == 1


def test_what_was_put_off_to_a_day_off_comes_on_the_next_working_day(late, dung):
    snooze(late, by=dung, until=date(2026, 3, 14))

    assert scan(at(FRIDAY)) == 0
    assert scan(at(MONDAY)) == 1


def test_after_it_came_back_the_rules_speak_again(late, dung):
    snooze(late, by=dung, until=THURSDAY)

    told = []
    for day in (THURSDAY, FRIDAY, MONDAY, date(2026, 3, 17)):
        scan(at(day))
        told.append(len(reminded(dung)))

    # Again every three working days: on Wednesday, Monday.
    assert told == [2, 2, 3, 3]


def test_those_up_the_line_hear_of_it_all_the_same(late, dung, binh):
    snooze(late, by=dung, until=date(2026, 3, 20))

    scan(at(date(2026, 3, 17)))

    assert reminded(binh) == [
        "Quá hạn 7 ngày: Việc (Phòng Văn hóa - Xã hội, Phạm Thị Dung; hạn 10/03/2026)"
    ]
    assert standing(dung) == 0


def test_what_is_no_longer_put_off_stands_again_once(late, dung):
    snooze(late, by=dung, until=MONDAY)

    assert stop_snooze(late, by=dung) is True
    assert stop_snooze(late, by=dung) is False
    assert [scan(at(WEDNESDAY, 9)), scan(at(WEDNESDAY, 10))] == [1, 0]
    assert standing(dung) == 1
    assert len(reminded(dung)) == 1


def test_a_new_date_ends_the_putting_off(late, binh, dung):
    snooze(late, by=dung, until=date(2026, 3, 20))
    fields = {"title": "Việc", "lead_unit": dung.unit, "responsible": dung, "due_on": THURSDAY}
    edit_task(late, fields, coordinating_units=[], by=binh, version=late.version)

    assert scan(at(THURSDAY)) == 1
    assert reminded(dung)[-1] == "Hôm nay là hạn: Việc"


def test_nothing_comes_back_of_work_that_is_done_meanwhile(late, dung):
    snooze(late, by=dung, until=MONDAY)
    move_task(late, "report_done", by=dung)

    assert scan(at(MONDAY)) == 0


def test_nothing_comes_back_for_who_no_longer_has_the_work(late, binh, dung, khanh):
    snooze(late, by=dung, until=MONDAY)
    Task.objects.unscoped("test").filter(pk=late.pk).update(responsible=khanh, lead_unit=khanh.unit)

    scan(at(MONDAY))

    assert standing(dung) == 0
    assert standing(khanh) == 1


@pytest.mark.parametrize(
    ("due_on", "day", "expected"),
    [
        # Late: tomorrow, three working days on, Monday.
        (date(2026, 3, 2), WEDNESDAY, [THURSDAY, MONDAY]),
        (date(2026, 3, 2), date(2026, 3, 9), [date(2026, 3, 10), THURSDAY, MONDAY]),
        # Not past the due date.
        (FRIDAY, WEDNESDAY, [THURSDAY]),
        (date(2026, 3, 14), FRIDAY, []),
        # The Friday before Tết.
        (None, date(2026, 2, 13), [date(2026, 2, 23), date(2026, 2, 25)]),
    ],
)
def test_the_days_that_are_offered(due_on, day, expected):
    task = Task(due_on=due_on)

    assert [way.until for way in ways(task, WorkingCalendar(), day)] == expected


def test_the_page_of_a_task_offers_it_and_shows_what_was_chosen(sign_in, binh, dung):
    task = make_task(binh, dung, due_on=in_days(-3))
    client = sign_in(dung)
    page = task.get_absolute_url()
    assert 'id="nhac-sau"' in client.get(page).content.decode()

    client.post(f"{page}nhac-sau/", {"way": "ngay-mai"})

    day = working_day_from(today() + timedelta(days=1))
    assert f"Sẽ nhắc lại ngày <strong>{day:%d/%m/%Y}</strong>" in client.get(page).content.decode()
    client.post(f"{page}bo-hoan/")
    assert "Bỏ hoãn" not in client.get(page).content.decode()


def test_a_link_changes_nothing(sign_in, binh, dung):
    task = make_task(binh, dung)
    client = sign_in(dung)

    assert client.get(f"{task.get_absolute_url()}nhac-sau/").status_code == 405
    assert client.get(f"{task.get_absolute_url()}bo-hoan/").status_code == 405
    assert Snooze.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Chọn ngày nhắc lại"),
        ({"until": "hôm nào"}, "Ghi ngày nhắc lại theo dạng 25/12/2026."),
        # Days from today, counted when the test runs: a run may go on past midnight.
        ({"until": 0}, "Ngày nhắc lại phải sau hôm nay."),
        ({"until": 6}, "Chỉ hoãn nhắc được đến ngày hạn"),
        ({"way": "sang-nam"}, "Chỉ hoãn nhắc được đến ngày hạn"),
    ],
)
def test_what_cannot_be_chosen_is_said(sign_in, binh, dung, sent, sentence):
    task = make_task(binh, dung)
    sent = {name: in_days(each) if isinstance(each, int) else each for name, each in sent.items()}

    page = sign_in(dung).post(f"{task.get_absolute_url()}nhac-sau/", sent, follow=True)

    assert sentence in page.content.decode()
    assert Snooze.objects.count() == 0


def test_two_presses_leave_one_and_the_later_counts(sign_in, binh, dung):
    task = make_task(binh, dung)
    url = f"{task.get_absolute_url()}nhac-sau/"
    client = sign_in(dung)
    for ahead in (1, 1, 3):
        client.post(url, {"until": f"{in_days(ahead)}"})

    assert list(Snooze.objects.values_list("person", "until")) == [(dung.pk, in_days(3))]


@pytest.mark.parametrize(
    ("who", "expected"), [("binh", 302), ("an", 302), ("giang", 403), ("khanh", 404), ("cuc", 404)]
)
def test_only_whom_reminders_reach_puts_them_off(request, sign_in, binh, dung, who, expected):
    task = make_task(binh, dung)
    url = f"{task.get_absolute_url()}nhac-sau/"

    answer = sign_in(request.getfixturevalue(who)).post(url, {"until": f"{in_days(1)}"})

    assert answer.status_code == expected
    assert Snooze.objects.count() == (expected == 302)


@pytest.mark.parametrize("page", ["/", "/thong-bao/"])
def test_one_press_on_the_first_page_and_among_the_notices(sign_in, binh, dung, page):
    task = make_task(binh, dung, due_on=in_days(-3))
    Notice.objects.create(
        person=dung, key=f"task:{task.pk}:due:x", text="Nhắc", url=task.get_absolute_url()
    )
    client = sign_in(dung)
    url = reverse("tasks:later", args=[task.pk])
    assert f'action="{url}"' in client.get(page).content.decode()

    answer = client.post(url, {"way": "ngay-mai", "next": page})

    assert (answer.status_code, answer.url) == (302, page)
    assert standing(dung) == 0


def test_the_way_back_leads_to_no_other_host(sign_in, binh, dung):
    task = make_task(binh, dung, due_on=in_days(-3))

    answer = sign_in(dung).post(
        f"{task.get_absolute_url()}nhac-sau/", {"way": "ngay-mai", "next": "//evil.example"}
    )

    assert answer.url == task.get_absolute_url()
