"""The same period last year (cùng kỳ năm trước): which round it was, and what it said."""

from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from reports.models import IndicatorValue, Report, ReportRound, Submission
from reports.models.kinds import Kind

T = Submission.Status
WHY = "the commune's own round of last year; the round in hand was reached through visible_to"


def round_before(round):
    """The commune's round of the same kind and topic one year earlier, or None.

    A month or a quarter is found by its name with the year put back, else by the month it ends in; an ad-hoc matter
    by its name alone.
    """
    rounds = ReportRound.objects.unscoped(WHY).filter(
        commune=round.commune_id, topic=round.topic, kind=round.kind, year=round.year - 1
    )
    asked = _label_before(round)
    candidates = list(rounds.order_by("-period_to", "-pk"))
    named = (each for each in candidates if each.label == asked)
    return next(named, None) or _of_the_same_months(round, candidates)


def _label_before(round):
    return round.label.replace(str(round.year), str(round.year - 1))


def _of_the_same_months(round, candidates):
    if round.kind == Kind.AD_HOC:
        return None
    month = round.period_to.month
    return next((each for each in candidates if each.period_to.month == month), None)


def previous_figures(round, unit=None):
    """{indicator code: Decimal} of the same period last year; of the unit's part where a unit is given.

    What the portal knows from last year's finished report goes before what a person typed into this year's.
    """
    return previous_in(round, round_before(round), unit)


def previous_in(round, before, unit=None):
    """`previous_figures` where `round_before` was asked already."""
    owner = unit.pk if unit else round.commune_id
    known = IndicatorValue.objects.filter(report__round=round, report__unit=owner)
    typed = dict(known.exclude(previous=None).values_list("indicator__code", "previous"))
    return {**typed, **_reported(before, owner)}


def _reported(before, owner) -> dict[str, Decimal]:
    if before is None:
        return {}
    standing = Submission._base_manager.filter(
        report=OuterRef("report"), status__in=[T.SUBMITTED, T.OPENED, T.ACCEPTED]
    )
    finished = Q(report__status__in=[Report.Status.ISSUED, Report.Status.ACCEPTED])
    figures = IndicatorValue.objects.filter(report__round=before, report__unit=owner)
    # A report that went another way was never issued here, and was sent all the same.
    figures = figures.filter(finished | Exists(standing)).exclude(value=None)
    return dict(figures.values_list("indicator__code", "value"))
