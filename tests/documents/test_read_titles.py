"""Titles without a number: in a heading style of Word, or bold above a list that counts from 1."""

import pytest

from documents import read
from documents.model import plain
from tests.documents.word_files import p, plan_file, r, style, styled

HEADINGS = "".join(style(f"H{level + 1}", f'<w:outlineLvl w:val="{level}"/>') for level in (0, 1))


def bold(words):
    return p(r(words, "<w:b/>"))


def tree(*paragraphs, **parts):
    """One line for each item: its depth in blanks, "=" before a title."""
    items = read(plan_file(*paragraphs, **parts), "plan.docx").document.items
    return list(_lines(items, ""))


def _lines(items, indent):
    for item in items:
        yield f"{indent}{'=' if item.heading else ''}{item.label} {plain(item.heading or item.text)}"
        yield from _lines(item.children, f"{indent}  ")


def test_headings_of_word_stand_above_each_other_as_their_levels_say():
    found = tree(
        styled("Nội dung", "H1"),
        styled("Tuyên truyền", "H2"),
        p("- Phát thanh hằng tuần."),
        styled("Đối thoại", "H2"),
        p("Tổ chức vào tháng 9."),
        styled("Tổ chức thực hiện", "H1"),
        p("1. Công an xã phối hợp."),
        styles=HEADINGS,
    )
    assert found == [
        "= Nội dung",
        "  = Tuyên truyền",
        "    - Phát thanh hằng tuần.",
        "  = Đối thoại",
        "     Tổ chức vào tháng 9.",
        "= Tổ chức thực hiện",
        "  1. Công an xã phối hợp.",
    ]


def test_bold_lines_above_lists_that_count_from_1_are_titles():
    found = tree(
        bold("Mục đích, yêu cầu:"),
        p("1. Nâng cao trách nhiệm."),
        p("2. Không hình thức."),
        bold("Việc phải làm"),
        p("1. Công khai thủ tục."),
        bold("Tổ chức thực hiện"),
        p("Công an xã phối hợp."),
    )
    assert found == [
        "= Mục đích, yêu cầu:",
        "  1. Nâng cao trách nhiệm.",
        "  2. Không hình thức.",
        "= Việc phải làm",
        "  1. Công khai thủ tục.",
        "= Tổ chức thực hiện",
        "   Công an xã phối hợp.",
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [
        # Between two numbers of one list.
        (
            *(p("1. Công khai thủ tục."), bold("Lưu ý chung"), p("2. Họp thôn hằng quý.")),
            *(bold("Lưu ý riêng"), p("3. Tiếp công dân.")),
        ),
        # Sections have numbers here, so what has none is no section.
        (
            *(p("I. NỘI DUNG"), bold("Việc thứ nhất"), p("1. Công khai thủ tục.")),
            *(bold("Việc thứ hai"), p("1. Họp thôn hằng quý.")),
        ),
        # Whole sentences.
        (
            *(bold("Các thôn làm ngay."), p("1. Công khai thủ tục.")),
            *(bold("Các thôn làm sau."), p("1. Họp thôn hằng quý.")),
        ),
    ],
)
def test_what_is_only_stressed_is_no_title(paragraphs):
    assert not [each for each in tree(*paragraphs) if each.strip().startswith("= ")]
