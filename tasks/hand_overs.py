"""What a person has in hand, and what those who have left still have."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from accounts.models import Membership, Person, Unit
from danvan.clock import today
from tasks.models import Task, TaskSeries
from tasks.rules import CARRIERS

S = Task.Status
# Whatever is not over: what waits for confirmation may come back, what is paused goes on.
IN_HAND = (S.NEW, S.DOING, S.RETURNED, S.PAUSED, S.REPORTED)
# More than anybody carries; the rest stands on the page after the first hand-over.
MOST = 500


class InHand(NamedTuple):
    tasks: list
    series: list

    def __len__(self):
        return len(self.tasks) + len(self.series)


def tasks_in_hand(user):
    """All tasks of the user's commune that are not over; a queryset."""
    return Task.objects.visible_to(user).filter(status__in=IN_HAND)


def series_in_hand(user):
    """All series that will still make tasks; a queryset."""
    running = TaskSeries.objects.visible_to(user).filter(stopped_on=None)
    return running.filter(last_due_on__gte=today())


def in_hand(person, *, by):
    """The InHand of a person, as `by` sees it: two queries."""
    tasks = tasks_in_hand(by).filter(responsible=person).select_related("lead_unit__successor")
    series = series_in_hand(by).filter(responsible=person).select_related("lead_unit__successor")
    return InHand(list(tasks[:MOST]), list(series[:MOST]))


class Left(NamedTuple):
    """Somebody who can do no more work here, or whose unit is closed, with how much still bears the name."""

    person: Person
    count: int


def left_behind(user):
    """[Left], the most first: work of people without a post or account, and work of units that are closed.

    Three queries, whatever their number; none for whom nothing concerns.
    """
    if user.commune is None:
        return []
    counts = Counter()
    for work in (tasks_in_hand(user), series_in_hand(user)):
        left = work.filter(_without_hands(user.commune) | _in_closed_unit())
        counts.update(left.order_by().values_list("responsible", flat=True))
    people = Person.objects.in_bulk(list(counts))
    return [Left(people[pk], count) for pk, count in counts.most_common()]


def _without_hands(commune):
    posts = Membership.objects.current().filter(
        person=OuterRef("responsible"), person__is_active=True, unit__commune=commune, role__in=CARRIERS
    )  # fmt: skip
    return ~Exists(posts)


def _in_closed_unit():
    return Exists(Unit.objects.filter(pk=OuterRef("lead_unit"), valid_to__lt=today()))


def people_in_hand(user):
    """[(person, how many)] of everybody in the commune with work in hand: three queries."""
    counts = Counter(tasks_in_hand(user).order_by().values_list("responsible", flat=True))
    counts.update(series_in_hand(user).order_by().values_list("responsible", flat=True))
    people = Person.objects.in_bulk(list(counts))
    return [(people[pk], count) for pk, count in counts.items()]


def heir_of(unit, staff):
    """Whom to propose where the unit is closed: the head of its successor (of that one's, …); else None."""
    seen = set()
    while unit and unit.valid_to and unit.valid_to < today() and unit.pk not in seen:
        seen.add(unit.pk)
        unit = unit.successor
    return staff.first_of(unit.pk) if unit and seen else None
