"""When people are written to: the days and hours of their office, and what they wish themselves."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, Role
from calendars.models import CalendarDay, OfficeHabits
from notices.actions import tell_all
from notices.digests import gather_daily
from notices.models import Digest, Notice, NoticeSettings
from tests.factories import make_person
from tests.notices.moments import WEDNESDAY, at

TET = date(2026, 2, 17)
SATURDAY = date(2026, 3, 14)


@pytest.fixture
def both(dung, cuc):
    """One person of An Hòa, one of Bình Minh, each with something to be told."""
    tell_all([(who, "x", "Tin", "/") for who in (dung, cuc)])
    return dung, cuc


def told(moment):
    return [digest.person.username for digest in gather_daily(moment)]


def test_each_commune_has_its_own_hours(both, an_hoa, binh_minh):
    OfficeHabits.objects.create(home=an_hoa, opens=time(6), closes=time(10))
    OfficeHabits.objects.create(home=binh_minh, opens=time(13), closes=time(22))

    assert [told(at(hour=hour)) for hour in (5, 6, 9, 12, 13, 21)] == [
        [], ["dung"], [], [], ["cuc"], [],
    ]  # fmt: skip


def test_closing_time_is_closed(both, an_hoa):
    OfficeHabits.objects.create(home=an_hoa, opens=time(7), closes=time(10))

    assert told(at(hour=10)) == ["cuc"]


def test_each_commune_has_its_own_days_off(both, an_hoa):
    CalendarDay.objects.create(home=an_hoa, day=WEDNESDAY, is_off=True, name="Hội làng")

    assert told(at()) == ["cuc"]
    assert told(at(WEDNESDAY + timedelta(days=1))) == ["dung"]


def test_a_swapped_saturday_is_a_day_for_mail_in_the_commune_that_works(both, binh_minh):
    CalendarDay.objects.create(home=binh_minh, day=SATURDAY, is_off=False, name="Làm bù")

    assert told(at(SATURDAY)) == ["cuc"]


def test_at_tet_nobody_is_written_to_and_after_it_everybody(both):
    days = [TET - timedelta(days=1) + timedelta(days=n) for n in range(12)]

    served = {day: told(at(day)) for day in days}

    assert [day for day in days if served[day]] == [date(2026, 2, 23)]
    assert sorted(served[date(2026, 2, 23)]) == ["cuc", "dung"]


def test_an_hour_of_ones_own_and_absence_are_heeded(both):
    dung, cuc = both
    NoticeSettings.objects.create(person=dung, mail_from=time(9, 30))
    NoticeSettings.objects.create(person=cuc, quiet_until=WEDNESDAY + timedelta(days=1))

    assert [told(at()), told(at(hour=9, minute=30)), told(at(hour=15))] == [[], ["dung"], []]
    assert told(at(WEDNESDAY + timedelta(days=1))) == ["cuc"]


def test_an_hour_after_closing_does_not_mean_never(both, an_hoa):
    dung, _ = both
    NoticeSettings.objects.create(person=dung, mail_from=time(19))
    OfficeHabits.objects.create(home=an_hoa, opens=time(7), closes=time(17))

    assert "dung" in told(at())


def test_who_declined_the_days_digest_gets_none(both):
    dung, _ = both
    NoticeSettings.objects.create(person=dung, daily_mail=False)

    assert told(at()) == ["cuc"]


def test_of_two_posts_the_one_somebody_works_in_now_counts(dung, binh_minh, an_hoa):
    tell_all([(dung, "x", "Tin", "/")])
    OfficeHabits.objects.create(home=an_hoa, opens=time(7), closes=time(8))
    other = Membership.objects.create(person=dung, unit=binh_minh, role=Role.OFFICER)
    assert told(at(hour=15)) == []

    type(dung).objects.filter(pk=dung.pk).update(active_membership=other)
    assert told(at(hour=15)) == ["dung"]


def queries_for(people):
    tell_all([(one, "x", "Tin", "/") for one in people])
    with CaptureQueriesContext(connection) as captured:
        made = gather_daily(at())
    assert len(made) == len(people)
    return len(captured)


def test_thirty_people_are_gathered_with_as_many_queries_as_two(culture, binh_minh):
    few = queries_for([make_person(f"A {n}", culture) for n in range(2)])
    many = queries_for(
        [make_person(f"B {n}", unit) for unit in (culture, binh_minh) for n in range(15)]
    )

    assert many == few
    notices = Notice.objects.unscoped("test")
    assert notices.filter(digest=None).count() == 0
    assert Digest.objects.unscoped("test").count() == 32
