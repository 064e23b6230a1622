"""The press that stays warm: one to a process, dead with it, and no document in the way of the next."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from documents import warm_printer
from documents.pdf_sandbox import PdfFailed, render_pdf_safely
from documents.storage import to_dict
from documents.warm_printer import end_press
from tests.documents.pages import needs_printer, words_of_all
from tests.documents.samples import PLAN, with_pages

pytestmark = needs_printer

ROOT = Path(__file__).resolve().parents[2]
SHORT = to_dict(PLAN)
LONG = to_dict(with_pages(25))
LONG_ENOUGH_TO_BE_CAUGHT = 10


@pytest.fixture
def cold():
    end_press()
    yield
    end_press()


def presses(pid):
    return [each for each in children(pid) if b"documents.press" in _command(each)]


def children(pid):
    """The processes that this one started and that still run or wait to be asked for their end."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(each) for each in found.read_text().split()] if found.exists() else []


def printing_child(press):
    """The child of the press that has taken a document, or None: it is bound to the limits of that."""
    bound = (child for child in children(press) if _address_space(child) not in ("", "unlimited"))
    return next(bound, None)


def _address_space(pid):
    try:
        limits = Path(f"/proc/{pid}/limits").read_text()
    except OSError:
        return ""
    return limits.partition("Max address space")[2].split(maxsplit=1)[0]


def _command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def wait_for(what, seconds=LONG_ENOUGH_TO_BE_CAUGHT):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.01)
    return what()


def printing(document):
    """A document being printed in a thread of its own: the thread, and the list its PDF or error comes to."""
    result = []

    def act():
        try:
            result.append(render_pdf_safely(document))
        except PdfFailed as failed:
            result.append(failed)

    thread = threading.Thread(target=act)
    thread.start()
    return thread, result


def test_one_press_prints_document_after_document(cold):
    first = render_pdf_safely(SHORT)
    (press,) = presses(os.getpid())

    assert render_pdf_safely(SHORT) == first
    assert presses(os.getpid()) == [press]


def test_a_press_that_was_killed_is_started_again(cold):
    first = render_pdf_safely(SHORT)
    (press,) = presses(os.getpid())

    os.kill(press, signal.SIGKILL)

    assert render_pdf_safely(SHORT) == first
    assert presses(os.getpid()) not in ([], [press])


def test_a_child_that_was_killed_before_its_document_came_answers_for_no_other(cold):
    render_pdf_safely(SHORT)
    (press,) = presses(os.getpid())
    (child,) = wait_for(lambda: children(press))

    os.kill(child, signal.SIGKILL)

    for at in range(3):
        document = to_dict(PLAN.with_changes(subject=f"Kế hoạch số {at}"))
        assert f"Kế hoạch số {at}" in words_of_all(render_pdf_safely(document))


def test_a_press_that_is_killed_in_the_middle_of_a_document_prints_it_at_the_second_try(cold):
    render_pdf_safely(SHORT)
    (press,) = presses(os.getpid())
    thread, result = printing(LONG)
    assert wait_for(lambda: printing_child(press))

    os.kill(press, signal.SIGKILL)

    thread.join()
    assert "MỤC SỐ 49" in words_of_all(result[0])


def test_a_document_that_takes_too_long_leaves_nothing_running_and_the_next_is_printed(cold):
    render_pdf_safely(SHORT)
    (press,) = presses(os.getpid())
    before = [press, *children(press)]

    with pytest.raises(PdfFailed, match="^Văn bản quá phức tạp"):
        render_pdf_safely(LONG, wall_seconds=0.3)

    assert wait_for(lambda: not any(map(_command, before)))
    assert render_pdf_safely(SHORT)


def test_a_document_that_wants_too_much_memory_ends_alone(cold):
    render_pdf_safely(SHORT)
    (press,) = presses(os.getpid())

    with pytest.raises(PdfFailed, match="^Văn bản quá phức tạp"):
        render_pdf_safely(LONG, memory_mb=200)

    assert presses(os.getpid()) == [press]
    assert render_pdf_safely(SHORT)


def test_a_press_without_work_ends_and_gives_its_memory_back(cold, monkeypatch):
    monkeypatch.setattr(warm_printer, "IDLE_SECONDS", 0.1)
    first = render_pdf_safely(SHORT)
    (press,) = presses(os.getpid())

    assert wait_for(lambda: _state(press) == "Z")
    assert render_pdf_safely(SHORT) == first


def _state(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def test_the_press_has_no_network_where_the_kernel_allows_that(cold):
    allowed = subprocess.run(["unshare", "--net", "true"], capture_output=True).returncode == 0
    if not allowed:
        pytest.skip("this kernel lets nobody leave the network")
    render_pdf_safely(SHORT)
    (press,) = presses(os.getpid())

    assert os.readlink(f"/proc/{press}/ns/net") != os.readlink("/proc/self/ns/net")


WORKER = """
import json, sys
from documents.pdf_sandbox import render_pdf_safely
short, long = json.load(sys.stdin)
render_pdf_safely(short)
print("warm", flush=True)
render_pdf_safely(long)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_press_and_its_document_end_with_their_worker_however_it_ends(how, tmp_path):
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    worker.stdin.write(json.dumps([SHORT, LONG]).encode())
    worker.stdin.close()
    assert worker.stdout.readline() == b"warm\n"
    (press,) = presses(worker.pid)
    child = wait_for(lambda: printing_child(press))

    worker.send_signal(how)
    worker.wait()
    worker.stdout.close()

    assert wait_for(lambda: not _command(press) and not _command(child))
    assert list(tmp_path.iterdir()) == []


def test_a_forked_process_has_a_press_of_its_own_and_leaves_that_of_its_parent_alone(cold):
    first = render_pdf_safely(SHORT)
    (press,) = presses(os.getpid())

    child = os.fork()
    if child == 0:
        right = False
        try:
            right = render_pdf_safely(SHORT) == first and len(presses(os.getpid())) == 1
        finally:
            end_press()
            os._exit(0 if right else 1)

    assert os.waitpid(child, 0)[1] == 0
    assert presses(os.getpid()) == [press]
    assert render_pdf_safely(SHORT) == first


def test_two_threads_of_one_process_take_turns_and_get_their_own_documents(cold):
    documents = [to_dict(PLAN.with_changes(subject=f"Kế hoạch số {at}")) for at in range(4)]

    threads = [printing(document) for document in documents]
    for thread, _ in threads:
        thread.join()

    for at, (_, result) in enumerate(threads):
        assert f"Kế hoạch số {at}" in words_of_all(result[0])
    assert len(presses(os.getpid())) == 1
