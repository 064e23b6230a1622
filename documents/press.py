"""The press: a process that has the printer and its style sheet loaded, and forks a child for each document.

Loading takes as long as printing forty pages; a fork takes a few milliseconds. The child inherits what is loaded and
nothing of the documents before it, binds itself to the limits of its document, and ends with it. It is forked, and has
its fonts, before its document comes.

Started and spoken to by `documents.warm_printer` alone. Stdin is a socket of messages: the child takes the order from
it, the press answers with the child's status. The end of that socket, or a long time without an order, ends both.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import traceback
from base64 import b64decode
from typing import NoReturn

from documents import pdf
from documents.limits import bind_self, die_with_parent, leave_network
from documents.model import (
    AdministrativeDocument,
    Cell,
    Item,
    Letterhead,
    Signature,
    Table,
    text_of,
)
from documents.storage import from_dict

LONGEST_MESSAGE = 4096
TAKEN = b"1"
PHOTOS = "photo_bytes"
# A document of no account with something of everything, to warm up with.
SPECIMEN = AdministrativeDocument(
    kind="KẾ HOẠCH",
    subject="Làm nóng máy in",
    letterhead=Letterhead(issuer=("ỦY BAN NHÂN DÂN",)),
    items=(
        Item("I", heading=text_of("MỤC")),
        Item("-", text=text_of("Một dòng chữ.")),
        Item(table=Table(((Cell(text_of("Ô")),), (Cell(text_of("Ô")),)))),
    ),
    recipients=("Lưu: VT",),
    signature=Signature(("CHỦ TỊCH",), "Họ và tên"),
)


def main(idle_seconds: float, scratch: str) -> None:
    """Load everything, say so ({} or {"trouble": a Vietnamese sentence}), then print what is ordered until there was
    nothing for so long. Deletes the folder `scratch`, where its temporary files are, at the end.
    """
    orders = socket.socket(fileno=os.dup(0))
    leave_network()
    trouble = pdf.missing_pdf_support()
    if not trouble:
        _warm_up()
    orders.send(json.dumps({"trouble": trouble} if trouble else {}).encode())
    while not trouble:
        status = _status_of_a_child(orders, idle_seconds)
        if status is None:
            break
        orders.send(json.dumps({"status": status}).encode())
    shutil.rmtree(scratch, ignore_errors=True)


def _warm_up() -> None:
    # The first rendering loads what is loaded late: colour profile, tags, half of Python.
    pdf.write_pdf(SPECIMEN)
    # Pango may keep threads for its fonts, and no thread survives a fork: each child has fonts of its own.
    pdf.forget_fonts()
    gc.collect()
    # What is loaded stays for good: the children neither search it for rubbish nor copy its pages for that.
    gc.freeze()


def _status_of_a_child(orders: socket.socket, idle_seconds: float) -> int | None:
    """Fork a child that prints the next order; its status as `os.waitpid` has it.

    None where the child took no order, or nobody waits for what it prints: the press is to end then. A status that
    answers no order would be taken for the answer to the next one.
    """
    # A killed child clears up nothing.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        # The child holds one end of this pipe: the other hangs up once it has ended.
        ended, held = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(ended)
            _print_one_and_exit(orders, idle_seconds, scratch, held)
        os.close(held)
        try:
            parent_gone = orders.fileno() in _hung_up(ended, orders.fileno())
            if parent_gone:
                os.kill(child, signal.SIGKILL)
            status = os.waitpid(child, 0)[1]
            return None if parent_gone or os.read(ended, 1) != TAKEN else status
        finally:
            os.close(ended)


def _hung_up(*files: int) -> list[int]:
    """Wait until at least one of the files has no other side any more."""
    waiting = select.poll()
    for file in files:
        waiting.register(file, 0)
    return [file for file, _ in waiting.poll()]


def _print_one_and_exit(
    orders: socket.socket, idle_seconds: float, scratch: str, held: int
) -> NoReturn:
    code = 1
    try:
        die_with_parent()
        os.environ["TMPDIR"] = tempfile.tempdir = scratch
        pdf.load_fonts()
        order, files = _next_order(orders, idle_seconds)
        if not order:
            os._exit(0)
        os.write(held, TAKEN)
        for number, file in enumerate(files):
            os.dup2(file, number)
        bind_self(**order)
        print_stored()
        code = 0
    except BaseException:  # noqa: BLE001 whatever it was, the parent reads it from the file of errors
        with contextlib.suppress(BaseException):
            os.write(2, traceback.format_exc()[-8000:].encode())
    finally:
        os._exit(code)


def _next_order(orders: socket.socket, idle_seconds: float) -> tuple[dict, list[int]]:
    """The limits of the next document and its three files: input, output, errors. Empty where none comes."""
    if not select.select([orders], [], [], idle_seconds)[0]:
        return {}, []
    message, files, _, _ = socket.recv_fds(orders, LONGEST_MESSAGE, 3)
    return json.loads(message or "{}"), files


def print_stored() -> None:
    """A stored document (`documents.storage.to_dict`, as JSON) from stdin, its PDF to stdout.

    Under PHOTOS it may have the bytes of its photos: SHA-256 → base64.
    """
    with open(0, "rb", closefd=False) as given, open(1, "wb", closefd=False) as output:
        stored = json.load(given)
        photos = {name: b64decode(data) for name, data in stored.pop(PHOTOS, {}).items()}
        output.write(pdf.write_pdf(from_dict(stored), photos))


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2])
