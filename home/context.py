from django.urls import reverse

from home.navigation import entries_for
from notices.models import Notice


def page(request):
    """What the frame of every page shows: navigation, notices, the post in which the person works."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.membership is None:
        return {}
    links = [(entry, reverse(entry.url_name)) for entry in entries_for(user)]
    here = max((url for _, url in links if _is_under(request.path, url)), key=len, default="")
    return {
        "membership": user.membership,
        "memberships": user.current_memberships,
        "unread_notices": Notice.objects.visible_to(user).unread().count(),
        "nav_items": [
            {"label": entry.label, "url": url, "icon": entry.icon, "active": url == here}
            for entry, url in links
        ],
    }


def _is_under(path, url):
    """Whether a page belongs to an entry. Every address begins with "/", yet not every page is home."""
    return path == url or (url != "/" and path.startswith(url))
