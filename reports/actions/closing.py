"""Closing a round and opening it again. From then on no part is sent, taken back or sent back."""

from django.db import transaction
from django.utils import timezone

from danvan.workflow import ALREADY_MOVED, MoveRefused
from reports.models import Report, ReportRound
from reports.rounds import round_notices


def hold_round(round):
    """The row of a round as it stands now, held until the transaction ends.

    Whoever changes a round and its reports, or a report as its round allows, takes the round first: two who took them
    crosswise would wait for each other.
    """
    return ReportRound._base_manager.select_for_update(no_key=True).get(pk=round.pk)


@transaction.atomic
def close_round(round, *, by):
    """Close the round; what was asked of units that did not send is taken back. Raises MoveRefused where it was."""
    if not _set(round, closed_at=timezone.now(), closed_by=by, was_open=True):
        raise MoveRefused(ALREADY_MOVED)
    _note(round, "close_round", "Khóa đợt báo cáo", by)
    round_notices.forget(round)


@transaction.atomic
def close_with_report(round, *, by):
    """The commune's report was issued: the round is over, unless somebody closed it before."""
    if _set(round, closed_at=timezone.now(), closed_by=by, was_open=True):
        round_notices.forget(round)


@transaction.atomic
def open_again(round, *, by):
    """Take parts again. Raises MoveRefused where the round is open."""
    if not _set(round, closed_at=None, closed_by=None, was_open=False):
        raise MoveRefused(ALREADY_MOVED)
    _note(round, "open_again", "Mở lại đợt báo cáo", by)


def _set(round, *, closed_at, closed_by, was_open):
    """Compare and set: of two people who press at once one is told that the other was quicker."""
    rows = ReportRound._base_manager.filter(pk=round.pk, closed_at__isnull=was_open)
    changed = rows.update(closed_at=closed_at, closed_by=closed_by)
    if changed:
        round.closed_at, round.closed_by = closed_at, closed_by
    return changed


def _note(round, move, label, by):
    """A line in the history of the commune's report, which is where a round's story is read."""
    report = round.reports.filter(scope=Report.Scope.COMMUNE).first()
    if report:
        report.history.create(
            move=move, label=label, before=report.status, after=report.status, by=by
        )
