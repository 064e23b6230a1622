"""Bulk acts of the tracking page: what needs a word is asked on a page of its own, then done task by task."""

from datetime import date
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.models import Person
from danvan.asked import number
from tasks import actions, queries, rules
from tasks.actions.bulk import MOST_AT_ONCE
from tasks.forms.bulk import DueForm, PersonForm, ReasonForm
from tasks.forms.filters import kept_query
from tasks.models import Task
from tasks.people import staff_of
from tasks.views.narrowed import Narrowed
from tasks.views.tracking import workbook

TOO_MANY = (
    "Mỗi lần làm nhiều nhất {most} nhiệm vụ; điều kiện lọc này có {count}. Hãy lọc hẹp lại rồi làm."
)


class Act(NamedTuple):
    """`done` says what was done to so many; `move` is the step it takes, empty where fields are changed."""

    label: str
    done: str
    not_done: str
    allowed: object
    move: str = ""
    form: type | None = None


ACTS = {
    "confirm": Act(
        "Xác nhận hoàn thành", "Đã xác nhận hoàn thành", "Không xác nhận được", rules.judges_in, "confirm"
    ),
    "due": Act("Đổi hạn", "Đã đổi hạn", "Không đổi hạn được", rules.may_assign, form=DueForm),
    "person": Act("Đổi người", "Đã đổi người", "Không đổi người được", rules.may_assign, form=PersonForm),
    "pause": Act("Tạm dừng", "Đã tạm dừng", "Không tạm dừng được", rules.may_assign, "pause", ReasonForm),
    "resume": Act("Tiếp tục thực hiện", "Đã cho tiếp tục", "Không cho tiếp tục được", rules.may_assign, "resume"),
    "cancel": Act("Hủy nhiệm vụ", "Đã hủy", "Không hủy được", rules.may_assign, "cancel", ReasonForm),
}  # fmt: skip


@require_POST
def bulk(request):
    """Do `act` with the tasks ticked, or with `every` those of the filter in `back`."""
    name = request.POST.get("act", "")
    if name == "export":
        return _export(request)
    act = ACTS.get(name)
    if act is None:
        raise Http404
    if not act.allowed(request.user):
        raise PermissionDenied
    tasks = _chosen(request)[: MOST_AT_ONCE + 1]
    tasks = list(tasks.select_related("lead_unit", "responsible"))
    if not tasks or len(tasks) > MOST_AT_ONCE:
        return _refuse(request, tasks)
    form = _form(request, act, tasks)
    if form is None or ("sure" in request.POST and form.is_valid()):
        return _do(request, act, tasks, form)
    context = {
        "act": act,
        "name": name,
        "tasks": tasks,
        "form": form,
        "back": kept_query(request.POST.get("back", "")),
        "consequence": rules.MOVES[act.move].consequence if act.move else "",
    }
    return render(request, "tasks/bulk.html", context)


def _chosen(request):
    if "every" in request.POST:
        asked = QueryDict(request.POST.get("back", "")[:2000])
        return Narrowed(request.user, asked).tasks()
    pks = [number(pk, 0) for pk in request.POST.getlist("task")[: MOST_AT_ONCE + 1]]
    return Task.objects.visible_to(request.user).filter(pk__in=pks)


def _export(request):
    return workbook(queries.for_table(_chosen(request)), "nhiem-vu")


def _refuse(request, tasks):
    if tasks:
        words = TOO_MANY.format(most=MOST_AT_ONCE, count=_chosen(request).count())
    else:
        words = "Chưa chọn nhiệm vụ nào. Hãy đánh dấu các nhiệm vụ rồi làm."
    messages.error(request, words)
    return _back(request)


def _form(request, act, tasks):
    if act.form is None:
        return None
    data = request.POST if "sure" in request.POST else None
    if act.form is PersonForm:
        units = {task.lead_unit_id for task in tasks}
        return PersonForm(data, staff=staff_of(request.user.commune), units=units)
    return act.form(data)


def _do(request, act, tasks, form):
    user, reason = request.user, form.cleaned_data["reason"] if form else ""
    if act.move:
        result = actions.move_many(tasks, act.move, by=user, note=reason)
    else:
        works_in = staff_of(user.commune).works_in if act.form is PersonForm else None
        result = actions.change_many(
            tasks, form.changes(), by=user, reason=reason, seen=_seen(request), works_in=works_in
        )
    request.session["task_result"] = _told(act, result)
    if result.before:
        request.session["task_undo"] = _kept(act, result)
    return _back(request)


def _seen(request):
    """{pk: version} of the page that asked."""
    pairs = (pair.partition(":") for pair in request.POST.getlist("seen")[:MOST_AT_ONCE])
    return {number(pk): number(version, 0) for pk, _, version in pairs}


def _told(act, result):
    """For the page that follows: how many were done, and each that was not with its reason."""
    return {
        "done": f"{act.done} {len(result.done)} nhiệm vụ." if result.done else "",
        "not_done": f"{act.not_done} {len(result.refused)} nhiệm vụ" if result.refused else "",
        "refused": [
            {"title": task.title, "url": task.get_absolute_url(), "reason": reason}
            for task, reason in result.refused
        ],
    }


def _kept(act, result):
    rows = [
        [pk, version, {name: _plain(value) for name, value in old.items()}]
        for pk, version, old in result.before
    ]
    return {"rows": rows, "words": f"{act.label}: {len(rows)} nhiệm vụ"}


def _plain(value):
    if isinstance(value, Person):
        return value.pk
    return value.isoformat() if value else None


@require_POST
def bulk_undo(request):
    """Put back the last change of due dates or people, where nobody changed the task again since."""
    if not rules.may_assign(request.user):
        raise PermissionDenied
    kept = request.session.pop("task_undo", None)
    if kept is None:
        messages.info(request, "Không còn thay đổi nào để hoàn tác.")
        return _back(request)
    result = actions.undo_many(_unplain(kept["rows"]), by=request.user)
    act = Act("Hoàn tác", "Đã hoàn tác", "Không hoàn tác được", rules.may_assign)
    request.session["task_result"] = _told(act, result)
    return _back(request)


def _unplain(rows):
    """The rows as `undo_many` wants them. They come from the session, so nobody outside has written them."""
    people = Person.objects.in_bulk(
        {row[2]["responsible"] for row in rows if "responsible" in row[2]}
    )

    def value(name, plain):
        if name == "responsible":
            return people[plain]
        return date.fromisoformat(plain) if plain else None

    return [
        (pk, version, {name: value(name, plain) for name, plain in old.items()})
        for pk, version, old in rows
    ]


def _back(request):
    query = kept_query(request.POST.get("back", ""))
    page = reverse("tasks:list")
    return redirect(f"{page}?{query}" if query else page)
