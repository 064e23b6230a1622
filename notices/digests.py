"""Which notices go into whose message: one a day that gathers them, and what cannot wait in one of its own."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import Membership, Person
from notices.models import Digest, Notice, NoticeSettings
from notices.openings import ready
from work.actions import order_many, retry
from work.models import WorkRow

JOB = "messages are gathered for every person by a job"
K = Digest.Kind
# So long an assignment may still be undone before anybody hears of it by mail.
GRACE = timedelta(minutes=5)
PEOPLE_TOGETHER = 500
TITLES = {
    K.DAILY: "Gửi thư tổng hợp ngày {day:%d/%m/%Y} cho {person}",
    K.AT_ONCE: "Gửi thư báo ngay cho {person}",
}
# A mail server that is away must not cost the mail: what was parked is tried again this much later.
TRY_AGAIN_AFTER = timedelta(minutes=20)
TRY_AGAIN_UNTIL = timedelta(days=2)


def waiting_notices():
    """Notices that should still reach somebody by mail."""
    return Notice.objects.unscoped(JOB).unread().filter(by_mail=True, digest=None)


def gather_daily(now):
    """Make the day's digests that are due at `now` and order their sending. Returns the new ones.

    Safe to run twice, or at once. 500 people are one transaction of a dozen statements: digests, notices and orders
    stand together or not at all. What goes out at once and is still unsent travels along.
    """
    day = timezone.localdate(now)
    fresh = Q(at_once=True, created_at__gt=now - GRACE)
    return _gather(K.DAILY, _due_for_the_day(day), waiting_notices().exclude(fresh), now)


def gather_at_once(now):
    """The same for what does not wait for the next morning. Who is to get the day's digest now gets it in that."""
    urgent = waiting_notices().filter(at_once=True, created_at__lte=now - GRACE)
    people = (
        Q(pk__in=urgent.values("person"))
        & ~Q(pk__in=_who_declined("at_once_mail"))
        & ~_due_for_the_day(timezone.localdate(now))
    )
    return _gather(K.AT_ONCE, people, urgent, now)


def _due_for_the_day(day):
    """Which people wait for the day's digest: what comes at once is by itself no reason for it."""
    declined = _who_declined("at_once_mail")
    reasons = waiting_notices().filter(Q(at_once=False) | Q(person__in=declined))
    served = Digest.objects.unscoped(JOB).filter(person=OuterRef("pk"), day=day, kind=K.DAILY)
    return (
        Q(pk__in=reasons.values("person"))
        & ~Exists(served)
        & ~Q(pk__in=_who_declined("daily_mail"))
    )


def _who_declined(wish):
    return NoticeSettings.objects.unscoped(JOB).filter(**{wish: False}).values("person")


def _gather(kind, due, notices, now):
    pks = list(
        Person.objects.filter(due, is_active=True).order_by("pk").values_list("pk", flat=True)
    )
    made = []
    for start in range(0, len(pks), PEOPLE_TOGETHER):
        made += _gather_some(pks[start : start + PEOPLE_TOGETHER], kind, due, notices, now)
    return made


@transaction.atomic
def _gather_some(pks, kind, due, notices, now):
    # Whoever another gathering has in hand is passed over. What it has just done is seen by the next statement only.
    locked = Person.objects.filter(pk__in=pks).order_by("pk")
    held = list(
        locked.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True)
    )
    readers = {
        reader.person.pk: reader
        for reader in ready(list(Person.objects.filter(due, pk__in=held)), now)
    }
    # A notice that is being read or withdrawn this moment is passed over too, instead of waiting for it.
    taken = dict(
        notices.filter(person__in=readers)
        .select_for_update(skip_locked=True)
        .values_list("pk", "person")
    )
    day, to_write = timezone.localdate(now), set(taken.values())
    made = Digest.objects.bulk_create(
        [
            Digest(person=reader.person, day=day, kind=kind, channel=reader.channel)
            for pk, reader in readers.items()
            if pk in to_write
        ]
    )
    own = Digest.objects.unscoped(JOB).filter(
        pk__in=[digest.pk for digest in made], person=OuterRef("person")
    )
    Notice.objects.unscoped(JOB).filter(pk__in=taken).update(digest=Subquery(own.values("pk")))
    order_many(
        "send_digest",
        [(one.pk, readers[one.person_id].home, _title_of(one)) for one in made],
        queue="mail",
    )
    return made


def _title_of(digest):
    return TITLES[digest.kind].format(day=digest.day, person=digest.person)


def reaches_nobody(digest):
    """Whether its reader can no longer sign in or holds no post any more: nothing of the office goes to them."""
    posts = Membership.objects.current().filter(person=digest.person_id)
    return not (digest.person.is_active and posts.exists())


def may_go(digest, now):
    """Whether a digest gathered a while ago may still go out at `now`: its office may have closed meanwhile."""
    return bool(ready([digest.person], now))


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
