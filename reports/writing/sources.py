"""What the portal already knows about a round: the tasks of its period, with their latest news."""

from collections import Counter
from typing import NamedTuple

from django.db.models import OuterRef, Q, Subquery

from danvan.clock import today
from tasks.models import Outcome, ProgressUpdate, Relation, Task

S = Task.Status


def tasks_of(round, unit=None):
    """The tasks a round reports on, each with `news` (its latest update) and its lead unit; of one unit if given.

    They are those of the round's plan, and others assigned before the period ended; not what was finished before it
    began, nor what was cancelled. `as_of` is the day `state_of` judges them on: no later than the round's closing day.
    """
    of_the_plan = Q(plan=round.plan_id) if round.plan_id else Q(pk__in=())
    mine = {"lead_unit": unit} if unit else {}
    latest = ProgressUpdate.objects.filter(task=OuterRef("pk")).order_by("-at", "-pk")
    tasks = list(
        round.commune.tasks.filter(of_the_plan | Q(assigned_on__lte=round.period_to), **mine)
        .filter(Q(accepted_at=None) | Q(accepted_at__date__gte=round.period_from))
        .exclude(status=S.CANCELLED)
        .select_related("lead_unit")
        .annotate(news=Subquery(latest.values("text")[:1]))
        .order_by("lead_unit__position", "lead_unit", "due_on", "pk")
    )
    day = min(today(), round.closing_day)
    for task in tasks:
        task.as_of = day
    return tasks


class Tally(NamedTuple):
    """Each task counts in exactly one of all but the first."""

    total: int
    in_time: int
    extended: int
    done_late: int
    undated: int
    overdue: int
    doing: int

    @property
    def done(self):
        return self.in_time + self.extended + self.done_late + self.undated

    @property
    def percent(self):
        """How much is done, in whole percent; all of it only when all of it is."""
        return 100 * self.done // self.total if self.total else 0


def tally(tasks):
    states = Counter(map(state_of, tasks))
    return Tally(len(tasks), *(states[name] for name in Tally._fields[1:]))


JUDGED = {
    Outcome.LATE: "done_late",
    Outcome.EXTENDED: "extended",
    Outcome.UNDATED: "undated",
}


def state_of(task):
    """ "in_time", "extended", "done_late", "undated", "overdue" or "doing", on the day `task.as_of`, else today.

    Of finished work it is what was said at its confirmation; what was asked of a body outside the government is
    never overdue.
    """
    day = getattr(task, "as_of", None) or today()
    done = task.status == S.DONE
    finished_later = done and task.finished_on is not None and task.finished_on > day
    if done and not finished_later:
        return JUDGED.get(task.outcome, "in_time")
    blamed = (task.is_open or finished_later) and task.relation == Relation.ASSIGNED
    return "overdue" if blamed and task.due_on and task.due_on < day else "doing"


STATE_WORDS = {
    "in_time": "đã hoàn thành",
    "extended": "đã hoàn thành (sau gia hạn)",
    "done_late": "đã hoàn thành (sau hạn)",
    "undated": "đã hoàn thành",
    "overdue": "đang thực hiện (quá hạn)",
    "doing": "đang thực hiện",
}


def line_of(task):
    """One task in one line: its name, then its latest news, else its state."""
    name = task.title.strip().rstrip(".;:,")
    news = " ".join((task.news or "").split())
    return f"{name}: {news.rstrip('.;') or STATE_WORDS[state_of(task)]}."
