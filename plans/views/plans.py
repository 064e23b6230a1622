from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from danvan.asked import number
from danvan.clock import today
from danvan.vietnamese import search_text
from danvan.workflow import MoveRefused, last_step
from documents.storage import appendices_of
from plans import actions, rules
from plans.conversion import paragraphs_of
from plans.form_check import check_plan, counted
from plans.forms import BasicsForm, StartForm
from plans.models import Plan, PlanImport
from plans.outline import Outline, misnumbered
from plans.views.doors import a_plan, editable_plan, edits_a_plan, plans_of, require
from plans.views.shown import appendices_shown, as_html, lines_shown

PAGE = 25


def plan_list(request):
    asked = request.GET
    plans = _filtered(plans_of(request), asked)
    years = Plan.objects.visible_to(request.user).order_by("-year").values_list("year", flat=True)
    context = {
        "page": Paginator(plans, PAGE).get_page(asked.get("page")),
        "years": years.distinct(),
        "statuses": Plan.Status.choices,
        "is_filtered": any(asked.get(name) for name in ("q", "year", "status")),
        "may_start": rules.may_start(request.user),
        "waiting": _waiting_imports(request.user),
    }
    return render(request, "plans/plan_list.html", context)


def _filtered(plans, asked):
    if words := search_text(asked.get("q", "")):
        plans = plans.filter(search_text__contains=words)
    if year := number(asked.get("year")):
        plans = plans.filter(year=year)
    if asked.get("status") in Plan.Status.values:
        plans = plans.filter(status=asked["status"])
    return plans


def _waiting_imports(user):
    if not rules.may_start(user):
        return ()
    undecided = [PlanImport.Status.READING, PlanImport.Status.REVIEW]
    found = PlanImport.objects.visible_to(user).filter(status__in=undecided)
    return found.select_related("file")[:5]


def plan_create(request):
    require(rules.may_start(request.user))
    year = today().year
    initial = {
        "year": year,
        "title": f"Công tác dân vận chính quyền năm {year}",
        "with_outline": True,
    }
    form = StartForm(request.POST or None, initial=initial)
    if form.is_valid():
        plan = actions.start_plan(**form.cleaned_data, by=request.user)
        messages.success(request, "Đã lập dự thảo. Hãy ghi nội dung cho từng mục.")
        return redirect("plans:edit", plan.pk)
    return render(request, "plans/plan_create.html", {"form": form})


def plan_detail(request, pk):
    plan = a_plan(request, pk)
    outline = Outline(plan)
    user = request.user
    context = {
        "plan": plan,
        "lines": lines_shown(outline),
        "opening": [as_html(text) for text in paragraphs_of(plan.opening)],
        "appendices": appendices_shown(appendices_of(plan.appendices)),
        "closing": [as_html(text) for text in paragraphs_of(plan.closing)],
        "footnotes": plan.footnotes.all(),
        "citations": plan.citations.all(),
        "history": plan.history.select_related("by"),
        "versions": plan.versions.select_related("pdf"),
        "misnumbered": misnumbered(outline) if plan.keeps_printed_numbers else {},
        "form_counts": () if plan.status == Plan.Status.ISSUED else counted(check_plan(plan)),
        **_acts(user, plan),
    }
    return render(request, "plans/plan_detail.html", context)


def _acts(user, plan):
    """What this person may do with the plan now. Issuing has a page of its own, for its number and date."""
    moves = rules.MOVES.open_to(user, plan)
    return {
        "may_issue": moves.pop("issue", None) is not None,
        "moves": moves,
        "seen": last_step(plan),
        "may_edit": rules.may_edit(user, plan),
        "may_delete": rules.may_delete(user, plan),
        "may_assign": rules.may_assign(user, plan),
    }


def plan_history(request, pk):
    plan = a_plan(request, pk)
    context = {
        "plan": plan,
        "history": plan.history.select_related("by"),
        "versions": plan.versions.select_related("pdf"),
    }
    return render(request, "plans/plan_history.html", context)


@edits_a_plan
def plan_basics(request, pk):
    plan = editable_plan(request, pk)
    form = BasicsForm(request.POST or None, instance=plan)
    theirs = None
    if form.is_valid():
        fields, version = form.fields_to_save(), form.cleaned_data["version"]
        if fields["signer"] and not fields["signer_name"]:
            fields["signer_name"] = fields["signer"].full_name
        if actions.save_basics(plan, fields, version=version):
            messages.success(request, "Đã lưu thông tin chung.")
            return redirect("plans:edit", plan.pk)
        # The person's own text stays in the form; the newer one stands beside it.
        theirs = a_plan(request, pk)
        form.data = form.data.copy()
        form.data["version"] = theirs.version
    return render(request, "plans/plan_basics.html", {"plan": plan, "form": form, "theirs": theirs})


@require_POST
def plan_move(request, pk):
    plan = a_plan(request, pk)
    name, note = request.POST.get("move", ""), request.POST.get("note", "")
    if name not in rules.MOVES:
        raise Http404
    require(rules.MOVES[name].allowed(request.user, plan))
    if name == "issue":
        # It needs a number and a date.
        return redirect("plans:issue", plan.pk)
    try:
        _check_ready(plan, name)
        seen = number(request.POST.get("seen"))
        line = actions.move_plan(plan, name, by=request.user, note=note, seen=seen)
        messages.success(request, f"Đã ghi nhận: {line.label}.")
    except MoveRefused as refusal:
        messages.error(request, refusal)
    return redirect("plans:detail", plan.pk)


def _check_ready(plan, name):
    if name == "submit" and not plan.items.exists():
        raise MoveRefused("Kế hoạch chưa có mục nào. Hãy ghi nội dung trước khi trình duyệt.")


@require_POST
@edits_a_plan
def plan_delete(request, pk):
    plan = editable_plan(request, pk)
    require(rules.may_delete(request.user, plan))
    upload = PlanImport.objects.visible_to(request.user).filter(plan=plan).first()
    actions.delete_draft(plan, by=request.user)
    if upload:
        messages.success(request, "Đã xóa dự thảo. Tệp đã nhập vẫn còn, có thể nhận lại tại đây.")
        return redirect("plans:import_review", upload.pk)
    messages.success(request, "Đã xóa dự thảo.")
    return redirect("plans:list")
