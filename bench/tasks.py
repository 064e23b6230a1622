"""What the daily pages of tasks cost with the whole country in the database, beside one commune alone.

Two databases of their own in PostgreSQL, two programs that serve the pages in turn, so that a busy machine slows both:
the same questions to the database, and server time at most 1.5 times that of one commune. And beside what cannot be
saved: the same questions by a bare cursor, and the same template with everything at hand; at most 3 times.
200 communes; DANVAN_BENCH_FULL=1 takes all 3,321, which needs some minutes and 2 GB. One line of JSON a figure.
DATABASE_URL names another server. Run: python -m bench.tasks
"""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from urllib.parse import urlsplit, urlunsplit

from bench.pdf import skipped

FULL = bool(os.environ.get("DANVAN_BENCH_FULL"))
COMMUNES, TASKS, ROUNDS = (3321 if FULL else 200), 120, 25
# Where tests look for one, too.
HERE = "postgres://postgres@127.0.0.1:5432/postgres"
MOST_TO_ONE, MOST_TO_BARE = 1.5, 3
# name: who looks, where
PAGES = {
    "my_work": (3, "/nhiem-vu/cua-toi/"),
    "my_work_coordinator": (2, "/nhiem-vu/cua-toi/"),
    "tracking": (2, "/nhiem-vu/"),
    "tracking_by_unit": (2, "/nhiem-vu/?by=unit"),
    "tracking_search": (2, "/nhiem-vu/?q=dan+van+kheo&status=open"),
    "leader": (1, "/nhiem-vu/qua-han/"),
}


def main() -> int:
    base = os.environ.get("DATABASE_URL") or HERE
    if why := unreachable(base):
        skipped("tasks_of_the_country", why)
        return 0
    worst = 0
    with (
        Server(base, "danvan_bench_one", 1) as one,
        Server(base, "danvan_bench_all", COMMUNES) as all_,
    ):
        for name in PAGES:
            worst |= measure(name, one, all_)
    return worst


def unreachable(base: str) -> str:
    """Why there is no PostgreSQL server behind this address; empty where there is one."""
    if not base.startswith("postgres"):
        return "DATABASE_URL names no PostgreSQL server"
    import psycopg2

    try:
        psycopg2.connect(base, connect_timeout=5).close()
    except psycopg2.OperationalError as error:
        return str(error).strip()
    return ""


def measure(name: str, one: "Server", all_: "Server") -> int:
    """Ask in turn; 1 where a figure is past its bound."""
    asked = {server: server.ask("queries", name) for server in (one, all_)}
    times: dict = {one: [], all_: []}
    bare = []
    for _ in range(ROUNDS):
        for server, taken in times.items():
            taken.append(server.ask("page", name))
        bare.append(all_.ask("bare", name))
    middle = {server: statistics.median(taken) for server, taken in times.items()}
    to_one = round(middle[all_] / middle[one], 2)
    to_bare = round(middle[all_] / statistics.median(bare), 2)
    figures = {
        "queries": asked[all_],
        "queries_of_one": asked[one],
        "ms": round(middle[all_] * 1000, 1),
    }
    print(
        json.dumps(
            {
                "name": f"tasks_{name}_to_one_commune",
                "ratio": to_one,
                "most": MOST_TO_ONE,
                **figures,
            }
        ),
        flush=True,
    )
    print(
        json.dumps({"name": f"tasks_{name}_to_bare", "ratio": to_bare, "most": MOST_TO_BARE}),
        flush=True,
    )
    return int(to_one > MOST_TO_ONE or to_bare > MOST_TO_BARE or asked[one] != asked[all_])


class Server:
    """A program of its own with a database of its own; made for the run and dropped after it."""

    def __init__(self, base: str, name: str, communes: int):
        parts = urlsplit(base)
        self.base, self.name = base, name
        environment = {**os.environ, "DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}"))}
        self._admin(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.tasks", "serve", str(communes)],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def _admin(self, *statements: str) -> None:
        import psycopg2

        connection = psycopg2.connect(self.base)
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connection.close()

    def __enter__(self) -> "Server":
        self.process.stdout.readline()  # ready
        return self

    def __exit__(self, *failure) -> None:
        self.process.stdin.close()
        self.process.wait()
        self._admin(f"DROP DATABASE IF EXISTS {self.name}")

    def ask(self, what: str, name: str):
        self.process.stdin.write(f"{what} {name}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def serve(communes: int) -> None:
    """Fill the database, then answer "page name", "bare name", "queries name" line by line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.settings")
    import django

    django.setup()
    from django.core.management import call_command

    with open(os.devnull, "w") as nowhere:
        call_command("migrate", verbosity=0, stdout=nowhere)
        call_command("createcachetable", verbosity=0, stdout=nowhere)
        call_command("make_scale_data", communes=communes, tasks=TASKS, stdout=nowhere)
    print("ready", flush=True)
    pages = {name: Page(communes // 2 + 1, *where) for name, where in PAGES.items()}
    for line in sys.stdin:
        what, name = line.split()
        print(json.dumps(getattr(pages[name], what)()), flush=True)


class Page:
    def __init__(self, commune: int, person: int, url: str):
        from django.test import Client

        from accounts.models import Person

        self.url = url
        # The test client keeps the contexts it is shown; the page itself does not.
        self.client = Client(headers={"host": "127.0.0.1"})
        self.client.force_login(Person.objects.get(username=f"quy-mo-{commune}-{person}"))
        self.statements, self.template, self.context = None, None, None

    def page(self) -> float:
        began = time.perf_counter()
        answer = self.client.get(self.url)
        taken = time.perf_counter() - began
        if answer.status_code != 200:
            sys.exit(f"{self.url} answered {answer.status_code}")
        return taken

    def queries(self) -> int:
        self._learn()
        return len(self.statements)

    def _learn(self) -> None:
        """What the page asks the database, and what it draws."""
        from django.db import connection
        from django.test.utils import (
            CaptureQueriesContext,
            setup_test_environment,
            teardown_test_environment,
        )

        self.page()
        setup_test_environment(debug=False)
        with CaptureQueriesContext(connection) as captured:
            answer = self.client.get(self.url)
        teardown_test_environment()
        # A choice of a form reads by a cursor of its own name; the question in it is the same.
        asked = [each["sql"] for each in captured.captured_queries]
        self.statements = [re.sub(r"^DECLARE .*? FOR (?=SELECT)", "", one) for one in asked]
        self.template, self.context = answer.templates[0], answer.context[0].flatten()

    def bare(self) -> float:
        """The same questions by a bare cursor, the same template with everything at hand."""
        from django.db import connection
        from django.template.loader import get_template

        if self.statements is None:
            self._learn()
        template = get_template(self.template.name).template
        from django.template import Context

        context = Context(self.context)
        context.request = self.context["request"]
        began = time.perf_counter()
        with connection.cursor() as cursor:
            for statement in self.statements:
                cursor.execute(statement)
                if cursor.description:
                    cursor.fetchall()
        template.render(context)
        return time.perf_counter() - began


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve(int(sys.argv[2]))
    else:
        sys.exit(main())
