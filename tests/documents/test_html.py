import re
import unicodedata
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from documents import to_html
from documents.columns import shares
from documents.html import to_html_part
from documents.model import (
    AdministrativeDocument,
    Appendix,
    Cell,
    Footnote,
    Item,
    Run,
    Signature,
    Table,
    text_of,
)
from tests.documents.samples import LETTER, LONG, PLAN, REPORT, headed, paragraph, table_of

BREAKS = {"p", "h1", "h2", "h3", "h4", "br", "td", "th", "div", "caption", "li", "title"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.words = set(), set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag in BREAKS and ("class", "fold") not in attrs:
            self.words.append("\n")

    def handle_data(self, data):
        self.words.append(data)


def read(html):
    reader = _Reader()
    reader.feed(html)
    return reader


def lines(document):
    """The document line by line, as it would be read out."""
    said = "".join(read(to_html_part(document)).words)
    return [" ".join(line.split()) for line in said.split("\n") if line.strip()]


def test_a_plan_is_written_word_by_word_in_the_order_of_the_page():
    assert lines(PLAN) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ AN HÒA",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/KH-UBND",
        "An Hòa, ngày 05 tháng 01 năm 2026",
        "KẾ HOẠCH Công tác dân vận chính quyền năm 2026",
        "Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022;",
        "Ủy ban nhân dân xã An Hòa xây dựng Kế hoạch như sau:",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích:",
        f"- {LONG}",
        "2. Yêu cầu",
        "- Phong trào “Dân vận khéo” được triển khai rộng khắpToàn xã hiện có 24 mô hình. trong toàn xã.",
        "II. NHIỆM VỤ",
        f"1. Tuyên truyền. {LONG}",
        "2. Các chỉ tiêu",
        f"a) {LONG}",
        f"đ) {LONG}",
        "Trên đây là Kế hoạch công tác dân vận chính quyền năm 2026./.",
        "Nơi nhận:",
        "- Sở Nội vụ tỉnh (b/c);",
        "- Các phòng, trung tâm;",
        "- Lưu: VT, VHXH.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Thị Bình",
    ]


def test_a_letter_has_its_subject_under_the_number_and_no_name_of_its_kind():
    assert lines(LETTER)[4:10] == [
        "Số: 123/UBND-VHXH",
        "An Hòa, ngày 12 tháng 3 năm 2026",
        "V/v đăng ký mô hình “Dân vận khéo”",
        "Kính gửi:",
        "- Các phòng, trung tâm;",
        "- Trưởng các thôn.",
    ]


def test_one_addressee_stands_on_the_line_of_its_greeting():
    assert "Kính gửi: Sở Nội vụ tỉnh Hòa Sơn" in lines(REPORT)


def test_only_a_legal_basis_is_in_italics():
    assert re.findall(r'<p class="basis">([^<]*)', to_html_part(PLAN)) == [
        "Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022;"
    ]


def test_titles_of_sections_and_clauses_are_headings_and_points_are_regular():
    document = AdministrativeDocument(
        items=(
            headed("Phần I", "TÌNH HÌNH"),
            headed("I", "KẾT QUẢ"),
            headed("1", "Tuyên truyền"),
            headed("a", "Ở thôn"),
            paragraph("Không tiêu đề", "2"),
        )
    )

    assert re.findall(r'<(h\d|p)(?: class="(\w+)(?: lone)?")?>', to_html_part(document)) == [
        ("h2", "part"),
        ("h2", "section"),
        ("h3", "clause"),
        ("h4", "point"),
        ("p", ""),
    ]


def test_one_appendix_has_no_number_and_two_have_roman_ones():
    one = PLAN.with_changes(appendices=(Appendix("BIỂU MẪU"),))

    assert "Phụ lục BIỂU MẪU" in lines(one)
    assert [line for line in lines(REPORT) if line.startswith("Phụ lục")] == [
        "Phụ lục I DANH MỤC NHIỆM VỤ",
        "Phụ lục II SỐ LIỆU",
    ]


def test_a_document_that_has_no_letterhead_is_not_given_one():
    assert lines(AdministrativeDocument(kind="KẾ HOẠCH", subject="Năm 2026")) == [
        "KẾ HOẠCH Năm 2026"
    ]


def test_an_empty_document_is_an_empty_page():
    assert lines(AdministrativeDocument()) == []


def test_a_footnote_that_nothing_calls_is_still_printed():
    document = AdministrativeDocument(
        items=(Item(text=(Run("Có gọi"), Run("1", note=True))),),
        footnotes=(Footnote("1", text_of("thứ nhất")), Footnote("2", text_of("thứ hai"))),
    )

    assert lines(document) == ["Có gọithứ nhất", "2 thứ hai"]


