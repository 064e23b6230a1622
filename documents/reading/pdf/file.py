"""Opening a PDF: what each of its pages shows, or one sentence that says why it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2  # noqa: F401 - starts the library that `raw` is, and ends it
import pypdfium2.raw as pdfium

from documents.model import Finding, Unreadable
from documents.reading.pdf.letters import Letters, Sheet
from documents.reading.pdf.rules import Drawings
from documents.sniff import refuse_other_languages

MOST_PAGES = 300
_MOST_LETTERS = 1_500_000
_MOST_ON_A_PAGE = 60_000
_FEWEST_LETTERS = 100
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_DRAWN_NOTES = frozenset(
    (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP)
)

LOCKED = "Tệp PDF đặt mật khẩu nên không mở được; hãy bỏ mật khẩu hoặc tải lên bản không khóa."
BROKEN = "Tệp PDF bị hỏng hoặc chưa tải xong nên không mở được; hãy tải lên lại bản gốc."
EMPTY = "Tệp PDF không có trang nào đọc được; hãy kiểm tra lại tệp."
TOO_LONG = (
    f"Tệp PDF dài hơn {MOST_PAGES} trang, không thể là một bản kế hoạch; hãy kiểm tra lại tệp."
)
TOO_MUCH = "Tệp PDF có quá nhiều chữ, không thể là một bản kế hoạch; hãy kiểm tra lại tệp."
SCANNED = (
    "Tệp PDF là bản quét (ảnh chụp giấy), chưa có lớp chữ nên không đọc được; "
    "hãy tải lên bản Word hoặc bản PDF xuất từ Word."
)
NO_WORDS = "Tệp PDF gần như không có chữ, không thể là một bản kế hoạch; hãy kiểm tra lại tệp."
NO_MEANING = (
    "Phông chữ trong tệp PDF không cho biết chữ nào là chữ gì nên không đọc được; "
    "hãy tải lên bản Word hoặc xuất lại PDF từ Word."
)
RECOGNISED = (
    "Tệp PDF là bản quét có lớp chữ do máy nhận dạng, có thể sai chữ; hãy đối chiếu với bản gốc."
)


def sheets_of(data: bytes) -> list[Sheet]:
    """The pages of a PDF as they are seen. Raises Unreadable where it is locked, broken, a scan or no text."""
    with _opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise Unreadable(EMPTY)
        if count > MOST_PAGES:
            raise Unreadable(TOO_LONG)
        sheets = list(_sheets(document, count))
    _refuse_what_has_no_text(sheets)
    return sheets


@contextmanager
def _opened(data: bytes):
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise Unreadable(LOCKED if locked else BROKEN)
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _sheets(document, count: int) -> Iterator[Sheet]:
    letters = 0
    for at in range(count):
        with _page(document, at) as page:
            if not page:
                continue
            sheet, found = _sheet(page)
        letters += found
        if letters > _MOST_LETTERS:
            raise Unreadable(TOO_MUCH)
        yield sheet


@contextmanager
def _page(document, at: int):
    """One page with what its fields and stamps show drawn into it, so that it is text like the rest."""
    page = pdfium.FPDF_LoadPage(document, at)
    if page and _has_drawn_notes(page):
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, at)
    try:
        yield page
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _has_drawn_notes(page) -> bool:
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), 100)):
        note = pdfium.FPDFPage_GetAnnot(page, at)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in _DRAWN_NOTES:
            return True
    return False


def _sheet(page) -> tuple[Sheet, int]:
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        letters = Letters(page, text_page)
        if letters.count > _MOST_ON_A_PAGE:
            raise Unreadable(TOO_MUCH)
        letters.read()
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    drawings = Drawings(page, letters.upright)
    rules = drawings.rules()
    width, height = letters.upright.size
    sheet = Sheet(width, height, letters.words, rules, letters.askew, drawings.pictures)
    return sheet, letters.count


def _refuse_what_has_no_text(sheets: list[Sheet]) -> None:
    text = " ".join(word.text for sheet in sheets for word in sheet.words)
    if len(text) < _FEWEST_LETTERS:
        raise Unreadable(SCANNED if any(sheet.pictures for sheet in sheets) else NO_WORDS)
    if all(sheet.is_picture for sheet in sheets):
        raise Unreadable(SCANNED)
    if len(_UNKNOWN.findall(text)) > len(text) * 0.2:
        raise Unreadable(NO_MEANING)
    refuse_other_languages(text)


def source_findings(sheets: list[Sheet]) -> list[Finding]:
    """What a person should know of the file as a whole: recognised words, pages that are pictures, unknown letters."""
    words = [word for sheet in sheets for word in sheet.words]
    found = []
    if 2 * sum(word.style.invisible for word in words) > len(words):
        found.append(Finding("source.recognised", RECOGNISED))
    scans = [str(at) for at, sheet in enumerate(sheets, start=1) if sheet.is_picture]
    if scans:
        pages = ", ".join(scans)
        message = f"Trang {pages} của tệp PDF là ảnh quét, chưa có lớp chữ nên chưa được đọc; hãy nhập thêm."
        found.append(Finding("source.scanned_pages", message))
    unknown = next((word for word in words if _UNKNOWN.search(word.text)), None)
    if unknown:
        message = (
            "Có chữ mà phông chữ trong tệp PDF không cho biết là chữ gì; hãy đối chiếu với bản gốc."
        )
        found.append(Finding("source.unknown_letters", message, unknown.line))
    return found
