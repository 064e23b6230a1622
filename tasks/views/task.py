"""One task: its page, moves, progress, evidence, and more time."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from danvan.workflow import MoveRefused
from records.files import FileRefused
from records.serving import file_response
from tasks import actions, rules
from tasks.forms.extensions import DecisionForm, ExtensionForm
from tasks.forms.progress import ProgressForm
from tasks.models import Evidence, Extension, Task
from tasks.urgings import with_urgings

DONE_WORDS = {
    "accept": "Đã nhận việc.",
    "report_done": "Đã báo xong, chờ xác nhận hoàn thành.",
    "confirm": "Đã xác nhận hoàn thành.",
    "send_back": "Đã trả lại nhiệm vụ.",
    "pause": "Đã tạm dừng nhiệm vụ.",
    "resume": "Nhiệm vụ được tiếp tục.",
    "cancel": "Đã huỷ nhiệm vụ.",
}


def _tasks(request):
    tasks = Task.objects.visible_to(request.user).select_related(
        "lead_unit", "responsible", "plan", "plan_item", "assigned_by", "commune", "series"
    )
    return with_urgings(tasks)


def task_detail(request, pk):
    return _show(request, get_object_or_404(_tasks(request), pk=pk))


def _show(request, task, *, progress=None, ask=None, decide=None):
    """The task's page; forms given are shown with what was typed and what is wrong."""
    user = request.user
    extensions = list(task.extensions.select_related("asked_by", "decided_by"))
    waiting = next((each for each in extensions if each.status == Extension.Status.ASKED), None)
    may_report = rules.may_report(user, task)
    moves = rules.MOVES.open_to(user, task)
    # It stands as a button in the form of progress.
    moves.pop("report_done", None)
    # What is done rarely, and with a reason, stands aside.
    side_moves = {name: moves.pop(name) for name in ("pause", "cancel") if name in moves}
    context = {
        "task": task,
        "moves": moves,
        "side_moves": side_moves,
        "updates": task.updates.select_related("by").prefetch_related("evidence__file"),
        "history": task.history.select_related("by").order_by("-at", "-pk"),
        "coordinating_units": task.coordinating_units.all(),
        "extensions": extensions,
        "granted_count": sum(each.status == Extension.Status.GRANTED for each in extensions),
        "waiting": waiting,
        "may_edit": rules.may_edit(user, task),
        "may_urge": rules.may_urge(user) and task.is_open,
        "progress": progress or (ProgressForm(task=task) if may_report else None),
        "ask": ask or _ask_form(user, task, waiting),
        "decide": decide or _decide_form(user, task, waiting),
    }
    return render(request, "tasks/task_detail.html", context)


def task_history(request, pk):
    """Everything that happened to a task, each kind in the order in which it happened."""
    task = get_object_or_404(_tasks(request), pk=pk)
    context = {
        "task": task,
        "history": task.history.select_related("by"),
        "updates": task.updates.select_related("by").prefetch_related("evidence__file"),
        "extensions": task.extensions.select_related("asked_by", "decided_by"),
    }
    return render(request, "tasks/task_history.html", context)


def _ask_form(user, task, waiting):
    may_ask = waiting is None and rules.may_ask_extension(user, task)
    return ExtensionForm(task=task) if may_ask else None


def _decide_form(user, task, waiting):
    if waiting is None or not rules.may_decide_extension(user, task):
        return None
    initial = {"decision": DecisionForm.GRANT, "new_due_on": waiting.new_due_on}
    return DecisionForm(initial=initial)


@require_POST
def task_move(request, pk):
    task = get_object_or_404(_tasks(request), pk=pk)
    move = rules.MOVES.get(request.POST.get("move", ""))
    if move is None:
        raise Http404
    if not move.allowed(request.user, task):
        raise PermissionDenied
    name, note = request.POST["move"], request.POST.get("note", "")[:2000]
    try:
        actions.move_task(task, name, by=request.user, note=note)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, DONE_WORDS[name])
    return redirect(task)


@require_POST
def progress(request, pk):
    """An update from the person who does the work; the button "Báo xong" also makes the move."""
    task = get_object_or_404(_tasks(request), pk=pk)
    if not rules.carries(request.user, task):
        raise PermissionDenied
    done = "done" in request.POST
    form = ProgressForm(request.POST, request.FILES, task=task, done=done)
    if not form.is_valid():
        return _show(request, task, progress=form)
    cleaned = form.cleaned_data
    try:
        actions.add_progress(
            task,
            by=request.user,
            text=cleaned["text"],
            percent=cleaned["percent"],
            files=form.all_files(),
            key=cleaned["key"],
            done=done,
        )
    except (MoveRefused, FileRefused) as refusal:
        form.add_error(None, str(refusal))
        return _show(request, get_object_or_404(_tasks(request), pk=pk), progress=form)
    messages.success(request, DONE_WORDS["report_done"] if done else "Đã gửi báo cáo tiến độ.")
    return redirect(task)


def _evidence(request):
    """Evidence of tasks this person sees; the task decides, never the file."""
    seen = Task.objects.visible_to(request.user)
    return Evidence.objects.select_related("file").filter(update__task__in=seen)


def evidence(request, pk):
    """A photo or file, for those who see its task. A photo only after it has been cleaned."""
    found = get_object_or_404(_evidence(request), pk=pk, is_ready=True)
    return file_response(found.file, inline=True)


def evidence_state(request, pk):
    """How far a photo is; the page asks again until it is ready or could not be read."""
    found = get_object_or_404(_evidence(request), pk=pk)
    return render(request, "tasks/_evidence.html", {"each": found})


@require_POST
def extension_ask(request, pk):
    task = get_object_or_404(_tasks(request), pk=pk)
    if not rules.carries(request.user, task):
        raise PermissionDenied
    if not rules.may_ask_extension(request.user, task):
        messages.error(request, "Nhiệm vụ này không còn xin gia hạn được.")
        return redirect(task)
    form = ExtensionForm(request.POST, task=task)
    if not form.is_valid():
        return _show(request, task, ask=form)
    try:
        actions.ask_extension(task, by=request.user, **form.cleaned_data)
    except actions.ExtensionTaken as taken:
        messages.error(request, str(taken))
    else:
        messages.success(request, "Đã gửi đề nghị gia hạn.")
    return redirect(task)


@require_POST
def extension_decide(request, pk):
    extension = get_object_or_404(Extension, pk=pk, task__in=Task.objects.visible_to(request.user))
    task = get_object_or_404(_tasks(request), pk=extension.task_id)
    if not rules.judges(request.user, task):
        raise PermissionDenied
    if not rules.may_decide_extension(request.user, task):
        messages.error(request, "Nhiệm vụ không còn mở nên không quyết định gia hạn được nữa.")
        return redirect(task)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, task, decide=form)
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
