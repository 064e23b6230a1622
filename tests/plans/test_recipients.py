"""Nơi nhận: their order, adding without doubling, the lists a commune keeps, and what a new plan begins with."""

import pytest
from django.urls import reverse

from accounts.models import ReceiverAssignment, Unit
from plans.actions import start_plan
from plans.models import RecipientList
from plans.recipients import in_order, merged, tidied
from tests.factories import make_commune, make_person, make_unit

USUAL = "Sở Nội vụ (b/c)\nThường trực Đảng ủy, HĐND\nLưu: VT"


def start(by):
    return start_plan(title="Dân vận", year=2026, with_outline=False, by=by)


@pytest.fixture
def usual(an_hoa):
    return an_hoa.recipient_lists.create(name="Hằng năm", recipients=USUAL, is_usual=True)


@pytest.fixture
def ask(client):
    def send(person, **fields):
        client.force_login(person)
        return client.post(reverse("plans:recipient_lines"), fields)

    return send


# Lines


def test_the_archive_goes_last_and_nothing_else_moves():
    typed = "- Các thôn;\nLưu: VT, VHXH.\n\n– Sở Nội vụ (b/c);"

    assert tidied(typed) == "Các thôn\nSở Nội vụ (b/c)\nLưu: VT, VHXH"


def test_three_dots_stand_for_something_left_out_and_stay():
    assert tidied("Các ban, ngành...\nCác thôn.") == "Các ban, ngành...\nCác thôn"


def test_the_usual_order_is_above_own_front_below_archive():
    mixed = (
        "Các thôn\nPhòng Văn hóa - Xã hội\nLưu: VT\nỦy ban MTTQ Việt Nam xã\nVăn phòng HĐND và UBND\n"
        "Chủ tịch, các Phó Chủ tịch UBND\nUBND tỉnh (b/c)\nNhư trên\nSở Nội vụ tỉnh"
    )

    assert in_order(mixed).splitlines() == [
        "Như trên",
        "UBND tỉnh (b/c)",
        "Sở Nội vụ tỉnh",
        "Chủ tịch, các Phó Chủ tịch UBND",
        "Ủy ban MTTQ Việt Nam xã",
        "Các thôn",
        "Phòng Văn hóa - Xã hội",
        "Văn phòng HĐND và UBND",
        "Lưu: VT",
    ]


def test_a_list_is_added_without_doubling_a_line():
    typed = "- Sở nội vụ;\nCác thôn\nLưu: VT, VHXH"

    assert merged(typed, USUAL) == ("Sở nội vụ\nThường trực Đảng ủy, HĐND\nCác thôn\nLưu: VT, VHXH")
    assert merged(merged(typed, USUAL), USUAL) == merged(typed, USUAL)


def test_the_order_somebody_chose_is_kept_when_a_list_is_added():
    typed = "Các thôn\nSở Nội vụ (b/c)"

    assert merged(typed, "Công an tỉnh\nLưu: VT").splitlines() == [
        "Các thôn", "Sở Nội vụ (b/c)", "Công an tỉnh", "Lưu: VT",
    ]  # fmt: skip


# What a new plan begins with


def test_a_new_plan_gets_the_usual_lists_of_its_commune(binh, usual):
    usual.commune.recipient_lists.create(name="Thôn", recipients="Các thôn", is_usual=True)
    usual.commune.recipient_lists.create(name="Khác", recipients="Báo Hòa Sơn")

    assert start(binh).recipients == (
        "Sở Nội vụ (b/c)\nThường trực Đảng ủy, HĐND\nCác thôn\nLưu: VT"
    )


def test_the_first_list_is_made_from_the_receiver_and_the_units(
    binh, culture, front, east_village, cuong
):
    plan = start(binh)

    (made,) = binh.commune.recipient_lists.all()
    assert made.is_usual
    assert plan.recipients == made.recipients
    assert plan.recipients.splitlines() == [
        "Sở Nội vụ tỉnh Hòa Sơn (b/c)",
        "Thường trực Đảng ủy, HĐND",
        "Chủ tịch, các Phó Chủ tịch UBND",
        "Ủy ban MTTQ Việt Nam xã",
        "Văn phòng HĐND và UBND",
        "Phòng Văn hóa - Xã hội",
        "Các thôn",
        "Lưu: VT",
    ]
    assert not cuong.commune.recipient_lists.exists()


def test_an_office_that_does_not_receive_the_reports_is_not_named(binh):
    ReceiverAssignment.objects.all().delete()

    assert "Nội vụ" not in start(binh).recipients


def test_many_departments_are_named_together(binh, an_hoa):
    for name in ("Kinh tế", "Nông nghiệp", "Tư pháp"):
        make_unit(an_hoa, f"Phòng {name}")
    make_unit(an_hoa, "Tổ dân phố số 1", kind=Unit.Kind.VILLAGE)

    lines = start(binh).recipients.splitlines()

    assert lines[-3:] == ["Các phòng, ban, ngành xã", "Các tổ dân phố", "Lưu: VT"]


def test_a_commune_that_wants_none_of_its_lists_by_itself_begins_with_the_archive(binh, usual):
    RecipientList.objects.update(is_usual=False)

    assert start(binh).recipients == "Lưu: VT"
    assert RecipientList.objects.count() == 1


