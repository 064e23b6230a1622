import json
from pathlib import Path

import pytest

from documents.model import Item
from plans.numbering import Numbered, computed, roman, style_of

# The editor in the browser counts too; tests/browser holds it to the same table.
TABLE = json.loads(Path(__file__).with_name("numbering_table.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", TABLE)
def test_numbers_and_their_printed_form_are_those_of_the_table(case):
    markers = list(computed(Numbered(*item) for item in case["items"]).values())

    assert markers == case["markers"]
    assert [Item(marker=marker).label for marker in markers] == case["labels"]


def numbered(*items):
    """Items written as "key parent marker", with - for no parent and _ for no marker."""
    for words in items:
        pk, parent, marker = words.split(" ", 2)
        yield Numbered(pk, None if parent == "-" else parent, "" if marker == "_" else marker)


def test_gaps_and_doubles_are_counted_anew_level_by_level():
    items = numbered(
        "a - I", "b a 1", "c a 3", "d c 3.1", "e c 3.3", "f - III", "g f a", "h f d", "i f f"
    )

    markers = computed(items)

    assert markers == {
        "a": "I", "b": "1", "c": "2", "d": "2.1", "e": "2.2", "f": "II", "g": "a", "h": "b", "i": "c",
    }  # fmt: skip


def test_bullets_and_plain_paragraphs_take_no_number_and_break_no_count():
    items = numbered("a - 1", "b - -", "c - _", "d - 2")

    assert computed(items) == {"a": "1", "b": "-", "c": "", "d": "2"}


def test_the_points_after_d_follow_the_vietnamese_alphabet():
    items = numbered(*(f"{place} - a" for place in range(6)))

    assert list(computed(items).values()) == ["a", "b", "c", "d", "đ", "e"]


def test_capitals_after_an_a_are_letters_and_not_roman_numerals():
    items = numbered("a - A", "b - B", "c - C", "d - D", "e c I")

    assert computed(items) == {"a": "A", "b": "B", "c": "C", "d": "D", "e": "I"}


def test_a_part_spelled_out_stays_as_written():
    items = numbered("a - Phần thứ nhất", "b - Phần II")

    assert computed(items) == {"a": "Phần thứ nhất", "b": "Phần I"}


@pytest.mark.parametrize(
    ("count", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (39, "XXXIX")]
)
def test_roman_numerals(count, written):
    assert roman(count) == written


@pytest.mark.parametrize(
    ("marker", "style"),
    [("I", "section"), ("1", "number"), ("1.1", "dotted"), ("a", "point"), ("đ", "point"),
     ("-", ""), ("", ""), ("Phần I", "part"), ("A", "letter")],
)  # fmt: skip
def test_the_style_of_a_number_is_read_off_its_marker(marker, style):
    assert style_of(marker) == style
