"""What an office does with more reports than a page can wait for: a worker does it, and each report is told of."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Membership
from notices.models import Notice
from reports.actions.office_acts import order_act
from reports.actions.submissions import move_submission
from reports.desk import act_jobs
from reports.models import OfficeAct, RoundUrging
from tests.factories import make_commune
from tests.reports.test_desk import open_in, submit
from tests.reports.test_office import JULY
from work.actions import claim
from work.jobs import run
from work.models import WorkRow


@pytest.fixture
def july(monkeypatch):
    for name in ("desk.grid", "desk.choosing", "actions.office", "desk.office_notices"):
        monkeypatch.setattr(f"reports.{name}.today", lambda: JULY)


@pytest.fixture
def signed_in(client, lan):
    client.force_login(lan)
    return client


@pytest.fixture
def few_at_once(monkeypatch):
    """Two are many, and a part of the work is one report."""
    monkeypatch.setattr("reports.actions.office.ANSWERED_AT_ONCE", 1)
    monkeypatch.setattr("reports.actions.office.URGED_AT_ONCE", 1)
    for kind in act_jobs.AT_A_TIME:
        monkeypatch.setitem(act_jobs.AT_A_TIME, kind, 1)


@pytest.fixture
def three(province_office):
    """(submission, coordinator) of three communes."""
    rounds = [open_in(make_commune(f"Xã {n}", receiver=province_office)) for n in range(3)]
    return [(submit(*each), each[1]) for each in rounds]


def the_work():
    return WorkRow.objects.unscoped("a test does the work").get(kind=act_jobs.KIND)


def the_act(lan):
    return OfficeAct.objects.visible_to(lan).get()


def said(act):
    return {title.split(",")[0]: words for _, title, words, _ in act.results}


def test_many_are_returned_by_a_worker_and_each_is_told_of(three, lan, signed_in, few_at_once):
    (first, _), (second, coordinator), (third, _) = three
    sent = {
        "act": "send_back", "note": "Thiếu số liệu.", "every": "1", "until": str(third.pk),
        "back": "year=2026&state=submitted",
    }  # fmt: skip

    page = signed_in.post(reverse("reports:desk_answer"), sent, follow=True)
    move_submission(second, "withdraw", by=coordinator)
    run(the_work().pk)
    after = signed_in.get(page.redirect_chain[0][0])

    act = the_act(lan)
    assert page.context["work"] == the_work()
    assert (the_work().state, act.left) == ("done", [])
    assert said(act) == {
        "UBND xã Xã 0": "Đã trả lại",
        "UBND xã Xã 1": "xã đã rút lại trước khi được xem",
        "UBND xã Xã 2": "Đã trả lại",
    }
    # What was not done stands first.
    assert [row["done"] for row in after.context["rows"]] == [False, True, True]
    assert first.history.get(move="send_back").note == "Thiếu số liệu."
    assert Notice.objects.visible_to(lan).filter(key=f"office-act:{act.pk}:done").exists()


def test_what_a_killed_worker_has_done_is_not_done_again(three, lan, few_at_once):
    cells = [[f"s{each.pk}", f"Xã {n}"] for n, (each, _) in enumerate(three)]
    act = order_act(OfficeAct(kind="accept", cells=cells), by=lan)
    # A worker took the row, did a part and died.
    claim(the_work().pk)
    act_jobs.do_some(act.pk, lan)
    WorkRow.objects.unscoped("its lease ran out").update(state="waiting")

    run(the_work().pk)
    run(the_work().pk)

    assert [row[2:] for row in the_act(lan).results] == [["Đã nhận", True]] * 3
    assert [each.history.filter(move="accept").count() for each, _ in three] == [1, 1, 1]


def test_the_page_does_not_call_waiting_what_nobody_will_do(three, lan, signed_in, few_at_once):
    cells = [[f"s{each.pk}", f"Xã {n}"] for n, (each, _) in enumerate(three)]
    act = order_act(OfficeAct(kind="accept", cells=cells), by=lan)
    act_jobs.do_some(act.pk, lan)
    before = signed_in.get(act.get_absolute_url()).content.decode()
    WorkRow.objects.unscoped("it was given up").update(state="parked")

    after = signed_in.get(act.get_absolute_url()).content.decode()

    assert "còn 2 báo cáo đang chờ" in before
    assert "còn 2 báo cáo chưa xử lý" in after


def test_what_came_after_the_page_was_read_is_not_answered(
    three,
    province_office,
    lan,
    signed_in,
    few_at_once,
):
    until = three[-1][0].pk
    later = submit(*open_in(make_commune("Muộn", receiver=province_office)))
    sent = {"act": "accept", "every": "1", "until": str(until), "back": "year=2026"}

    signed_in.post(reverse("reports:desk_answer"), sent)
    run(the_work().pk)

    later.refresh_from_db()
    assert (later.status, the_act(lan).count) == ("submitted", 3)


def test_many_are_urged_by_a_worker(province_office, lan, signed_in, july, few_at_once):
    for n in range(2):
        open_in(make_commune(f"Xã {n}", receiver=province_office))
    make_commune("Vắng", receiver=province_office)  # nobody of it works with the portal
    sent = {"every": "1", "back": "year=2026&state=late&column=six_months"}

    signed_in.post(reverse("reports:desk_urge"), sent)
    run(the_work().pk)
    signed_in.post(reverse("reports:desk_urge"), sent)

    first = OfficeAct.objects.visible_to(lan).order_by("pk").first()
    assert sorted(row[2] for row in first.results) == [
        act_jobs.UNREACHED, "Đã đôn đốc", "Đã đôn đốc",
    ]  # fmt: skip
    assert RoundUrging.objects.count() == 2


def test_pressed_twice_it_is_ordered_once(three, lan, signed_in, few_at_once):
    sent = {
        "act": "accept", "cell": [f"s{each.pk}" for each, _ in three],
        "act_key": "7b0f3f62-5a3c-4c1c-9c38-0d0f4b6ad0aa",
    }  # fmt: skip

    answers = [signed_in.post(reverse("reports:desk_answer"), sent).url for _ in range(2)]

    assert answers == [the_act(lan).get_absolute_url()] * 2
    assert WorkRow.objects.unscoped("a test counts").filter(kind=act_jobs.KIND).count() == 1


def test_who_no_longer_receives_there_answers_nothing_more(three, lan, few_at_once):
    cells = [[f"s{each.pk}", "Xã"] for each, _ in three]
    order_act(OfficeAct(kind="accept", cells=cells), by=lan)
    Membership.objects.filter(person=lan).update(valid_to=date(2026, 1, 1))

    run(the_work().pk)

    assert the_work().state == "refused"
    assert {each.status for each, _ in three} == {"submitted"}
    assert OfficeAct.objects.unscoped("a test looks").get().results == []


@pytest.mark.parametrize("ends", ["post", "account"])
def test_who_stops_receiving_while_it_runs_answers_no_more_than_was_answered(
    three, lan, few_at_once, monkeypatch, ends
):
    cells = [[f"s{each.pk}", f"Xã {n}"] for n, (each, _) in enumerate(three)]
    order_act(OfficeAct(kind="accept", cells=cells), by=lan)
    do_some = act_jobs.do_some

    def and_then_leaves(pk, by):
        done = do_some(pk, by)
        if ends == "post":
            Membership.objects.filter(person=lan).update(valid_to=date(2026, 1, 1))
        else:
            type(lan).objects.filter(pk=lan.pk).update(is_active=False)
        return done

    monkeypatch.setattr(act_jobs, "do_some", and_then_leaves)
    run(the_work().pk)

    assert the_work().state == "refused"
    assert "việc này không được làm tiếp" in the_work().error
    for each, _ in three:
        each.refresh_from_db()
    assert [each.status for each, _ in three] == ["accepted", "submitted", "submitted"]
    assert len(OfficeAct.objects.unscoped("a test looks").get().results) == 1
