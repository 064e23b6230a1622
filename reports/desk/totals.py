"""The figures of all communes of one office, added up from what was handed in, and where each number comes from.

A round of the office is named by any of its communes' rounds: the same topic, kind, year and label. Only figures of
submissions that stand are counted, as they were frozen; what a commune writes afterwards changes nothing.
"""

from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from danvan.vietnamese import sort_key
from reports.figures.formulas import worked_out
from reports.figures.numbers import change_of
from reports.figures.values import set_for
from reports.models import Indicator, ReportRound, Submission, SubmissionFigure

T = Submission.Status
STANDING = (T.SUBMITTED, T.OPENED, T.ACCEPTED)


class Total(NamedTuple):
    """`value` and `previous` are None where no commune gave a number; `change` in percent, over the `both` communes
    that gave the figure of this year and of the same period last year."""

    indicator: Indicator
    value: Decimal | None
    given: int
    no_data: int
    previous: Decimal | None
    both: int
    change: Decimal | None


class Counted(NamedTuple):
    """How many communes' rounds there are, and how many of them stand handed in, came late, were returned."""

    rounds: int
    handed_in: int
    accepted: int
    late: int
    returned: int

    @property
    def missing(self):
        return self.rounds - self.handed_in


def rounds_like(user, round):
    """The rounds of all communes of this person's office that ask the same as `round`; a queryset."""
    same = {name: getattr(round, name) for name in ("topic", "kind", "year", "label")}
    return ReportRound.objects.visible_to(user).filter(receiver=round.receiver_id, **same)


def standing(user, round, *, accepted_only=False):
    """The submissions that count: one at most for each commune's round."""
    states = (T.ACCEPTED,) if accepted_only else STANDING
    reached = Submission.objects.visible_to(user).filter(status__in=states)
    return reached.filter(report__round__in=rounds_like(user, round))


def counted(user, round):
    """The Counted of a round of the office; two statements."""
    rounds = rounds_like(user, round)
    reached = Submission.objects.visible_to(user).filter(report__round__in=rounds).order_by()
    # Asked beside it and not joined: joined, each attempt would be counted as often as its report was handed in.
    again = Submission.objects.visible_to(user).filter(
        report=OuterRef("report"), status__in=STANDING
    )
    came_late = Q(submitted_at__date__gt=F("report__round__due_on"))
    answer = reached.aggregate(
        handed_in=Count("pk", filter=Q(status__in=STANDING)),
        accepted=Count("pk", filter=Q(status=T.ACCEPTED)),
        late=Count("pk", filter=Q(status__in=STANDING) & came_late),
        returned=Count(
            "report", filter=Q(status=T.RETURNED) & ~Exists(again), distinct=True
        ),
    )  # fmt: skip
    return Counted(rounds=rounds.count(), **answer)


def asked_for(user, round):
    """code → Indicator of a round of the office, in order: those of its own set, then those others answered."""
    sets = rounds_like(user, round).exclude(indicator_set=None).values("indicator_set")
    rows = Indicator.objects.filter(set__in=sets.distinct()).select_related("set")
    own = set_for(round.receiver_id, round.year).pk
    ordered = sorted(rows, key=lambda each: (each.set_id != own, each.position, each.pk))
    known = {}
    for each in ordered:
        known.setdefault(each.code, each)
    return known


def totals_of(user, round, *, accepted_only=False):
    """[Total] of every indicator asked for; the number of statements does not grow with communes or indicators."""
    submissions = standing(user, round, accepted_only=accepted_only)
    sums = {row["code"]: row for row in _sums(submissions)}
    asked = asked_for(user, round)
    values, before = (_with_formulas(asked, sums, name) for name in ("total", "before"))
    return [
        _total(indicator, sums.get(code, {}), values, before)
        for code, indicator in asked.items()
        if code in sums or indicator.is_active
    ]


def _with_formulas(asked, sums, name):
    """code → sum, figures with a formula worked out anew: rates of communes cannot be added."""
    figures = {code: row[name] for code, row in sums.items()}
    formulas = {code: each.formula for code, each in asked.items() if each.formula}
    return {**figures, **worked_out(formulas, figures)}


def _sums(submissions):
    rows = SubmissionFigure.objects.filter(submission__in=submissions.order_by().values("pk"))
    both = Q(value__isnull=False, previous__isnull=False)
    return (
        rows.order_by()
        .values(code=F("indicator__code"))
        .annotate(
            given=Count("value"),
            without=Count("pk", filter=Q(has_no_data=True)),
            both=Count("pk", filter=both),
            now=Sum("value", filter=both),
            before=Sum("previous", filter=both),
            total=Sum("value"),
        )
    )


def _total(indicator, row, values, before):
    value, previous, now = values.get(indicator.code), before.get(indicator.code), row.get("now")
    if indicator.formula:
        now = value
    elif indicator.type == Indicator.Type.PERCENT:
        # Typed rates have no sum; only the communes themselves can be looked at.
        value = previous = now = None
    return Total(
        indicator,
        value,
        row.get("given", 0),
        row.get("without", 0),
        previous,
        row.get("both", 0),
        change_of(now, previous),
    )


class Given(NamedTuple):
    """What one commune gave for one indicator; `figure` is None where nothing was handed in, or not this figure."""

    round: ReportRound
    submission: Submission | None
    figure: SubmissionFigure | None
    share: int  # of the largest value, in percent, for the bar


def given_by_communes(user, round, code):
    """[Given] of all communes for one indicator: the largest first, then those without a number, by name."""
    rounds = rounds_like(user, round).select_related("commune")
    submissions = {
        each.report.round_id: each
        for each in standing(user, round)
        .defer("document", "report__document")
        .select_related("report")
    }
    figures = {
        each.submission_id: each
        for each in SubmissionFigure.objects.filter(
            submission__in=[each.pk for each in submissions.values()], indicator__code=code
        )
    }
    most = max((each.value or 0 for each in figures.values()), default=0)
    rows = []
    for each in rounds:
        submission = submissions.get(each.pk)
        figure = figures.get(submission.pk) if submission else None
        value = figure.value if figure else None
        share = int(value * 100 / most) if value and most else 0
        rows.append(Given(each, submission, figure, share))
    return sorted(rows, key=_largest_first)


def _largest_first(given):
    value = given.figure.value if given.figure else None
    return (value is None, -(value or 0), sort_key(given.round.commune.short_name))
