"""Đôn đốc: one task, the selected ones, or all that a filter finds."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from danvan.asked import number
from tasks import actions, queries, rules
from tasks.forms.filters import FilterForm
from tasks.models import Task
from tasks.people import staff_of
from tasks.urgings import sentences

LEVELS = {"success": messages.success, "info": messages.info}


@require_POST
def task_urge(request):
    """Urge on what `task` names; with `every` all open tasks that the filter in `back` finds."""
    if not rules.may_urge(request.user):
        raise PermissionDenied
    for level, sentence in sentences(actions.urge(chosen_tasks(request), by=request.user)):
        LEVELS[level](request, sentence)
    return redirect(way_back(request))


def chosen_tasks(request):
    """The tasks a bulk act of a list is for: the ticked ones, or with `every` the open ones of its filter."""
    tasks = Task.objects.visible_to(request.user)
    if "every" not in request.POST:
        return tasks.filter(pk__in=[number(pk, 0) for pk in request.POST.getlist("task")])
    asked = QueryDict(request.POST.get("back", "")[:2000])
    form = FilterForm(asked, user=request.user, staff=staff_of(request.user.commune))
    return queries.listed(tasks, form.filters()).open()


def way_back(request):
    """Where the person came from: the task, or the list with its filter."""
    task = number(request.POST.get("task"))
    if request.POST.get("back_to") == "task" and task is not None:
        return reverse("tasks:detail", args=[task])
    # Only a query string comes from the page, so it can lead nowhere else.
    query = QueryDict(request.POST.get("back", "")[:2000]).urlencode()
    return f"{reverse('tasks:list')}?{query}" if query else reverse("tasks:list")


def as_key(words):
    """The key sent with a form as a UUID, None where it is none."""
    try:
        return uuid.UUID(words or "")
    except ValueError:
        return None
