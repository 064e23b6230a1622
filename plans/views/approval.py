"""The checks before approval, the way past errors of form, and what a commune has settled about both."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from danvan.asked import number
from danvan.workflow import MoveRefused, last_step
from plans import form_gate, review, rules
from plans import remarks as said
from plans.forms import ChecksForm
from plans.models import SignOff
from plans.sign_offs import settle_checks, sign_off
from plans.views.doors import a_plan, require

STALE = "Trang này vừa được người khác đổi. Hãy xem lại rồi lưu lần nữa."


@require_POST
def plan_sign_off(request, pk):
    plan = a_plan(request, pk)
    kind = request.POST.get("kind")
    if kind not in SignOff.Kind.values:
        raise Http404
    require(user_checks(request.user, plan))
    note = request.POST.get("note", "")
    try:
        submission = number(request.POST.get("submission"))
        made = sign_off(plan, kind, by=request.user, submission=submission, note=note)
        messages.success(request, f"Đã ghi nhận: {made.get_kind_display().lower()}.")
    except MoveRefused as refusal:
        messages.error(request, refusal)
        keep_words(request, note)
    return redirect(plan)


def user_checks(user, plan):
    """Whether checking is at all among what this person's post does in this commune."""
    return user.is_in(plan.commune_id, *review.LOOKING_ON)


def keep_words(request, words):
    """Show what was typed with a step that could not be taken: nobody has to type it again."""
    if words.strip():
        messages.info(request, f"Lời ghi chưa được lưu: {words.strip()}")


def under_review(user, plan, rows):
    """What a page shows of a plan on its way to approval: checks, reasons, remarks at `rows`, and the steps as they
    are open now. Empty of remarks once the plan is issued: its readers are not told what it went through.
    """
    checks = review.checks_of(plan)
    found = [] if plan.is_published else said.shown(plan, user, rows)
    open_remarks = sum(not each.remark.is_settled for each in found)
    remarks = said.by_item(found)
    return {
        "checks": checks,
        "my_checks": {check.kind for check in review.open_to(user, plan)},
        "submission": review.submission_of(plan) if checks else None,
        "remarks": remarks,
        "general_remarks": remarks[None],
        "settled_remarks": len(found) - open_remarks,
        "open_remarks": open_remarks,
        "may_remark": rules.may_remark(user, plan),
        "may_settle": rules.may_edit(user, plan),
        "passed_errors": len(plan.form_passed),
        "moves": _steps(user, plan, checks, open_remarks),
    }


def _steps(user, plan, checks, open_remarks):
    """The steps open to this person, without an approval that a missing check still shuts."""
    moves = rules.MOVES.open_to(user, plan)
    if any(check.sign_off is None for check in checks):
        moves.pop("approve", None)
    if "send_back" in moves and (open_remarks or rules.may_remark(user, plan)):
        # What is to be changed stands at the items, also where it was said after this page was opened; a plan sent back
        # with neither remark nor reason is refused by the step itself.
        words = f"{moves['send_back'].consequence} Đã góp ý tại mục thì không cần ghi thêm lý do."
        moves["send_back"] = moves["send_back"]._replace(needs_note=False, consequence=words)
    return moves


def approval_settings(request):
    require(rules.may_settle_checks(request.user))
    commune = request.user.commune
    settings = review.settings_of(commune)
    form = ChecksForm(request.POST or None, initial=_standing(settings))
    if request.method == "POST" and form.is_valid():
        if settle_checks(commune, **form.cleaned_data, by=request.user):
            messages.success(request, "Đã lưu. Kế hoạch đang chờ duyệt cũng theo cách này.")
            return redirect("plans:approval_settings")
        messages.warning(request, STALE)
        settings = review.settings_of(commune)
        form = ChecksForm(initial=_standing(settings))
    context = {"form": form, **_people(commune)}
    return render(request, "plans/approval_settings.html", context)


def _standing(settings):
    return {name: getattr(settings, name) for name in ("checks_form", "checks_content", "version")}


def _people(commune):
    return {
        "clerks": review.people_of(commune, "clerk"),
        "answerable": review.people_of(commune, "coordinator", "leader"),
    }


class ErrorsLeft(Exception):
    """Errors of form are left that nobody has given a reason for; `fault` is what is wrong with the reason sent."""

    def __init__(self, errors, fault):
        self.errors = errors
        self.fault = fault
        super().__init__(fault)


def past_the_gate(plan, name, note, reason):
    """The note of a step, with the reason why it is taken with errors of form left. Raises ErrorsLeft without one.

    To be called inside the transaction of the step, on a plan that is held.
    """
    if name not in form_gate.STEPS:
        return note
    errors = form_gate.errors_of(plan)
    unexplained = form_gate.unexplained(plan, errors)
    if not unexplained:
        form_gate.explain(plan, "", errors)
        return note
    if reason is None or (fault := form_gate.fault_of(reason)):
        raise ErrorsLeft(unexplained, fault if reason is not None else "")
    form_gate.explain(plan, reason, errors)
    return form_gate.noted(note, name, reason, unexplained)


def gate_page(request, plan, name, held):
    """Mend the errors, or say why not: the step waits on this page with all that was typed."""
    context = {
        "plan": plan,
        "name": name,
        "move": rules.MOVES[name],
        "errors": held.errors,
        "fault": held.fault,
        "reason": request.POST.get("form_reason", ""),
        "note": request.POST.get("note", ""),
        "seen": number(request.POST.get("seen"), last_step(plan)),
        "may_edit": rules.may_edit(request.user, plan),
    }
    return render(request, "plans/plan_gate.html", context)
