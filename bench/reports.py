"""What reports cost where there are many: compiling, the desk of an office, printing, packing.

A database of its own in PostgreSQL, made for the run and dropped after it; printing by real workers over Redis.
One line of JSON a figure, each a ratio of two things measured in turn in this run:

    reports_compile           200 tasks and 30 parts beside 20 and 3: the same questions, at most 10 times the time
    reports_desk              an office of 3,321 communes beside one of 129, six rounds each: the same questions
    reports_desk_days         the grid filtered by days late, and by state too, beside the plain one: at most 1.5 times
    reports_urge              all late reports of both urged at once: at most as many times as there are more of them
    reports_totals            the sums of the figures of both, likewise
    reports_print_2_workers   reports of 12 pages by one worker process and by two: at least 1.7 times as fast
    reports_zip_memory        the memory that packing 129 reports takes beside packing 13

DANVAN_BENCH_FULL=1 takes 3,321 communes and 200 reports; without it 400 and 40. DATABASE_URL names another server,
REDIS_URL another broker. Run: python -m bench.reports
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit, urlunsplit

from bench.pdf import a_plan, skipped
from bench.tasks import HERE, unreachable

FULL = bool(os.environ.get("DANVAN_BENCH_FULL"))
COMMUNES, REPORTS, ROUNDS = (3321, 200, 15) if FULL else (400, 40, 9)
SMALL_OFFICE = 129
PAGES = 12
NAME = "danvan_bench_reports"
BROKER = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/13")
worst = 0


def main() -> int:
    base = os.environ.get("DATABASE_URL") or HERE
    if why := unreachable(base):
        skipped("reports", why)
        return 0
    with a_database(base), tempfile.TemporaryDirectory() as files:
        os.environ.update(DANVAN_DATA_DIR=files, DJANGO_SETTINGS_MODULE="danvan.settings")
        os.environ["REDIS_URL"] = BROKER
        import django

        django.setup()
        from django.core.management import call_command

        with open(os.devnull, "w") as nowhere:
            call_command("migrate", verbosity=0, stdout=nowhere)
            call_command("createcachetable", verbosity=0, stdout=nowhere)
        compiling()
        desks()
        packing()
        printing()
        from django.db import connection

        connection.close()
    return worst


@contextmanager
def a_database(base: str):
    import psycopg2

    def admin(*statements):
        connection = psycopg2.connect(base)
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connection.close()

    admin(f"DROP DATABASE IF EXISTS {NAME}", f"CREATE DATABASE {NAME}")
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(base)._replace(path=f"/{NAME}"))
    try:
        yield
    finally:
        admin(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def tell(name: str, ratio: float, *, most=None, least=None, **figures) -> None:
    global worst  # noqa: PLW0603 one program, one result
    bound = {"most": most} if most else {"least": least} if least else {}
    print(json.dumps({"name": name, "ratio": round(ratio, 2), **bound, **figures}), flush=True)
    worst |= int(bool((most and ratio > most) or (least and ratio < least)))


def asked(call) -> int:
    """How many questions a call puts to the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def in_turn(first, second, rounds=ROUNDS):
    """The median seconds of two calls that take turns, so that a busy machine slows both."""
    taken = ([], [])
    for _ in range(rounds):
        for call, times in zip((first, second), taken, strict=True):
            began = time.perf_counter()
            call()
            times.append(time.perf_counter() - began)
    return [statistics.median(times) for times in taken]


def same(questions) -> None:
    global worst  # noqa: PLW0603
    if len(set(questions)) > 1:
        worst = 1
        print(json.dumps({"name": "questions_differ", "questions": questions}), flush=True)


