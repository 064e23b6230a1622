"""The page on which the items of an issued plan become tasks: a group of rows an item, each row a task to be given."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from danvan.clock import today
from plans.chain import of_chain
from plans.models import PlanDuty, PlanItem
from tasks.forms.grid import COLUMNS, RowForm, words_of
from tasks.last_year import earlier_of
from tasks.models import Task, TaskSeries
from tasks.names import Names
from tasks.offers import Offer, offers_of
from tasks.posted import Posted, key_of
from tasks.suggestions import plain_words

# Where a plan hands out work. The other parts say why and how much, and are shown on demand.
WORKING_PARTS = (PlanItem.Kind.TASKS, PlanItem.Kind.IMPLEMENTATION)
AS_LAST_YEAR = "Hạn tính theo năm {year}, cần xem."
# How often people say how continuous work stands, until the series is given another rhythm.
CHECK_IN_MONTHS = 3


@dataclass
class Row:
    """A task to be given: its cells as words, what is asked about them, and the form once it is taken."""

    key: str
    number: int
    offer: Offer
    cells: dict
    asks: dict
    taken: bool = False
    form: RowForm | None = None
    unit: object = None
    typed: bool = False

    @property
    def errors(self):
        return self.form.errors if self.form else {}

    @property
    def is_requested(self):
        return self.unit is not None and self.unit.relation == "requested"

    @property
    def is_sure(self):
        """All that a task needs is there, and nothing is asked."""
        return not self.asks and all(self.cells[name] for name in ("title", "unit", "person", "due_on"))  # fmt: skip


@dataclass
class Group:
    """An item of the plan with its rows and what was given for it already; a heading has no rows."""

    item: PlanItem
    words: str
    level: int
    is_heading: bool = False
    rows: list = field(default_factory=list)
    tasks: tuple = ()
    series: tuple = ()
    earlier: object = None
    earlier_words: str = ""
    was: str = (
        ""  # its words in the version from which typed rows were taken over, where they differ
    )

    @property
    def seen(self):
        """How much was given for it: a second press finds more than the page was drawn with."""
        return sum(task.series_id is None for task in self.tasks) + len(self.series)

    @property
    def is_given(self):
        return bool(self.tasks or self.series)


class Board:
    """All groups of a plan's page in its order. The queries do not grow with the items."""

    def __init__(self, plan, *, user, staff, posted=None, every_part=False, only=None):
        """`posted` is what was typed; `only` the primary keys of items to be looked at, all without it."""
        self.plan, self.user, self.staff, self.names = plan, user, staff, Names(staff)
        self.posted = posted or Posted()
        items = list(plan.items.order_by("position", "pk"))
        self._below = _words_below(items)
        self._tasks, self._series = self._given()
        self._earlier = earlier_of(plan, user)
        self._duties = self._duties_by_item(items)
        ordered = _in_order(items, every_part, set(self.posted.rows))
        self.groups = [
            self._group(item, level) for item, level in ordered if only is None or item.pk in only
        ]

    @property
    def rows(self):
        return [row for group in self.groups for row in group.rows]

    @property
    def taken(self):
        return [(group, row) for group in self.groups for row in group.rows if row.taken]

    def _given(self):
        """(tasks, series) by uid of the item. Those of an earlier version count: what was given is not given again."""
        tasks, series = defaultdict(list), defaultdict(list)
        given = Task.objects.visible_to(self.user).filter(of_chain(self.plan))
        given = given.exclude(plan_item=None).exclude(status=Task.Status.CANCELLED)
        for task in given.select_related("lead_unit", "plan_item").order_by("pk"):
            tasks[task.plan_item.uid].append(task)
        running = TaskSeries.objects.visible_to(self.user).filter(of_chain(self.plan))
        running = running.exclude(plan_item=None).filter(stopped_on=None)
        for each in running.select_related("lead_unit", "plan_item"):
            series[each.plan_item.uid].append(each)
        return tasks, series

    def _duties_by_item(self, items):
        """What the import understood of each item and of the lines right below it, whose labels belong to it.

        An amendment takes them over with its items, which keep their uid.
        """
        by_uid = {item.uid: item for item in items}
        found = defaultdict(list)
        duties = PlanDuty.objects.visible_to(self.user).filter(of_chain(self.plan))
        for duty in duties.select_related("item").defer("item__text", "item__table"):
            if item := by_uid.get(duty.item.uid):
                for pk in {item.pk, item.parent_id}:
                    found[pk].append(duty)
        return found

    def _group(self, item, level):
        words = plain_words(item.text or item.heading)
        if not item.text:
            return Group(item, words, level, is_heading=True)
        earlier = self._earlier.get(item.uid)
        group = Group(
            item,
            words,
            level,
            tasks=tuple(self._tasks.get(item.uid, ())),
            series=tuple(self._series.get(item.uid, ())),
            earlier=earlier,
            earlier_words=earlier.words(self.staff) if earlier else "",
        )
        group.rows = self._rows(group)
        return group

    def _rows(self, group):
        item = group.item
        offers = offers_of(
            item, self.staff, year=self.plan.year,
            below=self._below.get(item.pk, ()), duties=self._duties.get(item.pk, ()),
        )  # fmt: skip
        if group.earlier:
            offers = [
                _as_before(offer, group.earlier, self.staff, is_first=not number)
                for number, offer in enumerate(offers)
            ]
        sent = self.posted.rows.get(item.pk, {})
        wanted = {number: offers[number] for number in _still_open(offers, group)}
        for number in sent:
            wanted[number] = offers[number] if number < len(offers) else _further(offers[0])
        return [self._row(group, number, wanted[number]) for number in sorted(wanted)]

    def _row(self, group, number, offer):
        cells = words_of(offer.values, self.names)
        row = Row(key_of(group.item.pk, number), number, offer, cells, dict(offer.asks))
        row.unit = offer.values["unit"]
        sent = self.posted.rows.get(group.item.pk, {}).get(number)
        if sent is not None:
            self._fill(row, sent, taken=(group.item.pk, number) in self.posted.taken)
            if row.taken:
                meanwhile = self.posted.seen.get(group.item.pk) != group.seen
                row.form = RowForm(
                    row.cells, names=self.names, year=self.plan.year, is_given_meanwhile=meanwhile
                )
        return row

    def _fill(self, row, sent, taken):
        """Put the words that were sent into the cells; an answer to a question ends it."""
        typed = {name: sent[name] for name in COLUMNS if name in sent}
        if typed and "evidence" not in typed:
            # A box that is not ticked sends nothing.
            typed["evidence"] = ""
        row.typed = any(row.cells[name] != words for name, words in typed.items())
        row.asks = {
            name: ask for name, ask in row.asks.items() if typed.get(name, row.cells[name]) == row.cells[name]
        }  # fmt: skip
        row.cells |= typed
        row.taken = taken
        row.unit = self.names.unit(row.cells["unit"])


