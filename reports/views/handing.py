"""Handing the commune's report in, and noting that it went another way."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime

from danvan.workflow import MoveRefused, last_step
from records.files import FileRefused
from reports import rules
from reports.actions import other_way as noting
from reports.actions import submissions as actions
from reports.forms.handing import OtherWayForm
from reports.handing import checklist
from reports.handing.resubmission import due_again_of
from reports.handing.snapshot import snapshot_of
from reports.models import Report, ReportRound, Submission
from reports.views.commune import commune_reports


def report_hand_in(request, pk):
    """The points to look at, what is going to be sent, and the one press that sends it."""
    report = get_object_or_404(
        commune_reports(request).select_related("signed_copy", "docx"), pk=pk
    )
    if not rules.sends_up(request.user, report):
        raise PermissionDenied
    if request.method == "POST":
        return _hand_in(request, report)
    points = checklist.points_of(report)
    stopped_by = checklist.stopping(points)
    may = not stopped_by and rules.may_hand_in(request.user, report)
    context = {
        "report": report,
        "round": report.round,
        "points": points,
        "stopped_by": stopped_by,
        "may_hand_in": may,
        "due_again": due_again_of(report),
        "files": snapshot_of(report, actions.next_ordinal(report)).files if may else (),
        "may_note_other_way": not _standing(report),
    }
    return render(request, "reports/report_hand_in.html", context)


def _standing(report):
    return report.submissions.filter(status__in=Submission.STANDING).exists()


def _hand_in(request, report):
    try:
        submission = actions.hand_in(report, by=request.user)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(report)
    # Printed while the person reads the page that shows it.
    actions.order_receipt(submission, by=request.user)
    messages.success(request, f"Đã nộp. Mã biên nhận: {submission.receipt}.")
    return redirect("reports:submission_receipt", pk=submission.pk)


def other_way(request, pk):
    """Note that the report of a round went past the portal, whatever the state of the report in it."""
    rounds = ReportRound.objects.visible_to(request.user).select_related("commune", "receiver")
    round = get_object_or_404(rounds, pk=pk)
    if not rules.may_note_other_way(request.user, round):
        raise PermissionDenied
    report = Report._base_manager.get(round=round, scope=Report.Scope.COMMUNE)
    standing = report.submissions.filter(status__in=Submission.STANDING).first()
    if standing is not None:
        messages.info(request, noting.STANDS)
        return redirect(standing)
    form = OtherWayForm(
        request.POST or None, request.FILES or None, initial=_known(report, request.user)
    )
    if form.is_valid():
        noted = _note(request, round, form)
        if noted is not None:
            return redirect(noted)
    return _page(request, form, round)


def _known(report, user):
    """What an issued report says already; the day it was sent a person says. The office copies from its paper: what
    the commune has not handed in is not for it to read."""
    if report.status != Report.Status.ISSUED or not rules.sends_up(user, report):
        return {"sent_on": localdate()}
    return {
        "other_code": report.code,
        "other_date": report.issued_on,
        "signed_by": report.signer_name,
        "sent_on": localdate(),
    }


def _note(request, round, form):
    try:
        noted = noting.note_other_way(
            round, fields=form.fields_noted(), by=request.user, scan=form.cleaned_data["scan"]
        )
    except FileRefused as refusal:
        form.add_error("scan", str(refusal))
    except MoveRefused as refusal:
        form.add_error(None, str(refusal))
    else:
        messages.success(request, f"Đã ghi nhận. {noted.told}. Mã biên nhận: {noted.receipt}.")
        return noted
    return None


def other_way_edit(request, pk):
    """Correct what was noted; what somebody else corrected meanwhile is shown and not overwritten."""
    found = Submission.objects.visible_to(request.user)
    submission = get_object_or_404(
        found.select_related("report__round__commune", "report__round__receiver", "pdf"), pk=pk
    )
    if not rules.may_note_other_way(request.user, submission.report.round):
        raise PermissionDenied
    if not rules.may_correct_note(request.user, submission):
        messages.error(request, noting.NOT_OPEN)
        return redirect(submission)
    form = OtherWayForm(request.POST or None, request.FILES or None, initial=_stored(submission))
    status = None
    if form.is_valid():
        try:
            noting.correct_note(
                submission,
                fields=form.fields_noted(),
                by=request.user,
                seen=form.cleaned_data["seen"] or 0,
                scan=form.cleaned_data["scan"],
            )
        except MoveRefused as refusal:
            submission.refresh_from_db()
            sent = localtime(submission.submitted_at)
            stored = f"Đang lưu: {submission.told}, gửi ngày {sent:%d/%m/%Y}."
            form.add_error(None, f"{refusal} {stored}")
            form.data = {**form.data.dict(), "seen": last_step(submission)}
            status = 409
        else:
            messages.success(request, "Đã lưu ghi nhận.")
            return redirect(submission)
    return _page(request, form, submission.report.round, submission, status=status)


def _stored(submission):
    return {
        "way": submission.way,
        "other_code": submission.other_code,
        "other_date": submission.other_date,
        "signed_by": submission.signed_by,
        "sent_on": localtime(submission.submitted_at).date(),
        "seen": last_step(submission),
    }


def _page(request, form, round, submission=None, *, status=None):
    context = {
        "form": form,
        "round": round,
        "submission": submission,
        "is_receiver": request.user.is_in(round.receiver_id),
    }
    status = status or (422 if form.errors else 200)
    return render(request, "reports/other_way.html", context, status=status)
