"""By the clock: units are asked when their round says so, and those that have not sent are reminded.

Three working days before the date, on it, and each third working day after it; on working days of the commune only.
May run as often as one likes: a round remembers for which day it reminded last, and notices have keys.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from calendars.calendar import calendars_of
from reports.models import Report, ReportRound
from reports.rounds import round_notices
from reports.rounds.periods import working_days_before

JOB = "units of every commune are reminded by the clock"
BEFORE, EVERY = 3, 3
# After two months nobody is reminded by a machine any more; the coordinator closes the round or calls.
GIVES_UP_AFTER = timedelta(days=60)
LOOKS_AHEAD = timedelta(days=31)
_PARTS = Report.objects.unscoped(JOB).filter(scope=Report.Scope.PART)


def ask_units(day):
    """Tell the units of rounds whose day to ask has come. Returns how many; always the same statements."""
    due = ReportRound.objects.unscoped(JOB).filter(asked_at=None, closed_at=None, asks_on__lte=day)
    rounds = _at_work(due.filter(Exists(_PARTS.filter(round=OuterRef("pk")))), day)
    if not rounds:
        return 0
    with transaction.atomic():
        # Compare and set; whoever comes second tells the same keys again, which tells nobody.
        rows = ReportRound._base_manager.filter(
            pk__in=[round.pk for round in rounds], asked_at=None
        )
        rows.update(asked_at=timezone.now())
        round_notices.ask(_unsent(rounds))
    return len(rounds)


def remind_units(day):
    """Remind the units that have not sent, where `day` calls for it. Returns how many rounds.

    What was missed while no scheduler ran is told once, at the first run, in the words of the day.
    """
    rounds = ReportRound.objects.unscoped(JOB).filter(
        Q(reminded_on=None) | Q(reminded_on__lt=day),
        asked_at__isnull=False,
        closed_at=None,
        parts_due_on__range=(day - GIVES_UP_AFTER, day + LOOKS_AHEAD),
    )
    waiting = _PARTS.filter(round=OuterRef("pk"), status__in=round_notices.UNSENT)
    moments = {}
    for round in _at_work(rounds.filter(Exists(waiting)), day):
        moment = moment_of(round.parts_due_on, day, round.calendar)
        asked_on = timezone.localdate(round.asked_at)
        if moment and moment > max(round.reminded_on or asked_on, asked_on):
            moments[round.pk] = (moment, round.reminded_on)
    return _remind(moments) if moments else 0


@transaction.atomic
def _remind(moments):
    """`moments`: round pk → (the day for which its units are reminded, the one before or None)."""
    by_day = {}
    for pk, (moment, _) in moments.items():
        by_day.setdefault(moment, []).append(pk)
    for moment, keys in by_day.items():
        rows = ReportRound._base_manager.filter(pk__in=keys)
        rows.filter(Q(reminded_on=None) | Q(reminded_on__lt=moment)).update(reminded_on=moment)
    round_notices.remind(
        (part, *moments[part.round_id])
        for part in _unsent(moments)
        if not _is_left_alone(part, moments[part.round_id][0])
    )
    return len(moments)


def _is_left_alone(part, moment):
    """Whoever is asked and not told to is never called late."""
    return part.unit.relation == "requested" and moment > part.round.parts_due_on


def moment_of(due_on, day, calendar):
    """The last day up to `day` on which the units of a round due on `due_on` are reminded, None before the first."""
    first = working_days_before(calendar, due_on, BEFORE)
    on_it = calendar.working_day_until(due_on)
    if day < first:
        return None
    if day < on_it:
        return first
    moment, following = on_it, calendar.add_working_days(due_on, EVERY)
    while following <= day:
        moment, following = following, calendar.add_working_days(following, EVERY)
    return moment


def _at_work(rounds, day):
    """Those whose commune works on `day`, each with its `calendar`. Two queries."""
    rounds = list(rounds)
    calendars = calendars_of({round.commune_id for round in rounds})
    for round in rounds:
        round.calendar = calendars[round.commune_id]
    return [round for round in rounds if round.calendar.is_working_day(day)]


def _unsent(rounds):
    keys = [getattr(round, "pk", round) for round in rounds]
    rows = _PARTS.filter(round__in=keys, status__in=round_notices.UNSENT)
    return list(rows.select_related("unit", "round").order_by("pk"))