def _further(offer):
    """A row that a person added: the item's own words, unit and person, the rest is theirs to say."""
    empty = {"due_on": None, "rhythm": "", "target": None, "target_unit": ""}
    asks = {name: ask for name, ask in offer.asks.items() if name in ("unit", "person")}
    return Offer({**offer.values, **empty}, asks)


def _still_open(offers, group):
    """The numbers of the offers that nothing was given for: each task and series stands for the one it came from."""
    left = dict(enumerate(offers))
    singles = [task for task in group.tasks if task.series_id is None]
    strangers = []
    for given in [*group.series, *singles]:
        came_from = next((n for n, offer in left.items() if _made_of(given, offer)), None)
        if came_from is None:
            strangers.append(given)
        else:
            del left[came_from]
    return list(left)[len(strangers) :]


def _made_of(given, offer):
    if isinstance(given, TaskSeries):
        return offer.is_recurring
    if offer.is_recurring:
        return False
    days = {given.written_due_on, given.original_due_on} - {None}
    return bool(days & {offer.written_due_on, offer.values["due_on"]})


def _as_before(offer, earlier, staff, *, is_first):
    """What last year's task says goes before what the words suggest, but for a date printed in the new text."""
    values, asks = dict(offer.values), dict(offer.asks)
    if unit := earlier.unit(staff):
        values |= {"unit": unit, "person": earlier.person(staff)}
        asks = {name: ask for name, ask in asks.items() if name not in ("unit", "person")}
    if partners := [one for one in earlier.partners(staff) if one != values["unit"]]:
        values["partners"] = partners
        asks.pop("partners", None)
    values["partners"] = [one for one in values["partners"] if one != values["unit"]]
    if earlier.given.expected_result:
        values["result"] = earlier.given.expected_result
    values["evidence"] = earlier.needs_evidence
    if is_first and offer.written_due_on is None:
        values, asks = _due_as_before(values, asks, earlier)
    return offer._replace(values=values, asks=asks)


