from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.models import Role
from danvan.clock import said_span
from work import actions
from work.models import WorkRow

REFUSED_SHOWN = timedelta(days=14)


def progress(request, pk):
    """How far a piece of work is; the page asks again each second until it is finished."""
    row = get_object_or_404(WorkRow.objects.visible_to(request.user), pk=pk)
    response = render(request, "parts/work.html", {"row": row})
    if row.is_finished:
        # The page around shows something else now: let it load itself again.
        response["HX-Refresh"] = "true"
    return response


def _require_administrator(request):
    if not request.user.is_(Role.ADMINISTRATOR):
        raise PermissionDenied


def parked(request):
    """What was given up for now, and how the mails are doing."""
    _require_administrator(request)
    rows = WorkRow.objects.visible_to(request.user)
    mails = rows.of_queue("mail").not_out().aggregate(count=Count("pk"), oldest=Min("created_at"))
    context = {
        "rows": rows.parked().select_related("unit", "ordered_by")[:200],
        "mails_waiting": mails["count"],
        "mails_waiting_for": said_span(timezone.now() - (mails["oldest"] or timezone.now())),
        "refused_mails": rows.of_queue("mail").refused_since(timezone.now() - REFUSED_SHOWN)[:20],
    }
    return render(request, "work/parked.html", context)


@require_POST
def retry(request, pk):
    _require_administrator(request)
    row = get_object_or_404(WorkRow.objects.visible_to(request.user), pk=pk)
    if actions.retry(row):
        messages.success(request, f"Đã cho chạy lại: {row.title}.")
    else:
        messages.error(request, "Việc này không còn ở trạng thái lỗi, hoặc đã được yêu cầu lại.")
    return redirect("work:parked")
