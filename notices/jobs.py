"""Mails by the clock. The digest row is why none goes out twice by plan; its Message-ID shows a repeat as one."""

import logging
from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from danvan.clock import today
from notices import channels, digests
from notices.actions import tell_all
from notices.composing import compose
from notices.mail import NotSent, Unreachable
from notices.models import Digest
from work.actions import Refused, finish, postpone, report_progress
from work.handlers import handles, when_parked

log = logging.getLogger(__name__)
# Whether its reader may be written to was asked at gathering; what is older is asked again.
FRESH = timedelta(minutes=10)
CLOSED_FOR = timedelta(minutes=15)
MAILS_STUCK = "Có thư chưa gửi được sau nhiều lần thử. Hãy kiểm tra máy chủ thư."
_BEFORE = []


class NotYet(Exception):
    """What makes notices is at it elsewhere: the mail of the day must wait until it has ended."""


def before_digests(function):
    """Register `function(now)` that makes the notices due by the clock, so that the mail of the morning carries them.

    It must be safe to run twice; gathering calls it first, whichever of the two the scheduler starts earlier. It raises
    NotYet when another process is making them.
    """
    _BEFORE.append(function)
    return function


@shared_task
def gather_digests():
    """Every five minutes. A crash costs nothing: who got no digest yet gets it at the next run."""
    gather_at(timezone.now())


@shared_task
def gather_at_once():
    """Every minute: what does not wait for the next morning. A crash costs nothing, as above."""
    digests.gather_at_once(timezone.now())


def gather_at(now):
    """Gather what is due at `now`; returns the new digests."""
    for make_notices in _BEFORE:
        try:
            make_notices(now)
        except NotYet:
            return []
        except Exception:  # noqa: BLE001 mails of everybody must not wait for one rule that fails
            log.exception("%s made no notices", make_notices.__name__)
    digests.try_parked_again(now)
    return digests.gather_daily(now) + digests.gather_at_once(now)


@handles("send_digest")
def send_digest(row):
    """Send one message. A crash between the mail server's answer and our own note repeats it as the same one."""
    digest = (
        Digest.objects.unscoped("a message is sent by a job")
        .select_related("person")
        .filter(pk=row.subject_id)
        .first()
    )
    if digest is None or digest.sent_at:
        finish(row)
    elif digests.reaches_nobody(digest):
        _give_up(digest, row)
    elif _is_too_late(digest):
        postpone(row, timezone.now() + CLOSED_FOR)
    elif not compose(digest):
        _drop(digest, row)
    else:
        _send(digest, row)


def _is_too_late(digest):
    """Whether it was gathered a while ago and its office has closed meanwhile."""
    now = timezone.now()
    is_old = now - digest.created_at > FRESH
    return digest.kind != Digest.Kind.TEST and is_old and not digests.may_go(digest, now)


def _send(digest, row):
    rows = Digest.objects.unscoped("how far its sending is").filter(pk=digest.pk)

    def handing_over():
        # Raises when another worker has taken over: then that one sends it.
        report_progress(row, 50)
        rows.update(handed_at=timezone.now())

    try:
        channels.named(digest.channel).send(digest, handing_over)
    except (NotSent, Unreachable) as problem:
        # This attempt does not count; an earlier one may.
        rows.update(handed_at=digest.handed_at)
        if isinstance(problem, Unreachable):
            raise Refused(str(problem)) from problem
        raise
    # By itself, not together with the row: whoever has taken the row over meanwhile must see that it is out.
    rows.update(sent_at=timezone.now())
    finish(row)


def _give_up(digest, row):
    """The account was closed, or the last post ended, since it was gathered. What may be out already keeps its row."""
    if digest.handed_at:
        finish(row)
    else:
        _drop(digest, row)


@transaction.atomic
def _drop(digest, row):
    """Everything was read or withdrawn before it went out: the day stays free for another one."""
    Digest.objects.unscoped("an empty message is dropped").filter(pk=digest.pk).delete()
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
