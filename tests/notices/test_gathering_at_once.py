"""Gatherings side by side on real connections: each notice in one message, each person one a day."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from notices.actions import tell, tell_all
from notices.digests import gather_at_once, gather_daily
from notices.models import Digest, Notice
from tests.factories import make_person
from tests.notices.moments import at
from tests.tasks.test_at_once import at_once
from work.models import WorkRow

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="the test database of SQLite lives in one connection; set DATABASE_URL to PostgreSQL",
    ),
]


@pytest.fixture
def people(culture):
    return [make_person(f"Người {n}", culture) for n in range(40)]


def problems(results):
    return [each for each in results if isinstance(each, Exception)]


def test_four_gatherings_at_once_make_one_digest_a_person(people):
    tell_all([(one, f"k{n}", f"Tin {n}", "/") for one in people for n in range(3)])

    results = at_once(*[lambda: gather_daily(at())] * 4)

    assert problems(results) == []
    assert sum(map(len, results)) == Digest.objects.unscoped("test").count() == 40
    assert WorkRow.objects.unscoped("test").filter(kind="send_digest").count() == 40
    assert Notice.objects.unscoped("test").filter(digest=None).count() == 0


def test_both_kinds_at_once_put_each_notice_into_one_message(people):
    tell_all([(one, "now", "Nhiệm vụ mới", "/") for one in people], at_once=True)
    Notice.objects.unscoped("test").update(created_at=at(hour=7))
    tell_all([(one, "daily", "Tin", "/") for one in people[:20]])

    results = at_once(*[lambda: gather_daily(at()), lambda: gather_at_once(at())] * 3)
    results.append(gather_at_once(at()))

    assert problems(results) == []
    per_person = [sorted(one.digests.values_list("kind", flat=True)) for one in people]
    assert per_person[20:] == [["at_once"]] * 20
    assert per_person[:20] == [["daily"]] * 20
    assert Notice.objects.unscoped("test").filter(digest=None).count() == 0


def test_a_notice_that_is_being_withdrawn_holds_up_nobody(people):
    tell_all([(one, "a", "Tin", "/") for one in people[:2]])
    tell(people[0], "b", "Tin khác", "/")
    held = Notice.objects.unscoped("test").get(person=people[0], key="a")

    def gather_meanwhile():
        with transaction.atomic():
            Notice.objects.unscoped("test").filter(pk=held.pk).update(withdrawn_at=at())
            return at_once(lambda: gather_daily(at()))

    (made,) = gather_meanwhile()

    assert sorted(digest.person_id for digest in made) == sorted(one.pk for one in people[:2])
    held.refresh_from_db()
    assert held.digest is None


def test_whoever_was_served_meanwhile_is_served_once(people):
    """The second gathering listed its people before the first had finished."""
    tell_all([(one, "a", "Tin", "/") for one in people])
    later = at() + timedelta(minutes=5)

    first = gather_daily(at())
    tell_all([(one, "b", "Tin sau", "/") for one in people])
    results = at_once(lambda: gather_daily(later), lambda: gather_daily(later))

    assert (len(first), results) == (40, [[], []])
