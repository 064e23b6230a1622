"""The plan written in place: one page, and one address to which the editor sends what has changed."""

import json

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from danvan.workflow import last_step
from plans import outline as editing
from plans import presence, rules
from plans.editor_state import html_of, state_of
from plans.edits import Unclear, count_of, edits_of, notes_of, uid_of
from plans.frame import frame_of, parts_of, save_frame
from plans.letterhead import letterhead_of, signature_of
from plans.models import Plan, RemovedItem
from plans.outline import Outline, misnumbered
from plans.saving import save_edits, save_notes
from plans.signing import choices_of, for_script, signers_of
from plans.views.doors import (
    TooLate,
    a_plan,
    editable_plan,
    edits_a_plan,
    held_plan,
    still_editable,
)
from plans.views.recipients import tools_for
from plans.views.remarks import remarks_to_meet
from plans.views.versions import listed_proposals, proposals_at

UNDO_SHOWN = 3
UNCLEAR = "Trang soạn này đã cũ. Hãy tải lại trang; chữ chưa lưu vẫn còn."
DENIED = "Anh chị không còn quyền sửa kế hoạch này. Chữ chưa lưu vẫn còn trên máy này."
KEPT_HERE = "Chữ chưa lưu vẫn còn trên máy này và trở lại khi kế hoạch được mở để sửa."
SOMEBODY_ELSE = "Cổng đang mở bằng tài khoản khác trên máy này. Hãy đăng nhập lại để lưu."


@edits_a_plan
def plan_edit(request, pk):
    plan = still_editable(request.user, a_plan(request, pk))
    presence.forget_old_tabs()
    outline = Outline(plan)
    context = {
        "plan": plan,
        "state": {
            **state_of(plan, outline),
            "remarks": remarks_to_meet(plan, request.user, outline),
        },
        **_frame(request.user, plan),
        "misnumbered": misnumbered(outline) if plan.keeps_printed_numbers else {},
        "removed": plan.removed_items.select_related("by")[:UNDO_SHOWN],
        "moves": rules.MOVES.open_to(request.user, plan),
        "seen": last_step(plan),
        "taken": listed_proposals(outline, proposals_at(request.user, plan)),
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
    }
    return render(request, "plans/plan_edit.html", context)


def _frame(user, plan):
    """What the parts around the body are shown and written with."""
    signers = signers_of(plan.issuer)
    return {
        "letterhead": letterhead_of(plan.issuer),
        "signature": signature_of(plan),
        "signers": signers,
        "signing": for_script(plan.issuer, signers),
        "signature_forms": choices_of(plan.issuer, plan.signature_form),
        "recipient_tools": tools_for(user),
    }


@require_POST
def plan_save(request, pk):
    """What one tab has changed; answers with what became of it and what others changed meanwhile, as JSON."""
    try:
        with transaction.atomic():
            return _saved(request, still_editable(request.user, held_plan(request, pk)))
    except TooLate as late:
        return _problem("late", f"{late} {KEPT_HERE}", 409)
    except PermissionDenied:
        return _problem("denied", DENIED, 403)
    except Unclear:
        return _problem("unclear", UNCLEAR, 400)


def _problem(code, sentence, status):
    return JsonResponse({"code": code, "problem": sentence}, status=status)


def _saved(request, plan):
    sent = _sent(request)
    if sent.get("person") != request.user.pk:
        # Two accounts in one browser: what one has typed must not be saved in the other's name.
        return _problem("somebody_else", SOMEBODY_ELSE, 409)
    edits, notes, tab = edits_of(sent["changes"]), notes_of(sent["notes"]), uid_of(sent["tab"])
    parts = parts_of(sent["frame"])
    again = presence.heard(plan, request.user, tab, sent["request"])
    saving = save_edits(plan, edits, by=request.user, again=again)
    save_notes(plan, notes)
    frame = save_frame(plan, parts)
    if sent.get("leaves") is True:
        presence.leave(plan, request.user, tab)
    return JsonResponse(_answer(request, plan, saving, sent) | _frame_answer(plan, frame, parts))


def _frame_answer(plan, saving, parts):
    """What became of the parts around the body: what is stored now, and what a person has to settle."""
    if not parts:
        return {}
    told = {"frame_conflicts": saving.conflicts, "frame_problems": saving.problems}
    return {"frame": frame_of(plan), **told}


def _sent(request):
    if request.content_type != "application/json":
        raise Unclear("content type")
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError) as reason:
        raise Unclear("JSON") from reason
    if not isinstance(sent, dict):
        raise Unclear("request")
    count_of(sent.get("request"))
    return {"changes": [], "notes": [], "frame": [], "tab": "", **sent}


def _answer(request, plan, saving, sent):
    state = state_of(plan, saving.outline)
    answer = {
        "saved_at": f"{timezone.localtime():%H:%M}",
        "stamp": state["stamp"],
        "versions": {str(row.uid): row.version for row in [*saving.written, *saving.created]},
        "conflicts": [
            {"uid": str(row.uid), "version": row.version, "html": html_of(row)}
            | {"is_heading": bool(row.heading)}
            for row in saving.conflicts
        ],
        "gone": [str(uid) for uid in saving.gone],
        "kept": [str(uid) for uid in saving.kept],
        "remarks": [{"uid": str(uid), "words": words} for uid, words in saving.remarks.items()],
        "here": presence.others_here(plan, request.user),
        # Where two people wrote one footnote it holds the words of both: what is typed next must build on them.
        "notes": state["notes"],
    }
    # A keystroke in one item is answered shortly; whoever has seen less than this gets all of it.
    disputed = saving.conflicts or saving.gone or saving.kept
    if sent.get("stamp") != saving.stamp_before or saving.rearranged or disputed:
        answer["state"] = state
    return answer


@require_POST
@edits_a_plan
def item_restore(request, pk):
    own = RemovedItem.objects.filter(plan__in=Plan.objects.visible_to(request.user))
    removed = get_object_or_404(own, pk=pk)
    plan = editable_plan(request, removed.plan_id)
    removed = get_object_or_404(plan.removed_items, pk=pk)
    removed.plan = plan
    row = editing.bring_back(removed)
    return redirect(f"{reverse('plans:edit', args=[plan.pk])}#muc-{row.pk}")


@require_POST
@edits_a_plan
def number_anew(request, pk):
    plan = editable_plan(request, pk)
    editing.number_anew(plan)
    messages.success(request, "Đã đánh lại số mục theo thứ tự.")
    return redirect("plans:edit", plan.pk)
