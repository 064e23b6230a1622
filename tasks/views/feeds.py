"""The page of calendar addresses, and what such an address answers."""

import hashlib
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_POST, require_safe

from tasks import actions, ical, rules
from tasks.forms.feeds import FeedForm
from tasks.models import CalendarFeed

GONE = "Địa chỉ lịch này không có hoặc đã thu hồi."


def _require_subscriber(request):
    if not rules.may_subscribe(request.user):
        raise PermissionDenied


def feeds(request):
    """The person's addresses; a new one is shown in the answer to the form and never again."""
    _require_subscriber(request)
    form = FeedForm(request.POST or None, user=request.user)
    if not form.is_valid():
        return _show(request, form=form)
    cleaned = form.cleaned_data
    try:
        _, secret = actions.make_feed(by=request.user, scope=cleaned["scope"], key=cleaned["key"])
    except actions.FeedRefused as refused:
        form.add_error(None, str(refused))
        form.data = form.data.copy()
        form.data["key"] = uuid.uuid4()
        return _show(request, form=form)
    return _show(request, secret=secret, alarms=cleaned["alarms"])


def _show(request, *, form=None, secret="", alarms=False):
    own = CalendarFeed.objects.visible_to(request.user).filter(revoked_at=None)
    address = ""
    if secret:
        address = request.build_absolute_uri(reverse("calendar_feed", args=[secret]))
        address += "?nhac=1" if alarms else ""
    context = {
        "form": form or FeedForm(user=request.user),
        "feeds": own.select_related("membership__unit"),
        "address": address,
        "webcal": f"webcal://{address.partition('://')[2]}" if address else "",
        "key": uuid.uuid4(),
    }
    return render(request, "tasks/feeds.html", context)


@require_POST
def feed_renew(request, pk):
    _require_subscriber(request)
    feed = get_object_or_404(_own(request), pk=pk)
    try:
        _, secret = actions.renew_feed(feed, by=request.user, key=_key(request))
    except actions.FeedRefused as refused:
        messages.error(request, str(refused))
        return redirect("tasks:feeds")
    return _show(request, secret=secret)


def _key(request):
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


@require_POST
def feed_revoke(request, pk):
    """Open to the person in any post: an address can always be taken back."""
    if actions.revoke_feed(get_object_or_404(_own(request), pk=pk)):
        messages.success(request, "Đã thu hồi địa chỉ lịch. Ứng dụng lịch không đọc được nữa.")
    return redirect("tasks:feeds" if rules.may_subscribe(request.user) else "home")


def _own(request):
    return CalendarFeed.objects.visible_to(request.user).select_related("person")


@login_not_required
@require_safe
def calendar_feed(request, secret):
    """What a calendar program reads. An address that opens nothing looks as if it had never been."""
    feed = actions.open_feed(secret)
    if feed is None:
        response = HttpResponseNotFound(GONE, content_type="text/plain; charset=utf-8")
        response["Cache-Control"] = "private, no-store"
        return response
    found = ical.calendar_of(feed, alarms=request.GET.get("nhac") == "1")
    response = HttpResponse(found.text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="lich-nhiem-vu.ics"'
    response["Cache-Control"] = "private, max-age=300"
    response["ETag"] = f'"{hashlib.sha256(found.text).hexdigest()[:32]}"'
    response["Last-Modified"] = http_date(found.changed_at.timestamp())
    # By the mark alone: a task that went to somebody else leaves no later date behind.
    return get_conditional_response(request, etag=response["ETag"], response=response)
