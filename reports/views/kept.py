"""The signed paper of an issued report, given back to the portal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from records import signed_copies
from records.files import FileRefused
from reports import rules
from reports.views.commune import commune_reports

NOT_ISSUED = "Chỉ báo cáo đã ban hành mới nhận bản có chữ ký. Hãy cấp số, ban hành trước."
HANDED_IN = (
    "Báo cáo đã nộp, bản có chữ ký đi cùng lần nộp đó nên không thay hoặc gỡ được nữa. "
    "Cần thay thì rút lại lần nộp trước."
)


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
    if signed_copies.from_form(
        report, report, post=request.POST, files=request.FILES, by=request.user
    ):
        return (
            "Đã lưu bản có chữ ký. Từ nay người đọc nhận bản này, và bản này được nộp cùng báo cáo."
        )
    return signed_copies.REMOVED
