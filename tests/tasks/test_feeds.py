"""Calendar addresses: shown once, kept as a hash, open while the post is held; a real client reads one."""

import subprocess
import sys
import uuid
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Membership, Person
from danvan.clock import today
from tasks.actions import edit_task, make_feed, move_task, revoke_feed
from tasks.actions.feeding import MOST_FEEDS, FeedRefused, hash_of
from tasks.models import CalendarFeed, Task
from tests.factories import make_person
from tests.tasks.factories import in_days, make_task

PAGE = "/nhiem-vu/lich/dia-chi/"


def feed_for(person, scope="mine"):
    """The secret of a fresh feed."""
    return make_feed(by=Person.objects.get(pk=person.pk), scope=scope, key=uuid.uuid4())[1]


def address(secret):
    return f"/lich/{secret}.ics"


def events(answer):
    """{summary: event} of an answer of the feed."""
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


# Making, renewing, revoking


def test_the_address_is_shown_once_and_only_its_hash_is_kept(sign_in, client, dung):
    made = sign_in(dung).post(PAGE, {"scope": "mine", "alarms": "on", "key": uuid.uuid4()})

    shown = made.context["address"]
    secret = shown.rpartition("/")[2].partition(".")[0]
    feed = CalendarFeed.objects.visible_to(dung).get()
    assert shown == f"http://testserver/lich/{secret}.ics?nhac=1"
    assert len(secret) >= 43
    assert feed.secret_hash == hash_of(secret)
    assert "no-store" in made["Cache-Control"]
    assert secret not in client.get(PAGE).content.decode()
    client.logout()
    assert client.get(address(secret)).status_code == 200


def test_pressed_twice_it_is_one_feed_with_the_same_address(sign_in, dung):
    body = {"scope": "mine", "key": uuid.uuid4()}
    client = sign_in(dung)

    first, second = client.post(PAGE, body), client.post(PAGE, body)

    assert first.context["address"] == second.context["address"]
    assert CalendarFeed.objects.visible_to(dung).count() == 1


def test_the_key_of_a_form_gives_another_person_another_secret(dung, khanh):
    key = uuid.uuid4()

    assert make_feed(by=dung, scope="mine", key=key)[1] != make_feed(by=khanh, scope="mine", key=key)[1]  # fmt: skip


def test_a_renewed_address_ends_the_old_one(sign_in, client, dung):
    secret = feed_for(dung)
    feed = CalendarFeed.objects.visible_to(dung).get()
    key = uuid.uuid4()

    made = sign_in(dung).post(f"{PAGE}{feed.pk}/doi/", {"key": key})
    again = sign_in(dung).post(f"{PAGE}{feed.pk}/doi/", {"key": key})

    client.logout()
    new = made.context["address"].rpartition("/")[2].partition(".")[0]
    assert again.context["address"] == made.context["address"]
    assert client.get(address(secret)).status_code == 404
    assert client.get(address(new)).status_code == 200
    assert CalendarFeed.objects.visible_to(dung).filter(revoked_at=None).count() == 1


def test_a_revoked_key_makes_nothing_again(dung):
    key = uuid.uuid4()
    feed, _ = make_feed(by=dung, scope="mine", key=key)
    revoke_feed(feed)

    with pytest.raises(FeedRefused, match="đã thu hồi"):
        make_feed(by=dung, scope="mine", key=key)


def test_so_many_addresses_and_no_more(sign_in, dung):
    for _ in range(MOST_FEEDS):
        feed_for(dung)

    answer = sign_in(dung).post(PAGE, {"scope": "mine", "key": uuid.uuid4()})

    assert "Hãy thu hồi một địa chỉ" in answer.content.decode()
    assert CalendarFeed.objects.visible_to(dung).count() == MOST_FEEDS


@pytest.mark.parametrize("act", ["doi", "thu-hoi"])
def test_nobody_touches_the_address_of_somebody_else(sign_in, binh, dung, act):
    secret = feed_for(dung)
    feed = CalendarFeed.objects.visible_to(dung).get()

    assert sign_in(binh).post(f"{PAGE}{feed.pk}/{act}/").status_code == 404
    assert CalendarFeed.objects.visible_to(dung).get().revoked_at is None
    assert hash_of(secret) == feed.secret_hash


