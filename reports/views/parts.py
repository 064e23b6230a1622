from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from danvan.asked import number
from danvan.workflow import MoveRefused, last_step
from reports import rules
from reports.actions import parts as actions
from reports.figures.numbers import written
from reports.models import IndicatorValue, Report
from reports.views.part_shown import cards_of, steps_of, told_of
from reports.writing import completeness
from reports.writing.sheets import sheet_of

NONE_WAITS = "Không còn phần nào của đợt này chờ tiếp nhận."


def parts_of(request):
    figures = IndicatorValue.objects.select_related("indicator")
    return (
        Report.objects.visible_to(request.user)
        .filter(scope=Report.Scope.PART)
        .select_related("round__commune", "round__receiver", "unit", "signed_off_by")
        .prefetch_related("sections", Prefetch("figures", figures))
    )


def part_detail(request, pk):
    part = get_object_or_404(parts_of(request), pk=pk)
    sheet = sheet_of(part)
    figures = [figure for figure in part.figures.all() if figure.is_filled]
    moves = steps_of(request.user, part)
    gaps = completeness.gaps_of_part(part, sheet)
    context = {
        "part": part,
        "headings": cards_of(sheet, request.user),
        "figures": [(each.indicator, each, written(each.value)) for each in figures],
        "gaps": gaps,
        "stopped": part.is_open and bool(completeness.stopping(gaps)),
        "moves": moves,
        "other_moves": {name: move for name, move in moves.items() if name != "accept"},
        "for_the_unit": rules.sends_for_the_unit(request.user, part),
        "seen": last_step(part),
        "may_edit": rules.may_edit_part(request.user, part),
        "history": part.history.select_related("by"),
        **told_of(part),
        "around": _around(request, part),
        "closed": part.round.is_closed
        and part.status != Report.Status.ACCEPTED
        and actions.closed_words(part.round, part.round.closed_at),
    }
    return render(request, "reports/part_detail.html", context)


def _parts_of_round(request, part):
    parts = Report.objects.visible_to(request.user).filter(scope=part.scope, round=part.round_id)
    return parts.select_related("unit").order_by("unit__position", "unit")


def _around(request, part):
    """The neighbours of a part in its round for those who see several: {before, after, place, all}, else None."""
    parts = list(_parts_of_round(request, part))
    if len(parts) < 2:
        return None
    at = next(place for place, each in enumerate(parts) if each.pk == part.pk)
    return {
        "before": parts[at - 1] if at else None,
        "after": parts[at + 1] if at + 1 < len(parts) else None,
        "place": at + 1,
        "all": len(parts),
        "waiting": sum(each.status == Report.Status.SENT for each in parts),
    }


def part_history(request, pk):
    part = get_object_or_404(parts_of(request), pk=pk)
    context = {"report": part, "history": part.history.select_related("by")}
    return render(request, "reports/report_history.html", context)


@require_POST
def part_move(request, pk):
    """A step from the page of the part; with `then=next` the coordinator goes on to the next part that waits."""
    part = get_object_or_404(parts_of(request), pk=pk)
    note, seen = request.POST.get("note", ""), number(request.POST.get("seen"))
    return make_move(request, part, request.POST.get("move", ""), note, seen)


DONE = {
    "send": "Đã gửi phần báo cáo.",
    "sign": "Đã duyệt và gửi phần báo cáo.",
    "ask_to_sign": "Đã trình trưởng đơn vị duyệt.",
    "hand_back": "Đã chuyển lại để người soạn sửa.",
    "accept": "Đã tiếp nhận phần báo cáo của {unit}.",
    "send_back": "Đã trả lại phần báo cáo cho đơn vị.",
    "take_back": "Đã rút lại phần báo cáo để sửa.",
}


def make_move(request, part, name, note="", seen=None):
    if name in rules.PART_MOVES and not rules.PART_MOVES[name].allowed(request.user, part):
        raise PermissionDenied
    try:
        actions.move_part(part, name, by=request.user, note=note, seen=seen)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(part)
    messages.success(request, DONE[name].format(unit=part.unit.short_name))
    return _next(request, part) if request.POST.get("then") == "next" else redirect(part)


def _next(request, part):
    """The next part that waits to be accepted, those behind this one first; the round where none does."""
    parts = list(_parts_of_round(request, part))
    at = next(place for place, each in enumerate(parts) if each.pk == part.pk)
    waiting = [each for each in parts[at:] + parts[:at] if each.status == Report.Status.SENT]
    if not waiting:
        messages.info(request, NONE_WAITS)
    return redirect(waiting[0] if waiting else part.round)
