"""Handing out an issued plan: its items as rows that are filled as in a spreadsheet."""

import json

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from plans.chain import chain_of, in_force
from plans.models import Plan
from tasks import actions
from tasks.from_plan import Board, fields_of
from tasks.names import RHYTHMS
from tasks.people import staff_of
from tasks.posted import Posted
from tasks.suggestions import plain_words
from tasks.views.assigning import require_assigner

OUT_OF_FORCE = (
    "{old} đã được thay bằng {new} nên không giao nhiệm vụ từ bản cũ được; chưa nhiệm vụ nào được giao. "
    "Đây là trang giao nhiệm vụ của {new}, hãy chọn lại."
)
KEPT = (
    "{old} đã được thay bằng {new} trong lúc anh/chị nhập; chưa nhiệm vụ nào được giao. Các dòng đã nhập "
    "vẫn giữ dưới đây, tại mục tương ứng của {new}. Hãy xem lại rồi giao."
)
NONE_TAKEN = "Chưa chọn dòng nào. Hãy đánh dấu các dòng cần giao."


def from_plan(request, pk):
    """The items of an issued plan with what they offer; the chosen rows become tasks at once or not at all."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    require_assigner(request)
    if plan.unit_id:
        return _not_of_a_unit(request, plan)
    if request.method == "POST":
        return _act(request, plan)
    if plan.status != Plan.Status.ISSUED:
        return _not_in_force(request, plan)
    return _show(request, _board(request, plan))


def _not_of_a_unit(request, plan):
    messages.info(
        request,
        "Nhiệm vụ được giao từ kế hoạch của xã; kế hoạch của đơn vị do đơn vị tự phân công.",
    )
    return redirect(plan)


def _not_in_force(request, plan):
    """Tasks are given from the version in force alone; from an earlier one the way leads there."""
    newest = in_force(plan)
    if newest is None:
        messages.info(request, "Kế hoạch chưa ban hành nên chưa giao nhiệm vụ được.")
        return redirect(plan)
    messages.error(request, OUT_OF_FORCE.format(old=plan.code, new=newest.code))
    return redirect("tasks:from_plan", newest.pk)


def _board(request, plan, posted=None, only=None):
    return Board(
        plan,
        user=request.user,
        staff=staff_of(request.user.commune),
        posted=posted,
        every_part="tat-ca" in request.GET,
        only=only,
    )


@transaction.atomic
def _act(request, plan):
    # Held, so that a second press waits and then finds the tasks of the first, and so does the issue of an amendment.
    plan = Plan.objects.visible_to(request.user).select_for_update(of=("self",)).get(pk=plan.pk)
    posted = Posted(request.POST)
    if plan.status != Plan.Status.ISSUED:
        return _stale(request, plan, posted)
    if "them" in request.POST:
        posted.add_row(request.POST["them"])
        return _show(request, _board(request, plan, posted))
    if "chon" in request.POST:
        return _choose_the_sure(request, plan, posted)
    if "giao" in request.POST:
        posted.take_only(request.POST["giao"])
    return _give(request, plan, posted)


def _give(request, plan, posted):
    """Make tasks and series of the rows that are taken, all or none."""
    in_part = "X-Part" in request.headers
    only = {item for item, _ in posted.taken}
    board = _board(request, plan, posted, only)
    chosen = board.taken
    valid = [row.form.is_valid() for _, row in chosen]
    if chosen and all(valid):
        made = _made(request, plan, chosen)
        posted.forget((group.item.pk, row.number) for group, row in chosen)
        return _after(request, plan, posted, made, only)
    if in_part and chosen:
        return _part(request, board, status=422)
    if not chosen:
        messages.error(request, NONE_TAKEN)
    else:
        said = f"Chưa giao được: {valid.count(False)} dòng cần xem lại, ghi rõ tại từng dòng."
        messages.error(request, said)
    return _show(request, _board(request, plan, posted))


def _made(request, plan, chosen):
    """(how many tasks, how many series) were made of the rows, which are valid."""
    rows = [fields_of(group, row, plan) for group, row in chosen]
    tasks = [fields for is_series, fields in rows if not is_series]
    actions.assign_many(tasks, by=request.user)
    for is_series, fields in rows:
        if is_series:
            actions.start_series(by=request.user, **fields)
    return len(tasks), len(rows) - len(tasks)


def _after(request, plan, posted, made, only):
    said = _said(plan, *made)
    if "X-Part" in request.headers:
        return _part(request, _board(request, plan, posted, only), said=said)
    messages.success(request, said)
    board = _board(request, plan, posted) if any(posted.rows.values()) else None
    if board and any(row.typed for row in board.rows):
        # What was typed in rows that were not chosen stays on the page.
        return _show(request, board)
    if not made[0]:
        return redirect("tasks:series_list")
    return redirect(f"{reverse('tasks:list')}?plan={plan.pk}")


def _said(plan, tasks, series):
    parts = [f"Đã giao {tasks} nhiệm vụ từ kế hoạch {plan.code}."] if tasks else []
    parts += [f"Đã đặt {series} việc định kỳ từ kế hoạch {plan.code}."] if series else []
    return " ".join(parts)


def _choose_the_sure(request, plan, posted):
    """Tick every row that is complete and asks nothing; the page without script has this button."""
    board = _board(request, plan, posted)
    sure = [row for row in board.rows if row.is_sure]
    for row in board.rows:
        row.form = None
        row.taken = row.taken or row.is_sure
    if not sure:
        messages.info(request, "Chưa có dòng nào đủ và chắc chắn. Hãy xem lại các chỗ có dấu hỏi.")
    return _show(request, board)


def _stale(request, plan, posted):
    """The plan was amended since the page was drawn: what was typed is shown at the same items of the new version."""
    newest = in_force(plan)
    if newest is None or not posted.rows:
        return _not_in_force(request, plan)
    if "X-Part" in request.headers:
        return _part(request, None, status=409)
    if "giao" in request.POST:
        posted.take_only(request.POST["giao"])
    old_items = {item.pk: item for item in plan.items.all()}
    new_items = {item.uid: item.pk for item in newest.items.all()}
    to = {pk: new_items[item.uid] for pk, item in old_items.items() if item.uid in new_items}
    moved, lost = posted.moved(to)
    board = _board(request, newest, moved)
    _note_rewording(board, {to[pk]: old_items[pk] for pk in posted.rows if pk in to})
    messages.error(request, KEPT.format(old=plan.code, new=newest.code))
    return _show(request, board, lost=lost)


def _note_rewording(board, before):
    for group in board.groups:
        old = before.get(group.item.pk)
        if old is not None and plain_words(old.text) != group.words:
            group.was = plain_words(old.text)


def _part(request, board, *, said="", status=200):
    """The groups of the items that were asked for, to be put in the place of theirs."""
    groups = [group for group in board.groups if not group.is_heading] if board else []
    context = {"groups": groups, "said": said}
    return render(request, "tasks/_grid_part.html", context, status=status)


def _show(request, board, lost=()):
    groups = board.groups
    items = [group for group in groups if not group.is_heading]
    context = {
        "plan": board.plan,
        "groups": groups,
        "lost": lost,
        "names": board.names,
        "rhythms": RHYTHMS.values(),
        "blank": {"key": "KEY", "cells": {"rhythm": RHYTHMS[""]}},
        "staff": _for_script(board),
        "draft": f"{request.user.pk}-{chain_of(board.plan)[0].pk}",
        "every_part": "tat-ca" in request.GET,
        "more": "cot" in request.POST,
        "assigned_count": sum(group.is_given for group in items),
        "item_count": len(items),
    }
    return render(request, "tasks/from_plan.html", context)


def _for_script(board):
    """Units and people under their names, for the script that fills and checks cells as they are typed."""
    staff, names = board.staff, board.names
    order = {pk: place for place, pk in enumerate(names.people)}
    return json.dumps(
        {
            "year": board.plan.year,
            "units": [
                {
                    "name": names.units[pk],
                    "full": unit.name,
                    "asked": unit.relation == "requested",
                    "commune": unit.is_commune,
                    "people": [order[one] for one in staff.of_unit.get(pk, ())],
                }
                for pk, unit in staff.units.items()
            ],
            "people": list(names.people.values()),
            "rhythms": list(RHYTHMS.values()),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
