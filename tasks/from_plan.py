"""The page on which the items of an issued plan become tasks: one row an item, each with what it suggests."""

from typing import NamedTuple

from django import forms

from danvan.clock import today
from plans.chain import of_chain
from plans.models import PlanDuty, PlanItem
from tasks.forms.fields import NOT_IN_UNIT, PAST
from tasks.last_year import earlier_of
from tasks.models import Task
from tasks.suggestions import plain_words, suggest

# Where a plan hands out work. The other parts say why and how much, and are shown on demand.
WORKING_PARTS = (PlanItem.Kind.TASKS, PlanItem.Kind.IMPLEMENTATION)
CHANGED = "Mục này vừa được giao trong lúc trang đang mở. Hãy xem lại trước khi giao thêm."


class Row(NamedTuple):
    """One line of the page: a heading (without form), or an item with its form and the tasks it has already."""

    item: PlanItem
    words: str
    level: int
    form: object = None
    tasks: tuple = ()
    suggestion: object = None
    earlier: object = None
    earlier_words: str = ""


class RowForm(forms.Form):
    """What makes one item a task. Judged only when it is taken, so that the other rows may stay half filled."""

    take = forms.BooleanField(required=False)
    # How many tasks the item had when the page was drawn: a second press finds one more.
    seen = forms.IntegerField(required=False)
    title = forms.CharField(label="Nội dung nhiệm vụ", max_length=500)
    unit = forms.TypedChoiceField(label="Đơn vị chủ trì", coerce=int)
    person = forms.TypedChoiceField(label="Người chịu trách nhiệm", coerce=int)
    due_on = forms.DateField(label="Hạn hoàn thành", required=False)
    result = forms.CharField(label="Kết quả, sản phẩm", max_length=300, required=False)
    # The coordinating units and the wish for evidence that the task of last year had.
    as_before = forms.BooleanField(required=False)

    def __init__(self, *args, staff, standing, **kwargs):
        super().__init__(*args, **kwargs)
        self.staff, self.standing = staff, standing
        self.fields["title"].error_messages["required"] = "hãy ghi nội dung nhiệm vụ."
        self.fields["unit"].error_messages["required"] = "hãy chọn một đơn vị."
        self.fields["person"].error_messages["required"] = "hãy chọn một người của đơn vị."
        self.fields["unit"].choices = staff.unit_choices()
        self.fields["person"].choices = staff.person_choices()
        self.is_taken = self.is_bound and bool(self.data.get(self.add_prefix("take")))
        if not self.is_taken:
            for field in self.fields.values():
                field.required = False

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if self.is_taken and day and day < today():
            raise forms.ValidationError(PAST)
        return day

    def clean(self):
        cleaned = super().clean()
        if not self.is_taken:
            return cleaned
        unit, person = cleaned.get("unit"), cleaned.get("person")
        if unit and person and not self.staff.works_in(person, unit):
            names = {"person": self.staff.people[person], "unit": self.staff.units[unit]}
            self.add_error("person", NOT_IN_UNIT.format(**names))
        if cleaned.get("seen") != self.standing:
            raise forms.ValidationError(CHANGED)
        return cleaned


def rows_of(plan, *, user, staff, data=None, every_part=False):
    """The rows of the page in the order of the plan; its queries do not grow. `data` are posted values, or None.

    A task of an earlier version counts for the item of the same uid: what was given or done is not given again.
    """
    items = list(plan.items.order_by("position", "pk"))
    tasks = {}
    given = Task.objects.visible_to(user).filter(of_chain(plan)).exclude(plan_item=None)
    given = given.exclude(status=Task.Status.CANCELLED).select_related("lead_unit", "plan_item")
    for task in given:
        tasks.setdefault(task.plan_item.uid, []).append(task)
    below = _words_below(items)
    earlier = earlier_of(plan, user)
    duties = _duties_by_item(plan, items, user)
    rows = []
    for item, level in _in_order(items, every_part):
        standing = tuple(tasks.get(item.uid, ()))
        told = {"below": below.get(item.pk, ()), "duties": duties.get(item.pk, ())}
        row = _row(item, level, plan, staff, standing, data, told, earlier.get(item.uid))
        rows.append(row)
    return rows


