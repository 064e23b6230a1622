import logging
import time
import traceback

from celery import shared_task

from work import actions
from work.handlers import handler_of

log = logging.getLogger(__name__)


# Short work that may stand in thousands: a worker that has done one piece goes on with the next without a hint, so
# that a broker that lost its hints costs no time. Not for long, because work of other queues waits meanwhile.
GOES_ON = {"mail"}
ROUND_SECONDS = 5


@shared_task
def run(pk):
    """Do one row of work. Safe to run twice: only one worker can claim it. A crash costs the lease's time."""
    until = time.monotonic() + ROUND_SECONDS
    # What was hinted at may be done already by one that went on: then the hint is good for another.
    row = actions.claim(pk) or actions.claim_instead(pk, among=GOES_ON)
    # After a failure it stops: the next one would most likely meet the same mail server.
    while row is not None and _do(row) and row.queue in GOES_ON:
        if time.monotonic() > until:
            actions.pass_on(row.queue)
            return
        row = actions.claim_next(row.queue)


def _do(row):
    """Returns whether no error came up; a refusal with a sentence for a person is none."""
    try:
        handler_of(row.kind)(row)
    except actions.Refused as refusal:
        actions.refuse(row, str(refusal))
    except actions.LeaseLost:
        log.warning("work row %s was taken over; its result here is dropped", row.pk)
    except Exception:  # noqa: BLE001 whatever went wrong, the row must show it and the next one must run
        log.exception("work row %s failed", row.pk)
        actions.fail(row, traceback.format_exc())
        return False
    return True


@shared_task
def sweep():
    """Every half minute: free what a dead worker held, hint again what nobody took. Safe to run twice."""
    actions.free_expired()
    actions.hint_again()
