from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from danvan.asked import number
from danvan.workflow import MoveRefused, last_step
from documents import write_docx
from documents.html import to_html_part
from documents.storage import from_dict
from plans.form_check import checked, findings_of, grouped, known_citations
from records.register import NumberTaken
from records.serving import file_response, made_response
from reports import completeness, document, rules
from reports.actions import commune as actions
from reports.actions import submissions as handing_in
from reports.forms.issuing import IssueForm
from reports.models import Report, Submission

DONE = {
    "submit": "Đã trình lãnh đạo duyệt.",
    "take_back": "Đã rút lại báo cáo để sửa.",
    "send_back": "Đã trả lại báo cáo để sửa.",
    "approve": "Đã duyệt. Văn thư cấp số và ban hành.",
    "reopen": "Báo cáo đã mở lại để sửa. Bản sửa sẽ được ban hành với số mới.",
}


def commune_reports(request):
    """The one door to communes' reports."""
    reports = Report.objects.visible_to(request.user).filter(scope=Report.Scope.COMMUNE)
    return reports.select_related(
        "round__commune", "round__receiver", "round__plan", "unit", "pdf", "signer"
    )


def report_detail(request, pk):
    report = get_object_or_404(commune_reports(request), pk=pk)
    moves = rules.REPORT_MOVES.open_to(request.user, report)
    submissions = Submission.objects.visible_to(request.user).filter(report=report)
    context = {
        "report": report,
        "round": report.round,
        "moves": {name: move for name, move in moves.items() if name not in rules.ON_ITS_OWN_PAGE},
        "seen": last_step(report),
        "may_issue": "issue" in moves,
        "may_edit": rules.may_edit_report(request.user, report),
        "may_hand_in": rules.may_hand_in(request.user, report),
        "submissions": submissions.select_related("receiver", "submitted_by"),
        "history": report.history.select_related("by"),
        **_content(report),
        **_printing(request, report),
    }
    return render(request, "reports/report_detail.html", context)


def report_history(request, pk):
    """Every step of the report, and every time it was handed in with what the office answered."""
    report = get_object_or_404(commune_reports(request), pk=pk)
    submissions = Submission.objects.visible_to(request.user).filter(report=report)
    submissions = submissions.defer("document").select_related("receiver", "submitted_by")
    context = {
        "report": report,
        "history": report.history.select_related("by"),
        "submissions": submissions.prefetch_related("history__by"),
    }
    return render(request, "reports/report_history.html", context)


def _content(report):
    if report.document:
        return {"paper": paper(report.document)}
    sections = list(report.sections.all())
    marks = {section.pk: marker for marker, section in document.numbered(sections)}
    return {
        "sections": [(marks.get(each.pk, ""), each) for each in sections],
        "gaps": completeness.gaps_of_report(report),
        "filled": sum(figure.is_filled for figure in report.figures.all()),
        "groups": _form(report) if report.compiled_at else (),
    }


def _form(report):
    """What does not agree with the form of a report that is being written, to be read beside it."""
    printed = document.to_document(report)
    round = report.round
    known = known_citations(round.commune)
    found = findings_of(printed, report, round.commune, year=round.year, known=known)
    return grouped(checked(printed, found))


def paper(stored):
    """The frozen document as it is read on the page. `to_html_part` escapes every word."""
    return mark_safe(to_html_part(from_dict(stored)))  # noqa: S308


def _printing(request, report):
    """The PDF of exactly this content, or how far its printing is."""
    if report.pdf_id:
        return {"has_pdf": True}
    stored = report.document or document.stored_document(report)
    if not report.document and actions.printed(report, document.digest_of(stored)):
        return {"has_pdf": True}
    work = actions.printing(report)
    # Only whoever ordered the work may ask for its progress.
    mine = work is not None and work.ordered_by_id == request.user.pk
    return {
        "has_pdf": False,
        "work": work if mine and (not work.is_finished or work.failed) else None,
        "is_printing": work is not None and not work.is_finished,
    }


@require_POST
def report_compile(request, pk):
    report = get_object_or_404(commune_reports(request), pk=pk)
    if not rules.coordinates(request.user, report):
        raise PermissionDenied
    try:
        changed = actions.compile_report(report, by=request.user)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _compiled(report, changed))
    return redirect(report)


