import pytest
from django.core.management import CommandError, call_command

from accounts.models import Person, Role, Unit
from danvan.clock import today

ANSWERS = {
    "name": "Ủy ban nhân dân xã Sông Trong",
    "short_name": "UBND xã Sông Trong",
    "place": "Sông Trong",
    "full_name": "Tạ Thị Mơ",
    "username": "mo",
    "email": "mo@example.test",
    "password": "mot-hai-ba-bon",
}


def test_the_first_administrator_can_sign_in_and_works_in_the_new_commune(db, client):
    call_command("first_administrator", **ANSWERS)

    person = Person.objects.get()
    assert person.is_in(Unit.objects.get(place="Sông Trong"), Role.ADMINISTRATOR)
    assert person.commune == person.unit
    assert person.commune.reports_from == today()
    assert client.login(username="mo", password="mot-hai-ba-bon")


def test_there_is_only_one_first(minh):
    with pytest.raises(CommandError, match="Đã có người quản trị"):
        call_command("first_administrator", **ANSWERS)

    assert not Unit.objects.filter(place="Sông Trong").exists()


def test_a_weak_password_leaves_nothing_behind(db):
    with pytest.raises(CommandError, match="12"):
        call_command("first_administrator", **{**ANSWERS, "password": "ngan"})

    assert (Unit.objects.count(), Person.objects.count()) == (0, 0)


def test_a_commune_that_stands_alone_gets_the_office_above_it(db):
    call_command("first_administrator", receiver="Sở Nội vụ tỉnh Hòa Sơn", **ANSWERS)

    commune = Unit.objects.get(place="Sông Trong")
    assert commune.receiver_on(today()).name == "Sở Nội vụ tỉnh Hòa Sơn"
    assert commune.receiver_on(today()).reports_from is None
