"""Kiểm tra thể thức: what does not agree with the form, and corrections that a person orders one by one or by kind."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from plans import rules
from plans.corrections import NothingToCorrect, correct, take_back
from plans.form_check import check_plan, counted, grouped, kind_of
from plans.views.doors import a_plan, editable_plan, edits_a_plan

CHANGED = "Chỗ cần sửa vừa thay đổi nên chưa sửa gì. Trang cho thấy nội dung mới."
NOT_UNDONE = "Nội dung đã được sửa tiếp sau đó nên không hoàn tác được. Chưa thay đổi gì."


def plan_check(request, pk):
    """All findings, or with `ma` those of one kind with the question whether to correct them all."""
    plan = a_plan(request, pk)
    found = check_plan(plan)
    if kind := request.GET.get("ma"):
        return _question(request, plan, kind, found)
    context = {
        "plan": plan,
        "groups": grouped(found),
        "counts": counted(found),
        "may_edit": rules.may_edit(request.user, plan),
        "undo": request.session.get(_undo_name(plan)),
    }
    return render(request, "plans/plan_check.html", context)


def _question(request, plan, kind, found):
    found = [each for each in found if each.finding.code == kind]
    certain = [each for each in found if each.is_certain]
    if not certain or not rules.may_edit(request.user, plan):
        return redirect("plans:check", plan.pk)
    context = {"plan": plan, "found": certain, "name": kind_of(kind)}
    return render(request, "plans/plan_check_all.html", context)


@require_POST
@edits_a_plan
def check_correct(request, pk):
    """Correct the places whose keys were sent, one or all of a kind."""
    plan = editable_plan(request, pk)
    keys = set(request.POST.getlist("key"))
    try:
        undo = correct(plan, keys)
    except NothingToCorrect:
        messages.error(request, CHANGED)
        return redirect("plans:check", plan.pk)
    request.session[_undo_name(plan)] = undo
    left = len(keys) - undo["count"]
    messages.success(request, f"Đã sửa {undo['count']} chỗ.")
    if left > 0:
        messages.warning(request, f"{left} chỗ vừa thay đổi nên không sửa.")
    return redirect("plans:check", plan.pk)


@require_POST
@edits_a_plan
def check_undo(request, pk):
    """Take back this person's last correction of the plan."""
    plan = editable_plan(request, pk)
    undo = request.session.pop(_undo_name(plan), None)
    if undo is None:
        raise Http404
    if take_back(plan, undo):
        messages.success(request, f"Đã hoàn tác {undo['count']} chỗ vừa sửa.")
    else:
        messages.error(request, NOT_UNDONE)
    return redirect("plans:check", plan.pk)


def _undo_name(plan):
    return f"undo_check_{plan.pk}"
