"""Running a program that handles foreign input, within limits of memory, time, output and network.

The parent starts this module as a small launcher; the launcher limits itself and then becomes the program. Limits set
in this way hold from the first instruction of the program and need no `preexec_fn`, which is not safe in a worker
that has threads.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

MEGABYTE = 1024 * 1024
MOST_OUTPUT = 64 * MEGABYTE
MOST_OPEN_FILES = 256

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38

PROJECT = Path(__file__).resolve().parent.parent


class LimitExceeded(Exception):
    """The program asked for more time or memory than it is given, or was killed by a signal."""


class ProgramFailed(Exception):
    """The program ended by itself with an error. The message is the end of what it wrote to stderr."""


def run_limited(
    argv: list[str],
    *,
    stdin: bytes,
    memory_mb: int,
    cpu_seconds: int,
    wall_seconds: float,
    environment: dict[str, str] | None = None,
    most_output: int = MOST_OUTPUT,
) -> bytes:
    """What the program writes to stdout, at most `most_output` bytes, as is each other file it writes.

    `argv[0]` is the path of the program; it runs in the project root with an empty environment (or the one given), in
    a process group of its own that is killed as a whole when the wall clock runs out.
    Raises LimitExceeded or ProgramFailed; nothing of the program is left running in either case.
    """
    launcher = [
        sys.executable,
        "-S",
        "-E",
        str(Path(__file__)),
        str(memory_mb),
        str(cpu_seconds),
        str(most_output),
    ]
    # Files instead of pipes: RLIMIT_FSIZE then bounds the output, and no full pipe can block either side.
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as errors,
    ):
        given.write(stdin)
        given.seek(0)
        process = subprocess.Popen(
            [*launcher, *argv],
            stdin=given,
            stdout=output,
            stderr=errors,
            env=environment or {},
            cwd=PROJECT,
            start_new_session=True,
        )
        _wait(process, wall_seconds)
        judge(process.returncode, errors)
        output.seek(0)
        return output.read()


def _wait(process: subprocess.Popen, wall_seconds: float) -> None:
    try:
        process.wait(wall_seconds)
    except subprocess.TimeoutExpired as late:
        raise LimitExceeded(f"more than {wall_seconds} s of wall time") from late
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def judge(code: int, errors) -> None:
    """Raise what the exit code of a limited process means, if not success. `errors` is the file it wrote stderr to."""
    if code == 0:
        return
    errors.seek(0)
    said = errors.read(MEGABYTE).decode(errors="replace")[-2000:].strip()
    if code < 0:
        raise LimitExceeded(f"killed by {signal.Signals(-code).name}")
    # A program that meets a limit in a call and not by a signal says so in these words (Python, libc).
    if "MemoryError" in said or "File too large" in said:
        raise LimitExceeded(said)
    raise ProgramFailed(said or f"exit code {code}")


def limit_self(memory_mb: int, cpu_seconds: int, most_output: int = MOST_OUTPUT) -> None:
    """Bind this process and all it becomes or starts. Without network where the kernel allows that."""
    die_with_parent()
    leave_network()
    bind_self(memory_mb, cpu_seconds, most_output)


def die_with_parent() -> None:
    """The program must not outlive a worker that was killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def leave_network() -> None:
    """No network and no new rights, for this process and all below it. Where the kernel refuses: carry on with it."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # As root the network alone can be left; anybody else needs a user namespace for it.
    if libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def bind_self(memory_mb: int, cpu_seconds: int, most_output: int = MOST_OUTPUT) -> None:
    """Bind this process by limits of memory, processor time, output and open files."""
    for what, most in (
        (resource.RLIMIT_AS, memory_mb * MEGABYTE),
        (resource.RLIMIT_FSIZE, most_output),
        (resource.RLIMIT_NOFILE, MOST_OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # One second between the warning signal and the kill.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))


if __name__ == "__main__":
    memory, cpu, output, *program = sys.argv[1:]
    limit_self(int(memory), int(cpu), int(output))
    os.execve(program[0], program, os.environ)
