"""The month: due days, days off, other months, the day that is opened, and the filters."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.clock import today
from tasks.month import first_of
from tests.tasks.factories import in_days, make_task

CALENDAR = "/nhiem-vu/lich/"


def due(answer):
    """{day: titles} of the month that is shown."""
    return {
        day.day: [task.title for task in day.tasks]
        for week in answer.context["month"].weeks
        for day in week
        if day.tasks
    }


def day_of(answer, wanted):
    days = [day for week in answer.context["month"].weeks for day in week]
    return next(day for day in days if day.day == wanted)


def test_tasks_stand_on_their_due_day_of_a_month_that_begins_on_monday(sign_in, binh, dung, cuc):
    make_task(binh, dung, title="Giữa tháng", due_on=date(2026, 5, 20))
    make_task(binh, dung, title="Không hạn", due_on=None)
    make_task(cuc, cuc, title="Của xã khác", due_on=date(2026, 5, 20))

    answer = sign_in(binh).get(CALENDAR, {"month": "2026-05"})

    assert due(answer) == {date(2026, 5, 20): ["Giữa tháng"]}
    assert {week[0].day.weekday() for week in answer.context["month"].weeks} == {0}
    assert answer.context["month"].weeks[0][0].day == date(2026, 4, 27)
    assert "Của xã khác" not in answer.content.decode()
    assert (answer.context["month"].count, answer.context["without_date"]) == (1, 1)


def test_holidays_weekends_and_the_communes_own_days_are_marked(sign_in, binh):
    home = binh.commune
    home.calendar_days.create(day=date(2026, 9, 5), is_off=False, name="Làm bù")
    home.calendar_days.create(day=date(2026, 9, 10), is_off=True, name="Hội làng")

    answer = sign_in(binh).get(CALENDAR, {"month": "2026-09"})

    marked = {
        number: (day_of(answer, date(2026, 9, number)).is_off, day_of(answer, date(2026, 9, number)).name)
        for number in (2, 3, 5, 6, 10)
    }  # fmt: skip
    assert marked[2] == (True, "Quốc khánh")
    assert marked[3] == (False, "")
    assert marked[5] == (False, "Làm bù")
    assert marked[6] == (True, "")
    assert marked[10] == (True, "Hội làng")


@pytest.mark.parametrize(
    ("who", "seen"), [("dung", ["Của Dung"]), ("khanh", ["Của Khánh"]), ("minh", []), ("cuong", [])]
)
def test_each_person_sees_the_own(request, sign_in, binh, dung, khanh, who, seen):
    day = date(2026, 5, 20)
    make_task(binh, dung, title="Của Dung", due_on=day)
    make_task(binh, khanh, title="Của Khánh", due_on=day)

    answer = sign_in(request.getfixturevalue(who)).get(CALENDAR, {"month": "2026-05"})

    assert due(answer).get(day, []) == seen


def test_filters_narrow_the_month_too(sign_in, binh, dung, khanh):
    make_task(binh, dung, title="Của Dung", due_on=in_days(0))
    make_task(binh, khanh, title="Của Khánh", due_on=in_days(0))

    answer = sign_in(binh).get(CALENDAR, {"unit": khanh.unit.pk})

    assert due(answer) == {today(): ["Của Khánh"]}


def test_a_full_day_shows_three_and_opens_with_the_rest(sign_in, binh, dung):
    day = date(2026, 5, 20)
    for number in range(5):
        make_task(binh, dung, title=f"Việc {number}", due_on=day)
    client = sign_in(binh)

    month = client.get(CALENDAR, {"month": "2026-05"})
    opened = client.get(CALENDAR, {"day": "2026-05-20"})

    assert (len(day_of(month, day).shown), day_of(month, day).hidden) == (3, 2)
    assert "day=2026-05-20#ngay" in month.content.decode()
    assert month.context["opened"] is None
    assert [task.title for task in opened.context["opened"].tasks] == [
        f"Việc {number}" for number in range(5)
    ]
    assert opened.context["month"].first == date(2026, 5, 1)


def test_a_new_filter_stays_in_the_month(sign_in, binh):
    answer = sign_in(binh).get(CALENDAR, {"month": "2026-05", "q": "a"})

    assert '<input type="hidden" name="month" value="2026-05" />' in answer.content.decode()


def test_one_walks_to_the_months_beside(sign_in, binh):
    month = sign_in(binh).get(CALENDAR, {"month": "2026-12"}).context["month"]

    assert (month.before, month.after) == ("2026-11", "2027-01")


@pytest.mark.parametrize(
    "words", ["", "abc", "2026", "2026-13", "2026-00", "9999-01", "²²²²-01", "-"]
)
def test_what_names_no_month_is_this_month(sign_in, binh, words):
    assert first_of(words) == today().replace(day=1)
    for name in ("month", "day"):
        assert sign_in(binh).get(CALENDAR, {name: words}).status_code == 200


def test_the_months_at_both_ends_of_time_open(sign_in, binh):
    client = sign_in(binh)

    for word in ("2000-01", "2100-12"):
        assert client.get(CALENDAR, {"month": word}).status_code == 200


def test_the_calendar_asks_as_often_for_thirty_tasks_as_for_two(sign_in, binh, dung):
    client, day = sign_in(binh), today().replace(day=1)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(CALENDAR).status_code == 200
        return len(captured)

    for number in range(2):
        make_task(binh, dung, due_on=day + timedelta(days=number))
    queries()
    few = queries()
    for number in range(28):
        make_task(binh, dung, due_on=day + timedelta(days=number))

    assert queries() == few
