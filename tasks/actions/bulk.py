"""One act for several tasks. Each is done or told why not; what is right for one is not held up by another.

Every task goes the way a single one goes, so that its history, notices and open requests are settled alike.
"""

from dataclasses import dataclass, field

from django.db import transaction

from danvan.workflow import MoveRefused
from tasks.actions.assigning import edit_task
from tasks.actions.moving import move_task
from tasks.models import Task
from tasks.rules import MOVES, may_edit

MOST_AT_ONCE = 200
CHANGED = "vừa được người khác sửa, hãy xem lại"
NOT_OPEN = "không làm được ở tình trạng “{status}”"
SAME = "đã như vậy từ trước"
UNDONE = "Hoàn tác thay đổi nhiều nhiệm vụ"


@dataclass
class Result:
    """What became of the tasks: `done`, and `refused` as (task, reason).

    `before` are (pk, version now, {field: value before}) of what was changed, for `undo_many`.
    """

    done: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    before: list = field(default_factory=list)


def _each(tasks, act, result):
    """Do it with each task, held, in a transaction of its own."""
    for task in tasks:
        try:
            with transaction.atomic():
                act(task)
        except MoveRefused as refusal:
            result.refused.append((task, str(refusal)))
        else:
            result.done.append(task)
    return result


def move_many(tasks, name, *, by, note=""):
    """Take one step with each of `tasks` (a list, at most 200). Returns a Result."""

    def move(task):
        if name not in MOVES.open_to(by, task):
            raise MoveRefused(NOT_OPEN.format(status=task.get_status_display().lower()))
        move_task(task, name, by=by, note=note)

    return _each(tasks, move, Result())


def change_many(tasks, changes, *, by, reason="", seen=None, works_in=None):
    """Give each of `tasks` (a list, at most 200) another `due_on` or `responsible`. Returns a Result.

    `seen` is {pk: version} of the page that was read; a task that changed since is refused. `works_in` is asked for
    a new person: (person pk, unit pk) → whether that person works in the lead unit.
    """
    result = Result()

    def change(task):
        _refuse_unfit(task, changes, by, works_in)
        old = {name: getattr(task, name) for name in changes}
        if old == changes:
            raise MoveRefused(SAME)
        # A task without a date gets its first one with this change; put back, it has none again.
        first = {"original_due_on": task.original_due_on} if "due_on" in changes else {}
        version = (seen or {}).get(task.pk, task.version)
        _write(task, changes, by, version, reason)
        result.before.append((task.pk, task.version, old | first))

    return _each(tasks, change, result)


def _refuse_unfit(task, changes, by, works_in):
    if not may_edit(by, task):
        raise MoveRefused(NOT_OPEN.format(status=task.get_status_display().lower()))
    person = changes.get("responsible")
    if person and works_in and not works_in(person.pk, task.lead_unit_id):
        raise MoveRefused(f"{person} không làm việc tại {task.lead_unit}")


def _write(task, changes, by, version, reason):
    fields = {
        "title": task.title,
        "detail": task.detail,
        "expected_result": task.expected_result,
        "lead_unit": task.lead_unit,
        "responsible": task.responsible,
        "due_on": task.due_on,
        **changes,
    }
    units = list(task.coordinating_units.all())
    if not edit_task(task, fields, coordinating_units=units, by=by, version=version, reason=reason):
        raise MoveRefused(CHANGED)


def undo_many(before, *, by):
    """Put back what `change_many` changed, task by task; what was changed again since stays. Returns a Result."""
    was = {pk: (version, old) for pk, version, old in before}
    found = (
        Task.objects.visible_to(by).filter(pk__in=was).select_related("lead_unit", "responsible")
    )

    def put_back(task):
        version, old = was[task.pk]
        _refuse_unfit(task, {}, by, None)
        _write(task, old, by, version, UNDONE)

    return _each(list(found[:MOST_AT_ONCE]), put_back, Result())
