"""Reporting progress: a dated update with its evidence, once however often the form arrives."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from danvan.workflow import MoveRefused
from records.files import EVIDENCE, MEGABYTE, check, keep_upload
from tasks.actions.moving import move_task
from tasks.models import Evidence, ProgressUpdate, Task
from tasks.rules import UNFINISHED, may_report
from work.actions import order

MOST_BYTES = 10 * MEGABYTE
MOST_FILES = 10
CLOSED = "Nhiệm vụ này không còn nhận báo cáo tiến độ. Trang đã cập nhật theo tình trạng mới."


def add_progress(task, *, by, text, files=(), percent=None, key=None, done=False):
    """Keep an update, its files, and with `done` the move "Báo xong"; all or nothing. Returns the update.

    `key` (UUID) comes with the form: the same key again returns the update that stands already.
    Raises FileRefused for a file that may not come in, MoveRefused when the task takes no updates any more.
    """
    for file in files:
        check(file, EVIDENCE, MOST_BYTES)
    standing = task.updates.filter(key=key).first() if key else None
    if standing:
        return standing
    if not may_report(by, task):
        raise MoveRefused(CLOSED)
    try:
        return _write(task, by=by, text=text, files=files, percent=percent, key=key, done=done)
    except IntegrityError:
        standing = task.updates.filter(key=key).first()
        if standing is None:
            raise
        return standing


@transaction.atomic
def _write(task, *, by, text, files, percent, key, done):
    # Held open while it is written: what was finished or cancelled a moment ago takes no news any more.
    still_open = Task.objects.visible_to(by).filter(pk=task.pk, status__in=UNFINISHED)
    if not still_open.update(last_update_at=timezone.now()):
        raise MoveRefused(CLOSED)
    extra = {"key": key} if key else {}
    update = ProgressUpdate.objects.create(task=task, by=by, text=text, percent=percent, **extra)
    for file in files:
        _add_evidence(update, file)
    if done:
        move_task(task, "report_done", by=by)
    elif task.status == Task.Status.NEW:
        # Who reports progress has taken the work.
        move_task(task, "accept", by=by)
    return update


def _add_evidence(update, file):
    stored = keep_upload(file, EVIDENCE, by=update.by, most_bytes=MOST_BYTES)
    # A photo waits until it is turned, reduced and free of the place where it was taken.
    evidence = Evidence.objects.create(update=update, file=stored, is_ready=not stored.is_image)
    if stored.is_image:
        order(
            "clean_photo",
            evidence.pk,
            unit=update.task.commune,
            by=update.by,
            title=f"Xử lý ảnh {stored.name}",
            queue="import",
        )
