"""One mail a person a working day, through a real mail server."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership
from notices.actions import tell, tell_all, withdraw
from notices.jobs import gather_at
from notices.mail import NotSent, message_of, send
from notices.models import Digest, Notice
from tests.notices.moments import WEDNESDAY, at, run_due, states, subject_of
from work.models import WorkRow
from work.patience import BY_QUEUE

U = Notice.Urgency


def test_the_mail_holds_everything_the_most_urgent_first_with_whole_links(
    postbox, told, dung, run_work
):
    gather_at(at())
    run_work()

    ((recipients, mail),) = postbox.mails
    assert recipients == ["dung@example.test"]
    assert (
        subject_of(mail)
        == "[danvan] 1 việc quá hạn, 1 việc sắp đến hạn, 1 thông báo ngày 11/03/2026"
    )
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    text = mail.get_body(("plain",)).get_content()
    order = [
        text.index(words)
        for words in (
            "ĐÃ QUÁ HẠN",
            "Quá hạn 2 ngày: Báo cáo <quý>",
            "https://danvan.example.test/nhiem-vu/2/",
            "SẮP ĐẾN HẠN",
            "https://danvan.example.test/nhiem-vu/1/",
            "THÔNG BÁO KHÁC",
            "https://danvan.example.test/nhiem-vu/3/",
        )
    ]
    assert order == sorted(order)
    html = mail.get_body(("html",)).get_content()
    assert 'href="https://danvan.example.test/nhiem-vu/2/"' in html
    assert "Báo cáo &lt;quý&gt;" in html
    assert Digest.objects.visible_to(dung).get().sent_at is not None


def test_gathering_twice_is_one_mail(postbox, told, run_work):
    assert [len(gather_at(at())), len(gather_at(at())), len(gather_at(at(hour=15)))] == [1, 0, 0]
    run_work()

    assert len(postbox.mails) == 1


def test_what_comes_after_the_mail_of_the_day_goes_with_the_next_one(postbox, told, dung, run_work):
    gather_at(at())
    run_work()
    tell(dung, "d", "Nhiệm vụ mới: Việc thứ tư", "/nhiem-vu/4/")
    gather_at(at(hour=15))
    gather_at(at(WEDNESDAY + timedelta(days=1)))
    run_work()

    subjects = [subject_of(mail) for _, mail in postbox.mails]
    assert subjects == [
        "[danvan] 1 việc quá hạn, 1 việc sắp đến hạn, 1 thông báo ngày 11/03/2026",
        "[danvan] 1 thông báo ngày 12/03/2026",
    ]


@pytest.mark.parametrize(
    "moment",
    [
        at(hour=6),
        at(hour=20),
        at(date(2026, 3, 15)),  # Sunday
        at(date(2026, 2, 17)),  # Tết
        at(date(2026, 9, 2)),
    ],
)
def test_no_mail_outside_working_time(told, moment):
    assert gather_at(moment) == []


def test_nobody_without_address_post_or_account_gets_a_mail(told, dung, khanh, binh, giang):
    tell_all([(who, "x", "Tin", "/") for who in (khanh, binh, giang)])
    for person, change in ((khanh, {"email": ""}), (binh, {"is_active": False})):
        type(person).objects.filter(pk=person.pk).update(**change)
    Membership.objects.filter(person=giang).update(valid_to=date(2026, 1, 1))

    assert [digest.person for digest in gather_at(at())] == [dung]


def test_what_was_read_or_withdrawn_meanwhile_is_left_out(postbox, told, dung, run_work):
    gather_at(at())
    withdraw("a")
    Notice.objects.visible_to(dung).filter(key="b").update(read_at=timezone.now())
    run_work()

    ((_, mail),) = postbox.mails
    text = mail.get_body(("plain",)).get_content()
    assert ("Họp dân" in text, "Báo cáo" in text, "Đối thoại" in text) == (False, False, True)


def test_nothing_left_to_say_sends_nothing_and_keeps_the_day_free(postbox, told, dung, run_work):
    gather_at(at())
    Notice.objects.visible_to(dung).update(read_at=timezone.now())
    run_work()
    assert (postbox.mails, states()) == ([], ["done"])

    tell(dung, "d", "Nhiệm vụ mới: Việc thứ tư", "/nhiem-vu/4/")
    gather_at(at(hour=15))
    run_work()

    assert [subject_of(mail) for _, mail in postbox.mails] == [
        "[danvan] 1 thông báo ngày 11/03/2026"
    ]


def test_a_server_that_is_busy_gets_the_same_mail_again(postbox, told, dung, run_work):
    postbox.answers = ["451 4.3.0 busy"]
    gather_at(at())

    run_work()
    assert (postbox.mails, states()) == ([], ["waiting"])

    run_due(run_work)
    assert (len(postbox.mails), states()) == (1, ["done"])


def test_a_repeat_carries_the_same_message_id_and_date(postbox, told, dung, run_work):
    gather_at(at())
    run_work()
    digest = Digest.objects.visible_to(dung).select_related("person").get()

    send(digest, handing_over=list)

    (_, first), (_, second) = postbox.mails
    assert first["Message-ID"] == f"<digest-{digest.pk}-20260311@danvan.example.test>"
    assert [first[name] for name in ("Message-ID", "Date", "Subject")] == [
        second[name] for name in ("Message-ID", "Date", "Subject")
    ]


def test_an_address_that_is_refused_for_good_is_not_tried_again(postbox, told, dung, run_work):
    postbox.recipient_answers = ["550 5.1.1 no such user"]
    gather_at(at())
    run_work()

    row = WorkRow.objects.unscoped("test").get()
    assert (row.state, row.attempts) == ("refused", 1)
    assert row.error == (
        "Máy chủ thư không nhận địa chỉ dung@example.test. "
        "Hãy kiểm tra lại địa chỉ thư của người này."
    )
    assert Digest.objects.visible_to(dung).get().sent_at is None


def test_a_recipient_who_is_only_busy_is_tried_again(postbox, told, run_work):
    postbox.recipient_answers = ["450 4.2.1 mailbox busy"]
    gather_at(at())
    run_work()
    run_due(run_work)

    assert (len(postbox.mails), states()) == (1, ["done"])


def test_mails_given_up_while_the_server_was_away_go_out_when_it_is_back(
    settings, postbox, told, run_work
):
    good, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    gather_at(at())
    for _ in range(BY_QUEUE["mail"].attempts):
        run_due(run_work)
    assert states() == ["parked"]
    WorkRow.objects.unscoped("test").update(
        finished_at=at() - timedelta(minutes=30), created_at=at() - timedelta(hours=1)
    )

    settings.EMAIL_PORT = good
    gather_at(at())
    run_due(run_work)

    assert (len(postbox.mails), states()) == (1, ["done"])


def test_an_address_with_a_line_break_sends_no_forged_header(postbox, told, dung, run_work):
    type(dung).objects.filter(pk=dung.pk).update(full_name="A\nBcc: x@example.test")
    gather_at(at())
    run_work()

    ((recipients, mail),) = postbox.mails
    assert (recipients, mail["Bcc"]) == (["dung@example.test"], None)


def test_without_a_mail_server_the_mail_is_written_to_the_folder(settings, told, dung, run_work):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    gather_at(at())
    run_work()

    (file,) = settings.EMAIL_FILE_PATH.iterdir()
    assert "Message-ID: <digest-" in file.read_text()
    assert Digest.objects.visible_to(dung).get().sent_at is not None


def test_each_mail_goes_to_one_person(postbox, dung, khanh, run_work):
    tell_all([(who, "x", f"Tin của {who}", "/") for who in (dung, khanh)])
    gather_at(at())
    run_work()

    told = {
        recipients[0]: mail.get_body(("plain",)).get_content() for recipients, mail in postbox.mails
    }
    assert {
        to: ("Tin của Võ Khánh" in text, "Tin của Phạm Thị Dung" in text)
        for to, text in told.items()
    } == {
        "dung@example.test": (False, True),
        "khanh@example.test": (True, False),
    }


def test_a_server_that_is_not_there_is_no_permanent_refusal(settings, told, dung):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    (digest,) = gather_at(at())

    with pytest.raises(NotSent):
        send(digest, handing_over=list)


def test_the_mornings_reminders_are_in_the_mornings_mail(postbox, binh, dung, run_work):
    """Gathering asks for what is due first, so it does not matter which job the scheduler starts earlier."""
    # A worker has the jobs of every app in hand; a test by itself does not.
    import tasks.jobs  # noqa: F401
    from tasks.models import Task
    from tests.tasks.factories import make_task

    task = make_task(binh, dung, title="Họp dân", due_on=WEDNESDAY)
    Task.objects.unscoped("test").filter(pk=task.pk).update(assigned_on=date(2026, 1, 5))

    gather_at(at())
    run_work()

    ((_, mail),) = postbox.mails
    assert "Hôm nay là hạn: Họp dân" in mail.get_body(("plain",)).get_content()


def test_the_message_names_nobody_but_its_recipient(told, dung):
    (digest,) = gather_at(at())
    digest.subject, digest.text, digest.html = "S", "T", "<p>T</p>"

    message = message_of(digest)

    assert (message.to, message.cc, message.bcc) == (["dung@example.test"], [], [])
