"""Printing a document in a process of its own, with limits.

A document that somebody typed or uploaded can make a layout that never ends; nothing inside a
process can stop that. The process is forked from one that has the printer loaded (`documents.press`).
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping

from documents.length import estimated_pages
from documents.limits import LimitExceeded, ProgramFailed
from documents.pdf import PdfUnavailable
from documents.press import PHOTOS
from documents.warm_printer import print_warm

__all__ = ["PdfFailed", "PdfUnavailable", "render_pdf_safely"]

TOO_HEAVY = (
    "Văn bản quá phức tạp nên chưa xuất được PDF. "
    "Hãy rút gọn bảng hoặc tách bớt nội dung thành phụ lục rồi thử lại."
)
TOO_LONG = (
    "Văn bản dài khoảng {pages} trang, quá nhiều cho một tệp PDF (nhiều nhất {most} trang). "
    "Hãy rút gọn bảng hoặc chia thành nhiều văn bản rồi thử lại."
)
# More than an old office PC lays out within the limits below: the sentence comes at once and not after two minutes.
MOST_PAGES = 600
BROKEN = "Chưa xuất được PDF do lỗi khi dàn trang. Hãy báo người quản trị kèm tên văn bản này."


class PdfFailed(Exception):
    """This document could not be printed. The message is a Vietnamese sentence for the person who
    waits for it.
    """


def render_pdf_safely(
    document_dict: dict,
    *,
    photos: Mapping[str, bytes] | None = None,
    memory_mb: int = 768,
    cpu_seconds: int = 100,
    wall_seconds: float = 120,
) -> bytes:
    """The PDF of a stored document (`documents.storage.to_dict`), made in a limited process
    without network. `photos`: SHA-256 → JPEG bytes of its photos.

    Raises PdfFailed for this document (too long, too heavy, or an error of layout, then with the cause
    attached), and PdfUnavailable where the machine cannot print at all.
    """
    pages = estimated_pages(document_dict)
    if pages > MOST_PAGES:
        written = f"{pages:,}".replace(",", ".")
        raise PdfFailed(TOO_LONG.format(pages=written, most=MOST_PAGES))
    order = document_dict
    if photos:
        order = order | {PHOTOS: {name: b64encode(data).decode() for name, data in photos.items()}}
    try:
        return print_warm(
            json.dumps(order).encode(),
            memory_mb=memory_mb,
            cpu_seconds=cpu_seconds,
            wall_seconds=wall_seconds,
        )
    except LimitExceeded as heavy:
        raise PdfFailed(TOO_HEAVY) from heavy
    except ProgramFailed as failure:
        raise PdfFailed(BROKEN) from failure
