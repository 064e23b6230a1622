"""Printing through a press that stays warm between documents (see `documents.press`): the side that orders.

One press to a process, started by its first document and ended with it, however it ends. A press that died is
started again; one that is killed because a document took too long takes only that document along.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading

from documents.limits import PROJECT, LimitExceeded, ProgramFailed, judge
from documents.pdf import PdfUnavailable, font_directory

MOST_SECONDS_TO_START = 60
# Memory is scarce in a small office: a press without work gives its own back.
IDLE_SECONDS = 600


class PressGone(Exception):
    """The press ended without an answer."""


def print_warm(given: bytes, *, memory_mb: int, cpu_seconds: int, wall_seconds: float) -> bytes:
    """The PDF of a stored document (JSON), at most 64 MB, made by a child of the press of this process.

    Threads of one process take turns. Raises LimitExceeded, ProgramFailed or PdfUnavailable; no child is left
    running in any case.
    """
    limits = {"memory_mb": memory_mb, "cpu_seconds": cpu_seconds}
    with _turn:
        try:
            return _press().print(given, limits, wall_seconds)
        except PressGone:
            # It had waited for work too long, or somebody killed it: the next one is not tired.
            pass
        try:
            return _press().print(given, limits, wall_seconds)
        except PressGone as gone:
            # Twice with the same document: the machine had no more memory for it.
            raise LimitExceeded("the press ended with the document") from gone


class Press:
    """A running press and the socket to it. `trouble` is the sentence of a machine that cannot print."""

    def __init__(self, fonts: str):
        self.fonts = fonts
        # What is killed clears up nothing; a press that ends by itself deletes this folder too.
        self.scratch = tempfile.mkdtemp(prefix="danvan-press-")
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 it is open as long as the press runs
        self.orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 our own program, no shell
                [sys.executable, "-m", "documents.press", str(IDLE_SECONDS), self.scratch],
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=self.errors,
                env={"DANVAN_FONT_DIR": fonts, "TMPDIR": self.scratch},
                cwd=PROJECT,
                start_new_session=True,
            )
        try:
            self.trouble = self._answer(MOST_SECONDS_TO_START).get("trouble")
        except BaseException as failure:
            self.end()
            if isinstance(failure, (PressGone, TimeoutError)):
                raise ProgramFailed(f"the press does not start: {failure}") from failure
            raise

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def print(self, given: bytes, limits: dict, wall_seconds: float) -> bytes:
        """The PDF. Raises PressGone where the press ended, else as `print_warm`."""
        with (
            tempfile.TemporaryFile() as source,
            tempfile.TemporaryFile() as output,
            tempfile.TemporaryFile() as errors,
        ):
            source.write(given)
            source.seek(0)
            files = [each.fileno() for each in (source, output, errors)]
            status = self._order(limits, files, wall_seconds)
            judge(os.waitstatus_to_exitcode(status), errors)
            output.seek(0)
            return output.read()

    def _order(self, order: dict, files: list[int], wall_seconds: float) -> int:
        try:
            socket.send_fds(self.orders, [json.dumps(order).encode()], files)
            return self._answer(wall_seconds)["status"]
        except TimeoutError as late:
            self.end()
            raise LimitExceeded(f"more than {wall_seconds} s of wall time") from late
        except OSError as broken:
            self.end()
            raise PressGone from broken
        except BaseException:
            # The worker itself is being stopped: the answer that is still to come must not be read as the next one.
            self.end()
            raise

    def _answer(self, seconds: float) -> dict:
        self.orders.settimeout(seconds)
        said = self.orders.recv(65536)
        if not said:
            self.errors.seek(0)
            raise PressGone(self.errors.read()[-2000:].decode(errors="replace"))
        return json.loads(said)

    def end(self) -> None:
        """Kill the press with the child it may have."""
        # A process that has been waited for has given its number away.
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.let_go()

    def let_go(self) -> None:
        """Close this side. The press then ends by itself, unless another process holds the socket too."""
        self.orders.close()
        self.errors.close()


_turn = threading.Lock()
_kept: Press | None = None


def _press() -> Press:
    """The press of this process, started where there is none yet or the fonts lie elsewhere now."""
    global _kept
    fonts = str(font_directory().resolve())
    if _kept and (not _kept.is_running or _kept.fonts != fonts):
        _kept.end()
        _kept = None
    _kept = _kept or Press(fonts)
    if _kept.trouble:
        trouble = _kept.trouble
        _kept.end()
        _kept = None
        raise PdfUnavailable(trouble)
    return _kept


def end_press() -> None:
    """End the press of this process, if there is one. The next document starts another."""
    global _kept
    with _turn:
        if _kept:
            _kept.end()
        _kept = None


def _after_fork() -> None:
    """A forked process has no press yet: that of its parent is not its own, to use or to keep alive."""
    global _kept, _turn
    _turn = threading.Lock()
    if _kept:
        _kept.let_go()
    _kept = None


os.register_at_fork(after_in_child=_after_fork)