def _duties_by_item(plan, items, user):
    """What the import understood of each item and of the lines right below it, whose labels belong to it.

    An amendment takes them over with its items, which keep their uid.
    """
    by_uid = {item.uid: item for item in items}
    found = {}
    duties = PlanDuty.objects.visible_to(user).filter(of_chain(plan)).select_related("item")
    for duty in duties.defer("item__text", "item__table"):
        if item := by_uid.get(duty.item.uid):
            for pk in {item.pk, item.parent_id}:
                found.setdefault(pk, []).append(duty)
    return found


def _words_below(items):
    """The words of the lines right below each item: labels among them say who leads it and when it is due."""
    below = {}
    for item in items:
        if item.text and item.parent_id:
            below.setdefault(item.parent_id, []).append(plain_words(item.text))
    return below


def _row(item, level, plan, staff, standing, data, told, earlier=None):
    words = plain_words(item.text or item.heading)
    if not item.text:
        return Row(item, words, level)
    suggestion = suggest(item, staff, year=plan.year, **told)
    initial = {
        "seen": len(standing),
        "title": suggestion.title,
        "unit": suggestion.unit.pk if suggestion.unit else "",
        "person": suggestion.person or "",
        "due_on": suggestion.due_on if suggestion.due_on and suggestion.due_on >= today() else "",
        "result": suggestion.result,
    }
    if earlier:
        initial |= _as_before(earlier, suggestion, staff)
    form = RowForm(data, prefix=f"i{item.pk}", initial=initial, staff=staff, standing=len(standing))
    told = earlier.words(staff) if earlier else ""
    return Row(item, words, level, form, standing, suggestion, earlier, told)


def _as_before(earlier, suggestion, staff):
    """What last year's task says goes before what the words suggest, but for a date printed in the new text."""
    found = {"as_before": bool(earlier.partners(staff) or earlier.needs_evidence)}
    if unit := earlier.unit(staff):
        found |= {"unit": unit.pk, "person": earlier.person(staff) or ""}
    if earlier.given.expected_result:
        found["result"] = earlier.given.expected_result
    day = earlier.due_on
    if not suggestion.due_on and day and day >= today():
        found["due_on"] = day
    return found


def _in_order(items, every_part):
    """(item, level) from top to bottom; without `every_part` only of the parts that hand out work, if there are any."""
    children = {}
    for item in items:
        children.setdefault(item.parent_id, []).append(item)
    tops = children.get(None, [])
    working = [item for item in tops if item.kind in WORKING_PARTS]
    stack = [(item, 0) for item in reversed(tops if every_part or not working else working)]
    while stack:
        item, level = stack.pop()
        yield item, level
        stack.extend((child, level + 1) for child in reversed(children.get(item.pk, [])))


def chosen(rows):
    return [row for row in rows if row.form is not None and row.form.is_taken]


def fields_of(row, plan, staff):
    """The keyword arguments of `assign` for a valid row."""
    cleaned = row.form.cleaned_data
    lead = staff.units[cleaned["unit"]]
    before = {}
    if row.earlier and cleaned["as_before"]:
        partners = [unit for unit in row.earlier.partners(staff) if unit != lead]
        before = {
            "coordinating_units": partners,
            "needs_evidence": row.earlier.needs_evidence,
        }
    return {
        **before,
        "title": cleaned["title"],
        "lead_unit": lead,
        "responsible": staff.people[cleaned["person"]],
        "due_on": cleaned["due_on"],
        "due_words": row.suggestion.due_words,
        "written_due_on": row.suggestion.written_due_on,
        "due_kind": row.suggestion.due_kind,
        "expected_result": cleaned["result"],
        "detail": row.words if row.words != cleaned["title"] else "",
        "plan": plan,
        "plan_item": row.item,
    }
