"""The same period last year: the right round, and only what was really reported."""

from datetime import date
from decimal import Decimal

import pytest

from reports.models import Indicator, IndicatorValue, Report, ReportRound
from reports.rounds.comparison import previous_figures, round_before
from tests.reports.factories import make_round

LAST_YEAR = {
    "year": 2025,
    "period_from": date(2024, 12, 15),
    "period_to": date(2025, 6, 14),
    "parts_due_on": date(2025, 6, 15),
    "due_on": date(2025, 6, 16),
}


@pytest.fixture
def last_year(half_year, binh, culture):
    return make_round(binh, [culture], **LAST_YEAR)


def give(report, code, **fields):
    indicator = Indicator.objects.get(code=code)
    return IndicatorValue.objects.create(report=report, indicator=indicator, **fields)


def finish(report, status):
    issued = {"number": 1, "issued_on": date(2025, 6, 16)} if status == "issued" else {}
    Report._base_manager.filter(pk=report.pk).update(status=status, **issued)


def test_the_figures_of_last_year_are_those_of_its_issued_report(half_year, last_year):
    theirs = last_year.reports.get(scope="commune")
    give(theirs, "conferences", value=10)
    give(theirs, "news", has_no_data=True)

    assert previous_figures(half_year) == {}

    finish(theirs, "issued")
    assert previous_figures(half_year) == {"conferences": Decimal(10)}


def test_what_a_person_typed_stands_in_only_where_the_portal_knows_nothing(
    half_year, last_year, report
):
    theirs = last_year.reports.get(scope="commune")
    give(theirs, "conferences", value=10)
    finish(theirs, "issued")
    give(report, "conferences", value=12, previous=99)
    give(report, "news", value=5, previous=4)

    assert previous_figures(half_year) == {"conferences": Decimal(10), "news": Decimal(4)}


def test_a_unit_is_compared_with_its_own_part(half_year, last_year, culture, east_village):
    theirs = last_year.reports.get(unit=culture)
    give(theirs, "conferences", value=3)
    finish(theirs, "accepted")

    assert previous_figures(half_year, culture) == {"conferences": Decimal(3)}
    assert previous_figures(half_year, east_village) == previous_figures(half_year) == {}


def test_a_quarter_is_compared_with_the_same_quarter_and_never_with_another_topic(binh, culture):
    def quarter(year, name, **over):
        days = {"period_to": date(year, 3, 14), "due_on": date(year, 3, 17)}
        days |= {"period_from": date(year - 1, 12, 15), "parts_due_on": date(year, 3, 16)}
        kind = ReportRound.Kind.QUARTER
        return make_round(
            binh, [culture], **{**days, "kind": kind, "year": year, "label": name, **over}
        )

    now = quarter(2026, "quý I năm 2026")
    quarter(2025, "quý II năm 2025", period_to=date(2025, 3, 16))
    quarter(2025, "quý I năm 2025", topic="thực hiện dân chủ ở cơ sở")
    assert round_before(now).label == "quý II năm 2025"

    first = quarter(2025, "quý I năm 2025")
    assert round_before(now) == first


def test_an_ad_hoc_matter_is_compared_with_nothing_but_its_own_name(binh, culture):
    kind = ReportRound.Kind.AD_HOC
    now = make_round(binh, [culture], kind=kind, label="phòng, chống thiên tai 2026")
    make_round(binh, [culture], kind=kind, label="hè tình nguyện 2025", **LAST_YEAR)

    assert round_before(now) is None
