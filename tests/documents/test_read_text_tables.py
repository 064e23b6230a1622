"""Tables in a text file, by tabs or by blanks: rows where there are rows, and nothing else taken for one."""

import pytest

from documents import read
from documents.model import plain

HEAD = "KẾ HOẠCH\nCông tác dân vận chính quyền năm 2026\n\nỦy ban nhân dân xã Mẫu ban hành Kế hoạch như sau:\n"
BODY = "I. NHIỆM VỤ\n1. Các việc trong năm theo bảng sau:\n{}\n2. Các thôn báo cáo kết quả.\n"


def items_of(table):
    return read((HEAD + BODY.format(table)).encode(), "a.txt").document.items[0].children


def rows_of(table):
    (item,) = items_of(table)[0].children
    return [[plain(cell.text) for cell in row] for row in item.table.rows]


TABBED = "STT\tViệc\tThời gian\n1\tHọp thôn\tTháng 3\n2\tĐối thoại\t"
SPACED = """STT  Việc                       Thời gian
1    Họp thôn, làng để bàn      Tháng 3
     việc làm đường
2    Đối thoại với Nhân dân     Quý II"""


def test_tabs_part_the_cells_of_a_row_empty_ones_too():
    assert rows_of(TABBED) == [
        ["STT", "Việc", "Thời gian"],
        ["1", "Họp thôn", "Tháng 3"],
        ["2", "Đối thoại", ""],
    ]


def test_words_below_a_cell_belong_to_it():
    assert rows_of(SPACED)[1:] == [
        ["1", "Họp thôn, làng để bàn việc làm đường", "Tháng 3"],
        ["2", "Đối thoại với Nhân dân", "Quý II"],
    ]


def test_a_table_goes_on_below_the_number_of_a_page():
    lines = SPACED.split("\n")
    broken = "\n".join([*lines[:2], "", " " * 40 + "2", "", *lines[2:]])

    assert rows_of(broken) == rows_of(SPACED)


@pytest.mark.parametrize(
    "words",
    [
        "Các thôn  họp dân  để bàn việc làm đường.\nCác ấp chọn  việc khó  để đăng ký mô hình mới.",
        "Thôn Mẫu\tTháng 3\nThôn Thử\tTháng 4",
        "STT\tViệc\tThời gian",
    ],
)
def test_blanks_inside_sentences_and_two_columns_are_no_table(words):
    held = [child for item in items_of(words) for child in item.walk()]

    assert not any(each.table for each in held)
    assert "".join(words.split()) in "".join("".join(plain(each.text).split()) for each in held)


def test_many_lines_of_columns_that_do_not_agree_are_read_in_little_time():
    lines = ("ấ" * (at % 17 + 1) + "   bờ   " + "ổ" * (at % 5 + 1) + "   đ" for at in range(4_000))

    items = items_of("\n".join(lines))

    assert items[-1].marker == "2"
