"""Which items of the commune's plan concern a unit, and the reason a person is shown."""

import pytest

from accounts.models import Unit
from plans.concerned import BELOW, HELPS, LEADS, LEADS_A_TASK, NAMED, concerns
from plans.outline import Outline
from tests.factories import make_item, make_unit

VILLAGES = "nêu chung các thôn, tổ dân phố"
OFFICES = "nêu chung các phòng, ban, đơn vị"


@pytest.fixture
def units(an_hoa, office_of_an_hoa, culture, front, east_village):
    police = make_unit(an_hoa, "Công an xã")
    return [office_of_an_hoa, culture, front, east_village, police]


def reasons(plan, units, unit, facts=()):
    found = concerns(Outline(plan).lines(), units, facts)[unit.pk]
    return {row.words: found[row.pk] for row in plan.items.all() if row.pk in found}


def reason_of(plan, units, unit, words):
    make_item(plan, text=words)
    return reasons(plan, units, unit).get(words, "")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Phòng Văn hóa - Xã hội tổ chức hội nghị.", LEADS),
        ("Giao Phòng Văn hóa - Xã hội xã An Hòa tham mưu.", LEADS),
        ("PHÒNG VĂN HOÁ – XÃ HỘI: tham mưu kế hoạch.", LEADS),
        ("Công an xã phối hợp với Phòng Văn hóa - Xã hội nắm tình hình.", HELPS),
        ("Công an xã chủ trì, phối hợp Phòng Văn hóa - Xã hội giải quyết.", HELPS),
        ("Đoàn kiểm tra gồm Công an xã, Phòng Văn hóa - Xã hội.", NAMED),
        ("Các phòng, ban, đơn vị tổ chức thực hiện.", OFFICES),
        ("Các thôn gửi đăng ký về Phòng Văn hóa - Xã hội.", ""),
        ("Phòng Văn hóa thông tin tỉnh dự.", ""),
        ("Đẩy mạnh tuyên truyền.", ""),
    ],
)
def test_an_office_is_concerned_where_it_is_named(plan, units, culture, words, expected):
    assert reason_of(plan, units, culture, words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Các thôn đăng ký mô hình.", VILLAGES),
        ("Trưởng các thôn vận động Nhân dân.", VILLAGES),
        ("Thôn Đông làm điểm.", LEADS),
        ("Thôn Đồng Tâm làm điểm.", ""),
        ("Niêm yết tại các thôn.", ""),
        ("Tập huấn cho cán bộ, công chức và trưởng thôn.", ""),
        ("Giao cho các thôn đăng ký mô hình.", VILLAGES),
        ("Các phòng, ban thực hiện.", ""),
    ],
)
def test_a_village_is_concerned_by_what_all_villages_do(plan, units, east_village, words, expected):
    assert reason_of(plan, units, east_village, words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã hướng dẫn.", LEADS),
        ("Đề nghị Ủy ban MTTQ Việt Nam xã hướng dẫn.", LEADS),
        ("Uỷ ban nhân dân xã phối hợp với Mặt trận Tổ quốc.", HELPS),
    ],
)
def test_the_front_is_known_by_its_long_and_its_short_name(plan, units, front, words, expected):
    assert reason_of(plan, units, front, words) == expected


@pytest.mark.parametrize("words", ["Công an tỉnh hướng dẫn.", "Mời công an viên dự."])
def test_the_police_of_the_province_are_not_those_of_the_commune(plan, units, words):
    assert reason_of(plan, units, units[-1], words) == ""


def test_what_stands_below_a_title_that_names_the_unit_concerns_it(plan, units, culture):
    title = make_item(plan, heading="1. Phòng Văn hóa - Xã hội", text="")
    duty = make_item(plan, parent=title, text="Theo dõi, tổng hợp.")
    make_item(plan, parent=duty, text="Sáu tháng một lần.")

    assert reasons(plan, units, culture) == {
        "1. Phòng Văn hóa - Xã hội": NAMED,
        "Theo dõi, tổng hợp.": BELOW,
        "Sáu tháng một lần.": BELOW,
    }


def test_a_label_below_a_duty_means_the_duty_and_all_its_labels(plan, units, culture):
    duty = make_item(plan, text="Rà soát hương ước, quy ước của các khu dân cư trong toàn xã.")
    make_item(plan, parent=duty, text="Đơn vị chủ trì: Phòng Văn hóa - Xã hội.")
    make_item(plan, parent=duty, text="Thời gian: trước ngày 30/6/2026.")

    assert reasons(plan, units, culture) == {
        "Rà soát hương ước, quy ước của các khu dân cư trong toàn xã.": LEADS,
        "Đơn vị chủ trì: Phòng Văn hóa - Xã hội.": LEADS,
        "Thời gian: trước ngày 30/6/2026.": LEADS,
    }


def test_a_task_says_more_than_the_words(plan, units, culture):
    item = make_item(plan, text="Đẩy mạnh tuyên truyền.")

    assert reasons(plan, units, culture, [(culture.pk, item.pk, LEADS_A_TASK)]) == {
        "Đẩy mạnh tuyên truyền.": LEADS_A_TASK
    }


def test_a_table_that_names_the_unit_concerns_it_as_a_whole(plan, units, culture):
    cells = [[{"text": [{"text": "Phòng Văn hóa - Xã hội"}]}]]
    make_item(plan, text="", table={"rows": cells})

    assert list(reasons(plan, units, culture).values()) == [LEADS]


def test_without_units_nobody_is_concerned(plan):
    assert concerns(Outline(plan).lines(), []) == {}


def test_a_unit_of_strange_signs_breaks_nothing(plan, an_hoa):
    odd = make_unit(an_hoa, "Tổ (số 1) [+*", kind=Unit.Kind.VILLAGE)

    assert concerns(Outline(plan).lines(), [odd]) == {odd.pk: {}}
