"""The measures of NĐ 30/2020/NĐ-CP, Phụ lục I, taken from the printed page, one test to a rule."""

import pytest

from documents import write_pdf
from documents.model import Footnote, Item, Letterhead, Run, Signature, text_of
from tests.documents.pages import (
    MM,
    all_types_of,
    box_of,
    lines_of,
    needs_printer,
    pages_of,
    rules_below,
    types_of,
    words_of,
)
from tests.documents.samples import LETTER, LONG, PLAN, REPORT, headed, paragraph, with_pages

pytestmark = needs_printer

BLACK = (0, 0, 0)
UPRIGHT, BOLD, ITALIC = "Tinos", "Tinos-Bold", "Tinos-Italic"
MIDDLE = 30 + 160 / 2

LEVELS = (
    headed(
        "Phần I",
        "TÌNH HÌNH",
        headed(
            "I",
            "KẾT QUẢ",
            headed("1", "Có tiêu đề", headed("a", "Điểm có tiêu đề", paragraph(LONG, "-"))),
            paragraph(f"Không tiêu đề. {LONG}", "2"),
            paragraph(f"Một điểm. {LONG}", "b"),
        ),
    ),
)
# Of five lines each, the last a short one.
TWO_PARAGRAPHS = PLAN.with_changes(items=(paragraph(f"{LONG} {LONG} {LONG[:90]}."),) * 2)
DEPARTMENT = Letterhead(("UBND XÃ AN HÒA",), ("PHÒNG VĂN HÓA - XÃ HỘI",))


@pytest.fixture(scope="module")
def printed():
    """The first page of each sample, and the first page of the appendices of the report."""
    kinds = {
        "plan": PLAN.with_changes(items=LEVELS, letterhead=DEPARTMENT),
        "letter": LETTER,
        "report": REPORT.with_changes(appendices=()),
    }
    pages = {name: pages_of(write_pdf(document))[0] for name, document in kinds.items()}
    with_appendix = REPORT.with_changes(appendices=REPORT.appendices[1:])
    pages["appendix"] = pages_of(write_pdf(with_appendix))[1]
    return pages


@pytest.mark.parametrize(
    ("page", "words", "size", "face"),
    [
        ("plan", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, BOLD),
        ("plan", "Độc lập - Tự do - Hạnh phúc", 13, BOLD),
        ("plan", "UBND XÃ AN HÒA", 12, UPRIGHT),
        ("plan", "PHÒNG VĂN HÓA - XÃ HỘI", 12, BOLD),
        ("plan", "Số: 05/KH-UBND", 13, UPRIGHT),
        ("plan", "An Hòa, ngày 05 tháng 01 năm 2026", 13, ITALIC),
        ("plan", "KẾ HOẠCH", 14, BOLD),
        ("plan", "Công tác dân vận chính quyền năm 2026", 14, BOLD),
        ("plan", "Căn cứ Luật Thực hiện dân chủ ở cơ sở", 14, ITALIC),
        ("plan", "Ủy ban nhân dân xã An Hòa xây dựng", 14, UPRIGHT),
        ("plan", "Phần I", 14, BOLD),
        ("plan", "TÌNH HÌNH", 14, BOLD),
        ("plan", "I. KẾT QUẢ", 14, BOLD),
        ("plan", "1. Có tiêu đề", 14, BOLD),
        ("plan", "2. Không tiêu đề.", 14, UPRIGHT),
        ("plan", "a) Điểm có tiêu đề", 14, UPRIGHT),
        ("plan", "b) Một điểm.", 14, UPRIGHT),
        ("plan", "Nơi nhận:", 12, "Tinos-Bold-Italic"),
        ("plan", "- Sở Nội vụ tỉnh (b/c);", 11, UPRIGHT),
        ("plan", "- Lưu: VT, VHXH.", 11, UPRIGHT),
        ("plan", "TM. ỦY BAN NHÂN DÂN", 14, BOLD),
        ("plan", "PHÓ CHỦ TỊCH", 14, BOLD),
        ("plan", "Nguyễn Thị Bình", 14, BOLD),
        ("letter", "V/v đăng ký mô hình", 12, UPRIGHT),
        ("letter", "Kính gửi:", 14, UPRIGHT),
        ("letter", "- Các phòng, trung tâm;", 14, UPRIGHT),
        ("report", "Kính gửi: Sở Nội vụ tỉnh Hòa Sơn", 14, UPRIGHT),
        ("appendix", "Phụ lục", 14, BOLD),
        ("appendix", "SỐ LIỆU", 14, BOLD),
        ("appendix", "(Kèm theo Báo cáo số", 14, ITALIC),
    ],
)
def test_each_component_has_the_size_and_style_of_the_decree(printed, page, words, size, face):
    assert types_of(printed[page], words) == {(size, face, BLACK)}


