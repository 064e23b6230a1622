"""After an amendment was issued: the tasks it touches, each with a proposal, one press each or all at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render

from danvan.workflow import MoveRefused
from plans.chain import in_force
from plans.models import Plan
from tasks import actions, notices, rules
from tasks.actions.amending import choices_for, choices_for_series
from tasks.amendments import new_items, touched_by

DONE_WORDS = {
    "update": "Đã cập nhật nhiệm vụ theo bản mới.",
    "keep": "Đã giữ nguyên nhiệm vụ và chuyển sang bản mới.",
    "cancel": "Đã hủy nhiệm vụ.",
    "release": "Đã giữ nhiệm vụ, không thuộc kế hoạch nào.",
    "stop": "Đã dừng việc định kỳ; các nhiệm vụ đã giao vẫn còn.",
}
MISSED = "{count} nhiệm vụ vừa được người khác sửa hoặc xử lý nên chưa làm; hãy xem lại."


def amendment(request, pk):
    plans = Plan.objects.visible_to(request.user).select_related("commune", "amends")
    plan = get_object_or_404(plans, pk=pk)
    if not rules.may_assign(request.user):
        raise PermissionDenied
    if plan.status != Plan.Status.ISSUED or plan.amends is None:
        return _elsewhere(request, plan)
    if request.method == "POST":
        _carry_out(request, plan)
        return redirect("tasks:amendment", plan.pk)
    tasks, series = touched_by(plan, request.user)
    context = {
        "plan": plan,
        "tasks": [(each, choices_for(each)) for each in tasks],
        "series": [(each, choices_for_series(each)) for each in series],
        "fresh": new_items(plan),
        "counts": _counts(tasks, series),
    }
    return render(request, "tasks/amendment.html", context)


def _elsewhere(request, plan):
    """A version that is out of force has nothing left to decide: all of it waits at the one in force."""
    newest = in_force(plan)
    if plan.status == Plan.Status.SUPERSEDED and newest and newest.amends_id:
        messages.info(
            request, f"{plan.code} đã được thay; nhiệm vụ cần xem lại nằm ở {newest.code}."
        )
        return redirect("tasks:amendment", newest.pk)
    messages.info(request, "Kế hoạch này không phải là bản sửa đổi đang thi hành.")
    return redirect(plan)


def _counts(tasks, series):
    """What "làm theo tất cả đề xuất" would do: (words, how many)."""
    proposed = [each.proposal for each in (*tasks, *series)]
    words = {
        "update": "cập nhật",
        "keep": "giữ nguyên",
        "cancel": "hủy",
        "release": "giữ ngoài kế hoạch",
        "stop": "dừng định kỳ",
    }
    return [(label, proposed.count(name)) for name, label in words.items() if name in proposed]


def _carry_out(request, plan):
    """Decide on what the person saw: a stamp that is no longer true is told and left alone."""
    tasks, series = touched_by(plan, request.user)
    sent = request.POST
    if "all" in sent:
        seen = set(sent.getlist("seen"))
        done = [
            _decided(each, each.proposal, plan, request)
            for each in (*tasks, *series)
            if each.stamp in seen
        ]
        missed = len(seen) - sum(done)
        if any(done):
            messages.success(request, f"Đã làm theo đề xuất: {sum(done)} nhiệm vụ.")
    else:
        stamp, choice = sent.get("stamp", ""), sent.get("choice", "")
        found = [each for each in (*tasks, *series) if each.stamp == stamp]
        missed = 1 - sum(
            _decided(each, choice, plan, request, sent.get("reason", "")) for each in found
        )
        if not missed:
            messages.success(request, DONE_WORDS[choice])
    if missed:
        messages.error(request, MISSED.format(count=missed))
    if not any(touched_by(plan, request.user)):
        notices.withdraw_amendment(plan)


def _decided(touched, choice, plan, request, reason=""):
    """Whether the decision counted."""
    try:
        with transaction.atomic():
            if hasattr(touched, "task"):
                actions.decide(touched, choice, plan=plan, by=request.user, reason=reason)
            else:
                actions.decide_series(touched, choice, plan=plan, by=request.user)
    except MoveRefused:
        return False
    return True
