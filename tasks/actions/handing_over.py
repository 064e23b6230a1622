"""Bàn giao: open work of one person goes to others, all of it in one action."""

from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F

from danvan.workflow import MoveRefused
from notices.actions import withdraw_about
from tasks import notices
from tasks.actions.assigning import words_to_search
from tasks.hand_overs import series_in_hand, tasks_in_hand
from tasks.models import HandOver, HandOverLine, Relation, Snooze, Task, TaskHistory

NOTHING = (
    "Chưa bàn giao được việc nào: các việc đã chọn vừa được người khác bàn giao, hoàn thành hoặc hủy. "
    "Trang này cho thấy những việc còn lại."
)


class Taken(NamedTuple):
    """Who takes one thing over, and the unit that leads it from then on (None: the one of now)."""

    taker: object
    unit: object = None


@transaction.atomic
def hand_over(giver, tasks, series, *, by, key, reason=""):
    """Hand work of `giver` to others. Returns (HandOver, titles left out because they were no longer the giver's).

    `tasks` and `series` map primary keys to Taken. The same `key` gives the hand-over already made. Raises
    MoveRefused where nothing was left to hand over. A fixed number of statements, however much changes hands.
    """
    try:
        with transaction.atomic():
            made = HandOver.objects.create(
                commune=by.commune, giver=giver, made_by=by, reason=reason, key=key
            )
    except IntegrityError:
        return HandOver.objects.visible_to(by).get(key=key), []
    # Held: whoever finishes or hands over one of them meanwhile comes before or after, never between.
    held_tasks = _held(tasks_in_hand(by), giver, tasks)
    held_series = _held(series_in_hand(by), giver, series)
    if not held_tasks and not held_series:
        raise MoveRefused(NOTHING)
    lines = [_line(made, task, tasks[task.pk], task=task) for task in held_tasks]
    lines += [_line(made, each, series[each.pk], series=each) for each in held_series]
    TaskHistory.objects.bulk_create(
        _said(task, tasks[task.pk], giver, by, reason) for task in held_tasks
    )
    _give_tasks(held_tasks, tasks, by)
    _give_series(held_series, series, by)
    HandOverLine.objects.bulk_create(lines)
    Snooze.objects.filter(person=giver, task__in=[task.pk for task in held_tasks]).delete()
    withdraw_about([notices.about(task) for task in held_tasks], person=giver)
    notices.tell_handed_over(made, lines)
    return made, _left_out(by, tasks, held_tasks)


def _held(work, giver, wanted):
    rows = work.filter(responsible=giver, pk__in=list(wanted)).select_related("lead_unit")
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


def _line(made, thing, taken, **which):
    status = thing.get_status_display() if "task" in which else thing.get_frequency_display()
    return HandOverLine(
        hand_over=made,
        title=thing.title,
        status=status,
        due_on=thing.due_on if "task" in which else None,
        unit_before=thing.lead_unit,
        unit_after=taken.unit or thing.lead_unit,
        taker=taken.taker,
        **which,
    )


def _said(task, taken, giver, by, reason):
    moved = taken.unit is not None and taken.unit != task.lead_unit
    words = [f"{giver} → {taken.taker}"]
    words += [f"Chủ trì: {task.lead_unit} → {taken.unit}"] if moved else []
    words += [reason] if reason else []
    return TaskHistory(
        task=task, move="hand_over", label=f"Bàn giao: {giver} → {taken.taker}"[:80],
        before=task.status, after=task.status, by=by, note="\n".join(words),
    )  # fmt: skip


def _give_tasks(tasks, taken, by):
    for task in tasks:
        whose = taken[task.pk]
        task.responsible = whose.taker
        if whose.unit:
            task.lead_unit, task.relation = whose.unit, Relation(whose.unit.relation)
        words = {"detail": task.detail, "expected_result": task.expected_result}
        words |= {"lead_unit": task.lead_unit, "responsible": task.responsible}
        task.search_text = words_to_search(task.title, words)
        task.version = task.version + 1
    fields = ["responsible", "lead_unit", "relation", "search_text", "version"]
    Task.objects.visible_to(by).bulk_update(tasks, fields)
    # A unit that helps and now leads helps no more.
    helping = Task.coordinating_units.through.objects.filter(task__in=[task.pk for task in tasks])
    helping.filter(unit=F("task__lead_unit")).delete()


def _give_series(series, taken, by):
    for each in series:
        whose = taken[each.pk]
        each.responsible = whose.taker
        each.lead_unit = whose.unit or each.lead_unit
        each.version += 1
    series_in_hand(by).bulk_update(series, ["responsible", "lead_unit", "version"])


def _left_out(by, tasks, held):
    missing = set(tasks) - {task.pk for task in held}
    left = Task.objects.visible_to(by).filter(pk__in=missing)
    return list(left.values_list("title", flat=True)) if missing else []
