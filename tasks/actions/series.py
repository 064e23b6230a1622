"""Recurring work makes ordinary tasks, some weeks ahead."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction

from danvan.clock import today
from tasks.actions.assigning import announce, words_to_search
from tasks.models import Task, TaskSeries

AHEAD = timedelta(days=30)
JOB = "tasks of every commune's series are made by a job"


def due_dates(series, until):
    """The due dates up to `until` and the series' end. Day 31 becomes the last day of shorter months."""
    number = 0
    last = min(until, series.last_due_on)
    while True:
        # Counted from the first date each time: 31/1, 28/2, 31/3, not 28/3.
        day = series.first_due_on + relativedelta(months=series.frequency_months * number)
        if day > last:
            return
        yield day
        number += 1


def start_series(*, by, **fields):
    """Keep a series and make the tasks that are near. Returns the TaskSeries; the same `key` gives the same one."""
    key = fields.get("key")
    with transaction.atomic():
        series, made = TaskSeries.objects.unscoped(
            "found again by its own random key"
        ).get_or_create(key=key, defaults=dict(fields, commune=by.commune, made_by=by))
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
    fields = {
        "title": series.title,
        "expected_result": series.expected_result,
        "lead_unit": series.lead_unit,
        "responsible": series.responsible,
    }
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
                "relation": series.lead_unit.relation,
                "assigned_by": series.made_by,
                "search_text": words_to_search(series.title, fields),
            },
        )
        if made:
            announce(task, by=None, note=f"Nhiệm vụ định kỳ: {series.get_frequency_display()}")
    return task if made else None


def stop_series(series, *, by):
    """No more tasks from now on; those made stay. Returns whether it was still running."""
    running = TaskSeries.objects.visible_to(by).filter(pk=series.pk, stopped_on=None)
    return bool(running.update(stopped_on=today()))
