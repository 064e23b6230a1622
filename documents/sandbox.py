"""Reading an uploaded file in a process with limits of memory, time and network.

The file comes from outside: whatever it makes of the reader, it cannot take the worker along.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from documents.limits import LimitExceeded, run_limited
from documents.model import Reading, Unreadable
from documents.outline_json import reading_to_json
from documents.storage import to_dict

TOO_COMPLEX = (
    "Tệp quá phức tạp nên không đọc được trong giới hạn cho phép; "
    "hãy kiểm tra lại tệp hoặc chia nhỏ nội dung."
)


def read_safely(
    path_in: str | Path,
    filename: str,
    *,
    memory_mb: int = 512,
    cpu_seconds: int = 20,
    wall_seconds: float = 30,
) -> dict:
    """The reading of the file at `path_in`, as JSON values.

    "document" is the tree (`documents.storage.from_dict` makes it one again); all other keys are
    those of `documents.outline_json.reading_to_json`, and "source_lines".
    Raises Unreadable with one Vietnamese sentence, also where a limit was reached. An error of the
    reader itself is `documents.limits.ProgramFailed`.
    """
    command = [sys.executable, "-X", "utf8", "-m", "documents.sandbox", "read"]
    limits = {
        "memory_mb": memory_mb,
        "cpu_seconds": cpu_seconds,
        "wall_seconds": wall_seconds,
    }
    try:
        # A killed reader clears up nothing, nor does a program it had started.
        with tempfile.TemporaryDirectory(
            prefix="danvan-read-", ignore_cleanup_errors=True
        ) as scratch:
            output = run_limited(
                [*command, filename.replace("\0", "")],
                stdin=Path(path_in).read_bytes(),
                environment={"TMPDIR": scratch},
                **limits,
            )
    except LimitExceeded as limit:
        raise Unreadable(TOO_COMPLEX) from limit
    told = json.loads(output)
    if "unreadable" in told:
        raise Unreadable(told["unreadable"])
    return told


def reading_as_json(reading: Reading) -> dict:
    """Everything in a reading as JSON values: what `read_safely` returns."""
    return {
        "document": to_dict(reading.document),
        **reading_to_json(reading),
        "source_lines": list(reading.source_lines),
    }


def _read_here(data: bytes, filename: str) -> dict:
    # Imported here: the parent needs only the limits, and an error of the reader stays in the child.
    from documents.reading import read_plan  # noqa: PLC0415

    try:
        return reading_as_json(read_plan(data, filename))
    except Unreadable as why:
        return {"unreadable": str(why)}


if __name__ == "__main__":
    _, command, name = sys.argv
    if command != "read":
        raise SystemExit(f"unknown command {command}")
    sys.stdout.write(json.dumps(_read_here(sys.stdin.buffer.read(), name), ensure_ascii=False))
