"""Handing out work: making a task, and changing what was handed out."""

from django.db import IntegrityError, transaction

from danvan.vietnamese import search_text
from tasks import notices
from tasks.actions.extending import settle_by_new_date
from tasks.models import Relation, Task
from tasks.rules import MAY_CHANGE


@transaction.atomic
def assign(*, by, coordinating_units=(), **fields):
    """Make a task and tell its people. Returns the Task; the one already made when `key` was used before.

    `fields` are those of Task; the commune is the maker's, the relation follows the kind of the lead unit.
    """
    try:
        with transaction.atomic():
            task = Task.objects.create(
                **fields,
                commune=by.commune,
                relation=fields["lead_unit"].relation,
                original_due_on=fields.get("due_on"),
                assigned_by=by,
                search_text=words_to_search(fields["title"], fields),
            )
    except IntegrityError:
        made = Task.objects.visible_to(by).filter(key=fields.get("key")).first()
        if made is None:
            raise
        return made
    task.coordinating_units.set(coordinating_units)
    announce(task, by=by)
    return task


def announce(task, *, by, note=""):
    """The first line of history, and the notices that follow from it. `by` is None for what the portal made."""
    label = "Giao nhiệm vụ" if task.relation == Relation.ASSIGNED else "Đề nghị phối hợp"
    line = task.history.create(move="assign", label=label, after=task.status, by=by, note=note)
    notices.tell_assigned(task, line)
    return line


@transaction.atomic
def assign_many(rows, *, by):
    """Make several tasks, all or none. `rows` are keyword arguments of `assign`; returns the tasks."""
    return [assign(by=by, **row) for row in rows]


@transaction.atomic
def edit_task(task, fields, *, coordinating_units, by, version, reason=""):
    """Write changed fields. Returns False, and changes nothing, when somebody saved since `version` was read, or when
    the task was reported done, finished or cancelled meanwhile: its outcome was told by the old date.

    A new date brings new reminders; a new person is told as if the task were new. `reason` stands in the history.
    """
    before = Task.objects.visible_to(by).get(pk=task.pk)
    # A move leaves the version as it is.
    unread = Task.objects.visible_to(by).filter(pk=task.pk, version=version, status__in=MAY_CHANGE)
    changed = dict(
        fields,
        relation=fields["lead_unit"].relation,
        search_text=words_to_search(fields["title"], fields),
    )
    if before.original_due_on is None:
        changed["original_due_on"] = fields["due_on"]
    if not unread.update(**changed, version=version + 1):
        return False
    task.refresh_from_db()
    task.coordinating_units.set(coordinating_units)
    _follow_up(before, task, by, reason)
    return True


def _follow_up(before, task, by, reason):
    note = "\n".join(filter(None, [_what_changed(before, task), reason]))
    task.history.create(move="edit", label="Sửa nhiệm vụ", after=task.status, by=by, note=note)
    if before.due_on != task.due_on:
        settle_by_new_date(task, by=by)
        notices.withdraw_reminders(task)
    if before.responsible_id != task.responsible_id:
        notices.withdraw_from_former(task)
        announce(task, by=by)


def _what_changed(before, task):
    lines = []
    if before.due_on != task.due_on:
        lines.append(f"Hạn: {_said(before.due_on)} → {_said(task.due_on)}")
    if before.lead_unit_id != task.lead_unit_id:
        lines.append(f"Chủ trì: {before.lead_unit} → {task.lead_unit}")
    if before.responsible_id != task.responsible_id:
        lines.append(f"Người chịu trách nhiệm: {before.responsible} → {task.responsible}")
    return "\n".join(lines)


def _said(day):
    return f"{day:%d/%m/%Y}" if day else "chưa có hạn"


def words_to_search(title, fields):
    return search_text(
        title,
        fields.get("detail"),
        fields.get("expected_result"),
        fields["lead_unit"].name,
        fields["responsible"].full_name,
    )
