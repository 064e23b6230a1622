from django.utils import timezone

from notices.models import Notice


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


def withdraw(key_prefix, *, people=None):
    """Take back what has become pointless (a task done, an assignment undone), unless it was read already.

    What is withdrawn before its mail has left is not in that mail.
    """
    rows = Notice.objects.unscoped("a notice is withdrawn for everyone it went to")
    rows = rows.filter(key__startswith=key_prefix, read_at=None, withdrawn_at=None)
    if people is not None:
        rows = rows.filter(person__in=people)
    rows.update(withdrawn_at=timezone.now())
