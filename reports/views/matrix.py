"""The commune's figures beside those of its units, and deciding where they differ."""

from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Role
from danvan.asked import number
from danvan.workflow import MoveRefused
from reports import rules
from reports.actions import matrix as actions
from reports.actions.parts import StaleVersion
from reports.figures.matrix import matrix_of
from reports.views.commune import commune_reports
from reports.views.editing import editable

CHECKED_BY = (Role.COORDINATOR, Role.LEADER, Role.CLERK)
STALE = (
    "Có người vừa lưu báo cáo này, hoặc báo cáo không còn đang soạn. Hãy xem lại rồi chọn lần nữa."
)


@require_GET
def figure_matrix(request, pk):
    report = get_object_or_404(commune_reports(request), pk=pk)
    if not request.user.is_in(report.round.commune_id, *CHECKED_BY):
        raise PermissionDenied
    matrix = matrix_of(report)
    context = {
        "report": report,
        "matrix": matrix,
        "may_edit": rules.may_edit_report(request.user, report),
        "differing": sum(row.differs for row in matrix.rows),
    }
    return render(request, "reports/figure_matrix.html", context)


@require_POST
def figure_settle(request, pk):
    """Take the units' sum, or keep the commune's own figure against it; without a code all that nobody touched."""
    report = editable(request, pk)
    code = request.POST.get("code", "")
    version = number(request.POST.get("version"), -1)
    try:
        if not code:
            count = actions.follow_sums(report, version=version)
            messages.success(request, f"Đã cập nhật {count} số liệu theo tổng của các đơn vị.")
        else:
            take = request.POST.get("act") == "take"
            seen = _exact(request.POST.get("seen"))
            actions.settle(report, code, version=version, take=take, seen=seen)
    except StaleVersion:
        messages.error(request, STALE)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    where = reverse("reports:figure_matrix", args=[report.pk])
    return redirect(f"{where}#chi-tieu-{code}" if code else where)


def _exact(words):
    try:
        number = Decimal(words or "")
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
