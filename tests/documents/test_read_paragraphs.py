"""Files that know their paragraphs, styles and tables: what is told beside the words is kept and used."""

from documents.model import Cell, Run, Table, text_of
from documents.reading import reading_of
from documents.reading.footnotes import Note, Pages
from documents.text import Line, Stretch, note_mark

GRID = Table(((Cell(text_of("STT")), Cell(text_of("Nội dung"))), (Cell(text_of("1")), Cell())))


def paragraph(number, text="", *, bold=None, italic=None, table=None):
    styles = []
    if bold is not None:
        styles.append(Stretch(*bold, bold=True))
    if italic is not None:
        styles.append(Stretch(*italic, italic=True))
    return Line(number, text, text, is_paragraph=True, styles=tuple(styles), table=table)


def whole(text):
    return 0, len(text)


def plan_of(*lines):
    head = ["KẾ HOẠCH", "Công tác dân vận năm 2026", "Thực hiện nhiệm vụ năm 2026, xã xây dựng:"]
    texts = [*(paragraph(0, text) for text in head), *lines]
    numbered = [
        Line(at, line.text, line.raw, False, True, line.styles, line.table)
        for at, line in enumerate(texts, start=1)
    ]
    return reading_of(Pages(tuple(numbered))).document


def test_the_bold_of_a_title_tells_it_from_a_sentence_and_is_not_kept():
    title, sentence = "1. Công tác tuyên truyền", "2. Tổ chức hội nghị"
    document = plan_of(
        paragraph(0, "I. NHIỆM VỤ", bold=whole("I. NHIỆM VỤ")),
        paragraph(0, title, bold=whole(title)),
        paragraph(0, sentence),
    )
    first, second = document.items[0].children
    assert first.heading == (Run("Công tác tuyên truyền"),)
    assert second.text == (Run("Tổ chức hội nghị"),)


def test_bold_and_italic_words_keep_their_place_after_the_mark_is_taken_off():
    document = plan_of(paragraph(0, "1. Mục đích: nâng cao.", bold=(3, 12), italic=(13, 21)))
    assert document.items[0].text == (
        Run("Mục đích:", bold=True),
        Run(" "),
        Run("nâng cao", italic=True),
        Run("."),
    )


def test_an_asterisk_in_a_styled_paragraph_is_an_asterisk():
    document = plan_of(paragraph(0, "1. Ghi *chú* thêm"), paragraph(0, "- (*) và *hai*"))
    [item] = document.items
    assert item.heading == (Run("Ghi *chú* thêm"),)
    assert item.children[0].text == (Run("(*) và *hai*"),)


def test_a_paragraph_ends_where_its_file_says():
    document = plan_of(paragraph(0, "1. Phối hợp với"), paragraph(0, "các đoàn thể xã"))
    assert [len(item.children) for item in document.items] == [1]


def test_a_table_is_a_block_of_its_own_in_its_place():
    document = plan_of(
        paragraph(0, "I. NHIỆM VỤ"), paragraph(0, table=GRID), paragraph(0, "Theo bảng trên.")
    )
    table, after = document.items[0].children
    assert table.table == GRID
    assert after.text == text_of("Theo bảng trên.")


def test_a_footnote_mark_between_styles_is_a_run_of_its_own():
    words = f"1. Thực hiện Kết luận{note_mark('1')} của Đảng."
    lines = (
        *(paragraph(at, text) for at, text in ((1, "KẾ HOẠCH"), (2, "Dân vận năm 2026"))),
        paragraph(3, "Căn cứ tình hình, xã xây dựng kế hoạch."),
        paragraph(4, words, italic=(3, 30)),
    )
    note = Note("1", 5, [paragraph(5, "Kết luận số 01-KL/TW.")])
    document = reading_of(Pages(lines, (note,))).document
    assert Run("1", note=True) in document.items[0].text
    assert document.footnotes[0].text == text_of("Kết luận số 01-KL/TW.")