def test_a_call_whose_footnote_is_missing_keeps_its_mark():
    document = AdministrativeDocument(items=(Item(text=(Run("Chữ"), Run("[7]", note=True))),))

    assert lines(document) == ["Chữ[7]"]


def test_no_style_and_no_script_stands_in_the_page():
    page = read(to_html(REPORT, stylesheet="/static/page.css"))

    assert page.tags & {"style", "script", "img", "iframe", "object", "base"} == set()
    assert {name for name in page.attributes if name == "style" or name.startswith("on")} == set()


def test_words_never_become_tags_wherever_they_stand():
    hostile = '</p><script>alert(1)</script><img src=x onerror="a()">'
    everywhere = AdministrativeDocument(
        kind=hostile,
        subject=hostile,
        letterhead=PLAN.letterhead,
        symbol=hostile,
        place=hostile,
        addressees=(hostile, hostile),
        opening=(text_of(hostile),),
        items=(
            Item(hostile, heading=text_of(hostile)),
            Item(
                table=Table(
                    ((Cell(text_of(hostile), align=hostile),), (Cell(text_of(hostile)),)),
                    caption=hostile,
                )
            ),
            Item(text=(Run(hostile, note=True), Run("9", note=True))),
        ),
        closing=(text_of(hostile),),
        recipients=(hostile,),
        signature=Signature((hostile,), hostile),
        footnotes=(Footnote("9", text_of(hostile)), Footnote(hostile, text_of(hostile))),
        appendices=(Appendix(hostile, (paragraph(hostile),)),),
    )

    page = read(to_html(everywhere, stylesheet=hostile))

    assert page.tags & {"script", "img"} == set()
    assert {name for name in page.attributes if name.startswith("on")} == set()


def test_a_hyphen_between_words_does_not_begin_a_line():
    assert "chính trị\u00a0- xã hội" in to_html_part(
        AdministrativeDocument(items=(paragraph("chính trị - xã hội"),))
    )


def test_the_symbol_of_a_document_is_kept_whole():
    html = to_html_part(AdministrativeDocument(items=(paragraph("Số 02-CTr/UBND-BDV và 30/6."),)))

    assert re.findall(r'<span class="whole">([^<]*)</span>', html) == ["02-CTr/UBND-BDV", "30/6"]


def test_signs_that_turn_or_break_the_text_are_left_out():
    assert lines(AdministrativeDocument(items=(paragraph("a\x00b\u202ec\ud800d\x1be"),))) == [
        "abcde"
    ]


def test_a_document_of_three_thousand_levels_is_written():
    deep = paragraph("đáy", "-")
    for _ in range(3000):
        deep = Item("-", text=text_of("tầng"), children=(deep,))

    assert lines(AdministrativeDocument(items=(deep,))) == ["- tầng"] * 3000 + ["- đáy"]


def test_impossible_spans_of_cells_are_held_within_the_table():
    table = Table(
        ((Cell(text_of("Đầu"), columns=10**9, rows=10**9),), (Cell(text_of("Thân"), rows=10**9),)),
        header_rows=10**9,
    )

    html = to_html_part(AdministrativeDocument(items=(Item(table=table),)))

    assert [int(span) for span in re.findall(r'(?:row|col)span="(\d+)"', html)] == [40]
    assert html.count("<col ") == 40


def test_the_column_of_words_is_the_wide_one_and_all_make_a_hundred():
    number, words, due = shares(table_of(3).table, 160)

    assert number < due < words
    assert abs(number + words + due - 100) < 0.1


def test_widths_that_the_document_gives_are_kept():
    table = Table(((Cell(), Cell()),), widths=(1, 3))

    assert shares(table, 160) == (25, 75)


WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40)
ITEMS = st.recursive(
    st.builds(paragraph, WORDS, st.sampled_from(["", "1", "a", "-", "+"])),
    lambda inner: st.builds(headed, st.sampled_from(["I", "1", "a"]), WORDS, inner),
    max_leaves=8,
)


@given(st.lists(ITEMS, max_size=5))
@settings(max_examples=60, deadline=None)
def test_no_word_of_an_item_is_lost_doubled_or_moved(items):
    document = AdministrativeDocument(items=tuple(items))

    written = "".join(read(to_html_part(document)).words)

    expected = "".join(
        item.label + "".join(run.text for run in item.heading + item.text)
        for item in document.walk()
    )
    assert _signs(written) == _signs(expected)


def _signs(text):
    return "".join(unicodedata.normalize("NFC", text).split())
