"""The process tree: it starts, survives the loss of its broker's messages, and ends without leaving anything."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def environment(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # Always the smallest set-up: one PC, SQLite, the built-in broker.
    return {"PATH": os.environ["PATH"], "DANVAN_DATA_DIR": str(tmp_path), "PORT": str(port)}


@pytest.fixture
def start(environment, tmp_path):
    started = []

    def run():
        log = (tmp_path / "portal.log").open("w")
        process = subprocess.Popen(
            [sys.executable, "manage.py", "portal"],
            cwd=ROOT, env=environment, stdout=log, stderr=log,
        )  # fmt: skip
        started.append(process)
        url = f"http://127.0.0.1:{environment['PORT']}/suc-khoe/"
        assert eventually(lambda: answers(url), 60), (tmp_path / "portal.log").read_text()
        return process

    yield run
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return response.read() == b"ok"
    except OSError:
        return False


def eventually(holds, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.2)
    return False


def command(environment, *arguments):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip


def children(pid):
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True
    )
    return [int(child) for child in listed.stdout.split()]


def family(pid):
    """The pids of all processes below `pid`."""
    below = children(pid)
    return below + [each for child in below for each in family(child)]


def alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_the_portal_ends_cleanly_and_takes_every_process_with_it(start, environment, sign):
    portal = start()
    below = family(portal.pid)
    assert len(below) >= 5  # web and its workers, worker and its children, scheduler

    portal.send_signal(sign)

    assert portal.wait(30) == 0
    assert eventually(lambda: not any(map(alive, below)), 10)


def test_when_the_portal_itself_is_killed_no_orphan_keeps_the_port(start, environment):
    portal = start()
    below = family(portal.pid)

    portal.kill()
    portal.wait(10)

    assert eventually(lambda: not any(map(alive, below)), 30)


def test_a_dead_web_process_is_started_again(start, environment):
    portal = start()
    [web] = gunicorn_masters(portal)

    os.kill(web, signal.SIGKILL)

    url = f"http://127.0.0.1:{environment['PORT']}/suc-khoe/"
    assert eventually(lambda: gunicorn_masters(portal) not in ([], [web]) and answers(url), 30)


def gunicorn_masters(portal):
    return [pid for pid in children(portal.pid) if b"gunicorn" in cmdline(pid)]


def cmdline(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_a_busy_port_is_named_with_a_way_out(environment):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment["PORT"])))
        taken.listen()
        run = subprocess.run(
            [sys.executable, "manage.py", "portal"],
            cwd=ROOT, env=environment, capture_output=True, text=True,
        )  # fmt: skip

    assert run.returncode == 1
    assert f"Cổng {environment['PORT']}" in run.stderr
