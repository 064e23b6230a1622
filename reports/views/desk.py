"""The receiver's desk: its grid, and what its bar at the foot can do with what is ticked."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.models import Role
from danvan.asked import number
from danvan.clock import today
from reports.actions import bundles, office
from reports.desk import choosing, grid
from reports.forms.handing import ReturnForm
from reports.handing.resubmission import proposed_for
from reports.models import Bundle, Submission
from reports.notices import lower
from reports.views.office_acts import order_and_show

NOT_CHOSEN = "Chưa chọn ô nào trên bảng hợp với việc này. Hãy đánh dấu rồi bấm lại."
NONE_LATE = "Trong những ô đã chọn không có báo cáo nào quá hạn chưa nộp, nên chưa cần đôn đốc."
NAMED = 50
# act → (the heading, the button, done, not done, what the person reads before)
ANSWERS = {
    "accept": (
        "Tiếp nhận báo cáo",
        "Tiếp nhận",
        "Đã nhận",
        "Các xã nhận được thông báo báo cáo đã được tiếp nhận, kèm ý kiến chung nếu có.",
    ),
    "send_back": (
        "Trả lại báo cáo",
        "Trả lại",
        "Đã trả lại",
        "Các xã nhận được lý do, sửa và nộp lại. Bản đã nộp vẫn được lưu.",
    ),
}


def require_receiver(request):
    if not request.user.is_(Role.RECEIVER):
        raise PermissionDenied


def asked_of(request, values):
    """(Asked, the years there are to choose from)."""
    years = grid.years_of(request.user)
    return choosing.asked_from(values, years, grid.years_in_play(today())[0]), years


def desk(request):
    require_receiver(request)
    asked, years = asked_of(request, request.GET)
    table = grid.Grid(request.user, asked)
    columns = grid.columns_on_page(table.shown, request.GET.get("columns"))
    context = {
        "years": years,
        "year": asked.year,
        "q": asked.q,
        "state": asked.state,
        "days": asked.days or "",
        "asked": asked,
        "all_columns": table.columns,
        "columns": list(columns.object_list),
        "column_page": columns,
        "phone": _for_phone(columns.object_list),
        "counts": table.counts,
        "totals": _totals(table),
        "page": table.page(request.GET.get("page"), list(columns.object_list)),
        "states": grid.STATES.values(),
        "result": request.session.pop("desk_result", None),
        "query": request.GET.urlencode()[:2000],
        "is_filtered": bool(asked.q or asked.state or asked.column or asked.days),
    }
    return render(request, "reports/desk.html", context)


# What each kind of button of the bar is for.
_FOR = {
    "download": ("submitted", "opened", "returned", "accepted"),
    "answer": ("submitted", "opened"),
    "urge": ("late",),
}


def _totals(table):
    """How many cells of the whole filter each act is for, on this page and the others."""
    asked = table.asked.state
    figures = {state.key: count for state, count in table.counts if not asked or state.key == asked}
    totals = {act: sum(figures.get(key, 0) for key in keys) for act, keys in _FOR.items()}
    return totals | {"cells": totals["download"] + totals["urge"]}


def _for_phone(columns):
    """The place of the one column a phone shows: the last that was due, or the next that will be."""
    due = [place for place, column in enumerate(columns) if column.due_on <= today()]
    return due[0] if due else len(columns) - 1


def back(request):
    """The grid as it was left. Only a query string comes from the page, so it can lead nowhere else."""
    query = QueryDict(request.POST.get("back", "")[:2000]).urlencode()
    page = reverse("reports:desk")
    return redirect(f"{page}?{query}" if query else page)


def _asked_of_page(request):
    return asked_of(request, QueryDict(request.POST.get("back", "")[:2000]))[0]


def _chosen_submissions(request):
    """Pks of the attempts an act is for: the ticked ones, or with `every` all that the filter finds."""
    if "every" in request.POST:
        return choosing.submissions_found(request.user, _asked_of_page(request))
    return choosing.ticked_from(request.POST.getlist("cell")).submissions


def chosen_late(request):
    """[Late] an act is for, in the same way."""
    asked = _asked_of_page(request)
    if "every" in request.POST:
        return choosing.late_found(request.user, asked)
    ticked = choosing.ticked_from(request.POST.getlist("cell"))
    return choosing.late_ticked(request.user, ticked, asked.year)


@require_POST
def desk_act(request):
    """A button of the bar: a download begins at once, the rest is asked once more on a page of its own."""
    require_receiver(request)
    act = request.POST.get("act", "")
    if act == Bundle.Kind.MERGED and request.POST.get("paper") == Bundle.Kind.SIGNED:
        act = Bundle.Kind.SIGNED
    if act in Bundle.Kind.values:
        return _download(request, _chosen_submissions(request), act)
    if act in ANSWERS:
        return _ask_answer(request, act)
    if act == "urge":
        return _ask_urge(request)
    raise Http404


def _submissions(request, pks):
    found = Submission.objects.visible_to(request.user).filter(pk__in=pks).defer("document")
    return found.select_related("report__round__commune", "receiver")


def _download(request, pks, kind):
    if kind not in bundles.WORK:
        raise Http404
    found = list(_submissions(request, pks))
    try:
        bundle = bundles.order_bundle(found, by=request.user, kind=kind)
    except bundles.TooMany as refusal:
        messages.error(request, str(refusal))
        return back(request)
    if len(found) < len(pks):
        lost = len(pks) - len(found)
        messages.info(request, f"{lost} báo cáo đã được xã rút lại nên không có trong gói.")
    if bundle.file_id:
        messages.info(request, "Gói này đã được tạo từ trước với cùng nội dung, tải về được ngay.")
    return redirect("reports:bundle_detail", pk=bundle.pk)


def _waiting(request):
    """The attempts to answer: those ticked or, with `every`, those that stood there when the page asked."""
    waiting = (Submission.Status.SUBMITTED, Submission.Status.OPENED)
    found = _submissions(request, _chosen_submissions(request)).filter(status__in=waiting)
    # What has come since nobody has seen in the list.
    if until := number(request.POST.get("until")):
        found = found.filter(pk__lte=until)
    return found.order_by("report__round__commune__search_text", "pk")


def _ask_answer(request, act, form=None):
    """With a `form` that lacks its reason or has a wrong date."""
    chosen = list(_waiting(request))
    if not chosen:
        messages.info(request, NOT_CHOSEN)
        return back(request)
    heading, button, _, consequence = ANSWERS[act]
    status = 422 if form else 200
    if act == "send_back":
        form = form or ReturnForm(initial={"resubmit_by": proposed_for(request.user.home_unit)})
    note, every = request.POST.get("note", ""), "every" in request.POST
    context = {
        "act": act, "heading": heading, "button": button, "consequence": consequence, "chosen": chosen[:NAMED],
        "count": len(chosen), "more": max(0, len(chosen) - NAMED), "others": () if every else chosen[NAMED:],
        "every": every, "until": max(each.pk for each in chosen), "key": uuid4(),
        "by_worker": len(chosen) > office.ANSWERED_AT_ONCE,
        "back": request.POST.get("back", ""), "needs_note": act == "send_back",
        "missing_note": status != 200 and not note.strip(), "return_form": form, "note": note,
    }  # fmt: skip
    return render(request, "reports/desk_answer.html", context, status=status)


@require_POST
def desk_answer(request):
    """Accept or return what the page before listed, each by itself; many by a worker."""
    require_receiver(request)
    act, note = request.POST.get("act", ""), request.POST.get("note", "").strip()
    if act not in ANSWERS:
        raise Http404
    form = ReturnForm(request.POST if act == "send_back" else {})
    if not form.is_valid() or (act == "send_back" and not note):
        return _ask_answer(request, act, form)
    day = form.cleaned_data["resubmit_by"]
    if "every" in request.POST:
        waiting = list(_waiting(request))
        pks = [each.pk for each in waiting]
    else:
        pks = sorted(choosing.ticked_from(request.POST.getlist("cell")).submissions)
        waiting = _submissions(request, pks)
    if len(pks) > office.ANSWERED_AT_ONCE:
        cells = [(f"s{each.pk}", _words(each)) for each in waiting]
        return order_and_show(request, act, cells, note=note, resubmit_by=day)
    answered = office.answer_many(pks, act, by=request.user, note=note, resubmit_by=day)
    request.session["desk_result"] = _told(ANSWERS[act][2], answered)
    return back(request)


def _told(done, answered):
    """For the page that follows: how many were done, and each that was not with its reason."""
    refused = [
        {
            "title": _words(each) if each else "Một báo cáo đã chọn",
            "url": each.get_absolute_url() if each and reason != office.WITHDRAWN else "",
            "reason": reason,
        }
        for each, reason in answered.refused
    ]
    return {
        "done": f"{done} {len(answered.done)} báo cáo." if answered.done else "",
        "not_done": f"{len(refused)} báo cáo không thực hiện được",
        "refused": refused,
    }


def _words(submission):
    round = submission.report.round
    return f"{round.commune.short_name}, {lower(round.name)}"


def _ask_urge(request):
    late = chosen_late(request)
    if not late:
        messages.info(request, NONE_LATE)
        return back(request)
    told = office.told_today(late)
    context = {
        "late": late[:NAMED],
        "more": max(0, len(late) - NAMED),
        "count": len(late),
        "told": told,
        "every": "every" in request.POST,
        "by_worker": len(late) > office.URGED_AT_ONCE,
        "key": uuid4(),
        "cells": [] if "every" in request.POST else [each.key for each in late],
        "back": request.POST.get("back", ""),
    }
    return render(request, "reports/desk_urge.html", context)


@require_POST
def desk_urge(request):
    """Put a notice before each late commune, once a day."""
    require_receiver(request)
    late = chosen_late(request)
    if len(late) > office.URGED_AT_ONCE:
        cells = [(each.key, f"{each.commune.short_name}, {lower(each.name)}") for each in late]
        return order_and_show(request, "urge", cells, year=late[0].year)
    urged = office.urge(late, by=request.user)
    if urged.told:
        communes = len({each.commune.pk for each in urged.told})
        messages.success(
            request,
            f"Đã đôn đốc {len(urged.told)} báo cáo, gửi tới đầu mối và lãnh đạo của {communes} xã, phường.",
        )
    if urged.earlier:
        messages.info(
            request, f"Đã đôn đốc trong hôm nay nên không nhắc thêm: {_some(urged.earlier)}."
        )
    if urged.unreached:
        messages.error(
            request,
            f"Chưa có đầu mối hay lãnh đạo trên cổng để nhắc: {_some(urged.unreached)}. Hãy gửi công văn.",
        )
    if not any(urged):
        messages.info(request, NONE_LATE)
    return back(request)


def _some(late, most=5):
    names = list(dict.fromkeys(each.commune.short_name for each in late))
    rest = f" và {len(names) - most} xã, phường khác" if len(names) > most else ""
    return f"{', '.join(names[:most])}{rest}"
