"""A note longer than the room at the foot of its page goes on at the foot of the next one, as in a word processor."""

import re
from dataclasses import replace

import pypdfium2
import pytest

from documents import missing_pdf_support, read, to_html, write_pdf
from documents.model import AdministrativeDocument, Footnote, Item, Run, plain, text_of

pytestmark = pytest.mark.skipif(
    missing_pdf_support() is not None, reason="no PDF without Pango and fonts"
)

LAWS = "; ".join(
    f"Chỉ thị số {at:02d}/CT-UBND ngày 05/3/2025 của Chủ tịch tỉnh" for at in range(10, 90)
)
SENTENCE = (
    "Tuyên truyền, quán triệt đầy đủ, kịp thời các văn bản về công tác dân vận của chính quyền. "
    * 3
)
PLAN = AdministrativeDocument(
    kind="KẾ HOẠCH",
    subject="Công tác dân vận chính quyền năm 2026",
    opening=(text_of("Ủy ban nhân dân xã xây dựng kế hoạch như sau:"),),
    items=(
        Item(
            "I",
            heading=text_of("MỤC ĐÍCH"),
            children=tuple(Item(str(at), text=text_of(SENTENCE.strip())) for at in range(1, 7)),
        ),
        Item(
            "II",
            heading=text_of("NHIỆM VỤ"),
            children=(
                Item("1", text=(Run("Thực hiện các văn bản"), Run("1", note=True), Run("."))),
                *(Item(str(at), text=text_of(SENTENCE.strip())) for at in range(2, 30)),
            ),
        ),
    ),
    footnotes=(Footnote("1", text_of(f"{LAWS}.")),),
)


@pytest.fixture(scope="module")
def pdf():
    return write_pdf(PLAN)


def pages_of(pdf):
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def test_the_page_of_the_mark_is_full_and_holds_the_beginning_of_the_note(pdf):
    first, second = pages_of(pdf)[:2]
    assert "Thực hiện các văn bản" in first
    assert "Chỉ thị số 10/CT-UBND" in first
    assert "Chỉ thị số 80/CT-UBND" not in first
    assert "Chỉ thị số 80/CT-UBND" in second
    assert second.index("Tuyên truyền") < second.index("Chỉ thị số 80/CT-UBND")


def test_a_long_note_is_read_back_as_one(pdf):
    document = read(pdf, "ke-hoach.pdf").document
    assert document.footnotes == PLAN.footnotes
    assert document.items == PLAN.items


def test_the_words_of_a_note_cut_in_pieces_are_all_there_once_whatever_their_style():
    styled = tuple(
        Run(f"Đoạn {at} có chữ; ", bold=at % 2 == 0, italic=at % 3 == 0) for at in range(600)
    )
    html = to_html(replace(PLAN, footnotes=(Footnote("1", styled),)))
    shown = " ".join(re.sub("<[^>]*>", " ", html).split())
    assert html.count('class="note') > 2
    assert shown.count(" ".join(plain(styled).split())) == 1


def test_a_short_note_stays_whole():
    html = to_html(replace(PLAN, footnotes=(Footnote("1", text_of("Ghi chú ngắn.")),)))
    assert html.count('class="note') == 1
