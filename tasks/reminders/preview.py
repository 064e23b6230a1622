"""What would go out in the next days, by the scan's own question; nothing is written."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection

from accounts.models import Person
from calendars.calendar import calendar_of
from tasks.reminders.dialects import dialect_of
from tasks.reminders.moments import moments_on
from tasks.reminders.offices import CLOSED, Offices
from tasks.reminders.scan import earliest_anchor
from tasks.reminders.sql import params_for, question, shapes_of

MOST_SHOWN = 300


class Foreseen(NamedTuple):
    """A reminder that would be made on `day` if nothing changed before."""

    day: object
    person: Person
    text: str
    url: str
    urgency: int


def preview(commune, day, days=14):
    """The Foreseen of a commune from the day after `day` on, `days` days long; at most 300, the earliest first.

    Also says whether there are more: returns (list, bool). Five queries, whatever the number of tasks.
    """
    calendar = calendar_of(commune)
    own = tuple(sorted(calendar.own.items()))
    shapes = shapes_of(commune.reminder_rules)
    # As a worker of the commune sees its tasks: all of them.
    earliest = earliest_anchor(commune.tasks, day)
    ahead = [day + timedelta(days=number) for number in range(1, days + 1)]
    moments = [
        moment
        for each in ahead
        if calendar.is_working_day(each)
        for moment in moments_on(each, shapes, own, earliest)
    ]
    offices = Offices(CLOSED, {commune.pk: 0}, [own])
    params = params_for(offices, {0: moments}, today=day, commune=commune.pk)
    statement = question(dialect_of(connection), commune=commune, newly=True)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{statement} ORDER BY on_day, urgency, person_id, task_id LIMIT {MOST_SHOWN + 1}",
            params,
        )
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    people = Person.objects.in_bulk({row["person_id"] for row in rows})
    foreseen = [
        Foreseen(_as_date(row["on_day"]), people[row["person_id"]], row["text"], row["url"], row["urgency"])
        for row in rows[:MOST_SHOWN]
    ]  # fmt: skip
    return foreseen, len(rows) > MOST_SHOWN


def _as_date(value):
    """SQLite gives what was computed as text."""
    return value if isinstance(value, date) else date.fromisoformat(value)
