"""Plans of made-up communes, each laid out in another way: what is read of them, item by item."""

from datetime import date

import pytest

from documents import read
from documents.model import plain
from documents.outline_json import reading_to_json
from tests.documents.plans import fixture, outline

HEADS = [
    # file, title, year, unit, number, place, date
    (
        "an-hoa-2026.txt",
        "Thực hiện công tác dân vận chính quyền năm 2026 trên địa bàn xã An Hòa",
        2026,
        "UBND xã An Hòa",
        "05/KH-UBND",
        "An Hòa",
        "2026-01-09",
    ),
    (
        "binh-minh-2026.txt",
        "Triển khai công tác dân vận chính quyền năm 2026",
        2026,
        "Phòng Văn hóa - Xã hội",
        "/KH-VHXH",
        "Bình Minh",
        None,
    ),
    (
        "cam-son-2025.txt",
        "Công tác dân vận chính quyền năm 2025",
        2025,
        "UBND xã Cẩm Sơn",
        None,
        None,
        None,
    ),
    (
        "dong-thanh-2026.txt",
        "Thực hiện công tác dân vận chính quyền và Quy chế dân chủ ở cơ sở năm 2026",
        2026,
        "UBND xã Đông Thành",
        "112/KH-UBND",
        "Đông Thành",
        "2026-03-03",
    ),
    (
        "ea-lang-2026.txt",
        "Công tác dân vận chính quyền năm 2026 gắn với thực hiện Quy chế dân chủ ở cơ sở",
        2026,
        "UBND xã Ea Làng",
        "07/KH-UBND",
        "Ea Làng",
        "2026-01-16",
    ),
    (
        "nam-dong-2024.txt",
        "Công tác dân vận chính quyền năm 2024",
        2024,
        "UBND thị trấn Nam Đồng Mẫu",
        "31/KH-UBND",
        "Nam Đồng Mẫu",
        "2024-02-20",
    ),
    (
        "phu-yen-moi-2026.txt",
        "Thực hiện phong trào thi đua “Dân vận khéo” giai đoạn 2026 - 2030",
        None,
        "UBND đặc khu Phú Yên Mới",
        None,
        None,
        None,
    ),
    (
        "vinh-thuan-2026.txt",
        "THỰC HIỆN CÔNG TÁC DÂN VẬN CHÍNH QUYỀN NĂM 2026",
        2026,
        "UBND xã Vĩnh Thuận Mẫu",
        None,
        None,
        None,
    ),
]
FILES = [head[0] for head in HEADS]


def told(name):
    return reading_to_json(read(fixture(name), name))


@pytest.mark.parametrize(("name", *("title", "year", "unit", "number", "place", "day")), HEADS)
def test_the_head_is_read_whatever_its_layout(name, title, year, unit, number, place, day):
    plan = told(name)

    assert plan["title"] == title
    assert (plan["year"], plan["issuing_unit"]) == (year, unit)
    assert (plan["document_number"], plan["place"], plan["issue_date"]) == (number, place, day)


@pytest.mark.parametrize("name", FILES)
def test_the_outline_is_that_of_the_printed_page(name):
    expected = fixture(name.replace(".txt", ".outline")).decode()

    assert outline(read(fixture(name), name).document) == expected


@pytest.mark.parametrize(
    ("name", "recipients", "signer"),
    [
        (
            "an-hoa-2026.txt",
            [
                "Sở Nội vụ",
                "Thường trực Đảng ủy, HĐND xã",
                "Các phòng, trung tâm thuộc xã",
                "Lưu: VT, VHXH",
            ],
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Thị Mẫu"),
        ),
        (
            "binh-minh-2026.txt",
            ["Như trên", "Lưu: VT"],
            (None, None, "TRƯỞNG PHÒNG", "ThS. Trần Văn Mẫu"),
        ),
        (
            "cam-son-2025.txt",
            ["UBND huyện", "Các thôn"],
            ("TM. UBND XÃ", None, "CHỦ TỊCH", "LÊ VĂN MẪU"),
        ),
        (
            "dong-thanh-2026.txt",
            ["Sở Nội vụ", "TT Đảng ủy, TT HĐND xã", "Lưu: VT, VHXH"],
            ("TM. ỦY BAN NHÂN DÂN", None, "CHỦ TỊCH", "Phạm Thị Thử"),
        ),
        (
            "nam-dong-2024.txt",
            ["UBND huyện (b/c)", "Lưu: VT"],
            ("TM. ỦY BAN NHÂN DÂN", None, "Q. CHỦ TỊCH", None),
        ),
        (
            "phu-yen-moi-2026.txt",
            ["Như mục III", "Lưu: VT"],
            (None, "TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Võ Thị Minh Mẫu"),
        ),
    ],
)
def test_recipients_and_signer_are_read_from_one_column_or_two(name, recipients, signer):
    plan = told(name)

    assert plan["recipients"] == recipients
    assert tuple(plan["signer"].values()) == signer


