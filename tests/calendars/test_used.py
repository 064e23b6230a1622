"""Whoever counts working days for a commune counts those of its own calendar."""

from datetime import date

import pytest

from calendars.calendar import calendar_of
from calendars.models import CalendarDay
from danvan.working_days import WorkingCalendar
from plans.form_check import check_plan
from plans.next_year import review_of
from reports.forms.rounds import RoundForm
from reports.models import ReportRound
from reports.rounds.periods import default_period
from tasks.last_year import Earlier
from tests.factories import make_item

MONDAY = date(2027, 9, 20)


@pytest.fixture
def off_on_monday(an_hoa):
    return CalendarDay.objects.create(home=an_hoa, day=MONDAY, is_off=True, name="Lễ hội")


def test_a_report_is_due_later_where_the_commune_is_off(off_on_monday, binh):
    # 17 September 2027 is a Friday; in the commune the Monday after it is no working day.
    calendar = calendar_of(binh.commune)

    assert calendar.add_working_days(date(2027, 9, 17), 2) == date(2027, 9, 22)
    assert default_period("month", 2027, 9, calendar).due_on == date(2027, 9, 16)


def test_the_form_of_a_round_proposes_the_days_of_the_commune(an_hoa, binh):
    CalendarDay.objects.create(home=an_hoa, day=date(2027, 9, 15), is_off=True, name="Lễ hội")
    period = {"kind": ReportRound.Kind.MONTH, "year": 2027, "ordinal": 9}

    form = RoundForm(user=binh, period=period)

    # The 14th is a Tuesday, the 15th off: the two working days are the 16th and the 17th.
    assert (form.initial["parts_due_on"], form.initial["due_on"]) == (
        date(2027, 9, 16), date(2027, 9, 17),
    )  # fmt: skip


def test_last_years_day_falls_back_to_a_working_day_of_the_commune(off_on_monday, an_hoa):
    given = type("Given", (), {"original_due_on": date(2026, 9, 20), "due_on": None})()

    here = Earlier(given, 2026, 2027, calendar_of(an_hoa))
    elsewhere = Earlier(given, 2026, 2027, WorkingCalendar())

    assert (here.due_on, elsewhere.due_on) == (date(2027, 9, 17), MONDAY)


def test_the_check_of_the_form_warns_of_a_deadline_on_the_communes_day_off(plan, an_hoa):
    make_item(plan, text="Phòng Văn hóa - Xã hội gửi báo cáo chậm nhất ngày 21/9/2026.")
    before = {each.finding.message for each in check_plan(plan)}
    CalendarDay.objects.create(home=an_hoa, day=date(2026, 9, 21), is_off=True, name="Lễ hội")

    (found,) = {each.finding.message for each in check_plan(plan)} - before

    assert found.startswith("Hạn ngày 21/09/2026 (thứ Hai) là ngày nghỉ")


def test_next_years_plan_keeps_clear_of_the_communes_days_off(issued_plan, an_hoa, binh):
    make_item(issued_plan, text="Phòng Văn hóa - Xã hội gửi báo cáo chậm nhất ngày 21/9/2026.")

    def proposed():
        choices = review_of(issued_plan, 2027, binh).choices
        return [each.new for each in choices if "21/9/2026" in each.old]

    before = proposed()
    CalendarDay.objects.create(home=an_hoa, day=date(2027, 9, 21), is_off=True, name="Lễ hội")

    assert (before, proposed()) == (["21/9/2027"], ["20/9/2027"])
