"""My work, and the leader's page of what is late."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from danvan.asked import number
from danvan.clock import today
from danvan.workflow import MoveRefused
from tasks import actions, desk, export, queries, rules
from tasks.models import Task, TaskSeries
from tasks.urgings import sentences
from tasks.views.tracking import as_file, workbook
from tasks.views.urging import LEVELS

# What may be done in the row, without opening the task.
QUICK = {"accept": "Đã nhận việc", "confirm": "Đã xác nhận hoàn thành"}


def mine(request):
    """What this person has to do, and what waits for a decision of this person."""
    context = {
        "desk": desk.desk_of(request.user),
        "may_track": rules.may_track(request.user),
        "day": today(),
    }
    return render(request, "tasks/mine.html", context)


@require_POST
def quick_move(request, pk):
    """A step that needs no words, from the row of my work; back to it afterwards."""
    task = get_object_or_404(Task.objects.visible_to(request.user), pk=pk)
    name = request.POST.get("move", "")
    if name not in QUICK:
        raise Http404
    if not rules.MOVES[name].allowed(request.user, task):
        raise PermissionDenied
    try:
        actions.move_task(task, name, by=request.user)
    except MoveRefused as refusal:
        messages.error(request, f"“{task.title}”: {refusal}")
    else:
        messages.success(request, f"{QUICK[name]}: “{task.title}”.")
    return redirect("tasks:mine")


def mine_export(request):
    return workbook(queries.for_table(desk.own_tasks(request.user)), "viec-cua-toi")


def _require_tracker(request):
    if not rules.may_track(request.user) or request.user.commune is None:
        raise PermissionDenied


def leader(request):
    """What is late, whose, since when, and what was done about it; the longest first."""
    _require_tracker(request)
    work = desk.late_work(request.user)
    context = {
        "work": work,
        "may_urge": rules.may_urge(request.user),
        "may_write_letters": rules.may_write_letters(request.user),
        "day": today(),
    }
    return render(request, "tasks/leader.html", context)


@require_POST
def urge_late(request):
    """Urge on what is late: the tasks named, or all of it; back to the page."""
    if not rules.may_urge(request.user):
        raise PermissionDenied
    late = Task.objects.visible_to(request.user).late()
    named = request.POST.getlist("task")
    if named:
        late = late.filter(pk__in=[number(pk, 0) for pk in named])
    for level, sentence in sentences(actions.urge(late, by=request.user)):
        LEVELS[level](request, sentence)
    return redirect("tasks:leader")


def leader_export(request):
    _require_tracker(request)
    late = Task.objects.visible_to(request.user).late().order_by("due_on", "pk")
    return workbook(queries.for_table(late), "viec-qua-han")


def series_export(request):
    """The recurring duties as an Excel file."""
    if not rules.judges_in(request.user):
        raise PermissionDenied
    series = TaskSeries.objects.visible_to(request.user).select_related("lead_unit", "responsible")
    rows = export.rows_of_series(series.order_by("stopped_on", "-pk")[: export.MOST_ROWS])
    return as_file(export.book_of("Việc định kỳ", export.SERIES, rows), "viec-dinh-ky")
