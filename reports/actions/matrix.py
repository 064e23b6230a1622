"""The commune's own figures: typed, or settled against what the units' figures add up to now."""

from django.db import transaction

from danvan.workflow import MoveRefused
from reports.actions.figures import save_figures, work_out
from reports.actions.parts import take_version
from reports.figures.matrix import is_open, is_untouched
from reports.figures.values import indicators_for, sums_of
from reports.models import IndicatorValue, Report

GONE = "Số liệu vừa thay đổi. Hãy xem lại rồi chọn lần nữa."


@transaction.atomic
def save_commune_figures(report, *, version, figures):
    """Write the commune's own figures. Raises StaleVersion."""
    take_version(report, version)
    save_figures(report, figures)


def sums_now(round, indicators=None):
    """{code: Decimal} over the accepted parts of a round as they stand."""
    parts = round.reports.filter(scope=Report.Scope.PART, status=Report.Status.ACCEPTED)
    figures = IndicatorValue.objects.filter(report__in=parts).select_related("indicator")
    return sums_of(indicators or indicators_for(round), figures)


@transaction.atomic
def settle(report, code, *, version, take, seen):
    """Take the units' sum for a figure of the commune, or keep the commune's own against it.

    `seen`: the sum the person decided on. Raises StaleVersion, or MoveRefused where the sum has moved since.
    """
    take_version(report, version)
    asked = indicators_for(report.round)
    total = sums_now(report.round, asked).get(code)
    if total is None or total != seen:
        raise MoveRefused(GONE)
    indicator = next(each for each in asked if each.code == code)
    figure, _ = report.figures.get_or_create(indicator=indicator)
    figure.compiled = total
    if take:
        figure.value, figure.has_no_data, figure.kept = total, False, None
    else:
        figure.kept = total
    figure.save(update_fields=["value", "has_no_data", "kept", "compiled"])
    work_out(report)


@transaction.atomic
def follow_sums(report, *, version):
    """Let every figure that nobody wrote by hand follow the units' sums; returns how many. Raises StaleVersion."""
    take_version(report, version)
    asked = [each for each in indicators_for(report.round) if not each.formula]
    sums = sums_now(report.round)
    stored = {figure.indicator_id: figure for figure in report.figures.all()}
    rows = []
    for each in asked:
        figure, total = stored.get(each.pk), sums.get(each.code)
        if is_open(figure, total) and is_untouched(figure):
            figure = figure or IndicatorValue(report=report, indicator=each)
            figure.value = figure.compiled = total
            figure.pk = None
            rows.append(figure)
    IndicatorValue.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["report", "indicator"],
        update_fields=["value", "compiled"],
    )
    work_out(report)
    return len(rows)
