"""The working calendar and the habits of an office: the national calendar with its own days, its hours, its words.

A home (`home`) is a commune or an office above it. What asks for many homes asks once.
"""

from collections import defaultdict

from django.utils import timezone

from calendars.models import CalendarDay, OfficeHabits
from danvan.working_days import ONE_DAY, WorkingCalendar

WHY = "when an office works is asked on behalf of whoever works there"
# As tasks.models.DueKind writes it.
BEFORE = "before"


def calendar_of(home):
    """The WorkingCalendar of a commune or an office above it, in one query; the national one for None."""
    if home is None:
        return WorkingCalendar()
    return calendars_of([home])[home.pk]


def calendars_of(homes):
    """{primary key of a home: its WorkingCalendar} for all `homes` (units, or their keys), in one query."""
    pks = [getattr(home, "pk", home) for home in homes]
    own, names = defaultdict(dict), defaultdict(dict)
    days = CalendarDay.objects.unscoped(WHY).filter(home__in=pks)
    for pk, day, is_off, name in days.values_list("home", "day", "is_off", "name"):
        own[pk][day], names[pk][day] = is_off, name
    return {pk: WorkingCalendar(own[pk], names[pk]) for pk in pks}


def habits_of(home):
    """The OfficeHabits of a home, in one query; those of an office that decided nothing (unsaved) for None."""
    return habits_by_home([home.pk])[home.pk] if home else OfficeHabits()


def habits_by_home(pks):
    """{primary key of a home: its OfficeHabits, unsaved where it decided nothing}, in one query."""
    pks = list(pks)
    rows = OfficeHabits.objects.unscoped(WHY).filter(home__in=pks)
    decided = {row.home_id: row for row in rows}
    return {pk: decided.get(pk) or OfficeHabits(home_id=pk) for pk in pks}


def is_open(habits, calendar, now):
    """Whether the office works at the moment `now` (aware): a working day, from its opening to before its closing."""
    local = timezone.localtime(now)
    return calendar.is_working_day(local.date()) and habits.opens <= local.time() < habits.closes


def last_day(written, kind, habits):
    """The last day, itself included, on which what is due as `written` and `kind` say may be done.

    "Trước ngày 20/5" (kind "before") ends on 19/5, unless the office reads it as 20/5 included; every other way to
    write a date ("chậm nhất ngày 20/5", "trong tháng 5" with the last of May) ends on the date. None without a date.
    """
    if written is None or kind != BEFORE or habits.before_includes_day:
        return written
    return written - ONE_DAY


def hint_for_day(calendar, day):
    """Words to stand behind a date: "là ngày nghỉ (Tết Dương lịch)"; "" where the office works on it."""
    return f"là ngày nghỉ ({calendar.name_of(day)})" if day and calendar.is_off(day) else ""
