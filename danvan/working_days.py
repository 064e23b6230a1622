"""Working days: Monday to Friday, less public holidays, plus days worked in exchange (BLLĐ 2019, Điều 111-112)."""

from datetime import timedelta
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)
_WEEKEND = {5: "Thứ Bảy", 6: "Chủ nhật"}


@lru_cache
def _national():
    # Fills itself year by year when asked, so one object serves for good.
    # The names follow the language of the machine unless told.
    return holidays.country_holidays("VN", language="vi")


class WorkingCalendar:
    """The national calendar (package `holidays`) with the days of one office that differ from it.

    `own` maps a date to True where that office is off on it, to False where it works; `names` says why, by date.
    Pure: knows no database.
    """

    def __init__(self, own=None, names=None):
        self.own = own or {}
        self.names = names or {}

    def is_working_day(self, day):
        """Whether the office works on `day` (a date)."""
        off = self.own.get(day)
        return _national().is_working_day(day) if off is None else not off

    def is_off(self, day):
        return not self.is_working_day(day)

    def name_of(self, day):
        """What the day is called: the office's own word for it, the public holiday's, or "Thứ Bảy", "Chủ nhật"; ""."""
        return self.names.get(day) or name_of_holiday(day) or _WEEKEND.get(day.weekday(), "")

    def working_day_from(self, day):
        """`day` itself when the office works on it, else the next day it does (BLDS 2015, Điều 148)."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def working_day_until(self, day):
        """`day` itself when the office works on it, else the last day before it on which it did."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def add_working_days(self, day, count):
        """The working day that is `count` working days after `day`; counting begins on the next one."""
        for _ in range(count):
            day = self.working_day_from(day + ONE_DAY)
        return day


def name_of_holiday(day):
    """The Vietnamese name of the public holiday on `day`, or an empty string."""
    return _national().get(day, "")


NATIONAL = WorkingCalendar()
is_working_day = NATIONAL.is_working_day
working_day_from = NATIONAL.working_day_from
working_day_until = NATIONAL.working_day_until
add_working_days = NATIONAL.add_working_days
