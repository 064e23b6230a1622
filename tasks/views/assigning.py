"""Handing out work: from a plan, alone, and changing it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from calendars.calendar import calendar_of, hint_for_day
from tasks import actions, rules
from tasks.forms.assigning import TaskForm
from tasks.models import Task
from tasks.people import staff_of

STALE = (
    "Nhiệm vụ vừa được người khác sửa. Nội dung anh/chị nhập vẫn giữ trong biểu mẫu; "
    "bản đang lưu hiện bên cạnh để đối chiếu. Bấm Lưu lần nữa để ghi bản của anh/chị."
)


def require_assigner(request):
    if not rules.may_assign(request.user):
        raise PermissionDenied


def task_create(request):
    require_assigner(request)
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
                request, "Nhiệm vụ đã báo xong, hoàn thành hoặc hủy nên không sửa được nữa."
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
