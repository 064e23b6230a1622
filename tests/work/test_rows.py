"""The life of a piece of work: ordered once, done once, retried, parked, retried by a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Role
from notices.models import Notice
from tests.factories import make_person
from work import actions, jobs
from work.handlers import handles
from work.models import WorkRow
from work.patience import BY_QUEUE, USUAL

S = WorkRow.State
DONE = []


@handles("test_note")
def note(row):
    DONE.append(row.subject_id)
    actions.report_progress(row, 50, "Được một nửa")
    actions.finish(row)


@handles("test_fail")
def fail(row):
    raise ValueError("đĩa đầy")


@handles("test_refuse")
def refuse(row):
    raise actions.Refused("Tệp này không phải kế hoạch.")


@pytest.fixture(autouse=True)
def nothing_done():
    DONE.clear()


def order(binh, kind="test_note", subject=1, **over):
    return actions.order(kind, subject, unit=binh.commune, by=binh, title="Việc thử", **over)


def rows():
    return WorkRow.objects.unscoped("test")


def test_work_is_done_once_however_often_it_is_hinted(binh):
    row = order(binh)

    for _ in range(3):
        jobs.run(row.pk)

    row.refresh_from_db()
    assert DONE == [1]
    assert (row.state, row.progress, row.attempts) == (S.DONE, 100, 1)


def test_the_same_work_ordered_twice_while_it_waits_is_one_row(binh):
    first = order(binh)
    second = order(binh)

    assert second == first
    assert rows().count() == 1


def test_work_may_be_ordered_again_after_it_is_done(binh):
    jobs.run(order(binh).pk)
    jobs.run(order(binh).pk)

    assert DONE == [1, 1]


def test_a_refusal_is_final_and_keeps_its_sentence(binh):
    row = order(binh, "test_refuse")

    jobs.run(row.pk)

    row.refresh_from_db()
    assert (row.state, row.error) == (S.REFUSED, "Tệp này không phải kế hoạch.")


def test_failing_work_waits_longer_each_time_and_is_parked_at_last(binh):
    row = order(binh, "test_fail")
    waits = []
    for _ in range(USUAL.attempts):
        rows().filter(pk=row.pk).update(next_try_at=timezone.now())
        jobs.run(row.pk)
        row.refresh_from_db()
        waits.append(row.next_try_at - timezone.now())

    assert row.state == S.PARKED
    assert "đĩa đầy" in row.trace
    assert waits[0] < waits[1] < waits[2] < waits[3]


def test_parked_work_runs_again_when_a_person_says_so(binh):
    row = order(binh)
    rows().filter(pk=row.pk).update(state=S.PARKED, attempts=5)

    assert actions.retry(row) is True
    assert actions.retry(row) is False
    jobs.run(row.pk)

    row.refresh_from_db()
    assert (row.state, row.attempts) == (S.DONE, 1)


def test_what_a_dead_worker_held_is_done_by_another(binh):
    row = order(binh)
    held = actions.claim(row.pk)
    late = timezone.now() - timedelta(seconds=1)
    rows().filter(pk=row.pk).update(lease_until=late)

    actions.free_expired()
    rows().filter(pk=row.pk).update(next_try_at=timezone.now())
    jobs.run(row.pk)

    assert DONE == [1]
    with pytest.raises(actions.LeaseLost):
        actions.finish(held)


def test_a_slow_worker_whose_lease_was_lost_cannot_store_its_result(binh):
    row = order(binh)
    slow = actions.claim(row.pk)
    rows().filter(pk=row.pk).update(state=S.WAITING)
    quick = actions.claim(row.pk)

    with pytest.raises(actions.LeaseLost):
        actions.report_progress(slow, 10)
    actions.finish(quick)

    row.refresh_from_db()
    assert row.state == S.DONE


def test_two_workers_never_claim_one_row(binh):
    row = order(binh)

    assert actions.claim(row.pk) is not None
    assert actions.claim(row.pk) is None


def test_the_sweep_hints_at_waiting_work_only(binh, settings):
    waiting, done, later = (order(binh, subject=n) for n in (1, 2, 3))
    jobs.run(done.pk)
    rows().filter(pk=later.pk).update(next_try_at=timezone.now() + timedelta(hours=1))

    actions.hint_again()

    hinted = rows().exclude(hinted_at=None)
    assert list(hinted) == [waiting]


def test_parked_work_that_was_ordered_anew_is_closed_and_the_new_order_does_it(binh):
    row = order(binh)
    rows().filter(pk=row.pk).update(state=S.PARKED, attempts=5)
    anew = order(binh)

    assert actions.retry(row) is False

    row.refresh_from_db()
    assert (row.state, anew.state) == (S.REFUSED, S.WAITING)


def test_the_administrators_of_the_unit_hear_of_parked_work_once(binh, minh, cuc):
    row = order(binh, "test_fail")
    for _ in range(2):
        rows().filter(pk=row.pk).update(state=S.WAITING, attempts=4, next_try_at=timezone.now())
        jobs.run(row.pk)

    told = Notice.objects.unscoped("test").values_list("person", "text")
    assert list(told) == [(minh.pk, "Việc nền bị lỗi nhiều lần: Việc thử")]


def test_of_many_mails_that_are_stuck_the_administrator_hears_once_a_day(binh, minh):
    for n in range(3):
        row = order(binh, "test_fail", subject=n, queue="mail")
        rows().filter(pk=row.pk).update(attempts=BY_QUEUE["mail"].attempts - 1)
        jobs.run(row.pk)

    (told,) = Notice.objects.visible_to(minh)
    assert told.text == "Có thư chưa gửi được sau nhiều lần thử. Hãy kiểm tra máy chủ thư."
    # A mail about it would wait behind them.
    assert told.by_mail is False


def test_the_office_hears_of_parked_work_where_the_commune_has_no_administrator(
    binh, province_office
):
    quan = make_person("Quân", province_office, Role.ADMINISTRATOR)
    row = order(binh, "test_fail")
    rows().filter(pk=row.pk).update(attempts=4)

    jobs.run(row.pk)

    assert [notice.person for notice in Notice.objects.unscoped("test")] == [quan]


def test_a_mail_is_tried_for_more_than_an_hour_and_other_work_for_minutes():
    def hours(patience):
        waits = [patience.wait_after(n) for n in range(1, patience.attempts)]
        return sum(waits, timedelta()) / timedelta(hours=1)

    assert hours(USUAL) < 0.1
    assert 1 < hours(BY_QUEUE["mail"]) < 2


def test_a_dead_workers_mail_is_free_sooner_than_other_work(binh):
    mail, other = order(binh, queue="mail"), order(binh, subject=2)

    held = {row.queue: actions.claim(row.pk).lease_until for row in (mail, other)}

    assert held["default"] - held["mail"] > timedelta(minutes=3)


def test_one_hint_is_enough_for_all_the_mails_that_wait(binh):
    first, *_ = [order(binh, subject=n, queue="mail") for n in range(9)]
    order(binh, subject=99)

    jobs.run(first.pk)

    assert sorted(DONE) == list(range(9))


def test_a_hint_at_a_mail_that_is_done_is_good_for_another(binh):
    done, waiting = [order(binh, subject=n, queue="mail") for n in range(2)]
    rows().filter(pk=done.pk).update(state=S.DONE)

    jobs.run(done.pk)

    assert DONE == [1]


def test_whoever_stops_passes_the_turn_on(binh, monkeypatch):
    """So a broker that lost all its hints needs only one again."""
    monkeypatch.setattr(jobs, "ROUND_SECONDS", -1)
    first, second, _ = [order(binh, subject=n, queue="mail") for n in range(3)]

    jobs.run(first.pk)

    assert DONE == [0]
    assert list(rows().exclude(hinted_at=None)) == [second]


def test_a_failure_ends_the_round_so_that_a_mail_server_that_is_away_is_not_asked_for_each(binh):
    first, *_ = [order(binh, "test_fail", subject=n, queue="mail") for n in range(5)]

    jobs.run(first.pk)

    assert list(rows().order_by("pk").values_list("attempts", flat=True)) == [1, 0, 0, 0, 0]


def test_thousands_of_mails_do_not_keep_other_work_from_being_hinted_at(binh):
    wanted = [(n, binh.commune.pk, f"Thư {n}") for n in range(actions.HINTED_AGAIN + 30)]
    actions.order_many("test_note", wanted, queue="mail")
    order(binh, queue="pdf", subject=5000)

    actions.hint_again()

    hinted = rows().exclude(hinted_at=None).values_list("queue", flat=True)
    assert sorted(hinted) == ["mail"] * actions.HINTED_AGAIN + ["pdf"]
