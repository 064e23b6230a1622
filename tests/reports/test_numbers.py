from decimal import Decimal

import pytest

from reports.figures.numbers import change_words, read_number, written
from reports.models import Indicator


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        ("  ", None),
        ("0", Decimal(0)),
        ("1234", Decimal(1234)),
        ("1.234", Decimal(1234)),
        ("1.234,5", Decimal("1234.5")),
        ("6 516,77", Decimal("6516.77")),
        ("12.345.678", Decimal(12345678)),
    ],
)
def test_a_figure_is_read_as_vietnamese_write_it(typed, number):
    assert read_number(typed) == number


@pytest.mark.parametrize("typed", ["1.23", "1234.5", "1,234", "1.234.5", "12.34.567", ",5"])
def test_a_figure_that_could_mean_two_things_is_refused_with_the_right_form(typed):
    with pytest.raises(ValueError, match=r"1\.234,5"):
        read_number(typed)


def test_a_negative_figure_and_words_are_refused_each_in_its_own_sentence():
    with pytest.raises(ValueError, match="không được âm"):
        read_number("-3")
    with pytest.raises(ValueError, match="ô ghi chú"):
        read_number("khoảng 30")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (None, ""),
        (Decimal(0), "0"),
        (Decimal("1234.50"), "1.234,5"),
        (Decimal(12345678), "12.345.678"),
        (Decimal("0.05"), "0,05"),
    ],
)
def test_a_figure_is_printed_as_vietnamese_write_it(number, words):
    assert written(number) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("12", "10", "tăng 20%"),
        ("9.65", "10", "giảm 3,5%"),
        ("10", "10", "không đổi"),
        ("3", "0", "tăng 3"),
        # A formula may come to less than nothing.
        ("-12", "-10", "giảm 20%"),
        ("5", "-10", "tăng 150%"),
        ("100001", "100000", "tăng 1"),
        ("500", "2", "tăng 498"),
        (None, "3", ""),
        ("3", None, ""),
    ],
)
def test_change_against_last_year_is_told_in_words(now, before, words):
    assert change_words(*(each and Decimal(each) for each in (now, before))) == words


def test_two_rates_are_compared_in_points():
    said = change_words(Decimal("52.5"), Decimal(50), Indicator.Type.PERCENT)

    assert said == "tăng 2,5 điểm phần trăm"
