"""Files of other word processors (.doc, .odt, .rtf) as .docx, by LibreOffice where it is installed.

It runs within limits of memory, time and network and is killed with whoever waits for it. Each run has a profile of
its own, which is gone afterwards; macros and links to elsewhere are switched off in it.
"""

from __future__ import annotations

import resource
import shutil
import tempfile
from pathlib import Path

from documents.limits import MEGABYTE, LimitExceeded, ProgramFailed, run_limited
from documents.model import Unreadable
from documents.sniff import LOCKED

MEMORY_MB, CPU_SECONDS, WALL_SECONDS = 512, 15, 20
# With a new profile the program ends at once and asks to be started again.
_STARTS = 2
_NAMES = {"doc": "Word đời cũ (.doc)", "odt": "OpenDocument (.odt)", "rtf": "RTF"}
_TOO_MUCH = "Tệp quá phức tạp nên không chuyển sang .docx được; hãy mở bằng Word, lưu thành .docx rồi tải lên lại."
_LOCKED_DOC = (512 + 10, 0x01)  # the byte of the first block that tells of a password, and its bit
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def as_docx(data: bytes, kind: str) -> bytes:
    """The same document as .docx. `kind` is "doc", "odt" or "rtf".

    Raises Unreadable with one Vietnamese sentence where LibreOffice is not there or cannot open the file.
    """
    program = _program()
    if program is None:
        raise Unreadable(_save_it(kind))
    if kind == "doc" and _has_password(data):
        raise Unreadable(LOCKED)
    with tempfile.TemporaryDirectory(prefix="danvan-office-") as folder:
        source = Path(folder) / f"in.{kind}"
        source.write_bytes(data)
        made = _converted(program, source)
        if made is None:
            raise Unreadable(
                f"Không mở được tệp {_NAMES[kind]}: tệp bị hỏng hoặc có mật khẩu. "
                "Hãy mở bằng Word, lưu thành .docx rồi tải lên lại."
            )
        return made


def has_office() -> bool:
    """Whether files of other word processors can be read on this machine."""
    return _program() is not None


def _program() -> Path | None:
    """The program itself: the script that starts it would hand it to a process nobody could end."""
    script = shutil.which("soffice") or shutil.which("libreoffice")
    program = Path(script).resolve().parent / "soffice.bin" if script else None
    return program if program and program.exists() else None


def _save_it(kind: str) -> str:
    return f"Cổng không đọc trực tiếp được tệp {_NAMES[kind]}; hãy mở bằng Word, lưu thành .docx rồi tải lên lại."


def _converted(program: Path, source: Path) -> bytes | None:
    folder = source.parent
    profile, made = folder / "profile", folder / "in.docx"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    argv = [
        *(str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)),
    ]
    for _ in range(_STARTS):
        _start(argv, folder)
        if made.exists():
            return made.read_bytes()
    return None


def _start(argv: list[str], folder: Path) -> None:
    # Below a process with limits of its own, nothing may ask for more.
    own = resource.getrlimit(resource.RLIMIT_AS)[1]
    memory = MEMORY_MB if own == resource.RLIM_INFINITY else min(own // MEGABYTE, MEMORY_MB)
    try:
        run_limited(
            argv,
            stdin=b"",
            memory_mb=memory,
            cpu_seconds=CPU_SECONDS,
            wall_seconds=WALL_SECONDS,
            environment={"HOME": str(folder), "LANG": "C.UTF-8"},
        )
    except ProgramFailed:
        return
    except LimitExceeded as limit:
        raise Unreadable(_TOO_MUCH) from limit


def _has_password(data: bytes) -> bool:
    at, bit = _LOCKED_DOC
    return data[512:514] == b"\xec\xa5" and len(data) > at + 1 and bool(data[at + 1] & bit)
