"""People whom only the tests of this folder need."""

from accounts.models import Membership, Role
from tests.factories import make_person

PASSWORD = "mat-khau-du-dai-1"


def with_password(person):
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def make_office_administrator(office):
    return make_person("Lý Quân", office, Role.ADMINISTRATOR, post="Quản trị", username="quan")


def give_post(person, unit, role, **over):
    return Membership.objects.create(person=person, unit=unit, role=role, **over)
