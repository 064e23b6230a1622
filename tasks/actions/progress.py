"""Reporting progress: a dated update with its evidence, once however often the form arrives."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from danvan.workflow import MoveRefused
from records.files import EVIDENCE, MEGABYTE, check, keep_upload
from tasks import notices
from tasks.actions.moving import move_task
from tasks.models import Evidence, ProgressUpdate, Task
from tasks.rules import UNFINISHED, carries, may_report, may_tell
from work.actions import order

MOST_BYTES = 10 * MEGABYTE
MOST_FILES = 10
CLOSED = "Nhiệm vụ này không còn nhận báo cáo tiến độ. Trang đã cập nhật theo tình trạng mới."
NOT_THERE = "Không tìm thấy báo cáo tiến độ của ảnh này. Hãy tải lại trang rồi gửi lại."
TOO_MANY = f"Mỗi lần báo gửi nhiều nhất {MOST_FILES} tệp. Hãy gửi tệp này trong lần báo sau."
TAKEN = "Mã của lần gửi này đã được dùng. Hãy tải lại trang rồi gửi lại."
# A task that waits to be judged still takes the photos of an update that is there; a closed one does not.
TAKES_FILES = (*UNFINISHED, Task.Status.PAUSED, Task.Status.REPORTED)


def add_progress(task, *, by, text, files=(), amount=None, written_at=None, key=None, done=False):
    """Keep an update, its files, and with `done` the move "Báo xong"; all or nothing. Returns the update.

    `key` (UUID) comes with the form: the same key again returns the update that stands already, and makes the move
    if it was not made with it yet. `amount` is how much of the task's target is reached by now, `written_at` the
    moment of writing where it was sent much later. Raises FileRefused for a file that may not come in, MoveRefused
    when the task takes no updates any more.
    """
    for file in files:
        check(file, EVIDENCE, MOST_BYTES)
    standing = _standing(task, by, key)
    if standing is None:
        if not (may_report(by, task) if done else may_tell(by, task)):
            raise MoveRefused(CLOSED)
        try:
            return _write(task, by, files, done=done, text=text, amount=amount,
                          written_at=written_at, key=key)  # fmt: skip
        except (IntegrityError, MoveRefused) as problem:
            # The same form came twice at once, and its twin was quicker, perhaps with "Báo xong".
            standing = _standing(task, by, key)
            if standing is None:
                raise problem if isinstance(problem, MoveRefused) else MoveRefused(TAKEN) from None
    if done:
        _say_done(task, standing, by)
    return standing


def _standing(task, by, key):
    return task.updates.filter(key=key, by=by).first() if key else None


@transaction.atomic
def _write(task, by, files, *, done, key, **fields):
    # Held open while it is written: what was finished or cancelled a moment ago takes no news any more.
    still_open = Task.objects.visible_to(by).filter(pk=task.pk, status__in=UNFINISHED)
    if not still_open.update(last_update_at=timezone.now()):
        raise MoveRefused(CLOSED)
    notices.withdraw_silence(task)
    carried = carries(by, task)
    if key:
        fields["key"] = key
    update = ProgressUpdate.objects.create(
        task=task, by=by, helping_unit=None if carried else by.unit, **fields
    )
    for file in files:
        _keep(update, file)
    if done:
        _say_done(task, update, by)
    elif carried and task.status == Task.Status.NEW:
        # Who reports progress has taken the work.
        move_task(task, "accept", by=by)
    return update


@transaction.atomic
def _say_done(task, update, by):
    """Compare and set: a repeat does not report anew what was sent back or taken back meanwhile."""
    unsaid = ProgressUpdate.objects.filter(pk=update.pk, says_done=False)
    if unsaid.update(says_done=True):
        move_task(task, "report_done", by=by)


@transaction.atomic
def add_file(task, *, by, update_key, key, file):
    """Keep one photo or file that follows its update by itself, so that a cut line costs one photo and not all.

    `update_key` is the key of an update this person has sent, `key` (UUID) that of the file: the same again returns
    the Evidence that stands. Raises FileRefused, or MoveRefused when the task is closed or the update has ten files.
    """
    # Held, so that two files at once are counted one after the other.
    update = task.updates.select_for_update().filter(key=update_key, by=by).first()
    if update is None:
        raise MoveRefused(NOT_THERE)
    standing = update.evidence.filter(key=key).first()
    if standing:
        return standing
    if not Task.objects.visible_to(by).filter(pk=task.pk, status__in=TAKES_FILES).exists():
        raise MoveRefused(CLOSED)
    if update.evidence.count() >= MOST_FILES:
        raise MoveRefused(TOO_MANY)
    if Evidence.objects.filter(key=key).exists():
        raise MoveRefused(TAKEN)
    return _keep(update, file, key=key)


def _keep(update, file, key=None):
    stored = keep_upload(file, EVIDENCE, by=update.by, most_bytes=MOST_BYTES)
    # A photo waits until it is turned, reduced and free of the place where it was taken.
    evidence = Evidence.objects.create(
        update=update, file=stored, key=key, is_ready=not stored.is_image
    )
    if stored.is_image:
        order(
            "clean_photo",
            evidence.pk,
            unit=update.task.commune,
            by=update.by,
            title=f"Xử lý ảnh {stored.name}",
            queue="import",
        )
    return evidence
