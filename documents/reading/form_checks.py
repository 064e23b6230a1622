"""What the head and the foot of a file show and the document read from it does not (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from documents.model import Finding
from documents.reading.foot import Foot
from documents.reading.footnotes import Pages
from documents.reading.head import Head
from documents.text import Line


def head_findings(head: Head) -> Iterator[Finding]:
    """What the head lacks, and lines in it that were not understood."""
    parts = (
        ("quốc hiệu", head.nation),
        ("tiêu ngữ", head.motto),
        ("tên cơ quan ban hành", head.letterhead),
        ("số, ký hiệu", head.symbol),
        ("địa danh và ngày tháng năm", head.date or head.place_and_date),
    )
    missing = [name for name, there in parts if not there]
    if missing:
        yield Finding(
            "form.letterhead",
            f"Phần đầu văn bản thiếu {', '.join(missing)}; hệ thống sẽ tự thêm khi xuất văn bản.",
            severity="info",
            rule="F01",
        )
    if head.subject and head.subject_line == head.kind_line:
        yield Finding(
            "form.subject_line",
            "Tên loại và trích yếu nằm trên cùng một dòng; theo quy định trích yếu ở dòng dưới.",
            head.kind_line,
            "info",
            rule="F04",
        )
    yield from stamp_findings(head.stamps)
    for line in head.unknown:
        yield Finding(
            "form.unknown",
            f"Dòng “{line.text[:80]}” ở đầu văn bản không thuộc phần nào đã biết và được bỏ qua.",
            line.number,
        )


def line_in_head(head: Head, place: tuple) -> int | None:
    """The line of a place of the head: ("number",), ("symbol",), ("date",), ("kind",) or ("subject",); else None."""
    lines = {
        "number": head.number_line,
        "symbol": head.number_line,
        "date": head.date_line,
        "kind": head.kind_line,
        "subject": head.subject_line or head.kind_line,
    }
    return (lines.get(place[0]) or None) if place else None


def foot_findings(foot: Foot) -> Iterator[Finding]:
    """Signs that a line of the list lacks, what stands for a name, and lines that were not understood."""
    yield from _unclosed(foot)
    if foot.placeholder and not foot.name:
        yield Finding(
            "form.placeholder",
            f"Chỗ ký còn ký hiệu “{foot.placeholder}” thay cho họ tên; hãy điền họ tên người ký.",
            foot.placeholder_line,
            "error",
            rule="F22",
        )
    for line in foot.notes:
        yield Finding(
            "form.unknown",
            f"Dòng “{line.text[:80]}” gần “Nơi nhận” không thuộc phần nào đã biết và được bỏ qua.",
            line.number,
        )
    yield from stamp_findings(foot.stamps)


def stamp_findings(lines: Iterable[Line]) -> Iterator[Finding]:
    """What a digital signature printed beside the words of the document."""
    for line in lines:
        yield Finding(
            "form.stamp",
            f"Dòng dấu thời gian ký số “{line.text[:80]}” được bỏ qua.",
            line.number,
            "info",
        )


def _unclosed(foot: Foot) -> Iterator[Finding]:
    """Each recipient ends in ";", the last in "." (Phụ lục I, mục II.9.b)."""
    last = len(foot.ends) - 1
    wrong = [
        line
        for at, (line, words) in enumerate(foot.ends)
        if not words.rstrip().endswith("." if at == last else ";")
    ]
    if wrong:
        yield Finding(
            "form.recipient_sign",
            "Dòng trong “Nơi nhận” phải kết thúc bằng dấu chấm phẩy, dòng cuối bằng dấu chấm; "
            f"hệ thống tự đặt dấu khi xuất văn bản (dòng {', '.join(map(str, wrong))}).",
            wrong[0],
            "info",
            rule="F13",
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
