"""The promise about reminders, tried: a notice in the portal exactly once, a mail never lost and seldom repeated.

Reminders for as many people go out while workers and scheduler are killed -9, Redis is wiped and stopped, and the mail
server refuses, or breaks off when a mail may have arrived. PostgreSQL, Redis and the mail server are real and, but for
PostgreSQL, started for it; all traffic stays on this machine. Control: the same mails by the same workers as bare tasks
noted before they are sent; it must lose some, or nothing has been shown.
Run: python -m chaos.reminders [--small]. DANVAN_TEST_DATABASE_URL names the PostgreSQL server; the experiment makes a
database of its own there and drops it.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from chaos import _cluster

SERVER = "postgres://postgres@127.0.0.1:5432/postgres"
DOMAIN = "people.test"


class Size(NamedTuple):
    people: int
    kills: int
    workers: int
    seconds_without_a_kill: float
    redis_away: float
    patience: int


FULL = Size(10_000, 50, 3, 8, 15, 1200)
SMALL = Size(300, 8, 2, 2.5, 2, 120)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true", help="300 people, under a minute")
    size = SMALL if parser.parse_args().small else FULL
    # Ended from outside it still drops its database.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory() as folder:
        ports = prepare(Path(folder), size)
        import django

        try:
            create_database()
        except OSError as problem:
            print(f"PostgreSQL is not reachable: {problem}. Set DANVAN_TEST_DATABASE_URL.")
            return 1
        try:
            django.setup()
            return experiment(Path(folder), size, *ports)
        finally:
            drop_database()


def prepare(folder, size):
    """Environment of every process; returns the ports of Redis and of the mail server."""
    redis_port, mail_port = _cluster.free_port(), _cluster.free_port()
    server = os.environ.get("DANVAN_TEST_DATABASE_URL", SERVER)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="danvan.settings",
        DANVAN_DATA_DIR=str(folder),
        DATABASE_URL=f"{server.rsplit('/', 1)[0]}/danvan_chaos_{os.getpid()}",
        REDIS_URL=f"redis://127.0.0.1:{redis_port}/0",
        EMAIL_URL=f"smtp://127.0.0.1:{mail_port}",
        CHAOS_PACE="quick" if size is SMALL else "portal",
    )
    return redis_port, mail_port


def create_database():
    in_server("CREATE DATABASE {}")


def drop_database():
    in_server("DROP DATABASE IF EXISTS {} WITH (FORCE)")


def in_server(statement):
    import environ
    import psycopg2
    from psycopg2.sql import SQL, Identifier

    config = environ.Env.db_url_config(os.environ["DATABASE_URL"])
    try:
        connection = psycopg2.connect(
            dbname="postgres", host=config["HOST"], port=config["PORT"] or 5432,
            user=config["USER"], password=config["PASSWORD"], connect_timeout=3,
        )  # fmt: skip
    except psycopg2.OperationalError as problem:
        raise OSError(str(problem).strip()) from problem
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(SQL(statement).format(Identifier(config["NAME"])))
    connection.close()


def experiment(folder, size, redis_port, mail_port) -> int:
    from django.core.management import call_command

    from chaos import _people

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    log = folder / "mails.log"
    log.touch()
    workers = {f"worker{n}": _cluster.worker(f"w{n}", 2) for n in range(size.workers)}
    first = {
        "redis": _cluster.redis(redis_port),
        "mail server": _cluster.mail_server(mail_port, log),
    }
    commands = {**first, **workers, "beat": _cluster.beat(folder)}
    _people.make(size.people, DOMAIN)
    with _cluster.Cluster(commands, killable=[*workers, "beat"]) as cluster:
        _cluster.wait_for_port(redis_port)
        _cluster.wait_for_port(mail_port)
        _people.order_control(size.people)
        began = time.monotonic()
        harm = Harm(cluster, log, size, redis_port).do()
        last_harm = time.monotonic()
        settled = wait_until_settled(size)
        figures = {
            "name": "reminders",
            "people": size.people,
            **harm,
            **judged(log, size.people),
            **_people.notices_found(size.people),
            "settled": settled,
            "seconds_from_last_harm_to_empty": round(time.monotonic() - last_harm),
            "seconds": round(time.monotonic() - began),
        }
    return told(figures)


class Harm:
    """Everything that is done to the portal while it works, spread over the work, with the same dice each time."""

    def __init__(self, cluster, log, size, redis_port):
        self.cluster, self.log, self.size, self.redis_port = cluster, log, size, redis_port
        self.chance = random.Random(11)
        self.busy = log.with_suffix(".busy")
        third, half, late = size.kills // 3, size.kills // 2, size.kills * 3 // 4
        self.plan = {
            third: self.busy.touch,
            half: self.flush,
            half + 1: self.busy.unlink,
            late: self.stop_redis,
        }

    def do(self):
        died = 0
        self.wait_for_first_mail()
        for number in range(self.size.kills):
            self.wait_for_progress(number + 1)
            died += self.cluster.kill_one(self.chance)
            self.plan.get(number, int)()
            print(f"kill {number + 1}, {self.taken()} mails out", file=sys.stderr, flush=True)
        return {"kills": self.size.kills, "processes_killed": died}

    def wait_for_first_mail(self):
        until = time.monotonic() + 240
        while not self.taken() and time.monotonic() < until:
            time.sleep(0.2)

    def wait_for_progress(self, number):
        """Until the next share of the mails is out, or nothing has happened for long enough."""
        share = number * self.size.people / (self.size.kills + 2)
        until = time.monotonic() + self.size.seconds_without_a_kill
        time.sleep(0.5)
        while time.monotonic() < until and self.taken() < share:
            time.sleep(0.3)

    def taken(self):
        return self.log.read_text(encoding="utf-8").count(f"@{DOMAIN}")

    def flush(self):
        import redis

        redis.Redis(port=self.redis_port).flushall()

    def stop_redis(self):
        """Killed and away for a while; it comes back empty."""
        self.cluster.stop("redis")
        time.sleep(self.size.redis_away)
        self.cluster.go_on("redis")


def wait_until_settled(size):
    """Whether every message went out and no work is left, within the patience."""
    from chaos import _people

    until = time.monotonic() + size.patience
    while time.monotonic() < until:
        if _people.is_all_done(size.people):
            return True
        time.sleep(0.5)
    return False


def judged(log, people):
    """What the mail server saw: who got nothing, who got how many, and whether repeats can be told."""
    ours, control, mishaps = defaultdict(list), defaultdict(list), Counter()
    for line in log.read_text(encoding="utf-8").splitlines():
        word, *rest = line.split(maxsplit=2)
        if word != "taken":
            mishaps[word] += 1
            continue
        address, message_id = rest
        (ours if address.endswith(f"@{DOMAIN}") else control)[address].append(message_id)
    return {
        "server_refused": mishaps["refused"],
        "server_broke_off_before_taking": mishaps["cut_before_taking"],
        "server_broke_off_after_taking": mishaps["cut_after_taking"],
        "mails_lost": people - len(ours),
        "mails_repeated": sum(len(ids) - 1 for ids in ours.values()),
        "repeats_under_another_message_id": sum(len(set(ids)) - 1 for ids in ours.values()),
        "control_lost": people - len(control),
        "control_repeated": sum(len(ids) - 1 for ids in control.values()),
    }


def told(figures) -> int:
    """Print the figures as a table and as JSON; 0 when the promise was kept and the control broke it."""
    most_repeats = figures["processes_killed"] + figures["server_broke_off_after_taking"]
    kept = (
        figures["settled"]
        and figures["notices_lost"] == figures["notices_doubled"] == figures["mails_lost"] == 0
        and figures["mails_repeated"] <= most_repeats
        and figures["repeats_under_another_message_id"] == 0
    )
    figures.update(most_repeats_allowed=most_repeats, promise_kept=kept)
    print(f"{'':44}{'portal':>10}{'control':>10}")
    print(f"{'mails lost':44}{figures['mails_lost']:>10}{figures['control_lost']:>10}")
    print(f"{'mails repeated':44}{figures['mails_repeated']:>10}{figures['control_repeated']:>10}")
    compared = {"name", "mails_lost", "mails_repeated", "control_lost", "control_repeated"}
    for name in (name for name in figures if name not in compared):
        print(f"{name.replace('_', ' '):44}{figures[name]!s:>10}")
    print(json.dumps(figures))
    return 0 if kept and figures["control_lost"] > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
