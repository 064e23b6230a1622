"""Answering what an amended plan says of the dates of a round."""

from django.db import transaction
from django.utils import timezone

from danvan.workflow import ALREADY_MOVED, MoveRefused
from reports.actions.rounds import days_of, unsent_parts
from reports.models import DueChange, ReportRound, Submission
from reports.rounds import due_changes, round_notices
from reports.rounds.dates import require_sense

ASKED = "Hạn của đợt theo yêu cầu của {office} nên không đổi theo kế hoạch. Bấm “Giữ hạn cũ”."
HANDED_IN = "Báo cáo đã nộp nên hạn của đợt giữ nguyên."


@transaction.atomic
def keep(change, *, by):
    """“Giữ hạn cũ”: not asked again for this version. Raises MoveRefused where it was answered before."""
    _answer(change, by, is_taken=False)


@transaction.atomic
def take(change, *, by):
    """“Theo hạn mới”: move the round and tell its units. Returns the round as it is then.

    Raises MoveRefused where an office set the date, the report was handed in, or the change was answered before;
    BadDates where the new days contradict those that stay.
    """
    held = ReportRound._base_manager.select_for_update(of=("self",))
    round = held.select_related("request", "receiver").get(pk=change.round_id)
    if due_changes.is_asked(round):
        raise MoveRefused(ASKED.format(office=round.receiver.short_name))
    if round.reports.filter(submissions__status__in=Submission.STANDING).exists():
        raise MoveRefused(HANDED_IN)
    _answer(change, by, is_taken=True)
    before, days = round.parts_due_on, moved(round, change)
    require_sense(**{**days_of(round), **days})
    ReportRound._base_manager.filter(pk=round.pk).update(**days, due_source=change.said)
    round.refresh_from_db()
    if round.asked_at and not round.is_closed and round.parts_due_on != before:
        round_notices.date_moved(unsent_parts(round=round), before=before)
    return round


def moved(round, change):
    """{field name: day}: the days of the round with those of the change, none after the one it must precede."""
    due_on = change.due_on or round.due_on
    parts = min(change.parts_due_on or round.parts_due_on, due_on)
    days = {"due_on": due_on, "parts_due_on": parts, "period_to": min(round.period_to, due_on)}
    for name in ("data_closing_on", "asks_on"):
        if day := getattr(round, name):
            days[name] = min(day, parts)
    return days


def _answer(change, by, *, is_taken):
    waiting = DueChange.objects.filter(pk=change.pk, answered_at=None)
    if not waiting.update(answered_at=timezone.now(), answered_by=by, is_taken=is_taken):
        raise MoveRefused(ALREADY_MOVED)
    due_changes.forget(change)
