"""PDFs that cannot be read: each ends as one sentence that says what to do, within the limits of its process."""

import re

import pytest

from documents import read, write_pdf
from documents.model import Unreadable
from documents.sandbox import TOO_COMPLEX, read_safely
from tests.documents.pages import needs_printer
from tests.documents.pdf_files import pages_file, pdf_file, stream
from tests.documents.samples import PLAN

FONT = "/Font<</F1 <</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>"
FORM = "/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources<<{}>>"
PICTURE = stream(
    bytes(100),
    "/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray",
)
LOCK = f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'41' * 32}>/U<{'42' * 32}>>>"
WITHOUT_ACCENTS = "ke hoach cong tac dan van chinh quyen thuc hien nhiem vu nam nay "


def text_page(words: str, times: int = 1) -> bytes:
    return b"BT /F1 12 Tf 14 TL 50 700 Td " + f"({words}) Tj T* ".encode() * times + b"ET"


def scan(pages: int, words: str = "") -> bytes:
    drawn = b"q 595 0 0 842 0 0 cm /I Do Q " + (text_page(words) if words else b"")
    return pages_file([drawn] * pages, resources=f"{FONT}/XObject<</I 3 0 R>>", more=[PICTURE])


REFUSED = {
    "empty shell": (b"%PDF-1.7\n", "bị hỏng"),
    "noise": (b"%PDF-1.4\n" + bytes(range(256)) * 40, "bị hỏng"),
    "locked": (pages_file([b"BT ET"], trailer=LOCK), "mật khẩu"),
    "no pages": (
        pdf_file([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"]),
        "không có trang",
    ),
    "pages in a circle": (
        pdf_file([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 5/Kids[2 0 R 2 0 R]>>"]),
        "không có chữ",
    ),
    "ten thousand pages": (pages_file([b"BT ET"] * 10_000), "dài hơn 300 trang"),
    "blank": (pages_file([b""]), "không có chữ"),
    "scan": (scan(2), "bản quét"),
    "scan with the stamp of a signature": (
        scan(2, "Nguoi ky: Uy ban nhan dan xa " * 4),
        "bản quét",
    ),
    "recognised without accents": (
        pages_file([text_page(WITHOUT_ACCENTS, 30)], resources=FONT),
        "không có dấu",
    ),
    "another language": (
        pages_file([text_page("the quick brown fox jumps over it ", 30)], resources=FONT),
        "không phải tiếng Việt",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_no_readable_plan_ends_as_one_sentence(kind):
    data, told = REFUSED[kind]
    with pytest.raises(Unreadable, match=told) as refusal:
        read(data, "ke-hoach.pdf")
    assert re.search(r"; hãy [^.]+\.$", str(refusal.value))


@needs_printer
def test_half_a_file_is_told_as_broken():
    whole = write_pdf(PLAN)
    with pytest.raises(Unreadable, match="bị hỏng"):
        read(whole[: len(whole) // 2], "ke-hoach.pdf")


@needs_printer
def test_a_file_whose_table_of_places_is_wrong_is_read_all_the_same():
    damaged = re.sub(rb"\d{10} 00000 n", b"0000000009 00000 n", write_pdf(PLAN))
    assert read(damaged, "ke-hoach.pdf").document.recipients == PLAN.recipients


def endless_forms() -> bytes:
    """Twelve forms, each drawn twenty times in the one before it."""
    forms = [
        stream(b"/X Do " * 20, FORM.format(f"/XObject<</X {4 + at} 0 R>>")) for at in range(12)
    ]
    forms.append(stream(text_page("x"), FORM.format(FONT)))
    return pages_file([b"/X Do"], resources="/XObject<</X 3 0 R>>", more=forms)


def form_within_itself() -> bytes:
    form = stream(b"/X Do /X Do", FORM.format("/XObject<</X 3 0 R>>"))
    return pages_file([b"/X Do"], resources="/XObject<</X 3 0 R>>", more=[form])


BOMBS = {
    "300 MB of blanks in one page": lambda: pages_file([b" " * 300_000_000]),
    "three million lines": lambda: pages_file([b"0 0 m 1 1 l S\n" * 3_000_000]),
    "a million words": lambda: pages_file(
        [b"BT /F1 12 Tf 50 700 Td " + b"(abc def) Tj " * 1_000_000 + b"ET"], resources=FONT
    ),
    "forms within forms": endless_forms,
    "a form within itself": form_within_itself,
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_ends_as_one_sentence_within_the_limits(kind, tmp_path):
    file = tmp_path / "bom.pdf"
    file.write_bytes(BOMBS[kind]())
    assert file.stat().st_size < 1_000_000
    with pytest.raises(Unreadable) as refusal:
        read_safely(file, file.name)
    assert str(refusal.value) == TOO_COMPLEX or "; hãy " in str(refusal.value)
