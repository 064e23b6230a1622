"""The cells of an office's grid, as the database counts them: rounds that stand, and reports owed without a round."""

from datetime import timedelta

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from accounts.models import ReceiverAssignment, Unit
from danvan.vietnamese import search_text
from reports.models import ReportRound, Submission
from reports.rounds.periods import K, default_period

# Asked of every commune each year, so they stand on the desk even before a commune has opened them.
STANDARD = (K.YEAR, K.SIX_MONTHS)
LATE, NONE, UNUSED = "late", "none", "unused"


def rounds_with_state(user, day):
    """The rounds addressed to this office with `state` (a key of desk_cells.STATES on `day`) and `latest`, the pk of
    the latest attempt that was not withdrawn."""
    # The commune's own report alone is handed in: named by its unit, it is found by one look into an index.
    of_round = Submission.objects.visible_to(user).filter(
        report__round=OuterRef("pk"), report__unit=OuterRef("commune_id")
    )
    latest = of_round.order_by("-ordinal")
    missing = Case(When(due_on__lt=day, then=Value(LATE)), default=Value(NONE))
    return ReportRound.objects.visible_to(user).annotate(
        latest=Subquery(latest.values("pk")[:1]),
        reached_at=Subquery(latest.values("submitted_at")[:1]),
        due_again=Subquery(latest.values("due_again_on")[:1]),
        # Named once, so that the database looks once for each round.
        state=Coalesce(Subquery(latest.values("status")[:1]), missing, output_field=CharField()),
    )


def late_by(rounds, days, day):
    """Of `rounds_with_state` those handed in so many days after their date, or missing for so long."""
    came_on = Coalesce(TruncDate("reached_at"), Value(day), output_field=DateField())
    # A day added to a date is a moment for some databases.
    due_on = Coalesce("due_again", "due_on")
    bound = Cast(due_on + timedelta(days=days), DateField())
    # What is due later cannot be so late yet: what came last need not be looked up for it. No new date given with a
    # return lies before that of the round.
    rounds = rounds.filter(due_on__lte=day - timedelta(days=days))
    return rounds.annotate(came_on=came_on).filter(came_on__gte=bound)


def named(rounds, q):
    """Those of communes whose names have these words, marks or none."""
    return rounds.filter(commune__search_text__contains=search_text(q)) if q else rounds


def standard_due_on(kind, year):
    return default_period(kind, year).due_on


def owing(user, kind, year, day, q=""):
    """The communes whose standard report of a year comes to this office, and that have not opened its round.

    `state` is LATE or NONE on `day`; UNUSED where the commune came to the portal after the report was due.
    """
    due_on = standard_due_on(kind, year)
    unused = When(reports_from__gt=due_on, then=Value(UNUSED))
    missing = Value(LATE if due_on < day else NONE)
    tied = ReceiverAssignment.objects.filter(receiver=user.home_unit).valid_on(due_on)
    opened = ReportRound.objects.visible_to(user).filter(
        commune=OuterRef("pk"), kind=kind, year=year, label="", topic=""
    )
    communes = Unit.objects.filter(Exists(tied.filter(commune=OuterRef("pk"))), ~Exists(opened))
    communes = communes.annotate(state=Case(unused, default=missing, output_field=CharField()))
    return communes.filter(search_text__contains=search_text(q)) if q else communes