def test_an_officer_gets_no_feed_of_the_commune(sign_in, dung):
    answer = sign_in(dung).post(PAGE, {"scope": "commune", "key": uuid.uuid4()})

    assert answer.context["address"] == ""
    assert CalendarFeed.objects.visible_to(dung).count() == 0
    with pytest.raises(FeedRefused, match="việc của mình"):
        make_feed(by=dung, scope="commune", key=uuid.uuid4())


# While it opens


def close_account(person, feed):
    Person.objects.filter(pk=person.pk).update(is_active=False)


def end_post(person, feed):
    Membership.objects.filter(person=person).update(valid_to=today() - timedelta(days=1))


def end_this_post_and_hold_another(person, feed):
    other = person.unit.commune
    end_post(person, feed)
    Membership.objects.create(person=person, unit=other, role="coordinator")


def become_officer(person, feed):
    Membership.objects.filter(person=person).update(role="officer")


def become_administrator(person, feed):
    Membership.objects.filter(person=person).update(role="administrator")


def revoke(person, feed):
    revoke_feed(feed)


@pytest.mark.parametrize(
    ("scope", "ending"),
    [
        ("mine", close_account),
        ("mine", end_post),
        ("mine", end_this_post_and_hold_another),
        ("mine", become_administrator),
        ("mine", revoke),
        ("commune", become_officer),
        ("commune", end_post),
        ("commune", revoke),
    ],
)
def test_what_ends_a_feed_makes_it_look_as_if_it_had_never_been(client, binh, dung, scope, ending):
    make_task(binh, binh, title="Bí mật")
    secret = feed_for(binh, scope)
    before = client.get(address(secret))
    ending(binh, CalendarFeed.objects.visible_to(binh).get())

    after, unknown = client.get(address(secret)), client.get(address("x" * 43))

    assert before.status_code == 200
    assert list(events(before)) == ["Sắp đến hạn: Bí mật"]
    assert (after.status_code, after.content) == (404, unknown.content)
    assert after.headers == unknown.headers
    assert "Bí mật" not in after.content.decode()


def test_the_feed_stays_with_the_post_in_which_it_was_made(client, binh, dung, cuc):
    """Somebody who also works elsewhere, and looks at that post in the portal now."""
    make_task(binh, dung, title="Việc An Hòa")
    make_task(cuc, cuc, title="Việc Bình Minh")
    secret = feed_for(binh, "commune")
    other = Membership.objects.create(person=binh, unit=cuc.unit, role="coordinator")
    Person.objects.filter(pk=binh.pk).update(active_membership=other)

    assert list(events(client.get(address(secret)))) == ["Sắp đến hạn: Việc An Hòa"]


def test_nothing_is_written_or_read_by_other_methods(client, dung):
    secret = feed_for(dung)

    assert client.post(address(secret)).status_code == 405
    head = client.head(address(secret))
    assert (head.status_code, head.content) == (200, b"")


# What it says


def test_mine_is_mine_and_the_communes_is_what_i_see(client, binh, dung, khanh, cuc):
    make_task(binh, dung, title="Của Dung", due_on=in_days(20))
    make_task(binh, khanh, title="Của Khánh", due_on=in_days(20))
    make_task(binh, binh, title="Của Bình", due_on=in_days(20))
    make_task(binh, dung, title="Không hạn", due_on=None)
    make_task(cuc, cuc, title="Của xã khác", due_on=in_days(20))

    seen = {
        (person.username, scope): set(events(client.get(address(feed_for(person, scope)))))
        for person, scope in ((dung, "mine"), (binh, "mine"), (binh, "commune"))
    }

    assert seen == {
        ("dung", "mine"): {"Của Dung"},
        ("binh", "mine"): {"Của Bình"},
        ("binh", "commune"): {"Của Dung", "Của Khánh", "Của Bình"},
    }


