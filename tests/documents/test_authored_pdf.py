"""Plans of other hands as PDF, by LibreOffice, by a browser and by our own writer: what is read is what was written."""

import functools

import pytest

from documents import missing_pdf_support, read_plan
from documents.model import Unreadable
from tests.documents.authored import authored
from tests.documents.authored_pdf import CHROMIUM, SOFFICE, chromium_pdfs, office_pdfs, own_pdf
from tests.documents.authored_views import (
    appendix_view,
    foot_view,
    head_view,
    notes_view,
    outline_view,
    same,
)

OFFICE = [
    "thanh-lam-2026",
    "loc-tho-sai-so-2026",
    "my-phong-chu-thich-2026",
    "dong-bai-2026",
    "thi-tran-mau-lam-2024",
]
BROWSER = [
    "phu-loc-cchc-2026",
    "con-nhan-2026",
    "yen-thuong-dan-chu-2026",
    "xuan-hoa-doi-thoai-2026",
]
OWN = ["tan-hiep-dai-2027", "quang-tin-tieu-de-dai-2026", "huyen-tan-linh-2024", "phong-vhxh-2026"]
FILES = [*((name, "office") for name in OFFICE), *((name, "browser") for name in BROWSER)]
FILES += [(name, "own") for name in OWN]
every_file = pytest.mark.parametrize(("name", "by"), FILES)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Bytes of a plan printed by one of the three; each program runs once for all its plans."""

    @functools.cache
    def of(by):
        if by == "office":
            if not SOFFICE:
                pytest.skip("LibreOffice or its font is not on this machine")
            return office_pdfs(
                [authored(name) for name in OFFICE], tmp_path_factory.mktemp("office")
            )
        if by == "browser":
            if not CHROMIUM:
                pytest.skip("Chromium is not on this machine")
            return chromium_pdfs([authored(name) for name in BROWSER])
        if missing := missing_pdf_support():
            pytest.skip(str(missing))
        return {name: own_pdf(authored(name)) for name in OWN}

    return of


@pytest.fixture
def told(printed):
    @functools.cache
    def of(name, by):
        try:
            return authored(name).document, read_plan(printed(by)[name], "ke-hoach.pdf").document
        except Unreadable as refusal:
            if "chỉ đọc được" in str(refusal) or "là tệp PDF" in str(refusal):
                pytest.skip(f"pdf: {refusal}")
            raise

    return of


@every_file
def test_the_head_is_read(told, name, by):
    expected, document = told(name, by)

    same(head_view(document), head_view(expected), f"{name} {by}.pdf")


@every_file
def test_the_outline_is_read_with_every_word(told, name, by):
    expected, document = told(name, by)

    same(outline_view(document.items), outline_view(expected.items), f"{name} {by}.pdf")


@every_file
def test_foot_and_notes_are_read(told, name, by):
    expected, document = told(name, by)

    same(foot_view(document), foot_view(expected), f"{name} {by}.pdf")
    same(notes_view(document), notes_view(expected), f"{name} {by}.pdf")


@every_file
def test_appendices_are_read(told, name, by):
    expected, document = told(name, by)
    wide = by != "browser"

    shown = appendix_view(document, landscape=wide, tables=True)
    same(shown, appendix_view(expected, landscape=wide, tables=True), f"{name} {by}.pdf")
