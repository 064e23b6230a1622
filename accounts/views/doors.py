"""The one door for every page of administration, and the number of the version a form was opened with."""

from functools import wraps

from django.core.exceptions import PermissionDenied

from accounts import rules


def administrators_only(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not rules.administers(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def asked_pk(request, name):
    """The number in a filter of the address, or None where it is missing or no possible pk."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 16 else None


def posted_version(request):
    """The version the page carried; one that never was where it is missing or no number."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else -1
