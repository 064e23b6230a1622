"""A year of an office as it is drawn, listed and exported."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from calendars.calendar import calendar_of
from calendars.models import CalendarDay
from calendars.year import Year, days_that_differ


def own_days(home, *days, is_off=True, name="Nghỉ bù"):
    return [
        CalendarDay.objects.create(home=home, day=day, is_off=is_off, name=name) for day in days
    ]


def year_of(home, number):
    own = home.calendar_days.filter(day__year=number)
    return Year(number, calendar_of(home), own)


def kinds(year, *days):
    by_date = {day.date: day.kind for day in year.days}
    return [by_date[day] for day in days]


def test_every_day_of_a_leap_year_stands_in_its_month_once(an_hoa):
    year = year_of(an_hoa, 2028)

    drawn = [day.date for month in year.months for week in month.weeks for day in week if day]

    assert len(drawn) == 366
    assert drawn == sorted(set(drawn))
    assert date(2028, 2, 29) in drawn
    assert year.working_days == sum(month.working_days for month in year.months)


def test_the_days_of_tet_2027_are_listed_by_their_names(an_hoa):
    tet = [day for day in year_of(an_hoa, 2027).holidays if day.date.month == 2]

    assert [day.date.day for day in tet] == [4, 5, 6, 7, 8, 9, 10]
    assert tet[2].name == "Tết Nguyên Đán"


def test_own_days_a_worked_holiday_and_the_swap_of_the_state_are_told_apart(an_hoa):
    own_days(an_hoa, date(2026, 3, 9))
    own_days(an_hoa, date(2026, 3, 7), date(2026, 9, 2), is_off=False, name="Làm bù")
    year = year_of(an_hoa, 2026)

    assert kinds(
        year,
        date(2026, 3, 9),
        date(2026, 3, 7),
        date(2026, 9, 2),
        date(2026, 8, 22),
        date(2026, 8, 31),
        date(2026, 3, 8),
        date(2026, 3, 10),
    ) == ["off", "worked", "worked", "worked", "holiday", "weekend", ""]
    assert [day.date for day in year.national_swaps] == [date(2026, 8, 22)]
    assert date(2026, 9, 2) not in [day.date for day in year.holidays]


def test_days_written_down_together_are_one_line(an_hoa):
    # Thursday to Monday, the weekend between them; and a day apart.
    own_days(an_hoa, date(2027, 3, 11), date(2027, 3, 12), date(2027, 3, 15), date(2027, 3, 17))

    spans = year_of(an_hoa, 2027).spans

    assert [(span.first.day, span.last.day) for span in spans] == [(11, 15), (17, 17)]


def test_only_days_that_differ_from_the_calendar_of_all_are_kept():
    tet_week = (date(2027, 2, 1), date(2027, 2, 14))

    off = days_that_differ(*tet_week, is_off=True)
    worked = days_that_differ(*tet_week, is_off=False)

    assert [day.day for day in off] == [1, 2, 3, 11, 12]
    assert [day.day for day in worked] == [4, 5, 6, 7, 8, 9, 10, 13, 14]


@pytest.mark.parametrize("own", [2, 30])
def test_the_page_asks_as_often_for_thirty_own_days_as_for_two(
    sign_in, minh, an_hoa, own, django_assert_max_num_queries
):
    days = days_that_differ(date(2027, 3, 1), date(2027, 4, 30), is_off=True)[:own]
    own_days(an_hoa, *days)
    client = sign_in(minh)
    client.get("/lich-lam-viec/?nam=2027")

    with django_assert_max_num_queries(9):
        answer = client.get("/lich-lam-viec/?nam=2027")

    assert len(answer.context["year"].own) == own


def test_the_excel_file_has_the_special_days_and_all_days(sign_in, khanh, an_hoa):
    own_days(an_hoa, date(2027, 3, 8), name="=Lễ hội")

    answer = sign_in(khanh).get("/lich-lam-viec/xuat-excel/?nam=2027")

    book = load_workbook(BytesIO(answer.content))
    special = list(book["Ngày nghỉ, làm bù"].iter_rows(values_only=True))
    assert ("08/03/2027", "Thứ Hai", "Nghỉ riêng, nghỉ bù", "'=Lễ hội", 0) in special
    assert book["Cả năm"].max_row == 366
    assert "lich-lam-viec-2027.xlsx" in answer["Content-Disposition"]
