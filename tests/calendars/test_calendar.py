"""When an office works, and what it understands by its dates."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from calendars.calendar import (
    calendar_of,
    calendars_of,
    habits_by_home,
    habits_of,
    hint_for_day,
    is_open,
    last_day,
)
from calendars.models import CalendarDay, OfficeHabits


def own_day(home, day, is_off, name="Việc riêng"):
    return CalendarDay.objects.create(home=home, day=day, is_off=is_off, name=name)


def test_tet_2027_is_off_from_its_first_to_its_last_day(an_hoa):
    calendar = calendar_of(an_hoa)

    off = [day for day in range(1, 15) if calendar.is_off(date(2027, 2, day))]

    assert off == [4, 5, 6, 7, 8, 9, 10, 13, 14]
    assert calendar.name_of(date(2027, 2, 6)) == "Tết Nguyên Đán"
    assert calendar.working_day_from(date(2027, 2, 4)) == date(2027, 2, 11)
    assert calendar.add_working_days(date(2027, 2, 3), 1) == date(2027, 2, 11)


def test_the_29th_of_february_2028_is_a_day_like_others(an_hoa):
    calendar = calendar_of(an_hoa)

    assert calendar.is_working_day(date(2028, 2, 29))
    assert calendar.add_working_days(date(2028, 2, 28), 2) == date(2028, 3, 1)
    assert last_day(date(2028, 3, 1), "before", habits_of(an_hoa)) == date(2028, 2, 29)


def test_a_saturday_is_worked_and_a_monday_off_in_the_office_that_swapped_them(an_hoa, binh_minh):
    saturday, monday = date(2027, 3, 6), date(2027, 3, 8)
    own_day(an_hoa, saturday, False, "Làm bù ngày 8/3")
    own_day(an_hoa, monday, True, "Nghỉ bù")

    here, there = (calendars_of([an_hoa, binh_minh])[home.pk] for home in (an_hoa, binh_minh))

    assert (here.is_working_day(saturday), here.is_working_day(monday)) == (True, False)
    assert (there.is_working_day(saturday), there.is_working_day(monday)) == (False, True)
    assert here.add_working_days(date(2027, 3, 5), 2) == date(2027, 3, 9)


def test_the_day_on_which_the_state_swaps_a_saturday_is_known():
    national = calendar_of(None)

    assert national.is_working_day(date(2026, 8, 22))
    assert national.is_off(date(2026, 8, 31))


@pytest.mark.parametrize("count", [1, 3])
def test_many_offices_are_asked_at_once(django_assert_num_queries, an_hoa, province_office, count):
    homes = [an_hoa, province_office, an_hoa][:count]

    with django_assert_num_queries(2):
        calendars, habits = calendars_of(homes), habits_by_home([home.pk for home in homes])

    assert calendars.keys() == habits.keys() == {home.pk for home in homes}


def test_an_office_that_decided_nothing_has_the_common_hours(an_hoa):
    habits = habits_of(an_hoa)

    assert (habits.opens, habits.closes, habits.before_includes_day) == (time(7), time(20), False)
    assert habits.pk == an_hoa.pk


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2027-03-05 07:00", False),
        ("2027-03-05 07:30", True),
        ("2027-03-05 16:59", True),
        ("2027-03-05 17:00", False),
        ("2027-03-06 09:00", False),
    ],
)
def test_an_office_is_open_on_working_days_between_its_hours(an_hoa, moment, expected):
    OfficeHabits.objects.create(home=an_hoa, opens=time(7, 30), closes=time(17))
    moment = timezone.make_aware(datetime.fromisoformat(moment))

    assert is_open(habits_of(an_hoa), calendar_of(an_hoa), moment) is expected


@pytest.mark.parametrize(
    ("day", "hint"),
    [
        (date(2027, 1, 1), "là ngày nghỉ (Tết Dương lịch)"),
        (date(2027, 3, 6), "là ngày nghỉ (Thứ Bảy)"),
        (date(2027, 3, 8), "là ngày nghỉ (Lễ hội đình làng)"),
        (date(2027, 3, 9), ""),
        (None, ""),
    ],
)
def test_a_date_on_a_day_off_is_hinted_at_by_name(an_hoa, day, hint):
    own_day(an_hoa, date(2027, 3, 8), True, "Lễ hội đình làng")

    assert hint_for_day(calendar_of(an_hoa), day) == hint
