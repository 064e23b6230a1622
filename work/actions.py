"""Ordering work, and the steps of a row's life. Each step is a compare-and-set, so two workers never share one."""

import logging
import random
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from work import handlers, hints
from work.models import WorkRow
from work.patience import with_work_of

log = logging.getLogger(__name__)
S = WorkRow.State
# Of many rows ordered together so many are hinted at: enough to wake every worker, which then goes on by itself.
HINTED_TOGETHER = 50
HINTED_AGAIN = 200
JOBS = "work done by the portal itself"
ORDERED_ANEW = "Việc này đã được yêu cầu lại bằng một lần khác."


class Refused(Exception):
    """A handler raises it when no retry would help. The message is a Vietnamese sentence for the person."""


class LeaseLost(Exception):
    """Somebody else has taken the row over; what this worker did must not be kept."""


def order(kind, subject_id, *, unit, by, title, queue="default", key=""):
    """Write down that work is to be done and return its WorkRow; the hint goes out after the commit.

    The same work ordered while it is still waiting or running is the same row.
    """
    wanted = {"kind": kind, "subject_id": subject_id, "key": key}
    try:
        with transaction.atomic():
            row = WorkRow.objects.create(
                **wanted, unit=unit, ordered_by=by, title=title[:200], queue=queue
            )
    except IntegrityError:
        standing = WorkRow.objects.unscoped(JOBS).open().filter(**wanted).first()
        # None: it ended between the two statements, and the same order is a new one again.
        return standing or order(
            kind, subject_id, unit=unit, by=by, title=title, queue=queue, key=key
        )
    transaction.on_commit(lambda: hints.send(row))
    return row


def order_many(kind, wanted, *, queue="default"):
    """Write down that much work is to be done, in one statement: `wanted` is a list of (subject_id, unit pk, title).

    Call it in the transaction that makes the subjects, so that each is new and ordered once. Returns nothing.
    """
    rows = WorkRow.objects.bulk_create(
        [
            WorkRow(kind=kind, subject_id=subject, unit_id=unit, title=title[:200], queue=queue)
            for subject, unit, title in wanted
        ],
        batch_size=500,
    )
    transaction.on_commit(lambda: _hint_at(rows[:HINTED_TOGETHER]))


def _hint_at(rows):
    for row in rows:
        if not hints.send(row):
            break


def claim(pk):
    """Take a due row for this worker and return it, or None when it is not to be had."""
    now = timezone.now()
    row = WorkRow.objects.unscoped(JOBS).filter(pk=pk).first()
    if row is None or row.state != S.WAITING or row.next_try_at > now:
        return None
    token = row.new_token()
    taken = WorkRow.objects.unscoped(JOBS).filter(pk=pk, state=S.WAITING, attempts=row.attempts)
    if not taken.update(
        state=S.RUNNING,
        token=token,
        attempts=row.attempts + 1,
        lease_until=now + with_work_of(row.queue).lease,
        error="",
        progress=0,
        note="",
    ):
        return None
    row.refresh_from_db()
    return row


def _due(queue):
    waiting = WorkRow.objects.unscoped(JOBS).filter(state=S.WAITING, queue=queue)
    return waiting.filter(next_try_at__lte=timezone.now())


def claim_instead(pk, *, among):
    """Take another due row of the queue of row `pk`, where that is one of the queues `among`; else None."""
    row = WorkRow.objects.unscoped(JOBS).filter(pk=pk, queue__in=among).first()
    return claim_next(row.queue) if row else None


def pass_on(queue):
    """Hint at one due row of a queue, so that somebody goes on where this worker stops."""
    row = _due(queue).order_by("next_try_at").first()
    if row is not None:
        hints.send(row)


def claim_next(queue):
    """Take some due row of a queue and return it, or None when none is to be had."""
    pks = list(_due(queue).order_by("next_try_at").values_list("pk", flat=True)[:40])
    # All workers asking for the oldest row would mostly get in each other's way.
    random.shuffle(pks)
    for pk in pks:
        row = claim(pk)
        if row is not None:
            return row
    return None