def compiling() -> None:
    from bench._rounds import make_office, make_one_round
    from reports.actions.commune import compile_report

    office, _ = make_office("Sở Nội vụ tổng hợp", "tong-hop")
    small, large = (make_one_round(office, *size) for size in (("nho", 20, 3), ("lon", 200, 30)))
    calls = [lambda pair=pair: compile_report(pair[0], by=pair[1]) for pair in (small, large)]
    for call in calls:
        call()
    questions = [asked(call) for call in calls]
    little, much = in_turn(*calls)
    tell(
        "reports_compile", much / little, most=10, questions=questions[1],
        questions_of_small=questions[0], ms=round(much * 1000, 1),
    )  # fmt: skip
    same(questions)


def desks() -> None:
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from bench._rounds import make_communes, make_office, make_people, make_rounds

    clients, people = [], []
    for count, number in ((SMALL_OFFICE, "nho"), (COMMUNES, "lon")):
        office, person = make_office(f"Sở Nội vụ {number}", f"ban-{number}")
        communes = make_communes(office, count, f"b{number}")
        make_people(communes, number)
        make_rounds(office, communes, person)
        people.append(person)
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(person)
        clients.append(client)
    # What the database does by itself after a while: without it the first questions are planned blindly.
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    pages = {
        "reports_desk": desk_of_a_year(),
        "reports_totals": reverse("reports:totals"),
    }
    for name, url in pages.items():
        calls = [partial(seen, client, url) for client in clients]
        for call in calls:
            call()
        questions = [asked(call) for call in calls]
        little, much = in_turn(*calls)
        tell(
            name, much / little, most=COMMUNES / SMALL_OFFICE, questions=questions[1],
            questions_of_129=questions[0], communes=COMMUNES, ms=round(much * 1000, 1),
        )  # fmt: skip
        same(questions)
    filtered(clients[-1])
    urging(people)


def filtered(client) -> None:
    """The dearest filter of the grid beside the plain grid, in the large office."""
    plain = desk_of_a_year()
    calls = [
        partial(seen, client, url)
        for url in (plain, f"{plain}&days=1", f"{plain}&days=1&state=late")
    ]
    for call in calls:
        call()
    plainly, by_days = in_turn(calls[0], calls[1])
    _, by_state = in_turn(calls[0], calls[2])
    tell(
        "reports_desk_days", max(by_days, by_state) / plainly, most=1.5, communes=COMMUNES,
        ms=[round(seconds * 1000, 1) for seconds in (plainly, by_days, by_state)],
    )  # fmt: skip


def urging(people) -> None:
    """All late reports of both offices urged in one go, and taken back each time."""
    from django.db import transaction

    from reports.actions.office import urge
    from reports.desk.choosing import late_found
    from reports.desk.desk_cells import Asked

    late = [late_found(person, Asked(2026)) for person in people]

    def urge_all(at) -> None:
        with transaction.atomic():
            urge(late[at], by=people[at])
            transaction.set_rollback(True)

    calls = [partial(urge_all, at) for at in (0, 1)]
    for call in calls:
        call()
    questions = [asked(call) for call in calls]
    little, much = in_turn(*calls, rounds=min(ROUNDS, 5))
    # One question more for every 2,000 notices that are written.
    tell(
        "reports_urge", much / little, most=COMMUNES / SMALL_OFFICE, questions=questions[1],
        questions_of_129=questions[0], late=[len(each) for each in late], ms=round(much * 1000, 1),
    )  # fmt: skip


def desk_of_a_year() -> str:
    from django.urls import reverse

    return reverse("reports:desk") + "?year=2026"


def seen(client, url) -> None:
    answer = client.get(url)
    if answer.status_code != 200:
        sys.exit(f"{url} answered {answer.status_code}")


def printing() -> None:
    """The same reports by one worker process and by two, from the first order to the last file."""
    one, two = (by_workers(count, number) for count, number in ((1, "mot"), (2, "hai")))
    tell("reports_print_2_workers", one / two, least=1.7, reports=REPORTS, pages=PAGES,
         seconds=[round(one, 1), round(two, 1)])  # fmt: skip