def _compiled(report, changed):
    own = sum(1 for each in report.sections.all() if each.is_own_words and each.compiled)
    kept = f" {own} mục đã sửa tay được giữ nguyên, bản tổng hợp mới để bên cạnh." if own else ""
    return f"Đã tổng hợp: {changed} mục có nội dung mới.{kept}"


@require_POST
def report_move(request, pk):
    report = get_object_or_404(commune_reports(request), pk=pk)
    name, note = request.POST.get("move", ""), request.POST.get("note", "")
    if name in rules.REPORT_MOVES and not _could_ever(request.user, report, name):
        raise PermissionDenied
    try:
        if name in rules.ON_ITS_OWN_PAGE:
            return redirect("reports:report_issue", pk=report.pk)
        seen = number(request.POST.get("seen"))
        actions.move_report(report, name, by=request.user, note=note, seen=seen)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, DONE[name])
    return redirect(report)


def _could_ever(user, report, name):
    """Whether the step is this person's at all; one that is only not open now gets a sentence instead of a 403."""
    if name == "reopen":
        return rules.coordinates(user, report)
    return rules.REPORT_MOVES[name].allowed(user, report)


def report_issue(request, pk):
    report = get_object_or_404(commune_reports(request), pk=pk)
    if not rules.gives_numbers(request.user, report):
        raise PermissionDenied
    if "issue" not in rules.REPORT_MOVES.open_to(request.user, report):
        messages.error(request, "Chỉ ban hành được báo cáo đã duyệt, chờ cấp số.")
        return redirect(report)
    form = IssueForm(request.POST or None, report=report)
    if form.is_valid() and _issue(request, report, form):
        return redirect(report)
    context = {"report": report, "form": form, "gaps": completeness.gaps_of_report(report)}
    return render(request, "reports/report_issue.html", context)


def _issue(request, report, form):
    try:
        actions.issue_report(report, **form.cleaned_data, by=request.user)
    except NumberTaken as taken:
        # What was tried in memory did not happen.
        report.refresh_from_db()
        form.add_error("number", str(taken))
        return False
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return True
    messages.success(request, f"Đã ban hành báo cáo số {report.code}. Tệp PDF đang được tạo.")
    return True


@require_POST
def report_preview(request, pk):
    report = get_object_or_404(commune_reports(request), pk=pk)
    work = actions.order_pdf(report, by=request.user)
    if work.is_finished:
        return redirect("reports:report_pdf", pk=report.pk)
    messages.info(request, "Tệp PDF đang được tạo.")
    return redirect(report)


def report_docx(request, pk):
    """What the report says now, or as it was issued, as a Word file: made at once, in a tenth of a second."""
    report = get_object_or_404(commune_reports(request), pk=pk)
    stored = report.document or document.stored_document(report)
    name = document.file_name(report, "docx")
    return made_response(write_docx(from_dict(stored)), name=name)


def report_pdf(request, pk):
    report = get_object_or_404(commune_reports(request), pk=pk)
    name = document.file_name(report)
    if report.pdf_id:
        return file_response(report.pdf, name=name, inline=True)
    done = None
    if not report.document:
        done = actions.printed(report, document.digest_of(document.stored_document(report)))
    if done is None:
        messages.error(request, "Chưa có tệp PDF cho nội dung hiện tại. Hãy bấm “Tạo tệp PDF”.")
        return redirect(report)
    return file_response(done.result, name=f"du-thao-{name}", inline=True)


def report_hand_in(request, pk):
    report = get_object_or_404(commune_reports(request), pk=pk)
    if not rules.sends_up(request.user, report):
        raise PermissionDenied
    if not rules.may_hand_in(request.user, report):
        messages.error(
            request,
            "Báo cáo này hiện chưa nộp được: cần đã ban hành, có tệp PDF và chưa có bản nào đang nộp.",
        )
        return redirect(report)
    if request.method == "POST":
        return _hand_in(request, report)
    context = {"report": report, "gaps": completeness.gaps_of_report(report)}
    return render(request, "reports/report_hand_in.html", context)


def _hand_in(request, report):
    try:
        submission = handing_in.hand_in(report, by=request.user)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(report)
    messages.success(request, f"Đã nộp. Mã biên nhận: {submission.receipt}.")
    return redirect("reports:submission_receipt", pk=submission.pk)
