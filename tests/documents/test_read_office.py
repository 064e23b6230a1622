"""Files of other word processors, read through LibreOffice."""

import subprocess
from pathlib import Path

import pytest

from documents.model import Unreadable
from documents.reading import office
from documents.reading.office import as_docx, has_office
from documents.reading.word import extract
from documents.sandbox import read_safely
from documents.storage import from_dict
from tests.documents.word_files import p, plan_file

needs_office = pytest.mark.skipif(not has_office(), reason="LibreOffice is not installed")
PLAN = plan_file(
    p("I. NHIỆM VỤ"),
    p("1. Tuyên truyền pháp luật đến từng hộ dân, báo cáo kết quả trước ngày 20/11/2026."),
    p("2. Đối thoại với Nhân dân."),
)


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """The plan in the other formats, as LibreOffice writes them."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "plan.docx").write_bytes(PLAN)
    made = {}
    for kind in ("doc", "odt", "rtf"):
        argv = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        told = [*argv, "--convert-to", kind, "--outdir", str(folder), str(folder / "plan.docx")]
        subprocess.run(told, check=True, capture_output=True, timeout=120)
        made[kind] = (folder / f"plan.{kind}").read_bytes()
    return made


@needs_office
@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
def test_a_plan_of_another_word_processor_is_read_in_the_limited_process(kind, converted, tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(converted[kind])

    # The content decides, whatever the name says.
    told = read_safely(path, "ke-hoach.docx")

    document = from_dict(told["document"])
    assert document.subject == "Công tác dân vận chính quyền năm 2026"
    assert [each.label for each in document.walk()] == ["I.", "1.", "2."]
    assert [each["date"] for each in told["deadlines"]] == ["2026-11-20"]


@needs_office
def test_nothing_is_left_of_a_conversion(converted, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert extract(as_docx(converted["odt"], "odt")).blocks[0].words == "KẾ HOẠCH"
    assert list(tmp_path.iterdir()) == []


@needs_office
def test_nothing_is_left_of_a_conversion_that_was_killed(converted, tmp_path, monkeypatch):
    upload, scratch = tmp_path / "upload", tmp_path / "scratch"
    upload.write_bytes(converted["odt"])
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    # Long enough for the reader to start LibreOffice, too short for LibreOffice.
    with pytest.raises(Unreadable, match="giới hạn"):
        read_safely(upload, "ke-hoach.odt", wall_seconds=0.9)
    assert list(scratch.iterdir()) == []


@needs_office
def test_a_damaged_file_ends_in_one_sentence(converted):
    with pytest.raises(Unreadable, match="bị hỏng hoặc có mật khẩu"):
        as_docx(converted["odt"][:2000], "odt")


def test_a_locked_doc_is_told_before_anything_opens_it(monkeypatch):
    monkeypatch.setattr(office, "_program", lambda: Path("/nowhere"))
    locked = b"\0" * 512 + b"\xec\xa5" + b"\0" * 9 + b"\x01" + b"\0" * 100
    with pytest.raises(Unreadable, match="mật khẩu"):
        as_docx(locked, "doc")


def test_without_libreoffice_the_sentence_says_to_save_as_docx(monkeypatch):
    monkeypatch.setattr(office, "_program", lambda: None)
    with pytest.raises(Unreadable, match=r"lưu thành \.docx"):
        as_docx(b"", "doc")
