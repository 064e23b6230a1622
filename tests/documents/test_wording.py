from datetime import date

import pytest

from documents import wording
from documents.model import AdministrativeDocument, Letterhead
from tests.documents.samples import LETTER, PLAN


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(when, words):
    assert wording.date_words(when) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "01/KH-UBND"), (9, "09/KH-UBND"), (10, "10/KH-UBND"), (123, "123/KH-UBND")],
)
def test_numbers_below_ten_take_a_zero(number, words):
    assert wording.number_words(PLAN.with_changes(number=number)) == words


def test_a_number_and_a_date_not_given_yet_leave_room_to_write_them():
    draft = PLAN.with_changes(number=None, date=None)

    assert wording.number_words(draft).strip() == "/KH-UBND"
    assert wording.place_and_date(draft).split() == ["An", "Hòa,", "ngày", "tháng", "năm"]


def test_lists_close_each_line_once():
    assert wording.listed(("Như trên;", "Các phòng", "Mặt trận, ...", "Lưu: VT.")) == (
        "- Như trên;",
        "- Các phòng;",
        "- Mặt trận, ...;",
        "- Lưu: VT.",
    )


@pytest.mark.parametrize("typed", ["đăng ký", "V/v đăng ký", "v/v: đăng ký", "Về việc đăng ký"])
def test_the_subject_of_a_letter_has_one_v_v(typed):
    assert wording.letter_subject(typed) == "V/v đăng ký"


def test_an_appendix_names_the_document_it_belongs_to():
    assert wording.attached_to(PLAN) == (
        "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân xã An Hòa)"
    )
    assert wording.attached_to(LETTER.with_changes(number=7)).startswith(
        "(Kèm theo Công văn số 07/"
    )


def test_an_issuer_whose_proper_name_is_unknown_is_not_guessed():
    department = Letterhead(("UBND XÃ AN HÒA",), ("PHÒNG VĂN HÓA - XÃ HỘI",))

    assert wording.issuer_in_text(department) == ""
    assert wording.issuer_in_text(None) == ""


def test_appendices_are_counted_in_roman_numbers():
    assert [wording.roman(number) for number in (1, 4, 9, 14, 40)] == ["I", "IV", "IX", "XIV", "XL"]


def test_minutes_say_place_and_date_in_their_text_and_need_no_line_for_them():
    minutes = AdministrativeDocument(kind="BIÊN BẢN", symbol="BB-UBND")

    assert wording.place_and_date(minutes) == ""
    assert wording.place_and_date(minutes.with_changes(place="An Hòa")).startswith("An Hòa, ngày")
    assert wording.place_and_date(minutes.with_changes(kind="BÁO CÁO")).startswith("ngày")
