"""Documents that are no plans, files that are no documents: each is told what it is and what to do."""

import unicodedata
from io import BytesIO

import pypdfium2
import pytest
from docx import Document

from documents import read, read_plan
from documents.model import Unreadable
from tests.documents.authored import FOLDER, NAMES, Authored, authored, parse
from tests.documents.authored_messy import messy_docx
from tests.documents.authored_text import converted_text, typed_text
from tests.documents.authored_views import foot_view, head_view, same
from tests.documents.authored_word import automatic_docx, typed_docx

OTHERS = sorted(path.stem for path in (FOLDER.parent / "others").glob("*.plan"))
FORMS = {
    "typed.txt": typed_text,
    "converted.txt": converted_text,
    "typed.docx": typed_docx,
    "automatic.docx": automatic_docx,
    "messy.docx": messy_docx,
}
every_other = pytest.mark.parametrize("name", OTHERS)
every_form = pytest.mark.parametrize("form", FORMS)


def other(name: str) -> Authored:
    source = (FOLDER.parent / "others" / f"{name}.plan").read_text(encoding="utf-8")
    return parse(name, source)


def refusal(data: bytes, filename: str) -> str:
    with pytest.raises(Unreadable) as refused:
        read_plan(data, filename)
    return str(refused.value)


@every_form
@every_other
def test_another_kind_of_document_is_named_and_not_taken_for_a_plan(name, form):
    document = other(name)

    sentence = refusal(FORMS[form](document), form)

    assert document.truth["sentence"][0][0] in sentence
    assert sentence.endswith(".")


@every_form
@every_other
def test_head_and_foot_of_another_kind_of_document_are_read_all_the_same(name, form):
    document = other(name)
    kind = document.truth["kind"][0][0]
    expected = document.document.with_changes(kind=kind)

    got = read(FORMS[form](document), form).document

    same(head_view(got)[:8], head_view(expected)[:8], f"{name} {form}")
    same(foot_view(got)[-2:], foot_view(expected)[-2:], f"{name} {form}")


PARTY = """ĐẢNG BỘ TỈNH CAO MẪU
ĐẢNG ỦY XÃ EA LÀNG
*
Số 31-KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Ea Làng, ngày 02 tháng 02 năm 2026

KẾ HOẠCH
công tác dân vận của Đảng bộ xã năm 2026
-----

Thực hiện Chương trình công tác năm 2026, Đảng ủy xã xây dựng Kế hoạch công tác dân vận như sau:

I. MỤC ĐÍCH
1. Tăng cường mối quan hệ giữa Đảng với Nhân dân các buôn làng trong xã.
II. TỔ CHỨC THỰC HIỆN
1. Ban Xây dựng Đảng theo dõi việc thực hiện.

Nơi nhận:
- Tỉnh ủy;
- Lưu Văn phòng.

T/M ĐẢNG ỦY
PHÓ BÍ THƯ

Y Mẫu Niê
"""


def test_a_plan_of_a_party_committee_is_read_with_its_own_form():
    document = read(PARTY.encode(), "ke-hoach.txt").document

    assert (document.kind, document.place) == ("KẾ HOẠCH", "Ea Làng")
    assert document.signature.authority == ("T/M ĐẢNG ỦY", "PHÓ BÍ THƯ")


def test_a_scan_without_text_says_what_to_do():
    picture = pypdfium2.PdfDocument.new()
    for _ in range(2):
        page = picture.new_page(595, 842)
        page.insert_obj(_image(picture))
        page.gen_content()
    held = BytesIO()
    picture.save(held)

    assert "ảnh" in refusal(held.getvalue(), "ke-hoach.pdf")


def _image(document):
    from PIL import Image

    drawn = pypdfium2.PdfBitmap.from_pil(Image.new("RGB", (600, 800), "white"))
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(drawn)
    image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
    return image


@pytest.mark.parametrize("name", NAMES[:3])
def test_letters_without_their_marks_are_recognised_in_word_and_text(name):
    plan = authored(name)
    bare = _bare(typed_text(plan).decode()).encode()

    assert "không có dấu" in refusal(bare, "ke-hoach.txt")
    assert "không có dấu" in refusal(_word(bare.decode()), "ke-hoach.docx")


def _bare(words: str) -> str:
    """As a reader of pictures gives it that knows no Vietnamese."""
    taken_apart = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in taken_apart if not unicodedata.combining(letter))


def _word(words: str) -> bytes:
    word, held = Document(), BytesIO()
    for line in words.splitlines():
        word.add_paragraph(line)
    word.save(held)
    return held.getvalue()


TCVN3 = "KÕ ho¹ch c«ng t¸c d©n vËn chÝnh quyÒn n¨m 2007 cña ñy ban nh©n d©n x·. " * 12
ENGLISH = "The committee shall publish its plan of work for the coming year before January. " * 12


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(TCVN3, "phông chữ cũ"), (ENGLISH, "không phải tiếng Việt"), ("", "trống|không có chữ")],
)
def test_word_files_of_other_letters_tongues_or_none_are_recognised(words, sentence):
    refused = refusal(_word(words), "ke-hoach.docx")

    assert any(each in refused for each in sentence.split("|")), refused
    assert refused.endswith(".")
