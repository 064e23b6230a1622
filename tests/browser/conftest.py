"""A whole portal (web, worker, scheduler) in a folder of its own, and Chromium in front of it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = "/usr/bin/chromium"
OFFICE_PC = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
SESSION = {"sessionid", "csrftoken"}
SECOND = """
from accounts.models import Membership, Person, Role
if not Person.objects.filter(username="tuan").exists():
    binh = Person.objects.get(username="binh")
    tuan = Person.objects.create_person("tuan", full_name="Lý Tuấn", password="{password}")
    Membership.objects.create(person=tuan, unit=binh.unit, role=Role.COORDINATOR, post="Công chức")
"""


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def own_database():
    """DATABASE_URL of an empty database beside the configured one; None for the SQLite file of the folder."""
    configured = os.environ.get("DATABASE_URL", "")
    if not configured.startswith("postgres"):
        yield None
        return
    import psycopg2

    name = f"danvan_browser_{uuid4().hex[:8]}"
    server = psycopg2.connect(urlsplit(configured)._replace(path="/postgres").geturl())
    server.autocommit = True
    server.cursor().execute(f"CREATE DATABASE {name}")
    yield urlsplit(configured)._replace(path=f"/{name}").geturl()
    server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


def own_broker():
    """Two portals over one Redis would take each other's hints to rows that only one of them has."""
    configured = urlsplit(os.environ.get("REDIS_URL", ""))
    if not configured.scheme:
        return {}
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    database = (int(configured.path.strip("/") or 0) + 1 + worker) % 16
    return {"REDIS_URL": configured._replace(path=f"/{database}").geturl()}


class Portal:
    def __init__(self, url, folder, environment):
        self.url = url
        self.folder = folder
        self.environment = environment

        self.hands = None

    def run(self, code):
        """Run Python in the portal's own environment; returns what it printed. Raises what went wrong there."""
        if self.hands is None:
            self.hands = subprocess.Popen(
                [sys.executable, "-m", "tests.browser.hands"],
                cwd=ROOT, env=self.environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        print(json.dumps(code), file=self.hands.stdin, flush=True)
        printed, trouble = json.loads(self.hands.stdout.readline())
        assert not trouble, trouble
        return printed

    def let_go(self):
        if self.hands:
            self.hands.stdin.close()
            self.hands.stdout.close()
            self.hands.wait(30)


def wait_until_it_answers(url, process, log):
    # On a busy machine the sample data alone takes a minute; one that has ended is not waited for.
    for _ in range(900):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/suc-khoe/", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the portal did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def portal(tmp_path_factory, own_database):
    # While a test is being written, a portal that runs already saves its start.
    if running := os.environ.get("DANVAN_BROWSER_URL"):
        portal = Portal(running, None, dict(os.environ))
        yield portal
        portal.let_go()
        return
    folder = tmp_path_factory.mktemp("portal")
    port = free_port()
    environment = {
        **{key: os.environ[key] for key in ("PATH", "HOME", "REDIS_URL") if key in os.environ},
        "DANVAN_DATA_DIR": str(folder),
        "PORT": str(port),
        **({"DATABASE_URL": own_database} if own_database else {}),
        **own_broker(),
    }
    log = folder / "portal.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "portal", "--demo"],
            cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    wait_until_it_answers(url, process, log)
    portal = Portal(url, folder, environment)
    yield portal
    portal.let_go()
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0, log.read_text()[-3000:]


@pytest.fixture(scope="module")
def chromium():
    if not Path(CHROMIUM).exists():
        pytest.skip(f"Chromium is not installed: {CHROMIUM}")
    from playwright.sync_api import expect, sync_playwright

    # What a page answers by itself comes late on a busy machine; what is there already is not waited for.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sessions():
    """Who is signed in: the cookies of each. The portal takes few sign-ins a minute, and each takes its time."""
    return {}


@pytest.fixture
def sign_in(portal, chromium, sessions):
    """`page = sign_in("binh")`: a browser of that person's own, on their home page."""
    contexts = []

    def enter(username, viewport=OFFICE_PC):
        from home.sample.people import PASSWORD

        context = chromium.new_context(viewport=viewport, locale="vi-VN", base_url=portal.url)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda line: _note_complaint(page, line))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        context.add_cookies(sessions.get(username, []))
        page.goto("/")
        # Never signed in, or a test has signed out.
        if page.locator("input[type=password]").count():
            page.get_by_label("Tên đăng nhập").fill(username)
            page.locator("input[type=password]").fill(PASSWORD)
            page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_role("heading", name="Chào").wait_for()
        sessions[username] = [each for each in context.cookies() if each["name"] in SESSION]
        return page

    yield enter
    for context in contexts:
        for page in context.pages:
            assert getattr(page, "complaints", []) == []
        context.close()


def _note_complaint(page, line):
    """What Chromium writes in red: broken scripts, and everything the content security policy refused."""
    if line.type == "error" and "status of 4" not in line.text:
        page.complaints.append(line.text)


@pytest.fixture(scope="module")
def second_person(portal):
    from home.sample.people import PASSWORD

    portal.run(SECOND.format(password=PASSWORD))
