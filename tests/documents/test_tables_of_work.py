"""Tables and labelled lines: who has what to do, with whom, until when, and what comes of it."""

from datetime import date

import pytest

from documents.assignees import find_assignees
from documents.model import Cell, Item, Source, Table, text_of
from documents.reading.duties import duties_of
from documents.understanding.grid import rows_of_work
from documents.understanding.labels import column_role, labels_in

YEAR = 2026


def cells(*words):
    return tuple(word if isinstance(word, Cell) else Cell(text_of(word)) for word in words)


def merged(words, *, columns=1, rows=1):
    return Cell(text_of(words), columns=columns, rows=rows)


def table(*rows, head=1):
    return Table(tuple(cells(*row) for row in rows), header_rows=head)


HEAD = ("STT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm")
USUAL = table(
    HEAD,
    (
        "1",
        "Rà soát hương ước",
        "Phòng Văn hóa - Xã hội",
        "Các thôn; Công an xã",
        "Trước ngày 30/6/2026",
        "Báo cáo",
    ),
    ("2", "Đối thoại với Nhân dân", "Văn phòng HĐND và UBND xã", "", "Quý II, Quý IV/2026", ""),
    ("3", "Kiểm tra công vụ", "Phòng Văn hóa - Xã hội", "", "Hằng quý", "Biên bản"),
    ("4", "Khen thưởng", "Văn phòng HĐND và UBND xã", "", "Cuối năm", ""),
)


def duties(*items, year=YEAR):
    return duties_of(items, year, lambda item, offset: item.source.first)


def of_table(made, year=YEAR):
    return duties(Item(table=made, source=Source(7, 9)), year=year)


