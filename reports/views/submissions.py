from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.models import Role
from danvan.asked import number
from danvan.workflow import MoveRefused
from records.serving import file_response
from reports import rules
from reports.actions import submissions as actions
from reports.desk import bundles
from reports.forms.handing import ReturnForm
from reports.handing import attempts
from reports.handing.resubmission import proposed_for
from reports.handing.snapshot import files_kept
from reports.models import Report, Submission, SubmissionFile
from reports.views.attempts import answer_of
from reports.views.commune import paper

DONE = {
    "accept": "Đã xác nhận nhận báo cáo.",
    "send_back": "Đã trả lại báo cáo kèm lý do.",
    "withdraw": "Đã rút lại báo cáo. Có thể nộp lại khi sẵn sàng.",
    "take_back": "Đã xóa ghi nhận. Đợt báo cáo trở lại “chưa nộp”.",
}
# Offered to be written with one press; a person may change the words before they go.
REASONS = (
    "Thiếu phụ lục số liệu.",
    "Số liệu chưa khớp giữa phần lời và biểu số liệu.",
    "Chưa có bản ký, đóng dấu.",
    "Chưa đúng đề cương của đợt báo cáo.",
    "Chưa đánh giá hạn chế, nguyên nhân.",
)


def _submissions(request):
    return Submission.objects.visible_to(request.user).select_related(
        "report__round__commune", "report__round__receiver", "receiver", "submitted_by", "pdf"
    )


def opened(request, submission):
    """For the office, reading opens a submission. What the commune withdrew a moment ago is no longer there."""
    actions.mark_opened(submission, by=request.user)
    gone = submission.status == Submission.Status.WITHDRAWN
    if gone and request.user.is_(Role.RECEIVER):
        raise Http404
    return submission


def _paper(submission):
    if not submission.document:
        return ""
    return paper(submission.document, reverse("reports:submission_photo", args=[submission.pk]))


def submission_detail(request, pk):
    return _page(request, opened(request, get_object_or_404(_submissions(request), pk=pk)))


def _page(request, submission, *, form=None, pressed="", note="", status=200):
    """With the move that was `pressed` and not made open, its `form` and the `note` typed with it."""
    pk = submission.pk
    history = list(submission.history.select_related("by"))
    others = _submissions(request).filter(report=submission.report_id).exclude(pk=pk)
    others = list(others.defer("document").prefetch_related("history").order_by("-ordinal"))
    for each in others:
        each.answer = answer_of(each.history.all())
    moves = rules.SUBMISSION_MOVES.open_to(request.user, submission)
    moves.pop("open", None)
    is_receiver = request.user.is_(Role.RECEIVER)
    context = {
        "submission": submission,
        "round": submission.report.round,
        "paper": _paper(submission),
        "files": files_kept(submission),
        "figures": attempts.figures_of(submission),
        "moves": moves,
        "return_form": form or _return_form(moves, submission),
        "pressed": pressed,
        "note": note,
        "seen": max((line.pk for line in history), default=0),
        "reasons": REASONS,
        "answer": answer_of(history),
        "others": others,
        "earlier": next((each for each in others if each.ordinal < submission.ordinal), None),
        "history": history,
        "is_receiver": is_receiver,
        "may_correct": rules.may_correct_note(request.user, submission),
        "reads_report": Report.objects.visible_to(request.user)
        .filter(pk=submission.report_id)
        .exists(),
        **(_queue(request.user, submission) if is_receiver else {}),
    }
    return render(request, "reports/submission_detail.html", context, status=status)


def _return_form(moves, submission):
    if "send_back" not in moves:
        return None
    return ReturnForm(initial={"resubmit_by": proposed_for(submission.receiver)})


def _queue(user, submission):
    before, after, count = attempts.unseen_around(user, submission)
    return {"unseen_before": before, "unseen_after": after, "unseen": count}


def submission_pdf(request, pk):
    """The very bytes that were handed in; for the office, reading them opens the submission."""
    submission = get_object_or_404(_submissions(request).exclude(pdf=None), pk=pk)
    opened(request, submission)
    response = file_response(submission.pdf, name=bundles.name_of(submission), inline=True)
    response["X-Document-SHA256"] = submission.sha256
    return response


def submission_file(request, pk):
    """One file as it was handed in, whatever the commune has written since."""
    visible = Submission.objects.visible_to(request.user)
    files = SubmissionFile.objects.filter(submission__in=visible).select_related("file")
    kept = get_object_or_404(files, pk=pk)
    opened(request, get_object_or_404(_submissions(request), pk=kept.submission_id))
    response = file_response(kept.file, name=kept.name, inline=True)
    response["X-Document-SHA256"] = kept.sha256
    return response


def submission_compare(request, pk):
    """An attempt beside an earlier one (the one in `voi`, else the last before it): words, figures, files."""
    submission = opened(request, get_object_or_404(_submissions(request), pk=pk))
    others = _submissions(request).filter(report=submission.report_id).exclude(pk=pk)
    others = list(others.order_by("-ordinal"))
    asked = number(request.GET.get("voi"))
    if asked:
        other = next((each for each in others if each.pk == asked), None)
        if other is None:
            raise Http404
    else:
        other = next((each for each in others if each.ordinal < submission.ordinal), None)
        other = other or next(iter(others), None)
    context = {
        "submission": submission,
        "round": submission.report.round,
        "others": others,
        "other": other,
        "only_differing": not request.GET.get("tat-ca"),
    }
    if other:
        context |= _compared(*sorted((submission, other), key=lambda each: each.ordinal))
    return render(request, "reports/submission_compare.html", context)


def _compared(old, new):
    found = attempts.words_changed(old, new)
    return {
        "old": old,
        "new": new,
        "old_name": f"Lần nộp {old.ordinal}",
        "new_name": f"Lần nộp {new.ordinal}",
        "comparison": found,
        "figures": attempts.figures_changed(old, new),
        "files": attempts.files_compared(old, new),
    }


@require_POST
def submission_move(request, pk):
    submission = get_object_or_404(_submissions(request), pk=pk)
    name, note = request.POST.get("move", ""), request.POST.get("note", "")
    move = rules.SUBMISSION_MOVES.get(name)
    if move is not None and not move.allowed(request.user, submission):
        raise PermissionDenied
    form = ReturnForm(request.POST if name == "send_back" else {})
    if not form.is_valid():
        return _page(request, submission, form=form, pressed=name, note=note, status=422)
    day = form.cleaned_data["resubmit_by"]
    try:
        actions.move_submission(
            submission,
            name,
            by=request.user,
            note=note,
            resubmit_by=day,
            seen=number(request.POST.get("seen")),
        )
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        submission.refresh_from_db(fields=["status"])
        if name in rules.SUBMISSION_MOVES.open_to(request.user, submission):
            # It may still be done, after reading: what was typed stays.
            form = form if name == "send_back" else None
            return _page(request, submission, form=form, pressed=name, note=note, status=409)
    else:
        messages.success(request, DONE.get(name, "Đã ghi nhận."))
    if Submission.objects.visible_to(request.user).filter(pk=pk).exists():
        return redirect(submission)
    return redirect("reports:desk")
