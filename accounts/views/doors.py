"""The one door for every page of administration, and the number of the version a form was opened with."""

from functools import wraps

from django.core.exceptions import PermissionDenied

from accounts import rules
from danvan.asked import number


def administrators_only(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not rules.administers(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def asked_pk(request, name):
    """The number in a filter of the address, or None where it is missing or no possible pk."""
    return number(request.GET.get(name))


def posted_version(request):
    """The version the page carried; one that never was where it is missing or no number."""
    return number(request.POST.get("version"), -1)
