"""A mail server that really answers, and a person who has been told three things."""

import email
import socket
from email import policy

import pytest
from aiosmtpd.controller import Controller

from notices.actions import tell
from notices.models import Notice

U = Notice.Urgency


@pytest.fixture
def sign_in(client):
    def as_person(person):
        client.force_login(person)
        return client

    return as_person


class Postbox:
    """Takes mails as a mail server does. `answers`: what to say to the next mails instead of accepting.

    `cut_off`: how many of the next mails to take without a word, the connection breaking.
    """

    def __init__(self):
        self.mails, self.answers, self.recipient_answers, self.cut_off = [], [], [], 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.recipient_answers:
            return self.recipient_answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        message = email.message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((envelope.rcpt_tos, message))
        if self.cut_off:
            self.cut_off -= 1
            server.transport.abort()
        return "250 OK"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def postbox(settings):
    box = Postbox()
    port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.PUBLIC_URL = "https://danvan.example.test"
    yield box
    server.stop()


@pytest.fixture
def told(dung):
    tell(dung, "a", "Còn 3 ngày: Họp dân", "/nhiem-vu/1/", urgency=U.SOON)
    tell(dung, "b", "Quá hạn 2 ngày: Báo cáo <quý>", "/nhiem-vu/2/", urgency=U.LATE)
    tell(dung, "c", "Nhiệm vụ mới: Đối thoại", "/nhiem-vu/3/")
