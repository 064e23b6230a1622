from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.actions import Stale, create_unit, save_unit
from accounts.models import Role, Unit
from danvan.clock import today
from tests.accounts.cast import make_office_administrator
from tests.accounts.cast import unit_form as edit_form
from tests.factories import make_commune, make_person, make_unit

K = Unit.Kind
LIST = reverse("accounts:unit_list")
CREATE = reverse("accounts:unit_create")


@pytest.fixture
def quan(province_office):
    return make_office_administrator(province_office)


def listed(client, **asked):
    return [unit.short_name for unit in client.get(LIST, asked).context["page"]]


def test_a_commune_lists_its_units_by_kind(client, minh, east_village, front, culture):
    client.force_login(minh)

    assert listed(client) == [
        "UBND xã An Hòa",
        "Phòng Văn hóa - Xã hội",
        "Ủy ban MTTQ Việt Nam xã",
        "Thôn Đông",
    ]


def test_an_office_lists_communes_first_and_their_units_on_demand(
    client, quan, an_hoa, culture, binh_minh
):
    client.force_login(quan)

    assert listed(client) == ["Sở Nội vụ", "UBND xã An Hòa", "UBND xã Bình Minh"]
    assert listed(client, commune=an_hoa.pk) == ["UBND xã An Hòa", "Phòng Văn hóa - Xã hội"]


@pytest.mark.parametrize("words", ["van hoa", "Văn Hóa", "VHXH", "  văn   hóa "])
def test_units_are_found_without_diacritics(client, minh, culture, front, words):
    client.force_login(minh)

    assert listed(client, q=words) == ["Phòng Văn hóa - Xã hội"]


def test_ended_units_are_listed_on_demand_only(client, minh, culture, front):
    Unit.objects.filter(pk=culture.pk).update(valid_to=today() - timedelta(days=1))
    Unit.objects.filter(pk=front.pk).update(valid_to=today())
    client.force_login(minh)

    assert listed(client) == ["UBND xã An Hòa", "Ủy ban MTTQ Việt Nam xã"]
    assert listed(client, ended="1") == [
        "UBND xã An Hòa",
        "Phòng Văn hóa - Xã hội",
        "Ủy ban MTTQ Việt Nam xã",
    ]


@pytest.mark.parametrize("asked", ["0", "-1", "x", "9" * 30, "٣"])
def test_a_strange_address_is_no_error(client, quan, asked):
    client.force_login(quan)

    assert client.get(LIST, {"commune": asked, "page": asked}).status_code in {200, 404}
    assert client.get(reverse("accounts:person_list"), {"unit": asked}).status_code == 200


def test_the_list_asks_the_database_as_often_for_one_unit_as_for_ten(
    client, minh, an_hoa, django_assert_num_queries
):
    client.force_login(minh)
    make_unit(an_hoa, "Thôn Một", K.VILLAGE)
    with django_assert_num_queries(6) as few:
        client.get(LIST)

    for number in range(9):
        unit = make_unit(an_hoa, f"Thôn {number}", K.VILLAGE)
        make_person(f"Người {number}", unit)
    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_a_new_unit_belongs_to_the_commune_of_its_parent_and_gets_a_code(
    client, minh, an_hoa, culture
):
    client.force_login(minh)
    form = {
        "kind": K.DEPARTMENT,
        "parent": culture.pk,
        "name": "Tổ Thông tin xã An Hòa",
        "short_name": "Tổ Thông tin",
        "position": 5,
    }

    response = client.post(CREATE, form)

    unit = Unit.objects.get(short_name="Tổ Thông tin")
    assert response.url == LIST
    assert (unit.commune, unit.parent, unit.code) == (an_hoa, culture, "an-hoa-to-thong-tin")


def test_a_second_unit_of_the_same_name_gets_another_code(an_hoa):
    fields = {"kind": K.VILLAGE, "name": "Thôn Tây", "short_name": "Thôn Tây", "parent": an_hoa}

    codes = [create_unit(**fields).code for _ in range(3)]

    assert codes == ["an-hoa-thon-tay", "an-hoa-thon-tay-2", "an-hoa-thon-tay-3"]


def test_a_new_commune_points_to_itself_and_reports_to_the_office_from_its_first_day(client, quan):
    client.force_login(quan)
    form = {
        "kind": K.COMMUNE,
        "name": "Ủy ban nhân dân xã Tân Phú",
        "short_name": "UBND xã Tân Phú",
        "code": "Tan-Phu",
        "place": "Tân Phú",
        "position": 3,
        "valid_from": "2025-07-01",
    }

    client.post(CREATE, form)

    commune = Unit.objects.get(code="tan-phu")
    assert (commune.commune, commune.parent) == (commune, quan.home_unit)
    assert commune.receiver_on(date(2025, 7, 1)) == quan.home_unit
    assert commune.receiver_on(date(2025, 6, 30)) is None


