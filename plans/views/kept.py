"""What was kept at the issue: the signed copy given back to the portal, and whether a file is what was issued."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from danvan.asked import number
from plans import rules
from plans.freezing import kept_files, recognised
from plans.views.doors import a_plan, held_plan, plans_of
from records import signed_copies
from records.files import MEGABYTE, MOST_BYTES, FileRefused

NOT_ISSUED = "Chỉ kế hoạch đã ban hành mới nhận bản có chữ ký. Hãy cấp số, ban hành trước."
NO_FILE_TO_VERIFY = "Hãy chọn tệp cần đối chiếu."
TOO_LARGE = (
    f"Tệp lớn quá {MOST_BYTES // MEGABYTE} MB nên không thể là một trong các bản của kế hoạch này."
)


def versions_of(plan):
    """The frozen versions with their files, for a page."""
    files = ("pdf", "docx", "signed_copy", "signed_copy_by")
    return plan.versions.select_related(*files)


@require_POST
def signed_copy(request, pk):
    """Attach, replace or remove the signed copy of the plan's version; every time a line of history."""
    plan = a_plan(request, pk)
    if not rules.handles_signed(request.user, plan):
        raise PermissionDenied
    if not plan.is_published:
        messages.error(request, NOT_ISSUED)
        return redirect(plan)
    try:
        said = _handled(request, pk)
        messages.success(request, said)
    except (FileRefused, signed_copies.CopyChanged) as refusal:
        messages.error(request, str(refusal))
    return redirect(plan)


@transaction.atomic
def _handled(request, pk):
    plan = held_plan(request, pk)
    version = get_object_or_404(versions_of(plan), ordinal=number(request.POST.get("version"), 1))
    if signed_copies.from_form(
        version, plan, post=request.POST, files=request.FILES, by=request.user
    ):
        return "Đã lưu bản có chữ ký. Từ nay người đọc nhận bản này."
    return signed_copies.REMOVED


def verify(request, pk):
    """Whether a file is, byte for byte, one of those that were issued. Nothing of it is kept."""
    plan = get_object_or_404(plans_of(request), pk=pk)
    if not plan.is_published:
        raise Http404
    versions = list(versions_of(plan))
    context = {"plan": plan, "kept": kept_files(versions)}
    if request.method == "POST":
        context |= _judged(request.FILES.get("file"), versions)
    return render(request, "plans/plan_verify.html", context)


def _judged(upload, versions):
    if upload is None:
        return {"problem": NO_FILE_TO_VERIFY}
    if upload.size > MOST_BYTES:
        return {"problem": TOO_LARGE}
    found, sha256 = recognised(upload, versions)
    return {"asked": upload.name, "found": found, "sha256": sha256}
