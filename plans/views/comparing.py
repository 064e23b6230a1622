"""So sánh: two plans of the commune beside each other, item by item."""

from django.http import Http404
from django.shortcuts import render

from danvan.asked import number
from plans.comparison import compare, lines_of_plan
from plans.views.doors import a_plan, plans_of

MOST_CHOICES = 100


def plan_compare(request, pk):
    """The plan beside the one in `voi`; without it beside the one it came from, or the last one of an earlier year."""
    plan = a_plan(request, pk)
    others = plans_of(request).filter(commune=plan.commune_id).exclude(pk=plan.pk)
    asked = request.GET.get("voi")
    other = _asked_for(others, asked) if asked else _natural(plan, others)
    only_differing = bool(request.GET.get("khac"))
    context = {"plan": plan, "other": other, "choices": others[:MOST_CHOICES]}
    if other:
        found = compare(lines_of_plan(other), lines_of_plan(plan))
        context |= {
            "comparison": found,
            "rows": found.differing if only_differing else found.rows,
            "only_differing": only_differing,
            "old_name": short_name(other),
            "new_name": short_name(plan),
        }
    return render(request, "plans/plan_compare.html", context)


def _asked_for(others, asked):
    """The plan with this key among those the person may see. Raises Http404."""
    found = others.filter(pk=number(asked, 0)).first()
    if found is None:
        raise Http404
    return found


def _natural(plan, others):
    near = [key for key in (plan.amends_id, plan.rolled_from_id, plan.based_on_id) if key]
    found = {row.pk: row for row in others.filter(pk__in=near)}
    if known := next((found[key] for key in near if key in found), None):
        return known
    return others.filter(unit=plan.unit_id, year__lt=plan.year).first()


def short_name(plan):
    """How a column is headed: "05/KH-UBND năm 2026", "Dự thảo năm 2027"."""
    return f"{plan.code if plan.number else plan.get_status_display()} năm {plan.year}"
