from django.contrib import messages
from django.db import transaction
from django.db.models import Q, Subquery
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from danvan.asked import number
from danvan.clock import today
from danvan.workflow import MoveRefused, last_step
from documents.storage import appendices_of
from plans import actions, cited, rules
from plans.conversion import paragraphs_of
from plans.form_check import check_plan, counted
from plans.forms import BasicsForm, StartForm
from plans.letterhead import signature_of
from plans.models import Plan, PlanImport
from plans.outline import Outline, misnumbered
from plans.signing import for_script, signers_of, warning_of
from plans.views.approval import ErrorsLeft, gate_page, keep_words, past_the_gate, under_review
from plans.views.doors import a_plan, editable_plan, edits_a_plan, held_plan, require
from plans.views.kept import versions_of
from plans.views.recipients import tools_for
from plans.views.shown import (
    appendices_shown,
    as_html,
    footnotes_shown,
    lines_shown,
    with_proposals,
    with_remarks,
)
from plans.views.unit_plans import beside
from plans.views.versions import loose_proposals, proposals_at, versions_shown


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
    footnotes = footnotes_shown(plan)
    user = request.user
    proposals = proposals_at(user, plan)
    review = under_review(user, plan, [line.item for line in outline.lines()])
    marks = {mark: number for mark, number, _ in footnotes}
    lines = with_remarks(lines_shown(outline, marks), review["remarks"])
    history = list(history_of(user, plan))
    context = {
        "plan": plan,
        "returned": _returned(plan, history),
        "lines": with_proposals(lines, proposals),
        "loose_proposals": loose_proposals(outline, proposals),
        "opening": [as_html(text) for text in paragraphs_of(plan.opening)],
        "appendices": appendices_shown(appendices_of(plan.appendices)),
        "closing": [as_html(text) for text in paragraphs_of(plan.closing)],
        "footnotes": footnotes,
        "citations": cited.documents_of(plan),
        "history": history,
        "versions": versions_of(plan),
        "source": _source_of(user, plan),
        "misnumbered": misnumbered(outline) if plan.keeps_printed_numbers else {},
        "form_counts": () if plan.is_published else counted(check_plan(plan)),
        "handles_signed": plan.is_published and rules.handles_signed(user, plan),
        **review,
        **_acts(user, plan, review["moves"]),
        **_years(user, plan),
        **versions_shown(user, plan),
        **beside(user, plan, lines),
    }
    return render(request, "plans/plan_detail.html", context)


def _years(user, plan):
    """The earlier plan it was made from, and the later ones made from it, as far as this person may see them."""
    near = Plan.objects.visible_to(user).filter(Q(pk=plan.rolled_from_id) | Q(rolled_from=plan))
    found = list(near.order_by("year", "pk"))
    return {
        "rolled_from": next((one for one in found if one.pk == plan.rolled_from_id), None),
        "next_years": [one for one in found if one.pk != plan.rolled_from_id],
    }


def history_of(user, plan):
    """The steps, each submission with the checks that were made of it; for those who only read it, from its issue on.

    Why an amendment was begun is for everybody.
    """
    lines = plan.history.select_related("by").prefetch_related("sign_offs__by")
    if rules.sees_its_way(user, plan):
        return lines
    issue = plan.history.filter(move="issue").order_by("pk").values("pk")[:1]
    return lines.filter(Q(pk__gte=Subquery(issue)) | Q(move=rules.AMEND))


def _returned(plan, history):
    """The step by which a plan that is to be mended came back, with its reason; else None."""
    if plan.status != Plan.Status.RETURNED:
        return None
    return next((line for line in reversed(history) if line.after == plan.status), None)


def _source_of(user, plan):
    """The upload the plan came from, for those who see uploads, else None."""
    found = PlanImport.objects.visible_to(user).filter(plan=plan)
    return found.select_related("file", "uploaded_by").defer("reading", "answers").first()


def _acts(user, plan, moves):
    """What this person may do with the plan now. Issuing has a page of its own, for its number and date."""
    return {
        "may_issue": moves.pop("issue", None) is not None,
        "moves": moves,
        "seen": last_step(plan),
        "may_edit": rules.may_edit(user, plan),
        "may_delete": rules.may_delete(user, plan),
        "may_assign": rules.may_assign(user, plan),
        # A draft of next year is there to be written, not to be rolled on.
        "may_roll": rules.may_roll(user, plan) and (plan.is_published or plan.year <= today().year),
    }


def plan_history(request, pk):
    plan = a_plan(request, pk)
    context = {
        "plan": plan,
        "history": history_of(request.user, plan),
        "versions": versions_of(plan),
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
            if remark := warning_of(plan, plan.issuer):
                messages.warning(request, remark)
            return redirect("plans:edit", plan.pk)
        # The person's own text stays in the form; the newer one stands beside it.
        theirs = a_plan(request, pk)
        form.data = form.data.copy()
        form.data["version"] = theirs.version
    context = {
        "plan": plan,
        "form": form,
        "theirs": theirs,
        "recipient_tools": tools_for(request.user),
        "signature": signature_of(plan),
        "signing": for_script(plan.issuer, signers_of(plan.issuer)),
    }
    return render(request, "plans/plan_basics.html", context)


OTHER_POST = (
    "Bước “{step}” không thuộc vị trí đang làm việc ({post}). Nếu bước này thuộc vị trí khác của anh chị, hãy đổi "
    "vị trí ở góc trên bên phải rồi bấm lại."
)


def other_posts(user):
    """Whether the step may belong to another post of this person, in which they do not work now."""
    return len(user.current_memberships) > 1


@require_POST
def plan_move(request, pk):
    plan = a_plan(request, pk)
    name, note = request.POST.get("move", ""), request.POST.get("note", "")
    if name not in rules.MOVES:
        raise Http404
    if not rules.MOVES[name].allowed(request.user, plan):
        require(other_posts(request.user))
        messages.error(
            request, OTHER_POST.format(step=rules.MOVES[name].label, post=request.user.membership)
        )
        keep_words(request, note)
        return redirect(plan)
    if name == "issue":
        # It needs a number and a date.
        return redirect("plans:issue", plan.pk)
    try:
        line = _moved(request, pk, name, note)
        messages.success(request, f"Đã ghi nhận: {line.label}.")
    except ErrorsLeft as held:
        return gate_page(request, plan, name, held)
    except MoveRefused as refusal:
        messages.error(request, refusal)
        keep_words(request, note)
    return redirect("plans:detail", plan.pk)


@transaction.atomic
def _moved(request, pk, name, note):
    """Take the step; whatever holds it up undoes all of it."""
    plan = held_plan(request, pk)
    _check_ready(plan, name)
    if name in rules.MOVES.open_to(request.user, plan):
        note = past_the_gate(plan, name, note, request.POST.get("form_reason"))
    seen = number(request.POST.get("seen"))
    return actions.move_plan(plan, name, by=request.user, note=note, seen=seen)


def _check_ready(plan, name):
    if name == "submit" and not plan.items.exists():
        raise MoveRefused("Kế hoạch chưa có mục nào. Hãy ghi nội dung trước khi trình duyệt.")
    if name == "approve":
        actions.require_checks(plan)


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
