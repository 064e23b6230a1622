"""The words of a digest, the same for every channel: subject, text, HTML."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from notices.models import Digest, Notice

JOB = "a message shows its own notices"
U = Notice.Urgency
# (urgency, heading of its part, words in the subject)
GROUPS = (
    (U.LATE, "Đã quá hạn", "việc quá hạn"),
    (U.TODAY, "Cần làm ngay", "việc cần làm ngay"),
    (U.SOON, "Sắp đến hạn", "việc sắp đến hạn"),
    (U.NEWS, "Thông báo khác", "thông báo"),
)
ONLY_NEWS = "Thông báo"
SHOWN_IN_SUBJECT = 120


def settings_url():
    return settings.PUBLIC_URL + reverse("notices:settings")


def compose(digest):
    """Write subject, text and HTML into the digest. Returns False when nothing is left to say.

    What was read or withdrawn until this moment is left out. Once an attempt may have got out the words stay: a repeat
    is the same message.
    """
    if digest.handed_at or digest.kind == Digest.Kind.TEST:
        return True
    notices = Notice.objects.unscoped(JOB).unread().filter(digest=digest)
    notices = list(notices.order_by("urgency", "created_at", "pk"))
    if not notices:
        return False
    write(digest, _subject(digest, notices), _groups(notices))
    digest.save(update_fields=["subject", "text", "html"])
    return True


def write(digest, subject, groups, said=""):
    """Put the words into the digest without saving it. `said` stands where no list of notices does."""
    context = {
        "person": digest.person,
        "day": digest.day,
        "at_once": digest.kind == Digest.Kind.AT_ONCE,
        "groups": groups,
        "said": said,
        "portal": settings.PUBLIC_URL,
        "settings_url": settings_url(),
        "unit": digest.person.home_unit,
    }
    digest.subject = subject[:200]
    digest.text = render_to_string("notices/email/digest.txt", context)
    digest.html = render_to_string("notices/email/digest.html", {**context, "subject": subject})


def _groups(notices):
    groups = []
    for urgency, title, _ in GROUPS:
        lines = [_line(notice) for notice in notices if notice.urgency == urgency]
        if lines:
            groups.append({"title": title, "lines": lines, "urgency": urgency})
    if [group["urgency"] for group in groups] == [U.NEWS]:
        groups[0]["title"] = ONLY_NEWS
    return groups


def _line(notice):
    url = f"{settings.PUBLIC_URL}{notice.url}"
    # The page of a task has a place to be reminded later; a click alone changes nothing.
    can_wait = notice.urgency != U.NEWS and notice.key.startswith("task:")
    return {"text": notice.text, "url": url, "later_url": f"{url}#nhac-sau" if can_wait else ""}


def _subject(digest, notices):
    if digest.kind == Digest.Kind.AT_ONCE:
        return f"[danvan] {_first_words(notices)}"
    counts = [
        (sum(each.urgency == urgency for each in notices), words) for urgency, _, words in GROUPS
    ]
    said = ", ".join(f"{count} {words}" for count, words in counts if count)
    return f"[danvan] {said} ngày {digest.day:%d/%m/%Y}"


def _first_words(notices):
    if len(notices) > 1:
        return f"{len(notices)} thông báo mới"
    (notice,) = notices
    words = " ".join(notice.text.split())
    return words if len(words) <= SHOWN_IN_SUBJECT else f"{words[: SHOWN_IN_SUBJECT - 1].rstrip()}…"
