"""Mails by the clock. The digest row is why none goes out twice by plan; its Message-ID shows a repeat as one."""

from celery import shared_task
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from danvan.clock import today
from notices import digests, mail
from notices.actions import tell_all
from notices.models import Digest
from work.actions import Refused, finish
from work.handlers import handles, when_parked

MAILS_STUCK = "Có thư chưa gửi được sau nhiều lần thử. Hãy kiểm tra máy chủ thư."
_BEFORE = []


def before_digests(function):
    """Register `function(now)` that makes the notices due by the clock, so that the mail of the morning carries them.

    It must be safe to run twice; gathering calls it first, whichever of the two the scheduler starts earlier.
    """
    _BEFORE.append(function)
    return function


@shared_task
def gather_digests():
    """Every five minutes. A crash costs nothing: who got no digest yet gets it at the next run."""
    gather_at(timezone.now())


def gather_at(now):
    """Gather the digests due at `now`; returns the new ones."""
    if not digests.is_time_for(now):
        return []
    for make_notices in _BEFORE:
        make_notices(now)
    digests.try_parked_again(now)
    return digests.gather(now)


@handles("send_digest")
def send_digest(row):
    """Send one mail. A crash between the mail server's answer and our own note repeats it, with the same Message-ID."""
    digest = (
        Digest.objects.unscoped("a mail is sent by a job")
        .select_related("person")
        .filter(pk=row.subject_id)
        .first()
    )
    if digest is None or digest.sent_at:
        finish(row)
        return
    if not mail.compose(digest):
        _drop(digest, row)
        return
    try:
        mail.send(digest)
    except mail.AddressRefused as refusal:
        raise Refused(str(refusal)) from refusal
    with transaction.atomic():
        sent = Digest.objects.unscoped("note that the mail is out").filter(pk=digest.pk)
        sent.update(sent_at=timezone.now())
        finish(row)


@transaction.atomic
def _drop(digest, row):
    """Everything was read or withdrawn before the mail went out: the day stays free for another one."""
    Digest.objects.unscoped("an empty mail is dropped").filter(pk=digest.pk).delete()
    finish(row)


@when_parked
def tell_administrators(row):
    """Those who can let parked work run again learn of it: the commune's own, else those of the office.

    Once a row; of mails once a day, because a mail server that is away parks them by the hundred.
    """
    home = row.unit.commune or row.unit
    people = _administrators_of(home) or (_administrators_of(home.parent) if home.parent else [])
    is_mail = row.queue == "mail"
    key = f"work:mail:{today():%Y%m%d}" if is_mail else f"work:{row.pk}:parked"
    text = MAILS_STUCK if is_mail else f"Việc nền bị lỗi nhiều lần: {row.title}"
    page = reverse("work:parked")
    # A mail about a mail server that is away would only wait behind it.
    tell_all([(person, key, text, page) for person in people], by_mail=not is_mail)


def _administrators_of(home):
    posts = Membership.objects.current().filter(
        Q(unit=home) | Q(unit__commune=home), role=Role.ADMINISTRATOR, person__is_active=True
    )
    return list({post.person for post in posts.select_related("person")})
