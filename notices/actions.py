from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from danvan.clock import today
from notices import channels, composing
from notices.models import Digest, Notice
from work.actions import order
from work.models import WorkRow

TEST_SUBJECT = "[danvan] Thư thử"
TEST_WORDS = "Đây là thư thử do anh/chị vừa yêu cầu. Thư đã đến nơi: cổng gửi được thông báo đến địa chỉ này."
# A second press within it is the same wish.
TEST_PAUSE = timedelta(minutes=1)
TEST_SHOWN, TROUBLE_SHOWN = timedelta(minutes=10), timedelta(days=14)


def tell(person, key, text, url, **how):
    """Put a notice before a person, once: the same key told again changes nothing. `how` as in `tell_all`."""
    tell_all([(person, key, text, url)], **how)


def tell_all(told, *, urgency=Notice.Urgency.NEWS, by_mail=True, at_once=False):
    """`tell` for many at once: `told` is an iterable of (person, key, text, url). Safe to repeat. Returns nothing.

    With `at_once` the notice does not wait for the next morning's mail: it goes out a few minutes later, or as soon as
    the person's office is open, unless it is read or withdrawn before.
    """
    rows = [
        Notice(
            person=person,
            key=key[:120],
            text=text[:400],
            url=url,
            urgency=urgency,
            by_mail=by_mail,
            at_once=at_once,
        )
        for person, key, text, url in told
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)


def withdraw(key_prefix, *, people=None, but=None):
    """Take back what has become pointless (a task done, an assignment undone), unless it was read already.

    What is withdrawn before its mail has left is not in that mail. `but` is the prefix of keys that still stand.
    """
    rows = Notice.objects.unscoped("a notice is withdrawn for everyone it went to")
    rows = rows.filter(key__startswith=key_prefix, read_at=None, withdrawn_at=None)
    if people is not None:
        rows = rows.filter(person__in=people)
    if but:
        rows = rows.exclude(key__startswith=but)
    rows.update(withdrawn_at=timezone.now())


@transaction.atomic
def send_test(person, *, wanted=""):
    """Order a test message over the channel the person wishes. Returns its Digest, None where none reaches them.

    Pressed again within a minute it is the one already ordered.
    """
    channel = channels.chosen_for(person, wanted)
    if channel is None:
        return None
    # Two presses at once come one after the other.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    just_now = _tests_of(person).filter(created_at__gt=timezone.now() - TEST_PAUSE).first()
    if just_now:
        return just_now
    digest = Digest(person=person, day=today(), kind=Digest.Kind.TEST, channel=channel.name)
    composing.write(digest, TEST_SUBJECT, [], said=TEST_WORDS)
    digest.save(force_insert=True)
    address = channel.address_of(person)
    order(
        "send_digest",
        digest.pk,
        unit=person.home_unit,
        by=person,
        title=f"Gửi thư thử đến {address}",
        queue="mail",
    )
    return digest


def _tests_of(person):
    return Digest.objects.visible_to(person).filter(kind=Digest.Kind.TEST)


def test_under_way(person):
    """The WorkRow of the person's latest test message, for a few minutes after it was ordered; else None."""
    recent = _tests_of(person).filter(created_at__gt=timezone.now() - TEST_SHOWN).first()
    rows = WorkRow.objects.visible_to(person)
    return rows.about("send_digest", recent.pk).first() if recent else None


def trouble_of(person):
    """Why the last message to this person was refused, as a sentence; "" when it was not, or long ago."""
    last = Digest.objects.visible_to(person).exclude(kind=Digest.Kind.TEST).first()
    if last is None or last.sent_at or last.created_at < timezone.now() - TROUBLE_SHOWN:
        return ""
    rows = WorkRow.objects.unscoped("a person reads why the own message did not arrive")
    row = rows.about("send_digest", last.pk).first()
    return row.error if row and row.failed else ""


def withdraw_all(keys):
    """`withdraw` of exactly these keys, in one statement."""
    rows = Notice.objects.unscoped("a notice is withdrawn for everyone it went to")
    rows = rows.filter(key__in=keys, read_at=None, withdrawn_at=None)
    rows.update(withdrawn_at=timezone.now())


def withdraw_pages(urls):
    """`withdraw` of all that leads to these pages, which will no longer be there. One statement."""
    rows = Notice.objects.unscoped("a notice is withdrawn for everyone it went to").unread()
    rows.filter(url__in=urls).update(withdrawn_at=timezone.now())


def withdraw_about(beginnings, *, person):
    """`withdraw` of one person's notices for many subjects at once: `beginnings` are key prefixes. Two statements."""
    rows = Notice.objects.unscoped("a notice is withdrawn from whom it went to").unread()
    rows = rows.filter(person=person)
    found = [pk for pk, key in rows.values_list("pk", "key") if key.startswith(tuple(beginnings))]
    rows.filter(pk__in=found).update(withdrawn_at=timezone.now())
