"""The signed paper of an issued report, given back to the portal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from danvan.asked import number
from records import signed_copies
from records.files import FileRefused
from reports import rules
from reports.views.commune import commune_reports

NOT_ISSUED = "Chỉ báo cáo đã ban hành mới nhận bản có chữ ký. Hãy cấp số, ban hành trước."
HANDED_IN = (
    "Báo cáo đã nộp, bản có chữ ký đi cùng lần nộp đó nên không thay hoặc gỡ được nữa. "
    "Cần thay thì rút lại lần nộp trước."
)
NO_FILE = "Hãy chọn tệp bản có chữ ký (PDF, JPG hoặc PNG) trước khi bấm “Lưu bản có chữ ký”."


@require_POST
def report_signed_copy(request, pk):
    """Attach, replace or remove the signed copy of the issue in force; every time a line of history."""
    report = get_object_or_404(commune_reports(request), pk=pk)
    if not rules.gives_numbers(request.user, report):
        raise PermissionDenied
    try:
        messages.success(request, _handled(request, pk))
    except (FileRefused, signed_copies.CopyChanged) as refusal:
        messages.error(request, str(refusal))
    return redirect(report)


@transaction.atomic
def _handled(request, pk):
    # Held: the report must not be opened again or handed in between the question and the answer.
    report = get_object_or_404(commune_reports(request).select_for_update(of=("self",)), pk=pk)
    if report.status != report.Status.ISSUED:
        raise FileRefused(NOT_ISSUED)
    if rules.is_handed_in(report):
        raise FileRefused(HANDED_IN)
    over, before = number(request.POST.get("over")), report.signed_copy
    if request.POST.get("act") == "remove":
        signed_copies.remove(report, by=request.user, over=over)
        _note(report, request.user, "Gỡ bản có chữ ký", before)
        return "Đã gỡ bản có chữ ký. Người đọc lại nhận bản PDF không chữ ký."
    upload = request.FILES.get("file")
    if upload is None:
        raise FileRefused(NO_FILE)
    file = signed_copies.attach(report, upload, by=request.user, over=over)
    _note(report, request.user, "Thay bản có chữ ký" if before else "Đính bản có chữ ký", file)
    return "Đã lưu bản có chữ ký. Từ nay người đọc nhận bản này, và bản này được nộp cùng báo cáo."


def _note(report, by, label, file):
    report.history.create(
        move="signed_copy",
        label=label,
        before=report.status,
        after=report.status,
        by=by,
        note=f"{file.name}\nSHA-256: {file.sha256}" if file else "",
    )
