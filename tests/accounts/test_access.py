"""Who gets into the pages of administration, and what is not there for whom."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership, Person, ReceiverAssignment, Role, Unit
from danvan.clock import today
from tests.accounts.cast import give_post, make_office_administrator
from tests.factories import make_commune, make_office, make_person, make_unit

PAGES = ["unit_list", "unit_create", "person_list", "person_create"]
OTHERS = ["an", "binh", "giang", "dung", "khanh", "hoa", "lan", "cuong", "phuc"]


@pytest.fixture
def quan(province_office):
    return make_office_administrator(province_office)


def post_of(person):
    return Membership.objects.get(person=person)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [(w, 403) for w in OTHERS] + [("minh", 200), ("quan", 200)]
)
def test_only_administrators_see_the_lists(client, request, page, who, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse(f"accounts:{page}")).status_code == status


@pytest.mark.parametrize("page", [*PAGES, "profile"])
def test_the_pages_are_behind_the_door(client, db, page):
    response = client.get(reverse(f"accounts:{page}"))

    assert response.url.startswith(reverse("account_login"))


STEPS = ["person_edit", "person_shut_out", "person_let_in", "person_invite"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("who", "status"), [("an", 403), ("lan", 403)])
def test_colleagues_without_the_role_change_nobody(client, request, dung, step, who, status):
    client.force_login(request.getfixturevalue(who))

    response = client.post(reverse(f"accounts:{step}", args=[dung.pk]), {"full_name": "Khác"})

    assert response.status_code == status
    assert Person.objects.get(pk=dung.pk).full_name == "Phạm Thị Dung"


@pytest.mark.parametrize("step", STEPS)
def test_people_of_another_commune_are_not_there(client, minh, cuong, step):
    client.force_login(minh)

    response = client.post(reverse(f"accounts:{step}", args=[cuong.pk]), {"full_name": "Khác"})

    assert response.status_code == 404
    cuong.refresh_from_db()
    assert (cuong.full_name, cuong.is_active, cuong.version) == ("Ngô Cường", True, 0)


@pytest.mark.parametrize("method", ["get", "post"])
def test_units_of_another_commune_are_not_there(client, minh, binh_minh, method):
    client.force_login(minh)

    response = getattr(client, method)(reverse("accounts:unit_edit", args=[binh_minh.pk]))

    assert response.status_code == 404
    assert Unit.objects.get(pk=binh_minh.pk).version == 0


def test_a_post_in_another_commune_cannot_be_ended(client, minh, cuong):
    client.force_login(minh)

    response = client.post(reverse("accounts:post_end", args=[post_of(cuong).pk]))

    assert response.status_code == 404
    assert post_of(cuong).valid_to is None


def test_an_office_administers_its_communes_and_no_others(client, quan, dung, phuc):
    other_office = phuc.unit
    far = make_commune("Xa Lạ", receiver=other_office)
    stranger = make_person("Người Lạ", far)
    client.force_login(quan)

    near_and_far = [
        client.get(reverse("accounts:person_edit", args=[person.pk])).status_code
        for person in (dung, stranger, phuc)
    ]

    assert near_and_far == [200, 404, 404]


def test_lists_show_no_name_of_another_commune(client, minh, cuong, cuc, dung):
    client.force_login(minh)

    people = client.get(reverse("accounts:person_list"), {"ended": "1"}).text
    units = client.get(reverse("accounts:unit_list"), {"ended": "1"}).text

    assert ("Phạm Thị Dung" in people, "Ngô Cường" in people, "Đinh Cúc" in people) == (
        True,
        False,
        False,
    )
    assert ("UBND xã An Hòa" in units, "Bình Minh" in units) == (True, False)


def test_a_commune_of_another_office_cannot_be_opened_by_the_address(client, quan, phuc):
    far = make_commune("Xa Lạ", receiver=phuc.unit)
    client.force_login(quan)

    assert client.get(reverse("accounts:unit_list"), {"commune": far.pk}).status_code == 404


def test_selects_offer_nothing_out_of_reach(client, minh, binh_minh, an_hoa, culture):
    client.force_login(minh)

    person = client.get(reverse("accounts:person_create")).context["post"]
    unit = client.get(reverse("accounts:unit_create")).context["form"]

    assert set(person.fields["unit"].queryset) == {an_hoa, culture}
    assert set(unit.fields["parent"].queryset) == {an_hoa, culture}


def new_person(unit, role=Role.OFFICER, **over):
    return {
        "full_name": "Đặng Thu Thảo",
        "username": "thao",
        "email": "thao@example.test",
        "post-unit": unit.pk,
        "post-role": role,
        **over,
    }


def test_a_forged_unit_in_the_body_gives_no_post_there(client, minh, binh_minh):
    client.force_login(minh)

    response = client.post(reverse("accounts:person_create"), new_person(binh_minh))

    assert list(response.context["post"].errors) == ["unit"]
    assert not Person.objects.filter(username="thao").exists()


@pytest.mark.parametrize("role", [Role.RECEIVER, "superuser"])
def test_a_commune_cannot_make_receivers(client, minh, an_hoa, role):
    client.force_login(minh)

    response = client.post(reverse("accounts:person_create"), new_person(an_hoa, role))

    assert list(response.context["post"].errors) == ["role"]
    assert not Person.objects.filter(username="thao").exists()


def test_fields_that_are_not_on_the_form_are_not_written(client, minh, an_hoa):
    client.force_login(minh)
    forged = {
        "is_superuser": "1",
        "is_staff": "1",
        "password": "x",
        "version": "99",
        "is_active": "",
    }

    client.post(reverse("accounts:person_create"), new_person(an_hoa, **forged))

    thao = Person.objects.get(username="thao")
    assert (thao.is_superuser, thao.is_staff, thao.version, thao.is_active) == (
        False,
        False,
        0,
        True,
    )
    assert not thao.has_usable_password()


@pytest.mark.parametrize(
    "kind", [Unit.Kind.COMMUNE, Unit.Kind.PROVINCE_OFFICE, Unit.Kind.DISTRICT_OFFICE]
)
def test_a_commune_creates_no_commune_and_no_office(client, minh, an_hoa, kind):
    client.force_login(minh)
    before = Unit.objects.count()

    form = {"kind": kind, "parent": an_hoa.pk, "name": "Mới", "short_name": "Mới", "position": 0}
    response = client.post(reverse("accounts:unit_create"), form)

    assert list(response.context["form"].errors) == ["kind"]
    assert Unit.objects.count() == before


def test_a_forged_parent_puts_no_unit_into_another_commune(client, minh, binh_minh):
    client.force_login(minh)

    form = {"kind": Unit.Kind.VILLAGE, "parent": binh_minh.pk, "name": "Thôn", "short_name": "Thôn"}
    response = client.post(reverse("accounts:unit_create"), {**form, "position": 0})

    assert list(response.context["form"].errors) == ["parent"]
    assert not Unit.objects.filter(name="Thôn").exists()


def test_a_commune_chooses_neither_its_receiver_nor_its_own_end(client, minh, an_hoa, phuc):
    client.force_login(minh)
    forged = {
        "valid_to": "2020-01-01",
        "parent": phuc.unit.pk,
        "receivers-TOTAL_FORMS": 1,
        "receivers-INITIAL_FORMS": 0,
        "receivers-0-receiver": phuc.unit.pk,
    }
    kept = {"name": "UBND xã An Hòa", "short_name": "An Hòa", "position": 0, "version": 0}

    client.post(reverse("accounts:unit_edit", args=[an_hoa.pk]), {**kept, **forged})

    office = an_hoa.parent
    an_hoa.refresh_from_db()
    assert (an_hoa.short_name, an_hoa.valid_to, an_hoa.parent) == ("An Hòa", None, office)
    assert [row.receiver for row in ReceiverAssignment.objects.filter(commune=an_hoa)] == [office]


def edit(person, **over):
    return {
        "full_name": person.full_name,
        "email": person.email,
        "version": person.version,
        "posts-TOTAL_FORMS": 0,
        "posts-INITIAL_FORMS": 0,
        **over,
    }


def test_the_address_of_a_person_with_a_post_elsewhere_is_not_a_communes_to_change(
    client, minh, dung, binh_minh
):
    give_post(dung, make_unit(binh_minh, "Văn phòng"), Role.OFFICER)
    client.force_login(minh)

    client.post(
        reverse("accounts:person_edit", args=[dung.pk]), edit(dung, email="evil@example.test")
    )
    steps = [
        client.post(reverse(f"accounts:{step}", args=[dung.pk])).status_code for step in STEPS[1:]
    ]

    dung.refresh_from_db()
    assert (dung.email, dung.is_active, steps) == ("dung@example.test", True, [403, 403, 403])


def test_posts_elsewhere_are_neither_shown_nor_touched(client, minh, dung, binh_minh):
    hidden = give_post(dung, make_unit(binh_minh, "Văn phòng kín"), Role.OFFICER, post="Kín")
    client.force_login(minh)
    address = reverse("accounts:person_edit", args=[dung.pk])
    forged = {
        "posts-TOTAL_FORMS": 1,
        "posts-INITIAL_FORMS": 1,
        "posts-0-id": hidden.pk,
        "posts-0-post": "Đã sửa",
    }

    page, response = client.get(address).text, client.post(address, edit(dung, **forged))

    assert "Văn phòng kín" not in page
    assert "Văn phòng kín" not in response.text
    hidden.refresh_from_db()
    assert hidden.post == "Kín"


def test_a_receiver_of_a_far_office_cannot_be_named_by_a_forged_id(client, quan, an_hoa):
    far = make_office()
    client.force_login(quan)
    row = ReceiverAssignment.objects.get(commune=an_hoa)
    form = {
        "name": an_hoa.name,
        "short_name": an_hoa.short_name,
        "position": 0,
        "parent": an_hoa.parent_id,
        "version": 0,
        "receivers-TOTAL_FORMS": 1,
        "receivers-INITIAL_FORMS": 1,
        "receivers-0-id": row.pk,
        "receivers-0-receiver": far.pk,
    }

    response = client.post(reverse("accounts:unit_edit", args=[an_hoa.pk]), form)

    assert list(response.context["receivers"].errors[0]) == ["receiver"]
    row.refresh_from_db()
    assert row.receiver == an_hoa.parent


def test_who_has_moved_here_for_good_is_this_communes_to_keep(client, minh, dung, binh_minh):
    over = today() - timedelta(days=1)
    give_post(dung, make_unit(binh_minh, "Nơi cũ"), Role.OFFICER, valid_to=over)
    client.force_login(minh)
    posts = {"posts-TOTAL_FORMS": 1, "posts-INITIAL_FORMS": 1}
    posts["posts-0-id"] = dung.memberships.get(unit__commune=minh.commune).pk

    client.post(
        reverse("accounts:person_edit", args=[dung.pk]), edit(dung, email="moi@x.example", **posts)
    )

    dung.refresh_from_db()
    assert dung.email == "moi@x.example"


def test_who_has_moved_away_is_no_longer_the_old_communes_to_keep(client, minh, dung, binh_minh):
    dung.memberships.update(valid_to=today() - timedelta(days=1))
    give_post(dung, make_unit(binh_minh, "Nơi mới"), Role.OFFICER)
    client.force_login(minh)

    client.post(reverse("accounts:person_edit", args=[dung.pk]), edit(dung, email="evil@x.example"))

    dung.refresh_from_db()
    assert dung.email == "dung@example.test"
