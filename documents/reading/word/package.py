"""The parts of a .docx file: a ZIP archive from outside, so guarded before anything in it is unpacked or parsed.

Only parts that are asked for are unpacked. Nothing a part points to outside the file is ever fetched, and no name in
the archive becomes a path on a disk.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from documents.model import Unreadable
from documents.sniff import DAMAGED_WORD, LOCKED

MOST_ENTRIES = 2_000
MOST_PART = 40 * 1024 * 1024
MOST_TOTAL = 200 * 1024 * 1024
MOST_RATIO = 200  # text packs ten to forty times
MOST_SIGNS = 600_000  # tags and attributes of one part; sixty pages have about a tenth of them
TOO_LARGE = "Tệp Word sau khi mở nén quá lớn, không thể là một bản kế hoạch; hãy kiểm tra lại tệp."
FORBIDDEN = "Tệp Word có khai báo DTD không được phép nên không được đọc; hãy lưu lại bằng Word."

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# "Strict Open XML" says the same things in other namespaces.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


class Package:
    """Raises Unreadable where the archive is damaged, locked, or too large unpacked."""

    def __init__(self, data: bytes):
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as wrong:
            raise Unreadable(DAMAGED_WORD) from wrong
        self._entries = _guarded(self._zip.infolist())
        self.main = self._target_of("", "officeDocument") or "word/document.xml"

    def xml(self, name: str):
        """The root element of a part, or None where the file has no such part."""
        data = self._unpacked(name)
        return None if data is None else _parsed(data)

    def related(self, kind: str):
        """The root element of the part the main part names as `kind` ("styles", "numbering", …), or None."""
        name = self._target_of(self.main, kind)
        return self.xml(name) if name else None

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Of a part: id → (kind, part). What lies outside the file is left out."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for each in root.iter(_RELATION) if root is not None else ():
            if each.get("TargetMode") != "External":
                kind = (each.get("Type") or "").rpartition("/")[2]
                target = posixpath.join("/", folder, each.get("Target") or "")
                found[each.get("Id") or ""] = (kind, posixpath.normpath(target).lstrip("/"))
        return found

    def _target_of(self, name: str, kind: str) -> str:
        found = self.relations(name).values()
        return next((target for each, target in found if each == kind), "")

    def _unpacked(self, name: str) -> bytes | None:
        entry = self._entries.get(name) or self._entries.get(name.casefold())
        if entry is None:
            return None
        try:
            # Never more than the archive declares, and that was measured.
            return self._zip.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as wrong:
            raise Unreadable(DAMAGED_WORD) from wrong
        except RuntimeError as locked:
            raise Unreadable(LOCKED) from locked


def _guarded(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The entries by name, also by name in small letters: parts are named without regard to case."""
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_TOTAL:
        raise Unreadable(TOO_LARGE)
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        if entry.flag_bits & 1:
            raise Unreadable(LOCKED)
        if _is_bomb(entry):
            raise Unreadable(TOO_LARGE)
        found.setdefault(entry.filename, entry)
        found.setdefault(entry.filename.casefold(), entry)
    return found


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    if not re.search(r"\.(?:xml|rels)$", entry.filename, re.IGNORECASE):
        return False
    swollen = entry.file_size > 1_000_000 + MOST_RATIO * max(entry.compress_size, 1)
    return swollen or entry.file_size > MOST_PART


def _parsed(data: bytes):
    if data.count(b"<") + data.count(b'="') > MOST_SIGNS:
        raise Unreadable(TOO_LARGE)
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unreadable(FORBIDDEN)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise Unreadable(DAMAGED_WORD) from wrong
    # In another encoding the bytes above look otherwise.
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(FORBIDDEN)
    return root
