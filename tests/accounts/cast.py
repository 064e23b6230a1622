"""People whom only the tests of this folder need."""

from django.urls import reverse

from accounts.models import Membership, Role
from tests.factories import make_person

PASSWORD = "mat-khau-du-dai-1"
NEW = "mot-mat-khau-khac-2"
WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng"
SIGN_IN = reverse("account_login")


def with_password(person):
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def make_office_administrator(office):
    return make_person("Lý Quân", office, Role.ADMINISTRATOR, post="Quản trị", username="quan")


def give_post(person, unit, role, **over):
    return Membership.objects.create(person=person, unit=unit, role=role, **over)


def sign_in(client, login, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": login, "password": password, **more})


def unit_form(unit, **over):
    """What the page of a unit sends when nothing is changed but what is given."""
    form = {
        "name": unit.name,
        "short_name": unit.short_name,
        "position": 0,
        "version": unit.version,
    }
    return {**form, "parent": unit.parent_id, **over}
