"""Writing in the body of the commune's report, section by section, in place or on a page of its own.

Every answer has two forms from one template: the whole page, or, to a script that asks with `HX-Request`, the section.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from danvan.workflow import MoveRefused, last_step
from reports import rules
from reports.actions import compiling as actions
from reports.actions.parts import StaleVersion
from reports.forms.sections import FigureForm, LineForm, RestoreForm, SectionForm
from reports.forms.writing import VersionForm
from reports.models import ReportSection
from reports.paper import document
from reports.views.commune import commune_reports
from reports.views.editing import CLOSED, STALE, on_newest, too_late
from reports.writing.compile import draft, gather
from reports.writing.drift import section_context
from reports.writing.pieces import pieces_of, text_of

COMPILED = (
    "{who} vừa tổng hợp lại báo cáo lúc {at}. Xem bản mới ở bên cạnh, sửa lại rồi lưu lần nữa."
)
CHANGED = "Mục này vừa được thay đổi. Hãy xem lại rồi chọn lần nữa."


def _section(request, pk):
    reports = commune_reports(request)
    sections = ReportSection.objects.filter(report__in=reports.values("pk"))
    related = ("report__round__commune", "report__round__plan", "report__unit")
    section = get_object_or_404(sections.select_related(*related), pk=pk)
    if not rules.coordinates(request.user, section.report):
        raise PermissionDenied
    return section


def section_edit(request, pk):
    section = _section(request, pk)
    if request.method == "POST":
        return _save(request, section)
    if not section.report.is_open:
        return too_late(request, section.report)
    if request.htmx and "xem" in request.GET:
        return _shown(request, section)
    text = text_of(pieces_of(section))
    seen = last_step(section.report)
    form = SectionForm(initial={"text": text, "version": section.version, "seen": seen})
    return _writing(request, section, form)


def _save(request, section):
    form = SectionForm(request.POST)
    if not form.is_valid():
        return _writing(request, section, form, status=422)
    version, text = form.cleaned_data["version"], form.cleaned_data["text"]
    try:
        actions.save_section(section, version=version, text=text)
    except StaleVersion:
        return _conflict(request, section.pk, form)
    if "autosave" in request.POST:
        at = f"{localtime():%H:%M}"
        return JsonResponse({"version": version + 1, "at": at})
    if request.htmx:
        return _shown(request, _section(request, section.pk))
    messages.success(request, f"Đã lưu mục “{section.heading}”.")
    return _back(section)


def _conflict(request, pk, form):
    """Both texts, side by side; who was quicker is named where it was a compiling."""
    section = _section(request, pk)
    words = _who_was_quicker(section.report, form.cleaned_data["seen"])
    newest = SectionForm(on_newest(request.POST, section.version))
    newest.is_valid()
    if not request.htmx:
        messages.error(request, words)
    context = {"theirs": section.text, "problem": words}
    return _writing(request, section, newest, status=409, **context)


def _who_was_quicker(report, seen):
    if not report.is_open:
        return CLOSED
    compiled = report.history.filter(move="compile", pk__gt=seen or 0)
    last = compiled.select_related("by").order_by("-pk").first() if seen else None
    return COMPILED.format(who=last.by, at=f"{localtime(last.at):%H:%M}") if last else STALE


def _writing(request, section, form, *, status=200, **context):
    newest = "\n".join(line.text for line in draft(section, gather(section.report.round)))
    context |= {
        "section": section,
        "report": section.report,
        "form": form,
        "newest": newest if newest != section.text else "",
    }
    template = "reports/_section_edit.html" if request.htmx else "reports/section_form.html"
    return render(request, template, context, status=status)


def _shown(request, section, problem=""):
    """The section as it is read, for a script that puts it in its place."""
    sections = list(section.report.sections.all())
    marks = {each.pk: marker for marker, each in document.numbered(sections)}
    compiled = section.report.compiled_at
    lines = draft(section, gather(section.report.round)) if compiled else None
    context = section_context(section, marks.get(section.pk, ""), lines, may_edit=True)
    context |= {"report": section.report, "may_edit": section.report.is_open, "problem": problem}
    return render(request, "reports/_section.html", context)


def _back(section):
    return redirect(f"{section.report.get_absolute_url()}#muc-{section.key}")


def _act(request, pk, form, act, done):
    """Do `act(section, cleaned data)` and answer with the section, or with what kept it from being done."""
    section, problem = _section(request, pk), ""
    try:
        if not form.is_valid():
            raise StaleVersion
        act(section, **form.cleaned_data)
    except StaleVersion:
        problem = CHANGED if section.report.is_open else CLOSED
    except MoveRefused as refusal:
        problem = str(refusal)
    if request.htmx:
        return _shown(request, _section(request, pk), problem)
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, done.format(section.heading))
    return _back(section)


@require_POST
def section_take(request, pk):
    """Use the newly compiled words in place of the own ones."""
    form = VersionForm(request.POST)
    return _act(request, pk, form, actions.take_draft, "Mục “{}” đã dùng bản tổng hợp mới.")


@require_POST
def section_line(request, pk):
    """Take what the data say now at one line, or keep what stands there."""
    form = LineForm(request.POST)
    return _act(request, pk, form, actions.decide_line, "Đã ghi lựa chọn trong mục “{}”.")


@require_POST
def section_restore(request, pk):
    """Put drafted lines that were taken out back."""
    form = RestoreForm(request.POST)

    def restore(section, version):
        actions.restore_lines(section, version=version, keys=form.keys())

    return _act(request, pk, form, restore, "Đã khôi phục trong mục “{}”.")


@require_POST
def figure_line(request, pk):
    """Take the units' new sum of a figure, or keep what the report says."""
    report = get_object_or_404(commune_reports(request), pk=pk)
    if not rules.coordinates(request.user, report):
        raise PermissionDenied
    form = FigureForm(request.POST)
    try:
        if not form.is_valid():
            raise StaleVersion
        actions.decide_figure(report, **form.cleaned_data)
    except StaleVersion:
        messages.error(request, STALE if report.is_open else CLOSED)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã ghi lựa chọn về số liệu.")
    return redirect(f"{report.get_absolute_url()}#so-lieu")
