"""The processes of the experiment: started again when they die, as a service manager does, and killed by us."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

CELERY = [sys.executable, "-m", "celery", "--quiet", "-A", "chaos._app"]
RESTART_PAUSE = 1


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def worker(name, concurrency):
    return [
        *CELERY, "worker", "--hostname", f"{name}@%h", "--queues", "default,mail,control",
        "--concurrency", str(concurrency), "--loglevel", "critical", "--without-gossip",
        "--without-mingle", "--without-heartbeat",
    ]  # fmt: skip


def beat(folder):
    return [*CELERY, "beat", "--loglevel", "critical", "--pidfile=", "-s", f"{folder}/beat"]


def redis(port):
    return [
        "redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
    ]  # fmt: skip


def mail_server(port, log):
    return [sys.executable, "-m", "chaos._mail_server", str(port), str(log)]


class Cluster:
    """Named commands, kept running by a thread. `with Cluster({...}) as cluster`: at the end nothing is left."""

    def __init__(self, commands, killable):
        self.commands, self.killable = commands, killable
        self.children, self.held_down = {}, set()
        self.restarts = 0
        self.lock, self.over = threading.Lock(), threading.Event()

    def __enter__(self):
        for name in self.commands:
            self._start(name)
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.over.set()
        with self.lock:
            for child in self.children.values():
                end(child)

    def _start(self, name):
        self.children[name] = subprocess.Popen(
            self.commands[name],
            start_new_session=True,
            preexec_fn=die_with_the_parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _watch(self):
        while not self.over.wait(RESTART_PAUSE):
            with self.lock:
                for name, child in list(self.children.items()):
                    if child.poll() is not None and name not in self.held_down:
                        end(child)
                        self._start(name)
                        self.restarts += 1

    def kill_one(self, chance):
        """kill -9 a random process: a worker, a child of one, or the scheduler. Returns how many died of it."""
        with self.lock:
            mains = [self.children[name] for name in self.killable]
            found = [(pid, main) for main in mains for pid in (main.pid, *children_of(main.pid))]
            pid, main = chance.choice(found)
            if pid != main.pid:
                return kill(pid)
            died = 1 + len(children_of(pid))
            # As a service manager does: what the dead one had started ends with it.
            end(main)
            return died

    def stop(self, name):
        with self.lock:
            self.held_down.add(name)
            end(self.children[name])

    def go_on(self, name):
        with self.lock:
            self.held_down.discard(name)


def die_with_the_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def children_of(pid):
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return 0
    return 1


def end(child):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def wait_for_port(port, seconds=20):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers on port {port}")
