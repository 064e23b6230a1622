"""The doors every view of this app goes through: a stranger finds nothing, a colleague without the right is told so."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from plans import rules
from plans.models import Plan, PlanImport

TOO_LATE = (
    "Kế hoạch “{plan}” đang ở tình trạng “{status}” nên không sửa được. Nội dung chưa được lưu."
)


class TooLate(Exception):
    """The person may write this plan, but it has moved on since the page was opened."""

    def __init__(self, plan):
        self.plan = plan
        super().__init__(TOO_LATE.format(plan=plan.title, status=plan.get_status_display()))


def edits_a_plan(view):
    """One transaction around the view; a click that comes too late is told so on the plan's page."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except TooLate as late:
            messages.error(request, str(late))
            return go(request, reverse("plans:detail", args=[late.plan.pk]))

    return guarded


def go(request, url):
    """Send the browser to another page, also from a request for a fragment."""
    if not request.htmx:
        return redirect(url)
    response = HttpResponse()
    response["HX-Redirect"] = url
    return response


def plans_of(request):
    shown = ("commune", "unit__commune", "signer", "drafter")
    return Plan.objects.visible_to(request.user).select_related(*shown)


def a_plan(request, pk):
    return get_object_or_404(plans_of(request), pk=pk)


def held_plan(request, pk):
    """A plan held for the length of the transaction: it must not move under the hand that writes."""
    return get_object_or_404(plans_of(request).select_for_update(of=("self",)), pk=pk)


def editable_plan(request, pk):
    """A plan this person may change now. Raises PermissionDenied for others, TooLate for a late click."""
    return still_editable(request.user, held_plan(request, pk))


def still_editable(user, plan):
    require(rules.writes(user, plan))
    if not rules.may_edit(user, plan):
        raise TooLate(plan)
    return plan


def an_import(request, pk):
    found = PlanImport.objects.visible_to(request.user).select_related("file", "commune", "plan")
    return get_object_or_404(found, pk=pk)


def require(allowed):
    if not allowed:
        raise PermissionDenied
