"""What a search box asks for, and what is marked in the text that is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.searching import folded, places_in, snippet, terms_of


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("  Dân   vận KHÉO ", ["dan", "van", "kheo"]),
        ("“dân vận khéo” mô hình", ["dan van kheo", "mo", "hinh"]),
        ('"dân vận" "dân vận"', ["dan van"]),
        ("33/CT-TTg", ["33/ct-ttg"]),
        ("33 / CT - TTg", ["33/ct-ttg"]),
        ("02 - CTr / UBND", ["02-ctr/ubnd"]),
        ("01/2025/TTLT - BNV", ["01/2025/ttlt-bnv"]),
        ('chưa đóng "ngoặc', ["chua", "dong", "ngoac"]),
        ("%", ["%"]),
        ("?!", []),
        ("a\0b", ["ab"]),
        ("", []),
    ],
)
def test_the_terms_of_a_search(asked, terms):
    assert terms_of(asked) == terms


def test_a_long_search_is_held_to_what_a_database_bears():
    assert len(terms_of(" ".join(f"tu{n}" for n in range(500)))) == 8
    assert len(terms_of("x" * 5000)[0]) == 100


@pytest.mark.parametrize("number", ["33/CT-TTg", "33 /CT- TTg", "33/ct - ttg", "33 / CT – TTg"])
def test_a_number_is_stored_alike_whatever_its_blanks(number):
    assert "33/ct-ttg" in folded(f"Chỉ thị số {number} ngày 26/11/2021")


def shown(words, *terms):
    return "".join(
        f"[{piece.words}]" if piece.is_found else piece.words for piece in snippet(words, terms)
    )


@pytest.mark.parametrize(
    ("words", "terms", "seen"),
    [
        ("Xây dựng mô hình “Dân vận khéo”.", ["dan van kheo"], "Xây dựng mô hình “[Dân vận khéo]”."),
        ("Chỉ thị số 33 /CT- TTg.", ["33/ct-ttg"], "Chỉ thị số [33 /CT- TTg]."),
        ("dân vận, Dân Vận", ["dan", "van"], "[dân vận], [Dân Vận]"),
        ("Đoàn thể", ["doan"], "[Đoàn] thể"),
        ("dân đăng ký", ["dan"], "[dân] đăng ký"),
        ("đăng ký", ["dan"], "[đăn]g ký"),
        ("Không có", ["gi"], "Không có"),
        ("a+b (c)", ["a+b", "(c)"], "[a+b (c)]"),
    ],
)  # fmt: skip
def test_what_was_found_is_marked_in_its_own_letters(words, terms, seen):
    assert shown(words, *terms) == seen


def test_a_long_text_is_shown_around_the_place():
    words = f"{'đầu ' * 60}trúng đích {'cuối ' * 60}"

    seen = shown(words, "trung dich")

    assert seen.startswith("… đầu")
    assert seen.endswith(" …")
    assert "[trúng đích]" in seen
    assert len(seen) < 260


@given(st.text(max_size=80), st.text(max_size=10))
def test_marking_changes_no_letter_and_never_fails(words, asked):
    pieces = snippet(words, terms_of(asked), reach=100)

    assert "".join(piece.words for piece in pieces) == words
    assert all(0 <= start < stop <= len(words) for start, stop in places_in(words, terms_of(asked)))