# The pages


def test_a_list_is_made_changed_and_deleted(client, giang):
    client.force_login(giang)
    made = {"name": "Hằng năm", "recipients": "Lưu: VT\n- Các thôn;", "is_usual": "on"}
    client.post(reverse("plans:recipient_list_create"), made)
    found = RecipientList.objects.get()
    assert (found.commune, found.recipients, found.is_usual) == (
        giang.commune, "Các thôn\nLưu: VT", True,
    )  # fmt: skip

    changed = {"name": "Hằng quý", "recipients": "Các thôn", "version": found.version}
    client.post(reverse("plans:recipient_list_edit", args=[found.pk]), changed)
    found.refresh_from_db()
    assert (found.name, found.is_usual, found.version) == ("Hằng quý", False, 2)

    client.post(reverse("plans:recipient_list_delete", args=[found.pk]))
    assert not RecipientList.objects.exists()


def test_two_who_change_a_list_at_once_see_both_texts(client, binh, usual):
    client.force_login(binh)
    RecipientList.objects.filter(pk=usual.pk).update(recipients="Của Giang", version=2)
    mine = {"name": usual.name, "recipients": "Của Bình", "version": 1}

    page = client.post(reverse("plans:recipient_list_edit", args=[usual.pk]), mine)

    usual.refresh_from_db()
    assert usual.recipients == "Của Giang"
    assert page.context["theirs"].recipients == "Của Giang"
    assert page.context["form"]["recipients"].value() == "Của Bình"
    assert page.context["form"]["version"].value() == 2


@pytest.mark.parametrize("name", ["recipient_list_create", "recipient_list_edit"])
def test_two_lists_of_one_name_are_refused_with_a_sentence(client, binh, usual, name):
    other = usual.commune.recipient_lists.create(name="Khác", recipients="Khác")
    client.force_login(binh)
    sent = {"name": "Hằng năm", "recipients": "Các thôn", "version": 1}
    place = [other.pk] if name == "recipient_list_edit" else []

    page = client.post(reverse(f"plans:{name}", args=place), sent)

    assert page.context["form"].errors["name"] == ["Đã có danh sách “Hằng năm”. Hãy đặt tên khác."]
    assert sorted(RecipientList.objects.values_list("name", flat=True)) == ["Hằng năm", "Khác"]


def test_the_page_of_lists_asks_as_much_for_thirty_as_for_three(
    client, binh, an_hoa, django_assert_num_queries
):
    def asked(count):
        for n in range(count):
            an_hoa.recipient_lists.create(name=f"{count} {n}", recipients=USUAL)
        client.get(reverse("plans:recipient_lists"))
        with django_assert_num_queries(7, exact=False):
            assert len(client.get(reverse("plans:recipient_lists")).context["lists"]) >= count

    client.force_login(binh)
    asked(3)
    asked(30)


# Taking from a list while something is written


def test_a_list_is_taken_into_what_is_written_and_nothing_is_stored(ask, binh, usual):
    answer = ask(binh, act="take", list=usual.pk, recipients="Các thôn").json()

    assert answer["recipients"] == "Sở Nội vụ (b/c)\nThường trực Đảng ủy, HĐND\nCác thôn\nLưu: VT"
    usual.refresh_from_db()
    assert usual.recipients == USUAL


def test_a_list_of_another_commune_is_not_there(ask, cuc, usual):
    answer = ask(cuc, act="take", list=usual.pk, recipients="")

    assert answer.status_code == 404
    assert "Nội vụ" not in answer.content.decode()


def test_what_is_written_becomes_a_list(ask, binh):
    answer = ask(binh, act="keep", name=" Mời họp ", recipients="Lưu: VT\nCác thôn").json()

    made = RecipientList.objects.get()
    assert answer["made"] == {"value": made.pk, "label": "Mời họp"}
    assert (made.commune, made.recipients, made.is_usual) == (
        binh.commune, "Các thôn\nLưu: VT", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "lines"), [("", "Các thôn"), ("Mời họp", " \n"), ("Hằng năm", "Các thôn")]
)
def test_a_list_without_name_or_lines_or_with_a_taken_name_is_not_made(
    ask, binh, usual, name, lines
):
    answer = ask(binh, act="keep", name=name, recipients=lines).json()

    assert "made" not in answer
    assert answer["said"].startswith(("Hãy ghi", "Đã có danh sách"))
    assert RecipientList.objects.get() == usual


def test_an_officer_takes_from_the_lists_and_keeps_none(ask, dung, usual):
    assert ask(dung, act="take", list=usual.pk).status_code == 200
    assert ask(dung, act="keep", name="Riêng", recipients="Các thôn").status_code == 403
    assert RecipientList.objects.get() == usual


def test_someone_of_another_commune_cannot_delete_a_list(client, usual, province_office):
    commune = make_commune("Bình Minh", receiver=province_office)
    client.force_login(make_person("Cúc", commune, "coordinator"))

    assert client.post(reverse("plans:recipient_list_delete", args=[usual.pk])).status_code == 404
    assert RecipientList.objects.get() == usual
