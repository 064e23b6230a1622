"""F01 to F04: the head of a document (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.1 to II.5; Phụ lục III)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.checking.passages import Subject
from documents.kinds import PLAN, REPORT, TYPES
from documents.model import AdministrativeDocument, Correction, Finding
from documents.wording import is_letter

# Abbreviations of the kinds whose symbol is checked (Phụ lục III, mục I); others are left to people.
_ABBREVIATIONS = {
    PLAN: "KH",
    REPORT: "BC",
    "TỜ TRÌNH": "TTr",
    "THÔNG BÁO": "TB",
    "CHƯƠNG TRÌNH": "CTr",
    "QUYẾT ĐỊNH": "QĐ",
    "NGHỊ QUYẾT": "NQ",
    "CHỈ THỊ": "CT",
    "HƯỚNG DẪN": "HD",
    "BIÊN BẢN": "BB",
    "ĐỀ ÁN": "ĐA",
    "PHƯƠNG ÁN": "PA",
}


def head_findings(subject: Subject) -> Iterator[Finding]:
    """F01 to F04: letterhead, number and symbol, place and date, kind and subject."""
    document = subject.document
    yield from _letterhead(document)
    yield from _number(document)
    if document.date is None and (document.place or document.place_and_date):
        told = f" (“{document.place_and_date}”)" if document.place_and_date else ""
        yield Finding(
            "form.date",
            f"Ngày ban hành ghi chưa đủ{told}; hãy bổ sung khi ban hành.",
            severity="error",
            rule="F03",
            place=("date",),
            hit=document.place_and_date,
        )
    yield from _kind(document)
    yield from _subject(document)


def _letterhead(document: AdministrativeDocument) -> Iterator[Finding]:
    issuer = document.letterhead and document.letterhead.issuer
    dated = document.date or document.place or document.place_and_date
    parts = (
        ("tên cơ quan ban hành", issuer),
        ("số, ký hiệu", document.symbol),
        ("địa danh và ngày tháng năm", dated),
    )
    missing = [name for name, there in parts if not there]
    if missing:
        yield Finding(
            "form.letterhead",
            f"Phần đầu văn bản thiếu {', '.join(missing)}; hãy bổ sung.",
            severity="error",
            rule="F01",
            place=("letterhead",),
        )


def _number(document: AdministrativeDocument) -> Iterator[Finding]:
    symbol = document.symbol
    told = {"severity": "error", "rule": "F02"}
    if symbol and document.number is None:
        message = "Văn bản chưa có số; số được cấp khi ban hành."
        yield Finding("form.number", message, place=("number",), **told)
    wanted = _ABBREVIATIONS.get(document.kind)
    if symbol and wanted and re.split(r"[-/]", symbol)[0] != wanted:
        message = (
            f"Ký hiệu “{symbol}” không hợp với tên loại {document.kind}; "
            f"ký hiệu phải bắt đầu bằng “{wanted}-”."
        )
        yield Finding("form.symbol", message, place=("symbol",), hit=symbol, at=0, **told)
    if is_letter(document) and symbol.startswith("CV-"):
        message = (
            f"Công văn không có chữ viết tắt tên loại, nên ký hiệu “{symbol}” thừa “CV-”; "
            "hãy ghi tên cơ quan rồi đơn vị soạn thảo, ví dụ “UBND-VHXH”."
        )
        yield Finding("form.symbol", message, place=("symbol",), hit=symbol, at=0, **told)


def _kind(document: AdministrativeDocument) -> Iterator[Finding]:
    kind = document.kind
    if kind and kind != kind.upper() and kind.upper() in TYPES:
        yield Finding(
            "form.kind",
            f"Tên loại “{kind}” phải viết bằng chữ in hoa; hãy sửa thành “{kind.upper()}”.",
            rule="F04",
            place=("kind",),
            correction=Correction(("kind",), kind, kind.upper()),
            hit=kind,
            at=0,
        )


def _subject(document: AdministrativeDocument) -> Iterator[Finding]:
    words = document.subject
    if not words:
        yield Finding(
            "form.subject",
            "Không thấy trích yếu của văn bản; hãy nhập trích yếu.",
            severity="error",
            rule="F04",
            place=("subject",),
        )
    elif words.endswith(".") and not words.endswith(("..", "./.")):
        at = len(words) - 1
        yield Finding(
            "form.subject_stop",
            "Trích yếu có dấu chấm ở cuối; hãy bỏ dấu chấm.",
            rule="F04",
            place=("subject",),
            correction=Correction(("subject",), ".", "", at),
            hit=".",
            at=at,
        )
    if words.isupper() and len(words.split()) > 3:
        yield Finding(
            "form.subject_capitals",
            "Trích yếu viết toàn chữ in hoa; theo quy định trích yếu viết chữ in thường, đậm.",
            rule="F04",
            place=("subject",),
        )
