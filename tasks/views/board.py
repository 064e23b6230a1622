"""The board, and moving a card on it along a named move."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from danvan.workflow import CHANGED, MoveRefused
from tasks import actions, rules
from tasks.board import MOST_CARDS, board_of
from tasks.models import Task
from tasks.views.narrowed import Narrowed, narrowed
from tasks.views.task import DONE_WORDS


def board(request):
    found = narrowed(request)
    return render(request, "tasks/board.html", _context(request, found, request.GET))


def _context(request, found, data):
    return found.context(
        columns=board_of(found.tasks(), request.user),
        most=MOST_CARDS,
        kept=_without_status(data),
        back=data.urlencode(),
        has_tasks=Task.objects.visible_to(request.user).exists(),
        may_assign=rules.may_assign(request.user),
    )


def _without_status(data):
    """The filters for the list of one column, which names its status itself."""
    kept = data.copy()
    for name in ("status", "page"):
        kept.pop(name, None)
    return kept.urlencode()


@require_POST
def board_move(request, pk):
    """Take one step with a card. A script gets the board anew with what happened; a page without script goes back."""
    tasks = Task.objects.visible_to(request.user).select_related("lead_unit", "responsible")
    task = get_object_or_404(tasks, pk=pk)
    name = request.POST.get("move", "")
    if name not in rules.MOVES:
        raise Http404
    if not rules.MOVES[name].allowed(request.user, task):
        raise PermissionDenied
    words, done = _moved(request, task, name)
    # Only a query string comes from the page, so it can lead nowhere else.
    back = QueryDict(request.POST.get("back", "")[:2000])
    if not request.htmx:
        (messages.success if done else messages.error)(request, words)
        query = back.urlencode()
        return redirect(f"{reverse('tasks:board')}?{query}" if query else reverse("tasks:board"))
    context = _context(request, Narrowed(request.user, back), back)
    return render(
        request,
        "tasks/_board.html",
        {**context, "told": words, "was_done": done, "moved": task.pk},
    )


def _moved(request, task, name):
    """(what to tell, whether the move was made)."""
    seen = request.POST.get("status")
    if seen and seen != task.status:
        return f"{CHANGED} Nhiệm vụ nay ở tình trạng “{task.get_status_display()}”.", False
    try:
        actions.move_task(task, name, by=request.user, note=request.POST.get("note", "")[:2000])
    except MoveRefused as refusal:
        return str(refusal), False
    return DONE_WORDS[name], True
