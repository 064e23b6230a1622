"""Tasks follow the amended version of their plan: by themselves where nothing changed, else by a decision."""

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from danvan.workflow import ALREADY_MOVED, MoveRefused
from plans.models import PlanItem
from tasks import notices
from tasks.actions.assigning import words_to_search
from tasks.actions.extending import settle_by_new_date
from tasks.actions.moving import move_task
from tasks.actions.series import stop_series
from tasks.amendments import CLOSED, FIELDS, SAME, undecided_series, undecided_tasks, versions_of
from tasks.models import TaskHistory

FOLLOWS = "Chuyển theo bản sửa đổi"
LABELS = {
    "update": "Cập nhật theo bản sửa đổi",
    "keep": "Giữ nguyên khi kế hoạch sửa đổi",
    "release": "Giữ ngoài kế hoạch",
}
GONE_REASON = "Mục này không còn trong bản sửa đổi {plan}."


def named(plan):
    return f"{plan.code} ngày {plan.issued_on:%d/%m/%Y}"


def follow(old, new, by):
    """Take the tasks and series of unchanged items over to the version just issued, in its transaction.

    Returns how many tasks are left for a decision; the coordinators are told of them. As many statements for three
    hundred tasks as for one.
    """
    versions = versions_of(new, by)
    notices.withdraw_amendment(old)
    tasks = list(undecided_tasks(new, versions.earlier))
    same = [task for task in tasks if versions.fate_of(task).kind == SAME]
    _take_over(new.commune.tasks, same, new, version=F("version") + 1)
    TaskHistory.objects.bulk_create(
        TaskHistory(
            task=task, move="follow", label=FOLLOWS, before=task.status, after=task.status, note=named(new)
        )
        for task in same
    )  # fmt: skip
    series = undecided_series(new, versions.earlier)
    _take_over(
        new.commune.task_series, [each for each in series if versions.fate_of(each).kind == SAME], new
    )  # fmt: skip
    left = len(tasks) - len(same)
    if left:
        notices.tell_amended(new, left)
    return left


def _take_over(rows, things, plan, **fields):
    """One statement: each finds the item of the same uid in the new version."""
    uid = PlanItem._base_manager.filter(pk=OuterRef(OuterRef("plan_item"))).values("uid")
    item = plan.items.filter(uid=Subquery(uid)).values("pk")
    rows.filter(pk__in=[each.pk for each in things]).update(
        plan=plan, plan_item=Subquery(item), **fields
    )


@transaction.atomic
def decide(touched, choice, *, plan, by, reason=""):
    """Carry out one decision on a Touched: "update", "keep", "cancel" or "release"; its person is told what changed.

    Raises MoveRefused where somebody changed the task meanwhile, or the choice does not fit what became of its item.
    """
    if choice not in choices_for(touched):
        raise MoveRefused(ALREADY_MOVED)
    if choice == "cancel":
        move_task(touched.task, "cancel", by=by, note=reason or GONE_REASON.format(plan=plan.code))
        return
    task, fields = touched.task, {}
    if choice == "release":
        fields = {"plan": None, "plan_item": None}
    else:
        new = touched.fate.new
        fields = {"plan": plan, "plan_item": new.item if new else None}
        fields |= touched.update if choice == "update" else {}
    changed = touched.update_lines if choice == "update" else ()
    _write(task, fields)
    note = "\n".join([named(plan), *(f"{label}: {old} → {new}" for label, old, new in changed)])
    line = task.history.create(
        move=choice, label=LABELS[choice], before=task.status, after=task.status, by=by, note=note
    )
    if choice == "update":
        _tell(touched, line, plan)


def choices_for(touched, gone=("cancel", "release")):
    """What may be decided on a Touched, the proposed choice first."""
    fitting = {"gone": gone, "changed": ("update", "keep"), "same": ("keep",)}
    choices = [one for one in fitting[touched.kind] if one != "update" or touched.update]
    return sorted(choices, key=lambda one: one != touched.proposal)


def choices_for_series(touched):
    return choices_for(touched, gone=("stop", "release"))


def _write(task, fields):
    """Compare and set: whoever changed or finished the task meanwhile was quicker."""
    if FIELDS.keys() & fields.keys():
        words = {name: fields.get(name, getattr(task, name)) for name in FIELDS}
        words |= {"lead_unit": task.lead_unit, "responsible": task.responsible}
        fields["search_text"] = words_to_search(words["title"], words)
    if fields.get("due_on") and task.original_due_on is None:
        fields["original_due_on"] = fields["due_on"]
    unread = task.commune.tasks.filter(pk=task.pk, version=task.version)
    if not unread.exclude(status__in=CLOSED).update(**fields, version=F("version") + 1):
        raise MoveRefused(ALREADY_MOVED)
    for name, value in fields.items():
        setattr(task, name, value)


def _tell(touched, line, plan):
    task, due_on = touched.task, touched.update.get("due_on")
    text = f"Nội dung thay đổi theo {plan.code}"
    if due_on:
        # The reminders of the old date are void; those of the new one are found by the scan.
        settle_by_new_date(task, by=line.by)
        notices.withdraw_reminders(task)
        text = f"Hạn mới {due_on:%d/%m/%Y} theo {plan.code}"
    notices.tell_responsible(task, line, text)


def decide_series(touched, choice, *, plan, by):
    """Carry out a decision on a TouchedSeries: "update", "keep", "release" or "stop". Raises MoveRefused."""
    series = touched.series
    if choice not in choices_for_series(touched):
        raise MoveRefused(ALREADY_MOVED)
    if choice == "stop":
        done = stop_series(series, by=by)
    else:
        fields = {"plan": None, "plan_item": None}
        if choice != "release":
            fields = {
                "plan": plan,
                "plan_item": touched.fate.new.item if touched.fate.new else None,
            }
            fields |= touched.update if choice == "update" else {}
        unread = series.commune.task_series.filter(
            pk=series.pk, plan=series.plan_id, stopped_on=None
        )
        done = unread.update(**fields, version=F("version") + 1)
    if not done:
        raise MoveRefused(ALREADY_MOVED)
