"""The mail of the morning: which notices go into whose mail. One mail a person a day, on working days."""

from datetime import time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Membership, Person
from danvan.working_days import is_working_day
from notices.models import Digest, Notice
from work.actions import order, retry
from work.models import WorkRow

JOB = "mails are gathered for every person by a job"
OPENS, CLOSES = time(7), time(20)
# A mail server that is away must not cost the mail: what was parked is tried again this much later.
TRY_AGAIN_AFTER = timedelta(minutes=20)
TRY_AGAIN_UNTIL = timedelta(days=2)


def is_time_for(now):
    """Whether mails may be gathered at this moment: a working day, 07:00 to 20:00 in Vietnam."""
    local = timezone.localtime(now)
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def waiting_notices():
    """Notices that should still reach somebody by mail."""
    return Notice.objects.unscoped(JOB).unread().filter(by_mail=True, digest=None)


def gather(now):
    """Make today's digests and order their mails. Returns the new digests. Safe to run twice, or at once.

    Each person is one transaction: digest, notices and order stand together or not at all. People without an e-mail
    address, without a post or closed get none; their notices stay in the portal.
    """
    if not is_time_for(now):
        return []
    day = timezone.localdate(now)
    return [made for person in _people_to_mail(day) if (made := _gather_for(person, day))]


def _people_to_mail(day):
    served = Digest.objects.unscoped(JOB).filter(day=day).values("person")
    people = Person.objects.filter(
        is_active=True,
        pk__in=waiting_notices().values("person"),
    ).filter(pk__in=Membership.objects.valid_on(day).values("person"))
    return people.exclude(email="").exclude(pk__in=served).order_by("pk")


def _gather_for(person, day):
    try:
        with transaction.atomic():
            digest = Digest.objects.create(person=person, day=day)
            if not waiting_notices().filter(person=person).update(digest=digest):
                raise _NothingToSay
            order(
                "send_digest",
                digest.pk,
                unit=person.home_unit,
                by=None,
                title=f"Gửi thư tổng hợp ngày {day:%d/%m/%Y} cho {person}",
                queue="mail",
            )
    except (IntegrityError, _NothingToSay):
        # Another worker was quicker, or everything was read meanwhile.
        return None
    return digest


class _NothingToSay(Exception):
    pass


def try_parked_again(now):
    """Mails that were given up while the mail server was away run again, for two days. Returns how many."""
    rows = (
        WorkRow.objects.unscoped(JOB)
        .parked()
        .filter(
            kind="send_digest",
            finished_at__lt=now - TRY_AGAIN_AFTER,
            created_at__gt=now - TRY_AGAIN_UNTIL,
        )
    )
    return sum(retry(row) for row in rows[:500])
