import ctypes
import re

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_PATH, FPDF_PAGEOBJ_TEXT, FPDFCatalog_GetLanguage

from documents import read, write_pdf
from documents.markup import pieces_of
from documents.model import (
    AdministrativeDocument,
    Cell,
    Item,
    Letterhead,
    Signature,
    Table,
    plain,
    text_of,
)
from tests.documents.pages import (
    needs_printer,
    pages_of,
    words_of,
    words_of_all,
)
from tests.documents.samples import (
    LETTER,
    LONG,
    PLAN,
    REPORT,
    paragraph,
    table_of,
    with_pages,
)
from tests.seeds import seed

pytestmark = needs_printer


def test_all_words_are_in_the_pdf_in_their_order():
    assert words_of_all(write_pdf(PLAN)) == " ".join(
        f"""
        ỦY BAN NHÂN DÂN XÃ AN HÒA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
        Số: 05/KH-UBND An Hòa, ngày 05 tháng 01 năm 2026
        KẾ HOẠCH Công tác dân vận chính quyền năm 2026
        Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022;
        Ủy ban nhân dân xã An Hòa xây dựng Kế hoạch như sau:
        I. MỤC ĐÍCH, YÊU CẦU 1. Mục đích: - {LONG}
        2. Yêu cầu - Phong trào “Dân vận khéo” được triển khai rộng khắp1 trong toàn xã.
        II. NHIỆM VỤ 1. Tuyên truyền. {LONG}
        2. Các chỉ tiêu a) {LONG} đ) {LONG}
        Trên đây là Kế hoạch công tác dân vận chính quyền năm 2026./.
        Nơi nhận: - Sở Nội vụ tỉnh (b/c); - Các phòng, trung tâm; - Lưu: VT, VHXH.
        TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Thị Bình
        1 Toàn xã hiện có 24 mô hình.
        """.split()
    )


@pytest.mark.parametrize("name", ["ba-vi-2025.txt", "dak-doa-2023.txt", "que-minh-2024.txt"])
def test_a_real_plan_is_printed_with_all_its_words(name):
    document = read(seed(name), name).document

    printed = _squeezed("".join(_without_number(page) for page in pages_of(write_pdf(document))))

    for note in document.footnotes:
        # It stands at the foot of a page, in the middle of the body; a long one goes on at the foot of the next.
        for at, piece in enumerate(pieces_of(note.text)):
            words = _squeezed("1" * (at == 0) + plain(piece))
            assert printed.count(words) == 1
            printed = printed.replace(words, "")
    assert _squeezed(_body(document)) in printed


def _body(document):
    items = (item.label + _said(item.heading + item.text) for item in document.walk())
    return "".join([*map(_said, document.opening), *items, *map(_said, document.closing)])


def _said(text):
    return "".join(run.text.strip("[]") if run.note else run.text for run in text)


def _squeezed(words):
    return "".join(words.split())


def _without_number(page):
    *words, last = words_of(page).split()
    return " ".join(words) if last.isdigit() else " ".join([*words, last])


def test_the_head_of_a_table_is_repeated_and_each_row_printed_once():
    pages = pages_of(write_pdf(PLAN.with_changes(items=(table_of(60),))))
    printed = " ".join(map(words_of, pages))

    with_rows = [page for page in pages if "Việc số" in words_of(page)]
    assert len(with_rows) > 3
    assert all("STT Nội dung Thời hạn" in words_of(page) for page in with_rows)
    assert re.findall(r"Việc số (\d+)", printed) == [str(at) for at in range(1, 61)]


@pytest.mark.parametrize("document", [PLAN, LETTER, REPORT, AdministrativeDocument()])
def test_the_one_family_in_the_pdf_is_tinos(document):
    assert _families(write_pdf(document)) <= {"Tinos"}


def test_letters_that_tinos_has_not_do_not_bring_in_another_font():
    document = PLAN.with_changes(subject="Ô ☐ ☑ 漢字 😀", appendices=())

    assert _families(write_pdf(document)) == {"Tinos"}


def _families(pdf_bytes):
    names = {
        each.get_font().get_base_name()
        for page in pypdfium2.PdfDocument(pdf_bytes)
        for each in page.get_objects(filter=[FPDF_PAGEOBJ_TEXT])
    }
    return {re.split(r"[-,]", name.split("+")[-1])[0] for name in names}


def test_the_same_document_is_the_same_file():
    assert write_pdf(PLAN) == write_pdf(PLAN)


def test_the_file_is_tagged_in_vietnamese_and_has_its_title():
    printed = write_pdf(PLAN)

    title = pypdfium2.PdfDocument(printed).get_metadata_value("Title")
    assert title == "Kế hoạch Công tác dân vận chính quyền năm 2026"
    assert pypdfium2.PdfDocument(printed).is_tagged()
    language = (ctypes.c_ushort * 8)()
    FPDFCatalog_GetLanguage(pypdfium2.PdfDocument(printed), language, 8)
    assert "".join(map(chr, language)).rstrip("\0") == "vi"


def test_words_of_three_hundred_letters_stay_on_the_page():
    word = "ạ" * 300
    document = PLAN.with_changes(
        subject=word,
        place=word,
        letterhead=Letterhead((word,), (word,)),
        items=(paragraph(word, "1"), Item(table=Table(((Cell(text_of(word)), Cell()),)))),
        recipients=(word,),
        signature=Signature((word,), word),
    )

    for page in pages_of(write_pdf(document)):
        text = page.get_textpage()
        assert max(text.get_charbox(at)[2] for at in range(text.count_chars())) < 595


def test_an_empty_document_is_one_empty_page():
    (page,) = pages_of(write_pdf(AdministrativeDocument()))

    assert words_of(page) == ""


def test_sixty_pages_are_printed_to_the_last_word():
    pages = pages_of(write_pdf(with_pages(60)))

    assert len(pages) >= 60
    assert re.findall(r"MỤC SỐ (\d+)", " ".join(map(words_of, pages))) == [
        str(at) for at in range(120)
    ]


def test_more_recipients_than_a_page_holds_are_all_printed():
    names = tuple(f"Đơn vị số {at}" for at in range(150))

    printed = words_of_all(write_pdf(PLAN.with_changes(recipients=names)))

    assert re.findall(r"- Đơn vị số (\d+)", printed) == [str(at) for at in range(150)]
    assert "Nguyễn Thị Bình" in printed


def test_a_row_higher_than_a_page_is_printed_whole():
    words = " ".join(f"chữ{at}" for at in range(1500))
    table = Table(((Cell(text_of("Đầu")),), (Cell(text_of(words)),)))

    printed = words_of_all(write_pdf(PLAN.with_changes(items=(Item(table=table),))))

    assert re.findall(r"chữ(\d+)", printed) == [str(at) for at in range(1500)]


def test_a_ticked_box_is_printed_with_its_tick_and_keeps_its_letter():
    empty, ticked = (PLAN.with_changes(items=(paragraph(f"{box} Đạt", "-"),)) for box in "☐☑")

    shown = [pages_of(write_pdf(document))[0] for document in (empty, ticked)]

    strokes = [len(list(page.get_objects(filter=[FPDF_PAGEOBJ_PATH]))) for page in shown]
    assert strokes[1] > strokes[0]
    assert "- ☐ Đạt" in words_of(shown[0])
    assert "- ☑ Đạt" in words_of(shown[1])
