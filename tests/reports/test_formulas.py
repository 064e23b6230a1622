"""Formulas: reckoned as school does it, missing where a figure is missing, refused in words that name the fault."""

import time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.formulas import FormulaError, codes_in, faults, rounded, value_of, worked_out

FIGURES = {"a": Decimal(3), "b": Decimal("0.5"), "c": Decimal(0), "d": None}
BARE = {code: Fraction(value) for code, value in FIGURES.items() if value is not None}


def leaves():
    numbers = st.decimals(0, 10**6, places=2).map(
        lambda number: (str(number).replace(".", ","), Fraction(number))
    )
    codes = st.sampled_from([(f"[{code}]", BARE.get(code)) for code in FIGURES])
    return numbers | codes


def grown(inner):
    """(text, what Python's fractions make of it): every pair in brackets or not, as its sign binds."""
    return st.tuples(inner, st.sampled_from("+-*/"), inner).map(_pair) | inner.map(_negative)


def _pair(given):
    (left, x), sign, (right, y) = given
    text = f"({left}) {sign} ({right})"
    if x is None or y is None or (sign == "/" and y == 0):
        return text, None
    return text, {"+": x + y, "-": x - y, "*": x * y, "/": x / y if y else None}[sign]


def _negative(given):
    text, x = given
    return f"-({text})", None if x is None else -x


@given(st.recursive(leaves(), grown, max_leaves=12).filter(lambda pair: len(pair[0]) <= 300))
def test_a_formula_gives_what_fractions_give(pair):
    text, expected = pair

    assert value_of(text, FIGURES) == expected


@given(st.lists(st.tuples(st.sampled_from("+-*/"), st.integers(1, 99)), max_size=8))
def test_without_brackets_products_bind_before_sums_and_the_left_comes_first(steps):
    text = "7" + "".join(f" {sign} {number}" for sign, number in steps)
    python = "Fraction(7)" + "".join(f" {sign} Fraction({number})" for sign, number in steps)

    assert value_of(text, {}) == eval(python)  # noqa: S307 made of signs and whole numbers above


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(text):
    fault = ""
    try:
        codes_in(text)
    except FormulaError as refused:
        fault = str(refused)

    assert fault == "" or (fault[0].isupper() and fault.endswith("."))


def test_three_hundred_brackets_are_no_trouble():
    assert value_of("(" * 149 + "1" + ")" * 149, {}) == 1


def test_nothing_of_the_length_of_a_formula_is_nested_too_deep_to_be_read():
    def below(frames, text):
        return below(frames - 1, text) if frames else list(faults({"a": text}, {"a"})) or [text]

    for text in ("(" * 299, "-" * 299 + "1", "1+(" * 99, "1*-(" * 74):
        # As far below as the parser is called by a page.
        assert below(250, text)
    assert value_of("[a]+[+]", {"a": Decimal(1), "+": Decimal(2)}) == 3


def test_formulas_that_multiply_each_other_without_end_give_no_figure():
    formulas = {f"f{n + 1}": "*".join([f"[f{n}]"] * 60) for n in range(1, 12)}
    began = time.process_time()

    worked = worked_out({**formulas, "small": "[f2]*0+[f1]"}, {"f1": Decimal("99999999999999.99")})

    assert time.process_time() - began < 2
    assert worked["f12"] is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "còn trống"),
        ("[a] +", "thiếu ở cuối"),
        ("[a] [b]", "thừa “b”"),
        ("([a] + 1", "đóng ngoặc"),
        ("[]", "chưa có mã"),
        ("a / b", "Không hiểu “a”"),
        ("1.000 * [a]", "không ngăn hàng nghìn"),
        ("* [a]", "đứng chưa đúng chỗ"),
        ("1" * 301, "dài quá"),
        ("__import__('os')", "Không hiểu"),
    ],
)
def test_what_cannot_be_read_is_refused_in_its_own_sentence(text, words):
    with pytest.raises(FormulaError, match=words):
        value_of(text, FIGURES)


def test_figures_are_worked_out_from_each_other_in_whatever_order_they_stand():
    formulas = {"share": "[rest] / [all] * 100", "rest": "[all] - [done]"}

    found = worked_out(formulas, {"all": Decimal(3), "done": Decimal(1)})

    assert found == {"share": Decimal("66.67"), "rest": Decimal(2)}


def test_a_missing_figure_and_a_division_by_zero_give_no_figure():
    formulas = {"x": "[a] / [c]", "y": "[a] + [d]", "z": "[a] + [nowhere]", "w": "[x] + 1"}

    assert worked_out(formulas, FIGURES) == dict.fromkeys("xyzw")


def test_circles_and_unknown_codes_are_named():
    formulas = {"x": "[y] + [a]", "y": "[z]", "z": "[x]", "w": "[nowhere]", "v": "1 +"}

    found = faults(formulas, {"a", "x", "y", "z", "w", "v"})

    assert found == [
        "Chỉ tiêu “w”: bộ chỉ tiêu không có mã “nowhere”.",
        "Chỉ tiêu “v”: Công thức bị thiếu ở cuối.",
        "Công thức chạy vòng: “x” → “y” → “z” → “x”. "
        "Mỗi chỉ tiêu chỉ được tính từ chỉ tiêu đứng ngoài vòng.",
    ]
    assert worked_out(formulas, FIGURES) == dict.fromkeys("xyzwv")


def test_halves_are_rounded_up_and_what_no_row_holds_is_no_figure():
    assert rounded(Fraction(1, 200)) == Decimal("0.01")
    assert rounded(Fraction(10**14)) is None
    assert rounded(Fraction(10**14 - 1)) == 10**14 - 1
