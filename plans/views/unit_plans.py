"""The plans of the units: begun from the commune's plan, shown beside it, and brought up to date with it."""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from danvan.asked import number
from plans import notices, rules
from plans.chain import in_force
from plans.edits import Unclear, uid_of
from plans.models import Plan
from plans.outline import Outline
from plans.unit_form import UnitPlanForm
from plans.unit_links import mark_carried_out, sources_of, take_words, unit_plans
from plans.unit_starting import (
    AlreadyThere,
    NothingChosen,
    NotInForce,
    concerned_by,
    plans_of_unit,
    start_unit_plan,
    symbol_of,
    title_of,
    units_of,
)
from plans.views.doors import a_plan, editable_plan, edits_a_plan, require
from plans.views.shown import footnotes_shown, lines_shown

NOT_IN_FORCE = "Kế hoạch {code} không còn thi hành. Hãy lập kế hoạch của đơn vị từ bản đang thi hành, số {newest}."
NOT_ISSUED = "Kế hoạch của đơn vị được lập sau khi kế hoạch của xã đã ban hành."
IS_A_UNITS = "Đây là kế hoạch của đơn vị; kế hoạch của đơn vị khác được lập từ kế hoạch của xã."
UNIT_IS_OVER = "Đơn vị “{unit}” đã ngừng hoạt động nên không lập kế hoạch mới được. Xin liên hệ quản trị của xã."
NOTHING = "Chưa chọn mục nào. Hãy đánh dấu các mục mà đơn vị thực hiện."
MOVED_ON = "Mục này vừa được sửa nên chưa lấy theo bản mới. Trang cho thấy nội dung hiện nay."


class Choice(NamedTuple):
    """One item of the commune's plan on the page where a unit picks: `reason` says why it is picked already."""

    shown: object
    reason: str
    is_chosen: bool


def unit_start(request, pk):
    base = a_plan(request, pk)
    require(rules.starts_for_a_unit(request.user, base))
    if not rules.may_start_for_a_unit(request.user, base):
        return _no_base(request, base)
    units = list(units_of(base.commune))
    unit = _unit_asked(request, base, units)
    if unit is None:
        if not rules.coordinates(request.user, base):
            messages.error(request, UNIT_IS_OVER.format(unit=request.user.unit))
            return redirect(base)
        return _ask_for_unit(request, base, units)
    return _start(request, base, unit)


def _no_base(request, base):
    newest = None if base.unit_id else in_force(base)
    if newest is None:
        messages.error(request, IS_A_UNITS if base.unit_id else NOT_ISSUED)
        return redirect(base)
    messages.error(request, NOT_IN_FORCE.format(code=base.code, newest=newest.code))
    return redirect("plans:unit_start", newest.pk)


def _unit_asked(request, base, units):
    """The unit whose plan it becomes: an officer's own, whatever the form says. Raises Http404 for a strange one."""
    if not rules.coordinates(request.user, base):
        return next((unit for unit in units if unit.pk == request.user.unit.pk), None)
    asked = request.POST.get("unit") or request.GET.get("unit")
    if not asked:
        return None
    found = next((unit for unit in units if unit.pk == number(asked)), None)
    if found is None:
        raise Http404
    return found


def _ask_for_unit(request, base, units):
    """The units of the commune, those whom the plan concerns and who have made none first."""
    has = {plan.unit_id for plan in unit_plans(base, request.user)}
    found = concerned_by(base, units, Outline(base).lines(), request.user)
    rows = [(unit, len(found[unit.pk]), unit.pk in has) for unit in units]
    rows.sort(key=lambda row: (row[2], not row[1]))
    return render(request, "plans/unit_plan_unit.html", {"plan": base, "rows": rows})


