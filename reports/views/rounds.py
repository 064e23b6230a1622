from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.models import Role
from danvan.asked import number
from danvan.workflow import MoveRefused
from reports import rules
from reports.actions import rounds as actions
from reports.forms.rounds import DATES, ChangeRoundForm, PeriodForm, RoundForm
from reports.models import Report, ReportRound

PART, COMMUNE = Report.Scope.PART, Report.Scope.COMMUNE
S = Report.Status


def _rounds(request):
    return ReportRound.objects.visible_to(request.user).select_related(
        "commune", "receiver", "plan"
    )


def round_list(request):
    if request.user.is_(Role.RECEIVER):
        return redirect("reports:desk")
    rounds = _counted(_rounds(request)).prefetch_related(_own_reports(request))
    years = list(_rounds(request).order_by("-year").values_list("year", flat=True).distinct())
    year = number(request.GET.get("year"))
    if year in years:
        rounds = rounds.filter(year=year)
    context = {
        "page": Paginator(rounds, 25).get_page(request.GET.get("page")),
        "years": years,
        "year": year,
        "may_open": rules.may_open_round(request.user),
    }
    return render(request, "reports/round_list.html", context)


def _counted(rounds):
    parts = Q(reports__scope=PART)
    return rounds.annotate(
        parts=Count("reports", filter=parts),
        sent=Count("reports", filter=parts & Q(reports__status__in=[S.SENT, S.ACCEPTED])),
        accepted=Count("reports", filter=parts & Q(reports__status=S.ACCEPTED)),
    ).order_by(*ReportRound._meta.ordering)


def _own_reports(request):
    """What this person opens from the list: the part of the own unit, and the commune's report."""
    own = Q(scope=COMMUNE)
    if request.user.unit:
        own |= Q(scope=PART, unit=request.user.unit)
    reports = Report.objects.visible_to(request.user).filter(own)
    return Prefetch("reports", reports.select_related("unit", "round"), to_attr="own_reports")


def round_create(request):
    if not rules.may_open_round(request.user):
        raise PermissionDenied
    given = {
        name: request.GET[name] for name in ("kind", "year", "ordinal") if request.GET.get(name)
    }
    period = PeriodForm(given)
    form = None
    if period.is_valid():
        form = RoundForm(request.POST or None, user=request.user, period=period.cleaned_data)
        if form.is_valid():
            opened = _open(request, form)
            if opened:
                return redirect(opened)
    return render(request, "reports/round_form.html", {"period": period, "form": form})


def _open(request, form):
    round = form.save(commit=False)
    try:
        actions.open_round(round, list(form.cleaned_data["units"]), by=request.user)
    except actions.RoundExists as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(
        request, f"Đã mở {round.name} và báo cho {len(form.cleaned_data['units'])} đơn vị."
    )
    return round


def round_detail(request, pk):
    round = get_object_or_404(_rounds(request), pk=pk)
    if request.user.is_(Role.RECEIVER):
        return redirect("reports:desk")
    reports = Report.objects.visible_to(request.user).filter(round=round).select_related("unit")
    reports = list(reports.order_by("unit__position", "unit"))
    for report in reports:
        report.round = round
    parts = [report for report in reports if report.is_part]
    context = {
        "round": round,
        "parts": parts,
        "report": next((report for report in reports if not report.is_part), None),
        "own": next((part for part in parts if part.unit_id == request.user.unit.pk), None),
        "counters": _progress(parts),
        "coordinates": request.user.is_in(round.commune_id, Role.COORDINATOR),
        "watches": request.user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK),
    }
    return render(request, "reports/round_detail.html", context)


def round_edit(request, pk):
    round = get_object_or_404(_rounds(request), pk=pk)
    if not request.user.is_in(round.commune_id, Role.COORDINATOR):
        raise PermissionDenied
    form = ChangeRoundForm(request.POST or None, instance=round)
    if form.is_valid():
        dates = {name: form.cleaned_data[name] for name in DATES}
        units = list(form.cleaned_data["units"])
        try:
            actions.change_round(round, units, dates=dates, stored=form.stored)
            messages.success(request, f"Đã lưu thay đổi của {round.name}.")
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        return redirect(round)
    return render(request, "reports/round_edit.html", {"round": round, "form": form})


def _progress(parts):
    waiting = [part for part in parts if part.is_open]
    return {
        "all": len(parts),
        "waiting": len(waiting),
        "late": sum(part.days_late > 0 for part in waiting),
        "sent": sum(part.status == S.SENT for part in parts),
        "accepted": sum(part.status == S.ACCEPTED for part in parts),
    }


@require_POST
def round_urge(request, pk):
    round = get_object_or_404(_rounds(request), pk=pk)
    if not request.user.is_in(round.commune_id, Role.COORDINATOR):
        raise PermissionDenied
    asked = actions.urge(round, by=request.user)
    if asked:
        messages.success(
            request,
            f"Đã nhắc {asked} đơn vị chưa gửi. Mỗi đơn vị nhận nhiều nhất một lời nhắc mỗi ngày.",
        )
    else:
        messages.info(request, "Tất cả các đơn vị đã gửi phần báo cáo.")
    return redirect(round)
