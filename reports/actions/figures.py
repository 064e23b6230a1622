"""Writing figures: typed ones, and what the formulas of the commune's report make of them."""

from django.db import transaction

from reports.figures.values import indicators_for, with_formulas
from reports.models import IndicatorValue


@transaction.atomic
def save_figures(report, figures):
    """Write figures, a list of unsaved IndicatorValue; an empty one clears what was there.

    What is not in the list is left alone. The caller has claimed the report's version.
    """
    known = set(report.figures.values_list("indicator", flat=True))
    kept = [each for each in figures if _says_something(each) or each.indicator_id in known]
    IndicatorValue.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["report", "indicator"],
        update_fields=["value", "has_no_data", "note", "previous"],
    )
    work_out(report)


def _says_something(figure):
    return figure.is_filled or figure.note or figure.previous is not None


def work_out(report, indicators=None):
    """Put down what the formulas of the commune's report give now; `indicators`: what its round asks, where it is at
    hand. A unit's part keeps none: sums are not summed."""
    if report.is_part:
        return
    indicators = indicators_for(report.round) if indicators is None else indicators
    formulas = {each.code: each for each in indicators if each.formula}
    if not formulas:
        return
    stored = dict(report.figures.values_list("indicator__code", "value"))
    typed = {code: value for code, value in stored.items() if code not in formulas}
    worked = with_formulas(indicators, typed)
    rows = [
        IndicatorValue(
            report=report, indicator=each, value=worked[code], compiled=worked[code]
        )
        for code, each in formulas.items()
        if worked[code] is not None or code in stored
    ]  # fmt: skip
    IndicatorValue.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["report", "indicator"],
        update_fields=["value", "has_no_data", "compiled"],
    )
