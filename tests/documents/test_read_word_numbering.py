"""Automatic numbers of Word: each is printed in the tree as Word prints it on the page."""

import pytest

from documents import read
from documents.reading.word import extract
from documents.reading.word.numbering import printed_number
from tests.documents.word_files import (
    level,
    listed,
    numbering,
    p,
    plan_file,
    style,
    styled,
    word_file,
)

LIST_2 = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def labels(*paragraphs, **parts):
    blocks = extract(word_file("".join(paragraphs), **parts)).blocks
    return [block.label.text if block.label else "" for block in blocks]


def test_levels_count_and_begin_anew_below_a_new_number_above():
    found = labels(
        *(listed("x", 1, at) for at in (0, 1, 1, 2, 0, 1)),
        numbering=numbering(level(0, "%1.", "upperRoman"), level(1, "%2."), level(2, "%2.%3.")),
    )
    assert found == ["I.", "1.", "2.", "2.1.", "II.", "1."]


def test_a_level_may_go_on_counting_below_a_new_number_above():
    going_on = level(1, "%2.", more='<w:lvlRestart w:val="0"/>')
    found = labels(
        *(listed("x", 1, at) for at in (0, 1, 0, 1)),
        numbering=numbering(level(0, "%1.", "upperRoman"), going_on),
    )
    assert found == ["I.", "1.", "II.", "2."]


def test_two_lists_of_one_kind_go_on_and_an_override_begins_anew():
    nums = LIST_2 + (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    found = labels(
        *(listed("x", number) for number in (1, 2, 3, 3)),
        numbering=numbering(level(0, "%1)"), nums=nums),
    )
    assert found == ["1)", "2)", "1)", "2)"]


def test_a_list_may_print_one_of_its_levels_otherwise():
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/>'
        f'<w:lvlOverride w:ilvl="0">{level(0, "%1/", "lowerLetter", start=3)}</w:lvlOverride></w:num>'
    )
    assert labels(listed("x", 1), numbering=numbering(level(0, "%1."), nums=nums)) == ["c/"]


def test_a_number_may_come_of_a_style_and_of_the_style_it_is_based_on():
    linked = level(0, "%1.", "upperRoman", more='<w:pStyle w:val="Muc"/>')
    below = level(1, "%2.", more='<w:pStyle w:val="Khoan"/>')
    in_list = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = (
        style("Muc", in_list)
        + style("MucXa", based="Muc")
        + style("Khoan", in_list, based="Muc")
        + style("KhongSo", '<w:numPr><w:numId w:val="0"/></w:numPr>', based="Muc")
    )
    found = labels(
        *(styled("x", name) for name in ("Muc", "Khoan", "Khoan", "KhongSo", "MucXa")),
        styles=styles,
        numbering=numbering(linked, below),
    )
    assert found == ["I.", "1.", "2.", "", "II."]


def test_a_paragraph_may_take_the_number_of_its_style_away():
    styles = style("Muc", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    bare = p("x", '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert labels(bare, styles=styles, numbering=numbering(level(0, "%1."))) == [""]


def test_a_list_may_stand_in_a_named_style_of_lists():
    parts = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="KieuXa"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="KieuXa"/>{level(0, "Điều %1.")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = style("KieuXa", '<w:numPr><w:numId w:val="2"/></w:numPr>', kind="numbering")
    assert labels(listed("x", 1), styles=styles, numbering=parts) == ["Điều 1."]


def test_a_level_of_the_law_is_printed_in_arabic_numbers():
    legal = level(1, "%1.%2.", more="<w:isLgl/>")
    found = labels(
        listed("x", 1), listed("x", 1, 1), numbering=numbering(level(0, "%1.", "upperRoman"), legal)
    )
    assert found == ["I.", "1.1."]


def test_a_deleted_or_hidden_paragraph_takes_no_number():
    gone = p('<w:del><w:r><w:delText>x</w:delText></w:r></w:del>',
             '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>')  # fmt: skip
    hidden = p('<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>',
               '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>')  # fmt: skip
    found = labels(
        listed("x", 1), gone, hidden, listed("x", 1), numbering=numbering(level(0, "%1."))
    )
    assert [each for each in found if each] == ["1.", "2."]


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ("-+", ["-", "+"]),
        ("–", ["-"]),
        ("\uf0b7o\uf0a7", ["-", "+", "*"]),
        ("\uf02d", ["-"]),
        ("•", ["-"]),
    ],
)
def test_bullets_of_every_font_are_the_bullets_of_a_plan(signs, expected):
    levels = [level(at, sign, "bullet") for at, sign in enumerate(signs)]
    found = labels(*(listed("x", 1, at) for at in range(len(signs))), numbering=numbering(*levels))
    assert found == expected


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (4, "upperRoman", "IV"),
        (19, "lowerRoman", "xix"),
        (27, "lowerLetter", "aa"),
        (3, "upperLetter", "C"),
        (7, "decimalZero", "07"),
        (7, "none", ""),
        (7, "ideographDigital", "7"),
        (0, "upperRoman", "0"),
        (90000, "upperRoman", "90000"),
    ],
)
def test_numbers_are_printed_in_their_form(count, form, printed):
    assert printed_number(count, form) == printed


def test_automatic_numbers_make_the_outline_whatever_the_words_look_like():
    levels = (
        level(0, "%1", "upperRoman"),
        level(1, "%2"),
        level(2, "(%3)", "lowerLetter"),
        level(3, "+", "bullet"),
    )
    document = read(
        plan_file(
            listed("Mục đích, yêu cầu", 1),
            listed("Mục đích", 1, 1),
            listed("nâng cao nhận thức của cán bộ, công chức;", 1, 2),
            listed("2025 là năm đầu của mô hình hai cấp.", 1, 3),
            listed("Yêu cầu", 1, 1),
            numbering=numbering(*levels),
        ),
        "a.docx",
    ).document
    [section] = document.items
    first, second = section.children
    assert [each.label for each in (section, first, second)] == ["I.", "1.", "2."]
    assert [each.marker for each in first.walk()] == ["1", "a", "+"]


def test_the_part_of_a_plan_may_be_numbered_too():
    document = read(
        plan_file(
            listed("MỤC TIÊU", 1), listed("NHIỆM VỤ", 1), p("1. Tuyên truyền pháp luật trong toàn xã."),
            numbering=numbering(level(0, "Phần %1", "upperRoman")),
        ),
        "a.docx",
    ).document  # fmt: skip
    assert [each.label for each in document.items] == ["Phần I", "Phần II"]


def test_one_sign_on_two_levels_of_a_list_is_two_levels_of_the_plan():
    document = read(
        plan_file(
            p("I. NHIỆM VỤ"), *(listed(words, 1, at) for words, at in (("a", 0), ("b", 1), ("c", 1), ("d", 0))),
            numbering=numbering(level(0, "-", "bullet"), level(1, "-", "bullet")),
        ),
        "a.docx",
    ).document  # fmt: skip
    first, last = document.items[0].children
    assert [each.marker for each in (first, last, *first.children)] == ["-"] * 4
