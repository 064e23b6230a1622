import logging
import traceback

from celery import shared_task

from work import actions
from work.handlers import handler_of

log = logging.getLogger(__name__)


@shared_task
def run(pk):
    """Do one row of work. Safe to run twice: only one worker can claim it. A crash costs the lease's time."""
    row = actions.claim(pk)
    if row is None:
        return
    try:
        handler_of(row.kind)(row)
    except actions.Refused as refusal:
        actions.refuse(row, str(refusal))
    except actions.LeaseLost:
        log.warning("work row %s was taken over; its result here is dropped", pk)
    except Exception:  # noqa: BLE001 whatever went wrong, the row must show it and the next one must run
        log.exception("work row %s failed", pk)
        actions.fail(row, traceback.format_exc())


@shared_task
def sweep():
    """Every half minute: free what a dead worker held, hint again what nobody took. Safe to run twice."""
    actions.free_expired()
    actions.hint_again()
