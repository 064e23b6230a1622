"""The headings of one commune's report: adding, changing, moving, taking out."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from danvan.asked import number
from reports.actions import outlines as actions
from reports.actions.parts import StaleVersion
from reports.figures.values import indicators_for
from reports.forms.outlines import HeadingForm, RemoveForm, initial_of
from reports.models import ReportSection
from reports.outlines.headings import Refused
from reports.outlines.templates import asked_in
from reports.views import outlining
from reports.views.commune import commune_reports
from reports.views.report_outline import address_of, own_report, too_late


def _section(request, pk):
    sections = ReportSection.objects.filter(report__in=commune_reports(request).values("pk"))
    section = get_object_or_404(sections, pk=pk)
    section.report = own_report(request, section.report_id)
    return section


def _form(report, data=None, initial=None):
    initial = {"version": report.version, **(initial or {})}
    indicators = [(each.code, each.label) for each in indicators_for(report.round)]
    return HeadingForm(data, initial=initial, asked=asked_in(report.round), indicators=indicators)


def section_create(request, pk):
    report = own_report(request, pk)
    if not report.is_open and request.method != "POST":
        return too_late(request, report)
    more = {"back": address_of(report), "title": "Thêm mục của báo cáo", "report": report}
    if request.method != "POST":
        return outlining.heading_page(request, _form(report), **more)
    form, after = _form(report, request.POST), number(request.GET.get("after"))

    def save(**given):
        return actions.add_heading(actions.ReportOutline(report), after=after, **given)

    row, status = outlining.saved(request, form, save)
    if status == 409:
        report = own_report(request, pk)
        form = _form(report, outlining.on_newest(request.POST, report.version))
    if status:
        return outlining.heading_page(request, form, status=status, **more)
    messages.success(request, f"Đã thêm mục “{row.heading}”.")
    return redirect(f"{more['back']}#muc-{row.pk}")


def section_shape(request, pk):
    section = _section(request, pk)
    report = section.report
    if not report.is_open and request.method != "POST":
        return too_late(request, report)
    more = {"back": address_of(report), "title": section.heading, "report": report}
    if request.method != "POST":
        form = _form(report, initial=initial_of(section))
        return outlining.heading_page(request, form, **more)
    form = _form(report, request.POST, initial_of(section))

    def save(**given):
        return actions.change_heading(actions.ReportOutline(report), section.pk, **given)

    _, status = outlining.saved(request, form, save)
    if status == 409:
        section = _section(request, pk)
        data = outlining.on_newest(request.POST, section.report.version)
        form = _form(section.report, data, initial_of(section))
        more["theirs"] = outlining.shown([section], asked_in(section.report.round))[0]
    if status:
        return outlining.heading_page(request, form, status=status, **more)
    messages.success(request, "Đã lưu mục. Bấm “Tổng hợp lại” để soạn sẵn theo cách vừa chọn.")
    return redirect(f"{more['back']}#muc-{pk}")


@require_POST
def section_move(request, pk):
    section = _section(request, pk)
    outline = actions.ReportOutline(section.report)
    act = outlining.moving(request, outline, section.pk)
    return outlining.acted(request, address_of(section.report), act, "")


def section_remove(request, pk):
    """An empty heading goes at once; of one with words a page shows them first, and asks where they go."""
    section = _section(request, pk)
    report = section.report
    if not report.is_open and request.method != "POST":
        return too_late(request, report)
    sure = "sure" in request.POST
    if request.method != "POST" or (section.text and not sure):
        return _words_first(request, section)
    form = RemoveForm(request.POST, others=_others(section))
    if not form.is_valid():
        return _words_first(request, section, form, status=422)
    try:
        actions.remove_heading(
            actions.ReportOutline(report), section.pk, with_words=sure, **form.cleaned_data
        )
    except StaleVersion:
        messages.error(request, outlining.STALE)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _removed_words(section, form.cleaned_data["into"]))
    return redirect(address_of(report))


def _removed_words(section, into):
    where = " Nội dung đã chuyển sang mục được chọn." if into else ""
    return f"Đã bỏ mục “{section.heading}”.{where} Đưa lại được ở “Đã bỏ” bên dưới."


def _others(section):
    return list(section.report.sections.exclude(pk=section.pk))


def _words_first(request, section, form=None, status=200):
    initial = {"version": section.report.version}
    context = {
        "section": section,
        "report": section.report,
        "form": form or RemoveForm(initial=initial, others=_others(section)),
        "back": address_of(section.report),
    }
    return render(request, "reports/section_remove.html", context, status=status)
