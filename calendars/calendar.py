"""The working calendar of one office: the national one with the office's own days."""

from danvan.working_days import WorkingCalendar


def calendar_of(home):
    """The WorkingCalendar of a commune or an office above it, in one query; the national one for None."""
    if home is None:
        return WorkingCalendar()
    return WorkingCalendar(dict(home.calendar_days.values_list("day", "is_off")))
