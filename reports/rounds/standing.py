"""How a round stands, in one word for everyone of the commune, and what in it waits for one person."""

from typing import NamedTuple

from django.db.models import Case, CharField, Count, Exists, Min, OuterRef, Q, Value, When
from django.urls import reverse

from accounts.models import Role
from reports.models import Report, ReportRound, Submission
from reports.rounds.round_notices import UNSENT

S, T = Report.Status, Submission.Status
PART, COMMUNE = Report.Scope.PART, Report.Scope.COMMUNE
WHY = "everyone of the commune may know that its report was handed in"
# key → (word, the value by which parts/status.html draws it)
STATES = {
    "to_hand_out": ("Chờ giao cho các đơn vị", "waiting"),
    "ahead": ("Sắp mở", "new"),
    "collecting": ("Đang thu", "doing"),
    "closed": ("Đã khóa", "closed"),
    "returned": ("Cấp trên trả lại", "returned"),
    "handed_in": ("Đã nộp", "sent"),
    "accepted": ("Cấp trên đã nhận", "accepted"),
}


class Waiting(NamedTuple):
    words: str
    url: str


def with_standing(rounds):
    """The rounds with `standing` (a key of STATES), `parts`, `sent`, `accepted` and `first_sent` (the pk of a part that
    waits to be accepted). No further query."""
    parts = Q(reports__scope=PART)
    return rounds.annotate(
        standing=_standing(),
        parts=Count("reports", filter=parts),
        sent=Count("reports", filter=parts & Q(reports__status__in=[S.SENT, S.ACCEPTED])),
        accepted=Count("reports", filter=parts & Q(reports__status=S.ACCEPTED)),
        first_sent=Min("reports", filter=parts & Q(reports__status=S.SENT)),
    ).order_by(*ReportRound._meta.ordering)


def _standing():
    return Case(
        When(_last_attempt(T.ACCEPTED), then=Value("accepted")),
        When(_last_attempt(T.SUBMITTED, T.OPENED), then=Value("handed_in")),
        When(_last_attempt(T.RETURNED), then=Value("returned")),
        When(closed_at__isnull=False, then=Value("closed")),
        When(asked_at__isnull=False, then=Value("collecting")),
        When(asks_on=None, then=Value("to_hand_out")),
        default=Value("ahead"),
        output_field=CharField(),
    )


def _last_attempt(*states):
    """Whether the last attempt that was not withdrawn is in one of these states."""
    attempts = Submission.objects.unscoped(WHY).exclude(status=T.WITHDRAWN)
    later = attempts.filter(report=OuterRef("report"), ordinal__gt=OuterRef("ordinal"))
    own = attempts.filter(report__round=OuterRef("pk"), status__in=states)
    return Exists(own.exclude(Exists(later)))


def word_of(round):
    """(word, value for parts/status.html) of a round that has its `standing`."""
    return STATES[round.standing]


def waiting_for(user, round):
    """What this person is to do in the round next, or None. Needs `standing`, the counts and `own_reports`."""
    report = next((each for each in round.own_reports if not each.is_part), None)
    own = next((each for each in round.own_reports if each.is_part), None)
    if user.is_(Role.COORDINATOR):
        if found := _for_coordinator(round, report):
            return found
    elif report and user.is_(Role.LEADER) and report.status == S.SUBMITTED:
        return Waiting("Duyệt báo cáo của xã", report.get_absolute_url())
    elif report and user.is_(Role.CLERK) and report.status == S.APPROVED:
        return Waiting("Cấp số, ban hành", reverse("reports:report_issue", args=[report.pk]))
    if own and own.status in UNSENT and round.standing == "collecting":
        return Waiting("Gửi phần của đơn vị", own.get_absolute_url())
    return None


def _for_coordinator(round, report):
    if round.standing == "to_hand_out":
        return Waiting("Giao cho các đơn vị", reverse("reports:round_hand_out", args=[round.pk]))
    if waiting := round.sent - round.accepted:
        # From there one press takes it and shows the next.
        page = reverse("reports:part_detail", args=[round.first_sent])
        return Waiting(f"Tiếp nhận {waiting} phần", page)
    if report and report.status == S.RETURNED:
        return Waiting("Sửa báo cáo bị trả lại", report.get_absolute_url())
    if report and report.status == S.DRAFT and round.parts and round.accepted == round.parts:
        return Waiting("Tổng hợp báo cáo", report.get_absolute_url())
    if report and report.status == S.ISSUED and round.standing == "closed":
        return Waiting("Nộp lên cấp trên", report.get_absolute_url())
    return None
