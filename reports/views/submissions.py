from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.models import Role
from danvan.workflow import MoveRefused
from records.serving import file_response
from reports import jobs, rules
from reports.actions import submissions as actions
from reports.models import Submission
from reports.views.commune import paper

DONE = {
    "accept": "Đã xác nhận nhận báo cáo.",
    "send_back": "Đã trả lại báo cáo kèm lý do.",
    "withdraw": "Đã rút lại báo cáo. Có thể nộp lại khi sẵn sàng.",
}


def _submissions(request):
    return Submission.objects.visible_to(request.user).select_related(
        "report__round__commune", "receiver", "submitted_by", "pdf"
    )


def submission_detail(request, pk):
    submission = get_object_or_404(_submissions(request), pk=pk)
    actions.mark_opened(submission, by=request.user)
    others = _submissions(request).filter(report=submission.report_id).exclude(pk=pk)
    moves = rules.SUBMISSION_MOVES.open_to(request.user, submission)
    moves.pop("open", None)
    context = {
        "submission": submission,
        "round": submission.report.round,
        "paper": paper(submission.document),
        "moves": moves,
        "others": others.order_by("-ordinal"),
        "history": submission.history.select_related("by"),
        "is_receiver": request.user.is_(Role.RECEIVER),
    }
    return render(request, "reports/submission_detail.html", context)


def submission_pdf(request, pk):
    """The very bytes that were handed in; for the office, reading them opens the submission."""
    submission = get_object_or_404(_submissions(request), pk=pk)
    actions.mark_opened(submission, by=request.user)
    response = file_response(submission.pdf, name=jobs.name_of(submission), inline=True)
    response["X-Document-SHA256"] = submission.sha256
    return response


def submission_receipt(request, pk):
    submission = get_object_or_404(_submissions(request), pk=pk)
    context = {"submission": submission, "round": submission.report.round}
    return render(request, "reports/submission_receipt.html", context)


@require_POST
def submission_move(request, pk):
    submission = get_object_or_404(_submissions(request), pk=pk)
    name, note = request.POST.get("move", ""), request.POST.get("note", "")
    move = rules.SUBMISSION_MOVES.get(name)
    if move is not None and not move.allowed(request.user, submission):
        raise PermissionDenied
    try:
        actions.move_submission(submission, name, by=request.user, note=note)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, DONE.get(name, "Đã ghi nhận."))
    return redirect(submission)