def test_all_print_is_black_and_of_the_sizes_the_decree_knows():
    document = PLAN.with_changes(footnotes=(Footnote("1", text_of(LONG)),))

    types = all_types_of(pages_of(write_pdf(document))[0])

    assert {colour for *_, colour in types} == {BLACK}
    # Beside those, only the raised mark of a footnote.
    assert {size for size, *_ in types} - {11, 12, 13, 14} == {7.1}


def test_the_page_number_is_upright_and_of_fourteen_points():
    second = pages_of(write_pdf(with_pages(2)))[1]

    foot, left, right = lines_of(second)[0]

    assert 297 - 20 < foot < 297
    assert (left + right) / 2 == pytest.approx(MIDDLE, abs=1)
    assert (14, UPRIGHT, BLACK) in all_types_of(second)
    assert words_of(second).split()[-1] == "2"


def test_name_of_the_state_and_motto_stand_single_spaced_at_the_upper_right(printed):
    state = box_of(printed["plan"], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto = box_of(printed["plan"], "Độc lập - Tự do - Hạnh phúc")

    assert state.top > 297 - 20 - 6
    assert state.left > 30 + 160 / 3
    assert 0 < state.bottom - motto.top < 12 * MM / 2
    assert motto.middle == pytest.approx(state.middle, abs=0.5)


def test_superior_and_issuer_stand_single_spaced_one_below_the_middle_of_the_other(printed):
    superior = box_of(printed["plan"], "UBND XÃ AN HÒA")
    issuer = box_of(printed["plan"], "PHÒNG VĂN HÓA - XÃ HỘI")

    assert 0 < superior.bottom - issuer.top < 12 * MM / 2
    assert superior.middle == pytest.approx(issuer.middle, abs=0.5)


def test_kind_and_subject_stand_below_each_other_in_the_middle_of_the_page(printed):
    kind = box_of(printed["plan"], "KẾ HOẠCH")
    subject = box_of(printed["plan"], "Công tác dân vận chính quyền năm 2026")

    assert kind.middle == pytest.approx(MIDDLE, abs=0.5)
    assert subject.middle == pytest.approx(MIDDLE, abs=0.5)
    assert 0 < kind.bottom - subject.top < 14 * MM / 2


def test_the_subject_of_a_letter_stands_six_points_below_its_number(printed):
    number = box_of(printed["letter"], "Số: 123/UBND-VHXH")
    first = box_of(printed["letter"], "V/v đăng ký mô hình")
    last = box_of(printed["letter"], "“Dân vận khéo”")

    # Between two boxes of letters lies also what a line has above and below its letters.
    assert 6 * MM <= number.bottom - first.top < 6 * MM + 2.5
    assert first.middle == pytest.approx(number.middle, abs=0.5)
    assert last.middle == pytest.approx(number.middle, abs=0.5)


def test_one_addressee_stands_in_the_middle_on_the_line_of_the_greeting(printed):
    assert box_of(printed["report"], "Kính gửi: Sở Nội vụ tỉnh Hòa Sơn").middle == pytest.approx(
        MIDDLE, abs=0.5
    )


def test_text_is_set_to_both_margins_its_first_line_indented():
    page = pages_of(write_pdf(TWO_PARAGRAPHS))[0]
    begin = box_of(page, "Nâng cao hiệu quả").bottom
    lines = [line for line in lines_of(page) if line[0] < begin + 2][:10]

    first, *rest, last = lines[:5]
    assert first[1] == pytest.approx(30 + 12.7, abs=0.5)
    assert all(left == pytest.approx(30, abs=0.5) for _, left, _ in [*rest, last])
    assert all(right == pytest.approx(190, abs=0.5) for _, _, right in [first, *rest])
    assert last[2] < 185


def test_lines_are_single_to_one_and_a_half_and_paragraphs_six_points_apart():
    page = pages_of(write_pdf(TWO_PARAGRAPHS))[0]
    begin = box_of(page, "Nâng cao hiệu quả").bottom
    feet = [foot for foot, *_ in lines_of(page) if foot < begin + 2][:10]
    steps = [(above - below) / MM for above, below in zip(feet, feet[1:], strict=False)]

    # Single is 1,15 times the size of the letters in this face.
    within, between = steps[0], steps[4]
    assert 14 * 1.15 <= within <= 14 * 1.15 * 1.5
    assert steps[:4] == pytest.approx([within] * 4, abs=0.1)
    assert between - within >= 6 - 0.1


def test_parts_stand_in_the_middle_and_all_other_levels_begin_at_the_indent(printed):
    page = printed["plan"]

    for words in ("Phần I", "TÌNH HÌNH"):
        assert box_of(page, words).middle == pytest.approx(MIDDLE, abs=0.5)
    assert box_of(page, "Phần I").bottom > box_of(page, "TÌNH HÌNH").top
    for words in ("I. KẾT QUẢ", "1. Có tiêu đề", "2. Không tiêu đề.", "a) Điểm", "b) Một điểm"):
        assert box_of(page, words).left == pytest.approx(30 + 12.7, abs=0.7)


def test_recipients_stand_one_to_a_line_at_the_left_margin(printed):
    names = ("- Sở Nội vụ tỉnh (b/c);", "- Các phòng, trung tâm;", "- Lưu: VT, VHXH.")
    boxes = [box_of(printed["plan"], each) for each in names]

    assert all(box.left == pytest.approx(30, abs=0.5) for box in boxes)
    assert boxes == sorted(boxes, key=lambda box: -box.top)


@pytest.mark.parametrize(
    "authority",
    [
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("Q. CHỦ TỊCH",),
        ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC TRUNG TÂM", "PHỤC VỤ HÀNH CHÍNH CÔNG"),
    ],
)
def test_authority_and_name_stand_one_below_the_middle_of_the_other(authority):
    document = LETTER.with_changes(signature=Signature(authority, "Lê Văn Cường"))
    page = pages_of(write_pdf(document))[0]
    boxes = [box_of(page, words) for words in (*authority, "Lê Văn Cường")]

    assert all(box.middle == pytest.approx(boxes[0].middle, abs=0.7) for box in boxes)
    assert boxes[0].middle > MIDDLE
    # Room for the signature by hand and the seal.
    assert 24 < boxes[-2].bottom - boxes[-1].top < 34


def test_a_long_issuer_is_broken_into_lines_within_its_half_of_the_page():
    words = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG VÀ CHUYỂN ĐỔI SỐ XÃ AN HÒA"
    letterhead = Letterhead(("ỦY BAN NHÂN DÂN TỈNH HÒA SƠN",), (words,))
    page = pages_of(write_pdf(PLAN.with_changes(letterhead=letterhead)))[0]
    state = box_of(page, "CỘNG HÒA")
    first, last = box_of(page, "TRUNG TÂM"), box_of(page, "XÃ AN HÒA")

    assert words in words_of(page)
    assert first.bottom > last.top
    assert last.right < state.left
    (rule,) = rules_below(page, "XÃ AN HÒA")
    assert rule.bottom > box_of(page, "Số: 05").top


def test_a_long_subject_is_broken_into_lines_of_like_length_in_the_middle():
    subject = (
        "Triển khai công tác dân vận chính quyền và thực hiện dân chủ ở cơ sở, tổ chức phong trào "
        "thi đua “Dân vận khéo” trên địa bàn xã An Hòa năm 2026"
    )
    page = pages_of(write_pdf(PLAN.with_changes(subject=subject)))[0]
    top, end = box_of(page, "Triển khai công tác").top, box_of(page, "xã An Hòa năm 2026").bottom
    lines = [line for line in lines_of(page) if end - 1 < line[0] < top]
    widths = [right - left for _, left, right in lines]

    assert subject in words_of(page)
    assert len(widths) == 3
    assert min(widths) > max(widths) * 0.7
    assert all((left + right) / 2 == pytest.approx(MIDDLE, abs=1) for _, left, right in lines)


def test_the_head_of_an_appendix_stands_in_the_middle_line_below_line(printed):
    page = printed["appendix"]
    boxes = [box_of(page, words) for words in ("Phụ lục", "SỐ LIỆU", "(Kèm theo")]
    (rule,) = rules_below(page, "nhân dân xã An Hòa)")

    assert [box.middle for box in boxes[:2]] == pytest.approx([MIDDLE] * 2, abs=0.5)
    assert boxes[0].bottom > boxes[1].top > boxes[1].bottom > boxes[2].top
    assert rule.middle == pytest.approx(MIDDLE, abs=0.5)


def test_a_draft_leaves_room_to_write_number_and_date_by_hand():
    page = pages_of(write_pdf(PLAN.with_changes(number=None, date=None)))[0]

    assert box_of(page, "/KH-UBND").left - box_of(page, "Số:").right > 10
    day, month, year = (
        box_of(page, word) for word in ("ngày", "tháng", "năm")
    )  # the first on the page is that of the date
    assert month.left - day.right > 6
    assert year.left - month.right > 6


def test_a_date_that_was_kept_incomplete_is_printed_as_it_was():
    draft = PLAN.with_changes(date=None, place_and_date="An Hòa, ngày tháng 01 năm 2026")
    page = pages_of(write_pdf(draft))[0]

    assert "An Hòa, ngày tháng 01 năm 2026 KẾ HOẠCH" in words_of(page)
    assert box_of(page, "tháng").left - box_of(page, "ngày").right > 6


def test_the_mark_of_a_footnote_is_raised_in_the_text_and_before_the_note():
    note = Item(text=(Run("Có gọi"), Run("7", note=True), Run(" chú thích")))
    document = PLAN.with_changes(items=(note,), footnotes=(Footnote("7", text_of("Lời chú.")),))
    page = pages_of(write_pdf(document))[0]

    assert "Có gọi7 chú thích" in words_of(page)
    assert "7 Lời chú." in words_of(page)
    assert box_of(page, "7 chú thích", letters=1).bottom > box_of(page, "Có gọi").bottom
    assert types_of(page, "Lời chú.") == {(11, UPRIGHT, BLACK)}
    assert box_of(page, "Lời chú.").bottom < 20 + 8
