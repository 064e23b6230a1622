"""Where a page may end and where it may not, tried at every height that matters."""

import pytest

from documents import write_pdf
from documents.model import Cell, Item, Table, text_of
from tests.documents.pages import box_of, needs_printer, pages_of, types_of, words_of
from tests.documents.samples import LONG, PLAN, REPORT, headed, paragraph, table_of

pytestmark = needs_printer

PLAIN = PLAN.with_changes(footnotes=(), items=())


def filled(lines, *items, **changes):
    """The words of each page of a plan with so many lines before the items."""
    filling = tuple(paragraph(f"Ý số {at}.", "-") for at in range(lines))
    document = PLAIN.with_changes(items=filling + items, **changes)
    return [words_of(page) for page in pages_of(write_pdf(document))]


@pytest.mark.parametrize("lines", range(20, 34, 2))
def test_with_the_signature_stand_two_lines_of_the_text(lines):
    (holder,) = [page for page in filled(lines) if "Nguyễn Thị Bình" in page]

    assert f"- Ý số {lines - 1}." in holder
    assert "Trên đây là Kế hoạch" in holder


@pytest.mark.parametrize("lines", range(20, 30, 3))
def test_with_the_signature_stand_two_lines_of_a_last_paragraph_that_is_long(lines):
    closing = (text_of(" ".join([LONG, LONG, LONG, "./."])),)

    (holder,) = [page for page in filled(lines, closing=closing) if "Nguyễn Thị Bình" in page]

    assert len(holder.split("TM.")[0].split("Nơi nhận:")[0]) > 100


@pytest.mark.parametrize("lines", range(0, 36, 5))
def test_a_list_of_recipients_longer_than_half_a_page_does_not_drive_the_text_away(lines):
    names = (*(f"Đơn vị số {at}" for at in range(44)), "Lưu: VT, VHXH")

    pages = filled(lines, recipients=names)

    (holder,) = [page for page in pages if "TM. ỦY BAN NHÂN DÂN" in page]
    assert "Trên đây là Kế hoạch" in holder
    assert "Nơi nhận: - Đơn vị số 0;" in holder
    assert "Nguyễn Thị Bình" in holder
    assert "- Đơn vị số 43; - Lưu: VT, VHXH." in " ".join(pages)


def test_recipients_below_the_signature_go_on_in_one_column_with_those_beside_it():
    names = (*(f"Đơn vị số {at}" for at in range(32)), "Lưu: VT, VHXH")
    (page,) = pages_of(write_pdf(PLAIN.with_changes(recipients=names)))
    tops = [box_of(page, f"- Đơn vị số {at};").top for at in range(10, 32)]
    steps = [above - below for above, below in zip(tops, tops[1:], strict=False)]

    assert steps == pytest.approx([steps[0]] * 21, abs=0.1)
    assert box_of(page, "- Lưu: VT, VHXH.").left == pytest.approx(30, abs=0.5)
    assert {(size, face) for size, face, _ in types_of(page, "- Lưu: VT, VHXH.")} == {(11, "Tinos")}


@pytest.mark.parametrize("lines", range(18, 32, 2))
def test_a_heading_and_a_caption_go_with_the_first_rows_of_their_table(lines):
    pages = filled(lines, headed("II", "BIỂU SỐ LIỆU"), table_of(4, "Bảng 1. Số liệu"))

    (holder,) = [page for page in pages if "BIỂU SỐ LIỆU" in page]
    assert "Bảng 1. Số liệu STT Nội dung Thời hạn 1 Việc số 1" in holder


@pytest.mark.parametrize("lines", range(18, 30, 2))
def test_a_row_is_never_parted_by_the_end_of_a_page(lines):
    rows = [(Cell(text_of(f"Đầu{at} {LONG} {LONG} cuối{at}")),) for at in range(6)]
    table = Table(((Cell(text_of("Nội dung")),), *rows))

    pages = filled(lines, Item(table=table))

    for at in range(6):
        assert [f"Đầu{at}" in page for page in pages] == [f"cuối{at}" in page for page in pages]


@pytest.mark.parametrize("lines", range(26, 36, 2))
def test_a_paragraph_leaves_no_single_line_behind_or_ahead(lines):
    words = " ".join(f"chữ{at}" for at in range(70))
    pages = filled(lines, paragraph(words), *(paragraph("Hết.") for _ in range(8)))

    shares = [share for page in pages if (share := page.count("chữ"))]

    # About eleven such words make a line.
    assert sum(shares) == 70
    assert min(shares) > 11


def test_an_appendix_begins_a_page_and_its_head_goes_with_its_table():
    pages = [words_of(page) for page in pages_of(write_pdf(REPORT))]

    assert [page for page in pages if page.startswith("Phụ lục I DANH MỤC NHIỆM VỤ (Kèm theo")]
    assert [page for page in pages if "Hòa) STT Nội dung Thời hạn" in page and "Phụ lục II" in page]


def test_a_plan_of_titles_alone_fills_its_first_page():
    items = tuple(headed("I", f"MỤC SỐ {at}") for at in range(60))
    first, *_ = pages_of(write_pdf(PLAN.with_changes(items=items)))
    assert "MỤC SỐ 12" in first.get_textpage().get_text_bounded()


@pytest.mark.parametrize("lines", range(24, 38, 2))
def test_the_title_of_a_group_of_rows_stands_with_the_first_of_them(lines):
    rows = [
        row
        for group in range(4)
        for row in (
            (Cell(text_of(f"Nhóm {group}:"), columns=2),),
            (Cell(text_of(f"Việc {group}.1")), Cell(text_of("30/6"))),
        )
    ]
    head = (Cell(text_of("Việc")), Cell(text_of("Hạn")))

    pages = filled(lines, Item(table=Table((head, *rows))))

    for group in range(4):
        (holder,) = [page for page in pages if f"Nhóm {group}:" in page]
        assert f"Việc {group}.1" in holder
