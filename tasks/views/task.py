"""One task: its page, its history, its moves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from calendars.calendar import calendar_of
from danvan.clock import today
from danvan.workflow import MoveRefused
from tasks import actions, rules
from tasks.actions.moving import due_on_resuming, pause_of
from tasks.forms.extensions import DecisionForm, ExtensionForm, ResumeForm
from tasks.forms.progress import ProgressForm
from tasks.models import Extension, Task
from tasks.timeline import reached_in, timeline
from tasks.urgings import with_urgings
from tasks.views.reminders import later_of

DONE_WORDS = {
    "accept": "Đã nhận việc.",
    "report_done": "Đã báo xong, chờ xác nhận hoàn thành.",
    "take_back": "Đã rút lại báo xong. Nhiệm vụ đang làm tiếp.",
    "confirm": "Đã xác nhận hoàn thành.",
    "send_back": "Đã trả lại nhiệm vụ.",
    "pause": "Đã tạm dừng nhiệm vụ.",
    "resume": "Nhiệm vụ được tiếp tục.",
    "cancel": "Đã hủy nhiệm vụ.",
}
# What stands on the page; the rest is one press away.
MOST_SHOWN = 40


def tasks_of(request):
    tasks = Task.objects.visible_to(request.user).select_related(
        "lead_unit", "responsible", "plan", "plan_item", "assigned_by", "commune", "series"
    )
    return with_urgings(tasks)


def task_detail(request, pk):
    return show(request, get_object_or_404(tasks_of(request), pk=pk))


def show(request, task, *, progress=None, ask=None, decide=None, resume=None):
    """The task's page; forms given are shown with what was typed and what is wrong."""
    user = request.user
    entries = timeline(task, MOST_SHOWN)
    if progress is None and rules.may_tell(user, task):
        progress = ProgressForm(task=task)
    context = {
        "task": task,
        "entries": entries,
        "is_cut": len(entries) == MOST_SHOWN,
        "reached": reached_in(task, entries),
        "outcome": _outcome(task),
        "coordinating_units": task.coordinating_units.all(),
        "may_edit": rules.may_edit(user, task),
        "may_urge": rules.may_urge(user) and task.is_open,
        "later": later_of(user, task),
        "may_report": rules.may_report(user, task),
        "progress": progress,
        **_moves(user, task, resume),
        **_extensions(user, task, ask, decide),
    }
    return render(request, "tasks/task_detail.html", context)


def _outcome(task):
    """How it stood to its date, or would stand if what was reported were confirmed; an Outcome or None."""
    if task.outcome or task.status != Task.Status.REPORTED or not task.reported_at:
        return None
    return rules.outcome_of(
        due_on=task.due_on,
        original_due_on=task.original_due_on,
        relation=task.relation,
        finished_on=timezone.localdate(task.reported_at),
    )


def _moves(user, task, resume):
    moves = rules.MOVES.open_to(user, task)
    # They stand as buttons in the form of progress.
    moves.pop("report_done", None)
    accept = moves.pop("accept", None)
    # What is done rarely, and with a reason, stands aside.
    side_moves = {name: moves.pop(name) for name in ("pause", "cancel") if name in moves}
    paused = task.status == Task.Status.PAUSED
    pause = pause_of(task) if paused else None
    if "resume" in moves and task.due_on:
        del moves["resume"]
        resume = resume or ResumeForm(initial={"due_on": due_on_resuming(task)})
    return {
        "moves": moves, "accept": accept, "side_moves": side_moves, "pause": pause, "resume": resume,
    }  # fmt: skip


def _extensions(user, task, ask, decide):
    extensions = list(task.extensions.select_related("asked_by", "decided_by"))
    waiting = next((each for each in extensions if each.status == Extension.Status.ASKED), None)
    hint, days_off = "", ""
    if waiting:
        waiting.task = task
        if decide is None and rules.may_decide_extension(user, task):
            decide = DecisionForm(extension=waiting)
    elif ask is None and rules.may_ask_extension(user, task):
        ask = ExtensionForm(task=task)
    if waiting or ask:
        calendar = calendar_of(task.commune)
        hint = rules.day_off_hint(waiting.new_due_on, calendar) if waiting else ""
        days_off = " ".join(rules.days_off_from(today(), calendar))
    return {
        "days_off": days_off,
        "extensions": extensions,
        "granted_count": sum(each.status == Extension.Status.GRANTED for each in extensions),
        "waiting": waiting,
        "waiting_hint": hint,
        "ask": ask,
        "decide": decide,
    }


def task_history(request, pk):
    """Everything that happened to a task, each kind in the order in which it happened."""
    task = get_object_or_404(tasks_of(request), pk=pk)
    context = {
        "task": task,
        "entries": timeline(task),
        "extensions": task.extensions.select_related("asked_by", "decided_by"),
    }
    return render(request, "tasks/task_history.html", context)


@require_POST
def task_move(request, pk):
    task = get_object_or_404(tasks_of(request), pk=pk)
    move = rules.MOVES.get(request.POST.get("move", ""))
    if move is None:
        raise Http404
    if not move.allowed(request.user, task):
        raise PermissionDenied
    name, note = request.POST["move"], request.POST.get("note", "")[:2000]
    extra = {}
    if name == "resume":
        form = ResumeForm(request.POST)
        if not form.is_valid():
            return show(request, task, resume=form)
        extra = form.cleaned_data
    try:
        actions.move_task(task, name, by=request.user, note=note, **extra)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, DONE_WORDS[name])
    return redirect(task)
