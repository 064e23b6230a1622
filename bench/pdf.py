"""What our printing costs beside WeasyPrint itself, and beside Chromium and LibreOffice where they are.

Ours is the whole way of a document in a worker: from its stored form through the warm press, in a process with limits.
One line of JSON per ratio, each from one warm run in which both sides take turns, so that a busy machine slows both.
Run: python -m bench.pdf
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import documents
from documents.html import to_html
from documents.model import AdministrativeDocument, Item, Letterhead, Signature, text_of
from documents.pdf import FONT_FACES, STYLESHEET, font_directory, missing_pdf_support
from documents.pdf_sandbox import render_pdf_safely
from documents.storage import to_dict
from documents.warm_printer import end_press

ROUNDS = 5
WORDS = (
    "Nâng cao hiệu quả công tác dân vận của chính quyền, bảo đảm quyền làm chủ của Nhân dân. " * 4
)


# Sections of a plan, and the pages they make.
SIZES = {"": 12, "_1_page": 1, "_60_pages": 60}
BATCH = 8


def main() -> int:
    trouble = missing_pdf_support()
    if trouble:
        skipped("pdf", trouble)
        return 0
    for name, sections in SIZES.items():
        document = a_plan(sections)
        stored = to_dict(document)
        rounds = 2 if sections > 12 else ROUNDS
        bare = a_bare_printer(to_html(document))
        report(
            f"pdf_to_bare_weasyprint{name}", ratio(partial(render_pdf_safely, stored), bare, rounds)
        )
    document = a_plan(12)
    stored = to_dict(document)
    report("pdf_cold_start_to_warm", ratio(lambda: cold(stored), lambda: render_pdf_safely(stored)))
    beside_a_long_one(to_dict(a_plan(1)))
    beside_chromium(document, stored)
    beside_libreoffice(document, stored)
    return 0


def cold(stored: dict) -> bytes:
    end_press()
    return render_pdf_safely(stored)


def a_plan(sections: int) -> AdministrativeDocument:
    """About a page of paragraphs for each section."""
    items = tuple(
        Item(
            "I",
            heading=text_of("NHIỆM VỤ"),
            children=tuple(Item("-", text=text_of(WORDS)) for _ in range(7)),
        )
        for _ in range(sections)
    )
    return AdministrativeDocument(
        kind="KẾ HOẠCH",
        subject="Công tác dân vận chính quyền năm 2026",
        letterhead=Letterhead(issuer=("ỦY BAN NHÂN DÂN", "XÃ AN HÒA")),
        symbol="KH-UBND",
        place="An Hòa",
        items=items,
        recipients=("Lưu: VT",),
        signature=Signature(("CHỦ TỊCH",), "Trần Văn An"),
    )


def a_bare_printer(page: str) -> Callable[[], bytes]:
    """WeasyPrint as its manual shows it: HTML and style sheet in, untagged PDF out, nothing kept between two calls."""
    import weasyprint

    faces = "".join(
        f'@font-face {{ font-family: "Tinos"; src: url("{(font_directory() / name).as_uri()}"); {style} }}'
        for name, style in FONT_FACES.items()
    )
    rules = faces + STYLESHEET.read_text(encoding="utf-8").partition("@media screen")[0]

    def bare():
        sheet = weasyprint.CSS(string=rules)
        return weasyprint.HTML(string=page).write_pdf(stylesheets=[sheet])

    return bare


def beside_a_long_one(short: dict) -> None:
    """A short document while another process, as the worker of the long ones is, prints one of sixty pages."""
    alone = statistics.median(seconds(lambda: render_pdf_safely(short)) for _ in range(ROUNDS))
    long = subprocess.Popen([sys.executable, "-c", PRINT_LONG], stdout=subprocess.PIPE)
    try:
        long.stdout.readline()
        busy = statistics.median(seconds(lambda: render_pdf_safely(short)) for _ in range(ROUNDS))
    finally:
        long.kill()
        long.communicate()
    report("pdf_short_beside_long_to_alone", busy / alone)


PRINT_LONG = """
from bench.pdf import a_plan
from documents.pdf_sandbox import render_pdf_safely
from documents.storage import to_dict
stored = to_dict(a_plan(60))
render_pdf_safely(stored)
print("warm", flush=True)
while True:
    render_pdf_safely(stored)
"""


def beside_chromium(document: AdministrativeDocument, stored: dict) -> None:
    """The same HTML and style sheet, printed by a browser that stays open."""
    program = shutil.which("chromium")
    if not program:
        skipped("pdf_to_chromium", "chromium is not installed")
        return
    with a_page_on_disk(document) as address, a_browser(program) as browser:

        def theirs():
            page = browser.new_page()
            page.goto(address)
            printed = page.pdf(prefer_css_page_size=True)
            page.close()
            return printed

        report("pdf_to_chromium", ratio(lambda: render_pdf_safely(stored), theirs))


@contextmanager
def a_browser(program: str) -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def a_page_on_disk(document: AdministrativeDocument) -> Iterator[str]:
    """The address of the document's HTML with style sheet and fonts where it looks for them."""
    with tempfile.TemporaryDirectory() as folder:
        fonts = Path(folder) / "vendor" / "fonts"
        fonts.mkdir(parents=True)
        (fonts / "tinos").symlink_to(font_directory().resolve())
        (Path(folder) / "style").mkdir()
        shutil.copy(STYLESHEET, Path(folder) / "style")
        page = Path(folder) / "page.html"
        page.write_text(to_html(document, stylesheet="style/page.css"), encoding="utf-8")
        yield page.as_uri()


def beside_libreoffice(document: AdministrativeDocument, stored: dict) -> None:
    """The same document from our .docx, in a batch, its start-up taken off."""
    write_docx = getattr(documents, "write_docx", None)
    if not (shutil.which("soffice") and write_docx):
        skipped("pdf_to_libreoffice", "soffice is not installed, or nothing writes .docx")
        return
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{at}.docx" for at in range(BATCH + 1)]
        for file in files:
            file.write_bytes(write_docx(document))
        convert(files[:1], folder)
        one, all_of_them = (
            min(seconds(partial(convert, some, folder)) for _ in range(2))
            for some in (files[:1], files)
        )
    theirs = (all_of_them - one) / BATCH
    ours = statistics.median(seconds(lambda: render_pdf_safely(stored)) for _ in range(ROUNDS))
    report("pdf_to_libreoffice", ours / theirs)


def convert(files: list[Path], folder: str) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    told = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*told, *map(str, files)], check=True, capture_output=True, timeout=300)


def ratio(ours: Callable[[], bytes], theirs: Callable[[], bytes], rounds: int = ROUNDS) -> float:
    """The median of ours by the median of theirs, both warm."""
    ours(), theirs()
    times = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    mine, yours = (statistics.median(side) for side in zip(*times, strict=True))
    return mine / yours


def seconds(act: Callable[[], bytes]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def report(name: str, value: float) -> None:
    print(json.dumps({"name": name, "ratio": round(value, 2), "unit": "times"}), flush=True)


def skipped(name: str, why: str) -> None:
    print(json.dumps({"name": name, "skipped": why}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
