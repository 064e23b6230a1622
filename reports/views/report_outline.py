"""The outline of one commune's report, while it is open."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports import rules
from reports.actions import outlines as actions
from reports.actions.asking import ask_units, stop_asking
from reports.actions.templates import keep_outline
from reports.forms.outlines import AskMoreForm, KeepForm
from reports.models import Report, ReportSection
from reports.outlines.headings import Refused
from reports.outlines.templates import asked_in, asked_more_in, headings_of, in_time
from reports.views import outlining
from reports.views.commune import commune_reports
from reports.writing.outline_remarks import remarks_on


def address_of(report):
    return reverse("reports:report_outline", args=[report.pk])


def own_report(request, pk):
    """The commune's report, for the person who puts it together."""
    report = get_object_or_404(commune_reports(request).select_related("round__template"), pk=pk)
    if not rules.coordinates(request.user, report):
        raise PermissionDenied
    return report


def too_late(request, report):
    messages.error(request, actions.CLOSED)
    return redirect(address_of(report))


def report_outline(request, pk):
    report = own_report(request, pk)
    rows, asked = list(report.sections.all()), asked_in(report.round)
    context = {
        "report": report,
        "round": report.round,
        "lines": outlining.shown(rows, asked),
        "asked": _asked(report.round, asked),
        "remarks": list(remarks_on(asked, rows)),
        "removed": report.removed,
        "more": _left_out(report, rows),
        "version": report.version,
        "may_edit": report.is_open,
        "may_ask": report.is_open and not report.round.is_closed,
        "paper": outlining.paper(rows, commune=report.round.commune, subject=report.title),
    }
    return render(request, "reports/report_outline.html", context)


def _asked(round, rows):
    """(section, whether it was asked additionally, names of the units that wrote below it) of each heading asked."""
    more, names = asked_more_in(round, rows), {}
    written = ReportSection.objects.filter(
        report__round=round, report__scope=Report.Scope.PART, key__in=more
    )
    written = written.exclude(text="").order_by("report__unit__position", "report__unit")
    for key, name in written.values_list("key", "report__unit__short_name"):
        names.setdefault(key, []).append(name)
    return [(row, row.key in more, ", ".join(names.get(row.key, ()))) for row in rows]


def _left_out(report, rows):
    """(key, words) of the headings of the round's outline that the report does not have and that were not taken out."""
    if report.round.template_id is None:
        return []
    known = {row.key for row in rows} | {each["key"] for each in report.removed}
    _, own = headings_of(report.round.template)
    return [(row.key, in_time(row.words, report.round)) for row in own if row.key not in known]


@require_POST
def report_outline_restore(request, pk):
    report = own_report(request, pk)
    key, version = request.POST.get("key", ""), outlining.version_of(request)
    outline = actions.ReportOutline(report)
    return outlining.acted(
        request,
        address_of(report),
        lambda: actions.put_back(outline, key, version=version),
        "Đã đưa mục trở lại, kèm nội dung đã cất.",
    )


@require_POST
def report_outline_take(request, pk):
    """Put in a heading that the outline has and this report does not."""
    report = own_report(request, pk)
    version, key = outlining.version_of(request), request.POST.get("key", "")
    return outlining.acted(
        request, address_of(report), lambda: _take(report, key, version), "Đã thêm mục từ đề cương."
    )


def _take(report, key, version):
    rows = {row.key: row.pk for row in report.sections.all()}
    own = headings_of(report.round.template)[1] if report.round.template_id else []
    after = None
    for row in own:
        if row.key == key and key not in rows:
            names = ("level", "hint", "writer", "figures", "takes")
            values = {name: getattr(row, name) for name in names}
            values["words"] = in_time(row.words, report.round)
            outline = actions.ReportOutline(report)
            return actions.add_heading(
                outline, version=version, values=values, after=after, key=key
            )
        after = rows.get(row.key, after)
    raise Refused("Đề cương của đợt không còn mục này, hoặc báo cáo đã có.")


def report_outline_ask(request, pk):
    report = own_report(request, pk)
    if not report.is_open:
        return too_late(request, report)
    more = {
        "back": address_of(report),
        "title": "Hỏi thêm các đơn vị",
        "report": report,
        "action": "Thêm và báo các đơn vị",
        "lead": "Mục này được thêm vào phần của các đơn vị chưa gửi; đơn vị đã gửi thì phần giữ nguyên.",
    }
    sections = list(report.sections.all())
    initial = {"version": report.version}
    if request.method != "POST":
        form = AskMoreForm(initial=initial, sections=sections)
        return outlining.heading_page(request, form, **more)
    form = AskMoreForm(request.POST, initial=initial, sections=sections)

    def save(**given):
        return ask_units(report, into=form.cleaned_data["into"], **given)

    found, status = outlining.saved(request, form, save)
    if status == 409:
        data = outlining.on_newest(request.POST, own_report(request, pk).version)
        form = AskMoreForm(data, sections=list(report.sections.all()))
    if status:
        return outlining.heading_page(request, form, status=status, **more)
    asked, passed = found
    words = f"Đã thêm mục cho {len(asked)} đơn vị chưa gửi."
    messages.success(
        request, words + (f" {len(passed)} đơn vị đã gửi thì không đổi." if passed else "")
    )
    return redirect(address_of(report))


@require_POST
def report_outline_stop(request, pk):
    """Take back a heading that was asked of the units additionally."""
    report = own_report(request, pk)
    version, key = outlining.version_of(request), request.POST.get("key", "")
    return outlining.acted(
        request,
        address_of(report),
        lambda: stop_asking(report, version=version, key=key),
        "Đã bỏ mục hỏi thêm khỏi phần của các đơn vị.",
    )


def report_outline_keep(request, pk):
    """Save what became of the outline as one of the commune's own."""
    report = own_report(request, pk)
    template = report.round.template
    name = f"{template.name if template else report.title} ({report.round.commune.short_name})"
    form = KeepForm(request.POST or None, initial={"name": name[:180]})
    if form.is_valid():
        kept = keep_outline(report, name=form.cleaned_data["name"])
        messages.success(request, f"Đã lưu đề cương “{kept.name}”. Chọn được khi mở đợt sau.")
        return redirect("reports:outline_detail", pk=kept.pk)
    context = {"form": form, "report": report, "back": address_of(report)}
    status = 422 if form.is_bound else 200
    return render(request, "reports/outline_keep.html", context, status=status)
