"""What a person has to do about reports now; the home page asks."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from accounts.models import Role
from danvan.clock import today
from reports.desk import choosing, grid
from reports.handing.resubmission import with_due_again
from reports.models import Report, ReportRound, Submission

S, T = Report.Status, Submission.Status
# With the office, and not answered yet.
WAITING = (T.SUBMITTED, T.OPENED)


class MyReports(NamedTuple):
    """Lists of Report and Submission; empty where the role has nothing to do with them."""

    parts_owed: list = ()  # of the own unit, asked for and not sent; with `unit` and `round` fetched
    rounds_to_hand_out: list = ()  # asked for by the office above, and no unit was asked yet
    parts_to_accept: list = ()
    reports_to_finish: list = ()  # the coordinator's: drafts and returned ones
    reports_to_approve: list = ()
    reports_to_issue: list = ()
    reports_to_hand_in: list = ()
    submissions_returned: list = ()


def my_reports(user):
    """What waits for this person; see MyReports. A fixed number of queries."""
    if user.commune is None:
        return MyReports()
    reports = Report.objects.visible_to(user).select_related("round__commune", "unit")
    reports = with_due_again(reports)
    reports = reports.order_by("round__due_on", "unit__position", "unit")
    with_the_unit = [S.DRAFT, S.RETURNED]
    if user.membership.is_head:
        with_the_unit.append(S.TO_SIGN)
    # A round opened ahead asks nothing of anybody yet, a closed one nothing any more.
    open_parts = reports.filter(
        scope=Report.Scope.PART, status__in=with_the_unit,
        round__asked_at__isnull=False, round__closed_at=None,
    )  # fmt: skip
    owed = list(open_parts.filter(unit=user.unit)) if not user.is_(Role.ADMINISTRATOR) else []
    return MyReports(parts_owed=owed, **_by_role(user, reports))


def _by_role(user, reports):
    # What stands with the office, also by another way, is no work of the commune any more.
    theirs = Submission.objects.visible_to(user).filter(report=OuterRef("pk"))
    commune = reports.filter(scope=Report.Scope.COMMUNE)
    commune = commune.exclude(Exists(theirs.filter(status__in=Submission.STANDING)))
    waiting = {}
    if user.is_(Role.COORDINATOR):
        parts = reports.filter(scope=Report.Scope.PART, status=S.SENT)
        waiting["parts_to_accept"] = list(parts)
        begun = Q(round__asked_at__isnull=False) | Q(round__closed_at__isnull=False)
        drafts = commune.filter(begun | Q(version__gt=1), status__in=[S.DRAFT, S.RETURNED])
        waiting["reports_to_finish"] = list(drafts)
        waiting["rounds_to_hand_out"] = _to_hand_out(user)
    if user.is_(Role.LEADER):
        waiting["reports_to_approve"] = list(commune.filter(status=S.SUBMITTED))
    if user.is_(Role.CLERK, Role.LEADER):
        waiting["reports_to_issue"] = list(commune.filter(status=S.APPROVED))
    if user.is_(Role.COORDINATOR, Role.CLERK, Role.LEADER):
        issued = commune.filter(status=S.ISSUED)
        # The very text that came back is to be mended first; it stands under its own heading.
        came_back = Exists(theirs.filter(status=T.RETURNED, pdf=OuterRef("pdf")))
        waiting["reports_to_hand_in"] = list(issued.filter(pdf__isnull=False).exclude(came_back))
        waiting["submissions_returned"] = _returned(user, issued)
    return waiting


def _to_hand_out(user):
    asked = ReportRound.objects.visible_to(user).filter(request__withdrawn_at=None)
    asked = asked.filter(asked_at=None, asks_on=None, closed_at=None).exclude(request=None)
    return list(asked.select_related("request", "receiver").order_by("due_on", "pk"))


def _returned(user, issued):
    """Returned by the office, and nobody has reopened the report yet."""
    rows = Submission.objects.visible_to(user).filter(status=T.RETURNED, report__in=issued)
    return list(
        rows.defer("document", "report__document").select_related("report__round", "receiver")
    )


def issued_reports(user, most=5):
    """The commune's reports that were issued last, the newest first: what an observer may read."""
    reports = Report.objects.visible_to(user).filter(
        scope=Report.Scope.COMMUNE, status=S.ISSUED, issued_on__isnull=False
    )
    reports = reports.select_related("round__receiver").defer("document")
    return list(reports.order_by("-issued_on", "-pk")[:most])


class DeskNow(NamedTuple):
    """What an office's grids of the years in play say together; empty for everyone else."""

    figures: dict  # state key ("late", "submitted", …) → number of cells
    year_of: dict  # state key → the oldest year with such a cell
    late: list  # (commune, name of the round, due date, year) of the first few


MOST_LATE = 10


def desk_now(user, day=None):
    """The DeskNow of an office on `day` (today): the years in play, and what still waits for it of any other year."""
    now = DeskNow({}, {}, [])
    if not user.is_(Role.RECEIVER):
        return now
    in_play = grid.years_in_play(day or today())
    waiting = Submission.objects.visible_to(user).filter(status__in=WAITING)
    years = waiting.order_by().values_list("report__round__year", flat=True).distinct()
    for year in sorted({*in_play, *years}):
        table = grid.Grid(user, grid.Asked(year))
        for state, figure in table.counts:
            # Nobody is chased for a report of a year long past.
            figure = figure if year in in_play or state.key in WAITING else 0
            now.figures[state.key] = now.figures.get(state.key, 0) + figure
            if figure:
                now.year_of.setdefault(state.key, year)
        if year in in_play:
            late = choosing.first_late(table, MOST_LATE - len(now.late))
            now.late.extend((each.commune, each.name, each.due_on, year) for each in late)
    return now