def test_an_event_says_what_whose_and_how_late(client, binh, dung):
    task = make_task(
        binh, dung, title="Đăng ký mô hình, “Dân vận khéo”; đợt 1", due_on=in_days(-2),
        expected_result="Phiếu đăng ký",
    )  # fmt: skip

    answer = client.get(address(feed_for(dung)))

    event = events(answer)["Quá hạn: Đăng ký mô hình, “Dân vận khéo”; đợt 1"]
    assert event["DTSTART"].dt == in_days(-2)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["DTEND"].dt == in_days(-1)
    assert str(event["UID"]).startswith(f"nhiem-vu-{task.pk}@")
    assert str(event["URL"]).endswith(task.get_absolute_url())
    assert str(event["DESCRIPTION"]).splitlines()[:3] == [
        "Đơn vị chủ trì: Phòng Văn hóa - Xã hội",
        "Người chịu trách nhiệm: Phạm Thị Dung",
        "Kết quả, sản phẩm: Phiếu đăng ký",
    ]
    assert (str(event["STATUS"]), str(event["TRANSP"])) == ("CONFIRMED", "TRANSPARENT")
    assert "LAST-MODIFIED" in event
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))


def test_what_waits_or_rests_says_so_and_what_is_over_leaves(client, binh, dung):
    rows = {name: make_task(binh, dung, title=name) for name in ("báo", "xong", "nghỉ", "hủy")}
    for name in ("báo", "xong"):
        move_task(rows[name], "report_done", by=dung)
    move_task(rows["xong"], "confirm", by=binh)
    move_task(rows["nghỉ"], "pause", by=binh, note="Bão.")
    move_task(rows["hủy"], "cancel", by=binh, note="Trùng.")

    found = events(client.get(address(feed_for(dung))))

    assert set(found) == {"Chờ xác nhận: báo", "Tạm dừng: nghỉ"}
    assert str(found["Tạm dừng: nghỉ"]["STATUS"]) == "TENTATIVE"


def test_requested_work_gone_by_is_not_called_late(client, binh, hoa):
    make_task(binh, hoa, title="Đề nghị", due_on=in_days(-9))

    assert list(events(client.get(address(feed_for(hoa))))) == ["Đề nghị"]


def test_alarms_only_where_asked_for(client, binh, dung):
    make_task(binh, dung, title="Việc", due_on=in_days(20))
    secret = feed_for(dung)

    plain, ringing = client.get(address(secret)), client.get(f"{address(secret)}?nhac=1")

    assert events(plain)["Việc"].walk("VALARM") == []
    [alarm] = events(ringing)["Việc"].walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(hours=-15)


