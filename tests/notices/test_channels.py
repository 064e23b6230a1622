"""A further channel is one class: here one that writes files, known to this test alone."""

import pytest
from django.utils import timezone

from notices import channels
from notices.actions import tell, tell_all
from notices.channels import Channel
from notices.digests import gather_at_once
from notices.jobs import gather_at
from notices.models import Digest, Notice, NoticeSettings
from tasks.actions import move_task
from tests.notices.moments import at, run_due, states
from tests.tasks.factories import make_task


@pytest.fixture
def files(tmp_path):
    """Every person with a phone number is reached by a file of that name."""

    class Files(Channel):
        name, label = "files", "Tệp thử"
        broken = []

        def address_of(self, person):
            return person.phone

        def send(self, digest, handing_over):
            if self.broken:
                raise self.broken.pop()
            handing_over()
            path = tmp_path / f"{digest.person.phone}-{digest.reference}.txt"
            path.write_text(f"{digest.subject}\n{digest.text}", encoding="utf-8")

    channels.register(Files)
    yield tmp_path
    channels.forget("files")


def give_phone(person, number="0900000001"):
    type(person).objects.filter(pk=person.pk).update(phone=number)
    person.refresh_from_db()


def test_the_rules_need_not_change_for_it(files, postbox, binh, dung, khanh, run_work):
    """Dung has only a phone, Khánh only a mail address; both are told of their new work."""
    give_phone(dung)
    type(dung).objects.filter(pk=dung.pk).update(email="")
    for person in (dung, khanh):
        make_task(binh, person, title=f"Việc của {person}")
    Notice.objects.unscoped("test").update(created_at=at())

    gather_at_once(at(hour=9))
    run_work()

    (file,) = files.glob("*.txt")
    assert "Việc của Phạm Thị Dung" in file.read_text()
    assert [to for to, _ in postbox.mails] == [["khanh@example.test"]]
    assert sorted(Digest.objects.unscoped("test").values_list("channel", flat=True)) == [
        "email",
        "files",
    ]


def test_a_person_whom_two_reach_gets_one_message_by_the_one_chosen(files, postbox, dung, run_work):
    give_phone(dung)
    tell(dung, "a", "Tin", "/")
    NoticeSettings.objects.create(person=dung, channel="files")

    made = gather_at(at())
    run_work()

    assert [digest.channel for digest in made] == ["files"]
    assert (len(list(files.glob("*.txt"))), postbox.mails) == (1, [])


def test_its_errors_are_treated_like_those_of_mail(files, dung, binh, run_work):
    give_phone(dung)
    NoticeSettings.objects.create(person=dung, channel="files")
    task = make_task(binh, dung, title="Họp dân")
    Notice.objects.visible_to(dung).update(created_at=at())
    channels.named("files").broken.append(channels.NotSent("busy"))
    gather_at_once(at(hour=9))
    run_work()
    assert states() == ["waiting"]

    move_task(task, "cancel", by=binh, note="Nhầm")
    run_due(run_work)

    # Withdrawn before it was handed over: nothing was left to say.
    assert (list(files.glob("*.txt")), states()[0]) == ([], "done")


def test_an_address_it_refuses_for_good_is_told_in_its_own_words(files, dung, run_work):
    give_phone(dung)
    NoticeSettings.objects.create(person=dung, channel="files")
    tell_all([(dung, "a", "Tin", "/")])
    channels.named("files").broken.append(channels.Unreachable("Số này không còn dùng."))

    gather_at(at())
    (row,) = run_work()

    assert (row.state, row.error) == ("refused", "Số này không còn dùng.")


def test_the_page_offers_it_and_sends_a_test_over_it(files, sign_in, dung, run_work):
    give_phone(dung)
    client = sign_in(dung)
    page = client.get("/thong-bao/cach-nhan/").content.decode()
    assert ("Tệp thử" in page, "0900000001" in page) == (True, True)

    client.post("/thong-bao/cach-nhan/", {"daily_mail": "on", "channel": "files"})
    client.post("/thong-bao/cach-nhan/gui-thu/")
    run_work()

    (file,) = files.glob("*.txt")
    assert "[danvan] Thư thử" in file.read_text()


def test_without_it_the_page_offers_no_choice(sign_in, dung):
    form = sign_in(dung).get("/thong-bao/cach-nhan/").context["form"]

    assert "channel" not in form.fields


def test_a_message_whose_channel_is_gone_waits_instead_of_being_lost(dung, run_work):
    digest = Digest.objects.create(person=dung, day=timezone.localdate(), channel="files")
    tell(dung, "a", "Tin", "/")
    Notice.objects.visible_to(dung).update(digest=digest)
    from work.actions import order

    order("send_digest", digest.pk, unit=dung.commune, by=None, title="x", queue="mail")
    run_work()

    assert states() == ["waiting"]
