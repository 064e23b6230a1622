"""What an office above asks of its communes: its pages, and for the communes the files that came with it."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from danvan.vietnamese import search_text
from danvan.workflow import MoveRefused
from records.files import FileRefused
from records.serving import file_response
from reports import rules
from reports.actions import requests as actions
from reports.forms.requests import RequestForm, names_a_stranger
from reports.forms.rounds import PeriodForm
from reports.models import ReportRound, RequestFile, RoundRequest
from reports.notices import lower
from reports.rounds.dates import BadDates
from reports.rounds.request_notices import rounds_seen
from reports.rounds.standing import with_standing

# How far a commune is with a request, as the office may know it: of drafts it knows nothing.
STATES = {
    "unseen": ("Chưa xem", ""),
    "seen": ("Đã xem, chưa nộp", "opened"),
    "handed_in": ("Đã nộp", "sent"),
    "returned": ("Trả lại, chờ nộp lại", "returned"),
    "accepted": ("Đã nhận", "accepted"),
}
# A round that has reached another office before stays with that one, and is not counted here.
OURS = Q(rounds__receiver=F("receiver"))
IN = OURS & Q(rounds__reports__submissions__status__in=actions.STANDING)


def requests_of(request):
    """The one door to requests for the views of this app."""
    return RoundRequest.objects.visible_to(request.user).select_related("receiver", "made_by")


def request_list(request):
    if not rules.may_ask_communes(request.user):
        raise PermissionDenied
    asked = requests_of(request).annotate(
        communes=Count("rounds", filter=OURS, distinct=True),
        submitted=Count("rounds", filter=IN, distinct=True),
    )
    asked = asked.order_by("-made_at", "-pk")
    page = Paginator(asked, 25).get_page(request.GET.get("page"))
    seen = rounds_seen(page)
    for each in page:
        each.seen = len(seen.get(each.pk, ()))
    return render(request, "reports/request_list.html", {"page": page})


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
    return render(
        request, "reports/request_form.html", {"period": period, "form": form}, status=status
    )


def _open(request, form):
    asked = form.save(commit=False)
    asked.key = form.cleaned_data["key"]
    files = form.cleaned_data["files"]
    try:
        made = actions.open_request(asked, form.chosen, files=files, by=request.user)
    except (BadDates, FileRefused, actions.RequestExists) as refusal:
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
    rounds = ReportRound.objects.visible_to(request.user).filter(request=asked)
    if not rules.asks(request.user, asked):
        return redirect(rounds.first())
    seen = rounds_seen([asked]).get(asked.pk, set())
    rounds = with_standing(rounds.select_related("commune")).order_by("commune__position", "pk")
    lines = [(round, _state(round, seen)) for round in rounds]
    state, words = request.GET.get("state", ""), request.GET.get("q", "")
    shown = [
        (round, key, *STATES[key])
        for round, key in lines
        if state in ("", key) and search_text(words) in round.commune.search_text
    ]
    counters = [
        (key, label, sum(key == one for _, one in lines)) for key, (label, _) in STATES.items()
    ]
    context = {
        "asked": asked,
        "changes": asked.changes.select_related("by").order_by("-pk"),
        "page": Paginator(shown, 50).get_page(request.GET.get("page")),
        "counters": counters,
        "all": len(lines),
        "state": state if state in STATES else "",
        "q": words,
    }
    return render(request, "reports/request_detail.html", context)


def _state(round, seen):
    if round.standing in {"handed_in", "returned", "accepted"}:
        return round.standing
    return "seen" if round.pk in seen else "unseen"


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
