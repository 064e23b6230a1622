"""What an amended plan means for the tasks of the version before it: which are touched, and what is proposed for each.

There is no table of decisions. A task that still hangs on a version out of force waits for one; each decision takes it
off that version: over to the one in force, out of the plan, or cancelled. Finished tasks are never asked about.
"""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import Count

from danvan.clock import today
from documents.differences import word_changes
from plans.chain import earlier_versions, newest_versions
from plans.models import Plan, PlanItem
from tasks.models import Task, TaskSeries
from tasks.people import staff_of
from tasks.suggestions import plain_words, suggest

CLOSED = (Task.Status.DONE, Task.Status.CANCELLED)
SAME, CHANGED, GONE = "same", "changed", "gone"
FIELDS = {"title": "Nội dung", "detail": "Yêu cầu", "expected_result": "Kết quả"}


class Said(NamedTuple):
    """An item of a version, with the words of the lines right below it: labels among them belong to it."""

    item: PlanItem
    words: str
    below: tuple

    def says_the_same_as(self, other):
        return (self.words, self.below) == (other.words, other.below)


class Text:
    """What the items of one or more versions say, by primary key and by uid. One query."""

    def __init__(self, items):
        rows = list(items)
        below = defaultdict(list)
        for row in rows:
            if row.text:
                below[row.parent_id].append(_squeezed(row))
        said = [Said(row, _squeezed(row), tuple(below[row.pk])) for row in rows]
        self.by_pk = {each.item.pk: each for each in said}
        self.by_uid = {each.item.uid: each for each in said}


def _squeezed(row):
    return plain_words(row.text) if row.text else " ".join(row.words.split())


class Fate(NamedTuple):
    """What became of the item a task or a series hangs on: SAME, CHANGED or GONE, the item before and after."""

    kind: str
    old: Said | None
    new: Said | None


class Versions(NamedTuple):
    """A version in force held against those before it."""

    plan: object
    earlier: list
    before: Text
    now: Text

    def fate_of(self, thing):
        """The Fate of the item of a task or series; one that hangs on the plan as a whole goes along as it is."""
        old = self.before.by_pk.get(thing.plan_item_id)
        if old is None:
            return Fate(SAME, None, None)
        new = self.now.by_uid.get(old.item.uid)
        if new is None:
            return Fate(GONE, old, None)
        return Fate(SAME if old.says_the_same_as(new) else CHANGED, old, new)


def versions_of(plan, user):
    """The Versions of a plan in force: four queries, whatever the number of versions, items and tasks."""
    earlier = earlier_versions(plan)
    items = PlanItem.objects.visible_to(user).filter(plan__in=earlier)
    return Versions(plan, earlier, Text(items), Text(plan.items.all()))


def new_items(plan):
    """Items that the version before did not have and nobody was given yet; headings and tables aside."""
    known = plan.amends.items.values("uid")
    given = plan.commune.tasks.filter(plan=plan).exclude(plan_item=None).values("plan_item")
    fresh = plan.items.exclude(uid__in=known).exclude(pk__in=given).exclude(text="")
    return list(fresh.order_by("position", "pk"))


def undecided_tasks(plan, earlier):
    waiting = plan.commune.tasks.filter(plan__in=earlier).exclude(status__in=CLOSED)
    return waiting.select_related("lead_unit", "responsible", "plan")


def undecided_series(plan, earlier):
    running = plan.commune.task_series.filter(stopped_on=None, last_due_on__gte=today())
    return running.filter(plan__in=earlier).select_related("lead_unit", "responsible", "plan")


def waiting_after_amendments(user):
    """[(the version in force, how many tasks and series wait for a decision)]: five queries, for the home page."""
    out_of_force = {"plan__status": Plan.Status.SUPERSEDED}
    tasks = Task.objects.visible_to(user).filter(**out_of_force).exclude(status__in=CLOSED)
    series = TaskSeries.objects.visible_to(user).filter(**out_of_force, stopped_on=None)
    series = series.filter(last_due_on__gte=today())
    waiting = Counter()
    for rows in (tasks, series):
        counted = rows.order_by().values("plan").annotate(how_many=Count("pk"))
        waiting.update({each["plan"]: each["how_many"] for each in counted})
    found = Counter()
    newest = newest_versions(user.commune, list(waiting))
    for old, count in waiting.items():
        found[newest[old]] += count
    return list(found.items())


