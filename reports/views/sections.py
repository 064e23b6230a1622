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
from reports.actions import sections as actions
from reports.actions.parts import StaleVersion
from reports.forms.sections import FigureForm, LineForm, MergeForm, RestoreForm, SectionForm
from reports.forms.writing import VersionForm
from reports.models import ReportSection
from reports.paper import document
from reports.views.commune import commune_reports
from reports.views.editing import CLOSED, STALE, on_newest, too_late
from reports.writing import merging
from reports.writing.compile import draft, gather
from reports.writing.drift import section_context
from reports.writing.pieces import pieces_of, text_of

COMPILED = "{who} vừa tổng hợp lại báo cáo lúc {at}."
SAVED = "{who} vừa lưu mục này."
DECIDE = (
    "Dòng chỉ một bên sửa đã được ghép. Còn {count} chỗ hai bên cùng sửa: chọn ở dưới rồi bấm lưu."
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
    first = {"text": text, "base": text, "version": section.version, "seen": seen}
    return _writing(request, section, SectionForm(initial=first))


def _posted(request):
    """The SectionForm that was posted; where it comes with answers to what was disputed, with the text they give."""
    if "theirs" not in request.POST:
        return SectionForm(request.POST)
    form = MergeForm(request.POST)
    return SectionForm(form.decided()) if form.is_valid() else form


def _save(request, section):
    form = _posted(request)
    if not form.is_valid():
        return _writing(request, section, form, status=422)
    version, text = form.cleaned_data["version"], form.cleaned_data["text"]
    try:
        saved = actions.save_over(
            section, version=version, base=form.written_on(), text=text, by=request.user
        )
    except actions.Disputed as dispute:
        return _disputed(request, dispute, form)
    except StaleVersion:
        return _conflict(request, section.pk, form)
    return _after_saving(request, section, saved)


def _after_saving(request, section, saved):
    told = f"Đã lưu, ghép cùng thay đổi {_whose(saved.other, request.user)}." if saved.other else ""
    if "autosave" in request.POST:
        answer = {"version": saved.version, "at": f"{localtime():%H:%M}"}
        return JsonResponse(answer | ({"text": saved.text, "told": told} if told else {}))
    if request.htmx:
        return _shown(request, _section(request, section.pk), told=told)
    messages.success(request, told or f"Đã lưu mục “{section.heading}”.")
    return _back(section)


def _whose(section, user):
    """Of whom the words are that stand in a section, in words that follow a noun."""
    if section.changed_by is None:
        return "vừa lưu"
    return (
        "của chính mình ở trang khác" if section.changed_by == user else f"của {section.changed_by}"
    )


def _disputed(request, dispute, form):
    """What both changed side by side, each with a choice; nothing either of them wrote is gone."""
    section, given = dispute.section, form.cleaned_data
    hidden = given | {"version": section.version, "theirs": section.text}
    if form.written_on() is None:
        hidden["base"] = merging.text_of([each for each in dispute.passages if each.kind == "same"])
    count = sum(each.is_disputed for each in dispute.passages)
    quicker = _who_was_quicker(section, given["seen"])
    context = {
        "section": section,
        "report": section.report,
        "form": MergeForm(initial=hidden),
        "passages": dispute.passages,
        "whose": _whose(section, request.user),
        "problem": f"{quicker} {DECIDE.format(count=count)}",
    }
    template = "reports/_section_merge.html" if request.htmx else "reports/section_merge.html"
    return render(request, template, context, status=409)


def _who_was_quicker(section, seen):
    """A sentence: who compiled since the step `seen`, else who saved the section."""
    compiled = section.report.history.filter(move="compile", pk__gt=seen or 0)
    last = compiled.select_related("by").order_by("-pk").first() if seen else None
    if last:
        return COMPILED.format(who=last.by, at=f"{localtime(last.at):%H:%M}")
    return SAVED.format(who=section.changed_by or "Có người")


def _conflict(request, pk, form):
    """Both texts, side by side, where they cannot be put together: the report is no longer written."""
    section = _section(request, pk)
    words = STALE if section.report.is_open else CLOSED
    newest = SectionForm(on_newest(form.data, section.version))
    newest.is_valid()
    if not request.htmx:
        messages.error(request, words)
    context = {"theirs": section.text, "problem": words}
    return _writing(request, section, newest, status=409, **context)


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


def _shown(request, section, problem="", told=""):
    """The section as it is read, for a script that puts it in its place."""
    sections = list(section.report.sections.all())
    marks = {each.pk: marker for marker, each in document.numbered(sections)}
    compiled = section.report.compiled_at
    lines = draft(section, gather(section.report.round)) if compiled else None
    context = section_context(section, marks.get(section.pk, ""), lines, may_edit=True)
    context |= {"report": section.report, "may_edit": section.report.is_open}
    context |= {"problem": problem, "told": told}
    return render(request, "reports/_section.html", context)


def _back(section):
    return redirect(f"{section.report.get_absolute_url()}#muc-{section.key}")


def _act(request, pk, form, act, done):
    """Do `act(section, cleaned data)` and answer with the section, or with what kept it from being done."""
    section, problem = _section(request, pk), ""
    try:
        if not form.is_valid():
            raise StaleVersion
        act(section, **form.cleaned_data, by=request.user)
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

    def restore(section, **given):
        actions.restore_lines(section, keys=form.keys(), **given)

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
        actions.decide_figure(report, **form.cleaned_data, by=request.user)
    except StaleVersion:
        messages.error(request, STALE if report.is_open else CLOSED)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã ghi lựa chọn về số liệu.")
    return redirect(f"{report.get_absolute_url()}#so-lieu")
