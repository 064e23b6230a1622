"""Putting PDFs behind one another, in a process with limits: what a commune sent may be anything."""

from __future__ import annotations

import contextlib
import json
import mmap
import sys
from pathlib import Path

from documents.bookmarks import NotOurs, bookmarks
from documents.limits import MEGABYTE, LimitExceeded, ProgramFailed, run_limited

# PDFium holds what it copies, so the memory grows by as much: a whole of 200 MB takes some 270 MB, measured.
MOST_MB = 200
# No report is longer, and a file of few bytes can claim a million pages.
MOST_PAGES = 2000
TOO_LARGE = (
    f"Các báo cáo này quá lớn để gộp thành một tệp PDF (nhiều nhất {MOST_MB} MB). "
    "Hãy chọn ít báo cáo hơn, gộp bản in từ cổng, hoặc tải về dạng gói tệp nén."
)


class NotMerged(Exception):
    """The message is a Vietnamese sentence for the person who waits."""


def count_pages(paths: list[str]) -> list[int]:
    """The number of pages of each file, 0 where its pages cannot be taken over: no PDF, broken, locked by a password,
    or more than MOST_PAGES. Raises NotMerged."""
    return json.loads(_run("count", {"paths": paths}))


def merge(paths: list[str], marks: list[tuple[str, int]], into: str) -> None:
    """Write one PDF of all files, with a bookmark for each (words, page from 0), to `into`. Raises NotMerged.

    At most MOST_MB, on the disk and never in the memory of who asks.
    """
    _run("merge", {"paths": paths, "marks": marks, "into": into})


def _run(command: str, order: dict) -> bytes:
    try:
        return run_limited(
            [sys.executable, "-X", "utf8", "-m", "documents.merging", command],
            stdin=json.dumps(order).encode(),
            memory_mb=1024,
            cpu_seconds=100,
            wall_seconds=120,
            most_output=MOST_MB * MEGABYTE,
        )
    except LimitExceeded as heavy:
        raise NotMerged(TOO_LARGE) from heavy
    except ProgramFailed as failure:
        raise NotMerged("Chưa gộp được các tệp PDF. Hãy tải về dạng gói tệp nén.") from failure


def _pages_here(path: str) -> int:
    import pypdfium2  # noqa: PLC0415 its errors stay in the child

    try:
        with (
            contextlib.closing(pypdfium2.PdfDocument(path)) as document,
            contextlib.closing(pypdfium2.PdfDocument.new()) as trial,
        ):
            if len(document) > MOST_PAGES:
                return 0
            # A file can tell its pages and still not give them: it is found out before the contents are printed.
            trial.import_pages(document)
            return len(trial)
    except (pypdfium2.PdfiumError, OSError):
        return 0


def _merge_here(paths: list[str], marks: list, into: str) -> None:
    import pypdfium2  # noqa: PLC0415 its errors stay in the child

    whole = pypdfium2.PdfDocument.new()
    for path in paths:
        with contextlib.closing(pypdfium2.PdfDocument(path)) as part:
            whole.import_pages(part)
    whole.save(into)
    # PDFium passes over a write that the limit has cut short.
    whole = pypdfium2.PdfDocument(into)
    whole.close()
    with Path(into).open("r+b") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # Bookmarks are a help, the pages are the thing.
        with contextlib.suppress(NotOurs):
            added = bookmarks(mapped, marks)
            file.seek(0, 2)
            file.write(added)


def main(command: str) -> None:
    order = json.load(sys.stdin)
    if command == "count":
        json.dump([_pages_here(path) for path in order["paths"]], sys.stdout)
    else:
        _merge_here(**order)


if __name__ == "__main__":
    main(sys.argv[1])
