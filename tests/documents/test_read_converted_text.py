"""What converters leave of a printed page in a text file, one thing at a time."""

from datetime import date

import pytest

from documents import read
from documents.model import plain

TOP = """ỦY BAN NHÂN DÂN                CỘNG HÒA XÃ HỘI CHỦ NGHĨA
     XÃ MẪU                            VIỆT NAM
                              Độc lập - Tự do - Hạnh phúc
Số: 05/KH-UBND                Xã Mẫu, ngày 09 tháng 01 năm
                                          2026
"""
BODY = """                      KẾ HOẠCH
        Công tác dân vận chính quyền năm 2026

Ủy ban nhân dân xã Mẫu ban hành Kế hoạch như sau:

I. MỤC ĐÍCH
1. Tiếp tục quán triệt các văn bản về công tác dân vận{} đến từng cơ quan, đơn vị,
từng hộ gia đình ở Thôn 1 và Thôn 2 của xã.
"""
NOTE = """
1 Gồm các văn bản của Trung ương và của tỉnh về công tác dân vận chính quyền
trong năm 2025.
\f                                   2
2. Các thôn báo cáo kết quả thực hiện.
"""


def document_of(text):
    return read(text.encode(), "a.txt").document


def test_the_name_of_the_nation_and_a_date_may_run_on_in_the_next_line():
    document = document_of(TOP + BODY.format(""))

    assert document.letterhead.issuer == ("ỦY BAN NHÂN DÂN", "XÃ MẪU")
    assert (document.place, document.date) == ("Xã Mẫu", date(2026, 1, 9))
    assert not document.place_and_date


@pytest.mark.parametrize("mark", ["1", " 1", "\n1\n"])
def test_a_note_without_a_rule_above_it_is_found_by_its_mark(mark):
    document = document_of(BODY.format(mark) + NOTE)

    first, second = document.items[0].children
    assert [run.text for run in first.text if run.note] == ["1"]
    assert plain(first.text).startswith("Tiếp tục quán triệt các văn bản về công tác dân vận đến")
    assert "Thôn 1 và Thôn 2" in plain(first.text)
    assert [plain(note.text)[-14:] for note in document.footnotes] == ["trong năm 2025."[-14:]]
    assert second.marker == "2"


def test_lines_that_begin_with_a_number_are_no_notes_where_no_mark_stands_above():
    document = document_of(BODY.format("") + NOTE)

    assert document.footnotes == ()
    assert "1 Gồm các văn bản" in " ".join(plain(item.text) for item in document.walk())


def test_marks_on_lines_of_their_own_belong_to_the_words_below():
    body = BODY.format("").replace("I. MỤC", "I.\n\nMỤC").replace("1. Tiếp", "1.\nTiếp")

    assert document_of(body) == document_of(BODY.format(""))


def test_a_blank_line_ends_a_title_that_fills_its_line():
    title = "2. Công khai, minh bạch chính sách bồi thường, hỗ trợ, tái định cư ở xã"
    text = (
        f"{BODY.format('')}\n{title}\n\nNiêm yết phương án tại trụ sở và nhà văn hóa thôn; trả lời\n"
        "mọi thắc mắc của người dân bằng văn bản, trong thời hạn mười ngày làm việc kể từ khi\n"
        "nhận được ý kiến của người dân hoặc của tổ chức.\n"
    )

    item = document_of(text).items[0].children[1]

    assert plain(item.heading) == title[3:]
    assert plain(item.children[0].text).startswith("Niêm yết")
