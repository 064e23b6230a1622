"""What does not wait for the next morning: when it goes out, with what, and what keeps it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Person
from notices.actions import tell, withdraw
from notices.digests import GRACE, gather_at_once
from notices.jobs import gather_at
from notices.models import Digest, Notice, NoticeSettings
from tasks.actions import edit_task, move_task
from tasks.models import Task
from tests.notices.moments import WEDNESDAY, at, run_due, states, subject_of, text_of
from tests.tasks.factories import make_task


def told_at(person, moment, key, text, **how):
    tell(person, key, text, f"/nhiem-vu/{key}/", **{"at_once": True, **how})
    Notice.objects.visible_to(person).filter(key=key).update(created_at=moment)


def subjects(postbox):
    return [subject_of(mail) for _, mail in postbox.mails]


def test_it_goes_out_after_the_grace_and_not_before(postbox, dung, run_work):
    told_at(dung, at(), "a", "Nhiệm vụ mới: Họp dân, hạn 20/03/2026")

    assert gather_at_once(at() + GRACE - timedelta(seconds=1)) == []
    (digest,) = gather_at_once(at() + GRACE)
    run_work()

    assert digest.kind == "at_once"
    assert subjects(postbox) == ["[danvan] Nhiệm vụ mới: Họp dân, hạn 20/03/2026"]
    assert "Cổng danvan vừa có thông báo cho anh/chị:" in text_of(postbox.mails[0][1])


def test_several_of_one_person_are_one_mail_and_it_is_not_made_twice(
    postbox, dung, khanh, run_work
):
    for key in ("a", "b", "c"):
        told_at(dung, at(), key, f"Nhiệm vụ mới: Việc {key}")
    told_at(khanh, at(), "a", "Nhiệm vụ mới: Việc của Khánh")

    made = gather_at_once(at(hour=9)) + gather_at_once(at(hour=9))
    run_work()

    assert len(made) == 2
    assert sorted(subjects(postbox)) == [
        "[danvan] 3 thông báo mới",
        "[danvan] Nhiệm vụ mới: Việc của Khánh",
    ]


def test_the_days_digest_does_not_say_it_again(postbox, dung, run_work):
    told_at(dung, at(), "a", "Nhiệm vụ mới: Việc một")
    gather_at_once(at(hour=9))
    run_work()
    tell(dung, "b", "Tin khác", "/")

    gather_at(at(hour=10))
    run_work()

    assert ["Việc một" in text_of(mail) for _, mail in postbox.mails] == [True, False]


def test_what_came_at_night_travels_with_the_mail_of_the_morning(postbox, dung, run_work):
    told_at(dung, at(hour=3), "a", "Nhiệm vụ mới: Việc một")
    tell(dung, "b", "Tin khác", "/")
    assert gather_at_once(at(hour=6)) == gather_at_once(at(hour=7)) == []

    (digest,) = gather_at(at(hour=7))
    run_work()

    assert digest.kind == "daily"
    assert subjects(postbox) == ["[danvan] 2 thông báo ngày 11/03/2026"]


def test_by_itself_it_does_not_use_up_the_days_digest(dung):
    told_at(dung, at(), "a", "Nhiệm vụ mới: Việc một")

    made = gather_at(at(hour=9))
    tell(dung, "b", "Tin khác", "/")
    made += gather_at(at(hour=10))

    assert [digest.kind for digest in made] == ["at_once", "daily"]


@pytest.mark.parametrize("hour", [6, 20])
def test_outside_the_hours_of_the_office_it_waits(dung, hour):
    told_at(dung, at(hour=1), "a", "Nhiệm vụ mới: Việc một")

    assert gather_at_once(at(hour=hour)) == []
    assert len(gather_at_once(at(WEDNESDAY + timedelta(days=1)))) == 1


def test_who_declined_it_reads_it_in_the_days_digest(dung):
    NoticeSettings.objects.create(person=dung, at_once_mail=False)
    told_at(dung, at(), "a", "Nhiệm vụ mới: Việc một")

    assert gather_at_once(at(hour=9)) == []
    assert [digest.kind for digest in gather_at(at(hour=9))] == ["daily"]


def test_who_declined_the_days_digest_gets_this_alone(dung):
    NoticeSettings.objects.create(person=dung, daily_mail=False)
    told_at(dung, at(), "a", "Nhiệm vụ mới: Việc một")
    tell(dung, "b", "Tin khác", "/")

    (digest,) = gather_at(at(hour=9))

    assert digest.kind == "at_once"
    assert [each.key for each in digest.notices.all()] == ["a"]


@pytest.fixture
def assigned(binh, dung):
    """A task of Dung's whose notice is old enough to go out at WEDNESDAY, 09:00."""
    task = make_task(binh, dung, title="Họp dân thôn Đông")
    Notice.objects.visible_to(dung).update(created_at=at())
    return task


