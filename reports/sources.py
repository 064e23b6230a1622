"""What the portal already knows about a round: the tasks of its period, with their latest news."""

from typing import NamedTuple

from django.db.models import OuterRef, Q, Subquery
from django.utils.timezone import localtime

from danvan.clock import today
from tasks.models import ProgressUpdate, Relation, Task

S = Task.Status


def tasks_of(round, unit=None):
    """The tasks a round reports on, each with `news` (its latest update) and its lead unit; of one unit if given.

    They are those of the round's plan, and others assigned before the period ended; not what was finished before it
    began, nor what was cancelled.
    """
    of_the_plan = Q(plan=round.plan_id) if round.plan_id else Q(pk__in=())
    mine = {"lead_unit": unit} if unit else {}
    latest = ProgressUpdate.objects.filter(task=OuterRef("pk")).order_by("-at", "-pk")
    return list(
        round.commune.tasks.filter(of_the_plan | Q(assigned_on__lte=round.period_to), **mine)
        .filter(Q(accepted_at=None) | Q(accepted_at__date__gte=round.period_from))
        .exclude(status=S.CANCELLED)
        .select_related("lead_unit")
        .annotate(news=Subquery(latest.values("text")[:1]))
        .order_by("lead_unit__position", "lead_unit", "due_on", "pk")
    )


class Tally(NamedTuple):
    """Each task counts in exactly one of the last four."""

    total: int
    in_time: int
    done_late: int
    overdue: int
    doing: int


def tally(tasks):
    states = [state_of(task) for task in tasks]
    counted = (states.count(state) for state in ("in_time", "done_late", "overdue", "doing"))
    return Tally(len(states), *counted)


def state_of(task):
    """ "in_time", "done_late", "overdue" or "doing". Done counts from the day it was reported done."""
    if task.status == S.DONE:
        finished = task.reported_at or task.accepted_at
        late = task.due_on and finished and localtime(finished).date() > task.due_on
        return "done_late" if late else "in_time"
    blamed = task.is_open and task.relation == Relation.ASSIGNED
    return "overdue" if blamed and task.due_on and task.due_on < today() else "doing"


STATE_WORDS = {
    "in_time": "đã hoàn thành",
    "done_late": "đã hoàn thành (sau hạn)",
    "overdue": "đang thực hiện (quá hạn)",
    "doing": "đang thực hiện",
}


def line_of(task):
    """One task in one line: its name, then its latest news, else its state."""
    name = task.title.strip().rstrip(".;:,")
    news = " ".join((task.news or "").split())
    return f"{name}: {news.rstrip('.;') or STATE_WORDS[state_of(task)]}."
