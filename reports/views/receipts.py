"""The receipt of what was handed in, and whether a file is what was handed in."""

import hashlib

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from records.files import MEGABYTE, MOST_BYTES
from records.serving import file_response
from reports.actions import submissions as actions
from reports.handing import receipt
from reports.handing.snapshot import files_kept
from reports.models import Submission, SubmissionFile
from work.models import WorkRow

LONGEST_CODE = 20
NOT_FOUND = (
    "Không tìm thấy biên nhận này trong những báo cáo anh/chị được xem. Kiểm tra lại từng chữ của mã; mã không có "
    "chữ O, I và số 0, 1."
)
NO_FILE = "Hãy chọn tệp cần đối chiếu, hoặc nhập mã biên nhận."
TOO_LARGE = f"Tệp lớn quá {MOST_BYTES // MEGABYTE} MB nên không thể là tệp đã nộp qua cổng."


def _submissions(request):
    return Submission.objects.visible_to(request.user).select_related(
        "report__round__commune", "receiver", "submitted_by", "pdf"
    )


def submission_receipt(request, pk):
    submission = get_object_or_404(_submissions(request), pk=pk)
    work = None if actions.printed_receipt(submission) else _printing(request.user, submission)
    context = {
        **_read(submission),
        "round": submission.report.round,
        "work": work,
        "has_pdf": actions.printed_receipt(submission) is not None,
    }
    return render(request, "reports/submission_receipt.html", context)


def _read(submission):
    """What a receipt says, for a page."""
    files = [(each, receipt.size_words(each.file.size)) for each in files_kept(submission)]
    return {
        "submission": submission,
        "facts": receipt.facts_of(submission),
        "files": files,
        # Made of squares by ourselves; the address in it is drawn, not written.
        "qr": mark_safe(receipt.qr_svg(submission)),  # noqa: S308
        "address": receipt.address_of(submission),
    }


def _printing(user, submission):
    """How far the printing is, for whoever ordered it."""
    rows = WorkRow.objects.visible_to(user).about(actions.RECEIPT, submission.pk)
    row = rows.order_by("-pk").first()
    return row if row and row.ordered_by_id == user.pk and row.state != row.State.DONE else None


@require_POST
def receipt_print(request, pk):
    submission = get_object_or_404(_submissions(request), pk=pk)
    work = actions.order_receipt(submission, by=request.user)
    if work.is_finished:
        return redirect("reports:receipt_pdf", pk=pk)
    messages.info(request, "Tệp biên nhận đang được tạo.")
    return redirect("reports:submission_receipt", pk=pk)


def receipt_pdf(request, pk):
    submission = get_object_or_404(_submissions(request), pk=pk)
    done = actions.printed_receipt(submission)
    if done is None:
        messages.error(request, "Chưa có tệp biên nhận. Hãy bấm “Tạo tệp PDF”.")
        return redirect("reports:submission_receipt", pk=pk)
    name = f"bien-nhan-{submission.receipt}.pdf"
    return file_response(done.result, name=name, inline=True)


def receipt_check(request):
    """Kiểm tra biên nhận: by its code, by a file, or whether this file belongs to that code. No file is kept."""
    given = request.POST if request.method == "POST" else request.GET
    code = "".join(given.get("ma", "").split()).upper()[:LONGEST_CODE]
    upload = request.FILES.get("file")
    context = {"code": code}
    if code:
        submission = _submissions(request).filter(receipt=code).first()
        context |= _read(submission) if submission else {"problem": NOT_FOUND}
    if request.method == "POST" and not (code or upload):
        context["problem"] = NO_FILE
    if upload and not context.get("problem"):
        context |= _judged(request, upload, context.get("submission"))
    return render(request, "reports/receipt_check.html", context)


def _judged(request, upload, submission):
    """Whether the file is one that was handed in: of this submission, or of any that the person may see."""
    if upload.size > MOST_BYTES:
        return {"problem": TOO_LARGE}
    digest = hashlib.sha256()
    for piece in upload.chunks():
        digest.update(piece)
    sha256 = digest.hexdigest()
    same = SubmissionFile.objects.filter(sha256=sha256).values("submission")
    found = _submissions(request).filter(Q(pk__in=same) | Q(sha256=sha256)).defer("document")
    found = found.filter(pk=submission.pk) if submission else found
    matches = [(each, _kind_of(each, sha256)) for each in found.order_by("-submitted_at")[:10]]
    return {
        "asked": upload.name,
        "sha256": sha256,
        "matches": matches,
    }


def _kind_of(submission, sha256):
    kept = next((each for each in files_kept(submission) if each.sha256 == sha256), None)
    return (kept or SubmissionFile(kind=SubmissionFile.Kind.PDF)).get_kind_display()
