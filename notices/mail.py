"""Writing one digest as a mail, and handing it to the mail server."""

import smtplib
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone

from notices.models import Notice

REFUSED = "Máy chủ thư không nhận địa chỉ {address}. Hãy kiểm tra lại địa chỉ thư của người này."
JOB = "the mail shows its own notices"
GROUPS = (
    (Notice.Urgency.LATE, "Đã quá hạn"),
    (Notice.Urgency.TODAY, "Đến hạn, cần làm ngay"),
    (Notice.Urgency.SOON, "Sắp đến hạn"),
    (Notice.Urgency.NEWS, "Thông báo khác"),
)


class AddressRefused(Exception):
    """The mail server will never take mail for this address. The message is a Vietnamese sentence."""


def compose(digest):
    """Write subject, text and HTML into the digest, once. Returns False when nothing is left to say.

    What was read or withdrawn since it was gathered is left out. Written down before the first attempt, so that a
    repeat is the same mail.
    """
    if digest.text:
        return True
    notices = Notice.objects.unscoped(JOB).unread().filter(digest=digest)
    notices = list(notices.order_by("urgency", "created_at", "pk"))
    if not notices:
        return False
    context = {
        "person": digest.person,
        "day": digest.day,
        "groups": _grouped(notices),
        "portal": settings.PUBLIC_URL,
        "unit": digest.person.home_unit,
    }
    digest.subject = _subject(notices, digest.day)
    digest.text = render_to_string("notices/mail/digest.txt", context)
    digest.html = render_to_string("notices/mail/digest.html", context)
    digest.save(update_fields=["subject", "text", "html"])
    return True


def _grouped(notices):
    groups = []
    for urgency, title in GROUPS:
        lines = [
            {"text": notice.text, "url": f"{settings.PUBLIC_URL}{notice.url}"}
            for notice in notices
            if notice.urgency == urgency
        ]
        if lines:
            groups.append({"title": title, "lines": lines})
    return groups


def _subject(notices, day):
    late = sum(notice.urgency == Notice.Urgency.LATE for notice in notices)
    rest = len(notices) - late
    said = [f"{late} việc quá hạn"] if late else []
    if rest:
        said.append(f"{rest} thông báo")
    return f"[danvan] {', '.join(said)} ngày {day:%d/%m/%Y}"


def message_of(digest, connection=None):
    """The composed digest as a mail message. Message-ID and Date come from the row: a repeat is recognised as one."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    message = EmailMultiAlternatives(
        digest.subject,
        digest.text,
        to=[digest.person.email],
        connection=connection,
        headers={
            "Message-ID": f"<digest-{digest.pk}-{digest.day:%Y%m%d}@{host}>",
            "Date": format_datetime(timezone.localtime(digest.created_at)),
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(digest.html, "text/html")
    return message


def send(digest):
    """Hand the mail over. Raises AddressRefused when no repeat would help, anything else when one may."""
    try:
        message_of(digest).send()
    except smtplib.SMTPRecipientsRefused as refusal:
        if all(500 <= code < 600 for code, _ in refusal.recipients.values()):
            raise AddressRefused(REFUSED.format(address=digest.person.email)) from refusal
        raise
