import ctypes
import os
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT, FPDFCatalog_GetLanguage

from documents import missing_pdf_support, pdf, read, write_pdf
from documents.model import (
    AdministrativeDocument,
    Appendix,
    Cell,
    Item,
    Letterhead,
    Signature,
    Table,
    text_of,
)
from documents.pdf import FONT_FACES, PdfUnavailable, font_directory
from documents.pdf_sandbox import PdfFailed, render_pdf_safely
from documents.storage import to_dict
from tests.documents.pages import (
    box_of,
    box_of_last_word,
    pages_of,
    rules_below,
    words_of,
    words_of_all,
)
from tests.documents.samples import LETTER, LONG, PLAN, REPORT, headed, paragraph, table_of
from tests.seeds import seed

pytestmark = pytest.mark.skipif(
    missing_pdf_support() is not None, reason=str(missing_pdf_support())
)

ROOT = Path(__file__).resolve().parents[2]


def with_pages(count):
    """A plan of at least so many pages: each section fills more than half of one."""
    sections = (
        headed("I", f"MỤC SỐ {at}", *(paragraph(f"Ý {at}.{of}: {LONG}", "-") for of in range(11)))
        for at in range(2 * count)
    )
    return PLAN.with_changes(items=tuple(sections))


@pytest.fixture(scope="module")
def plan_page():
    return pages_of(write_pdf(PLAN))[0]


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
        # It stands at the foot of a page, in the middle of the body.
        words = _squeezed("1" + "".join(run.text for run in note.text))
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


@pytest.fixture
def canary():
    """A server that counts who knocks: its address, and the connections so far."""
    knocks = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def listen():
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                knocks.append(connection)
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", knocks
        stop.set()
        thread.join()


HOSTILE = (
    "<img src={url}/a.png>",
    "<link rel=stylesheet href={url}/b.css><style>@import '{url}/c.css';</style>",
    "<script src={url}/d.js></script><iframe src=file:///etc/passwd></iframe>",
    "<object data=file:///etc/passwd></object><a rel=attachment href=file:///etc/passwd>x</a>",
    "<p style='background:url({url}/e)'>@font-face {{ src: url({url}/f) }}</p>",
)


def test_a_hostile_document_opens_no_connection_and_stays_text(canary):
    url, knocks = canary
    words = [each.format(url=url) for each in HOSTILE]
    document = PLAN.with_changes(
        subject=words[0],
        items=tuple(paragraph(each) for each in words),
        recipients=tuple(words),
        signature=Signature((words[0],), words[1]),
        appendices=(Appendix(words[0], (Item(table=Table(((Cell(text_of(words[0])),),))),)),),
    )

    printed = write_pdf(document)

    time.sleep(0.3)
    assert knocks == []
    assert b"root:" not in printed
    assert b"/EmbeddedFile" not in printed
    shown = "".join(words_of_all(printed).split())
    assert all("".join(each.split()) in shown for each in words)


def test_even_html_that_asks_for_addresses_gets_none(canary):
    # What would happen if a word ever slipped through unescaped: the second wall behind the first.
    url, knocks = canary
    words = "".join(each.format(url=url) for each in HOSTILE)
    page = f"<html lang=vi><title>x</title><body>{words}</body></html>"

    printed = pdf.print_html(page)

    time.sleep(0.3)
    assert knocks == []
    assert b"/EmbeddedFile" not in printed
    # The control: with nothing in its way the same page knocks.
    import weasyprint

    weasyprint.HTML(string=page).write_pdf()
    time.sleep(0.3)
    assert knocks


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


def test_without_fonts_nothing_is_printed_and_the_sentence_says_how_to_get_them(
    monkeypatch, tmp_path
):
    for name in FONT_FACES:
        if name != "Tinos-Bold.ttf":
            (tmp_path / name).write_bytes((font_directory() / name).read_bytes())
    monkeypatch.setenv("DANVAN_FONT_DIR", str(tmp_path))

    with pytest.raises(PdfUnavailable, match=r"\(Tinos-Bold\.ttf\).*make setup$"):
        write_pdf(PLAN)
    with pytest.raises(PdfUnavailable, match=r"\(Tinos-Bold\.ttf\).*make setup$"):
        render_pdf_safely(to_dict(PLAN))


WITHOUT_PANGO = """
import ctypes.util, sys
import cffi.api
real = cffi.api.FFI.dlopen
def without_pango(self, name, *rest):
    if name and "pango" in str(name).lower():
        raise OSError(f"cannot load library '{name}'")
    return real(self, name, *rest)
cffi.api.FFI.dlopen = without_pango
from documents import missing_pdf_support, write_pdf
from documents.model import AdministrativeDocument
from documents.pdf import PdfUnavailable
print(missing_pdf_support())
try:
    write_pdf(AdministrativeDocument())
except PdfUnavailable as refused:
    print(refused)
"""


def test_without_pango_the_sentence_names_the_command_that_installs_it():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PANGO],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    sentence = (
        "Chưa xuất được PDF vì máy chủ thiếu thư viện Pango. Người quản trị máy chủ cài bằng lệnh: "
        "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0"
    )
    assert done.stdout.splitlines() == [sentence, sentence]


def test_reading_and_writing_html_do_not_load_the_printer():
    code = "import sys, documents; print('weasyprint' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert done.stdout == "False\n"


def test_a_document_printed_in_a_process_of_its_own_is_the_same_file():
    assert render_pdf_safely(to_dict(PLAN)) == write_pdf(PLAN)


def test_a_document_that_never_ends_is_given_up_with_a_sentence():
    endless = with_pages(400)

    with pytest.raises(PdfFailed, match="^Văn bản quá phức tạp"):
        render_pdf_safely(to_dict(endless), cpu_seconds=2)


def test_what_is_no_document_fails_with_a_sentence_and_its_cause():
    with pytest.raises(PdfFailed, match="lỗi khi dàn trang") as failed:
        render_pdf_safely({"no_such_field": 1})

    assert "no_such_field" in str(failed.value.__cause__)
