from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from danvan.asked import number
from documents.storage import from_dict
from plans import intake, jobs, rules
from plans.form_check import GIVEN_LATER
from plans.forms import FrameForm, UploadForm
from plans.models import PlanImport
from plans.views.doors import an_import, go, require
from plans.views.shown import appendices_shown, as_html, blocks_shown
from plans.views.understood import understood
from records.files import FileRefused
from records.serving import file_response

DECIDED = "Tệp này chưa đọc xong hoặc đã được xử lý trước đó. Trang cho thấy tình trạng mới."


def import_start(request):
    require(rules.may_start(request.user))
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            return redirect(intake.take_upload(form.cleaned_data["file"], by=request.user))
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
    return render(request, "plans/import_start.html", {"form": form})


def import_review(request, pk):
    """One address for the whole way of an upload: being read, refused, under review, become a plan."""
    upload = an_import(request, pk)
    if upload.status == PlanImport.Status.ACCEPTED and upload.plan:
        return redirect(upload.plan)
    if upload.status != PlanImport.Status.REVIEW:
        context = {
            "upload": upload,
            "row": jobs.last_order(jobs.READ, upload.pk),
            "may_start": rules.may_start(request.user),
        }
        return render(request, "plans/import_wait.html", context)
    return _review(request, upload, FrameForm(initial=intake.frame_of(upload)))


def import_progress(request, pk):
    """How far the reading is, for whoever may see the upload."""
    upload = an_import(request, pk)
    row = jobs.last_order(jobs.READ, upload.pk)
    if row is None:
        raise Http404
    response = render(request, "plans/_progress.html", {"row": row, "poll": request.path})
    if row.is_finished:
        response["HX-Refresh"] = "true"
    return response


def _review(request, upload, form):
    document = from_dict(upload.reading["document"])
    context = {
        "upload": upload,
        "form": form,
        "source": enumerate(upload.reading.get("source_lines", ()), start=1),
        "blocks": list(blocks_shown(document.items)),
        "appendices": appendices_shown(document.appendices),
        "footnotes": [(note.marker, as_html(note.text)) for note in document.footnotes],
        "deadlines": upload.reading.get("deadlines", ()),
        "understood": understood(upload.reading),
        "citations": upload.reading.get("citations", ()),
        "may_start": rules.may_start(request.user),
        **_findings(upload),
    }
    return render(request, "plans/import_review.html", context)


def _findings(upload):
    """Questions first, remarks apart; each with its place and whether a person has looked at it."""
    found = list(upload.reading.get("warnings", ()))
    other = intake.question_of_issuer(upload)
    shown = [
        {**finding, "place": place, "settled": place in upload.settled}
        for place, finding in enumerate([*found, *([other] if other else [])])
    ]
    questions = [each for each in shown if not _is_remark(each)]
    return {
        "questions": questions,
        "remarks": [each for each in shown if _is_remark(each)],
        "open_questions": sum(not each["settled"] for each in questions),
    }


def _is_remark(finding):
    """Nobody need look at what the draft gets only when it is approved and issued."""
    return finding.get("severity") == "info" or finding.get("code") in GIVEN_LATER


@require_POST
def import_settle(request, pk):
    """Tick a question off, or open it again."""
    upload = an_import(request, pk)
    require(rules.may_start(request.user))
    if upload.status != PlanImport.Status.REVIEW:
        messages.error(request, DECIDED)
        return go(request, upload.get_absolute_url())
    place = number(request.POST.get("place"))
    if place is not None and place <= len(upload.reading.get("warnings", ())):
        upload.settled = intake.settle(upload, place, by=request.user)
    if request.htmx:
        return render(request, "plans/_questions.html", {"upload": upload, **_findings(upload)})
    return redirect(upload)


@require_POST
def import_accept(request, pk):
    upload = an_import(request, pk)
    require(rules.may_start(request.user))
    form = FrameForm(request.POST)
    if upload.status == PlanImport.Status.REVIEW and not form.is_valid():
        return _review(request, upload, form)
    try:
        if not form.is_valid():
            raise intake.AlreadyDecided
        plan = intake.accept(upload, form.cleaned_data, by=request.user)
    except intake.AlreadyDecided:
        messages.error(request, DECIDED)
        return redirect(upload)
    messages.success(request, "Đã tạo dự thảo từ tệp. Hãy xem lại từng mục rồi trình duyệt.")
    return redirect(plan)


@require_POST
def import_drop(request, pk):
    upload = an_import(request, pk)
    require(rules.may_start(request.user))
    if intake.drop(upload, by=request.user):
        messages.success(request, f"Đã bỏ tệp “{upload.file.name}”.")
    return redirect("plans:list")


def import_file(request, pk):
    """The file as it was uploaded."""
    return file_response(an_import(request, pk).file)
