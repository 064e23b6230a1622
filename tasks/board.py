"""The board: a column for each status in which somebody is to act, and what was finished lately."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from tasks.models import Task
from tasks.rules import MOVES

S = Task.Status
COLUMNS = (
    (S.NEW, "Chưa nhận"),
    (S.DOING, "Đang làm"),
    (S.RETURNED, "Bị trả lại"),
    (S.REPORTED, "Chờ xác nhận"),
    (S.PAUSED, "Tạm dừng"),
    (S.DONE, "Xong trong 30 ngày"),
)
STANDING = tuple(status for status, _ in COLUMNS if status != S.DONE)
MOST_CARDS = 50
DONE_FOR = timedelta(days=30)


class Card(NamedTuple):
    task: Task
    moves: dict

    @property
    def targets(self):
        """The columns this person may move the card to, for the script: "doing reported"."""
        return " ".join(move.target for move in self.moves.values())


class Column(NamedTuple):
    status: str
    label: str
    count: int
    cards: list

    @property
    def hidden(self):
        """How many cards are left out."""
        return self.count - len(self.cards)


def board_of(tasks, user):
    """The Columns of these tasks (a scoped queryset), with the moves open to this person; three queries."""
    found = {status: (0, []) for status, _ in COLUMNS}
    for task in _standing(tasks):
        found[task.status][1].append(task)
        found[task.status] = (task.in_column, found[task.status][1])
    found[S.DONE] = _done(tasks)
    return [
        Column(status, label, found[status][0], [card_of(task, user) for task in found[status][1]])
        for status, label in COLUMNS
    ]


def card_of(task, user):
    return Card(task, MOVES.open_to(user, task))


def _standing(tasks):
    """The first cards of each column, each with how many there are in it: one query for all columns."""
    column = {"partition_by": [F("status")]}
    by_date = [F("due_on").asc(nulls_last=True), F("pk").asc()]
    tasks = tasks.filter(status__in=STANDING).annotate(
        place=Window(RowNumber(), order_by=by_date, **column),
        in_column=Window(Count("pk"), **column),
    )
    return tasks.filter(place__lte=MOST_CARDS).select_related("lead_unit", "responsible")


def _done(tasks):
    done = tasks.filter(status=S.DONE, accepted_at__gte=timezone.now() - DONE_FOR)
    cards = done.select_related("lead_unit", "responsible").order_by("-accepted_at", "-pk")
    return done.count(), list(cards[:MOST_CARDS])
