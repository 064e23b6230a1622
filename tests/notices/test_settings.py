"""The page "Cách nhận thông báo": one's own wishes, and whether a message arrives."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from danvan.clock import today
from notices.actions import tell
from notices.jobs import gather_at
from notices.models import Digest, NoticeSettings
from tests.notices.moments import at, subject_of, text_of
from work.models import WorkRow

URL = "/thong-bao/cach-nhan/"


def own_tests(person):
    return Digest.objects.visible_to(person).filter(kind="test")


def test_wishes_are_saved_and_shown_again(sign_in, dung):
    client = sign_in(dung)
    away = today() + timedelta(days=10)

    answer = client.post(
        URL, {"daily_mail": "on", "mail_from": "08:30", "quiet_until": away.isoformat()}
    )

    assert answer.url == URL
    wish = NoticeSettings.objects.visible_to(dung).get()
    assert (wish.daily_mail, wish.at_once_mail, wish.mail_from, wish.quiet_until) == (
        True,
        False,
        time(8, 30),
        away,
    )
    page = client.get(URL).content.decode()
    assert ('value="08:30"' in page, f'value="{away.isoformat()}"' in page) == (True, True)


def test_saving_twice_keeps_one_row(sign_in, dung):
    client = sign_in(dung)
    client.post(URL, {"daily_mail": "on"})
    client.post(URL, {"at_once_mail": "on"})

    wish = NoticeSettings.objects.visible_to(dung).get()
    assert (wish.daily_mail, wish.at_once_mail) == (False, True)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("mail_from", "20:00", "Cơ quan chỉ gửi thư đến 20:00. Hãy chọn giờ sớm hơn."),
        ("quiet_until", "2020-01-01", "Hãy chọn từ ngày mai trở đi, hoặc để trống."),
        ("quiet_until", "2999-01-01", "Hãy chọn một ngày trong vòng một năm."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_saved(sign_in, dung, field, value, says):
    answer = sign_in(dung).post(URL, {field: value})

    assert answer.context["form"].errors[field] == [says]
    assert NoticeSettings.objects.visible_to(dung).count() == 0


def test_an_absence_that_is_over_is_not_shown_any_more(sign_in, dung):
    NoticeSettings.objects.create(person=dung, quiet_until=today())

    assert today().isoformat() not in sign_in(dung).get(URL).content.decode()


def test_the_wishes_of_another_are_neither_shown_nor_changed(sign_in, dung, khanh):
    NoticeSettings.objects.create(person=khanh, mail_from=time(9, 45))
    client = sign_in(dung)

    assert "09:45" not in client.get(URL).content.decode()
    client.post(URL, {"person": khanh.pk, "daily_mail": "on"})

    assert NoticeSettings.objects.visible_to(khanh).get().mail_from == time(9, 45)


def test_a_test_mail_is_ordered_by_the_page_and_sent_by_the_job(postbox, sign_in, dung, run_work):
    client = sign_in(dung)

    page = client.post(f"{URL}gui-thu/", follow=True).content.decode()
    assert "Gửi thư thử đến dung@example.test" in page
    assert postbox.mails == []
    run_work()

    ((to, mail),) = postbox.mails
    assert (to, subject_of(mail)) == (["dung@example.test"], "[danvan] Thư thử")
    assert "Thư đã đến nơi" in text_of(mail)
    assert "Đã xong" in client.get(URL).content.decode()


def test_pressed_twice_it_is_one_mail_and_a_minute_later_another(postbox, sign_in, dung, run_work):
    client = sign_in(dung)
    client.post(f"{URL}gui-thu/")
    client.post(f"{URL}gui-thu/")
    assert own_tests(dung).count() == 1

    own_tests(dung).update(created_at=timezone.now() - timedelta(minutes=2))
    client.post(f"{URL}gui-thu/")
    run_work()

    assert len(postbox.mails) == 2


def test_a_test_mail_goes_at_night_too(postbox, sign_in, dung, run_work):
    """Whoever asks for it sits before the page."""
    NoticeSettings.objects.create(person=dung, quiet_until=today() + timedelta(days=5))
    sign_in(dung).post(f"{URL}gui-thu/")
    own_tests(dung).update(created_at=timezone.now() - timedelta(hours=3))
    run_work()

    assert len(postbox.mails) == 1


def test_without_an_address_there_is_nothing_to_press(sign_in, dung):
    type(dung).objects.filter(pk=dung.pk).update(email="")
    client = sign_in(dung)

    assert "Gửi thư thử" not in client.get(URL).content.decode()
    page = client.post(f"{URL}gui-thu/", follow=True).content.decode()
    assert "Tài khoản chưa có địa chỉ thư." in page
    assert own_tests(dung).count() == 0


def test_whoever_was_refused_reads_why(postbox, sign_in, dung, khanh, run_work):
    postbox.recipient_answers = ["550 5.1.1 no such user"]
    tell(dung, "a", "Tin", "/")
    gather_at(at())
    run_work()

    says = "Thư gần nhất chưa gửi được. Máy chủ thư không nhận địa chỉ dung@example.test."
    assert says in sign_in(dung).get(URL).content.decode()
    assert "Máy chủ thư không nhận" not in sign_in(khanh).get(URL).content.decode()


def test_every_mail_leads_to_the_page(postbox, dung, run_work):
    tell(dung, "a", "Tin", "/")
    gather_at(at())
    run_work()

    ((_, mail),) = postbox.mails
    url = "https://danvan.example.test/thong-bao/cach-nhan/"
    html = mail.get_body(("html",)).get_content()
    assert (url in text_of(mail), url in html) == (True, True)
    assert mail["List-Unsubscribe"] == f"<{url}>"


def test_a_link_of_a_mail_leads_to_the_page_after_signing_in(client, dung):
    answer = client.get("/thong-bao/cach-nhan/")
    assert answer.url == "/tai-khoan/dang-nhap/?next=/thong-bao/cach-nhan/"

    dung.set_password("mot-mat-khau-dai")
    dung.save(update_fields=["password"])
    answer = client.post(answer.url, {"login": "dung", "password": "mot-mat-khau-dai"})
    assert answer.url == "/thong-bao/cach-nhan/"


def test_work_of_a_test_mail_is_not_anothers_to_see(sign_in, dung, khanh):
    sign_in(dung).post(f"{URL}gui-thu/")
    row = WorkRow.objects.visible_to(dung).get()

    assert sign_in(khanh).get(f"/viec/{row.pk}/").status_code == 404
