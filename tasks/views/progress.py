"""Telling how a task goes: from the form of its page, or piece by piece from a phone with a bad net."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from danvan.workflow import MoveRefused
from records.files import FileRefused
from records.serving import file_response, small_response
from tasks import actions, rules
from tasks.forms.progress import FileForm, ProgressForm
from tasks.models import Evidence, Task
from tasks.views.task import DONE_WORDS, show, tasks_of

SENT = "Đã gửi báo cáo tiến độ."
OTHER_PERSON = "Nội dung này do tài khoản khác viết. Hãy đăng nhập bằng tài khoản đó để gửi."
NOT_YOURS = "Tài khoản này không báo tiến độ nhiệm vụ này được."


@require_POST
def progress(request, pk):
    """An update from those who do the work; the button "Báo xong" also makes the move.

    Answers the page, or JSON where it was asked for: {} when it is kept, {"problem": sentence} with 400, 403 or 409.
    """
    task = get_object_or_404(tasks_of(request), pk=pk)
    done = "done" in request.POST
    if refusal := _turned_away(request, task, done):
        return refusal
    form = ProgressForm(request.POST, request.FILES, task=task, done=done)
    if not form.is_valid():
        return _problem(request, task, form, 400)
    try:
        actions.add_progress(task, by=request.user, **form.fields_of_update())
    except (MoveRefused, FileRefused) as refusal:
        form.add_error(None, str(refusal))
        return _problem(request, get_object_or_404(tasks_of(request), pk=pk), form, 409)
    # The script asks for the sentence with its last piece, when the page is about to be shown anew.
    if not _wants_json(request) or "last" in request.POST:
        messages.success(request, DONE_WORDS["report_done"] if done else SENT)
    return JsonResponse({}) if _wants_json(request) else redirect(task)


@require_POST
def progress_file(request, pk):
    """One photo or file of an update that was sent already; always answers JSON, as `progress` does."""
    task = get_object_or_404(tasks_of(request), pk=pk)
    if refusal := _turned_away(request, task, done=False):
        return refusal
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"problem": _first_error(form)}, status=400)
    sent = form.cleaned_data
    try:
        actions.add_file(
            task, by=request.user, update_key=sent["update"], key=sent["key"], file=sent["file"]
        )
    except FileRefused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=400)
    except MoveRefused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=409)
    return JsonResponse({})


def _turned_away(request, task, done):
    """The answer to whoever may not tell anything here, else None. Raises PermissionDenied for a page."""
    by_hand = not (_wants_json(request) or "update" in request.POST)
    # A phone goes from hand to hand: what one person wrote is never sent in another's name.
    if request.POST.get("person", str(request.user.pk)) != str(request.user.pk):
        return JsonResponse({"problem": OTHER_PERSON, "person": True}, status=409)
    allowed = rules.carries if done else rules.takes_part
    if allowed(request.user, task):
        return None
    if by_hand:
        raise PermissionDenied
    return JsonResponse({"problem": NOT_YOURS}, status=403)


def _wants_json(request):
    return "application/json" in request.headers.get("Accept", "")


def _problem(request, task, form, code):
    if _wants_json(request):
        return JsonResponse({"problem": _first_error(form)}, status=code)
    return show(request, task, progress=form)


def _first_error(form):
    return next(sentence for errors in form.errors.values() for sentence in errors)


def _evidence(request):
    """Evidence of tasks this person sees; the task decides, never the file."""
    seen = Task.objects.visible_to(request.user)
    return Evidence.objects.select_related("file").filter(update__task__in=seen)


def evidence(request, pk):
    """A photo or file, for those who see its task. A photo only after it has been cleaned; `nho` asks for it small."""
    found = get_object_or_404(_evidence(request), pk=pk, is_ready=True)
    if "nho" in request.GET:
        return small_response(found.file)
    return file_response(found.file, inline=True)


def evidence_state(request, pk):
    """How far a photo is; the page asks again until it is ready or could not be read."""
    found = get_object_or_404(_evidence(request), pk=pk)
    return render(request, "tasks/_evidence.html", {"each": found})
