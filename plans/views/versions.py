"""The versions of a plan as its page shows them, and the start of an amendment."""

from django.contrib import messages
from django.shortcuts import redirect, render

from danvan.workflow import MoveRefused
from plans import rules
from plans.amending import AlreadyAmended, basis_of, replacement_of, start_amendment, title_of
from plans.chain import chain_of, in_force
from plans.comparison import compare, lines_of_plan
from plans.forms import AmendForm
from plans.models import Plan
from plans.proposals import taken_for
from plans.views.doors import a_plan, plans_of, require

OUT_OF_FORCE = (
    "{old} đã được thay bằng {new} ngày {day:%d/%m/%Y}. Hãy sửa đổi bản đang thi hành này."
)
NOT_ISSUED = "Kế hoạch chưa ban hành thì sửa trực tiếp ở trang soạn, không cần bản sửa đổi."


def versions_shown(user, plan):
    """What the page of a plan says of its versions: six queries, whatever their number, and the text of two of them
    where an amendment is being written."""
    chain = chain_of(plan, user)
    place = chain.index(plan)
    after = chain[place + 1] if chain[place + 1 :] else None
    may_amend = rules.may_amend(user, plan)
    return {
        "chain": chain if len(chain) > 1 else (),
        "before": chain[place - 1] if place else None,
        "after": after,
        "newest": next((one for one in chain if one.status == Plan.Status.ISSUED), None),
        "may_amend": may_amend and after is None,
        "may_propose": rules.may_propose(user, plan),
        "changes": _changes(plan) if plan.amends_id and not plan.is_published else (),
        "own_proposals": _own_proposals(user, plan),
        "sees_amended_tasks": may_amend and plan.amends_id is not None,
    }


def _changes(plan):
    """(words, how many) of each kind of difference from the version in force."""
    counts = compare(lines_of_plan(plan.amends), lines_of_plan(plan)).counts
    return [(words.lower(), count) for kind, words, count in counts if kind != "same" and count]


def _own_proposals(user, plan):
    """What the person's unit has asked about this plan; those who answer have a page of their own for all."""
    if not rules.proposes(user, plan):
        return ()
    own = plan.proposals.filter(unit=user.unit).select_related("item", "met_in")
    return list(own[:10])


def proposals_at(user, plan):
    """{uid: accepted difficulties} to be shown beside the items of an amendment that is being written."""
    if plan.amends_id is None or plan.is_published:
        return {}
    return taken_for(plan, user=user)


def loose_proposals(outline, proposals):
    """Of `proposals_at` those that stand beside no item: on the plan as a whole, or on an item that is deleted."""
    standing = {row.uid for row in outline.rows}
    return [each for uid, found in proposals.items() if uid not in standing for each in found]


def listed_proposals(outline, proposals):
    """Of `proposals_at` all, for the editor: (the item beside which each belongs or None, the proposal)."""
    rows = {row.uid: row for row in outline.rows}
    return [(rows.get(uid), each) for uid, found in proposals.items() for each in found]


def plan_amend(request, pk):
    """Begin an amendment; a second start leads to the first."""
    plan = a_plan(request, pk)
    amends = rules.writes if plan.unit_id else rules.coordinates
    require(amends(request.user, plan))
    if plan.status != Plan.Status.ISSUED:
        return _not_in_force(request, plan)
    if begun := plan.amendments.first():
        return _begun(request, begun)
    offered = {"title": title_of(plan), "says_basis": True, "says_replaced": True}
    form = AmendForm(request.POST or None, initial=offered, plan=plan)
    if form.is_valid():
        return _start(request, plan, form.cleaned_data)
    context = {
        "plan": plan,
        "form": form,
        "basis": basis_of(plan),
        "replacement": replacement_of(plan),
    }
    return render(request, "plans/plan_amend.html", context)


def _start(request, plan, fields):
    try:
        amendment = start_amendment(plan, by=request.user, **fields)
    except AlreadyAmended as already:
        return _begun(request, already.amendment)
    except MoveRefused:
        plan.refresh_from_db()
        return _not_in_force(request, plan)
    messages.success(
        request, f"Đã lập dự thảo sửa đổi, bổ sung {plan.code}. Hãy sửa những chỗ cần đổi."
    )
    return redirect("plans:edit", amendment.pk)


def _begun(request, amendment):
    # Found through the eyes of the person, like any other plan.
    amendment = plans_of(request).get(pk=amendment.pk)
    messages.info(request, "Đã có bản sửa đổi, bổ sung của kế hoạch này; đây là bản đó.")
    return redirect(amendment)


def _not_in_force(request, plan):
    newest = in_force(plan)
    if newest is None:
        messages.info(request, NOT_ISSUED)
        return redirect(plan)
    words = OUT_OF_FORCE.format(old=plan.code, new=newest.code, day=newest.issued_on)
    messages.error(request, words)
    return redirect(newest)
