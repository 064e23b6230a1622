"""What the daily scan for reminders costs in PostgreSQL, against the bare INSERT … SELECT of the same rows.

The bare statements write what the scan wrote, ready made, into the same two tables with all their keys and indexes.
Both run three times in turn, the best of each counts. 40,000 tasks, or 400,000 in 3,321 communes with
DANVAN_BENCH_FULL=1. DANVAN_BENCH_DATABASE_URL names a server whose user may create a database; the program makes one
of its own and drops it. Run: python -m bench.reminders
"""

import json
import os
import sys
import time
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

FULL = os.environ.get("DANVAN_BENCH_FULL") == "1"
TASKS, COMMUNES = (400_000, 3_321) if FULL else (40_000, 330)
MOST = 2.0
ROUNDS = 3
SERVER = os.environ.get("DANVAN_BENCH_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
NAME = "danvan_bench_reminders"
NOW = datetime(2026, 3, 11, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def main() -> int:
    import psycopg2

    try:
        server = psycopg2.connect(SERVER)
    except psycopg2.OperationalError:
        print(json.dumps({"name": "reminders_scan", "skipped": "no PostgreSQL answers"}))
        return 0
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")
        cursor.execute(f"CREATE DATABASE {NAME}")
    try:
        return measure()
    finally:
        from django.db import connections

        connections.close_all()
        with server.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {NAME}")


def measure() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.settings")
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(SERVER)._replace(path=f"/{NAME}"))
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    make_rows()
    ours, bare = [], []
    for _ in range(ROUNDS):
        seconds, made, statements = scan_once()
        ours.append(seconds)
        bare.append(bare_once())
    again, nothing, _ = scan_once(clear=False)
    ratio = min(ours) / min(bare)
    print(
        json.dumps(
            {
                "name": "reminders_scan",
                "ratio": round(ratio, 2),
                "unit": "scan / bare INSERT … SELECT",
                "tasks": TASKS,
                "communes": COMMUNES,
                "reminders": made,
                "seconds": round(min(ours), 2),
                "bare_seconds": round(min(bare), 2),
                "statements": statements,
                "again_seconds": round(again, 2),
                "again_made": nothing,
            }
        )
    )
    return 0 if ratio <= MOST and nothing == 0 and made > TASKS / 20 else 1


def make_rows() -> None:
    """Communes of ten people (a coordinator, a leader, eight officers of four departments) by Django;
    tasks over three years in all states by generate_series."""
    from django.db import connection
    from django.db.models import F

    from accounts.models import Membership, Person, Unit
    from tasks.actions import give_default_rules

    communes = Unit.objects.bulk_create(
        Unit(kind="commune", name=f"UBND xã {n}", short_name=f"UBND xã {n}", code=f"xa-{n}")
        for n in range(COMMUNES)
    )
    Unit.objects.filter(kind="commune").update(commune=F("pk"))
    units = Unit.objects.bulk_create(
        Unit(kind="department", name=f"Phòng {n}", short_name=f"Phòng {n}", code=f"p-{c.pk}-{n}", commune=c, parent=c)
        for c in communes
        for n in range(4)
    )  # fmt: skip
    people = Person.objects.bulk_create(
        Person(username=f"nguoi{n}", full_name=f"Nguyễn Văn {n}") for n in range(COMMUNES * 10)
    )
    roles = ["coordinator", "leader", *["officer"] * 8]
    Membership.objects.bulk_create(
        Membership(
            person=person, unit=units[n // 10 * 4 + n % 4], role=roles[n % 10], is_head=n % 10 in (2, 3, 4, 5)
        )
        for n, person in enumerate(people)
    )  # fmt: skip
    give_default_rules()
    with connection.cursor() as cursor:
        cursor.execute(TASK_ROWS, {"tasks": TASKS, "communes": COMMUNES, "day": NOW.date()})
        cursor.execute("ANALYZE")


# A sixth of the tasks is open, as three years of work leave it: late ones, those of these weeks, those of later.
TASK_ROWS = """
INSERT INTO tasks_task (commune_id, lead_unit_id, responsible_id, assigned_by_id, title, detail, expected_result,
       relation, due_on, original_due_on, due_words, needs_evidence, status, assigned_on, last_update_at, version,
       key, search_text)
SELECT u.commune_id, u.id, p.person_id, p.person_id, 'Nhiệm vụ ' || g || ': xây dựng mô hình “Dân vận khéo”', '', '',
       CASE WHEN g %% 9 = 0 THEN 'requested' ELSE 'assigned' END, due, due, '', false,
       CASE WHEN g %% 6 = 0 THEN 'doing' ELSE 'done' END, due - 60,
       (%(day)s::date - (g %% 40)) + time '09:00', 1, gen_random_uuid(), ''
  FROM generate_series(1, %(tasks)s) g
 CROSS JOIN LATERAL (SELECT CASE WHEN g %% 12 = 0 THEN %(day)s::date + (g %% 97) - 48
                                 ELSE %(day)s::date - (g %% 1000) END AS due) d
  JOIN (SELECT m.person_id, m.unit_id, ROW_NUMBER() OVER (ORDER BY m.id) - 1 AS place
          FROM accounts_membership m WHERE m.role = 'officer') p ON p.place = g %% (%(communes)s * 8)
  JOIN accounts_unit u ON u.id = p.unit_id
"""


def scan_once(*, clear=True):
    """(seconds, reminders made, statements sent) of one scan, as the scheduler starts it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tasks.reminders import scan

    if clear:
        empty()
    with CaptureQueriesContext(connection) as captured:
        began = time.perf_counter()
        made = scan(NOW)
        seconds = time.perf_counter() - began
    return seconds, made, len(captured)


def empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE tasks_reminder, notices_notice RESTART IDENTITY CASCADE")


def bare_once() -> float:
    """Seconds of the two plain statements that write the rows the scan wrote just before."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("DROP TABLE IF EXISTS kept_notices; DROP TABLE IF EXISTS kept_reminders")
        cursor.execute("CREATE TABLE kept_notices AS SELECT * FROM notices_notice")
        cursor.execute("CREATE TABLE kept_reminders AS SELECT * FROM tasks_reminder")
        cursor.execute("ANALYZE kept_notices; ANALYZE kept_reminders")
    empty()
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notices_notice OVERRIDING SYSTEM VALUE SELECT * FROM kept_notices"
        )
        cursor.execute(
            "INSERT INTO tasks_reminder OVERRIDING SYSTEM VALUE SELECT * FROM kept_reminders"
        )
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
