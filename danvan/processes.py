"""One process tree: web, worker and scheduler start together and end together."""

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


def worker(queues, concurrency=2):
    return _python(
        "celery", "--quiet", "-A", "danvan", "worker", "--queues", ",".join(queues), "--concurrency",
        concurrency, "--loglevel", "warning", "--without-gossip", "--without-mingle",
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
