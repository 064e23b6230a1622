"""Writing down on which days an office differs from the national calendar, and what it decided about dates."""

from django.db import IntegrityError, transaction

from calendars.calendar import WHY
from calendars.hooks import MOVE, total
from calendars.models import CalendarDay, OfficeHabits


class Stale(Exception):
    """Somebody else has saved the habits since the page was opened."""


class DaysTaken(Exception):
    """One of the days was written down by somebody else meanwhile; nothing was kept."""


def add_days(home, days, *, is_off, name):
    """Write `days` down as own days of `home`, all or none. Raises DaysTaken where one is there already."""
    rows = [CalendarDay(home=home, day=day, is_off=is_off, name=name) for day in days]
    try:
        with transaction.atomic():
            home.calendar_days.bulk_create(rows)
    except IntegrityError:
        raise DaysTaken from None


def take_back(days):
    """Delete own days (a queryset of CalendarDay); returns how many there were."""
    return days.delete()[0]


@transaction.atomic
def save_habits(home, fields, *, version, by, move_work=False):
    """Store the habits of `home`; returns how many pieces of open work were given another last day.

    `fields` are those of OfficeHabits, `version` is what the page showed. With `move_work` the work that still has
    the last day of the other reading of "trước ngày" follows the new one. Raises Stale.
    """
    rows = OfficeHabits.objects.unscoped(WHY)
    habits, _ = rows.get_or_create(home=home)
    changes = habits.before_includes_day != fields["before_includes_day"]
    if not rows.filter(pk=home.pk, version=version).update(**fields, version=version + 1):
        raise Stale
    if not (changes and move_work):
        return 0
    return total(MOVE, home, rows.get(pk=home.pk), by)
