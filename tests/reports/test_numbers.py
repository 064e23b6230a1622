from decimal import Decimal

import pytest

from reports.figures import read_number, written


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
