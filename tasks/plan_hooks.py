"""What plans/ asks of tasks, which it may not import: see plans.hooks."""

from collections import defaultdict

from django.utils import timezone

from plans.hooks import DONE_ITEMS, SUPERSEDED, UNITS_AT_WORK, hook
from tasks.actions.amending import follow
from tasks.models import Task

hook(SUPERSEDED)(follow)


@hook(DONE_ITEMS)
def done_items(plan):
    """Items all of whose tasks are done, none of them one of a series. One query."""
    tasks = defaultdict(list)
    given = Task.objects.unscoped("facts beside the plan that the reader has in hand")
    for task in given.filter(plan_item__plan=plan).exclude(status=Task.Status.CANCELLED):
        tasks[task.plan_item_id].append(task)
    return {item: _told(found) for item, found in tasks.items() if all(map(_is_done, found))}


def _is_done(task):
    return task.status == Task.Status.DONE and task.series_id is None


def _told(tasks):
    days = [timezone.localtime(task.accepted_at).date() for task in tasks if task.accepted_at]
    return f"đã hoàn thành ngày {max(days):%d/%m/%Y}" if days else "đã hoàn thành"


@hook(UNITS_AT_WORK)
def units_at_work(plan, user):
    """The lead and the coordinating units of the tasks on the plan's items; two queries."""
    tasks = Task.objects.visible_to(user).filter(plan_item__plan=plan)
    tasks = tasks.exclude(status=Task.Status.CANCELLED).order_by()
    lead = tasks.values_list("lead_unit", "plan_item")
    along = tasks.exclude(coordinating_units=None).values_list("coordinating_units", "plan_item")
    return [(*pair, "lead") for pair in lead] + [(*pair, "help") for pair in along]
