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

from tests.documents.pages import needs_printer

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
        assert eventually(lambda: answers(url), 180), (tmp_path / "portal.log").read_text()
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
    assert eventually(lambda: gunicorn_masters(portal) not in ([], [web]) and answers(url), 90)


def gunicorn_masters(portal):
    return [pid for pid in children(portal.pid) if b"gunicorn" in cmdline(pid)]


def cmdline(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()


# In the portal's own database: two plans, and both ordered as PDF, the long one first.
ORDER_A_LONG_AND_A_SHORT_PLAN = """
from tests.factories import make_commune, make_item, make_person, make_plan
from accounts.models import Role
from plans.jobs import content_of, order_pdf
commune = make_commune()
binh = make_person("Bình", commune, Role.COORDINATOR)
long, short = make_plan(binh), make_plan(binh, year=2027)
words = "Nâng cao hiệu quả công tác dân vận của chính quyền. " * 10
for at in range(600):
    make_item(long, text=words, position=at)
make_item(short, text=words, position=1)
for plan in (long, short):
    order_pdf(plan, *content_of(plan.pk), by=binh)
"""
STATES = """
from work.models import WorkRow
rows = WorkRow.objects.unscoped("test").order_by("pk")
print(*rows.values_list("state", flat=True))
"""


@needs_printer
def test_a_short_document_is_printed_while_a_long_one_is_in_work(start, environment):
    start()
    command(environment, "shell", "--command", ORDER_A_LONG_AND_A_SHORT_PLAN)
    seen = []

    def both_done():
        seen.append(command(environment, "shell", "--command", STATES).split()[-2:])
        return seen[-1] == ["done", "done"]

    assert eventually(both_done, 180), seen
    assert ["running", "done"] in seen


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
