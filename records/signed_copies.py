"""The signed paper of an issued document, given back to the portal: it is then the one that is handed out.

Any row with the columns `signed_copy` (a StoredFile), `signed_copy_by` and `signed_copy_at` can have one. The bytes are
kept as they came: a PDF signed with a token would lose its signature by any change.
"""

from django.utils import timezone

from danvan.asked import number
from records.files import ALLOWED, FileRefused, extension_of, keep_upload

KINDS = ("pdf", "jpg", "jpeg", "png")
_TAIL = 2048
NO_FILE = "Hãy chọn tệp bản có chữ ký (PDF, JPG hoặc PNG) trước khi bấm “Lưu bản có chữ ký”."
REMOVED = "Đã gỡ bản có chữ ký. Người đọc lại nhận bản PDF không chữ ký."
CHANGED = (
    "Bản có chữ ký vừa được người khác thay hoặc gỡ. Trang cho thấy bản mới; chưa thay đổi gì."
)


class CopyChanged(Exception):
    """Somebody else was quicker. The message is for the page."""


def from_form(row, record, *, post, files, by):
    """Do what the form of the signed copy asks with `row`, and note it in the history of `record`, whose paper it is.

    `post`: `act` ("remove", else a file is attached) and `over`, the copy the person saw. Returns the StoredFile, None
    where it was removed. Raises FileRefused and CopyChanged. Inside a transaction: the file and its line, or neither.
    """
    over, before = number(post.get("over")), row.signed_copy
    if post.get("act") == "remove":
        remove(row, by=by, over=over)
        _note(record, by, "Gỡ bản có chữ ký", before)
        return None
    upload = files.get("file")
    if upload is None:
        raise FileRefused(NO_FILE)
    file = attach(row, upload, by=by, over=over)
    _note(record, by, "Thay bản có chữ ký" if before else "Đính bản có chữ ký", file)
    return file


def _note(record, by, label, file):
    record.history.create(
        move="signed_copy",
        label=label,
        before=record.status,
        after=record.status,
        by=by,
        note=f"{file.name}\nSHA-256: {file.sha256}" if file else "",
    )


def attach(row, upload, *, by, over):
    """Keep an uploaded PDF or picture as the signed copy of `row`; returns the StoredFile.

    `over` is the pk of the copy that the person saw, None for none. Raises FileRefused and CopyChanged; nothing has
    changed then.
    """
    require_whole(upload)
    file = keep_upload(upload, KINDS, by=by)
    _put(row, over, file, by)
    return file


def remove(row, *, by, over):
    """Take the signed copy away again; its bytes stay with the line of history that names them. Raises CopyChanged."""
    _put(row, over, None, by)


def _put(row, over, file, by):
    # Compare and set: of two who attach at once the second sees what the first has given.
    unchanged = type(row)._base_manager.filter(pk=row.pk, signed_copy=over)
    fields = {"signed_copy": file, "signed_copy_by": by, "signed_copy_at": timezone.now()}
    if not unchanged.update(**fields):
        raise CopyChanged(CHANGED)
    for name, value in fields.items():
        setattr(row, name, value)


def require_whole(upload):
    """Raise FileRefused where the end of a PDF is missing, as after a transfer that was cut off."""
    if extension_of(upload.name) != "pdf" or not upload.size:
        return
    upload.seek(max(upload.size - _TAIL, 0))
    tail = upload.read()
    upload.seek(0)
    if b"%%EOF" not in tail:
        raise FileRefused(
            f"Tệp “{upload.name}” thiếu phần cuối. Hãy xuất hoặc quét lại rồi chọn tệp mới."
        )


def name_for(stored, stem):
    """The name under which a signed copy is given out: "ke-hoach-05-2026-ban-ky.pdf"."""
    endings = {kind: ending for ending, (kind, _) in ALLOWED.items() if ending in KINDS}
    ending = (
        "jpg" if stored.is_image and "jpeg" in stored.content_type else endings[stored.content_type]
    )
    return f"{stem}-ban-ky.{ending}"
