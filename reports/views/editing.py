"""Writing in the commune's report: its sections, its figures, the parts around the body."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from plans.letterhead import signature_of
from plans.signing import for_script, signers_of, warning_of
from plans.views.recipients import tools_for
from reports import rules
from reports.actions import commune as actions
from reports.actions.parts import StaleVersion
from reports.forms.writing import BasicsForm, FiguresForm, SectionForm, VersionForm
from reports.models import Report, ReportSection
from reports.views.commune import commune_reports

CLOSED = "Báo cáo không còn ở tình trạng đang soạn nên chưa lưu. Nội dung vừa nhập còn ở dưới để sao chép."
STALE = "Có người vừa lưu nội dung này. Xem bản của họ ở bên cạnh, sửa lại rồi bấm lưu lần nữa."


def _editable(request, pk):
    report = get_object_or_404(commune_reports(request), pk=pk)
    if not rules.coordinates(request.user, report):
        raise PermissionDenied
    return report


def _too_late(request, report):
    messages.error(
        request, "Báo cáo không còn ở tình trạng đang soạn. Muốn sửa, bấm “Rút lại để sửa”."
    )
    return redirect(report)


def _on_newest(post, version):
    """What was posted, put on the newest version, so that the next press saves knowingly."""
    data = post.copy()
    data["version"] = version
    return data


def _section(request, pk):
    reports = commune_reports(request)
    sections = ReportSection.objects.filter(report__in=reports.values("pk"))
    section = get_object_or_404(sections.select_related("report__round__commune"), pk=pk)
    if not rules.coordinates(request.user, section.report):
        raise PermissionDenied
    return section


def section_edit(request, pk):
    section = _section(request, pk)
    if request.method == "POST":
        return _save_section(request, section)
    if not section.report.is_open:
        return _too_late(request, section.report)
    form = SectionForm(initial={"text": section.text, "version": section.version})
    return _section_page(request, section, form)


def _save_section(request, section):
    form = SectionForm(request.POST)
    if not form.is_valid():
        return _section_page(request, section, form, status=422)
    try:
        actions.save_section(section, **form.cleaned_data)
    except StaleVersion:
        section = _section(request, section.pk)
        form = SectionForm(_on_newest(request.POST, section.version))
        form.is_valid()
        messages.error(request, STALE if section.report.is_open else CLOSED)
        return _section_page(request, section, form, theirs=section.text, status=409)
    messages.success(request, f"Đã lưu mục “{section.heading}”.")
    return redirect(f"{section.report.get_absolute_url()}#muc-{section.key}")


def _section_page(request, section, form, *, theirs=None, status=200):
    context = {"section": section, "report": section.report, "form": form, "theirs": theirs}
    return render(request, "reports/section_form.html", context, status=status)


@require_POST
def section_take(request, pk):
    """Use the newly compiled words in place of the own ones."""
    section = _section(request, pk)
    form = VersionForm(request.POST)
    try:
        if not form.is_valid():
            raise StaleVersion
        actions.save_section(section, version=form.cleaned_data["version"], text=section.compiled)
    except StaleVersion:
        messages.error(request, "Mục này vừa được thay đổi. Hãy xem lại rồi chọn lần nữa.")
    else:
        messages.success(request, f"Mục “{section.heading}” đã dùng bản tổng hợp mới.")
    return redirect(f"{section.report.get_absolute_url()}#muc-{section.key}")


def report_edit(request, pk):
    report = _editable(request, pk)
    if request.method == "POST":
        return _save_basics(request, report)
    if not report.is_open:
        return _too_late(request, report)
    form = BasicsForm(instance=report, user=request.user, initial={"version": report.version})
    return _basics_page(request, report, form)


def _save_basics(request, report):
    form = BasicsForm(request.POST, instance=report, user=request.user)
    if not form.is_valid():
        return _basics_page(request, report, form, status=422)
    try:
        version = form.cleaned_data["version"]
        actions.save_basics(report, version=version, fields=form.values())
    except StaleVersion:
        return _basics_conflict(request, report.pk)
    messages.success(request, "Đã lưu.")
    if remark := warning_of(_editable(request, report.pk), report.round.commune):
        messages.warning(request, remark)
    return redirect("reports:report_detail", pk=report.pk)


def _basics_conflict(request, pk):
    report = _editable(request, pk)
    data = _on_newest(request.POST, report.version)
    # The form writes into the object it is given; the stored words are read from another one.
    form = BasicsForm(data, instance=_editable(request, pk), user=request.user)
    form.is_valid()
    messages.error(request, STALE if report.is_open else CLOSED)
    return _basics_page(request, report, form, stored=_stored(report), status=409)


def _stored(report):
    """(label, words) of what the other person saved."""
    names = ("title", "addressees", "opening", "closing", "recipients", "place")
    fields = [(Report._meta.get_field(name).verbose_name, getattr(report, name)) for name in names]
    return [*fields, ("người ký", report.signer_name)]


def _basics_page(request, report, form, *, stored=(), status=200):
    commune = report.round.commune
    context = {
        "report": report,
        "form": form,
        "stored": stored,
        "recipient_tools": tools_for(request.user),
        "signature": signature_of(report),
        "signing": for_script(commune, signers_of(commune)),
    }
    return render(request, "reports/report_form.html", context, status=status)


def report_figures(request, pk):
    report = _editable(request, pk)
    if request.method == "POST":
        return _save_figures(request, report)
    if not report.is_open:
        return _too_late(request, report)
    version = VersionForm(initial={"version": report.version})
    return _figures_page(request, report, version, FiguresForm(report=report))


def _save_figures(request, report):
    version, figures = VersionForm(request.POST), FiguresForm(request.POST, report=report)
    if not all([version.is_valid(), figures.is_valid()]):
        return _figures_page(request, report, version, figures, status=422)
    try:
        actions.save_commune_figures(
            report, version=version.cleaned_data["version"], figures=figures.figures()
        )
    except StaleVersion:
        report = _editable(request, report.pk)
        data = _on_newest(request.POST, report.version)
        figures = FiguresForm(data, report=report)
        figures.is_valid()
        messages.error(request, STALE if report.is_open else CLOSED)
        return _figures_page(request, report, VersionForm(data), figures, conflict=True, status=409)
    messages.success(request, "Đã lưu số liệu.")
    return redirect(report)


def _figures_page(request, report, version, figures, *, conflict=False, status=200):
    context = {"report": report, "version": version, "figures": figures, "conflict": conflict}
    return render(request, "reports/report_figures.html", context, status=status)
