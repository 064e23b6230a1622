"""Putting PDFs behind one another, in a process with limits: what a commune sent may be anything."""

from __future__ import annotations

import contextlib
import io
import json
import sys

from documents.bookmarks import NotOurs, with_bookmarks
from documents.limits import LimitExceeded, ProgramFailed, run_limited

TOO_LARGE = (
    "Các báo cáo này quá lớn để gộp thành một tệp PDF. "
    "Hãy chọn ít báo cáo hơn, hoặc tải về dạng gói tệp nén."
)


class NotMerged(Exception):
    """The message is a Vietnamese sentence for the person who waits."""


def count_pages(paths: list[str]) -> list[int]:
    """The number of pages of each file, 0 where it is no PDF that can be read. Raises NotMerged."""
    return json.loads(_run("count", {"paths": paths}))


def merged(paths: list[str], marks: list[tuple[str, int]]) -> bytes:
    """One PDF of all files, with a bookmark for each (words, page from 0). Raises NotMerged.

    At most 64 MB: what a limited process may write.
    """
    return _run("merge", {"paths": paths, "marks": marks})


def _run(command: str, order: dict) -> bytes:
    try:
        return run_limited(
            [sys.executable, "-X", "utf8", "-m", "documents.merging", command],
            stdin=json.dumps(order).encode(),
            memory_mb=1024,
            cpu_seconds=100,
            wall_seconds=120,
        )
    except LimitExceeded as heavy:
        raise NotMerged(TOO_LARGE) from heavy
    except ProgramFailed as failure:
        raise NotMerged("Chưa gộp được các tệp PDF. Hãy tải về dạng gói tệp nén.") from failure


def _pages_here(path: str) -> int:
    import pypdfium2  # noqa: PLC0415 its errors stay in the child

    try:
        with contextlib.closing(pypdfium2.PdfDocument(path)) as document:
            return len(document)
    except (pypdfium2.PdfiumError, OSError):
        return 0


def _merge_here(paths: list[str], marks: list) -> bytes:
    import pypdfium2  # noqa: PLC0415 its errors stay in the child

    whole = pypdfium2.PdfDocument.new()
    for path in paths:
        with contextlib.closing(pypdfium2.PdfDocument(path)) as part:
            whole.import_pages(part)
    out = io.BytesIO()
    whole.save(out)
    try:
        return with_bookmarks(out.getvalue(), marks)
    except NotOurs:
        # Bookmarks are a help, the pages are the thing.
        return out.getvalue()


def main(command: str) -> None:
    order = json.load(sys.stdin)
    if command == "count":
        json.dump([_pages_here(path) for path in order["paths"]], sys.stdout)
    else:
        sys.stdout.buffer.write(_merge_here(order["paths"], order["marks"]))


if __name__ == "__main__":
    main(sys.argv[1])
