"""More time for a task: asking, and the answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from calendars.calendar import calendar_of
from danvan.workflow import MoveRefused
from tasks import actions, rules
from tasks.forms.extensions import DecisionForm, ExtensionForm
from tasks.models import Extension, Task
from tasks.views.task import show, tasks_of


@require_POST
def extension_ask(request, pk):
    task = get_object_or_404(tasks_of(request), pk=pk)
    if not rules.carries(request.user, task):
        raise PermissionDenied
    if not rules.may_ask_extension(request.user, task):
        messages.error(request, "Nhiệm vụ này không còn xin gia hạn được.")
        return redirect(task)
    form = ExtensionForm(request.POST, task=task)
    if not form.is_valid():
        return show(request, task, ask=form)
    try:
        actions.ask_extension(task, by=request.user, **form.cleaned_data)
    except actions.ExtensionTaken as taken:
        messages.error(request, str(taken))
    else:
        hint = rules.day_off_hint(form.cleaned_data["new_due_on"], calendar_of(task.commune))
        messages.success(request, f"Đã gửi đề nghị gia hạn. {hint}".rstrip())
    return redirect(task)


@require_POST
def extension_decide(request, pk):
    extension = get_object_or_404(Extension, pk=pk, task__in=Task.objects.visible_to(request.user))
    task = get_object_or_404(tasks_of(request), pk=extension.task_id)
    if not rules.judges(request.user, task):
        raise PermissionDenied
    if not rules.may_decide_extension(request.user, task):
        messages.error(request, "Nhiệm vụ không còn mở nên không quyết định gia hạn được nữa.")
        return redirect(task)
    extension.task = task
    form = DecisionForm(request.POST, extension=extension)
    if not form.is_valid():
        return show(request, task, decide=form)
    try:
        line = actions.decide_extension(
            extension,
            by=request.user,
            granted_until=form.granted_until(),
            answer=form.cleaned_data["answer"],
        )
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{line.label}.")
    return redirect(task)
