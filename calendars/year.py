"""One year of an office as a page, a sheet of paper and an Excel file show it. Pure: knows no database."""

from calendar import Calendar
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from danvan.working_days import NATIONAL, ONE_DAY, name_of_holiday

FIRST_YEAR, LAST_YEAR = 2000, 2100
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
WEEKDAYS_IN_SHORT = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
NATIONAL_SWAP = "Làm bù theo lịch của Nhà nước"

HOLIDAY, OFF, WORKED, WEEKEND, ORDINARY = "holiday", "off", "worked", "weekend", ""
# Kind → the shape that stands for it beside its colour, and the word.
SHOWN = {
    HOLIDAY: ("●", "Nghỉ lễ, tết"),
    OFF: ("■", "Nghỉ riêng, nghỉ bù"),
    WORKED: ("▲", "Làm bù, vẫn làm việc"),
    WEEKEND: ("", "Nghỉ cuối tuần"),
    ORDINARY: ("", "Ngày làm việc"),
}


class Day(NamedTuple):
    date: date
    kind: str
    name: str

    @property
    def sign(self):
        return SHOWN[self.kind][0]

    @property
    def kind_words(self):
        return SHOWN[self.kind][1]

    @property
    def weekday(self):
        return WEEKDAYS[self.date.weekday()]

    @property
    def is_working(self):
        return self.kind in (WORKED, ORDINARY)


class Span(NamedTuple):
    """Own days that were written down together: only days that are anyhow alike lie between them."""

    rows: list  # CalendarDay

    @property
    def first(self):
        return self.rows[0].day

    @property
    def last(self):
        return self.rows[-1].day

    @property
    def sign(self):
        return SHOWN[OFF if self.rows[0].is_off else WORKED][0]

    @property
    def words(self):
        """ "Thứ Hai, nghỉ", "3 ngày làm việc"."""
        what = "nghỉ" if self.rows[0].is_off else "làm việc"
        several = len(self.rows) > 1
        return (
            f"{len(self.rows)} ngày {what}"
            if several
            else f"{WEEKDAYS[self.first.weekday()]}, {what}"
        )

    @property
    def name(self):
        """The reason, and the holiday on which an office works all the same."""
        holiday = "" if self.rows[0].is_off else name_of_holiday(self.first)
        return f"{self.rows[0].name} ({holiday})" if holiday else self.rows[0].name


class Month(NamedTuple):
    number: int
    weeks: list  # lists of seven: a Day, or None where the week reaches into another month

    @property
    def working_days(self):
        return sum(day.is_working for week in self.weeks for day in week if day)


class Year:
    """A year of the office whose WorkingCalendar is `calendar`; `own` are its CalendarDay rows of that year, sorted."""

    def __init__(self, number, calendar, own=()):
        self.number, self.calendar = number, calendar
        self.own = list(own)

    @cached_property
    def days(self):
        first = date(self.number, 1, 1)
        length = (date(self.number, 12, 31) - first).days + 1
        return [self._day(first + timedelta(days=at)) for at in range(length)]

    @property
    def months(self):
        return [Month(number, self._weeks(number)) for number in range(1, 13)]

    @property
    def holidays(self):
        return [day for day in self.days if day.kind == HOLIDAY]

    @property
    def national_swaps(self):
        """Days of weekends on which all offices of the state work."""
        return [day for day in self.days if day.kind == WORKED and day.name == NATIONAL_SWAP]

    @property
    def working_days(self):
        return sum(day.is_working for day in self.days)

    @property
    def spans(self):
        spans = []
        for row in self.own:
            if spans and _goes_on(spans[-1].rows[-1], row):
                spans[-1].rows.append(row)
            else:
                spans.append(Span([row]))
        return spans

    def _weeks(self, month):
        weeks = Calendar().monthdatescalendar(self.number, month)
        by_date = {day.date: day for day in self._days_of(month)}
        return [[by_date.get(day) for day in week] for week in weeks]

    def _days_of(self, month):
        return next(list(days) for at, days in groupby(self.days, _month) if at == month)

    def _day(self, day):
        own = self.calendar.own.get(day)
        if own is not None:
            return Day(day, OFF if own else WORKED, self.calendar.name_of(day))
        is_weekend = day.weekday() >= 5
        if NATIONAL.is_working_day(day):
            return Day(day, WORKED, NATIONAL_SWAP) if is_weekend else Day(day, ORDINARY, "")
        holiday = name_of_holiday(day)
        return Day(day, HOLIDAY, holiday) if holiday else Day(day, WEEKEND, "")


def _month(day):
    return day.date.month


def _goes_on(row, following):
    """Whether a day belongs with the own day before it: same words, and nothing between that they could be said of."""
    if (row.is_off, row.name) != (following.is_off, following.name):
        return False
    between = (row.day + timedelta(days=at) for at in range(1, (following.day - row.day).days))
    return all(NATIONAL.is_working_day(day) != row.is_off for day in between)


def days_that_differ(first, last, *, is_off):
    """The days from `first` to `last`, both included, on which an office that is off (or works) differs from all."""
    days, day = [], first
    while day <= last:
        if NATIONAL.is_working_day(day) == is_off:
            days.append(day)
        day += ONE_DAY
    return days
