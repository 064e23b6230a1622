"""Reminders and series by the clock, photos by order. Each is safe to run twice."""

import logging
import sys
from pathlib import PurePath

from celery import shared_task
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from danvan.clock import today
from documents.limits import LimitExceeded, ProgramFailed, run_limited
from notices.jobs import NotYet, before_digests
from records.files import keep
from tasks import (
    printing,  # noqa: F401 registers its own kinds of work
    reminders,
    week_jobs,  # noqa: F401 registers its own kind of work
)
from tasks.models import Evidence, TaskSeries
from work.actions import Refused, finish
from work.handlers import handles

log = logging.getLogger(__name__)
BAD_PHOTO = "Ảnh “{name}” không đọc được hoặc quá lớn. Hãy chụp lại hoặc gửi ảnh khác."


@shared_task
def scan_reminders():
    """Every five minutes. A crash costs nothing: the next scan makes what is missing."""
    try:
        make_reminders(timezone.now())
    except NotYet:
        log.info("another scan of reminders is running")


@before_digests
def make_reminders(now):
    """What is due at `now`, before the morning's mail is gathered."""
    from tasks.actions.reminding import give_default_rules  # noqa: PLC0415 leaf

    give_default_rules()
    try:
        reminders.scan(now)
    except reminders.ScanRunning as problem:
        raise NotYet from problem


@shared_task
def make_series_tasks():
    """Every hour. One series at a time: a crash costs the rest of this hour's round."""
    from tasks.actions.series import JOB, make_due_tasks  # noqa: PLC0415 leaf

    running = TaskSeries.objects.unscoped(JOB).filter(stopped_on=None, last_due_on__gte=today())
    for series in running.select_related(
        "lead_unit__successor", "responsible", "commune", "plan", "plan_item", "made_by"
    ).iterator(chunk_size=200):
        try:
            make_due_tasks(series, day=today())
        except Exception:  # noqa: BLE001 one bad series must not keep all others from their tasks
            log.exception("no tasks were made of series %s", series.pk)


@handles("clean_photo")
def clean_photo(row):
    """Put the clean copy in the place of the photo that was sent. The sent one is forgotten."""
    evidence = Evidence.objects.select_related("file").filter(pk=row.subject_id).first()
    if evidence is None or evidence.is_ready:
        finish(row)
        return
    sent = evidence.file
    try:
        cleaned = run_limited(
            [sys.executable, "-m", "tasks.photo"],
            stdin=sent.read(),
            memory_mb=768,
            cpu_seconds=20,
            wall_seconds=40,
        )
    except (LimitExceeded, ProgramFailed) as problem:
        sentence = BAD_PHOTO.format(name=sent.name[:120])
        Evidence.objects.filter(pk=evidence.pk).update(error=sentence)
        raise Refused(sentence) from problem
    _replace(row, evidence, sent, cleaned)


def _replace(row, evidence, sent, cleaned):
    name = f"{PurePath(sent.name).stem}.jpg"
    with transaction.atomic():
        clean = keep(cleaned, name=name, content_type="image/jpeg", by=sent.added_by)
        Evidence.objects.filter(pk=evidence.pk).update(file=clean, is_ready=True, error="")
        finish(row)
        try:
            with transaction.atomic():
                sent.delete()
        except ProtectedError:
            # Something else keeps the same upload; its own record decides about it.
            pass
