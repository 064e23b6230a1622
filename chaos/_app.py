"""The Celery application of the experiment: the portal's own, with the control's job, at the pace asked for."""

import os
from datetime import timedelta

import chaos._bare  # noqa: F401 its job is known to the workers
from danvan.celery import app
from work import patience

QUICK = os.environ.get("CHAOS_PACE") == "quick"

# The portal gathers every five minutes; a minute keeps the experiment short. All else is the portal's own.
app.conf.beat_schedule = {
    "sweep": {"task": "work.jobs.sweep", "schedule": 2 if QUICK else 30},
    "scan": {"task": "tasks.jobs.scan_reminders", "schedule": 4 if QUICK else 60},
    "gather": {"task": "notices.jobs.gather_digests", "schedule": 3 if QUICK else 60},
}
if QUICK:
    patience.BY_QUEUE["mail"] = patience.Patience(
        lease=timedelta(seconds=5),
        attempts=12,
        first_wait=timedelta(seconds=1),
        longest_wait=timedelta(seconds=4),
    )
