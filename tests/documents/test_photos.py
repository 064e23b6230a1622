"""Photos in a document: two to a row with their captions, in PDF/A, in Word, and kept by their SHA-256."""

import hashlib
import io
import re
import zipfile

import pypdfium2
import pytest
from PIL import Image

from documents import read_docx, write_docx, write_pdf
from documents.html import to_html, to_html_part
from documents.model import Appendix, Item, Photo
from documents.normal_form import normal_form, without_charts
from documents.pdf_sandbox import render_pdf_safely
from documents.storage import from_dict, to_dict
from tests.documents.pages import needs_printer
from tests.documents.samples import REPORT
from tests.documents.test_charts import alternatives_of


def jpeg(colour, size=(160, 120)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


FILES = {
    hashlib.sha256(data).hexdigest(): data
    for data in (jpeg("red"), jpeg("green", (120, 160)), jpeg("blue"))
}
PHOTOS = tuple(
    Photo(name, f"Ảnh {at}: họp thôn <{at}>", f"Người dân họp, ảnh {at}")
    for at, name in enumerate(FILES, start=1)
)
DOCUMENT = REPORT.with_changes(appendices=(Appendix("HÌNH ẢNH HOẠT ĐỘNG", (Item(photos=PHOTOS),)),))


def test_photos_are_stored_by_what_they_are_and_nothing_else_changes():
    stored = to_dict(DOCUMENT)

    assert from_dict(stored) == DOCUMENT
    assert [each.sha256 for each in DOCUMENT.photos()] == list(FILES)
    assert normal_form(normal_form(DOCUMENT)) == normal_form(DOCUMENT)
    assert "photos" not in str(to_dict(REPORT))


def test_a_page_shows_them_from_where_it_is_told_and_no_word_becomes_a_tag():
    page = to_html_part(DOCUMENT, photos_at="/anh/")

    assert re.findall(r'<img src="/anh/([0-9a-f]{64})"', page) == list(FILES)
    assert 'alt="Người dân họp, ảnh 1"' in page
    assert "họp thôn &lt;1&gt;" in page
    assert "danvan-photo" not in page
    assert page.count('class="photo-row"') == 2
    assert "danvan-photo:" in to_html(DOCUMENT)


@needs_printer
@pytest.mark.parametrize("printed_by", ["here", "the press"])
def test_the_pdf_has_every_photo_told_in_words_and_stays_fit_for_the_archive(printed_by):
    stored = to_dict(DOCUMENT)
    here = printed_by == "here"
    data = write_pdf(DOCUMENT, FILES) if here else render_pdf_safely(stored, photos=FILES)

    last = list(pypdfium2.PdfDocument(data))[-1]
    images = [each for each in last.get_objects() if each.type == 3]
    assert len(images) == 3
    assert "Ảnh 3: họp thôn <3>" in last.get_textpage().get_text_range()
    assert alternatives_of(data) == [each.alt for each in PHOTOS]
    # PDF/A forbids what the reader would make of the pixels by itself (ISO 19005-2, 6.2.8).
    assert b"/Interpolate true" not in data


def test_word_has_every_photo_once_with_its_alternative_and_gives_back_the_captions():
    data = write_docx(DOCUMENT, FILES)

    with zipfile.ZipFile(io.BytesIO(data)) as file:
        media = {name: file.read(name) for name in file.namelist() if "media" in name}
        words = file.read("word/document.xml").decode()
        links = file.read("word/_rels/document.xml.rels").decode()
    assert list(media.values()) == list(FILES.values())
    assert "Người dân họp, ảnh 2" in words
    assert set(re.findall(r'r:embed="(\w+)"', words)) <= set(re.findall(r'Id="(\w+)"', links))
    assert read_docx(data) == normal_form(without_charts(DOCUMENT))
    assert write_docx(DOCUMENT, FILES) == data


@needs_printer
def test_a_photo_that_is_not_there_leaves_its_caption():
    data = write_pdf(DOCUMENT)

    assert (
        "Ảnh 1: họp thôn" in list(pypdfium2.PdfDocument(data))[-1].get_textpage().get_text_range()
    )
    assert "media" not in str(zipfile.ZipFile(io.BytesIO(write_docx(DOCUMENT))).namelist())
