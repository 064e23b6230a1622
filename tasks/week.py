"""The sheet for the weekly meeting (giao ban): what is late, what is due, what was done in the week before."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from danvan.clock import today
from tasks.models import Outcome, Relation, Task

S = Task.Status
FIRST_YEAR, LAST_YEAR = 2000, 2100
SUNDAY, SATURDAY = 6, 5
# More than any commune has; the counts would be of these.
MOST_TASKS = 2000


class Part(NamedTuple):
    key: str
    title: str
    nothing: str
    tasks: list


class UnitLine(NamedTuple):
    unit: object
    late: int
    due: int
    done: int


class Sheet(NamedTuple):
    """`as_of` is the day on which it is told what is late: today, or the Monday of a week gone by."""

    monday: date
    as_of: date
    late: Part
    due: Part
    done: Part

    @property
    def parts(self):
        return (self.late, self.due, self.done)

    @property
    def sunday(self):
        return self.monday + timedelta(days=SUNDAY)

    @property
    def label(self):
        return f"từ {self.monday:%d/%m} đến {self.sunday:%d/%m/%Y}"

    @property
    def before(self):
        return self.monday - timedelta(days=7)

    @property
    def after(self):
        return self.monday + timedelta(days=7)

    @property
    def units(self):
        """A UnitLine for each unit with anything on the sheet, in the order of the commune."""
        counts = [Counter(task.lead_unit for task in part.tasks) for part in self.parts]
        units = sorted(set().union(*counts), key=lambda unit: (unit.position, unit.pk))
        return [UnitLine(unit, *(count[unit] for count in counts)) for unit in units]


def monday_of(words):
    """The Monday of the week of the day that `words` name; else of this week, on its last two days of the next one."""
    try:
        day = date.fromisoformat((words or "")[:10])
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        day = today()
        # Nobody meets on these; the sheet is got ready for Monday.
        day += timedelta(days=2 if day.weekday() >= SATURDAY else 0)
    return day - timedelta(days=day.weekday())


def sheet_of(tasks, monday):
    """The Sheet of the week that begins on `monday`, of tasks (a scoped queryset); three queries."""
    sunday = monday + timedelta(days=SUNDAY)
    as_of = monday if sunday < today() else today()
    tasks = tasks.select_related("lead_unit", "responsible").order_by("due_on", "pk")
    late = tasks.filter(_unfinished(as_of), relation=Relation.ASSIGNED, due_on__lt=as_of)
    late = late.exclude(status__in=[S.PAUSED])
    if as_of == today():
        # With the coordinator, to be confirmed: nobody is behind.
        late = late.exclude(status=S.REPORTED)
    due = tasks.filter(_unfinished(as_of), due_on__range=(max(monday, as_of), sunday))
    last = (monday - timedelta(days=7), monday - timedelta(days=1))
    done = tasks.filter(status=S.DONE, finished_on__range=last).order_by("finished_on", "pk")
    return Sheet(
        monday,
        as_of,
        Part("late", "Quá hạn", "Không có việc quá hạn.", list(late[:MOST_TASKS])),
        Part("due", "Đến hạn trong tuần", "Không có việc đến hạn.", list(due[:MOST_TASKS])),
        Part("done", "Xong tuần trước", "Chưa có việc nào hoàn thành.", list(done[:MOST_TASKS])),
    )


def _unfinished(day):
    """The condition (Q) of tasks that were not finished when `day` began."""
    begins = timezone.make_aware(datetime.combine(day, time.min))
    waiting = Q(status=S.REPORTED) & (Q(reported_at=None) | Q(reported_at__gte=begins))
    if day == today():
        waiting = Q(status=S.REPORTED)
    finished_later = Q(status=S.DONE, finished_on__gte=day) if day != today() else Q(pk=None)
    return Q(status__in=[*Task.OPEN, S.PAUSED]) | waiting | finished_later


def remark_on(task, part, as_of):
    """The last column: how many days late, how it stands, or how it was finished."""
    if part == "late":
        return f"quá {(as_of - task.due_on).days} ngày"
    if part == "due":
        return "" if task.is_open else task.get_status_display()
    on_time = task.outcome in {"", Outcome.UNDATED}
    return "" if on_time else Outcome(task.outcome).label
