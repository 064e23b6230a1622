"""Đôn đốc: one press reaches the responsible person at once, at most once a day for each task."""

from dataclasses import dataclass, field

from django.db import transaction

from danvan.clock import today
from tasks import notices
from tasks.models import Relation, TaskHistory, Urging

MOST_AT_ONCE = 200
LABELS = {Relation.ASSIGNED: "Đôn đốc", Relation.REQUESTED: "Trao đổi, nhắc việc"}


@dataclass
class Urged:
    """What became of the tasks chosen: `reached` now, `earlier` (Urging) today by somebody, `closed` to urging.

    Its length is the number reached. `beyond` counts those that were too many for one press.
    """

    reached: list = field(default_factory=list)
    earlier: list = field(default_factory=list)
    closed: list = field(default_factory=list)
    beyond: int = 0

    def __len__(self):
        return len(self.reached)

    def __iter__(self):
        return iter(self.reached)


@transaction.atomic
def urge(tasks, *, by):
    """Urge on the open tasks among `tasks` (a scoped queryset), the first 200 by their number. Returns an Urged.

    As many statements for 200 tasks as for one.
    """
    day = today()
    # Held, so that of two presses at once the second finds the rows of the first.
    chosen = list(
        tasks.select_related("responsible", "lead_unit")
        .select_for_update(of=("self",))
        .order_by("pk")[: MOST_AT_ONCE + 1]
    )
    beyond = tasks.count() - MOST_AT_ONCE if len(chosen) > MOST_AT_ONCE else 0
    chosen = chosen[:MOST_AT_ONCE]
    open_tasks = [task for task in chosen if task.is_open]
    earlier = list(
        Urging.objects.filter(task__in=[task.pk for task in open_tasks], day=day).select_related(
            "task", "by"
        )
    )
    told = {urging.task_id for urging in earlier}
    reached = [task for task in open_tasks if task.pk not in told]
    # No conflict is ignored: whatever came between would be an error and no second notice.
    Urging.objects.bulk_create(Urging(task=task, day=day, by=by) for task in reached)
    TaskHistory.objects.bulk_create(_line(task, by) for task in reached)
    notices.tell_urged(reached, day, by=by)
    return Urged(reached, earlier, [task for task in chosen if not task.is_open], beyond)


def _line(task, by):
    return TaskHistory(
        task=task,
        move="urge",
        label=LABELS[task.relation],
        before=task.status,
        after=task.status,
        by=by,
    )
