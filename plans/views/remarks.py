"""Góp ý: what those who check and sign want changed, said at the item it is about."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from danvan.asked import number
from plans import remarks as said
from plans import rules
from plans.models import Remark
from plans.outline import Outline
from plans.views.doors import a_plan, held_plan, plans_of, require

EMPTY = "Hãy ghi góp ý trước khi bấm “Lưu góp ý”."
TOO_LONG = f"Góp ý dài quá {said.LONGEST} ký tự. Hãy rút gọn; chữ đã gõ vẫn còn dưới đây."
CLOSED = "Kế hoạch đang ở tình trạng “{status}” nên không nhận góp ý. Chữ đã gõ vẫn còn dưới đây."
MOVED_ON = "Góp ý này vừa được người khác xử lý. Trang cho thấy tình trạng mới."
TOO_LATE = "Kế hoạch đang ở tình trạng “{status}” nên không đổi được góp ý này."


def remarks(request, pk):
    """GET: all remarks with what was changed since, or for htmx the box at one item. POST: one more remark."""
    if request.method == "POST":
        return _say(request, pk)
    plan = a_plan(request, pk)
    require(rules.writes(request.user, plan) or rules.remarks_at_all(request.user, plan))
    outline = Outline(plan)
    row = _row_asked(outline, request.GET.get("muc"))
    if request.htmx:
        return _box(request, plan, outline, row, is_writing="thoi" not in request.GET)
    return _page(request, plan, outline, row)


def _row_asked(outline, asked):
    pk = number(asked)
    if pk is None:
        return None
    if pk not in outline.by_pk:
        raise Http404
    return outline.by_pk[pk]


@transaction.atomic
def _say(request, pk):
    plan = held_plan(request, pk)
    require(rules.remarks_at_all(request.user, plan))
    outline = Outline(plan)
    row = _row_asked(outline, request.POST.get("muc"))
    text = request.POST.get("text", "").strip()
    if error := _fault(request.user, plan, text):
        typed = {"text": text, "error": error, "is_writing": True}
        if request.htmx:
            return _box(request, plan, outline, row, **typed)
        return _page(request, plan, outline, row, **typed)
    said.say(plan, text, by=request.user, row=row, way=_way(outline, row))
    if request.htmx:
        return _box(request, plan, outline, row)
    messages.success(request, "Đã lưu góp ý.")
    return redirect(_place(plan, row))


def _fault(user, plan, text):
    if not rules.may_remark(user, plan):
        return CLOSED.format(status=plan.get_status_display())
    if not text:
        return EMPTY
    return TOO_LONG if len(text) > said.LONGEST else ""


def _way(outline, row):
    markers = []
    while row is not None:
        markers.insert(0, row.marker)
        row = outline.by_pk.get(row.parent_id)
    return markers


def _place(plan, row):
    return f"{reverse('plans:detail', args=[plan.pk])}#{f'muc-{row.pk}' if row else 'gop-y-chung'}"


def _box(request, plan, outline, row, **typed):
    """The remarks at one item, as a fragment for the reading page."""
    found = said.shown(plan, request.user, [line.item for line in outline.lines()])
    context = {
        "plan": plan,
        "item": row,
        "remarks": said.by_item(found)[row.uid if row else None],
        "open_remarks": open_of(found),
        "is_fragment": True,
        **rights(request.user, plan),
        **typed,
    }
    return render(request, "plans/_remarks.html", context)


def _page(request, plan, outline, row, **typed):
    found = said.shown(plan, request.user, [line.item for line in outline.lines()])
    context = {
        "plan": plan,
        "item": row,
        "remarks": found,
        "open_remarks": open_of(found),
        "on_page": True,
        **rights(request.user, plan),
        **typed,
    }
    return render(request, "plans/plan_remarks.html", context)


def rights(user, plan):
    """What this person may do with the remarks of a plan now, for a page."""
    return {
        "may_remark": rules.may_remark(user, plan),
        "may_settle": rules.may_edit(user, plan),
    }


def open_of(found):
    """How many of these remarks (remarks.Shown) wait to be met."""
    return sum(not each.remark.is_settled for each in found)


def remarks_to_meet(plan, user, outline):
    """The open remarks for the editor, ready for JSON, in the order of the page."""
    found = said.shown(plan, user, [line.item for line in outline.lines()])
    return [_for_editor(each.remark) for each in found if not each.remark.is_settled]


def _for_editor(remark):
    return {
        "uid": str(remark.item_uid) if remark.item_uid else None,
        "where": remark.where or ("Nội dung" if remark.item_uid else "Góp ý chung"),
        "quote": remark.quote,
        "text": remark.text,
        "by": str(remark.by),
        "at": f"{timezone.localtime(remark.at):%H:%M %d/%m}",
        "url": reverse("plans:remark_act", args=[remark.pk]),
    }


@require_POST
@transaction.atomic
def remark_act(request, pk):
    """Tick a remark off, have it stand open again, or take it back. Answers a page, a fragment or the editor (JSON)."""
    remark = get_object_or_404(Remark.objects.visible_to(request.user), pk=pk)
    # Through the plan's own door: who sees a remark need not see its plan.
    remark.plan = get_object_or_404(
        plans_of(request).select_for_update(of=("self",)), pk=remark.plan_id
    )
    act = ACTS.get(request.POST.get("act"))
    if act is None:
        raise Http404
    problem = act(request, remark)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(
            {"problem": problem, "open": remark.plan.remarks.filter(settled_at=None).count()}
        )
    if problem:
        messages.error(request, problem)
    return _back(request, remark)


def _settle(request, remark):
    require(rules.writes(request.user, remark.plan))
    if not rules.may_edit(request.user, remark.plan):
        return TOO_LATE.format(status=remark.plan.get_status_display())
    done = said.settle(remark, by=request.user, answer=request.POST.get("answer", ""))
    return "" if done else MOVED_ON


def _reopen(request, remark):
    plan = remark.plan
    require(rules.writes(request.user, plan) or rules.remarks_at_all(request.user, plan))
    if not (rules.may_edit(request.user, plan) or rules.may_remark(request.user, plan)):
        return TOO_LATE.format(status=plan.get_status_display())
    return "" if said.reopen(remark) else MOVED_ON


def _drop(request, remark):
    require(remark.by_id == request.user.pk)
    if not rules.may_remark(request.user, remark.plan):
        return TOO_LATE.format(status=remark.plan.get_status_display())
    return "" if said.drop(remark) else MOVED_ON


ACTS = {"settle": _settle, "reopen": _reopen, "drop": _drop}


def _back(request, remark):
    plan = remark.plan
    outline = Outline(plan)
    row = next((each for each in outline.rows if each.uid == remark.item_uid), None)
    if request.htmx:
        return _box(request, plan, outline, row)
    if request.POST.get("from") == "list":
        return redirect("plans:remarks", plan.pk)
    return redirect(_place(plan, row))
