"""One month of tasks on their due days, Monday first, with the days on which the office is closed."""

import calendar as gregorian
from datetime import date, timedelta
from typing import NamedTuple

from calendars.calendar import calendar_of
from danvan.clock import today
from danvan.working_days import name_of_holiday

SHOWN_PER_DAY = 3
# More than a commune ever has due in a month; what comes after is told, not shown.
MOST_TASKS = 1000
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Day(NamedTuple):
    day: date
    in_month: bool
    is_off: bool
    # The public holiday, the office's own day off, or "Làm bù" on a Saturday that is worked.
    name: str
    tasks: list

    @property
    def shown(self):
        return self.tasks[:SHOWN_PER_DAY]

    @property
    def hidden(self):
        return max(len(self.tasks) - SHOWN_PER_DAY, 0)


class Month(NamedTuple):
    first: date
    weeks: list
    left_out: int

    @property
    def days(self):
        """The days of the month itself that have something due."""
        return [day for week in self.weeks for day in week if day.in_month and day.tasks]

    @property
    def label(self):
        return f"Tháng {self.first.month} năm {self.first.year}"

    @property
    def before(self):
        return word_of(self.first - timedelta(days=1))

    @property
    def after(self):
        return word_of(self.first + timedelta(days=31))

    @property
    def count(self):
        return sum(len(day.tasks) for day in self.days)


def word_of(day):
    """ "2026-05", as the address names a month."""
    return f"{day:%Y-%m}"


def first_of(words):
    """The first day of the month that `words` name ("2026-05"); of this month where they name none."""
    year, _, month = (words or "").partition("-")
    # "²" is a digit to Python and no number of a month.
    if year.isdecimal() and month.isdecimal() and len(year) == 4 and len(month) <= 2:
        year, month = int(year), int(month)
        if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12:
            return date(year, month, 1)
    return today().replace(day=1)


def day_of(words):
    """The day that `words` name ("2026-05-20"), or None."""
    try:
        day = date.fromisoformat((words or "")[:10])
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def month_of(tasks, home, first):
    """The Month that begins on `first`, of tasks (a scoped queryset) and the calendar of an office; two queries."""
    dates = gregorian.Calendar(gregorian.MONDAY).monthdatescalendar(first.year, first.month)
    due = tasks.filter(due_on__range=(dates[0][0], dates[-1][-1]))
    due = due.select_related("lead_unit", "responsible").order_by("due_on", "pk")
    found = list(due[: MOST_TASKS + 1])
    by_day = {}
    for task in found[:MOST_TASKS]:
        by_day.setdefault(task.due_on, []).append(task)
    office = calendar_of(home)
    weeks = [[_day(day, first, office, by_day.get(day, [])) for day in week] for week in dates]
    return Month(first, weeks, max(len(found) - MOST_TASKS, 0))


def _day(day, first, office, tasks):
    return Day(day, day.month == first.month, office.is_off(day), _name_of(day, office), tasks)


def _name_of(day, office):
    """The office's own word for the day, the public holiday's; none for an ordinary weekend."""
    is_weekend = day.weekday() >= gregorian.SATURDAY
    own = office.names.get(day)
    if office.is_working_day(day):
        return own or ("Làm bù" if is_weekend else "")
    return own or name_of_holiday(day) or ("" if is_weekend else "Nghỉ")
