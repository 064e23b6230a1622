"""What was accepted or left out while a Word file was taken apart, told to the person who reviews it."""

from __future__ import annotations

from collections.abc import Iterator

from documents.model import Finding
from documents.reading.word.pieces import Extract

_PAGE_WORDS = {"trang", "page", "of"}


def remarks_on(found: Extract) -> Iterator[Finding]:
    """Findings of the whole file; all but lost words are remarks."""
    changes = found.insertions + found.deletions
    if changes:
        yield _remark(
            "tracked_changes",
            f"Tệp còn {changes} chỗ sửa chưa chấp nhận (Track Changes); đã đọc như khi chấp nhận tất cả.",
        )
    if found.pictures:
        yield _remark(
            "pictures", f"Tệp có {found.pictures} hình ảnh; chữ trong hình, nếu có, không được đọc."
        )
    if found.equations:
        yield Finding(
            "layout.equations",
            f"Tệp có {found.equations} công thức; hãy kiểm tra lại chữ và số trong công thức.",
        )
    if found.nested_tables:
        yield Finding(
            "layout.nested_tables",
            f"Tệp có {found.nested_tables} bảng nằm trong bảng khác; chữ được giữ, hàng cột bên trong thì không.",
        )
    if found.contents:
        yield _remark("contents", "Mục lục tự động được bỏ qua vì lặp lại tên các mục.")
    if found.old_letters and found.unicode_letters < found.old_letters * 0.03:
        yield Finding(
            "text.old_font",
            f"Có {found.old_letters} chữ dùng phông cũ (TCVN3, VNI) nên có thể sai dấu; hãy kiểm tra lại.",
        )
    for words in found.margins:
        if not set(words.casefold().split()) <= _PAGE_WORDS:
            yield _remark("margins", f"Chữ “{words[:80]}” ở đầu hoặc chân trang được bỏ qua.")


def _remark(code: str, message: str) -> Finding:
    return Finding(f"layout.{code}", message, severity="info")
