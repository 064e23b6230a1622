"""Recurring work makes ordinary tasks, some weeks ahead."""

import uuid
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction

from accounts.models import Membership
from danvan.clock import today
from tasks import notices
from tasks.actions.assigning import announce, edit_task, words_to_search
from tasks.models import Task, TaskSeries
from tasks.people import staff_of
from tasks.rules import CARRIERS, MAY_CHANGE

AHEAD = timedelta(days=30)
JOB = "tasks of every commune's series are made by a job"
# What a series hands on to each of its tasks as it is.
HANDED_ON = ("detail", "expected_result", "needs_evidence")


def due_dates(series, until):
    """The due dates up to `until` (inclusive) and the series' end. Day 31 becomes the last day of shorter months."""
    number = 0
    last = min(until, series.last_due_on)
    while True:
        # Counted from the first date each time: 31/1, 28/2, 31/3, not 28/3.
        day = series.first_due_on + relativedelta(months=series.frequency_months * number)
        if day > last:
            return
        yield day
        number += 1


def title_on(series, day, *, title=""):
    """What a task due on `day` is called. Of continuous work it says that it asks how things stand, and of when."""
    title = title or series.title
    if series.frequency != TaskSeries.Frequency.CONTINUOUS:
        return title
    ending = f", tháng {day.month}/{day.year}"
    said = f"Báo tình hình: {title}"
    return f"{said[: 500 - len(ending)]}{ending}"


def start_series(*, by, coordinating_units=(), **fields):
    """Keep a series and make the tasks that are near. Returns the TaskSeries; the same `key` gives the same one."""
    key = fields.pop("key", None) or uuid.uuid4()
    with transaction.atomic():
        series, made = TaskSeries.objects.unscoped(
            "found again by its own random key"
        ).get_or_create(key=key, defaults=dict(fields, commune=by.commune, made_by=by))
        if made:
            series.coordinating_units.set(coordinating_units)
    if made:
        make_due_tasks(series, day=today())
    return series


def make_due_tasks(series, *, day):
    """Make the tasks due within 30 days of `day` that do not stand yet. Safe to run twice; returns the new ones.

    Dates before the series was made are left out: nobody is given work whose time has passed.
    """
    if series.stopped_on:
        return []
    # Taken once whatever became of it: a date moved later by an extension is not made again.
    ordinals = set(
        Task.objects.unscoped(JOB).filter(series=series).values_list("series_due_on", flat=True)
    )
    wanted = [each for each in due_dates(series, day + AHEAD) if each >= day]
    return [task for each in wanted if each not in ordinals if (task := _make(series, each))]


def _make(series, due_on):
    unit, person = _who_carries(series)
    fields = {name: getattr(series, name) for name in HANDED_ON}
    fields |= {"title": title_on(series, due_on), "lead_unit": unit, "responsible": person}
    with transaction.atomic():
        task, made = Task.objects.unscoped(JOB).get_or_create(
            series=series,
            series_due_on=due_on,
            defaults=fields
            | {
                "commune": series.commune,
                "plan": series.plan,
                "plan_item": series.plan_item,
                "due_on": due_on,
                "original_due_on": due_on,
                "relation": unit.relation,
                "assigned_by": series.made_by,
                "search_text": words_to_search(fields["title"], fields),
            },
        )
        if made:
            partners = series.coordinating_units.exclude(pk=unit.pk)
            task.coordinating_units.set(partners)
            announce(task, by=None, note=f"Nhiệm vụ định kỳ: {series.get_frequency_display()}")
            if person.pk != series.responsible_id:
                notices.tell_heir(task, series)
    return task if made else None


def _who_carries(series):
    """(unit, person) of the next task: those of the series, or who stands in where the person or the unit is gone.

    The head of the unit stands in, or of the unit that took over its work; where nobody works there, a coordinator.
    """
    unit, person = series.lead_unit, series.responsible
    posts = Membership.objects.current().filter(unit=unit, person=person, role__in=CARRIERS)
    if person.is_active and posts.exists():
        return unit, person
    staff = staff_of(series.commune)
    for one in (unit, unit.successor):
        heir = staff.first_of(one.pk) if one and one.pk in staff.units else None
        if heir:
            return one, staff.people[heir]
    coordinators = notices.coordinators_of(series.commune_id)
    return unit, coordinators[0] if coordinators else person


@transaction.atomic
def edit_series(series, fields, *, coordinating_units, by, version, open_too=False):
    """Write changed fields of a running series; they hold for the tasks made from now on.

    `open_too`: its unfinished tasks follow in what was changed, but for what somebody changed on the task itself.
    Returns how many tasks followed, or None, having changed nothing, when somebody saved or stopped it meanwhile.
    """
    running = TaskSeries.objects.visible_to(by).filter(stopped_on=None)
    before = running.filter(pk=series.pk).select_related("lead_unit", "responsible").first()
    unread = running.filter(pk=series.pk, version=version)
    helped = set(before.coordinating_units.all()) if before else set()
    if before is None or not unread.update(**fields, version=version + 1):
        return None
    series.refresh_from_db()
    series.coordinating_units.set(coordinating_units)
    followed = 0
    if open_too:
        tasks = Task.objects.visible_to(by).filter(series=series, status__in=MAY_CHANGE)
        for task in tasks.select_related("lead_unit", "responsible").order_by("pk"):
            followed += _follow(task, before, series, helped, set(coordinating_units), by)
    make_due_tasks(series, day=today())
    return followed


def _follow(task, before, series, helped, helps, by):
    changed = {
        name: getattr(series, name)
        for name in (*HANDED_ON, "lead_unit", "responsible")
        if getattr(task, name) == getattr(before, name) != getattr(series, name)
    }
    # One person of another unit is no answer: both follow, or neither does.
    if "lead_unit" in changed or "responsible" in changed:
        changed |= {"lead_unit": series.lead_unit, "responsible": series.responsible}
    day = task.series_due_on
    if task.title == title_on(before, day) != title_on(series, day):
        changed["title"] = title_on(series, day)
    partners = set(task.coordinating_units.all())
    wanted = helps if partners == helped - {task.lead_unit} or partners == helped else partners
    wanted = wanted - {changed.get("lead_unit", task.lead_unit)}
    if not changed and wanted == partners:
        return False
    kept = {name: getattr(task, name) for name in ("title", "due_on", "lead_unit", "responsible")}
    return edit_task(
        task, {**kept, **{n: getattr(task, n) for n in HANDED_ON}, **changed},
        coordinating_units=wanted, by=by, version=task.version,
    )  # fmt: skip


def stop_series(series, *, by):
    """No more tasks from now on; those made stay. Returns whether it was still running."""
    running = TaskSeries.objects.visible_to(by).filter(pk=series.pk, stopped_on=None)
    return bool(running.update(stopped_on=today()))
