"""The days to which a reminder can be put off: working days, and not past the date the work is due. No queries."""

from datetime import timedelta
from typing import NamedTuple

# What is late already, or has no date, can be put off for this long.
LONGEST = timedelta(days=14)


class Way(NamedTuple):
    name: str
    label: str
    until: object


def latest_day(task, day):
    """The last day to which the task can be put off on `day`: its due date, or two weeks when that has come."""
    ahead = task.due_on is not None and task.due_on > day
    return task.due_on if ahead else day + LONGEST


def ways(task, calendar, day):
    """The Ways open on `day`, the nearest first; each to a working day of `calendar`, no day twice."""
    monday = day + timedelta(days=7 - day.weekday())
    offered = [
        Way("ngay-mai", "Ngày mai", calendar.working_day_from(day + timedelta(days=1))),
        Way("3-ngay", "3 ngày", calendar.add_working_days(day, 3)),
        Way("tuan-sau", "Tuần sau", calendar.working_day_from(monday)),
    ]
    found, taken = [], set()
    for way in offered:
        if way.until <= latest_day(task, day) and way.until not in taken:
            taken.add(way.until)
            found.append(way)
    return sorted(found, key=lambda way: way.until)