def test_the_same_calendar_is_not_sent_twice_and_a_changed_one_is(client, binh, dung, khanh):
    task, secret = make_task(binh, dung, title="Việc"), feed_for(dung)
    first = client.get(address(secret))
    known = {"If-None-Match": first["ETag"]}

    again = client.get(address(secret), headers=known)
    move_task(task, "report_done", by=dung)
    moved = client.get(address(secret), headers=known)
    Task.objects.unscoped("test").filter(pk=task.pk).update(responsible=khanh)
    late_asker = client.get(address(secret), headers={"If-Modified-Since": moved["Last-Modified"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, max-age=300"
    assert moved.status_code == 200
    # Gone to somebody else without a later date: the date alone must not hide it.
    assert (late_asker.status_code, events(late_asker)) == (200, {})


def test_the_last_reading_is_noted_not_more_than_every_five_minutes(client, dung, sign_in):
    secret = feed_for(dung)
    feed = CalendarFeed.objects.visible_to(dung)
    client.get(address(secret))
    first = feed.get().last_read_at
    client.get(address(secret))
    second = feed.get().last_read_at
    feed.update(last_read_at=first - timedelta(minutes=6))
    client.get(address(secret))

    assert first == second
    assert feed.get().last_read_at > first
    assert (
        timezone.localtime(first).strftime("%d/%m/%Y") in sign_in(dung).get(PAGE).content.decode()
    )


def test_the_feed_asks_as_often_for_thirty_tasks_as_for_two(client, binh, dung):
    secret = feed_for(binh, "commune")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(secret)).status_code == 200
        return len(captured)

    for _ in range(2):
        make_task(binh, dung)
    queries()
    few = queries()
    for _ in range(28):
        make_task(binh, dung)

    assert queries() == few


# A real client


CONFIG = """
[general]
status_path = "{folder}/status/"

[pair lich]
a = "may"
b = "cong"
collections = null

[storage may]
type = "filesystem"
path = "{folder}/lich/"
fileext = ".ics"

[storage cong]
type = "http"
url = "{url}"
"""


class VdirSyncer:
    """The program vdirsyncer with a folder of its own that follows the feed at `url`."""

    def __init__(self, folder, url):
        self.folder = folder
        (folder / "lich").mkdir()
        (folder / "config").write_text(CONFIG.format(folder=folder, url=url), encoding="utf-8")
        # Asks once whether to follow; the answer is yes.
        self.run("discover", said="y\ny\n")

    def run(self, *arguments, said=""):
        program = Path(sys.executable).with_name("vdirsyncer")
        return subprocess.run(
            [program, "-c", self.folder / "config", *arguments],
            input=said, capture_output=True, text=True, timeout=60,
            env={"HOME": str(self.folder), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        )  # fmt: skip

    def sync(self):
        """{summary: (first day, status)} of what lies in the folder after a sync."""
        done = self.run("sync")
        assert done.returncode == 0, done.stderr
        calendars = (
            icalendar.Calendar.from_ical(path.read_bytes())
            for path in (self.folder / "lich").glob("*.ics")
        )
        found = [event for calendar in calendars for event in calendar.walk("VEVENT")]
        return {str(event["SUMMARY"]): event["DTSTART"].dt for event in found}


@pytest.mark.any_database
def test_a_real_client_follows_the_feed_until_it_is_revoked(live_server, tmp_path, binh, culture):
    dung = make_person("Phạm Thị Dung", culture, username="dung2")
    task = make_task(binh, dung, title="Đăng ký mô hình “Dân vận khéo”", due_on=date(2031, 5, 20))
    make_task(binh, dung, title="Tổ chức đối thoại với Nhân dân", due_on=date(2031, 1, 1))
    feed, secret = make_feed(by=dung, scope="mine", key=uuid.uuid4())
    client = VdirSyncer(tmp_path, f"{live_server.url}{address(secret)}")

    first = client.sync()
    fields = {
        name: getattr(task, name)
        for name in ("title", "detail", "expected_result", "lead_unit", "responsible")
    }
    moved = {**fields, "title": "Đăng ký hai mô hình", "due_on": date(2031, 6, 30)}
    assert edit_task(task, moved, coordinating_units=[], by=binh, version=task.version)
    changed = client.sync()
    move_task(task, "cancel", by=binh, note="Trùng.")
    cancelled = client.sync()
    revoke_feed(feed)
    refused = client.run("sync")

    other = {"Tổ chức đối thoại với Nhân dân": date(2031, 1, 1)}
    assert first == {"Đăng ký mô hình “Dân vận khéo”": date(2031, 5, 20), **other}
    assert changed == {"Đăng ký hai mô hình": date(2031, 6, 30), **other}
    assert cancelled == other
    assert refused.returncode != 0
    assert "Not Found" in refused.stderr


def test_a_feed_of_another_post_is_not_renewed_as_one_of_this(sign_in, binh, cuc):
    """It would show the other commune's work at an address meant for the first one."""
    feed, _ = make_feed(by=binh, scope="commune", key=uuid.uuid4())
    other = Membership.objects.create(person=binh, unit=cuc.unit, role="coordinator")
    Person.objects.filter(pk=binh.pk).update(active_membership=other)

    client = sign_in(Person.objects.get(pk=binh.pk))
    answer = client.post(f"{PAGE}{feed.pk}/doi/", {"key": uuid.uuid4()}, follow=True)

    assert "thuộc vị trí công tác khác" in answer.content.decode()
    (only,) = CalendarFeed.objects.visible_to(binh)
    assert (only.pk, only.membership_id, only.revoked_at) == (feed.pk, feed.membership_id, None)
