"""The days on which rules speak, as pure functions of dates and a working calendar. Knows no database.

A *shape* is (kind, days, again) of a rule: kind "due" or "silent" as ReminderRule has them, or "later" for what a
person put off; `again` is 0 for what is said once. An *anchor* is the date counted from: the due date, the day of the
last word, the day chosen with "Nhắc tôi sau".
"""

from bisect import bisect_right
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from danvan.working_days import ONE_DAY, WorkingCalendar

LATER = ("later", 0, 0)
# What was missed longer ago than this is not told any more.
LOOK_BACK = timedelta(days=7)
# What is late for longer than this is a matter of the files, not of reminders; also bounds a mistyped year.
OLDEST = timedelta(days=3660)


class Moment(NamedTuple):
    """A rule of this shape, counted from `anchor`, spoke last on `for_day`; seen from `on_day`."""

    kind: str
    days: int
    again: int
    anchor: object
    for_day: object
    on_day: object


@lru_cache(maxsize=512)
def moments_on(day, shapes, own, earliest):
    """Every Moment within the week up to `day` (inclusive), as a tuple: for each shape and anchor the latest one.

    `shapes` is a tuple of shapes, `own` the office's own days as a tuple of (date, is off), `earliest` the first
    anchor that matters. The scan runs every few minutes, so the day's answer is kept.
    """
    calendar = WorkingCalendar(dict(own))
    earliest = max(earliest, day - OLDEST)
    worked = _worked(calendar, earliest, day)
    found = []
    for kind, days, again in shapes:
        if kind == "silent":
            pairs = _of_silence(calendar, day, days, again, earliest)
        elif kind == "due" and days < 0:
            pairs = _after(worked, day, -days, again, earliest)
        else:
            pairs = _ahead(calendar, day, days) if kind == "due" else _put_off(calendar, day)
        found += [Moment(kind, days, again, anchor, at, day) for anchor, at in pairs]
    return tuple(found)


def _worked(calendar, first, last):
    days = (last - first).days
    every = (first + timedelta(days=number) for number in range(days + 1))
    return [each for each in every if calendar.is_working_day(each)]


def _is_recent(at, day):
    return day - LOOK_BACK < at <= day


def _ahead(calendar, day, days):
    """Ahead of the due date or on it; on a day off the working day before it speaks."""
    first = day - LOOK_BACK + ONE_DAY
    while (at := calendar.working_day_until(first)) <= day:
        if _is_recent(at, day):
            yield first + timedelta(days=days), at
        first += ONE_DAY


def _put_off(calendar, day):
    for back in range(LOOK_BACK.days * 3):
        anchor = day - timedelta(days=back)
        if _is_recent(at := calendar.working_day_from(anchor), day):
            yield anchor, at


def _after(worked, day, days, again, earliest):
    """So many working days after the due date, and again every `again` working days."""
    anchor = day - ONE_DAY
    while anchor >= earliest:
        passed = bisect_right(worked, anchor)
        more = len(worked) - passed - days
        if more >= 0:
            more -= more % again if again else more
            at = worked[passed + days + more - 1]
            if _is_recent(at, day):
                yield anchor, at
            elif not again:
                return
        anchor -= ONE_DAY


def _of_silence(calendar, day, days, again, earliest):
    """So many days of the calendar after the last word; on a day off the working day after it speaks."""
    anchor = day - timedelta(days=days)
    while anchor >= earliest:
        passed = (day - anchor).days - days
        # Days off may push a repetition past `day`: then the one before it is the latest.
        for number in range(passed // again if again else 0, -1, -1):
            at = calendar.working_day_from(anchor + timedelta(days=days + number * again))
            if at <= day:
                if _is_recent(at, day):
                    yield anchor, at
                break
        if not again and at <= day - LOOK_BACK:
            return
        anchor -= ONE_DAY
