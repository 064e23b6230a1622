"""A person's own work, sorted by when it is wanted; and the leader's look at what is late."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery

from danvan.clock import today
from tasks.models import Extension, ProgressUpdate, Relation, Task
from tasks.queries import ROW, extensions_for, waiting_for, with_names
from tasks.rules import CARRIERS
from tasks.urgings import with_urgings

S = Task.Status
MOST_OWN, MOST_OTHERS, MOST_LATE = 200, 50, 200
# What still lies with the person: done and given up are not.
ON_THE_DESK = (*Task.OPEN, S.PAUSED, S.REPORTED)


class Part(NamedTuple):
    """A heading with its tasks; `kind` says which, `own` whether they are the person's own."""

    kind: str
    title: str
    tasks: list
    own: bool = True


class Desk(NamedTuple):
    parts: list  # those that hold something
    to_confirm: list
    extensions: list

    @property
    def is_empty(self):
        return not any(self)


TITLES = {
    "late": "Quá hạn",
    "today": "Hôm nay là hạn",
    "week": "Trong tuần này",
    "later": "Sau tuần này",
    "none": "Chưa có hạn",
    "passed": "Đã qua ngày đề nghị phối hợp",
    "reported": "Đã báo xong, chờ xác nhận",
    "paused": "Tạm dừng",
}


def desk_of(user):
    """The Desk of a person: at most five queries, however much lies on it."""
    by_kind = {kind: [] for kind in TITLES}
    for task in own_tasks(user)[:MOST_OWN]:
        by_kind[kind_of(task)].append(task)
    parts = [Part(kind, TITLES[kind], tasks) for kind, tasks in by_kind.items()]
    parts.append(Part("unit", "Việc của đơn vị", list(_of_unit(user)[:MOST_OTHERS]), own=False))
    parts.append(Part("helping", "Việc đơn vị phối hợp", list(_helped(user)[:MOST_OTHERS]), own=False))  # fmt: skip
    return Desk([part for part in parts if part.tasks], waiting_for(user), extensions_for(user))


def own_tasks(user):
    """The person's own tasks that are not finished, the most urgent first."""
    own = Task.objects.visible_to(user).filter(responsible=user, status__in=ON_THE_DESK)
    return own.only(*ROW)


def kind_of(task):
    """Under which of TITLES a task of one's own stands today."""
    if task.status in {S.REPORTED, S.PAUSED}:
        return task.status
    if task.due_on is None:
        return "none"
    day = today()
    if task.due_on < day:
        return "late" if task.relation == Relation.ASSIGNED else "passed"
    if task.due_on == day:
        return "today"
    return "week" if task.due_on <= day + timedelta(days=6 - day.weekday()) else "later"


def _works_in_a_unit(user):
    return user.unit is not None and user.unit.commune_id and not user.unit.is_commune


def _of_unit(user):
    """For the head of a unit: what colleagues have in hand."""
    if not (_works_in_a_unit(user) and user.membership.is_head):
        return Task.objects.none()
    tasks = Task.objects.visible_to(user).open().filter(lead_unit=user.unit)
    return with_names(tasks.exclude(responsible=user))


def _helped(user):
    if not (_works_in_a_unit(user) and user.is_(*CARRIERS)):
        return Task.objects.none()
    helping = Task.coordinating_units.through.objects.filter(unit=user.unit)
    tasks = Task.objects.visible_to(user).open().filter(pk__in=helping.values("task"))
    return with_names(tasks.exclude(responsible=user))


class LateWork(NamedTuple):
    """`tasks` the longest late first, at most 200 of `total`; `units` are rows with counts, the worst first."""

    tasks: list
    units: list
    total: int


def late_work(user):
    """The LateWork of a commune, in two queries. Requested work is never in it."""
    late = Task.objects.visible_to(user).late()
    units = (
        late.order_by()
        .values("lead_unit", "lead_unit__short_name")
        .annotate(
            figure=Count("pk"),
            since=Min("due_on"),
            untouched=Count("pk", filter=Q(last_update_at=None)),
            last_update=Max("last_update_at"),
        )
        .order_by("-figure", "since", "lead_unit")
    )
    units = list(units)
    tasks = list(_with_last_words(late).order_by("due_on", "pk")[:MOST_LATE])
    by_unit = {}
    for task in tasks:
        by_unit.setdefault(task.lead_unit_id, []).append(task)
    for unit in units:
        unit["tasks"] = by_unit.get(unit["lead_unit"], [])
        unit["days"] = (today() - unit["since"]).days
    return LateWork(tasks, units, sum(unit["figure"] for unit in units))


def _with_last_words(tasks):
    """Tasks with what was done about them: urged how often, the last word of progress, more time asked for."""
    words = ProgressUpdate.objects.filter(task=OuterRef("pk")).order_by("-at", "-pk")
    asked = Extension.objects.filter(task=OuterRef("pk"), status=Extension.Status.ASKED)
    tasks = tasks.select_related("lead_unit", "responsible", "plan")
    return with_urgings(tasks).annotate(
        last_words=Subquery(words.values("text")[:1]),
        last_words_at=Subquery(words.values("at")[:1]),
        asked_until=Subquery(asked.values("new_due_on")[:1]),
    )
