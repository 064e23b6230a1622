"""The figures of a round as one table: indicators down, the commune, last year and the units across."""

from decimal import Decimal
from typing import NamedTuple

from reports.figures.checks import facts_of
from reports.figures.numbers import change_words, written
from reports.figures.values import sums_of, with_formulas
from reports.models import Indicator, IndicatorValue, Report

NO_DATA = "Không có"


class Row(NamedTuple):
    indicator: Indicator
    own: str
    sum: str
    # The sum as it is sent back when a person decides on it.
    exact: str
    # The units' sum is not what the commune says, and nobody has decided on that sum yet.
    differs: bool
    is_untouched: bool
    before: str
    change: str
    cells: list


class Matrix(NamedTuple):
    parts: list
    rows: list

    @property
    def span(self):
        """The columns beside the first one."""
        return len(self.parts) + 3

    @property
    def untouched(self):
        """How many figures would follow the units' sums at one press."""
        return sum(row.differs and row.is_untouched for row in self.rows)


def matrix_of(report):
    """The Matrix of the commune's report, in a fixed number of queries; needs `report.round`."""
    facts = facts_of(report)
    parts = report.round.reports.filter(scope=Report.Scope.PART).select_related("unit")
    parts = list(parts.order_by("unit__position", "unit"))
    figures = IndicatorValue.objects.filter(report__round=report.round).select_related("indicator")
    by_report = {}
    for figure in figures:
        by_report.setdefault(figure.report_id, []).append(figure)
    accepted = [
        figure
        for part in parts
        if part.status == Report.Status.ACCEPTED
        for figure in by_report.get(part.pk, [])
    ]
    sums = sums_of(facts.indicators, accepted)
    own = {figure.indicator_id: figure for figure in by_report.get(report.pk, [])}
    columns = [(part, _column(facts, by_report.get(part.pk, []))) for part in parts]
    known = _known(facts, own.values())
    rows = [
        _row(each, own.get(each.pk), sums.get(each.code), known, facts, columns)
        for each in facts.indicators
    ]
    return Matrix(parts, rows)


def _known(facts, figures):
    typed = {figure.indicator.code: figure.value for figure in figures}
    formulas = {each.code for each in facts.indicators if each.formula}
    return with_formulas(facts.indicators, {c: v for c, v in typed.items() if c not in formulas})


def _column(facts, figures):
    """code → words of what one unit says."""
    words = {code: written(value) for code, value in _known(facts, figures).items()}
    silent = {figure.indicator.code: NO_DATA for figure in figures if figure.has_no_data}
    return {**words, **silent}


def _row(indicator, figure, total, known, facts, columns):
    value, before = known.get(indicator.code), facts.previous.get(indicator.code)
    return Row(
        indicator=indicator,
        own=NO_DATA if figure and figure.has_no_data else written(value),
        sum=written(total),
        exact="" if total is None else str(total),
        differs=not indicator.formula and is_open(figure, total),
        is_untouched=is_untouched(figure),
        before=written(before),
        change=change_words(value, before, indicator.type),
        cells=[(part, words.get(indicator.code, "")) for part, words in columns],
    )


def is_open(figure, total: Decimal | None):
    """Whether the units' sum still waits for a decision. `figure`: the commune's IndicatorValue or None."""
    if total is None:
        return False
    return figure is None or (figure.value != total and figure.kept != total)


def is_untouched(figure):
    """Whether nobody wrote this figure by hand: it may follow the sum."""
    return figure is None or (figure.value == figure.compiled and not figure.has_no_data)