def test_each_row_of_a_table_of_work_is_a_duty_with_all_its_columns():
    found = of_table(USUAL)

    first = found.deadlines[0]
    assert (first.what, first.who, first.date) == (
        "Rà soát hương ước",
        "Phòng Văn hóa - Xã hội",
        date(2026, 6, 30),
    )
    assert (first.partners, first.result) == (("Các thôn", "Công an xã"), "Báo cáo")
    assert (first.line, first.sure) == (7, 1.0)
    assert [(each.date, each.first) for each in found.deadlines[1:]] == [
        (date(2026, 6, 30), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ]


def test_a_row_that_comes_again_is_a_recurring_duty_and_a_vague_time_a_question():
    found = of_table(USUAL)

    (again,) = found.periodic
    assert (again.what, again.periods, again.result) == (
        "Kiểm tra công vụ",
        ("quarterly",),
        "Biên bản",
    )
    assert found.vague == [("Khen thưởng: Cuối năm", 7)]


def test_the_bodies_that_lead_a_row_are_given_work_and_their_partners_are_not():
    found = find_assignees((Item(table=USUAL),))

    assert [(each.name, each.text) for each in found] == [
        ("Phòng Văn hóa - Xã hội", "Rà soát hương ước"),
        ("Văn phòng HĐND và UBND xã", "Đối thoại với Nhân dân"),
    ]


def test_columns_in_another_order_and_under_other_names_are_known():
    made = table(
        ("Tiến độ", "Cơ quan thực hiện", "Nhiệm vụ, giải pháp", "TT", "Kết quả đầu ra", "Ghi chú"),
        ("15/5/2026", "Công an xã", "Vận động giao nộp vũ khí", "1", "Biên bản", ""),
    )

    (found,) = of_table(made).deadlines
    assert (found.date, found.who, found.what, found.result) == (
        date(2026, 5, 15),
        "Công an xã",
        "Vận động giao nộp vũ khí",
        "Biên bản",
    )


def test_a_head_of_two_rows_names_its_columns_by_the_lower_one():
    made = table(
        (merged("STT", rows=2), merged("Nội dung", rows=2), merged("Cơ quan, đơn vị", columns=2))
        + (merged("Thời gian hoàn thành", rows=2),),
        ("Chủ trì", "Phối hợp"),
        ("1", "Tập huấn", "Phòng Kinh tế", "Các thôn", "Tháng 9/2026"),
        head=2,
    )

    (found,) = of_table(made).deadlines
    assert (found.who, found.partners, found.date) == (
        "Phòng Kinh tế",
        ("Các thôn",),
        date(2026, 9, 30),
    )


def test_a_merged_cell_counts_for_every_row_it_covers():
    made = table(
        ("STT", "Nội dung", "Đơn vị chủ trì", "Thời gian"),
        ("1", "Rà soát", merged("Trạm Y tế", rows=2), "Trước ngày 10/3/2026"),
        ("2", "Công khai", "Trước ngày 20/3/2026"),
        ("3", "Báo cáo", "-nt-", "Trước ngày 30/3/2026"),
    )

    assert [(each.what, each.who) for each in of_table(made).deadlines] == [
        ("Rà soát", "Trạm Y tế"),
        ("Công khai", "Trạm Y tế"),
        ("Báo cáo", "Trạm Y tế"),
    ]


def test_the_title_of_a_group_is_no_duty():
    made = table(
        ("STT", "Nội dung", "Đơn vị chủ trì", "Thời gian"),
        ("I", merged("Công tác tuyên truyền năm 2026", columns=3)),
        ("1", "Mở chuyên mục", "Công an xã", "Quý I"),
        (merged("TRƯỚC NGÀY 30/6/2026", columns=4),),
        ("2", "Họp dân", "Các thôn", "Tháng 6"),
    )
    rows = rows_of_work(made)

    assert [(row.of("what"), row.group) for row in rows] == [
        ("Mở chuyên mục", "Công tác tuyên truyền năm 2026"),
        ("Họp dân", "TRƯỚC NGÀY 30/6/2026"),
    ]


def test_a_month_without_a_year_is_that_of_the_plan_and_asked_about():
    made = table(("Nội dung", "Thời gian"), ("Họp dân", "Tháng 6"))

    (found,) = of_table(made).deadlines
    assert (found.date, found.sure) == (date(2026, 6, 30), 0.6)
    assert of_table(made, year=None).deadlines == []


@pytest.mark.parametrize(
    "head",
    [
        ("STT", "Tên mô hình", "Đơn vị đăng ký"),
        ("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2026"),
        ("Thứ", "Giờ phục vụ", "Lĩnh vực"),
    ],
)
def test_other_tables_give_nobody_work(head):
    made = table(head, tuple("31/3/2026" for _ in head))

    assert rows_of_work(made) == ()


def test_a_damaged_table_is_read_without_harm():
    made = table(HEAD, ("1",), (), (merged("", columns=500, rows=500),), head=9)

    assert of_table(made).deadlines == []


# -- labelled lines


def line(words, number=1, marker="-"):
    return Item(marker, text=text_of(words), source=Source(number, number))


def test_labels_below_a_title_make_one_duty_with_who_partners_and_result():
    title = Item(
        "1",
        heading=text_of("Rà soát hương ước"),
        children=(
            line("Đơn vị chủ trì: Phòng Văn hóa - Xã hội.", 2),
            line("Đơn vị phối hợp: Công an xã, các thôn.", 3),
            line("Thời gian hoàn thành: trước ngày 30/6/2026.", 4),
            line("Sản phẩm: Báo cáo kết quả rà soát.", 5),
        ),
        source=Source(1, 1),
    )

    (found,) = duties(title).deadlines
    assert (found.what, found.who, found.date, found.line) == (
        "Rà soát hương ước",
        "Phòng Văn hóa - Xã hội",
        date(2026, 6, 30),
        4,
    )
    assert (found.partners, found.result) == (("Công an xã", "các thôn"), "Báo cáo kết quả rà soát")


def test_labels_between_bullets_belong_to_the_bullet_before():
    title = Item(
        "1",
        heading=text_of("Công tác vận động"),
        children=(
            line("Vận động hiến đất mở đường.", 2),
            line("Chủ trì: Phòng Kinh tế. Thời gian: Tháng 5/2026.", 3),
            line("Vận động lắp đèn đường.", 4),
            line("Chủ trì: Các thôn. Thời gian: Quý III/2026.", 5),
        ),
        source=Source(1, 1),
    )

    assert [(each.what, each.who, each.date) for each in duties(title).deadlines] == [
        ("Vận động hiến đất mở đường", "Phòng Kinh tế", date(2026, 5, 31)),
        ("Vận động lắp đèn đường", "Các thôn", date(2026, 9, 30)),
    ]


def test_labels_behind_running_words_belong_to_them():
    words = (
        "Tổ chức hội nghị đối thoại. Đơn vị chủ trì: Văn phòng HĐND và UBND xã; đơn vị phối hợp: các phòng. "
        "Thời gian thực hiện: từ ngày 01/6/2026 đến ngày 15/6/2026. Kết quả: Biên bản (bản giấy)."
    )

    (found,) = duties(line(words)).deadlines
    assert (found.what, found.who, found.first, found.date) == (
        "Tổ chức hội nghị đối thoại",
        "Văn phòng HĐND và UBND xã",
        date(2026, 6, 1),
        date(2026, 6, 15),
    )
    assert (found.partners, found.result) == (("các phòng",), "Biên bản (bản giấy)")


def test_result_and_partners_join_a_deadline_that_the_words_tell():
    title = Item(
        "1",
        text=text_of("Hoàn thành rà soát hộ nghèo trước ngày 30/10/2026."),
        children=(
            line("Đơn vị chủ trì: Phòng Văn hóa - Xã hội.", 2),
            line("Đơn vị phối hợp: Trưởng các thôn.", 3),
            line("Kết quả: Danh sách hộ nghèo.", 4),
        ),
        source=Source(1, 1),
    )

    (found,) = duties(title).deadlines
    assert (found.who, found.partners, found.result) == (
        "Phòng Văn hóa - Xã hội",
        ("Trưởng các thôn",),
        "Danh sách hộ nghèo",
    )


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("Đơn vị chủ trì: A; đơn vị phối hợp: B; thời gian: quý I.", ["lead", "partners", "time"]),
        ("Thời gian thực hiện: tháng 3", ["time"]),
        ("Tiến độ hoàn thành: Quý II", ["time"]),
        ("Cơ quan thực hiện: Công an xã", ["lead"]),
        ("Người phụ trách: đồng chí Phó Chủ tịch", ["lead"]),
        ("Sản phẩm dự kiến: báo cáo", ["result"]),
        ("Kết quả cần đạt: 100%", ["result"]),
        ("Nội dung: họp dân", ["what"]),
        ("Nơi nhận báo cáo: UBND xã", ["receiver"]),
        ("Lĩnh vực kinh tế: vận động Nhân dân", []),
        ("Các đơn vị: thực hiện", []),
    ],
)
def test_a_label_is_known_by_its_words(words, roles):
    assert [label.role for label in labels_in(words)] == roles


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("STT", "order"),
        ("Số TT", "order"),
        ("NỘI DUNG CÔNG VIỆC", "what"),
        ("Nhiệm vụ trọng tâm", "what"),
        ("Đơn vị chủ trì", "lead"),
        ("Cơ quan chủ trì, tham mưu", "lead"),
        ("Cơ quan, đơn vị phối hợp", "partners"),
        ("Thời gian hoàn thành", "time"),
        ("Tiến độ", "time"),
        ("Sản phẩm/Kết quả", "result"),
        ("Kết quả, sản phẩm", "result"),
        ("Cơ quan nhận báo cáo", "receiver"),
        ("Ghi chú", "note"),
        ("Kinh phí (triệu đồng)", ""),
        ("Đơn vị tính", ""),
    ],
)
def test_a_column_is_known_by_its_head(head, role):
    assert column_role(head) == role
