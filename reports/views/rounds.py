"""The rounds of a commune: the list, one of them, closing it, reminding its units."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.models import Role
from danvan.asked import number
from danvan.workflow import ALREADY_MOVED, MoveRefused
from reports import rules
from reports.actions import closing, due_changes
from reports.actions import rounds as actions
from reports.actions.requests import mark_seen
from reports.models import Report, ReportRound, RoundRequest
from reports.rounds.dates import BadDates
from reports.rounds.due_changes import in_words, is_asked
from reports.rounds.standing import STATES, waiting_for, with_standing, word_of

PART, COMMUNE = Report.Scope.PART, Report.Scope.COMMUNE
S = Report.Status


def rounds_of(request):
    """The one door to rounds for the views of this app."""
    return ReportRound.objects.visible_to(request.user).select_related(
        "commune", "receiver", "plan", "request", "opened_by"
    )


def coordinated(request, pk):
    """A round that this person coordinates; 404 and 403 as everywhere."""
    round = get_object_or_404(rounds_of(request), pk=pk)
    if not request.user.is_in(round.commune_id, Role.COORDINATOR):
        raise PermissionDenied
    return round


def round_list(request):
    if request.user.is_(Role.RECEIVER):
        return redirect("reports:desk")
    rounds = with_standing(rounds_of(request)).prefetch_related(_own_reports(request))
    years = list(rounds_of(request).order_by("-year").values_list("year", flat=True).distinct())
    year, state = number(request.GET.get("year")), request.GET.get("state", "")
    if year in years:
        rounds = rounds.filter(year=year)
    if state in STATES:
        rounds = rounds.filter(standing=state)
    page = Paginator(rounds, 25).get_page(request.GET.get("page"))
    for round in page:
        round.word, round.chip = word_of(round)
        round.waiting = waiting_for(request.user, round)
    context = {
        "page": page,
        "years": years,
        "year": year,
        "states": [(key, words) for key, (words, _) in STATES.items()],
        "state": state,
        "filtered": year in years or state in STATES,
        "may_open": rules.may_open_round(request.user),
    }
    return render(request, "reports/round_list.html", context)


def _own_reports(request):
    """What this person opens from the list: the part of the own unit, and the commune's report."""
    own = Q(scope=COMMUNE)
    if request.user.unit:
        own |= Q(scope=PART, unit=request.user.unit)
    reports = Report.objects.visible_to(request.user).filter(own)
    return Prefetch("reports", reports.select_related("unit", "round"), to_attr="own_reports")


def round_detail(request, pk):
    found = with_standing(rounds_of(request)).prefetch_related(_own_reports(request))
    round = get_object_or_404(found, pk=pk)
    if request.user.is_(Role.RECEIVER):
        return redirect("reports:desk")
    reports = Report.objects.visible_to(request.user).filter(round=round).select_related("unit")
    reports = list(reports.order_by("unit__position", "unit"))
    for report in reports:
        report.round = round
    parts = [report for report in reports if report.is_part]
    coordinates = request.user.is_in(round.commune_id, Role.COORDINATOR)
    word, chip = word_of(round)
    context = {
        "round": round,
        "word": word,
        "chip": chip,
        "waiting": waiting_for(request.user, round),
        "parts": parts,
        "report": next((report for report in reports if not report.is_part), None),
        "own": next((part for part in parts if part.unit_id == request.user.unit.pk), None),
        "counters": _progress(parts),
        "coordinates": coordinates,
        "watches": request.user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK),
        "asked": _request_of(request, round),
        **_due_changes(round, coordinates),
    }
    return render(request, "reports/round_detail.html", context)


def _due_changes(round, coordinates):
    """What amended plans said of the dates: what waits for the coordinator, and what was answered."""
    changes = list(round.due_changes.select_related("plan", "answered_by"))
    answered = [change for change in changes if change.answered_at]
    waiting = next((change for change in changes if not change.answered_at), None)
    if waiting is None or not coordinates or round.standing in {"handed_in", "accepted"}:
        return {"due_answers": answered}
    waiting.round = round
    waiting.words = in_words(waiting)
    return {"due_answers": answered, "due_change": waiting, "asked_by_office": is_asked(round)}


@require_POST
def round_due(request, pk):
    """“Theo hạn mới” or “Giữ hạn cũ”."""
    round = coordinated(request, pk)
    change = round.due_changes.filter(pk=number(request.POST.get("change"))).first()
    try:
        if change is None:
            # A newer version of the plan has taken it back while the page stood open.
            raise MoveRefused(ALREADY_MOVED)
        if request.POST.get("answer") == "take":
            moved = due_changes.take(change, by=request.user)
            messages.success(
                request,
                f"Đã đổi hạn: các đơn vị gửi {moved.parts_due_on:%d/%m/%Y}, nộp cấp trên {moved.due_on:%d/%m/%Y}.",
            )
        else:
            due_changes.keep(change, by=request.user)
            messages.success(request, "Đã giữ hạn cũ của đợt.")
    except (MoveRefused, BadDates) as refusal:
        messages.error(request, str(refusal))
    return redirect(round)


def _request_of(request, round):
    """What the office above asked for, with its files; None where nothing was, or it was withdrawn."""
    if round.request_id is None:
        return None
    found = RoundRequest.objects.visible_to(request.user).filter(pk=round.request_id)
    found = found.select_related("receiver", "indicator_set", "template").prefetch_related(
        "files__file"
    )
    asked = found.first()
    if asked:
        mark_seen(asked, by=request.user)
    return asked


def _progress(parts):
    waiting = [part for part in parts if part.status not in {S.SENT, S.ACCEPTED}]
    accepted = sum(part.status == S.ACCEPTED for part in parts)
    sent = len(parts) - len(waiting) - accepted
    return {
        "all": len(parts),
        "waiting": len(waiting),
        "late": sum(part.days_late > 0 for part in waiting),
        "sent": sent,
        "accepted": accepted,
        "in": sent + accepted,
    }


@require_POST
def round_urge(request, pk):
    round = coordinated(request, pk)
    asked = actions.urge(round, by=request.user)
    if asked:
        messages.success(
            request,
            f"Đã nhắc {asked} đơn vị chưa gửi. Mỗi đơn vị nhận nhiều nhất một lời nhắc mỗi ngày.",
        )
    else:
        messages.info(request, "Tất cả các đơn vị đã gửi phần báo cáo.")
    return redirect(round)


@require_POST
def round_close(request, pk):
    """Close the round (“Khóa đợt”), or with `open` in the form open it again."""
    round = coordinated(request, pk)
    try:
        if "open" in request.POST:
            closing.open_again(round, by=request.user)
            messages.success(
                request, "Đã mở lại đợt. Các đơn vị gửi, rút và sửa phần báo cáo được."
            )
        else:
            closing.close_round(round, by=request.user)
            messages.success(
                request, "Đã khóa đợt. Các đơn vị không gửi, không rút phần báo cáo nữa."
            )
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(round)
