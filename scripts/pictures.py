"""The pictures of the user guide: a portal with sample data in a temporary folder, and Chromium as each person.

    .venv/bin/python -m scripts.pictures [name …]

Without names all pictures in docs/hinh/ are made again, with names only those; the way to them is walked all the same.
"""

import http.client
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, OFFICE_PC, PHONE, free_port

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.settings")
django.setup()

from home.sample.people import PASSWORD  # noqa: E402 needs the settings
from scripts import picture_walk  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs/hinh"
COLOURS = 128
MARKS = 32  # of them for what is small: a green tick, an orange stripe
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    # Date boxes in the language of the page, as people see them on a Vietnamese Windows.
    "--enable-blink-features=LangAttributeAwareFormControlUI",
]
PATIENCE = 180  # seconds until the portal answers, also on a busy machine


class Portal:
    """A running portal: its address, and management commands beside it."""

    def __init__(self, folder):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ},
            "DANVAN_DATA_DIR": str(folder),
            "PORT": str(self.port),
            "DANVAN_PUBLIC_URL": "https://danvan.example.gov.vn",
        }

    def start(self, log):
        return subprocess.Popen(
            [sys.executable, "manage.py", "portal", "--demo"],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )

    def shell(self, code):
        """Run Python beside the portal, for what no page does: a morning that has not come yet."""
        command = [sys.executable, "manage.py", "shell", "-c", code]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True)


@contextmanager
def portal_with_sample_data():
    with tempfile.TemporaryDirectory() as folder:
        portal = Portal(folder)
        log_file = Path(folder) / "portal.log"
        with log_file.open("w") as log:
            process = portal.start(log)
        try:
            wait_until_it_answers(portal.port, process, log_file)
            yield portal
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def wait_until_it_answers(port, process, log_file):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            asked.request("GET", "/suc-khoe/")
            if asked.getresponse().status == http.client.OK:
                return
        except OSError:
            pass
        time.sleep(0.2)
    sys.exit(f"The portal did not start:\n{log_file.read_text()[-3000:]}")


class Camera:
    """Signs people in, each in a browser of their own, and keeps what they see."""

    def __init__(self, browser, portal, wanted):
        self.browser, self.portal, self.wanted = browser, portal, wanted
        self.pages = {}

    def page(self, username, *, phone=False):
        """The page of that person, at the office PC or on the phone; on it they are signed in."""
        if (username, phone) not in self.pages:
            self.pages[username, phone] = self._sign_in(username, phone)
        return self.pages[username, phone]

    def signed_out(self):
        return self._open(phone=False)

    def _open(self, phone):
        context = self.browser.new_context(
            viewport=PHONE if phone else OFFICE_PC,
            base_url=self.portal.url,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            color_scheme="light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        return context.new_page()

    def _sign_in(self, username, phone):
        page = self._open(phone)
        page.goto("/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.locator("input[type=password]").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_role("heading", name="Chào").wait_for()
        return page

    def keep(self, page, name):
        """Save what the window shows now as docs/hinh/<name>.png, in few colours."""
        if self.wanted and name not in self.wanted:
            return
        page.mouse.move(0, 0)
        page.evaluate("document.fonts.ready")
        shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
        path = FOLDER / f"{name}.png"
        in_few_colours(shot).save(path, optimize=True)
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB")


def in_few_colours(picture):
    """The picture in its own most frequent colours: areas keep theirs exactly, and small marks are not painted over.

    No dithering: flat areas stay flat, and small.
    """
    counted = picture.getcolors(picture.width * picture.height)
    frequent = [colour for _, colour in sorted(counted, reverse=True)[: COLOURS - MARKS]]
    parts = [part for colour in frequent for part in colour]
    marks = picture.quantize(MARKS, Image.Quantize.MAXCOVERAGE).getpalette()[: 3 * MARKS]
    palette = Image.new("P", (1, 1))
    palette.putpalette(parts + marks)
    nearest = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    # Pillow looks for the nearest in steps of four, which would turn white to light grey.
    exact = {colour: place for place, colour in enumerate(frequent)}
    pixels = zip(picture.get_flattened_data(), nearest.tobytes(), strict=True)
    nearest.frombytes(bytes(exact.get(colour, place) for colour, place in pixels))
    return nearest


def main(wanted):
    if not Path(CHROMIUM).exists():
        sys.exit(f"Chromium is not installed: {CHROMIUM}. Install it: apt-get install chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with portal_with_sample_data() as portal, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=CHROMIUM_OPTIONS,
        )
        picture_walk.walk(Camera(browser, portal, wanted))
        browser.close()


if __name__ == "__main__":
    main(set(sys.argv[1:]))
