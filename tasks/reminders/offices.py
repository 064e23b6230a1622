"""Which communes' offices are open at a moment, and by which calendar each of them counts."""

from typing import NamedTuple

from calendars.calendar import is_open
from calendars.models import CalendarDay, OfficeHabits
from danvan.working_days import WorkingCalendar

JOB = "reminders are made for every commune by a job"
CLOSED = -1
NATIONAL = ()


class Offices(NamedTuple):
    """Communes that count alike share a group, a number; CLOSED stands for those that are not open now."""

    default: int  # of a commune that is not in `group_of`
    group_of: dict  # commune → group
    own_days: (
        list  # group → its days that differ from the national calendar, a tuple of (date, is off)
    )


def offices_at(now):
    """The Offices at `now` (aware datetime), in two queries."""
    own, habits = {}, {row.home_id: row for row in OfficeHabits.objects.unscoped(JOB)}
    days = CalendarDay.objects.unscoped(JOB).order_by("home", "day")
    for home, day, is_off in days.values_list("home", "day", "is_off"):
        own.setdefault(home, []).append((day, is_off))
    groups = {}

    def group(habit, days):
        if not is_open(habit, WorkingCalendar(dict(days)), now):
            return CLOSED
        return groups.setdefault(days, len(groups))

    default = group(OfficeHabits(), NATIONAL)
    group_of = {
        home: group(habits.get(home) or OfficeHabits(), tuple(own.get(home, NATIONAL)))
        for home in own.keys() | habits.keys()
    }
    return Offices(default, group_of, list(groups))
