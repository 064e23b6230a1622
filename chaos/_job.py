"""What the experiment's worker does: one visible effect per piece of work, once through a row and once bare."""

import time
from datetime import timedelta

from celery import shared_task

from notices.models import Notice
from work import actions, patience
from work.handlers import handles

# Five minutes are right for a portal; an experiment need not wait so long for a dead worker.
patience.USUAL = patience.Patience(lease=timedelta(seconds=5))
PAUSE = 0.05


@handles("chaos_note")
def protected(row):
    time.sleep(PAUSE)
    leave_a_note(row.ordered_by_id, f"protected:{row.subject_id}")
    actions.finish(row)


@shared_task(acks_late=False)
def bare(person, number):
    time.sleep(PAUSE)
    leave_a_note(person, f"bare:{number}")


def leave_a_note(person, key):
    note = Notice(person_id=person, key=key, text=key, url="/", by_mail=False)
    Notice.objects.bulk_create([note], ignore_conflicts=True)
