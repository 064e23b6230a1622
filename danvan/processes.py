"""One process tree: web, workers and scheduler start together and end together.

Run as a file and not as part of the portal (see `take_over`): so the process that only watches loads nothing of it.
"""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time

log = logging.getLogger(__name__)
PR_SET_PDEATHSIG = 1
RESTART_PAUSE = 2
PATIENCE = 15


def web(port, workers=2):
    address = f"127.0.0.1:{port}"
    return _python(
        "gunicorn", "danvan.wsgi", "--bind", address, "--workers", workers, "--threads", 4,
        "--worker-class", "gthread", "--timeout", 60, "--graceful-timeout", 10,
        "--max-requests", 2000, "--max-requests-jitter", 200, "--log-level", "warning", "--no-control-socket",
    )  # fmt: skip


# A document of many pages must not keep a short one waiting, so it has a queue and a worker of its own.
QUEUES = ("default", "import", "mail", "pdf")
LONG_QUEUES = ("pdf_long",)


def worker(queues, concurrency=2):
    return _worker("worker", queues, "--concurrency", concurrency)


def long_worker(queues):
    # One process that takes one job after the other: half the memory of a pool of one.
    return _worker("long-worker", queues, "--pool", "solo")


def _worker(name, queues, *pool):
    return _python(
        "celery", "--quiet", "-A", "danvan", "worker", "--hostname", f"{name}@%h", "--queues",
        ",".join(queues), *pool, "--loglevel", "warning", "--without-gossip", "--without-mingle",
        "--without-heartbeat",
    )  # fmt: skip


def scheduler():
    return _python(
        "celery", "--quiet", "-A", "danvan", "beat", "--loglevel", "warning", "--pidfile", ""
    )


def _python(module, *arguments):
    # Celery prints a page of warning to whoever runs it as root, at every start.
    quiet = ["-W", "ignore:You're running the worker with superuser"]
    return [sys.executable, *quiet, "-m", module, *map(str, arguments)]


def take_over(port):
    """Become the process that runs the portal on this port; never returns. What is loaded now is given back."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, __file__, str(port)])  # noqa: S606 no shell is wanted


def main(port):
    """Run everything until SIGINT or SIGTERM."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    ProcessTree(
        {
            "web": web(port),
            "worker": worker(QUEUES),
            "long worker": long_worker(LONG_QUEUES),
            "scheduler": scheduler(),
        }
    ).run()
    sys.stdout.write("danvan đã dừng.\n")


class ProcessTree:
    """Runs named commands until it is told to stop. A child that dies is started again."""

    def __init__(self, commands):
        self.commands = commands
        self.children = {}
        self.stopping = False

    def run(self):
        """Start everything and stay until SIGINT or SIGTERM; then end every child and return."""
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, self._stop)
        for name in self.commands:
            self._start(name)
        while not self.stopping:
            self._restart_the_dead()
            time.sleep(0.3)
        self._end_all()

    def _start(self, name):
        # A session of its own: Ctrl-C reaches this process alone, which then ends the children in order.
        self.children[name] = subprocess.Popen(  # noqa: S603 the commands above, no shell
            self.commands[name], start_new_session=True, preexec_fn=_die_with_the_parent
        )

    def _restart_the_dead(self):
        for name, child in self.children.items():
            if child.poll() is not None and not self.stopping:
                log.error("%s ended with code %s; starting it again", name, child.returncode)
                time.sleep(RESTART_PAUSE)
                self._start(name)

    def _stop(self, *_):
        self.stopping = True

    def _end_all(self):
        for child in self.children.values():
            child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def _die_with_the_parent():
    # Were the parent killed -9, no orphan may hold the port or keep taking work.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1])