class Touched(NamedTuple):
    """A task that waits for a decision: what became of its item, and what the new words would make of it."""

    task: Task
    fate: Fate
    update: dict  # field → new value; empty where the new words change nothing the task holds
    remarks: tuple  # sentences on what is not changed by itself

    @property
    def kind(self):
        return self.fate.kind

    @property
    def changes(self):
        """The words of the item, before and after; None where there are not both."""
        return changes_of(self.fate)

    @property
    def proposal(self):
        """The choice (see tasks.actions.amending) that is proposed."""
        if self.kind == GONE:
            # Work that was reported as done is not thrown away by the way.
            return "release" if self.task.status == Task.Status.REPORTED else "cancel"
        return "update" if self.update else "keep"

    @property
    def stamp(self):
        return f"{self.task.pk}:{self.task.version}"

    @property
    def update_lines(self):
        """(label, value before, value after) of what the proposal would change."""
        task, update = self.task, self.update
        lines = []
        if "due_on" in update:
            lines.append(("Hạn", _day(task.due_on), _day(update["due_on"])))
        for name, label in FIELDS.items():
            if name in update:
                lines.append((label, getattr(task, name) or "chưa ghi", update[name] or "bỏ trống"))
        return lines


class TouchedSeries(NamedTuple):
    series: object
    fate: Fate
    update: dict

    @property
    def kind(self):
        return self.fate.kind

    @property
    def changes(self):
        return changes_of(self.fate)

    @property
    def proposal(self):
        if self.kind == GONE:
            return "stop"
        return "update" if self.update else "keep"

    @property
    def stamp(self):
        """A series counts no saves: the version of the plan it hangs on is what a decision changes."""
        return f"s{self.series.pk}:{self.series.plan_id}"

    @property
    def update_lines(self):
        return [
            (FIELDS[name], getattr(self.series, name) or "chưa ghi", value)
            for name, value in self.update.items()
        ]


def changes_of(fate):
    if fate.old is None or fate.new is None:
        return None
    return word_changes(_in_full(fate.old), _in_full(fate.new))


def _in_full(said):
    return "\n".join([said.words, *said.below])


def touched_by(plan, user):
    """([Touched], [TouchedSeries]) of a plan in force. As many queries for three hundred tasks as for one."""
    versions = versions_of(plan, user)
    staff = staff_of(plan.commune)
    tasks = [_touched(task, versions, staff) for task in undecided_tasks(plan, versions.earlier)]
    series = [
        _touched_series(each, versions, staff)
        for each in undecided_series(plan, versions.earlier)
    ]  # fmt: skip
    return tasks, series


def _touched(task, versions, staff):
    fate = versions.fate_of(task)
    if fate.kind != CHANGED:
        return Touched(task, fate, {}, ())
    before, after = _suggestions(fate, versions, staff)
    due, remarks = _due(task, before, after)
    return Touched(
        task,
        fate,
        {**_words(task, fate, before, after), **due},
        (*remarks, *_other_unit(task, before, after)),
    )


def _touched_series(series, versions, staff):
    fate = versions.fate_of(series)
    update = {}
    if fate.kind == CHANGED:
        before, after = _suggestions(fate, versions, staff)
        update = _title_and_result(series, before, after)
    return TouchedSeries(series, fate, update)


def _suggestions(fate, versions, staff):
    year = versions.plan.year
    return [suggest(each.item, staff, year=year, below=each.below) for each in (fate.old, fate.new)]


def _title_and_result(thing, before, after):
    """New title and expected result where they still are the plan's own words; what a person wrote otherwise stays.

    Of one item that was given to each village apart, every task has a title of its own.
    """
    update = {}
    if thing.title == before.title != after.title:
        update["title"] = after.title
    if (
        after.result
        and thing.expected_result in ("", before.result)
        and after.result != before.result
    ):
        update["expected_result"] = after.result
    return update


def _words(task, fate, before, after):
    update = _title_and_result(task, before, after)
    if task.detail in ("", fate.old.words):
        title = update.get("title", task.title)
        detail = fate.new.words if fate.new.words != title else ""
        update |= {"detail": detail} if detail != task.detail else {}
    return update


def _due(task, before, after):
    """({due_on and the words it comes from} to be changed, remarks). A task of a series has the dates of its series."""
    if task.series_id or after.due_on == before.due_on or after.due_on == task.due_on:
        return {}, ()
    if after.due_on is None:
        return {}, ("Bản mới không còn ghi hạn; hạn của nhiệm vụ giữ như cũ.",)
    if after.due_on < today():
        return {}, (
            f"Hạn mới {after.due_on:%d/%m/%Y} đã qua nên không đề xuất; có thể sửa hạn ở trang nhiệm vụ.",
        )
    unsure = () if after.due_is_sure else ("Hạn mới do cổng suy ra từ câu chữ, cần xem lại.",)
    if before.due_on and task.due_on and before.due_on != task.due_on:
        unsure += (f"Hạn đang có được đặt khác với hạn {before.due_on:%d/%m/%Y} của bản cũ.",)
    names = ("due_on", "due_words", "written_due_on", "due_kind")
    return {name: getattr(after, name) for name in names}, unsure


def _other_unit(task, before, after):
    if after.unit is None or after.unit == before.unit or after.unit.pk == task.lead_unit_id:
        return ()
    return (f"Bản mới ghi {after.unit}; muốn đổi đơn vị chủ trì thì sửa ở trang nhiệm vụ.",)


def _day(day):
    return f"{day:%d/%m/%Y}" if day else "chưa có hạn"
