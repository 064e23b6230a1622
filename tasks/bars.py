"""The Gantt chart: one bar a task from the day it was given to the day it is due, in a quarter or a year.

Every month is drawn equally wide. Places are whole numbers of the SVG's own units, so no style is needed.
"""

import calendar as gregorian
from datetime import date, timedelta
from typing import NamedTuple

from django.core.paginator import Paginator

from danvan.clock import today
from plans.models import PlanItem
from tasks.models import Task

SPANS = {"year": 12, "quarter": 3}
WIDTH = 1200
PER_PAGE = 200
# A commune has some hundred; the order of more than this is not worth the memory.
MOST_TASKS = 10_000
FIRST_YEAR, LAST_YEAR = 2000, 2100
QUARTERS = ("I", "II", "III", "IV")
NO_SECTION = "Ngoài kế hoạch"
S = Task.Status


class Window(NamedTuple):
    """A quarter or a year; `end` is its last day."""

    span: str
    start: date

    @property
    def months(self):
        return SPANS[self.span]

    @property
    def end(self):
        return _months_on(self.start, self.months) - timedelta(days=1)

    @property
    def before(self):
        return _months_on(self.start, -self.months)

    @property
    def after(self):
        return _months_on(self.start, self.months)

    @property
    def label(self):
        if self.span == "year":
            return f"năm {self.start.year}"
        return f"quý {QUARTERS[self.start.month // 3]} năm {self.start.year}"

    @property
    def month_width(self):
        return WIDTH // self.months

    @property
    def heads(self):
        return [_months_on(self.start, ahead).month for ahead in range(self.months)]

    @property
    def lines(self):
        """Where the months meet."""
        return [self.month_width * number for number in range(1, self.months)]

    def x(self, day):
        """The place of the beginning of `day`, held within the window."""
        months = (day.year - self.start.year) * 12 + day.month - self.start.month
        share = (day.day - 1) / gregorian.monthrange(day.year, day.month)[1]
        return min(max(round((months + share) * self.month_width), 0), WIDTH)

    @property
    def today(self):
        """The place of the middle of today, or None outside."""
        day = today()
        if not self.start <= day <= self.end:
            return None
        return (self.x(day) + self.x(day + timedelta(days=1))) // 2


def window_of(span, words):
    """The Window of a span ("year", "quarter") around the day that `words` name; today's for anything else."""
    span = span if span in SPANS else "year"
    try:
        day = date.fromisoformat((words or "")[:10])
    except ValueError:
        day = today()
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        day = today()
    return Window(span, date(day.year, (day.month - 1) // SPANS[span] * SPANS[span] + 1, 1))


def _months_on(day, count):
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


class Bar(NamedTuple):
    """`first` and `width` of the time given; `extended_at`, where the original date was; `done` up to the finish."""

    task: Task
    first: int
    width: int
    extended_at: int | None
    extended: int
    done: int

    @property
    def look(self):
        """The class that colours the bar: how late it is, else its status."""
        return self.task.chip or self.task.status

    @property
    def middle(self):
        return self.first + self.width // 2


def _day_after(day):
    """Also of the last day there is: a mistyped year must not cost everybody the chart."""
    return min(day, date.max - timedelta(days=1)) + timedelta(days=1)


def bar_of(task, window):
    first = min(task.assigned_on, task.due_on)
    end = window.x(_day_after(task.due_on))
    start = min(window.x(first), WIDTH - 4)
    original = task.original_due_on if task.was_extended else None
    cut = window.x(_day_after(original)) if original else None
    done = window.x(task.finished_on + timedelta(days=1)) if task.finished_on else start
    return Bar(
        task, start, max(end - start, 4), cut if original and original < task.due_on else None,
        max(end - cut, 0) if original else 0, max(done - start, 0),
    )  # fmt: skip


class Group(NamedTuple):
    label: str
    bars: list


def groups_of(tasks, window, *, by, user, page=1):
    """(page of a Paginator, its Groups) of tasks (a scoped queryset) that touch the window; at most five queries.

    `by` is "unit" or "section": the top of the plan's outline, or the heading just below it.
    """
    tasks = tasks.filter(due_on__gte=window.start, assigned_on__lte=window.end)
    place_of = _by_section(tasks, user) if by == "section" else _by_unit
    placed = [(*place_of(row), order, row[0]) for order, row in enumerate(_keys(tasks))]
    found = Paginator(sorted(placed), PER_PAGE).get_page(page)
    shown = tasks.filter(pk__in=[pk for *_, pk in found])
    by_pk = {task.pk: task for task in shown.select_related("lead_unit", "responsible")}
    groups = {}
    for place, label, _, pk in found:
        if pk in by_pk:
            groups.setdefault((place, label), []).append(bar_of(by_pk[pk], window))
    return found, [Group(label, bars) for (_, label), bars in groups.items()]


def _keys(tasks):
    names = ("pk", "lead_unit__position", "lead_unit", "lead_unit__short_name", "plan_item")
    return tasks.order_by("due_on", "pk").values_list(*names)[:MOST_TASKS]


def _by_unit(row):
    _, position, unit, name, _ = row
    return (position, unit), name


def _by_section(tasks, user):
    plans = tasks.exclude(plan_item=None).order_by().values("plan_item__plan").distinct()
    sections = _sections(plans, user)
    return lambda row: sections.get(row[-1], (_LAST, NO_SECTION))


_LAST = (1, 0, 0)


def _sections(plans, user):
    """{pk of an item: (its section's place in the order, its words)} of these plans; one query."""
    items = PlanItem.objects.visible_to(user).filter(plan__in=plans).order_by("-plan", "position")
    items = list(items.values_list("pk", "parent", "marker", "heading", "text"))
    by_pk = {item[0]: item for item in items}
    orders = {item[0]: number for number, item in enumerate(items)}
    found = {}
    for pk in by_pk:
        path = _path(pk, by_pk)
        heads = path[:2] if len(path) > 1 and path[1][3] else path[:1]
        place = (0, orders[heads[0][0]], orders[heads[-1][0]])
        found[pk] = (place, _label(heads))
    return found


def _path(pk, by_pk):
    path = [by_pk[pk]]
    while path[0][1] in by_pk and len(path) < 30:
        path.insert(0, by_pk[path[0][1]])
    return path


def _label(heads):
    marks = ".".join(head[2] for head in heads if head[2])
    words = heads[-1][3] or "Mục không có tiêu đề"
    return f"{marks}. {words}" if marks else words
