"""Handing out work: from a plan, alone, and changing it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from calendars.calendar import calendar_of, hint_for_day
from plans.chain import in_force
from plans.models import Plan
from tasks import actions, rules
from tasks import from_plan as grid
from tasks.forms.assigning import TaskForm
from tasks.models import Task
from tasks.people import staff_of

STALE = (
    "Nhiệm vụ vừa được người khác sửa. Nội dung anh/chị nhập vẫn giữ trong biểu mẫu; "
    "bản đang lưu hiện bên cạnh để đối chiếu. Bấm Lưu lần nữa để ghi bản của anh/chị."
)

OUT_OF_FORCE = (
    "{old} đã được thay bằng {new} nên không giao nhiệm vụ từ bản cũ được; chưa nhiệm vụ nào được giao. "
    "Đây là trang giao nhiệm vụ của {new}, hãy chọn lại."
)


def _require_assigner(request):
    if not rules.may_assign(request.user):
        raise PermissionDenied


def task_create(request):
    _require_assigner(request)
    staff = staff_of(request.user.commune)
    form = TaskForm(request.POST or None, user=request.user, staff=staff)
    if form.is_valid():
        key = {"key": form.cleaned_data["key"]} if form.cleaned_data["key"] else {}
        task = actions.assign(
            by=request.user,
            coordinating_units=form.cleaned_data["coordinating_units"],
            **form.task_fields(),
            **key,
        )
        messages.success(request, f"Đã giao việc cho {task.responsible}.")
        _warn_of_a_day_off(request, task)
        return redirect(task)
    return render(request, "tasks/task_form.html", {"form": form, "of_unit": staff.of_unit})


def _warn_of_a_day_off(request, task):
    if hint := hint_for_day(calendar_of(task.commune), task.due_on):
        messages.warning(request, f"Hạn {task.due_on:%d/%m/%Y} {hint}; có thể sửa sang ngày khác.")


def task_edit(request, pk):
    tasks = Task.objects.visible_to(request.user).select_related("lead_unit", "responsible")
    task = get_object_or_404(tasks, pk=pk)
    if not rules.may_edit(request.user, task):
        if rules.runs(request.user, task):
            messages.info(
                request, "Nhiệm vụ đã báo xong, hoàn thành hoặc huỷ nên không sửa được nữa."
            )
            return redirect(task)
        raise PermissionDenied
    staff = staff_of(request.user.commune)
    # A copy of its own: a form writes into its instance while it is being judged.
    stored = get_object_or_404(tasks, pk=pk)
    form = TaskForm(request.POST or None, instance=task, user=request.user, staff=staff)
    if form.is_valid() and _saved(request, form, stored):
        return redirect(stored)
    context = {
        "form": form,
        "task": stored,
        "of_unit": staff.of_unit,
        "is_stale": form.is_bound and form.data.get("version") != str(stored.version),
    }
    return render(request, "tasks/task_form.html", context)


def _saved(request, form, stored):
    saved = actions.edit_task(
        stored,
        form.task_fields(),
        coordinating_units=form.cleaned_data["coordinating_units"],
        by=request.user,
        version=form.cleaned_data["version"] or 0,
    )
    if saved:
        messages.success(request, "Đã lưu nhiệm vụ.")
        if "due_on" in form.changed_data:
            _warn_of_a_day_off(request, stored)
        return True
    form.add_error(None, STALE)
    # The next press means it: the person has seen both texts.
    form.data = form.data.copy()
    form.data["version"] = stored.version
    return False


def from_plan(request, pk):
    """The items of an issued plan, each with what it suggests; the chosen ones become tasks at once or not at all."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    _require_assigner(request)
    if plan.unit_id:
        return _not_of_a_unit(request, plan)
    if request.method == "POST":
        return _assign_chosen(request, plan)
    if plan.status != Plan.Status.ISSUED:
        return _not_in_force(request, plan)
    return _show_grid(request, plan, *_rows(request, plan))


def _not_of_a_unit(request, plan):
    messages.info(
        request,
        "Nhiệm vụ được giao từ kế hoạch của xã; kế hoạch của đơn vị do đơn vị tự phân công.",
    )
    return redirect(plan)


def _not_in_force(request, plan):
    """Tasks are given from the version in force alone; from an earlier one the way leads there."""
    newest = in_force(plan)
    if newest is None:
        messages.info(request, "Kế hoạch chưa ban hành nên chưa giao nhiệm vụ được.")
        return redirect(plan)
    messages.error(request, OUT_OF_FORCE.format(old=plan.code, new=newest.code))
    return redirect("tasks:from_plan", newest.pk)


def _rows(request, plan, data=None):
    staff = staff_of(request.user.commune)
    every_part = "tat-ca" in request.GET
    rows = grid.rows_of(plan, user=request.user, staff=staff, data=data, every_part=every_part)
    return rows, staff


@transaction.atomic
def _assign_chosen(request, plan):
    # Held, so that a second press waits and then finds the tasks of the first, and so does the issue of an amendment.
    plan = Plan.objects.visible_to(request.user).select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.status != Plan.Status.ISSUED:
        return _not_in_force(request, plan)
    rows, staff = _rows(request, plan, request.POST)
    chosen = grid.chosen(rows)
    valid = [row.form.is_valid() for row in chosen]
    if not chosen:
        messages.error(request, "Chưa chọn mục nào. Hãy đánh dấu các mục cần giao.")
        return _show_grid(request, plan, rows, staff)
    if not all(valid):
        messages.error(
            request, f"Chưa giao được: {valid.count(False)} mục cần xem lại, ghi rõ tại từng mục."
        )
        return _show_grid(request, plan, rows, staff)
    made = actions.assign_many(
        [grid.fields_of(row, plan, staff) for row in chosen], by=request.user
    )
    messages.success(request, f"Đã giao {len(made)} nhiệm vụ từ kế hoạch {plan.code}.")
    return redirect(f"{reverse('tasks:list')}?plan={plan.pk}")


def _show_grid(request, plan, rows, staff):
    context = {
        "plan": plan,
        "rows": rows,
        "units": staff.units.values(),
        "people": staff.person_choices()[1:],
        "of_unit": staff.of_unit,
        "every_part": "tat-ca" in request.GET,
        "assigned_count": sum(bool(row.tasks) for row in rows),
        "item_count": sum(row.form is not None for row in rows),
    }
    return render(request, "tasks/from_plan.html", context)
