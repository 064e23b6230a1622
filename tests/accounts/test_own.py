"""A person's own account: profile and the post in which they work."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Person, Role
from danvan.clock import today
from tests.accounts.cast import PASSWORD, give_post, with_password

PROFILE = reverse("accounts:profile")
SWITCH = reverse("accounts:switch")


@pytest.fixture
def dung(dung):
    return with_password(dung)


def form(person, **over):
    fields = {"full_name": person.full_name, "email": person.email, "phone": person.phone}
    return {**fields, "version": person.version, **over}


def test_a_person_changes_name_and_telephone(client, dung):
    client.force_login(dung)

    client.post(PROFILE, form(dung, full_name="Phạm Thùy Dung", phone="0905"))

    dung.refresh_from_db()
    assert (dung.full_name, dung.phone, dung.search_text) == (
        "Phạm Thùy Dung",
        "0905",
        "pham thuy dung dung dung@example.test 0905",
    )


@pytest.mark.parametrize(
    ("password", "email"),
    [("", "dung@example.test"), ("sai", "dung@example.test"), (PASSWORD, "moi@example.test")],
)
def test_a_new_address_asks_for_the_password(client, dung, password, email):
    client.force_login(dung)

    client.post(PROFILE, form(dung, email="Moi@example.test", current_password=password))

    dung.refresh_from_db()
    assert dung.email == email


def test_nobody_gives_themselves_a_role_or_another_name_to_sign_in(client, dung):
    client.force_login(dung)

    client.post(PROFILE, form(dung, username="an", is_superuser="1", role=Role.ADMINISTRATOR))

    dung.refresh_from_db()
    assert (dung.username, dung.is_superuser) == ("dung", False)
    assert [post.role for post in dung.memberships.all()] == [Role.OFFICER]


def test_two_windows_on_one_profile_lose_nothing(client, dung):
    client.force_login(dung)
    client.post(PROFILE, form(dung, phone="0901"))

    response = client.post(PROFILE, form(dung, phone="0902"))

    assert response.context["conflict"] == [("Số điện thoại", "0901", "0902")]
    assert Person.objects.get(pk=dung.pk).phone == "0901"


def test_switching_the_post_changes_what_a_person_is(client, dung, an_hoa):
    second = give_post(dung, an_hoa, Role.ADMINISTRATOR)
    client.force_login(dung)
    assert client.get(reverse("accounts:unit_list")).status_code == 403

    response = client.post(SWITCH, {"membership": second.pk})

    assert response.url == reverse("home")
    assert client.get(reverse("accounts:unit_list")).status_code == 200


def test_posts_that_are_not_ones_own_or_not_todays_are_not_there(client, dung, minh, an_hoa):
    over = give_post(dung, an_hoa, Role.ADMINISTRATOR, valid_to=today() - timedelta(days=1))
    foreign = minh.memberships.get()
    client.force_login(dung)

    statuses = [
        client.post(SWITCH, {"membership": asked}).status_code
        for asked in (over.pk, foreign.pk, "x", "", 10**30)
    ]

    assert statuses == [404] * 5
    assert Person.objects.get(pk=dung.pk).active_membership is None


def test_switching_needs_a_press(client, dung):
    client.force_login(dung)

    assert client.get(SWITCH).status_code == 405


def test_the_profile_lists_the_posts_of_today(client, dung, an_hoa):
    give_post(dung, an_hoa, Role.CLERK, post="Văn thư kiêm nhiệm")
    give_post(dung, an_hoa, Role.OBSERVER, post="Việc cũ", valid_to=today() - timedelta(days=1))
    client.force_login(dung)

    page = client.get(PROFILE).text

    assert ("Văn thư kiêm nhiệm" in page, "Việc cũ" in page) == (True, False)
