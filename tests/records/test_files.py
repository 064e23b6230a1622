import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from records import files, jobs
from records.models import StoredFile


def upload(name, data, size=None):
    file = SimpleUploadedFile(name, data)
    if size:
        file.size = size
    return file


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("trong.txt", b"", "không có nội dung"),
        ("lon.txt", b"x", "30 MB"),
        ("anh.svg", b"<svg/>", "không thuộc loại"),
        ("chay.exe", b"MZ", "không thuộc loại"),
        ("khong-duoi", b"x", "không thuộc loại"),
        ("gia.pdf", b"\x89PNG\r\n\x1a\n", "không đúng là tệp .pdf"),
        ("gia.docx", b"hello", "không đúng là tệp .docx"),
    ],
)
def test_a_file_that_may_not_come_in_is_refused_with_a_sentence(db, name, data, words):
    size = 30 * files.MEGABYTE if name == "lon.txt" else None

    with pytest.raises(files.FileRefused, match=words):
        files.keep_upload(upload(name, data, size), files.DOCUMENTS, by=None)

    assert StoredFile.objects.count() == 0


def test_a_file_is_kept_under_its_hash_and_never_under_its_name(db, an):
    stored = files.keep_upload(upload("../../kế hoạch.txt", b"noi dung"), files.DOCUMENTS, by=an)

    assert stored.sha256 == hashlib.sha256(b"noi dung").hexdigest()
    assert stored.path == f"{stored.sha256[:2]}/{stored.sha256[2:4]}/{stored.sha256}"
    assert stored.read() == b"noi dung"


def test_the_same_bytes_are_written_once(db):
    one = files.keep(b"x", name="a.txt", content_type="text/plain")
    two = files.keep(b"x", name="b.txt", content_type="text/plain")

    assert one.path == two.path
    assert [one.read(), two.read()] == [b"x", b"x"]


def test_the_sweep_deletes_old_bytes_without_a_row_and_nothing_else(db, settings):
    import os
    import time

    kept = files.keep(b"kept", name="a.txt", content_type="text/plain")
    lost = files.keep(b"lost", name="b.txt", content_type="text/plain")
    fresh = files.keep(b"fresh", name="c.txt", content_type="text/plain")
    StoredFile.objects.filter(pk__in=[lost.pk, fresh.pk]).delete()
    two_days_ago = time.time() - 2 * 86400
    for stored in (kept, lost):
        os.utime(default_storage.path(stored.path), (two_days_ago, two_days_ago))

    jobs.clear_unused_files()

    assert [default_storage.exists(each.path) for each in (kept, lost, fresh)] == [
        True,
        False,
        True,
    ]


class Interrupted(ContentFile):
    """Breaks off after the first piece, as a full disk or a killed process does."""

    def chunks(self, chunk_size=None):
        yield b"half"
        raise OSError("no space left")


def test_a_write_that_was_cut_off_leaves_nothing_under_the_files_name(db, an):
    data = b"half and half"
    digest = hashlib.sha256(data).hexdigest()
    path = StoredFile(sha256=digest).path

    with pytest.raises(OSError, match="no space"):
        default_storage.save(path, Interrupted(data))
    stored = files.keep(data, name="a.txt", content_type="text/plain", by=an)

    assert stored.read() == data
