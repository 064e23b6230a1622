"""One digest as an e-mail: its headers, and handing it to the mail server."""

import smtplib
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone

from notices.composing import settings_url

REFUSED = "Máy chủ thư không nhận địa chỉ {address}. Hãy kiểm tra lại địa chỉ thư của người này."
# The mail server has answered, and its answer was no.
ANSWERED_NO = (
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)


class Unreachable(Exception):
    """The address will never take anything. The message is a Vietnamese sentence."""


class NotSent(Exception):
    """It has surely not gone out; a later attempt may say something else."""


def message_of(digest, connection=None):
    """The composed digest as a mail message. Message-ID and Date come from the row: a repeat is recognised as one."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    message = EmailMultiAlternatives(
        digest.subject,
        digest.text,
        to=[digest.person.email],
        connection=connection,
        headers={
            "Message-ID": f"<{digest.reference}@{host}>",
            "Date": format_datetime(timezone.localtime(digest.created_at)),
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{settings_url()}>",
        },
    )
    message.attach_alternative(digest.html, "text/html")
    return message


def send(digest, handing_over):
    """Hand the mail over. Raises Unreachable, NotSent, or anything else when nobody knows whether it is out."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as problem:
        raise NotSent(str(problem)) from problem
    try:
        handing_over()
        message_of(digest, connection).send()
    except ANSWERED_NO as answer:
        raise _what_it_means(answer, digest) from answer
    finally:
        connection.close()


def _what_it_means(answer, digest):
    codes = [code for code, _ in getattr(answer, "recipients", {}).values()]
    if codes and all(500 <= code < 600 for code in codes):
        return Unreachable(REFUSED.format(address=digest.person.email))
    return NotSent(str(answer))
