from django.utils import timezone

from notices.models import Notice


def tell(person, key, text, url, *, urgency=Notice.Urgency.NEWS, by_mail=True):
    """Put a notice before a person, once: the same key told again changes nothing. Returns nothing."""
    tell_all([(person, key, text, url)], urgency=urgency, by_mail=by_mail)


def tell_all(told, *, urgency=Notice.Urgency.NEWS, by_mail=True):
    """`tell` for many at once: `told` is a list of (person, key, text, url). One statement, safe to repeat."""
    rows = [
        Notice(
            person=person,
            key=key[:120],
            text=text[:400],
            url=url,
            urgency=urgency,
            by_mail=by_mail,
        )
        for person, key, text, url in told
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def withdraw(key_prefix, *, people=None):
    """Take back what has become pointless (a task done, an assignment undone), unless it was read already."""
    rows = Notice.objects.unscoped("a notice is withdrawn for everyone it went to")
    rows = rows.filter(key__startswith=key_prefix, read_at=None, withdrawn_at=None)
    if people is not None:
        rows = rows.filter(person__in=people)
    rows.update(withdrawn_at=timezone.now())
