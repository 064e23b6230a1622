"""Lập kế hoạch năm sau: what has to change is looked through and ticked, one press makes the draft."""

from django.contrib import messages
from django.shortcuts import redirect, render

from danvan.asked import number
from danvan.clock import today
from documents.checking.years import names_years
from plans import rules
from plans.chain import in_force
from plans.next_year import review_of
from plans.rolling import AlreadyMade, ReviewChanged, Wanted, made_before, roll_forward
from plans.views.doors import a_plan, plans_of, require

LAST_YEAR = 2100
CHANGED = (
    "Kế hoạch gốc hoặc danh mục vừa thay đổi nên chưa lập dự thảo. Danh sách dưới đây đã theo nội dung mới; "
    "hãy xem lại rồi bấm lần nữa."
)


def plan_next_year(request, pk):
    plan = a_plan(request, pk)
    require(rules.may_roll(request.user, plan))
    asked = request.POST if request.method == "POST" else request.GET
    to_year, refusal = _year(asked.get("nam"), plan)
    ticked = None
    if request.method == "POST" and not refusal:
        ticked = set(request.POST.getlist("chon"))
        try:
            wanted = Wanted(to_year, frozenset(ticked), request.POST.get("seen", ""))
            return _made(request, roll_forward(plan, wanted, by=request.user))
        except AlreadyMade as made:
            messages.error(request, f"{made} Chưa lập thêm.")
            return redirect(made.plan)
        except ReviewChanged:
            refusal = CHANGED
    if refusal:
        messages.error(request, refusal)
    review = review_of(plan, to_year, request.user)
    current = in_force(plan)
    context = {
        "plan": plan,
        "to_year": to_year,
        "years": range(plan.year + 1, max(plan.year, today().year) + 3),
        "seen": review.seen,
        "groups": review.groups(ticked),
        "made": made_before(plan, to_year),
        "others": _others(request, plan, to_year),
        "is_for_years": names_years(plan.title),
        "in_force": current if current != plan else None,
    }
    return render(request, "plans/next_year.html", context)


def _made(request, plan):
    messages.success(request, f"Đã lập dự thảo năm {plan.year}. Hãy đọc lại trước khi trình duyệt.")
    return redirect(plan)


def _year(asked, plan):
    """(the year asked for or the usual one, what is wrong with the one asked for)."""
    usual = max(plan.year + 1, today().year)
    if not asked:
        return usual, ""
    year = number(asked, 0)
    if plan.year < year <= LAST_YEAR:
        return year, ""
    return usual, f"Năm của kế hoạch mới phải sau năm {plan.year}. Hãy chọn lại."


def _others(request, plan, to_year):
    """Further plans of that year for the same unit, however they came about."""
    found = plans_of(request).filter(commune=plan.commune_id, unit=plan.unit_id, year=to_year)
    return found.exclude(rolled_from=plan)
