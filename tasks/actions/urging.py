"""Đôn đốc: one press reaches the responsible person at once, at most once a day for each task."""

from django.db import transaction

from danvan.clock import today
from tasks import notices
from tasks.models import TaskHistory

MOST_AT_ONCE = 200


@transaction.atomic
def urge(tasks, *, by):
    """Urge on the open tasks among `tasks` (a scoped queryset). Returns those urged now."""
    # Held, so that two presses at once do not both count.
    open_tasks = list(
        tasks.open()
        .select_related("responsible", "lead_unit")
        .select_for_update(of=("self",))
        .order_by("pk")[:MOST_AT_ONCE]
    )
    urged_today = set(
        TaskHistory.objects.filter(
            task__in=[task.pk for task in open_tasks], move="urge", at__date=today()
        ).values_list("task", flat=True)
    )
    urged = [task for task in open_tasks if task.pk not in urged_today]
    TaskHistory.objects.bulk_create(_line(task, by) for task in urged)
    notices.tell_urged(urged, today(), by=by)
    return urged


def _line(task, by):
    return TaskHistory(
        task=task,
        move="urge",
        label="Đôn đốc" if task.relation == "assigned" else "Trao đổi, nhắc việc",
        before=task.status,
        after=task.status,
        by=by,
    )
