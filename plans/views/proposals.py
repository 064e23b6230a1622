"""Difficulties with a plan in force (vướng mắc): sent by a unit, answered by the coordinator."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.models import Role
from danvan.asked import number
from danvan.workflow import MoveRefused
from plans import rules
from plans.amending import title_of
from plans.chain import in_force
from plans.forms import ProposalForm
from plans.models import Plan, Proposal
from plans.proposals import move_proposal, send_proposal
from plans.views.doors import a_plan, require

PAGE = 25
REPLACED = (
    "{old} vừa được thay bằng {new} nên vướng mắc chưa gửi. Chữ anh chị nhập vẫn còn dưới đây; "
    "hãy đối chiếu với bản mới rồi bấm Gửi vướng mắc."
)
ITEM_GONE = " Mục này không còn trong bản mới, vướng mắc sẽ gửi về cả kế hoạch."
S = Proposal.Status
# The states a list is filtered by, and the condition of each.
STATES = {
    "sent": ("Chờ trả lời", Q(status=S.SENT)),
    "taken": ("Tiếp thu, chưa sửa", Q(status=S.TAKEN, met_in=None)),
    "met": ("Đã sửa đổi", Q(status=S.TAKEN, met_in__isnull=False)),
    "declined": ("Giữ nguyên", Q(status=S.DECLINED)),
    "withdrawn": ("Đã rút lại", Q(status=S.WITHDRAWN)),
}


def propose(request, pk):
    """Say what is hard about an item of the plan (?muc=…), or about the plan as a whole."""
    plan = a_plan(request, pk)
    require(plan.unit_id is None and rules.proposes(request.user, plan))
    item = _item(plan, request)
    if plan.status != Plan.Status.ISSUED:
        return _of_the_version_in_force(request, plan, item)
    form = ProposalForm(request.POST or None)
    if form.is_valid():
        try:
            send_proposal(
                plan, item, form.fields_to_keep(), key=form.cleaned_data["key"], by=request.user
            )
        except MoveRefused:
            plan.refresh_from_db()
            return _of_the_version_in_force(request, plan, item)
        messages.success(request, "Đã gửi vướng mắc. Câu trả lời sẽ đến trong thông báo.")
        return redirect(f"{plan.get_absolute_url()}{f'#muc-{item.pk}' if item else ''}")
    return render(request, "plans/proposal_form.html", {"plan": plan, "item": item, "form": form})


def _item(plan, request):
    asked = request.POST.get("muc") or request.GET.get("muc")
    return get_object_or_404(plan.items, pk=number(asked, 0)) if asked else None


def _of_the_version_in_force(request, plan, item):
    """The form again, with what was typed, for the version that took the place of the plan."""
    newest = in_force(plan)
    if newest is None:
        messages.info(request, "Kế hoạch chưa ban hành nên chưa gửi vướng mắc được.")
        return redirect(plan)
    same = newest.items.filter(uid=item.uid).first() if item else None
    words = REPLACED.format(old=plan.code, new=newest.code)
    messages.error(request, words + (ITEM_GONE if item and same is None else ""))
    # Not judged: the person has not yet seen the new words.
    form = ProposalForm(initial=request.POST.dict() if request.method == "POST" else None)
    return render(request, "plans/proposal_form.html", {"plan": newest, "item": same, "form": form})


def proposal_list(request):
    """All of the commune for those who write and sign its plan; the own ones for a unit."""
    user, asked = request.user, request.GET
    require(rules.reads_proposals(user))
    visible = Proposal.objects.visible_to(user)
    counts = visible.order_by().aggregate(
        **{name: Count("pk", filter=condition) for name, (_, condition) in STATES.items()}
    )
    found = visible.filter(STATES[asked["state"]][1]) if asked.get("state") in STATES else visible
    if unit := number(asked.get("unit")):
        found = found.filter(unit=unit)
    units = visible.order_by("unit__position", "unit").values_list("unit", "unit__short_name")
    page = Paginator(found.select_related("plan", "item", "unit", "by", "met_in"), PAGE)
    context = {
        "page": page.get_page(asked.get("page")),
        "states": [(name, words, counts[name]) for name, (words, _) in STATES.items()],
        "units": units.distinct(),
        "answers": user.is_(Role.COORDINATOR),
        "is_filtered": bool(asked.get("state") or asked.get("unit")),
    }
    return render(request, "plans/proposal_list.html", context)


def _a_proposal(request, pk):
    found = Proposal.objects.visible_to(request.user)
    found = found.select_related("plan__commune", "item", "unit", "by", "met_in")
    return get_object_or_404(found, pk=pk)


def proposal_detail(request, pk):
    proposal = _a_proposal(request, pk)
    # A unit does not learn from here that an amendment is being written.
    newest = in_force(proposal.plan)
    may_amend = newest is not None and rules.may_amend(request.user, newest)
    taken = proposal.status == S.TAKEN and proposal.met_in_id is None
    context = {
        "proposal": proposal,
        "history": proposal.history.select_related("by"),
        "moves": rules.PROPOSAL_MOVES.open_to(request.user, proposal),
        "newest": newest,
        "amendment": newest.amendments.first() if may_amend and taken else None,
        "may_amend": may_amend and taken,
        "title": title_of(newest) if newest else "",
    }
    return render(request, "plans/proposal_detail.html", context)


@require_POST
def proposal_move(request, pk):
    proposal = _a_proposal(request, pk)
    name, note = request.POST.get("move", ""), request.POST.get("note", "")
    if name not in rules.PROPOSAL_MOVES:
        raise Http404
    require(rules.PROPOSAL_MOVES[name].allowed(request.user, proposal))
    try:
        line = move_proposal(proposal, name, by=request.user, note=note)
        messages.success(request, f"Đã ghi nhận: {line.label}.")
    except MoveRefused as refusal:
        messages.error(request, refusal)
    return redirect(proposal)
