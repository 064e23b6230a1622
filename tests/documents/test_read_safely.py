"""Reading in a process with limits."""

import pytest

from documents import read
from documents.limits import ProgramFailed
from documents.model import Unreadable
from documents.sandbox import read_safely, reading_as_json
from documents.storage import from_dict
from tests.documents.plans import fixture


def test_a_plan_read_within_limits_is_the_plan_read_directly(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(fixture("an-hoa-2026.txt"))
    direct = read(fixture("an-hoa-2026.txt"), "an-hoa-2026.txt")

    told = read_safely(path, "an-hoa-2026.txt")

    assert told == reading_as_json(direct)
    assert from_dict(told["document"]) == direct.document


def test_why_a_file_is_no_plan_comes_back_from_the_limited_process(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")

    with pytest.raises(Unreadable, match="ảnh PNG"):
        read_safely(path, "ke-hoach.txt")


def test_a_file_that_needs_more_time_than_allowed_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(fixture("an-hoa-2026.txt"))

    with pytest.raises(Unreadable, match="quá phức tạp"):
        read_safely(path, "an-hoa-2026.txt", wall_seconds=0.01)


def test_a_file_that_needs_more_memory_than_allowed_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(fixture("an-hoa-2026.txt") + "Nội dung công tác. ".encode() * 200_000)

    with pytest.raises((Unreadable, ProgramFailed), match="quá phức tạp"):
        read_safely(path, "an-hoa-2026.txt", memory_mb=60)
