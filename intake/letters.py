"""Letters to one person about the account: written down as work, sent by a job, so no page waits for a mail server."""

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse

from accounts.models import Person
from accounts.sign_in import NoSelfRegistration
from work.actions import Refused, order

FOLDER = "account/email/"
TITLES = {
    "password_reset_key": "Thư đặt lại mật khẩu",
    "invitation": "Thư mời sử dụng cổng dân vận",
}


class MailAsWork(NoSelfRegistration):
    """The adapter behind `get_adapter()`. A letter's row holds no link: the job makes it when it sends."""

    def send_mail(self, template_prefix, email, context):
        person = context["user"]
        letter = template_prefix.removeprefix(FOLDER)
        # Without a post nobody gets in, so there is nothing to write about; the page says the same to all.
        if person.is_active and person.home_unit:
            _order(person, letter, by=context.get("by"))


def _order(person, letter, *, by):
    title = f"{TITLES[letter]}: {person}"
    unit = person.home_unit
    order("letter", person.pk, unit=unit, by=by, title=title, queue="mail", key=letter)


def send(row):
    """Send the letter a work row asks for. A repeat after a crash carries the same Message-ID.

    Raises Refused when the person is gone, shut out or has no address; mail errors go up, and the row is tried again.
    """
    person = Person.objects.filter(pk=row.subject_id, is_active=True).exclude(email="").first()
    if person is None:
        raise Refused("Người nhận đã bị khóa hoặc chưa có thư điện tử.")
    context = {
        "user": person,
        "portal": settings.PUBLIC_URL,
        "password_url": settings.PUBLIC_URL + password_path(person),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    headers = {"Message-ID": f"<letter-{row.pk}@danvan>"}
    message = MailAsWork().render_mail(FOLDER + row.key, person.email, context, headers)
    message.send()


def password_path(person):
    """The path of the page where this person sets a password; good once and for a few days."""
    key = default_token_generator.make_token(person)
    uid = user_pk_to_url_str(person)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
