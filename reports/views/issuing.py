"""The commune's report as a printed document: its number, its PDF, its Word file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from danvan.clock import today
from danvan.workflow import MoveRefused
from documents import write_docx
from documents.storage import fingerprint, from_dict
from plans import form_gate as reasons
from records.register import NumberTaken
from records.serving import file_response, made_response
from records.signed_copies import name_for
from reports import rules
from reports.actions import issuing
from reports.forms.issuing import IssueForm
from reports.handing import checklist
from reports.paper import document, form_gate
from reports.paper.photos import bytes_of
from reports.paper.printed import printed_before
from reports.views.commune import commune_reports
from reports.writing import completeness

NOT_OPEN = "Chỉ ban hành được báo cáo đã duyệt, chờ cấp số."
NO_PDF = "Chưa có tệp PDF cho nội dung hiện tại. Hãy bấm “Tạo tệp PDF”."


def report_issue(request, pk):
    report = get_object_or_404(commune_reports(request), pk=pk)
    if not rules.gives_numbers(request.user, report):
        raise PermissionDenied
    if "issue" not in rules.REPORT_MOVES.open_to(request.user, report):
        messages.error(request, NOT_OPEN)
        return redirect(report)
    errors = form_gate.errors_of(report)
    form = IssueForm(request.POST or None, report=report, user=request.user, errors=errors)
    if form.is_valid() and _issued(request, report, form):
        return redirect(report)
    context = {
        "report": report,
        "form": form,
        "errors": errors,
        "last": form.last_of(today().year),
        "gaps": completeness.gaps_of_report(report, final=True),
        "disagreeing": checklist.disagreeing(report),
    }
    return render(request, "reports/report_issue.html", context)


def _issued(request, report, form):
    """Whether the report has left this step, by this press or by another's."""
    given = {name: form.cleaned_data[name] for name in ("number", "issued_on", "seen")}
    reason = form.cleaned_data.get("form_reason", "")
    note = reasons.noted("", "issue", reason, form.errors_left) if reason else ""
    try:
        issuing.issue_report(report, **given, note=note, by=request.user)
    except NumberTaken as taken:
        # What was tried in memory did not happen.
        report.refresh_from_db()
        form.offer(taken.next_free)
        form.add_error("number", f"{taken} Ô số đã ghi sẵn số này; xem lại rồi bấm “Ban hành”.")
        return False
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return True
    messages.success(request, f"Đã ban hành báo cáo số {report.code}. Tệp PDF đang được tạo.")
    return True


@require_POST
def report_preview(request, pk):
    report = get_object_or_404(commune_reports(request), pk=pk)
    work = issuing.order_pdf(report, by=request.user)
    if work.is_finished:
        return redirect("reports:report_pdf", pk=report.pk)
    messages.info(request, "Tệp PDF đang được tạo.")
    return redirect(report)


def report_docx(request, pk):
    """What the report says now as a Word file, made in a tenth of a second; once issued, the bytes kept then."""
    report = get_object_or_404(commune_reports(request), pk=pk)
    name = document.file_name(report, "docx")
    if report.docx_id:
        return file_response(report.docx, name=name)
    stored = report.document or document.stored_document(report)
    return made_response(write_docx(from_dict(stored), bytes_of(stored)), name=name)


def report_pdf(request, pk):
    """The signed copy where there is one (with `khong-ky` the file without signature), else what was printed."""
    report = get_object_or_404(commune_reports(request), pk=pk)
    if report.signed_copy_id and "khong-ky" not in request.GET:
        name = name_for(report.signed_copy, document.slug_of(report.round))
        return file_response(report.signed_copy, name=name, inline=_inline(request))
    name = document.file_name(report)
    if report.pdf_id:
        return file_response(report.pdf, name=name, inline=_inline(request))
    done = None
    if not report.document:
        done = printed_before(fingerprint(document.stored_document(report)))
    if done is None:
        messages.error(request, NO_PDF)
        return redirect(report)
    return file_response(done.result, name=f"du-thao-{name}", inline=_inline(request))


def _inline(request):
    return "tai-ve" not in request.GET
