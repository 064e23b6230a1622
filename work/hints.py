"""The hint: "look at row 17". It may get lost; the row does not."""

import logging
import time

from celery import current_app
from django.conf import settings
from django.utils import timezone

from work.models import WorkRow

log = logging.getLogger(__name__)
# After a broker that does not answer, this process stops trying for a while: a save must not wait for it.
PAUSE_SECONDS = 15
_silent_until = 0.0


def send(row):
    """Tell a worker about the row. Returns whether the hint went out; failing to is no error."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return False
    try:
        current_app.send_task("work.jobs.run", args=[row.pk], queue=row.queue, **_short_patience())
    except Exception as problem:  # noqa: BLE001 every broker has errors of its own; the sweep hints again
        _silent_until = time.monotonic() + PAUSE_SECONDS
        log.warning("no hint for work row %s: %s", row.pk, problem)
        return False
    rows = WorkRow.objects.unscoped("note that the hint is out").filter(pk=row.pk)
    rows.update(hinted_at=timezone.now())
    return True


def _short_patience():
    if not settings.REDIS_URL:
        return {}
    return {"retry": True, "retry_policy": {"max_retries": 1, "interval_start": 0.1}}