def test_a_new_assignment_is_told_at_once(postbox, assigned, run_work):
    gather_at_once(at(hour=9))
    run_work()

    ((to, mail),) = postbox.mails
    assert to == ["dung@example.test"]
    assert subject_of(mail).startswith("[danvan] Nhiệm vụ mới: Họp dân thôn Đông")
    assert f"https://danvan.example.test/nhiem-vu/{assigned.pk}/" in text_of(mail)


def cancel(task, by):
    move_task(task, "cancel", by=by, note="Giao nhầm")


def reassign(task, by):
    khanh = Person.objects.get(username="khanh")
    fields = {
        "title": task.title,
        "lead_unit": khanh.unit,
        "responsible": khanh,
        "due_on": task.due_on,
    }
    edit_task(task, fields, coordinating_units=[], by=by, version=task.version)


@pytest.mark.parametrize("undo", [cancel, reassign])
def test_an_assignment_undone_before_the_mail_leaves_is_not_in_it(
    postbox, assigned, binh, dung, khanh, run_work, undo
):
    """Undone after the message was gathered, while its sending waits in the queue."""
    gather_at_once(at(hour=9))
    undo(Task.objects.visible_to(binh).get(), binh)
    run_work()

    assert postbox.mails == []
    assert Digest.objects.visible_to(dung).count() == 0


def test_undone_between_two_attempts_it_is_not_in_the_second(
    postbox, assigned, binh, dung, run_work
):
    """The server was busy: nothing has gone out yet, so the words may still change."""
    tell(dung, "other", "Nhiệm vụ mới: Việc khác", "/", at_once=True)
    Notice.objects.visible_to(dung).update(created_at=at())
    postbox.answers = ["451 4.3.0 busy"]
    gather_at_once(at(hour=9))
    run_work()

    cancel(Task.objects.visible_to(binh).get(), binh)
    run_due(run_work)

    ((_, mail),) = postbox.mails
    assert ("Họp dân" in text_of(mail), "Việc khác" in text_of(mail)) == (False, True)


def test_once_it_may_be_out_a_repeat_says_the_same(postbox, assigned, binh, dung, run_work):
    """The connection broke after the mail was handed over: it may have arrived."""
    postbox.cut_off = 1
    gather_at_once(at(hour=9))
    run_work()
    assert states() == ["waiting"]

    cancel(Task.objects.visible_to(binh).get(), binh)
    run_due(run_work)

    (_, first), (_, second) = postbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert text_of(first) == text_of(second)
    assert states()[0] == "done"


def test_a_task_taken_away_altogether_leaves_no_mail(postbox, assigned, dung, run_work):
    gather_at_once(at(hour=9))
    withdraw(f"task:{assigned.pk}:")
    run_work()

    assert postbox.mails == []


def test_what_the_office_has_closed_for_meanwhile_waits_without_counting_an_attempt(
    postbox, assigned, dung, run_work
):
    gather_at_once(at(hour=9))
    NoticeSettings.objects.create(person=dung, quiet_until=timezone.localdate() + timedelta(days=9))
    Digest.objects.visible_to(dung).update(created_at=timezone.now() - timedelta(hours=1))
    (row,) = run_work()

    assert (postbox.mails, row.state, row.attempts) == ([], "waiting", 0)
    assert row.next_try_at > timezone.now() + timedelta(minutes=10)


def shut_out_of_the_portal(person):
    Person.objects.filter(pk=person.pk).update(is_active=False)


def end_the_last_post(person):
    person.memberships.update(valid_to=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize("leave", [shut_out_of_the_portal, end_the_last_post])
def test_who_has_left_since_it_was_gathered_gets_nothing(postbox, assigned, dung, run_work, leave):
    """A busy mail server can keep a message for hours; nothing of the office follows who has left."""
    gather_at_once(at(hour=9))
    leave(dung)
    run_work()

    assert (postbox.mails, states()) == ([], ["done"])
    assert Digest.objects.visible_to(dung).count() == 0


def test_who_has_left_gets_no_repeat_either(postbox, assigned, dung, run_work):
    postbox.cut_off = 1
    gather_at_once(at(hour=9))
    run_work()
    shut_out_of_the_portal(dung)
    run_due(run_work)

    assert (len(postbox.mails), states()) == (1, ["done"])
