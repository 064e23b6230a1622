"""What pages ask about tasks. Each function says how many queries it makes; none of them grows with the rows."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, Q, When
from django.utils import timezone

from danvan.clock import today
from danvan.vietnamese import search_text
from plans.chain import of_chain
from tasks.models import Evidence, Extension, Lateness, Outcome, Task, standing
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
    reported = with_names(reported).only(*ROW, *NAMES, "reported_at")
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
    asked = asked.select_related("task__lead_unit", "asked_by").only(
        "new_due_on", "reason", "asked_at", "asked_by__full_name", "asked_by__username",
        "task__title", "task__due_on", "task__lead_unit__short_name",
    )  # fmt: skip
    return list(asked.order_by("asked_at")[:MOST_SHOWN])


def count_lateness(tasks):
    """How many of these tasks (a scoped queryset) are late, soon, fine, none: one query; keys are Lateness."""
    figures = {each.value: Count("pk", filter=standing(each)) for each in Lateness}
    return {Lateness(name): figure for name, figure in tasks.aggregate(**figures).items()}


def silent_for(days):
    """The condition (Q) of open tasks of which nothing was heard for at least so many days."""
    last_day = today() - timedelta(days=days)
    before = timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min))
    never = Q(last_update_at=None, assigned_on__lte=last_day)
    return Q(status__in=Task.OPEN) & (Q(last_update_at__lt=before) | never)


def of_outcome(outcome):
    """The condition (Q) of finished tasks that stood so to their due date."""
    judged = [Outcome.ON_TIME, Outcome.EXTENDED, Outcome.LATE]
    done = Q(status=Task.Status.DONE)
    return done & (Q(outcome=outcome) if outcome in judged else ~Q(outcome__in=judged))


NARROW = {
    "unit": lambda unit: Q(lead_unit=unit),
    "person": lambda person: Q(responsible=person),
    "plan": of_chain,
    "section": lambda section: Q(plan_item__in=section.items),
    "due_from": lambda day: Q(due_on__gte=day),
    "due_to": lambda day: Q(due_on__lte=day),
    "silent": silent_for,
    "q": lambda words: Q(search_text__contains=search_text(words)),
}


def tracked(tasks, filters):
    """Tasks narrowed by all filters but status, lateness and outcome, as cleaned by the form of filters."""
    for name, condition in NARROW.items():
        if filters.get(name):
            tasks = tasks.filter(condition(filters[name]))
    return tasks


def listed(tasks, filters):
    """`tracked` and `by_standing`: what a list of these filters holds."""
    return by_standing(tracked(tasks, filters), filters)


def by_standing(tasks, filters):
    """Tasks narrowed by status, lateness and outcome; without a status all but the cancelled."""
    return by_lateness_and_outcome(by_status(tasks, filters.get("status")), filters)


def by_lateness_and_outcome(tasks, filters):
    if filters.get("lateness"):
        tasks = tasks.standing(filters["lateness"])
    if filters.get("outcome"):
        tasks = tasks.filter(of_outcome(filters["outcome"]))
    return tasks


def by_status(tasks, status):
    """`status` is a Task.Status, or "open"; empty for all but the cancelled."""
    if status == "open":
        return tasks.open()
    if status:
        return tasks.filter(status=status)
    return tasks.exclude(status=Task.Status.CANCELLED)


OVER = (Task.Status.DONE, Task.Status.CANCELLED)
SORTED_BY = {
    "title": "search_text",
    "unit": "lead_unit__position",
    "person": "responsible__full_name",
    "due": "due_on",
    "status": "status",
    "updated": "last_update_at",
}


def in_order(tasks, sort):
    """Tasks in the order asked for ("due", "-due" …), the empty last.

    Where nothing is asked by due date, after what is still to be done what is over.
    """
    if not sort:
        is_over = Case(When(status__in=OVER, then=1), default=0)
        return tasks.order_by(is_over, F("due_on").asc(nulls_last=True), "pk")
    field = F(SORTED_BY[sort.removeprefix("-")])
    way = field.desc(nulls_last=True) if sort.startswith("-") else field.asc(nulls_last=True)
    return tasks.order_by(way, F("due_on").asc(nulls_last=True), "pk")


# What rows of lists show. The rest of a task, and of its unit, person and plan, is read on its own page alone: to read
# and to build it for each row took half the time of a list.
ROW = (
    "title", "relation", "status", "due_on", "original_due_on", "last_update_at", "outcome", "version",
)  # fmt: skip
NAMES = ("lead_unit__short_name", "responsible__full_name", "responsible__username")


def with_names(tasks):
    """Tasks with what a row shows and the names of their unit and person."""
    return tasks.select_related("lead_unit", "responsible").only(*ROW, *NAMES)


def for_table(tasks):
    """What a row of the tracking table shows, in one query."""
    evidence = Evidence.objects.filter(update__task=OuterRef("pk"), error="")
    rows = tasks.select_related("lead_unit", "responsible", "plan")
    rows = rows.only(*ROW, *NAMES, "plan__title")
    return with_urgings(rows.annotate(has_evidence=Exists(evidence)))
