"""What a person has to do about reports now; the home page asks."""

from typing import NamedTuple

from accounts.models import Role
from danvan.clock import today
from reports import desk
from reports.models import Report, Submission

S, T = Report.Status, Submission.Status
# With the office, and not answered yet.
WAITING = (T.SUBMITTED, T.OPENED)


class MyReports(NamedTuple):
    """Lists of Report and Submission; empty where the role has nothing to do with them."""

    parts_owed: list = ()  # of the own unit, not sent; with `unit` and `round` fetched
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
    reports = reports.order_by("round__due_on", "unit__position", "unit")
    open_parts = reports.filter(scope=Report.Scope.PART, status__in=[S.DRAFT, S.RETURNED])
    owed = list(open_parts.filter(unit=user.unit)) if not user.is_(Role.ADMINISTRATOR) else []
    return MyReports(parts_owed=owed, **_by_role(user, reports))


def _by_role(user, reports):
    commune = reports.filter(scope=Report.Scope.COMMUNE)
    waiting = {}
    if user.is_(Role.COORDINATOR):
        parts = reports.filter(scope=Report.Scope.PART, status=S.SENT)
        waiting["parts_to_accept"] = list(parts)
        waiting["reports_to_finish"] = list(commune.filter(status__in=[S.DRAFT, S.RETURNED]))
    if user.is_(Role.LEADER):
        waiting["reports_to_approve"] = list(commune.filter(status=S.SUBMITTED))
    if user.is_(Role.CLERK, Role.LEADER):
        waiting["reports_to_issue"] = list(commune.filter(status=S.APPROVED))
    if user.is_(Role.COORDINATOR, Role.CLERK, Role.LEADER):
        issued = commune.filter(status=S.ISSUED)
        waiting["reports_to_hand_in"] = list(issued.filter(submissions=None, pdf__isnull=False))
        waiting["submissions_returned"] = _returned(user, issued)
    return waiting


def _returned(user, issued):
    """Returned by the office, and nobody has reopened the report yet."""
    rows = Submission.objects.visible_to(user).filter(status=T.RETURNED, report__in=issued)
    rows = rows.exclude(report__submissions__status__in=[T.SUBMITTED, T.OPENED, T.ACCEPTED])
    return list(rows.defer("document").select_related("report__round", "receiver"))


class DeskNow(NamedTuple):
    """What an office's grids of the years in play say together; empty for everyone else."""

    figures: dict  # state key ("late", "submitted", …) → number of cells
    year_of: dict  # state key → the oldest year with such a cell
    late: list  # (commune, name of the round, due date, year)


def desk_now(user, day=None):
    """The DeskNow of an office on `day` (today): the years in play, and what still waits for it of any other year."""
    now = DeskNow({}, {}, [])
    if not user.is_(Role.RECEIVER):
        return now
    in_play = desk.years_in_play(day or today())
    waiting = Submission.objects.visible_to(user).filter(status__in=WAITING)
    years = waiting.order_by().values_list("report__round__year", flat=True).distinct()
    for year in sorted({*in_play, *years}):
        columns, lines = desk.grid(user, year)
        for state, figure in desk.counted(lines):
            # Nobody is chased for a report of a year long past.
            figure = figure if year in in_play or state.key in WAITING else 0
            now.figures[state.key] = now.figures.get(state.key, 0) + figure
            if figure:
                now.year_of.setdefault(state.key, year)
        if year in in_play:
            now.late.extend(_late(columns, lines, year))
    return now


def _late(columns, lines, year):
    for line in lines:
        for column, cell in zip(columns, line.cells, strict=True):
            if cell and cell.state.key == "late":
                yield line.commune, column.name, cell.due_on, year