def by_workers(count: int, number: str) -> float:
    from danvan.processes import worker

    rows = order_printing(number)
    process = subprocess.Popen(
        worker(("pdf",), concurrency=count), start_new_session=True, stdin=subprocess.DEVNULL
    )
    try:
        # The first is left out: until then processes start and load their libraries.
        wait_for(rows, done=count)
        began, before = time.perf_counter(), finished(rows)
        wait_for(rows, done=REPORTS)
        return (time.perf_counter() - began) / (REPORTS - before)
    finally:
        process.terminate()
        process.wait()


def order_printing(number: str) -> list:
    """REPORTS issued reports with a document of PAGES pages each, no two alike, and the orders to print them."""
    from bench._rounds import make_office, make_one_round
    from documents.storage import fingerprint, to_dict
    from reports.models import Report
    from work.actions import order

    office, _ = make_office(f"Sở Nội vụ in {number}", f"in-{number}")
    rows = []
    for n in range(REPORTS):
        report, person = make_one_round(office, f"in-{number}-{n}", 1, 1)
        stored = to_dict(a_plan(PAGES).with_changes(subject=f"Báo cáo {number} {n}"))
        Report._base_manager.filter(pk=report.pk).update(document=stored)
        rows.append(
            order("render_report", report.pk, unit=report.unit, by=person, title="In", queue="pdf",
                  key=fingerprint(stored)).pk
        )  # fmt: skip
    return rows


def finished(rows) -> int:
    from work.models import WorkRow

    return (
        WorkRow.objects.unscoped("the bench waits for it").filter(pk__in=rows, state="done").count()
    )


def wait_for(rows, *, done: int) -> None:
    for _ in range(20 * 60 * 10):
        if finished(rows) >= done:
            return
        time.sleep(0.05)
    sys.exit("printing did not end")


def packing() -> None:
    """Peak memory of a process that packs, above that of one that has only started."""
    few, many = (packed(count) for count in (13, SMALL_OFFICE))
    tell("reports_zip_memory", many / few, most=1.5, megabytes=[round(few), round(many)])


def packed(count: int) -> float:
    from django.db import connection

    bundle = order_bundle_of(count)
    connection.close()
    made = subprocess.run(
        [sys.executable, "-m", "bench.reports", "pack", str(bundle)], capture_output=True, text=True, check=True
    )  # fmt: skip
    return float(made.stdout.strip().splitlines()[-1])


def order_bundle_of(count: int) -> int:
    """A bundle of so many reports of 2 MB each, ordered and not yet made; returns the key of its work row."""
    from bench._rounds import make_communes, make_office, make_rounds
    from records.files import keep
    from reports.actions.bundles import order_bundle
    from reports.models import Submission
    from work.models import WorkRow

    office, person = make_office(f"Sở Nội vụ gói {count}", f"goi-{count}")
    make_rounds(office, make_communes(office, count * 2, f"g{count}"), person)
    standing = list(
        Submission._base_manager.filter(receiver=office).exclude(status="returned").order_by("pk")[:count]
    )  # fmt: skip
    for submission in standing:
        pdf = keep(
            b"%PDF-1.7 " + os.urandom(2_000_000), name="bao-cao.pdf", content_type="application/pdf"
        )
        Submission._base_manager.filter(pk=submission.pk).update(pdf=pdf, sha256=pdf.sha256)
    order_bundle(standing, by=person)
    return WorkRow.objects.unscoped("the bench does it").order_by("-pk").first().pk


def pack(row: int) -> None:
    import django

    django.setup()
    from reports import jobs  # noqa: F401 what it loads is no memory of packing
    from work.jobs import run
    from work.models import WorkRow

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run(row)
    if WorkRow.objects.unscoped("the bench looks").get(pk=row).state != "done":
        sys.exit("the bundle was not made")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(max(grown, 1.0))


if __name__ == "__main__":
    if sys.argv[1:2] == ["pack"]:
        pack(int(sys.argv[2]))
    else:
        sys.exit(main())
