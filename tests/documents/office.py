"""LibreOffice as a reader of our Word files: the pages it makes of them."""

import re
import shutil
import subprocess
import unicodedata

import pytest

from tests.documents.pages import pages_of


def has_serif():
    """Whether there is a font as wide as Times New Roman: with another one lines and pages break elsewhere."""
    if not shutil.which("fc-match"):
        return False
    asked = ["fc-match", "--format=%{family}", "Times New Roman:lang=vi"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return bool(re.search("Liberation Serif|Times New Roman|Tinos", found))


SOFFICE = (shutil.which("soffice") or shutil.which("libreoffice")) if has_serif() else None
needs_office = pytest.mark.skipif(
    SOFFICE is None,
    reason="LibreOffice or its font is not installed (scripts/system_packages.sh office)",
)


def printed_by_office(files: dict[str, bytes], folder) -> dict[str, bytes]:
    """The PDF that LibreOffice makes of each .docx, by name: started once for all, for a start costs seconds."""
    _converted(files, folder, "pdf", folder)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in files}


def saved_by_office(files: dict[str, bytes], folder) -> dict[str, bytes]:
    """The .docx that LibreOffice writes after opening each .docx."""
    saved = folder / "saved"
    _converted(files, folder, "docx:MS Word 2007 XML", saved)
    return {name: (saved / f"{name}.docx").read_bytes() for name in files}


def _converted(files, folder, form, target):
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    sources = [str(folder / f"{name}.docx") for name in files]
    command = [SOFFICE, profile, "--headless", "--convert-to", form, "--outdir", str(target)]
    subprocess.run([*command, *sources], check=True, capture_output=True, timeout=300)


def letters_of_pages(pdf: bytes, notes=()) -> list[str]:
    """The letters of each page without page number, blanks, and the words of the footnotes at its foot."""
    return [_letters(page, notes) for page in pages_of(pdf)]


def _letters(page, notes):
    text = page.get_textpage().get_text_bounded()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    kept = [line for line in lines if not re.fullmatch(r"\d{1,3}", line)]
    letters = unicodedata.normalize("NFC", re.sub(r"[\s\ufffe\u00ad\u0002]", "", "".join(kept)))
    for note in notes:
        letters = letters.replace("".join(note.split()), "")
    return letters


def starts_of(pages: list[str]) -> list[int]:
    """How many letters stand before each page."""
    starts = [0]
    for page in pages[:-1]:
        starts.append(starts[-1] + len(page))
    return starts
