"""Limits of a program that handles foreign input."""

import os
import sys
import time
from pathlib import Path

import pytest

from documents.limits import LimitExceeded, ProgramFailed, run_limited

GENEROUS = {"memory_mb": 256, "cpu_seconds": 10, "wall_seconds": 20}


def run_python(code, stdin=b"", **limits):
    return run_limited([sys.executable, "-c", code], stdin=stdin, **{**GENEROUS, **limits})


def test_the_output_of_a_modest_program_comes_back():
    code = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"

    assert run_python(code, b"abc") == b"cba"


def test_nothing_of_our_environment_reaches_the_program(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do-not-tell")

    seen = run_python("import os; print(sorted(os.environ))").decode()

    assert "SECRET_KEY" not in seen


def test_a_program_that_wants_too_much_memory_is_stopped():
    with pytest.raises(LimitExceeded):
        run_python("x = bytearray(600 * 1024 * 1024)")


def test_a_program_that_computes_too_long_is_stopped():
    with pytest.raises(LimitExceeded):
        run_python("while True: pass", cpu_seconds=1)


def test_a_program_that_waits_too_long_is_killed_with_the_children_it_started(tmp_path):
    pid_file = tmp_path / "pid"
    code = (
        "import subprocess, sys, time; child = subprocess.Popen(['/bin/sleep', '60']);"
        f"open({str(pid_file)!r}, 'w').write(str(child.pid)); time.sleep(60)"
    )

    with pytest.raises(LimitExceeded):
        run_python(code, wall_seconds=2)

    assert _ends(int(pid_file.read_text()))


def _ends(pid):
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().split()[2]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    os.kill(pid, 9)
    return False


def test_output_without_end_is_stopped():
    with pytest.raises(LimitExceeded):
        run_limited(["/bin/cat", "/dev/zero"], stdin=b"", **GENEROUS)


def test_a_program_that_fails_tells_why():
    with pytest.raises(ProgramFailed, match="no such thing"):
        run_python("raise SystemExit('no such thing')")