def _start(request, base, unit):
    initial = {"title": title_of(base), "symbol": symbol_of(unit)}
    form = UnitPlanForm(request.POST or None, initial=initial, base=base, unit=unit)
    chosen = {number(each) for each in request.POST.getlist("item")}
    # Beside the plan that was shown: a second press, and a colleague's plan of this very moment, are told of first.
    beside = number(request.POST.get("beside"))
    made = plans_of_unit(base, unit).first()
    if form.is_valid():
        try:
            plan = start_unit_plan(
                base, unit, items=chosen, **form.cleaned_data, beside=beside, by=request.user
            )
            messages.success(
                request, "Đã lập dự thảo kế hoạch của đơn vị. Các mục đã chọn giữ nguyên thời hạn."
            )
            return redirect("plans:edit", plan.pk)
        except AlreadyThere as there:
            made = there.plan
        except NotInForce:
            base.refresh_from_db()
            return _no_base(request, base)
        except NothingChosen:
            form.add_error(None, NOTHING)
    lines = _lines(base)
    reasons = concerned_by(base, [unit], lines, request.user)[unit.pk]
    if not form.is_bound:
        chosen = set(reasons)
    context = {
        "plan": base,
        "unit": unit,
        "form": form,
        "made": made,
        "asks_again": form.is_bound and made is not None and made.pk != beside,
        "choices": [
            Choice(each, reasons.get(each.item.pk, ""), each.item.pk in chosen) for each in lines
        ],
        "concerned": len(reasons),
    }
    return render(request, "plans/unit_plan_start.html", context)


def beside(user, plan, lines):
    """What the page of a plan shows of the plans on the other side; the items of `lines` are marked with it."""
    if plan.unit_id:
        sources = sources_of(plan, user)
        for line in lines:
            line.item.source = sources.by_uid.get(line.item.uid) if sources else None
        return {"sources": sources}
    if not plan.is_published:
        return {}
    made = unit_plans(plan, user)
    mark_carried_out(lines, made, user)
    return {
        "unit_plans": made,
        "may_start_unit_plan": rules.may_start_for_a_unit(user, plan),
        "has_own": any(each.unit_id == user.unit.pk for each in made),
        "lacking": _lacking(user, plan, made, lines),
        "may_urge_units": rules.coordinates(user, plan),
    }


def _lacking(user, plan, made, lines):
    """The units that the plan concerns and that have made no plan of their own; for those who follow all of them."""
    if plan.status != Plan.Status.ISSUED or not rules.sees_who_has_no_plan(user, plan):
        return ()
    has = {each.unit_id for each in made}
    units = [unit for unit in units_of(plan.commune) if unit.pk not in has]
    found = concerned_by(plan, units, lines, user)
    return [unit for unit in units if found[unit.pk]]


def _lines(plan):
    """The lines of a plan as a page shows them."""
    return lines_shown(Outline(plan), {mark: number for mark, number, _ in footnotes_shown(plan)})


@require_POST
def unit_urge(request, pk):
    """Ask one unit, or with none named all that the plan concerns, for its own plan; once a day."""
    base = a_plan(request, pk)
    require(rules.coordinates(request.user, base))
    if base.unit_id or base.status != Plan.Status.ISSUED:
        messages.error(request, "Chỉ đôn đốc lập kế hoạch từ kế hoạch của xã đang thi hành.")
        return redirect(base)
    lacking = _lacking(request.user, base, unit_plans(base, request.user), _lines(base))
    if asked := request.POST.get("unit"):
        lacking = [unit for unit in lacking if unit.pk == number(asked)]
        if not lacking:
            messages.info(
                request, "Đơn vị này đã có kế hoạch hoặc không được nêu trong kế hoạch của xã."
            )
            return redirect(base)
    told = [unit for unit in lacking if notices.urge_unit(base, unit, by=request.user)]
    if told:
        messages.success(request, f"Đã nhắc {len(told)} đơn vị lập kế hoạch.")
    if len(told) < len(lacking):
        left = ", ".join(str(unit) for unit in lacking if unit not in told)
        messages.info(
            request, f"Không nhắc thêm: {left} (hôm nay đã nhắc, hoặc chưa có người dùng)."
        )
    return redirect(f"{base.get_absolute_url()}#ke-hoach-don-vi")


@require_POST
@edits_a_plan
def unit_take(request, pk):
    """Let one item of a unit's draft say what the commune's plan in force says."""
    plan = editable_plan(request, pk)
    try:
        uid = uid_of(request.POST.get("uid"))
    except Unclear:
        raise Http404 from None
    row = get_object_or_404(plan.items, uid=uid)
    if take_words(plan, uid, version=number(request.POST.get("version")), by=request.user):
        messages.success(request, "Đã lấy lời của mục này theo bản mới của xã.")
    else:
        messages.error(request, MOVED_ON)
    return redirect(f"{reverse('plans:detail', args=[plan.pk])}#muc-{row.pk}")
