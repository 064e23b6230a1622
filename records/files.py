"""Keeping files: what may come in, and how bytes reach the storage without half of them ever being seen."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from records.models import StoredFile

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
_ZIP, _OLE, _RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf"
# Extension → content type and the bytes such a file begins with (none for text). Word opens its own kinds of file under
# each other's names, and a locked .docx is an OLE container: what is inside, its reader tells.
ALLOWED = {
    "txt": ("text/plain", ()),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (_ZIP, _OLE, _RTF),
    ),
    "doc": ("application/msword", (_OLE, _ZIP, _RTF)),
    "odt": ("application/vnd.oasis.opendocument.text", (_ZIP,)),
    "rtf": ("application/rtf", (_RTF,)),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        (_ZIP,),
    ),
    "pdf": ("application/pdf", (b"%PDF-",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
}
DOCUMENTS = ("docx", "pdf", "txt", "doc", "odt", "rtf")
PHOTOS = ("jpg", "jpeg", "png")
EVIDENCE = (*PHOTOS, "pdf", "docx", "xlsx")


class FileRefused(Exception):
    """The file may not come in. The message is one Vietnamese sentence for the person who sent it."""


def extension_of(name):
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def check(file, allowed, most_bytes=MOST_BYTES):
    """Whether an uploaded file may come in, by size, extension and first bytes; returns its content type.

    `file` is a Django UploadedFile, `allowed` a tuple of extensions. Raises FileRefused. Reads 16 bytes only:
    what is inside is for the job that parses it, in a process with limits.
    """
    name = file.name
    if file.size == 0:
        raise FileRefused(f"Tệp “{name}” không có nội dung. Hãy kiểm tra lại rồi chọn tệp khác.")
    if file.size > most_bytes:
        limit = most_bytes // MEGABYTE
        raise FileRefused(
            f"Tệp “{name}” lớn {file.size / MEGABYTE:.0f} MB, quá mức cho phép {limit} MB. "
            "Hãy chọn tệp nhỏ hơn."
        )
    extension = extension_of(name)
    if extension not in allowed:
        kinds = ", ".join(f".{kind}" for kind in allowed)
        raise FileRefused(f"Tệp “{name}” không thuộc loại được nhận. Hãy chọn tệp {kinds}.")
    content_type, beginnings = ALLOWED[extension]
    head = file.read(16)
    file.seek(0)
    if beginnings and not head.startswith(beginnings):
        raise FileRefused(
            f"Tệp “{name}” không đúng là tệp .{extension}. Hãy mở ra xem lại và lưu đúng loại."
        )
    return content_type


def keep(data, *, name, content_type, by=None):
    """Keep `data` (bytes) and return its StoredFile. The same bytes are written once, under their own hash."""
    digest = hashlib.sha256(data).hexdigest()
    stored = StoredFile(
        sha256=digest,
        size=len(data),
        name=name[:200],
        content_type=content_type,
        added_by=by,
    )
    # First the bytes, then the row: a row never points to nothing. What a crash leaves behind is swept up.
    if not default_storage.exists(stored.path):
        default_storage.save(stored.path, ContentFile(data))
    stored.save()
    return stored


def keep_file(file, *, name, content_type, by=None):
    """`keep` for a large django File on disk, read piece by piece and never held in memory as a whole."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    stored = StoredFile(
        sha256=digest.hexdigest(),
        size=file.tell(),
        name=name[:200],
        content_type=content_type,
        added_by=by,
    )
    file.seek(0)
    if not default_storage.exists(stored.path):
        default_storage.save(stored.path, file)
    stored.save()
    return stored


def keep_upload(file, allowed, *, by, most_bytes=MOST_BYTES):
    """Check an uploaded file and keep it. Raises FileRefused; nothing is stored then."""
    content_type = check(file, allowed, most_bytes)
    return keep(file.read(), name=file.name, content_type=content_type, by=by)
