"""What is missing from the form of a plan (NĐ 30/2020/NĐ-CP, Phụ lục I): letterhead, number, date, foot."""

from __future__ import annotations

from collections.abc import Iterator

from documents.model import AdministrativeDocument, Finding, plain
from documents.reading.foot import Foot
from documents.reading.footnotes import Pages
from documents.reading.head import Head


def head_findings(head: Head) -> Iterator[Finding]:
    """What the head lacks, and lines in it that were not understood."""
    if not (head.nation and head.motto and head.letterhead):
        missing = [
            name
            for name, there in (
                ("quốc hiệu", head.nation),
                ("tiêu ngữ", head.motto),
                ("tên cơ quan ban hành", head.letterhead),
            )
            if not there
        ]
        yield Finding(
            "form.letterhead",
            f"Phần đầu văn bản thiếu {', '.join(missing)}; hệ thống sẽ tự thêm khi xuất văn bản.",
            severity="info",
        )
    if head.number is None:
        yield Finding(
            "form.number",
            "Văn bản chưa có số; số được cấp khi ban hành.",
            head.number_line or None,
        )
    if head.date is None:
        yield Finding("form.date", _no_date(head), head.date_line or None)
    if not head.subject:
        yield Finding(
            "form.subject",
            "Không thấy trích yếu dưới dòng “KẾ HOẠCH”; hãy nhập tên kế hoạch.",
            head.kind_line,
            "error",
        )
    elif head.subject_line == head.kind_line:
        yield Finding(
            "form.subject_line",
            "Tên loại và trích yếu nằm trên cùng một dòng; theo quy định trích yếu ở dòng dưới.",
            head.kind_line,
            "info",
        )
    for line in head.unknown:
        yield Finding(
            "form.unknown",
            f"Dòng “{line.text[:80]}” ở đầu văn bản không thuộc phần nào đã biết và được bỏ qua.",
            line.number,
        )


def _no_date(head: Head) -> str:
    if head.place_and_date:
        return f"Ngày ban hành ghi chưa đủ (“{head.place_and_date}”); hãy bổ sung khi ban hành."
    return "Không thấy địa danh và ngày ban hành; hãy bổ sung khi ban hành."


def foot_findings(foot: Foot) -> Iterator[Finding]:
    """What the foot lacks, and lines in it that were not understood."""
    if not foot.recipients:
        yield Finding("form.recipients", "Không thấy danh sách “Nơi nhận”; hãy bổ sung.")
    if not foot.authority:
        yield Finding("form.signature", "Không thấy chức vụ người ký; hãy bổ sung.")
    if foot.placeholder and not foot.name:
        yield Finding(
            "form.placeholder",
            f"Chỗ ký còn ký hiệu “{foot.placeholder}” thay cho họ tên; hãy điền họ tên người ký.",
            foot.placeholder_line,
        )
    elif foot.authority and not foot.name:
        yield Finding("form.signer", "Không thấy họ tên người ký; hãy bổ sung.")
    for line in foot.notes:
        yield Finding(
            "form.unknown",
            f"Dòng “{line.text[:80]}” gần “Nơi nhận” không thuộc phần nào đã biết và được bỏ qua.",
            line.number,
        )
    for line in foot.stamps:
        yield Finding(
            "form.stamp",
            f"Dòng dấu thời gian ký số “{line.text[:80]}” được bỏ qua.",
            line.number,
            "info",
        )


def page_findings(pages: Pages) -> Iterator[Finding]:
    """Page numbers that were taken out of the text, and notes without a mark in it."""
    if pages.page_numbers:
        lines = ", ".join(str(line.number) for line in pages.page_numbers)
        yield Finding(
            "layout.page_numbers",
            f"Số trang đứng riêng ở dòng {lines} được bỏ qua.",
            pages.page_numbers[0].number,
            "info",
        )


def closing_findings(document: AdministrativeDocument) -> Iterator[Finding]:
    """The sign "./." ends the text, once (NĐ 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.4)."""
    words = [plain(text) for text in document.opening + document.closing]
    words += [plain(item.heading or item.text) for item in document.walk()]
    count = sum(each.count("./.") for each in words)
    if count != 1:
        told = "chưa có" if count == 0 else f"có {count} lần"
        yield Finding(
            "form.end_sign",
            f"Dấu kết thúc “./.” {told}; theo quy định dấu này ghi một lần ở cuối nội dung.",
            severity="info",
        )
