import pytest

from documents import write_pdf
from tests.documents.pages import (
    box_of,
    box_of_last_word,
    needs_printer,
    pages_of,
    rules_below,
    words_of,
)
from tests.documents.samples import LETTER, PLAN, REPORT, headed, paragraph, with_pages

pytestmark = needs_printer


@pytest.fixture(scope="module")
def plan_page():
    return pages_of(write_pdf(PLAN))[0]


def test_pages_are_numbered_in_the_middle_of_the_top_margin_from_the_second_on():
    first, second, third, *_ = pages_of(write_pdf(with_pages(3)))

    assert words_of(first).startswith("ỦY BAN NHÂN DÂN")
    assert words_of(first).split()[-1] not in {"1", "2"}
    for page, number in ((second, "2"), (third, "3")):
        assert words_of(page).split()[-1] == number
        place = box_of_last_word(page)
        assert 297 - 20 < place.bottom < place.top < 297
        assert abs(place.middle - (30 + 160 / 2)) < 1


def test_each_appendix_counts_its_own_pages_and_may_lie_on_its_side():
    pages = pages_of(write_pdf(REPORT))
    starts = [at for at, page in enumerate(pages) if "Kèm theo Báo cáo số" in words_of(page)]
    sizes = [tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in pages]
    last_words = [words_of(page).split()[-1] for page in pages]

    first, second = starts
    assert second - first > 1
    assert len(pages) - second > 1
    assert sizes == [(210, 297)] * first + [(297, 210)] * (second - first) + [(210, 297)] * (
        len(pages) - second
    )
    assert last_words[first + 1 : second] == [str(at) for at in range(2, second - first + 1)]
    assert last_words[second + 1 :] == [str(at) for at in range(2, len(pages) - second + 1)]
    assert not {last_words[first], last_words[second]} & {"1", str(first + 1), str(second + 1)}


def test_number_and_date_stand_on_one_line_each_below_the_middle_of_its_side(plan_page):
    number = box_of(plan_page, "Số: 05/KH-UBND")
    date = box_of(plan_page, "An Hòa, ngày 05 tháng 01 năm 2026")
    issuer = box_of(plan_page, "XÃ AN HÒA")
    nation = box_of(plan_page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")

    # Digits have nothing below the line.
    feet = [
        box_of(plan_page, "05/KH", letters=2).bottom,
        box_of(plan_page, "05 tháng", letters=2).bottom,
    ]
    assert feet[0] == pytest.approx(feet[1], abs=0.3)
    assert number.middle == pytest.approx(issuer.middle, abs=0.5)
    assert date.middle == pytest.approx(nation.middle, abs=0.5)
    assert nation.right < 190.5


def test_the_rule_below_the_motto_is_as_long_as_the_motto(plan_page):
    motto = box_of(plan_page, "Độc lập - Tự do - Hạnh phúc")
    (rule,) = rules_below(plan_page, "Độc lập - Tự do - Hạnh phúc")

    assert rule.width == pytest.approx(motto.width, abs=2)
    assert rule.middle == pytest.approx(motto.middle, abs=1)


@pytest.mark.parametrize("words", ["XÃ AN HÒA", "Công tác dân vận chính quyền năm 2026"])
def test_the_rule_below_issuer_and_subject_is_a_third_to_a_half_of_the_line(plan_page, words):
    line = box_of(plan_page, words)
    (rule,) = rules_below(plan_page, words)

    assert line.width / 3 <= rule.width <= line.width / 2
    assert rule.middle == pytest.approx(line.middle, abs=0.5)


def test_the_text_keeps_the_margins_of_the_decree():
    page = pages_of(write_pdf(with_pages(2)))[0]
    text = page.get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    sides = [[side * 25.4 / 72 for side in box] for box in boxes if box[2] > box[0]]

    assert 29.5 < min(left for left, *_ in sides) < 31
    assert 188 < max(right for _, _, right, _ in sides) < 190.5
    assert min(bottom for _, bottom, _, _ in sides) > 19.5
    assert max(top for *_, top in sides) < 277.5


def test_dashes_of_addressees_stand_below_the_colon():
    page = pages_of(write_pdf(LETTER))[0]
    greeting = box_of(page, "Kính gửi")
    first, second = box_of(page, "- Các phòng, trung tâm;"), box_of(page, "- Trưởng các thôn.")

    assert first.left == pytest.approx(greeting.right, abs=1)
    assert first.left == pytest.approx(second.left, abs=0.2)


def test_recipients_begin_level_with_the_authority_of_the_signature(plan_page):
    recipients = box_of(plan_page, "Nơi nhận:")
    authority = box_of(plan_page, "TM. ỦY BAN NHÂN DÂN")
    name = box_of(plan_page, "Nguyễn Thị Bình")

    assert recipients.left == pytest.approx(30, abs=0.5)
    assert recipients.bottom == pytest.approx(authority.bottom, abs=1.5)
    assert name.middle == pytest.approx(authority.middle, abs=0.5)
    assert 24 < box_of(plan_page, "PHÓ CHỦ TỊCH").bottom - name.top < 34


@pytest.mark.parametrize("lines_before", range(18, 34))
def test_the_end_of_a_page_never_parts_the_signature_or_leaves_it_alone(lines_before):
    items = tuple(paragraph(f"Ý số {at}.", "-") for at in range(lines_before))
    pages = [words_of(page) for page in pages_of(write_pdf(PLAN.with_changes(items=items)))]

    (holder,) = [page for page in pages if "Nơi nhận:" in page]
    assert "Trên đây là Kế hoạch" in holder
    assert "Lưu: VT, VHXH." in holder
    assert "TM. ỦY BAN NHÂN DÂN" in holder
    assert "Nguyễn Thị Bình" in holder


@pytest.mark.parametrize("lines_before", range(22, 34))
def test_no_heading_stands_alone_at_the_foot_of_a_page(lines_before):
    filling = tuple(paragraph(f"Ý số {at}.", "-") for at in range(lines_before))
    headings = headed("II", "MỤC CUỐI", headed("1", "Khoản cuối", paragraph("Lời cuối.", "-")))
    document = PLAN.with_changes(items=(*filling, headings))

    (holder,) = [p for p in map(words_of, pages_of(write_pdf(document))) if "MỤC CUỐI" in p]

    assert "1. Khoản cuối - Lời cuối." in holder


@pytest.mark.parametrize("lines_before", range(15, 30, 3))
def test_a_footnote_stands_on_the_page_that_calls_it(lines_before):
    filling = tuple(paragraph(f"Ý số {at}.", "-") for at in range(lines_before))
    document = PLAN.with_changes(items=filling + PLAN.items)

    (holder,) = [p for p in map(words_of, pages_of(write_pdf(document))) if "24 mô hình" in p]

    assert "rộng khắp1" in holder
