"""By the clock: units are asked when the day has come and reminded while they owe their part, each thing once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.models import CalendarDay
from danvan.working_days import NATIONAL
from notices.models import Notice
from reports.actions.closing import close_round
from reports.models import ReportRound
from reports.rounds.reminders import ask_units, moment_of, remind_units
from tests.factories import make_commune, make_person, make_unit
from tests.reports.factories import accept_part, make_round

# A Tuesday; the three working days before it begin on Thursday 11 June.
DUE = date(2026, 6, 16)
ASKED = date(2026, 6, 1)


@pytest.fixture
def clock(monkeypatch):
    """Set the day that `today()` and the notices speak of."""

    def at(day):
        for module in (
            "reports.actions.rounds",
            "reports.rounds.round_notices",
            "reports.models.reports",
        ):
            monkeypatch.setattr(f"{module}.today", lambda: day)

    at(date(2026, 3, 2))
    return at


@pytest.fixture
def ahead(clock, binh, culture, dung, front, hoa, an_hoa):
    """Opened in March, to be asked from 1 June, due on 16 June."""
    return make_round(
        binh, [culture, front], plan=None, asks_on=ASKED, parts_due_on=DUE, due_on=date(2026, 6, 18)
    )


def told(person):
    return list(
        Notice.objects.visible_to(person).standing().order_by("pk").values_list("text", flat=True)
    )


def asked_at(round, day):
    moment = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 8))
    ReportRound._base_manager.filter(pk=round.pk).update(asked_at=moment)


def test_a_round_opened_ahead_tells_nobody_until_its_day_and_then_once(ahead, dung):
    assert ahead.asked_at is None
    assert ahead.reports.filter(scope="part").count() == 2

    assert ask_units(date(2026, 5, 29)) == 0
    assert told(dung) == []
    assert ask_units(date(2026, 6, 1)) == 1
    assert ask_units(date(2026, 6, 2)) == 0
    assert told(dung) == [
        "Đề nghị gửi phần báo cáo của đơn vị: Báo cáo 6 tháng đầu năm 2026, hạn 16/06/2026."
    ]


def test_nobody_is_asked_on_a_day_off_of_the_commune(ahead, an_hoa, dung):
    CalendarDay.objects.create(home=an_hoa, day=ASKED, is_off=True, name="Ngày truyền thống")

    assert ask_units(ASKED) == 0
    assert ask_units(date(2026, 6, 2)) == 1


def test_reminders_go_out_before_on_and_after_the_date_and_partners_are_never_called_late(
    ahead, clock, dung, hoa
):
    asked_at(ahead, ASKED)
    heard = {dung: [], hoa: []}
    for day in (date(2026, 6, each) for each in range(2, 27)):
        clock(day)
        before = set(Notice.objects.unscoped("test").values_list("pk", flat=True))
        remind_units(day)
        remind_units(day)
        for notice in Notice.objects.unscoped("test").exclude(pk__in=before):
            heard[notice.person].append((day.day, notice.text.split(":")[0]))

    assert heard[dung] == [
        (11, "Còn 5 ngày đến hạn gửi phần báo cáo của đơn vị"),
        (16, "Hôm nay là hạn gửi phần báo cáo của đơn vị"),
        (19, "Phần báo cáo của đơn vị quá hạn 3 ngày"),
        (24, "Phần báo cáo của đơn vị quá hạn 8 ngày"),
    ]
    assert heard[hoa] == [
        (11, "Kính nhắc nội dung phối hợp báo cáo"),
        (16, "Kính nhắc nội dung phối hợp báo cáo"),
    ]
    # The later one took the place of the earlier ones.
    assert len(told(dung)) == 1


def test_after_days_without_a_scheduler_the_last_reminder_comes_once(ahead, clock, dung):
    asked_at(ahead, ASKED)
    clock(date(2026, 6, 22))

    assert (remind_units(date(2026, 6, 22)), remind_units(date(2026, 6, 22))) == (1, 0)
    assert [words.split(":")[0] for words in told(dung)] == [
        "Phần báo cáo của đơn vị quá hạn 6 ngày"
    ]


def test_whoever_has_sent_is_not_reminded_nor_anybody_of_a_closed_round(
    ahead, clock, binh, culture, dung
):
    asked_at(ahead, ASKED)
    accept_part(ahead.reports.get(unit=culture), coordinator=binh)
    clock(DUE)
    before = told(dung)

    remind_units(DUE)
    assert told(dung) == before
    close_round(ahead, by=binh)
    assert remind_units(date(2026, 6, 19)) == 0


def test_asking_and_reminding_cost_the_same_for_one_commune_and_for_four(
    ahead, clock, province_office, binh
):
    def cost(function, day):
        with CaptureQueriesContext(connection) as made:
            assert function(day) > 0
        return len(made)

    def more():
        for number in range(3):
            commune = make_commune(f"Xã {number}", receiver=province_office)
            office = make_unit(commune, "Văn phòng", is_focal=True)
            who = make_person(f"Đầu mối {number}", office, "coordinator")
            villages = [make_unit(commune, f"Thôn {each}", kind="village") for each in range(3)]
            for village in villages:
                make_person("Trưởng thôn", village)
            make_round(who, villages, asks_on=ASKED, parts_due_on=DUE, due_on=date(2026, 6, 18))

    one = cost(ask_units, ASKED)
    asked_at(ahead, date(2026, 5, 20))
    clock(DUE)
    one_reminded = cost(remind_units, DUE)
    clock(date(2026, 3, 2))
    more()

    assert cost(ask_units, ASKED) == one
    ReportRound._base_manager.update(
        asked_at=timezone.make_aware(timezone.datetime(2026, 5, 20, 8))
    )
    ReportRound._base_manager.update(reminded_on=None)
    clock(DUE)
    assert cost(remind_units, DUE) == one_reminded


@given(due=st.dates(date(2026, 1, 5), date(2027, 12, 20)), after=st.integers(-20, 60))
@settings(max_examples=80)
def test_a_moment_is_a_working_day_and_never_lies_ahead(due, after):
    from datetime import timedelta

    day = due + timedelta(days=after)
    moment = moment_of(due, day, NATIONAL)

    assert moment is None or (moment <= day and NATIONAL.is_working_day(moment))
