"""Reporting periods and their days, as the decree on reporting sets them where a commune names no other."""

from datetime import date
from typing import NamedTuple

from danvan.clock import today
from danvan.working_days import NATIONAL, ONE_DAY
from reports.models import ReportRound

K = ReportRound.Kind
ROMAN = ("I", "II", "III", "IV")


class Period(NamedTuple):
    period_from: date
    period_to: date
    parts_due_on: date
    due_on: date


def default_period(kind, year, ordinal=1, calendar=NATIONAL):
    """The days of a round before anybody changes them; `ordinal` is the month or the quarter,
    `calendar` the WorkingCalendar of who reports.

    Figures run from the 15th before the period to the 14th of its last month, and the report goes up within two
    working days of that closing day (NĐ 09/2019/NĐ-CP, Điều 12 và 13).
    """
    if kind == K.AD_HOC:
        closing = min(max(today(), date(year, 1, 1)), date(year, 12, 31))
        return _period(date(year, 1, 1), closing, calendar, 5)
    first, last = _months(kind, ordinal)
    closing = date(year, last, 14)
    return _period(_day_15_before(year, first), closing, calendar, 2)


def _period(begins, closing, calendar, days):
    # The units have the first working day after the figures are closed; the commune has the rest.
    first, last = (calendar.add_working_days(closing, count) for count in (1, days))
    return Period(begins, closing, first, last)


def _months(kind, ordinal):
    """The first and last month of a period."""
    if kind == K.MONTH:
        return ordinal, ordinal
    if kind == K.QUARTER:
        return 3 * ordinal - 2, 3 * ordinal
    return 1, {K.SIX_MONTHS: 6, K.NINE_MONTHS: 9, K.YEAR: 12}[kind]


def _day_15_before(year, month):
    return date(year - 1, 12, 15) if month == 1 else date(year, month - 1, 15)


def label_of(kind, year, ordinal):
    """The name of a month or a quarter; the half-year and the year need none."""
    if kind == K.MONTH:
        return f"tháng {ordinal} năm {year}"
    if kind == K.QUARTER:
        return f"quý {ROMAN[ordinal - 1]} năm {year}"
    return ""


def round_to_open_now():
    """The kind and year a coordinator most likely means today: the half-year until July, then the year."""
    day = today()
    return (K.SIX_MONTHS if day.month <= 7 else K.YEAR), day.year


def working_days_before(calendar, day, count):
    """The working day that is `count` working days before `day`; counting begins on the one before it."""
    for _ in range(count):
        day = calendar.working_day_until(day - ONE_DAY)
    return day


def time_ahead(round):
    """What the outlook of the report is about: "6 tháng cuối năm 2026", "năm 2027"."""
    if round.kind == K.SIX_MONTHS:
        return f"6 tháng cuối năm {round.year}"
    if round.kind == K.NINE_MONTHS:
        return f"quý IV năm {round.year}"
    return f"năm {round.year + 1}" if round.kind == K.YEAR else "thời gian tới"