@pytest.mark.parametrize(
    ("name", "duties"),
    [
        (
            "an-hoa-2026.txt",
            [
                (date(2026, 5, 30), "", "trước ngày"),
                (date(2026, 5, 20), "Phòng Văn hóa - Xã hội", "trước ngày"),
                (date(2026, 10, 1), "Phòng Văn hóa - Xã hội", "trước ngày"),
                (date(2026, 1, 31), "Các phòng, trung tâm, trưởng các thôn", "chậm nhất là ngày"),
            ],
        ),
        (
            "binh-minh-2026.txt",
            [
                (date(2026, 3, 15), "", "trước ngày"),
                (date(2026, 12, 31), "", "trong quý"),
                (date(2026, 11, 25), "Các tổ dân phố", "chậm nhất ngày"),
            ],
        ),
        ("cam-son-2025.txt", []),
        (
            "dong-thanh-2026.txt",
            [
                (date(2026, 6, 30), "Phòng Văn hóa - Xã hội", "trước ngày"),
                (date(2026, 9, 30), "Văn phòng HĐND và UBND xã", "hoàn thành trong tháng"),
                (date(2026, 12, 15), "Các phòng, trung tâm; các thôn", "trước ngày"),
            ],
        ),
        (
            "ea-lang-2026.txt",
            [
                (date(2026, 2, 28), "", "trước ngày"),
                (date(2026, 5, 25), "Các phòng, trung tâm", "trước ngày"),
                (date(2026, 10, 10), "Các phòng, trung tâm", "trước ngày"),
            ],
        ),
        (
            "vinh-thuan-2026.txt",
            [
                (date(2026, 11, 20), "Các ấp", "Trước ngày"),
                (date(2025, 12, 1), "Văn phòng HĐND và UBND xã", "trước ngày"),
            ],
        ),
    ],
)
def test_dated_duties_are_found_with_who_has_them(name, duties):
    found = read(fixture(name), name).deadlines

    assert [(each.date, each.who, each.qualifier) for each in found] == duties


def test_what_is_due_is_told_by_the_item_a_label_stands_below():
    found = read(fixture("dong-thanh-2026.txt"), "ke-hoach.txt").deadlines

    assert [each.what for each in found][:2] == ["Rà soát, bổ sung hương ước", "Hội nghị đối thoại"]


@pytest.mark.parametrize(
    ("name", "bodies"),
    [
        (
            "an-hoa-2026.txt",
            [
                ("Phòng Văn hóa - Xã hội", "assigned"),
                ("Văn phòng HĐND và UBND xã", "assigned"),
                ("Các phòng, trung tâm, trưởng các thôn", "assigned"),
                (
                    "Ủy ban Mặt trận Tổ quốc Việt Nam xã và các tổ chức chính trị - xã hội",
                    "requested",
                ),
            ],
        ),
        (
            "binh-minh-2026.txt",
            [
                ("Đồng chí Phó Trưởng phòng phụ trách văn hóa", "assigned"),
                ("Ủy ban Mặt trận Tổ quốc Việt Nam phường", "requested"),
                ("Các tổ dân phố", "assigned"),
            ],
        ),
        (
            "cam-son-2025.txt",
            [("Công chức Văn phòng - Thống kê", "assigned"), ("Trưởng các thôn", "assigned")],
        ),
        (
            "phu-yen-moi-2026.txt",
            [("Phòng Kinh tế, Hạ tầng và Đô thị", "assigned"), ("Ban Xây dựng Đảng", "requested")],
        ),
    ],
)
def test_bodies_are_ordered_or_asked_as_the_plan_words_it(name, bodies):
    found = read(fixture(name), name).assignees

    assert [(each.name, each.relation) for each in found] == bodies


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        (
            "an-hoa-2026.txt",
            [(32, "layout.page_numbers"), (34, "duty.no_body"), (39, "numbering.letter")],
        ),
        (
            "binh-minh-2026.txt",
            [
                (None, "form.signer_title"),
                (7, "form.number"),
                (9, "form.date"),
                (36, "numbering.style"),
                (36, "deadline.unsure"),
                (38, "deadline.unsure"),
                (40, "numbering.gap"),
            ],
        ),
        (
            "cam-son-2025.txt",
            [
                (None, "form.letterhead"),
                (None, "form.archive_line"),
                (None, "form.signer_capitals"),
                (13, "numbering.style"),
                (16, "numbering.style"),
                (21, "numbering.style"),
                (25, "deadline.impossible"),
                (27, "deadline.relative"),
                (32, "form.recipient_sign"),
            ],
        ),
        ("dong-thanh-2026.txt", []),
        (
            "ea-lang-2026.txt",
            [
                (None, "appendix.unmentioned"),
                (47, "layout.page_numbers"),
                (55, "numbering.gap"),
                (71, "duty.no_body"),
                (109, "form.recipient_sign"),
            ],
        ),
        (
            "nam-dong-2024.txt",
            [
                (None, "form.letterhead"),
                (35, "numbering.duplicate"),
                (42, "form.placeholder"),
            ],
        ),
        (
            "vinh-thuan-2026.txt",
            [
                (None, "form.letterhead"),
                (2, "form.subject_capitals"),
                (13, "text.placeholder"),
                (19, "text.doubled_word"),
                (19, "deadline.other_year"),
                (28, "form.stamp"),
            ],
        ),
    ],
)
def test_faults_are_told_with_their_line_and_nothing_else_is(name, codes):
    found = read(fixture(name), name).findings

    assert [(each.line, each.code) for each in found] == codes


