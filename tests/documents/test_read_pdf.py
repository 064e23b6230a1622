"""PDF with text: what a person sees on the pages is what is read, whoever made the file."""

from documents import read, write_pdf
from documents.model import Signature, plain
from tests.documents.pages import needs_printer
from tests.documents.samples import LONG, PLAN, with_pages

pytestmark = needs_printer


def test_the_two_columns_of_head_and_foot_are_read_one_after_the_other():
    document = read(write_pdf(PLAN), "ke-hoach.pdf").document
    assert document.letterhead == PLAN.letterhead
    assert (document.number, document.symbol, document.date) == (5, "KH-UBND", PLAN.date)
    assert document.recipients == PLAN.recipients
    assert document.signature == Signature(
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nguyễn Thị Bình"
    )


def test_a_paragraph_of_several_lines_is_one_and_knows_each_of_its_lines():
    reading = read(write_pdf(PLAN), "ke-hoach.pdf")
    item = reading.document.items[0].children[0].children[0]
    assert plain(item.text) == LONG
    first, last = item.source.first, item.source.last
    told = " ".join(reading.source_lines[first - 1 : last])
    assert (last - first, told) == (1, f"- {LONG}")


def test_page_numbers_are_taken_out_and_paragraphs_go_on_over_the_end_of_a_page():
    long = with_pages(6)
    reading = read(write_pdf(long), "ke-hoach.pdf")
    assert [plain(each.text) for each in reading.document.walk() if each.text] == [
        plain(each.text) for each in long.walk() if each.text
    ]
    assert [finding.code for finding in reading.findings].count("layout.page_numbers") == 1
