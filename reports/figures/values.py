"""Figures (số liệu): which are asked for, of whom, and how they add up."""

from decimal import Decimal

from reports.figures.defaults import CHECKS, INDICATORS
from reports.figures.formulas import worked_out
from reports.figures.numbers import read_number, written
from reports.models import Indicator, IndicatorCheck, IndicatorSet

__all__ = [
    "asked_of",
    "default_set",
    "indicators_for",
    "read_number",
    "set_for",
    "set_of",
    "sums_of",
    "typed_in",
    "with_formulas",
    "written",
]

FIRST_YEAR = 2020
WHY = "the set a round asks for follows from its office and year"


def default_set():
    """The shared set, made where it is missing. Safe to call again."""
    shared = IndicatorSet.objects.unscoped(WHY).filter(owner=None).first()
    if shared is None:
        shared, made = IndicatorSet._base_manager.get_or_create(
            owner=None,
            year=FIRST_YEAR,
            defaults={"name": "Bộ chỉ tiêu chung", "is_published": True},
        )
        if made:
            _fill(shared)
    return shared


def _fill(shared):
    Indicator.objects.bulk_create(
        Indicator(
            set=shared, code=code, label=label, unit_of_measure=unit, group=group, type=type, position=at
        )
        for at, (code, label, unit, group, type) in enumerate(INDICATORS, start=1)
    )  # fmt: skip
    IndicatorCheck.objects.bulk_create(
        IndicatorCheck(set=shared, left=left, comparison=comparison, right=right, position=at)
        for at, (left, comparison, right) in enumerate(CHECKS, start=1)
    )


def set_for(receiver, year):
    """The published set that an office asks for in a year: its own newest, else the shared one's newest."""
    published = IndicatorSet.objects.unscoped(WHY).filter(is_published=True, year__lte=year)
    own = published.filter(owner=receiver).order_by("-year").first()
    return own or published.filter(owner=None).order_by("-year").first() or default_set()


def set_of(round):
    """The set this round asks for."""
    if round.indicator_set_id:
        return IndicatorSet.objects.unscoped(WHY).get(pk=round.indicator_set_id)
    return set_for(round.receiver_id, round.year)


def indicators_for(round):
    """What this round asks, in order."""
    asked = round.indicator_set_id or set_for(round.receiver_id, round.year).pk
    return list(Indicator.objects.filter(set=asked, is_active=True))


def typed_in(report, indicators):
    """Of the indicators of a round those that people type into this report: no formulas, and of a unit's part only
    what is asked of units."""
    typed = [each for each in indicators if not each.formula]
    if report.is_part:
        return [each for each in typed if each.asked_of == Indicator.AskedOf.UNITS]
    return typed


def asked_of(report):
    """What people type into this report, in order; needs `report.round`."""
    return typed_in(report, indicators_for(report.round))


def with_formulas(indicators, figures):
    """`figures` (code → Decimal or None) together with what the formulas among the indicators make of them."""
    formulas = {each.code: each.formula for each in indicators if each.formula}
    return {**figures, **worked_out(formulas, figures)}


def sums_of(indicators, figures):
    """{code: Decimal} over units: the sum of those that gave a number; a formula is worked out from the sums.

    `figures`: IndicatorValue rows of the parts, with `indicator`. What no unit gave, and what only the commune
    fills in, is missing.
    """
    asked = {each.code: each for each in indicators if each.asked_of == Indicator.AskedOf.UNITS}
    sums = {}
    for figure in figures:
        code = figure.indicator.code
        if figure.value is not None and code in asked and not asked[code].formula:
            sums[code] = sums.get(code, Decimal(0)) + figure.value
    worked = with_formulas(indicators, sums)
    return {code: value for code, value in worked.items() if value is not None}