def test_a_footnote_is_taken_out_of_the_sentence_it_stands_in():
    document = read(fixture("nam-dong-2024.txt"), "ke-hoach.txt").document

    item = document.items[0].children[1]
    assert plain(item.text).endswith("theo các tiêu chí đã được công nhận.")
    assert [run.text for run in item.text if run.note] == ["1"]
    assert [(note.marker, plain(note.text)) for note in document.footnotes] == [
        (
            "1",
            "Quyết định số 25/2021/QĐ-TTg ngày 22/7/2021 của Thủ tướng Chính phủ quy định về xã, "
            "phường, thị trấn đạt chuẩn tiếp cận pháp luật.",
        )
    ]


def test_addressees_bold_words_and_appendices_are_kept():
    addressed = read(fixture("binh-minh-2026.txt"), "a.txt").document
    styled = read(fixture("phu-yen-moi-2026.txt"), "a.txt").document
    appended = read(fixture("ea-lang-2026.txt"), "a.txt").document

    assert addressed.addressees == ("Ủy ban nhân dân phường", "Các tổ dân phố")
    assert [run.text for run in styled.items[1].children[0].text if run.bold] == [
        "Lĩnh vực kinh tế:",
        "ít nhất 20 hộ",
    ]
    assert [(each.title, len(each.items)) for each in appended.appendices] == [
        ("DANH MỤC MÔ HÌNH ĐĂNG KÝ", 2),
        ("LỊCH TIẾP CÔNG DÂN", 1),
    ]


def test_sections_of_an_appendix_are_no_sections_of_the_plan():
    appendix = "\nPhụ lục III\nKINH PHÍ\n\nI. DỰ TOÁN\n\n1. In ấn tài liệu.\n"
    alone = read(fixture("ea-lang-2026.txt"), "a.txt").document

    document = read(fixture("ea-lang-2026.txt") + appendix.encode(), "a.txt").document

    assert document.items == alone.items
    assert document.recipients == alone.recipients
    assert [item.marker for item in document.appendices[2].items] == ["I"]


def test_closing_words_before_and_after_tren_day_la_are_closing_paragraphs():
    document = read(fixture("ea-lang-2026.txt"), "a.txt").document

    assert [plain(text)[:20] for text in document.closing] == [
        "Trong quá trình thực",
        "Trên đây là Kế hoạch",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_and_marks_of_encoding_change_nothing(encoding, line_end):
    data = fixture("binh-minh-2026.txt")
    other = data.decode().replace("\n", line_end).encode(encoding)

    assert read(other, "a.txt") == read(data, "a.txt")


def test_decomposed_letters_are_read_like_composed_ones():
    import unicodedata

    data = fixture("an-hoa-2026.txt")
    decomposed = unicodedata.normalize("NFD", data.decode()).encode()

    assert decomposed != data
    assert read(decomposed, "a.txt") == read(data, "a.txt")


@pytest.mark.parametrize(
    ("printed", "place", "day"),
    [
        ("An Hòa, ngày 09 tháng 01 năm 2026", "An Hòa", "2026-01-09"),
        ("Phường 5, ngày 9 tháng 12 năm 2026", "Phường 5", "2026-12-09"),
        ("An Hòa, ngày 09/01/2026", "An Hòa", "2026-01-09"),
        ("An Hòa ngày 31 tháng 02 năm 2026", "An Hòa", None),
        ("An Hòa, ngày    tháng    năm 2026", "An Hòa", None),
    ],
)
def test_place_and_date_are_taken_apart_and_no_day_is_made_up(printed, place, day):
    text = fixture("an-hoa-2026.txt").decode().replace("An Hòa, ngày 09 tháng 01 năm 2026", printed)

    plan = reading_to_json(read(text.encode(), "a.txt"))

    assert (plan["place"], plan["issue_date"]) == (place, day)
    assert plan["document_number"] == "05/KH-UBND"