def test_pressing_twice_makes_one_unit(client, minh, an_hoa):
    client.force_login(minh)
    form = {
        "kind": K.VILLAGE,
        "parent": an_hoa.pk,
        "name": "Thôn Tây",
        "short_name": "Thôn Tây",
        "code": "thon-tay",
        "position": 1,
    }

    first, second = client.post(CREATE, form), client.post(CREATE, form)

    assert first.status_code == 302
    assert second.context["form"].errors == {
        "code": ["Mã này đã có đơn vị dùng. Hãy chọn mã khác."]
    }
    assert Unit.objects.filter(name="Thôn Tây").count() == 1


def test_a_unit_cannot_hang_below_itself(client, minh, an_hoa, culture):
    below = make_unit(an_hoa, "Tổ Thông tin", parent=culture)
    client.force_login(minh)
    form = {"name": "Phòng", "short_name": "Phòng", "position": 0, "version": 0, "parent": below.pk}

    response = client.post(reverse("accounts:unit_edit", args=[culture.pk]), form)

    assert list(response.context["form"].errors) == ["parent"]
    culture.refresh_from_db()
    assert culture.parent == an_hoa


def test_a_unit_ends_with_an_heir(client, minh, culture, office_of_an_hoa):
    client.force_login(minh)
    form = edit_form(culture, valid_to="2026-06-30", successor=office_of_an_hoa.pk)

    client.post(reverse("accounts:unit_edit", args=[culture.pk]), form)

    culture.refresh_from_db()
    assert (culture.valid_to, culture.successor) == (date(2026, 6, 30), office_of_an_hoa)


def test_a_unit_that_ends_before_it_begins_is_refused(client, minh, culture):
    client.force_login(minh)
    form = edit_form(culture, valid_from="2026-07-01", valid_to="2026-06-30")

    response = client.post(reverse("accounts:unit_edit", args=[culture.pk]), form)

    assert response.context["form"].errors == {
        "valid_to": ["Ngày kết thúc phải từ ngày bắt đầu trở đi. Hãy sửa một trong hai ngày."]
    }


def test_a_renamed_unit_is_found_by_its_new_name(client, minh, culture):
    client.force_login(minh)

    client.post(
        reverse("accounts:unit_edit", args=[culture.pk]), edit_form(culture, name="Phòng Mới Tinh")
    )

    assert listed(client, q="moi tinh") == ["Phòng Văn hóa - Xã hội"]


def test_of_two_editors_the_second_sees_both_texts_and_loses_none(client, minh, culture):
    client.force_login(minh)
    address = reverse("accounts:unit_edit", args=[culture.pk])
    client.post(address, edit_form(culture, name="Tên của người trước"))

    response = client.post(address, edit_form(culture, name="Tên của người sau"))

    culture.refresh_from_db()
    assert culture.name == "Tên của người trước"
    assert response.context["conflict"] == [
        ("Tên đầy đủ", "Tên của người trước", "Tên của người sau")
    ]
    assert response.context["form"]["name"].value() == "Tên của người sau"

    again = edit_form(culture, name="Tên của người sau", version=response.context["version"])
    client.post(address, again)
    culture.refresh_from_db()
    assert culture.name == "Tên của người sau"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, None])
def test_a_save_without_a_good_version_changes_nothing(client, minh, culture, version):
    client.force_login(minh)
    form = edit_form(culture, name="Khác")
    form = {**form, "version": version} if version is not None else form
    form.pop("version") if version is None else None

    client.post(reverse("accounts:unit_edit", args=[culture.pk]), form)

    culture.refresh_from_db()
    assert culture.name == "Phòng Văn hóa - Xã hội"


def test_a_stale_save_writes_neither_the_unit_nor_what_goes_with_it(culture):
    class Rows:
        saved = False

        def save(self):
            self.saved = True

    rows = Rows()
    with pytest.raises(Stale):
        save_unit(culture, ["name"], version=7, also=[rows])

    assert rows.saved is False


def test_people_count_only_while_they_hold_the_post(client, minh, an_hoa, culture, dung):
    make_person("Đã nghỉ", culture).memberships.update(valid_to=today() - timedelta(days=1))
    make_person("Đã khóa", culture, is_active=False)
    make_person("Hai vai", culture, Role.OFFICER)
    client.force_login(minh)

    counts = {unit.short_name: unit.people for unit in client.get(LIST).context["page"]}

    assert counts == {"UBND xã An Hòa": 1, "Phòng Văn hóa - Xã hội": 2}


def test_a_long_list_comes_in_pages(client, minh, an_hoa):
    for number in range(60):
        make_unit(an_hoa, f"Thôn {number}", K.VILLAGE)
    client.force_login(minh)

    pages = [len(listed(client, page=page)) for page in (1, 2)]

    assert pages == [50, 11]


def test_communes_under_an_office_count_even_without_a_receiver(client, quan, province_office):
    make_commune("Chưa Gán", parent=province_office)
    client.force_login(quan)

    assert listed(client) == ["Sở Nội vụ", "UBND xã Chưa Gán"]
