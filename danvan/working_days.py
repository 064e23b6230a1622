"""Working days: Monday to Friday, less public holidays, plus days worked in exchange (BLLĐ 2019, Điều 111-112)."""

from datetime import timedelta
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)


@lru_cache
def _calendar():
    # Fills itself year by year when asked, so one object serves for good.
    return holidays.country_holidays("VN")


def is_working_day(day):
    """Whether offices work on `day` (a date), by the holidays the package `holidays` knows for Vietnam."""
    return _calendar().is_working_day(day)


def working_day_from(day):
    """`day` itself when offices work on it, else the next day they do (BLDS 2015, Điều 148)."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def working_day_until(day):
    """`day` itself when offices work on it, else the last day before it on which they did."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def add_working_days(day, count):
    """The working day that is `count` working days after `day`; counting begins on the next one."""
    for _ in range(count):
        day = working_day_from(day + ONE_DAY)
    return day
