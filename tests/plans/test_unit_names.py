"""Which unit a plan means by a name."""

from datetime import date

import pytest
from django.urls import reverse

from plans.models import UnitName
from plans.unit_names import UnitNames, key_of
from tests.factories import make_unit


@pytest.fixture
def names(an_hoa, office_of_an_hoa, culture, front, east_village):
    make_unit(an_hoa, "Hội Liên hiệp Phụ nữ xã An Hòa", short_name="Hội Phụ nữ")
    make_unit(an_hoa, "Ban Văn hóa thông tin", valid_to=date(2025, 6, 30), successor=culture)
    return lambda: UnitNames(an_hoa)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("phòng văn hoá – xã hội", "Phòng Văn hóa - Xã hội"),
        ("Phòng Văn hóa - Xã hội xã An Hòa", "Phòng Văn hóa - Xã hội"),
        ("VHXH", "Phòng Văn hóa - Xã hội"),
        ("Ban Văn hóa thông tin xã", "Phòng Văn hóa - Xã hội"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam xã", "Ủy ban MTTQ Việt Nam xã"),
        ("Hội LHPN xã", "Hội Phụ nữ"),
        ("VP HĐND và UBND xã", "Văn phòng HĐND và UBND"),
        ("Trưởng thôn Đông", "Thôn Đông"),
    ],
)
def test_a_name_written_alike_is_known(words, unit, names):
    match = names().match(words)

    assert (match.unit.short_name, match.is_known) == (unit, True)


@pytest.mark.parametrize(
    "words", ["Các phòng, trung tâm", "Trưởng các thôn", "UBND xã", "Chủ tịch UBND xã An Hòa"]
)
def test_several_bodies_and_the_committee_itself_are_not_asked_about(words, names):
    match = names().match(words)

    assert (match.unit, match.is_known) == (None, True)


def test_what_is_only_near_is_suggested_and_not_taken(names):
    match = names().match("Công chức VP – Thống kê")

    assert (match.unit, match.is_known) == (None, False)
    assert [unit.short_name for unit in match.suggestions][:1] == ["Văn phòng HĐND và UBND"]
    assert len(names().match("Phòng Văn hóa, thể thao, du lịch xã").suggestions) <= 3


def test_what_was_decided_comes_first_and_follows_the_successor(names, an_hoa, culture, binh):
    old = make_unit(an_hoa, "Bộ phận cũ", valid_to=date(2025, 6, 30), successor=culture)
    for words, unit in (("Thôn Đông", None), ("Tổ công tác", old)):
        UnitName.objects.create(
            commune=an_hoa, words=words, key=key_of(words), unit=unit, decided_by=binh
        )
    found = names()

    assert found.match("thôn đông")[1:3] == (None, True)
    assert found.match("Tổ công tác.").unit == culture


def test_a_decision_can_be_undone_by_the_coordinator_alone(client, binh, an, cuc, an_hoa, culture):
    row = UnitName.objects.create(
        commune=an_hoa,
        words="Bộ phận văn hóa",
        key="bo phan van hoa",
        unit=culture,
        decided_by=binh,
    )
    forget = reverse("plans:unit_name_forget", args=[row.pk])

    statuses = []
    for person in (cuc, an, binh):
        client.force_login(person)
        statuses.append(client.post(forget).status_code)

    assert statuses == [404, 403, 302]
    assert not UnitName.objects.exists()
