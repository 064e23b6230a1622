"""How far the communes are with what an office asks: as it may know it, which is nothing of drafts."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, CharField, Count, F, Q, Value, When

from danvan.clock import today
from reports.models import ReportRound, Submission
from reports.rounds.request_notices import readers_of
from reports.rounds.standing import with_standing

# key → (word, the value by which parts/status.html draws it)
STATES = {
    "unseen": ("Chưa xem", ""),
    "seen": ("Đã xem, chưa nộp", "opened"),
    "handed_in": ("Đã nộp", "sent"),
    "returned": ("Trả lại, chờ nộp lại", "returned"),
    "accepted": ("Đã nhận", "accepted"),
}
MISSING = ("unseen", "seen")
# Of a request as a whole, in the order in which they call for action.
PROGRESS = {
    "late": "Còn xã quá hạn",
    "open": "Đang thu",
    "done": "Các xã đã nộp đủ",
    "withdrawn": "Đã rút",
}
# A round that has reached another office before stays with that one, and is not counted here.
OURS = Q(rounds__receiver=F("receiver"))
IN = OURS & Q(rounds__reports__submissions__status__in=Submission.STANDING)


class Line(NamedTuple):
    """One commune of a request."""

    round: ReportRound
    key: str
    # (full name, moment) of whoever read it first, None for nobody.
    seen: tuple[str, datetime] | None
    # The last attempt that was not withdrawn, or None.
    submission: Submission | None

    @property
    def label(self):
        return STATES[self.key][0]

    @property
    def chip(self):
        return STATES[self.key][1]

    @property
    def days_late(self):
        """Days since the report was due that has not come; 0 where it has, or is not due yet."""
        return max(0, (today() - self.round.due_on).days) if self.key in MISSING else 0

    @property
    def late_words(self):
        return f"{self.days_late} ngày"


def lines_of(user, asked):
    """[Line] of a RoundRequest, in the order of the communes. Three queries."""
    rounds = ReportRound.objects.visible_to(user).filter(request=asked)
    rounds = with_standing(rounds.select_related("commune")).order_by("commune__position", "pk")
    attempts = Submission.objects.visible_to(user).filter(report__round__request=asked)
    attempts = attempts.exclude(status=Submission.Status.WITHDRAWN).order_by("ordinal")
    attempts = attempts.defer("document").select_related("report")
    sent = {each.report.round_id: each for each in attempts}
    seen = readers_of(asked)
    return [
        Line(round, _key(round, seen), seen.get(round.pk), sent.get(round.pk)) for round in rounds
    ]


def _key(round, seen):
    if round.standing in {"handed_in", "returned", "accepted"}:
        return round.standing
    return "seen" if round.pk in seen else "unseen"


def with_progress(requests):
    """The requests with `communes`, `submitted` and `progress` (a key of PROGRESS). No further query."""
    counted = requests.annotate(
        communes=Count("rounds", filter=OURS, distinct=True),
        submitted=Count("rounds", filter=IN, distinct=True),
    )
    progress = Case(
        When(withdrawn_at__isnull=False, then=Value("withdrawn")),
        When(submitted__gte=F("communes"), then=Value("done")),
        When(due_on__lt=today(), then=Value("late")),
        default=Value("open"),
        output_field=CharField(),
    )
    return counted.annotate(progress=progress).order_by("-made_at", "-pk")
