"""The letter with the link that sets a password, through a real mail server."""

import re
import socket
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from tests.accounts.cast import NEW, WRONG, sign_in, with_password
from work.models import WorkRow


@pytest.fixture
def an(an):
    return with_password(an)


class Postbox:
    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def postbox(settings):
    """A mail server of its own, on a free port of this machine."""
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=_free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = server.port
    yield box
    server.stop()


def ask_for_a_link(client, email, run_work):
    response = client.post(reverse("account_reset_password"), {"email": email}, follow=True)
    run_work()
    return response


def test_the_link_in_the_mail_sets_a_new_password_once(client, an, postbox, run_work, settings):
    settings.PUBLIC_URL = "https://danvan.example"

    ask_for_a_link(client, "An@example.test", run_work)

    [mail] = postbox.mails
    text = mail.get_content()
    assert (mail["To"], mail["Subject"]) == ("an@example.test", "[danvan] Đặt lại mật khẩu")
    [path] = re.findall(r"https://danvan\.example(/tai-khoan/dat-mat-khau/\S+)", text)
    page = client.get(path, follow=True)
    done = client.post(page.context["action_url"], {"password1": NEW, "password2": NEW})
    assert done.url == reverse("account_reset_password_from_key_done")
    assert sign_in(client, "an", NEW).url == reverse("home")
    assert "Liên kết hết hiệu lực" in Client().get(path).text


def test_a_stranger_learns_nothing_from_the_page_that_sends_links(client, an, postbox, run_work):
    known = ask_for_a_link(client, "an@example.test", run_work)
    unknown = ask_for_a_link(client, "nobody@example.test", run_work)

    assert known.text == unknown.text
    assert [mail["To"] for mail in postbox.mails] == ["an@example.test"]


def test_a_poisoned_host_header_does_not_reach_the_mail(client, an, postbox, run_work, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.PUBLIC_URL = "https://danvan.example"

    client.post(
        reverse("account_reset_password"), {"email": an.email}, headers={"host": "evil.example"}
    )
    run_work()

    assert re.findall(r"https?://[^/\s]+", postbox.mails[0].get_content()) == [
        "https://danvan.example",
        "https://danvan.example",
    ]


def test_asking_twice_before_the_mail_goes_out_sends_one(client, an, postbox, run_work):
    client.post(reverse("account_reset_password"), {"email": an.email})
    ask_for_a_link(client, an.email, run_work)

    assert len(postbox.mails) == 1


def test_a_mail_server_that_is_down_delays_the_mail_and_not_the_page(
    client, an, postbox, run_work, settings
):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    response = ask_for_a_link(client, an.email, run_work)
    assert response.status_code == 200
    assert postbox.mails == []

    settings.EMAIL_PORT = port
    WorkRow.objects.unscoped("test").update(next_try_at="2020-01-01T00:00:00Z")
    run_work()

    [mail] = postbox.mails
    row = WorkRow.objects.unscoped("test").get()
    assert (row.state, mail["Message-ID"]) == ("done", f"<letter-{row.pk}@danvan>")


def test_an_address_that_was_changed_no_longer_signs_in(client, an, postbox, run_work):
    ask_for_a_link(client, an.email, run_work)
    Person.objects.filter(pk=an.pk).update(email="moi@example.test")

    assert WRONG in sign_in(client, "an@example.test").text
    assert sign_in(client, "moi@example.test").url == reverse("home")
    assert not EmailAddress.objects.exists()


def test_who_never_had_a_password_can_ask_for_the_link(client, dung, postbox, run_work):
    assert not dung.has_usable_password()

    ask_for_a_link(client, dung.email, run_work)

    assert [mail["To"] for mail in postbox.mails] == ["dung@example.test"]