def _due_as_before(values, asks, earlier):
    if earlier.is_series:
        values["rhythm"] = earlier.given.frequency
        asks.pop("rhythm", None)
    day = earlier.shifted(earlier.given.first_due_on) if earlier.is_series else earlier.due_on
    if day and day >= today():
        values["due_on"] = day
        asks["due_on"] = AS_LAST_YEAR.format(year=earlier.year)
    return values, asks


def _words_below(items):
    """The words of the lines right below each item: labels among them say who leads it and when it is due."""
    below = defaultdict(list)
    for item in items:
        if item.text and item.parent_id:
            below[item.parent_id].append(plain_words(item.text))
    return below


def _in_order(items, every_part, typed):
    """(item, level) from top to bottom; without `every_part` only of the parts that hand out work, if there are any.

    A part in which something was typed is shown in any case.
    """
    children = defaultdict(list)
    parents = {item.pk: item.parent_id for item in items}
    for item in items:
        children[item.parent_id].append(item)
    needed = set()
    for pk in typed & parents.keys():
        while pk:
            needed.add(pk)
            pk = parents[pk]
    tops = children.get(None, [])
    working = [item for item in tops if item.kind in WORKING_PARTS]
    shown = [item for item in tops if item in working or item.pk in needed]
    stack = [(item, 0) for item in reversed(tops if every_part or not working else shown)]
    while stack:
        item, level = stack.pop()
        yield item, level
        stack.extend((child, level + 1) for child in reversed(children.get(item.pk, [])))


def fields_of(group, row, plan):
    """(is_series, keyword arguments of `assign` or `start_series`) for a row whose form is valid."""
    cleaned = row.form.cleaned_data
    shared = {
        "title": cleaned["title"],
        "lead_unit": cleaned["unit"],
        "responsible": cleaned["person"],
        "expected_result": cleaned["result"],
        "detail": ""
        if group.words.rstrip(" .;") == cleaned["title"].rstrip(" .;")
        else group.words,
        "plan": plan,
        "plan_item": group.item,
        "coordinating_units": cleaned["partners"],
        "needs_evidence": cleaned["evidence"],
    }
    if cleaned["rhythm"]:
        first, end = cleaned["due_on"], date(plan.year, 12, 31)
        continuous = cleaned["rhythm"] == TaskSeries.Frequency.CONTINUOUS
        return True, {
            **shared,
            "frequency": cleaned["rhythm"],
            "check_in_months": CHECK_IN_MONTHS if continuous else None,
            "first_due_on": first,
            "last_due_on": max(first, end),
        }
    return False, {
        **shared,
        "due_on": cleaned["due_on"],
        "due_words": row.offer.due_words,
        "written_due_on": row.offer.written_due_on,
        "due_kind": row.offer.due_kind,
        "target": cleaned["target"],
        "target_unit": cleaned["target_unit"] if cleaned["target"] else "",
    }
