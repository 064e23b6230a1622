"""When a commune changes its mind about "trước ngày": open tasks that still have the last day of the other reading."""

from django.db import transaction
from django.db.models import F

from calendars.calendar import last_day
from calendars.models import OfficeHabits
from danvan.clock import today
from tasks import notices
from tasks.models import DueKind, Task, TaskHistory

OPEN = (*Task.OPEN, Task.Status.PAUSED)
READ_ANEW = "Đổi cách tính “trước ngày”"


def to_move(home, habits):
    """The open tasks of `home` that would get another last day under `habits`. One query.

    Left alone is what was extended or given a date by hand, and what would be over before today by the new reading.
    """
    other = OfficeHabits(before_includes_day=not habits.before_includes_day)
    tasks = Task.objects.unscoped("the dates of a whole commune follow its habits")
    tasks = tasks.filter(commune=home, status__in=OPEN, due_kind=DueKind.BEFORE)
    tasks = tasks.filter(due_on=F("original_due_on")).exclude(written_due_on=None)
    return [
        task
        for task in tasks
        if task.due_on == last_day(task.written_due_on, task.due_kind, other)
        and last_day(task.written_due_on, task.due_kind, habits) >= today()
    ]


@transaction.atomic
def read_anew(home, habits, by):
    """Give these tasks the last day of `habits`, with a line of history each; returns how many there were.

    It is a new reading and no extension: the original date moves along. Reminders of the old date are void.
    """
    moved = [task for task in to_move(home, habits) if _moved(task, home, habits)]
    TaskHistory.objects.bulk_create(_line(task, habits, by) for task in moved)
    for task in moved:
        notices.withdraw_reminders(task)
    notices.tell_read_anew(moved, f"reading:{home.pk}:{habits.version}", by=by)
    return len(moved)


def _moved(task, home, habits):
    """Compare and set: a task that somebody changed or ended meanwhile is left alone."""
    new = last_day(task.written_due_on, task.due_kind, habits)
    same = home.tasks.filter(pk=task.pk, version=task.version, status=task.status)
    return same.update(due_on=new, original_due_on=new, version=F("version") + 1)


def _line(task, habits, by):
    new = last_day(task.written_due_on, task.due_kind, habits)
    return TaskHistory(
        task=task,
        move="read_anew",
        label=READ_ANEW,
        before=task.status,
        after=task.status,
        by=by,
        note=f"Hạn: {task.due_on:%d/%m/%Y} → {new:%d/%m/%Y}",
    )
