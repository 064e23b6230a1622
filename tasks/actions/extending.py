"""More time (gia hạn): asked for with a reason, decided by those who judge; the first date stays readable."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from danvan.workflow import ALREADY_MOVED, MoveRefused
from tasks import notices
from tasks.models import Extension, Task


class ExtensionTaken(Exception):
    """A request is open already. The message is for the page."""


@transaction.atomic
def ask_extension(task, *, by, reason, new_due_on):
    """Ask for a later date. Returns the Extension; raises ExtensionTaken while another waits for its answer."""
    try:
        with transaction.atomic():
            extension = task.extensions.create(
                asked_by=by, reason=reason, old_due_on=task.due_on, new_due_on=new_due_on
            )
    except IntegrityError:
        raise ExtensionTaken("Đã có một đề nghị gia hạn đang chờ quyết định.") from None
    line = task.history.create(
        move="ask_extension",
        label=f"Xin gia hạn đến {new_due_on:%d/%m/%Y}",
        before=task.status,
        after=task.status,
        by=by,
        note=reason,
    )
    notices.tell_coordinators(task, line, f"Xin gia hạn đến {new_due_on:%d/%m/%Y}")
    return extension


@transaction.atomic
def decide_extension(extension, *, by, granted_until, answer):
    """Answer a request: `granted_until` is the new due date, None refuses. Raises MoveRefused when answered already."""
    status = Extension.Status.GRANTED if granted_until else Extension.Status.REFUSED
    decided = {"status": status, "decided_by": by, "decided_at": timezone.now(), "answer": answer}
    if granted_until:
        decided["new_due_on"] = granted_until
    waiting = Extension.objects.filter(pk=extension.pk, status=Extension.Status.ASKED)
    if not waiting.update(**decided):
        raise MoveRefused(ALREADY_MOVED)
    task = extension.task
    label = "Không đồng ý gia hạn"
    if granted_until:
        label = f"Đồng ý gia hạn đến {granted_until:%d/%m/%Y}"
        _move_due_date(task, granted_until, by)
    line = task.history.create(
        move="decide_extension",
        label=label,
        before=task.status,
        after=task.status,
        by=by,
        note=answer,
    )
    notices.tell_responsible(task, line, label)
    return line


def _move_due_date(task, day, by):
    Task.objects.visible_to(by).filter(pk=task.pk).update(
        due_on=day,
        original_due_on=Coalesce("original_due_on", "due_on"),
        version=F("version") + 1,
    )
    task.refresh_from_db()
    # Reminders of the old date have lost their meaning; the new date brings its own.
    notices.withdraw_reminders(task)
