"""What an office above asks of its communes: its pages, and for the communes the files that came with it."""

import uuid
from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.models import ReceiverAssignment
from danvan.vietnamese import search_text
from danvan.workflow import MoveRefused
from records.files import FileRefused
from records.serving import file_response
from reports import rules
from reports.actions import requests as actions
from reports.actions.templates import OutlineGone
from reports.forms.requests import RequestForm, names_a_stranger
from reports.forms.rounds import PeriodForm
from reports.models import ReportRound, RequestFile, RoundRequest
from reports.notices import lower
from reports.rounds.dates import BadDates
from reports.rounds.request_notices import rounds_seen
from reports.rounds.request_standing import PROGRESS, STATES, lines_of, with_progress


def requests_of(request):
    """The one door to requests for the views of this app."""
    return RoundRequest.objects.visible_to(request.user).select_related("receiver", "made_by")


def request_list(request):
    if not rules.may_ask_communes(request.user):
        raise PermissionDenied
    asked = with_progress(requests_of(request))
    counts = Counter(asked.order_by().values_list("progress", flat=True))
    state = request.GET.get("state", "")
    if state in PROGRESS:
        asked = asked.filter(progress=state)
    page = Paginator(asked, 25).get_page(request.GET.get("page"))
    seen = rounds_seen(page)
    for each in page:
        each.seen = len(seen.get(each.pk, ()))
        each.missing_words = f"còn {each.communes - each.submitted} xã"
    context = {
        "page": page,
        "counters": [(key, label, counts[key]) for key, label in PROGRESS.items()],
        "state": state if state in PROGRESS else "",
        "any": counts.total(),
    }
    return render(request, "reports/request_list.html", context)


def request_create(request):
    if not rules.may_ask_communes(request.user):
        raise PermissionDenied
    given = {
        name: request.GET[name] for name in ("kind", "year", "ordinal") if request.GET.get(name)
    }
    period, form = PeriodForm(given), None
    if period.is_valid():
        form = RequestForm(
            request.POST or None, request.FILES or None,
            user=request.user, period=period.cleaned_data, key=uuid.uuid4(),
        )  # fmt: skip
        if form.is_valid() and (asked := _open(request, form)):
            return redirect(asked)
        if form.is_bound and names_a_stranger(form):
            raise Http404
    status = 422 if form is not None and form.is_bound else 200
    office = request.user.home_unit
    nobody = not ReceiverAssignment.objects.filter(receiver=office).exists()
    context = {"period": period, "form": form, "nobody": nobody}
    return render(request, "reports/request_form.html", context, status=status)


def _open(request, form):
    asked = form.save(commit=False)
    asked.key = form.cleaned_data["key"]
    files = form.cleaned_data["files"]
    try:
        made = actions.open_request(asked, form.chosen, files=files, by=request.user)
    except (BadDates, FileRefused, actions.RequestExists, OutlineGone) as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, f"Đã gửi yêu cầu {lower(made.name)} đến {len(form.chosen)} xã.")
    return made


def request_detail(request, pk):
    """The office: how far each commune is. The commune: its own round, where the request stands."""
    asked = get_object_or_404(
        requests_of(request).select_related("template", "indicator_set").prefetch_related("files__file"),
        pk=pk,
    )  # fmt: skip
    if not rules.asks(request.user, asked):
        return redirect(ReportRound.objects.visible_to(request.user).filter(request=asked).first())
    lines = lines_of(request.user, asked)
    late = sum(line.days_late > 0 for line in lines)
    state, words = request.GET.get("state", ""), request.GET.get("q", "")
    shown = [
        line
        for line in lines
        if (state not in {*STATES, "late"} or _is(line, state))
        and search_text(words) in line.round.commune.search_text
    ]
    counters = [
        (key, label, sum(key == line.key for line in lines)) for key, (label, _) in STATES.items()
    ]
    context = {
        "asked": asked,
        "changes": asked.changes.select_related("by").order_by("-pk"),
        "page": Paginator(shown, 50).get_page(request.GET.get("page")),
        "counters": [*counters, ("late", "Quá hạn chưa nộp", late)],
        "all": len(lines),
        "submitted": sum(line.key in {"handed_in", "accepted"} for line in lines),
        "state": state if state in {*STATES, "late"} else "",
        "q": words,
    }
    return render(request, "reports/request_detail.html", context)


def _is(line, state):
    return line.days_late > 0 if state == "late" else line.key == state


@require_POST
def request_withdraw(request, pk):
    asked = get_object_or_404(requests_of(request), pk=pk)
    if not rules.asks(request.user, asked):
        raise PermissionDenied
    try:
        gone, stay = actions.withdraw_request(asked, by=request.user)
        messages.success(
            request,
            f"Đã rút yêu cầu. {gone} xã chưa bắt đầu: đợt được bỏ; {stay} xã đã bắt đầu: đợt vẫn ở lại xã.",
        )
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(asked)


def request_file(request, pk):
    """An attachment; whoever may see the request may read it."""
    files = RequestFile.objects.filter(request__in=RoundRequest.objects.visible_to(request.user))
    attached = get_object_or_404(files.select_related("file"), pk=pk)
    return file_response(attached.file, name=attached.name)
