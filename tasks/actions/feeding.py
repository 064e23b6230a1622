"""The calendar feed: made, renewed, revoked by its person; opened by whoever knows its secret."""

import base64
import hashlib
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tasks.models import CalendarFeed
from tasks.rules import may_subscribe, may_track

MOST_FEEDS = 10
# Calendars ask every few minutes; the time of the last answer need not be exact.
READ_IS_NEWS_AFTER = timedelta(minutes=5)
TOO_MANY = (
    f"Anh/chị đang dùng {MOST_FEEDS} địa chỉ lịch, nhiều nhất mỗi người. "
    "Hãy thu hồi một địa chỉ không dùng nữa rồi tạo địa chỉ mới."
)
SPENT = "Địa chỉ này đã thu hồi nên không dùng lại được. Hãy bấm “Tạo địa chỉ lịch” lần nữa."
NOT_OPEN = (
    "Vị trí công tác hiện tại không xem được việc của xã nên chỉ tạo được lịch việc của mình."
)
OTHER_POST = (
    "Địa chỉ này thuộc vị trí công tác khác của anh/chị. Hãy chuyển sang vị trí đó rồi đổi địa chỉ."
)


class FeedRefused(Exception):
    """The message is a Vietnamese sentence for the page."""


def make_feed(*, by, scope, key):
    """A feed of a person in the present post: (CalendarFeed, secret). The secret is kept nowhere.

    `key` comes with the form: pressed twice it is the same feed with the same secret. Raises FeedRefused.
    """
    if not may_subscribe(by) or (scope == CalendarFeed.Scope.COMMUNE and not may_track(by)):
        raise FeedRefused(NOT_OPEN)
    secret = _secret_of(by, key)
    own = CalendarFeed.objects.visible_to(by)
    if not own.filter(secret_hash=hash_of(secret)).exists():
        if own.filter(revoked_at=None).count() >= MOST_FEEDS:
            raise FeedRefused(TOO_MANY)
        _create(by, scope, hash_of(secret))
    feed = own.get(secret_hash=hash_of(secret))
    if feed.revoked_at:
        raise FeedRefused(SPENT)
    return feed, secret


def _create(by, scope, secret_hash):
    try:
        with transaction.atomic():
            CalendarFeed.objects.create(
                person=by, scope=scope, membership=by.membership, secret_hash=secret_hash
            )
    except IntegrityError:
        # The other press was quicker; it is the same feed.
        pass


@transaction.atomic
def renew_feed(feed, *, by, key):
    """A new address in the place of one that too many know: (CalendarFeed, secret). Raises FeedRefused.

    Also where the person works in another post now: the new address would show another office's work.
    """
    if by.membership is None or by.membership.pk != feed.membership_id:
        raise FeedRefused(OTHER_POST)
    revoke_feed(feed)
    return make_feed(by=by, scope=feed.scope, key=key)


def revoke_feed(feed):
    """From now on the address answers as if it had never been. Returns whether it was still in use."""
    used = CalendarFeed.objects.visible_to(feed.person).filter(pk=feed.pk, revoked_at=None)
    return bool(used.update(revoked_at=timezone.now()))


def hash_of(secret):
    return hashlib.sha256(secret.encode()).hexdigest()


def _secret_of(person, key):
    """256 bits that follow from the form's key and the portal's own secret."""
    digest = salted_hmac("tasks.calendar_feed", f"{person.pk}:{key}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def open_feed(secret):
    """The CalendarFeed of this secret, its person at work in the post of the feed; None where it opens nothing.

    It opens while it is not revoked, the person may sign in, the post is held and has the right.
    """
    feeds = CalendarFeed.objects.unscoped("the secret is the key; the person's rights bound it")
    feed = feeds.select_related("person").filter(secret_hash=hash_of(secret)).first()
    if feed is None or feed.revoked_at or not feed.person.is_active:
        return None
    person = feed.person
    # Whatever post the person has chosen in the portal since, the feed is of this one.
    person.active_membership_id = feed.membership_id
    if person.membership is None or person.membership.pk != feed.membership_id:
        return None
    if not may_subscribe(person):
        return None
    if feed.scope == CalendarFeed.Scope.COMMUNE and not may_track(person):
        return None
    _note_reading(feed)
    return feed


def _note_reading(feed):
    now = timezone.now()
    if feed.last_read_at is None or now - feed.last_read_at > READ_IS_NEWS_AFTER:
        own = CalendarFeed.objects.visible_to(feed.person).filter(pk=feed.pk)
        own.update(last_read_at=now)
