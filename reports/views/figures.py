"""Typing figures: the commune's own, and what any form of figures asks while it is being filled in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from reports import rules
from reports.actions import matrix as actions
from reports.actions.parts import StaleVersion
from reports.forms.figures import FiguresForm
from reports.forms.writing import VersionForm
from reports.models import IndicatorValue, Report
from reports.views.editing import CLOSED, STALE, editable, on_newest, too_late

# In the address: the figures are looked at as if the report were submitted now.
FINAL = "trinh"


def report_figures(request, pk):
    report = editable(request, pk)
    if request.method == "POST":
        by_itself = request.headers.get("Accept") == "application/json"
        return _save_by_itself(request, report) if by_itself else _save(request, report)
    if not report.is_open:
        return too_late(request, report)
    version = VersionForm(initial={"version": report.version})
    return _page(request, report, version, FiguresForm(report=report, final=FINAL in request.GET))


def _save(request, report):
    version = VersionForm(request.POST)
    figures = FiguresForm(request.POST, report=report, final=FINAL in request.GET)
    if not all([version.is_valid(), figures.is_valid()]):
        return _page(request, report, version, figures, status=422)
    try:
        actions.save_commune_figures(
            report, version=version.cleaned_data["version"], figures=figures.figures()
        )
    except StaleVersion:
        report = editable(request, report.pk)
        data = on_newest(request.POST, report.version)
        figures = FiguresForm(data, report=report, final=FINAL in request.GET)
        figures.is_valid()
        messages.error(request, STALE if report.is_open else CLOSED)
        return _page(request, report, VersionForm(data), figures, conflict=True, status=409)
    messages.success(request, "Đã lưu số liệu.")
    return redirect(report)


def _save_by_itself(request, report):
    """What the page sends while somebody types: the changed lines. Those that can be read are kept."""
    version, figures = VersionForm(request.POST), FiguresForm(request.POST, report=report)
    if not version.is_valid():
        return JsonResponse({"sentence": "Trang này đã cũ. Hãy tải lại."}, status=422)
    figures.is_valid()
    seen, changed = version.cleaned_data["version"], figures.changed()
    if not changed:
        # Nothing was written, so nobody else's page is made old by it.
        return _kept(seen, figures)
    try:
        actions.save_commune_figures(report, version=seen, figures=changed)
    except StaleVersion:
        open_still = Report.objects.visible_to(request.user).get(pk=report.pk).is_open
        sentence = "Có người vừa lưu số liệu này. Bấm “Lưu số liệu” để xem cả hai bản."
        return JsonResponse({"sentence": sentence if open_still else CLOSED}, status=409)
    return _kept(report.version, figures)


def _kept(version, figures):
    """`wrong`: the names of the boxes whose words cannot be read, and whose lines were not kept."""
    wrong = sorted(figures.errors)
    return JsonResponse({"version": version, "at": f"{localtime():%H:%M}", "wrong": wrong})


def _page(request, report, version, figures, *, conflict=False, status=200):
    context = {"report": report, "version": version, "figures": figures, "conflict": conflict}
    return render(request, "reports/report_figures.html", context, status=status)


@require_POST
def figure_check(request, pk):
    """What the figures on the page would say if they were saved now; nothing is written."""
    figures = Prefetch("figures", IndicatorValue.objects.select_related("indicator"))
    reports = Report.objects.visible_to(request.user).select_related("round", "unit")
    report = get_object_or_404(reports.prefetch_related(figures), pk=pk)
    may = rules.writes_part if report.is_part else rules.coordinates
    if not may(request.user, report):
        raise PermissionDenied
    form = FiguresForm(request.POST, report=report, final=FINAL in request.GET)
    form.is_valid()
    return JsonResponse(
        {
            "summary": form.summary(),
            "errors": {name: form.errors[name][0] for name in form.errors},
            "lines": [
                {
                    "pk": line["indicator"].pk,
                    "change": line["change"],
                    "worked": line.get("worked", ""),
                    "told": [each._asdict() for each in line["told"]],
                }
                for line in form.lines()
            ],
        }
    )
