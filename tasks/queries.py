"""What pages ask about tasks. Each function says how many queries it makes; none of them grows with the rows."""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from danvan.vietnamese import search_text
from plans.chain import of_chain
from tasks.models import Evidence, Extension, Lateness, Task, standing
from tasks.rules import judges_in
from tasks.urgings import with_urgings


class MyWork(NamedTuple):
    """Lists of tasks; `late`, `soon` and `rest` are the person's own, the others wait for the person's decision."""

    late: list
    soon: list
    rest: list
    to_confirm: list
    extensions: list

    @property
    def is_empty(self):
        return not any(self)


MOST_SHOWN = 50


def my_work(user):
    """The MyWork of a person: at most three queries, each list at most 50 long."""
    own = (
        Task.objects.visible_to(user)
        .open()
        .filter(responsible=user)
        .select_related("lead_unit", "plan")[:MOST_SHOWN]
    )
    by_chip = {}
    for task in own:
        by_chip.setdefault(task.chip, []).append(task)
    late, soon = by_chip.pop("late", []), by_chip.pop("soon", [])
    rest = [task for tasks in by_chip.values() for task in tasks]
    return MyWork(late, soon, rest, waiting_for(user), extensions_for(user))


def waiting_for(user):
    """Tasks reported done that this person can confirm; one query, none for other people."""
    if not judges_in(user):
        return []
    reported = Task.objects.visible_to(user).filter(status=Task.Status.REPORTED)
    reported = reported.select_related("lead_unit", "responsible")
    return list(reported.order_by("reported_at")[:MOST_SHOWN])


def extensions_for(user):
    """Requests for more time that this person can decide; one query, none for other people."""
    if not judges_in(user):
        return []
    asked = Extension.objects.filter(
        status=Extension.Status.ASKED,
        task__in=Task.objects.visible_to(user).exclude(
            status__in=[Task.Status.DONE, Task.Status.CANCELLED, Task.Status.REPORTED]
        ),
    )
    asked = asked.select_related("task__lead_unit", "asked_by").order_by("asked_at")
    return list(asked[:MOST_SHOWN])


def count_lateness(tasks):
    """How many of these tasks (a scoped queryset) are late, soon, fine, none: one query; keys are Lateness."""
    figures = {each.value: Count("pk", filter=standing(each)) for each in Lateness}
    return {Lateness(name): figure for name, figure in tasks.aggregate(**figures).items()}


def tracked(tasks, filters):
    """Tasks narrowed by unit, person, plan (any version of it) and words, as cleaned by the form of filters."""
    narrow = {
        "unit": lambda unit: Q(lead_unit=unit),
        "person": lambda person: Q(responsible=person),
        "plan": of_chain,
        "q": lambda words: Q(search_text__contains=search_text(words)),
    }
    for name, condition in narrow.items():
        if filters.get(name):
            tasks = tasks.filter(condition(filters[name]))
    return tasks


def by_status(tasks, status):
    """`status` is a Task.Status, or "open"; empty for all but the cancelled."""
    if status == "open":
        return tasks.open()
    if status:
        return tasks.filter(status=status)
    return tasks.exclude(status=Task.Status.CANCELLED)


def for_table(tasks):
    """What a row of the tracking table shows, in one query."""
    evidence = Evidence.objects.filter(update__task=OuterRef("pk"), error="")
    rows = tasks.select_related("lead_unit", "responsible", "plan")
    return with_urgings(rows.annotate(has_evidence=Exists(evidence)))
