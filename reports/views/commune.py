from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from accounts.models import Role
from danvan.asked import number
from danvan.workflow import MoveRefused, last_step
from documents.html import to_html_part
from documents.storage import fingerprint, from_dict, to_dict
from plans.form_check import grouped
from reports import rules
from reports.actions import commune as actions
from reports.actions.compiling import compile_report
from reports.figures.numbers import written
from reports.models import Report, Submission
from reports.paper import document, form_gate
from reports.paper.printed import printed_before, printing_of
from reports.views.attempts import handed_in_so_far
from reports.writing import completeness
from reports.writing.compile import draft, gather
from reports.writing.drift import figure_changes, section_context
from reports.writing.pieces import is_touched

DONE = {
    "submit": "Đã trình lãnh đạo duyệt.",
    "take_back": "Đã rút lại báo cáo để sửa.",
    "send_back": "Đã trả lại báo cáo để sửa.",
    "approve": "Đã duyệt. Văn thư cấp số và ban hành.",
    "reopen": "Báo cáo đã mở lại để sửa. Bản sửa sẽ được ban hành với số mới.",
}
WRITERS = (Role.COORDINATOR, Role.LEADER, Role.CLERK)
MEND_FIGURES = (
    "Chưa trình được: số liệu chưa khớp ở các chỗ đánh dấu dưới đây. "
    "Sửa số, hoặc ghi chú lý do, lưu rồi trình lại."
)


def commune_reports(request):
    """The one door to communes' reports."""
    reports = Report.objects.visible_to(request.user).filter(scope=Report.Scope.COMMUNE)
    return reports.select_related(
        "round__commune",
        "round__receiver",
        "round__plan",
        "unit",
        "pdf",
        "docx",
        "signed_copy",
        "signer",
    )


def report_detail(request, pk):
    report = get_object_or_404(commune_reports(request), pk=pk)
    moves = rules.REPORT_MOVES.open_to(request.user, report)
    # What would be printed of a draft, worked out once for all that is told of it.
    printed = None if report.document else document.to_document(report)
    context = {
        "report": report,
        "round": report.round,
        "moves": {name: move for name, move in moves.items() if name not in rules.ON_ITS_OWN_PAGE},
        "seen": last_step(report),
        "may_issue": "issue" in moves,
        "may_edit": rules.may_edit_report(request.user, report),
        "may_hand_in": rules.may_hand_in(request.user, report),
        "handles_signed": rules.may_give_signed(request.user, report),
        **handed_in_so_far(request.user, report),
        "history": report.history.select_related("by"),
        **_content(report, printed, may_edit=rules.may_edit_report(request.user, report)),
        **_printing(request, report, printed),
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
        "line_changes": _line_changes(request.user, report),
    }
    return render(request, "reports/report_history.html", context)


def _line_changes(user, report):
    """[[LineChange]] that belong together: of one person, under one heading, on one day, one behind the other. What was
    left out of the report is for those who write, check and sign it."""
    if not user.is_in(report.round.commune_id, *WRITERS):
        return []
    changes = report.line_changes.select_related("by")

    def whose(each):
        return each.by_id, each.heading, localtime(each.at).date()

    return [list(lines) for _, lines in groupby(changes, whose)]


def _content(report, printed, *, may_edit):
    if report.document:
        address = reverse("reports:report_photo", args=[report.pk])
        return {"paper": paper(report.document, address)}
    sections = list(report.sections.all())
    marks = {section.pk: marker for marker, section in document.numbered(sections)}
    # Only who may take or refuse it is told what the data say anew.
    material = gather(report.round) if may_edit and report.compiled_at else None
    shown = [
        section_context(
            each,
            marks.get(each.pk, ""),
            draft(each, material) if material else None,
            may_edit=may_edit,
        )
        for each in sections
    ]
    moved = figure_changes(material) if material else []
    gaps = completeness.gaps_of_report(report)
    return {
        "sections": shown,
        "moved_figures": [_figure_change(each) for each in moved],
        "drifts": len(moved) + sum(each["drifts"] for each in shown),
        "gaps": gaps,
        "stopped": bool(completeness.stopping(gaps)),
        "photo_count": report.photos.count(),
        "filled": sum(figure.is_filled for figure in report.figures.all()),
        "groups": _form(report, printed) if report.compiled_at else (),
    }


def _figure_change(change):
    figure = change.figure
    stands = written(figure.value) if figure else ""
    if figure and figure.has_no_data:
        stands = "không có số liệu"
    return {
        "indicator": change.indicator,
        "stands": stands or "để trống",
        "now": written(change.total) or "không còn đơn vị nào báo",
        "said": "" if change.total is None else str(change.total),
    }


def _form(report, printed):
    """What does not agree with the form of a report that is being written, to be read beside it."""
    return grouped(form_gate.findings_of_report(report, printed))


def paper(stored, photos):
    """The frozen document as it is read on the page, its photos from the address `photos`. `to_html_part` escapes every
    word."""
    return mark_safe(to_html_part(from_dict(stored), photos_at=f"{photos}?anh="))  # noqa: S308


def _printing(request, report, printed):
    """The PDF of exactly this content, or how far its printing is."""
    if report.pdf_id:
        return {"has_pdf": True}
    if printed and printed_before(fingerprint(to_dict(printed))):
        return {"has_pdf": True}
    work = printing_of(report)
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
    seen = number(request.POST.get("seen"))
    try:
        done = compile_report(report, by=request.user, seen=seen)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _compiled(report, done))
    return redirect(report)


def _compiled(report, done):
    own = sum(any(map(is_touched, each.pieces)) for each in report.sections.all())
    words = f"Đã tổng hợp: {done.changed} mục có nội dung mới."
    if own:
        words += f" {own} mục đã sửa tay được giữ nguyên lời người soạn."
    if done.other:
        at = f"{localtime(done.other.at):%H:%M}"
        words += f" {done.other.by} cũng vừa tổng hợp lúc {at}; không nội dung nào bị mất."
    return words


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
    except actions.FiguresDisagree as refusal:
        if not rules.may_edit_report(request.user, report):
            messages.error(request, str(refusal))
            return redirect(report)
        messages.error(request, MEND_FIGURES)
        return redirect(reverse("reports:report_figures", args=[report.pk]) + "?trinh=1")
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
