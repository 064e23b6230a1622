"""More time (gia hạn): asked for with a reason, decided by those who judge; the first date stays readable."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from danvan.workflow import ALREADY_MOVED, MoveRefused
from tasks import notices
from tasks.models import Extension, Task
from tasks.rules import MAY_CHANGE, UNFINISHED

SETTLED = "Đề nghị gia hạn không còn cần quyết định"
BY_NEW_DATE = "Hạn được đổi khi sửa nhiệm vụ."


class ExtensionTaken(Exception):
    """A request is open already. The message is for the page."""


@transaction.atomic
def ask_extension(task, *, by, reason, new_due_on):
    """Ask for a later date. Returns the Extension.

    Raises ExtensionTaken while another waits for its answer, or where the task was reported done, stopped or given
    another date since it was read: nobody would be asked to decide.
    """
    # Held: whoever moves the task at the same moment settles the request, or is seen here.
    held = Task.objects.visible_to(by).select_for_update(of=("self",))
    if held.filter(pk=task.pk, status__in=UNFINISHED, due_on=task.due_on).first() is None:
        raise ExtensionTaken(ALREADY_MOVED)
    try:
        with transaction.atomic():
            extension = task.extensions.create(
                asked_by=by, reason=reason, old_due_on=task.due_on, new_due_on=new_due_on
            )
    except IntegrityError:
        raise ExtensionTaken("Đã có một đề nghị gia hạn đang chờ quyết định.") from None
    label = f"Xin gia hạn đến {new_due_on:%d/%m/%Y}"
    line = _write_line(task, "ask_extension", label, by=by, note=reason)
    notices.tell_coordinators(task, line, label)
    return extension


@transaction.atomic
def decide_extension(extension, *, by, granted_until, answer):
    """Answer a request: `granted_until` is the new due date, None refuses. What was asked for stays beside it.

    Returns the line of history. Raises MoveRefused when it was answered already, or the task is closed by now.
    """
    status = Extension.Status.GRANTED if granted_until else Extension.Status.REFUSED
    _close(extension, status, by=by, granted_due_on=granted_until, answer=answer)
    task = extension.task
    label = "Không đồng ý gia hạn"
    if granted_until:
        label = _granted_words(extension, granted_until)
        _move_due_date(task, granted_until, by)
    line = _write_line(task, "decide_extension", label, by=by, note=answer)
    notices.withdraw_asked(task)
    notices.tell_responsible(task, line, label)
    return line


def settle_extension(task, *, by, why):
    """What happened to the task leaves its open request without a question: close it with a line that says so."""
    waiting = task.extensions.filter(status=Extension.Status.ASKED).first()
    if waiting is None:
        return
    _close(waiting, Extension.Status.SETTLED, by=by, answer=why)
    _write_line(task, "settle_extension", SETTLED, by=by, note=why)
    notices.withdraw_asked(task)


def settle_by_new_date(task, *, by):
    """The date was changed while a request waits: a later day grants it, any other leaves nothing to decide."""
    waiting = task.extensions.filter(status=Extension.Status.ASKED).first()
    if waiting is None:
        return
    day = task.due_on
    if day is None or day <= waiting.old_due_on:
        why = f"Hạn đã được đổi thành {day:%d/%m/%Y}." if day else "Nhiệm vụ không còn đặt hạn."
        settle_extension(task, by=by, why=why)
        return
    _close(waiting, Extension.Status.GRANTED, by=by, granted_due_on=day, answer=BY_NEW_DATE)
    _write_line(task, "decide_extension", _granted_words(waiting, day), by=by, note=BY_NEW_DATE)
    notices.withdraw_asked(task)


def _close(extension, status, *, by, answer, granted_due_on=None):
    waiting = Extension.objects.filter(pk=extension.pk, status=Extension.Status.ASKED)
    if not waiting.update(
        status=status,
        decided_by=by,
        decided_at=timezone.now(),
        answer=answer,
        granted_due_on=granted_due_on,
    ):
        raise MoveRefused(ALREADY_MOVED)


def _granted_words(extension, day):
    """ "Đồng ý gia hạn lần 2 đến 05/12/2026", with the date that was asked for where it is another one."""
    granted = extension.task.extensions.filter(status=Extension.Status.GRANTED).count()
    time = f" lần {granted}" if granted > 1 else ""
    asked = f" (đề nghị {extension.new_due_on:%d/%m/%Y})" if day != extension.new_due_on else ""
    return f"Đồng ý gia hạn{time} đến {day:%d/%m/%Y}{asked}"


def _write_line(task, move, label, *, by, note):
    return task.history.create(
        move=move, label=label, before=task.status, after=task.status, by=by, note=note
    )


def _move_due_date(task, day, by):
    still_open = Task.objects.visible_to(by).filter(pk=task.pk, status__in=MAY_CHANGE)
    if not still_open.update(
        due_on=day,
        original_due_on=Coalesce("original_due_on", "due_on"),
        version=F("version") + 1,
    ):
        raise MoveRefused(ALREADY_MOVED)
    task.refresh_from_db()
    # Reminders of the old date have lost their meaning; the new date brings its own.
    notices.withdraw_reminders(task)
