"""The figures of a report as an Excel sheet: taken home, filled in, handed back, looked through, taken over."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from danvan.asked import number
from danvan.workflow import MoveRefused
from records.files import FileRefused
from records.serving import made_response
from reports import rules
from reports.actions import sheets as actions
from reports.actions.parts import StaleVersion
from reports.figures.checks import facts_of
from reports.figures.sheet import make_sheet
from reports.figures.sheet_changes import changes_of
from reports.forms.sheets import SheetForm
from reports.models import FigureImport, IndicatorValue, Report
from reports.paper import document
from work.models import WorkRow

CLOSED = "Báo cáo không còn ở tình trạng đang soạn nên không nhận số liệu được nữa. Muốn sửa, rút lại trước."
STALE = "Báo cáo vừa được lưu ở nơi khác. Hãy xem lại các thay đổi dưới đây rồi bấm nhận lần nữa."


def _reports(request):
    figures = Prefetch("figures", IndicatorValue.objects.select_related("indicator"))
    reports = Report.objects.visible_to(request.user).select_related("round__commune", "unit")
    return reports.prefetch_related(figures)


def _writable(request, pk):
    report = get_object_or_404(_reports(request), pk=pk)
    may = rules.writes_part if report.is_part else rules.coordinates
    if not may(request.user, report):
        raise PermissionDenied
    return report


def figures_page_of(report):
    """Where the figures of this report are typed."""
    name = "part_edit" if report.is_part else "report_figures"
    return reverse(f"reports:{name}", args=[report.pk])


@require_GET
def figure_sheet(request, pk):
    """The figures as they stand, to be filled in: made at once, in less than a tenth of a second."""
    report = get_object_or_404(_reports(request), pk=pk)
    whose = f"-{report.unit.code}" if report.is_part else ""
    name = f"so-lieu-{document.slug_of(report.round)}{whose}.xlsx"
    return made_response(make_sheet(report), name=name)


def figure_upload(request, pk):
    report = _writable(request, pk)
    if not report.is_open:
        messages.error(request, CLOSED)
        return redirect(report)
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            sheet = actions.start_import(report, form.cleaned_data["file"], by=request.user)
            return redirect("reports:figure_import", pk=sheet.pk)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
    earlier = FigureImport.objects.visible_to(request.user).filter(report=report)
    context = {
        "report": report,
        "form": form,
        "back": figures_page_of(report),
        "earlier": earlier.select_related("file")[:10],
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/figure_upload.html", context, status=status)


def _imports(request):
    imports = FigureImport.objects.visible_to(request.user).select_related("file", "uploaded_by")
    return imports.prefetch_related(Prefetch("report", _reports(request)))


@require_GET
def figure_import(request, pk):
    return _review(request, get_object_or_404(_imports(request), pk=pk))


def _review(request, sheet, status=200):
    report = sheet.report
    stops = actions.is_faulty(sheet)
    is_read = sheet.read_at is not None and not stops and sheet.taken_at is None
    changes = changes_of(sheet, facts_of(report)) if is_read else []
    context = {
        "sheet": sheet,
        "report": report,
        "back": figures_page_of(report),
        "work": _work(request, sheet),
        "stops": stops,
        "changes": changes,
        "disputes": sum(each.disputed for each in changes),
        "is_older": sheet.version is not None and sheet.version != report.version,
        "may_take": changes and report.is_open,
    }
    return render(request, "reports/figure_import.html", context, status=status)


def _work(request, sheet):
    if sheet.read_at is not None:
        return None
    rows = WorkRow.objects.visible_to(request.user)
    return rows.filter(kind=actions.READ, subject_id=sheet.pk).first()


@require_POST
def figure_take(request, pk):
    sheet = get_object_or_404(_imports(request), pk=pk)
    report = sheet.report
    may = rules.writes_part if report.is_part else rules.coordinates
    if not may(request.user, report):
        raise PermissionDenied
    overrule = set(request.POST.getlist("overrule"))
    try:
        version = number(request.POST.get("version"), -1)
        taken = actions.take_import(sheet, version=version, overrule=overrule)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:figure_import", pk=sheet.pk)
    except StaleVersion:
        sheet = get_object_or_404(_imports(request), pk=pk)
        messages.error(request, STALE if sheet.report.is_open else CLOSED)
        return _review(request, sheet, status=409)
    messages.success(request, f"Đã nhận {taken} số liệu từ tệp “{sheet.file.name}”.")
    return redirect(figures_page_of(report))