def _held(row):
    return WorkRow.objects.unscoped(JOBS).filter(pk=row.pk, state=S.RUNNING, token=row.token)


def report_progress(row, percent, note=""):
    """Say how far the work is and renew the lease. Raises LeaseLost when the row is no longer this worker's."""
    until = timezone.now() + with_work_of(row.queue).lease
    if not _held(row).update(progress=percent, note=note[:200], lease_until=until):
        raise LeaseLost(row.pk)


def finish(row, result=None):
    """Close the row as done. Call it in the transaction that stores what was made. Raises LeaseLost."""
    done = {"state": S.DONE, "progress": 100, "note": "", "finished_at": timezone.now()}
    if not _held(row).update(**done, result=result):
        raise LeaseLost(row.pk)


def postpone(row, until):
    """Put the row back until a moment (aware), as if nobody had tried it."""
    _held(row).update(state=S.WAITING, next_try_at=until, attempts=row.attempts - 1, hinted_at=None)


def refuse(row, sentence):
    """Close the row for a reason the person can mend."""
    _held(row).update(state=S.REFUSED, error=sentence[:500], finished_at=timezone.now())


def fail(row, trace):
    """Put the row back for a later attempt, each time waiting longer; park it after the last one."""
    patience = with_work_of(row.queue)
    if row.attempts >= patience.attempts:
        park(row, trace)
        return
    _held(row).update(
        state=S.WAITING,
        next_try_at=timezone.now() + patience.wait_after(row.attempts),
        trace=trace[-4000:],
        hinted_at=None,
    )


def park(row, trace):
    sentence = "Việc này gặp lỗi nhiều lần. Quản trị viên đã được báo và có thể cho chạy lại."
    held = WorkRow.objects.unscoped(JOBS).filter(pk=row.pk, state=row.state, token=row.token)
    if held.update(state=S.PARKED, error=sentence, trace=trace[-4000:], finished_at=timezone.now()):
        log.error("work row %s (%s) parked after %s attempts", row.pk, row.kind, row.attempts)
        _say_parked(row)


def _say_parked(row):
    try:
        with transaction.atomic():
            handlers.say_parked(row)
    except Exception:  # noqa: BLE001 the row is parked all the same, and the next one must run
        log.exception("nobody could be told of work row %s", row.pk)


def retry(row):
    """Let a parked row run again from its first attempt. Returns whether it was still parked.

    Where the same work has been ordered anew meanwhile, that order does it and this row is closed.
    """
    parked = WorkRow.objects.unscoped(JOBS).filter(pk=row.pk, state=S.PARKED)
    try:
        with transaction.atomic():
            moved = parked.update(
                state=S.WAITING,
                attempts=0,
                error="",
                next_try_at=timezone.now(),
                finished_at=None,
            )
    except IntegrityError:
        parked.update(state=S.REFUSED, error=ORDERED_ANEW)
        return False
    if moved:
        transaction.on_commit(lambda: hints.send(row))
    return bool(moved)


def free_expired():
    """Rows whose worker died go back to the queue, or are parked after the last attempt."""
    expired = WorkRow.objects.unscoped(JOBS).filter(state=S.RUNNING, lease_until__lt=timezone.now())
    for row in expired[:500]:
        fail(row, row.trace or "the worker died or ran out of time")


def hint_again(now=None):
    """Send the hint of due rows again that nobody has taken; this is why a dead broker loses nothing.

    Queue by queue, so that thousands of mails do not keep a document waiting.
    """
    now = now or timezone.now()
    due = WorkRow.objects.unscoped(JOBS).filter(state=S.WAITING, next_try_at__lte=now)
    due = due.exclude(hinted_at__gt=now - timedelta(seconds=25))
    for queue in due.order_by().values_list("queue", flat=True).distinct():
        _hint_at(due.filter(queue=queue).order_by("pk")[:HINTED_AGAIN])
