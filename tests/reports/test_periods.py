from datetime import date

import pytest

from reports.models import ReportRound
from reports.rounds.periods import default_period, label_of, round_to_open_now

K = ReportRound.Kind


@pytest.mark.parametrize(
    ("kind", "ordinal", "begins", "ends"),
    [
        (K.MONTH, 1, date(2025, 12, 15), date(2026, 1, 14)),
        (K.MONTH, 3, date(2026, 2, 15), date(2026, 3, 14)),
        (K.QUARTER, 1, date(2025, 12, 15), date(2026, 3, 14)),
        (K.QUARTER, 4, date(2026, 9, 15), date(2026, 12, 14)),
        (K.SIX_MONTHS, 1, date(2025, 12, 15), date(2026, 6, 14)),
        (K.NINE_MONTHS, 1, date(2025, 12, 15), date(2026, 9, 14)),
        (K.YEAR, 1, date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_figures_run_from_the_15th_before_the_period_to_its_14th(kind, ordinal, begins, ends):
    period = default_period(kind, 2026, ordinal)

    assert (period.period_from, period.period_to) == (begins, ends)


def test_the_report_is_due_two_working_days_after_closing_and_the_parts_before_it():
    # 14 June 2026 is a Sunday.
    period = default_period(K.SIX_MONTHS, 2026)

    assert (period.parts_due_on, period.due_on) == (date(2026, 6, 15), date(2026, 6, 16))


def test_a_weekend_does_not_count_as_working_days():
    # 14 August 2026 is a Friday.
    assert default_period(K.MONTH, 2026, 8).due_on == date(2026, 8, 18)


def test_the_days_of_tet_do_not_count_as_working_days():
    # 14 February 2026 is a Saturday, and the week after it is Tết.
    period = default_period(K.MONTH, 2026, 2)

    assert (period.parts_due_on, period.due_on) == (date(2026, 2, 23), date(2026, 2, 24))


def test_a_due_date_can_fall_into_the_next_year_without_the_period_changing(monkeypatch):
    monkeypatch.setattr("reports.rounds.periods.today", lambda: date(2026, 12, 31))
    period = default_period(K.AD_HOC, 2026)

    # New Year's Day is a Friday and no working day.
    assert (period.period_to, period.due_on) == (date(2026, 12, 31), date(2027, 1, 8))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 2), (K.SIX_MONTHS, 2026)),
        (date(2026, 5, 20), (K.SIX_MONTHS, 2026)),
        (date(2026, 8, 1), (K.YEAR, 2026)),
        (date(2026, 12, 31), (K.YEAR, 2026)),
    ],
)
def test_the_round_offered_first_is_the_one_of_the_season(monkeypatch, day, expected):
    monkeypatch.setattr("reports.rounds.periods.today", lambda: day)

    assert round_to_open_now() == expected


def test_a_month_and_a_quarter_are_named_and_a_half_year_is_not():
    assert label_of(K.MONTH, 2026, 3) == "tháng 3 năm 2026"
    assert label_of(K.QUARTER, 2026, 4) == "quý IV năm 2026"
    assert label_of(K.SIX_MONTHS, 2026, 1) == ""
