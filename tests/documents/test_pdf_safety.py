import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from documents import pdf, write_pdf
from documents.model import (
    Appendix,
    Cell,
    Item,
    Signature,
    Table,
    text_of,
)
from documents.pdf import FONT_FACES, PdfUnavailable, font_directory
from documents.pdf_sandbox import PdfFailed, render_pdf_safely
from documents.storage import to_dict
from tests.documents.pages import (
    needs_printer,
    words_of_all,
)
from tests.documents.samples import PLAN, paragraph, table_of, with_pages

pytestmark = needs_printer


ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def canary():
    """A server that counts who knocks: its address, and the connections so far."""
    knocks = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def listen():
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                knocks.append(connection)
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", knocks
        stop.set()
        thread.join()


HOSTILE = (
    "<img src={url}/a.png>",
    "<link rel=stylesheet href={url}/b.css><style>@import '{url}/c.css';</style>",
    "<script src={url}/d.js></script><iframe src=file:///etc/passwd></iframe>",
    "<object data=file:///etc/passwd></object><a rel=attachment href=file:///etc/passwd>x</a>",
    "<p style='background:url({url}/e)'>@font-face {{ src: url({url}/f) }}</p>",
)


def test_a_hostile_document_opens_no_connection_and_stays_text(canary):
    url, knocks = canary
    words = [each.format(url=url) for each in HOSTILE]
    document = PLAN.with_changes(
        subject=words[0],
        items=tuple(paragraph(each) for each in words),
        recipients=tuple(words),
        signature=Signature((words[0],), words[1]),
        appendices=(Appendix(words[0], (Item(table=Table(((Cell(text_of(words[0])),),))),)),),
    )

    printed = write_pdf(document)

    time.sleep(0.3)
    assert knocks == []
    assert b"root:" not in printed
    assert b"/EmbeddedFile" not in printed
    shown = "".join(words_of_all(printed).split())
    assert all("".join(each.split()) in shown for each in words)


def test_even_html_that_asks_for_addresses_gets_none(canary):
    # What would happen if a word ever slipped through unescaped: the second wall behind the first.
    url, knocks = canary
    words = "".join(each.format(url=url) for each in HOSTILE)
    page = f"<html lang=vi><title>x</title><body>{words}</body></html>"

    printed = pdf.print_html(page)

    time.sleep(0.3)
    assert knocks == []
    assert b"/EmbeddedFile" not in printed
    # The control: with nothing in its way the same page knocks.
    import weasyprint

    weasyprint.HTML(string=page).write_pdf()
    time.sleep(0.3)
    assert knocks


def test_without_fonts_nothing_is_printed_and_the_sentence_says_how_to_get_them(
    monkeypatch, tmp_path
):
    for name in FONT_FACES:
        if name != "Tinos-Bold.ttf":
            (tmp_path / name).write_bytes((font_directory() / name).read_bytes())
    monkeypatch.setenv("DANVAN_FONT_DIR", str(tmp_path))

    with pytest.raises(PdfUnavailable, match=r"\(Tinos-Bold\.ttf\).*make setup$"):
        write_pdf(PLAN)
    with pytest.raises(PdfUnavailable, match=r"\(Tinos-Bold\.ttf\).*make setup$"):
        render_pdf_safely(to_dict(PLAN))


WITHOUT_PANGO = """
import ctypes.util, sys
import cffi.api
real = cffi.api.FFI.dlopen
def without_pango(self, name, *rest):
    if name and "pango" in str(name).lower():
        raise OSError(f"cannot load library '{name}'")
    return real(self, name, *rest)
cffi.api.FFI.dlopen = without_pango
from documents import missing_pdf_support, write_pdf
from documents.model import AdministrativeDocument
from documents.pdf import PdfUnavailable
print(missing_pdf_support())
try:
    write_pdf(AdministrativeDocument())
except PdfUnavailable as refused:
    print(refused)
"""


def test_without_pango_the_sentence_names_the_command_that_installs_it():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PANGO],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    sentence = (
        "Chưa xuất được PDF vì máy chủ thiếu thư viện Pango. Người quản trị máy chủ cài bằng lệnh: "
        "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0"
    )
    assert done.stdout.splitlines() == [sentence, sentence]


def test_reading_and_writing_html_do_not_load_the_printer():
    code = "import sys, documents; print('weasyprint' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert done.stdout == "False\n"


def test_a_document_printed_in_a_process_of_its_own_is_the_same_file():
    assert render_pdf_safely(to_dict(PLAN)) == write_pdf(PLAN)


def test_a_document_that_never_ends_is_given_up_with_a_sentence():
    endless = with_pages(400)

    with pytest.raises(PdfFailed, match="^Văn bản quá phức tạp"):
        render_pdf_safely(to_dict(endless), cpu_seconds=2)


def test_a_table_of_twenty_thousand_rows_is_refused_at_once_with_a_sentence():
    document = to_dict(PLAN.with_changes(items=(table_of(20_000),)))

    started = time.monotonic()
    with pytest.raises(PdfFailed, match=r"^Văn bản dài khoảng [\d.]+ trang, quá nhiều"):
        render_pdf_safely(document)

    # Trying it would take minutes; a busy machine takes seconds to start the printer.
    assert time.monotonic() - started < 30


def test_what_is_no_document_fails_with_a_sentence_and_its_cause():
    with pytest.raises(PdfFailed, match="lỗi khi dàn trang") as failed:
        render_pdf_safely({"no_such_field": 1})

    assert "no_such_field" in str(failed.value.__cause__)
