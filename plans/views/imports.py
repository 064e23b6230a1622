"""An upload on its way in: sent, waited for, put aside. Its review: plans/views/import_review.py."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from plans import intake, jobs, rules
from plans.forms import UploadForm
from plans.models import PlanImport
from plans.views.doors import an_import, require
from plans.views.import_review import review_page
from records.files import FileRefused
from records.serving import file_response


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
    return review_page(request, upload)


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
