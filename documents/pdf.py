"""Printing an `AdministrativeDocument` as PDF with WeasyPrint.

WeasyPrint is imported late: it is slow to load, and without Pango it fails at import. The fonts
are ours alone; no font of the machine is ever looked at, so a page is the same on every machine
and no letter changes its face.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import io
import logging
import os
import tempfile
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from documents.html import PHOTO_ADDRESS, STYLESHEET, to_html
from documents.model import AdministrativeDocument
from documents.tagging import finish_tags

FONT_FACES = {
    "Tinos-Regular.ttf": "font-weight: 400; font-style: normal",
    "Tinos-Bold.ttf": "font-weight: 700; font-style: normal",
    "Tinos-Italic.ttf": "font-weight: 400; font-style: italic",
    "Tinos-BoldItalic.ttf": "font-weight: 700; font-style: italic",
}
FONT_ADDRESS = "danvan-font:"
# Tagged, so that a screen reader can follow it, and fit for the archive (PDF/A, NĐ 30/2020: PDF of
# 1.4 or later).
PDF_VARIANT = "pdf/a-2a"

PANGO_COMMAND = "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0"
PANGO_MISSING = (
    "Chưa xuất được PDF vì máy chủ thiếu thư viện Pango. Người quản trị máy chủ cài bằng lệnh: "
    + PANGO_COMMAND
)
FONTS_MISSING = (
    "Chưa xuất được PDF vì máy chủ thiếu phông chữ Tinos ({files}) trong thư mục {directory}. "
    "Người quản trị máy chủ chạy lệnh: make setup"
)


_printing = threading.Lock()


class PdfUnavailable(Exception):
    """This machine cannot print. The message is a Vietnamese sentence that says what to install."""


class Press(NamedTuple):
    """What one process keeps between two renderings, beside the style sheet."""

    fonts: object
    fetcher: object


def write_pdf(document: AdministrativeDocument, photos: Mapping[str, bytes] | None = None) -> bytes:
    """The document as tagged PDF/A-2a with its fonts embedded. Raises PdfUnavailable where Pango
    or fonts are missing.

    `photos`: SHA-256 → JPEG bytes; of one that is not there the caption is printed alone.
    Takes about 35 ms per page. Input of strangers goes through
    `documents.pdf_sandbox.render_pdf_safely`.
    """
    return print_html(to_html(document), photos)


def print_html(page: str, photos: Mapping[str, bytes] | None = None) -> bytes:
    """The HTML that `to_html` writes, as PDF."""
    # One at a time: Pango is not safe with two threads, and they would not be quicker either.
    with _printing, _no_garbage_collection():
        press = _press_of_this_process()
        import weasyprint

        html = weasyprint.HTML(
            string=page, url_fetcher=_photo_fetcher(photos) if photos else press.fetcher
        )
        return html.write_pdf(
            stylesheets=[_page_rules()],
            font_config=press.fonts,
            pdf_variant=PDF_VARIANT,
            finisher=finish_tags,
            # Column widths come as attributes: the preview of the same HTML may have no inline
            # style.
            presentational_hints=True,
        )


def missing_pdf_support() -> str | None:
    """What keeps this machine from printing, as a Vietnamese sentence with the command that helps,
    or None.
    """
    missing = [name for name in FONT_FACES if not (font_directory() / name).is_file()]
    if missing:
        return FONTS_MISSING.format(files=", ".join(missing), directory=font_directory())
    try:
        # Where it fails it also prints a page of advice of its own.
        with contextlib.redirect_stdout(io.StringIO()):
            import weasyprint  # noqa: F401
    except OSError:
        return PANGO_MISSING
    return None


def font_directory() -> Path:
    """Where the four Tinos files are: DANVAN_FONT_DIR, or the place where set-up puts them."""
    chosen = os.environ.get("DANVAN_FONT_DIR")
    default = Path(__file__).resolve().parent.parent / "static" / "vendor" / "fonts" / "tinos"
    return Path(chosen) if chosen else default


def _press_of_this_process() -> Press:
    trouble = missing_pdf_support()
    if trouble:
        raise PdfUnavailable(trouble)
    # By process: a forked worker that took over its parent's fonts would delete their files when
    # it ends.
    return _press(font_directory(), os.getpid())


@cache
def _press(directory: Path, process: int) -> Press:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fetcher = _fetcher({name: (directory / name).read_bytes() for name in FONT_FACES})
    with _no_other_fonts():
        fonts = FontConfiguration()
    faces = "\n".join(
        f'@font-face {{ font-family: "Tinos"; src: url("{FONT_ADDRESS}{name}"); {style} }}'
        for name, style in FONT_FACES.items()
    )
    # Reading them is all it takes: from here on the configuration has the fonts.
    weasyprint.CSS(string=faces, url_fetcher=fetcher, font_config=fonts)
    atexit.register(_clear_up, process)
    return Press(fonts, fetcher)


@cache
def _page_rules():
    """The style sheet of the page. A forked process goes on with that of its parent."""
    import weasyprint

    # A line for each step of each page is no news.
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
    # What follows is for browsers alone, in words WeasyPrint would complain of.
    rules, _, _ = STYLESHEET.read_text(encoding="utf-8").partition("@media screen")
    return weasyprint.CSS(string=rules, url_fetcher=_fetcher({}))


def load_fonts() -> None:
    """Have the fonts ready before there is a document. Raises PdfUnavailable."""
    _press_of_this_process()


def forget_fonts() -> None:
    """Let go of the fonts of this process and delete its copies of them."""
    _press.cache_clear()


def _clear_up(process: int) -> None:
    """Delete the copies of the fonts while Python still can; those of a parent are not ours to delete."""
    if os.getpid() == process:
        _press.cache_clear()


def _fetcher(fonts: dict[str, bytes]):
    return _handing_out(FONT_ADDRESS, fonts, "font/ttf")


def _photo_fetcher(photos: Mapping[str, bytes]):
    """The fonts were read when the press was made: of a page with photos these alone are asked for."""
    return _handing_out(PHOTO_ADDRESS, photos, "image/jpeg")


def _handing_out(address: str, files: Mapping[str, bytes], content_type: str):
    """Hands out the files below one address and refuses every other address, whatever its scheme."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyThese(URLFetcher):
        def fetch(self, url, headers=None):
            name = url.removeprefix(address)
            if url == name or name not in files:
                raise ValueError("A document is printed without loading anything.")
            return URLFetcherResponse(url, files[name], {"Content-Type": content_type})

    return OnlyThese(allowed_protocols=(), allow_redirects=False)


@contextlib.contextmanager
def _no_other_fonts() -> Iterator[None]:
    """Fontconfig reads its settings once, when a FontConfiguration is made; here it is given
    settings without fonts.

    A letter that Tinos has not is then printed as an empty box and seen, instead of coming from
    any font at hand.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="danvan-fonts-") as directory:
        settings = Path(directory) / "fonts.conf"
        settings.write_text(
            "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'>"
            f"<fontconfig><cachedir>{directory}</cachedir></fontconfig>",
            encoding="utf-8",
        )
        os.environ["FONTCONFIG_FILE"] = str(settings)
        try:
            yield
        finally:
            os.environ.pop("FONTCONFIG_FILE")
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before


@contextlib.contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """A rendering makes millions of objects and hardly any rubbish: searching it costs an eighth
    of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
