from django.urls import NoReverseMatch, reverse

from home.navigation import entries_for
from notices.models import Notice


def page(request):
    """What the frame of every page shows: navigation, notices, the post in which the person works."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.membership is None:
        return {}
    links = _links(user)
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


def _links(user):
    # TEMPORARY while pages are being built: an entry without its page is left out.
    links = []
    for entry in entries_for(user):
        try:
            links.append((entry, reverse(entry.url_name)))
        except NoReverseMatch:
            continue
    return links
