"""Printing a document in a process of its own, with limits.

A document that somebody typed or uploaded can make a layout that never ends; nothing inside a
process can stop that.
"""

from __future__ import annotations

import json
import sys
import tempfile

from documents.limits import LimitExceeded, ProgramFailed, run_limited
from documents.pdf import PdfUnavailable, font_directory, missing_pdf_support, write_pdf
from documents.storage import from_dict

TOO_HEAVY = (
    "Văn bản quá phức tạp nên chưa xuất được PDF. "
    "Hãy rút gọn bảng hoặc tách bớt nội dung thành phụ lục rồi thử lại."
)
BROKEN = "Chưa xuất được PDF do lỗi khi dàn trang. Hãy báo người quản trị kèm tên văn bản này."


class PdfFailed(Exception):
    """This document could not be printed. The message is a Vietnamese sentence for the person who
    waits for it.
    """


def render_pdf_safely(
    document_dict: dict,
    *,
    memory_mb: int = 768,
    cpu_seconds: int = 100,
    wall_seconds: float = 120,
) -> bytes:
    """The PDF of a stored document (`documents.storage.to_dict`), made in a limited process
    without network.

    Raises PdfFailed for this document (too heavy, or an error of layout, then with the cause
    attached), and PdfUnavailable where the machine cannot print at all.
    """
    trouble = missing_pdf_support()
    if trouble:
        raise PdfUnavailable(trouble)
    try:
        # A killed process cannot clear up its copies of the fonts: this folder goes with it.
        with tempfile.TemporaryDirectory(prefix="danvan-pdf-") as scratch:
            return run_limited(
                [sys.executable, "-m", "documents.pdf_sandbox"],
                stdin=json.dumps(document_dict).encode(),
                memory_mb=memory_mb,
                cpu_seconds=cpu_seconds,
                wall_seconds=wall_seconds,
                environment={"DANVAN_FONT_DIR": str(font_directory().resolve()), "TMPDIR": scratch},
            )
    except LimitExceeded as heavy:
        raise PdfFailed(TOO_HEAVY) from heavy
    except ProgramFailed as failure:
        raise PdfFailed(BROKEN) from failure


def main() -> None:
    """A stored document from stdin, its PDF to stdout."""
    stored = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(write_pdf(from_dict(stored)))


if __name__ == "__main__":
    main()
