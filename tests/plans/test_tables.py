"""Tables and appendices of a file: read, shown in the review, kept in the plan, printed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.storage import from_dict
from plans.conversion import to_document
from plans.intake import accept, frame_of, take_upload
from plans.outline import bring_back
from tests.documents.word_files import p, plan_file, row, table
from tests.factories import remove_item

SIGNED = ("Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Thử")
FILE = plan_file(
    p("I. NHIỆM VỤ"),
    p("1. Phân công nhiệm vụ như sau:"),
    table(row("STT", "Nội dung"), row("1", "Đối thoại với Nhân dân")),
    *map(p, SIGNED),
    p("Phụ lục"),
    p("DANH MỤC MÔ HÌNH"),
    table(row("STT", "Tên mô hình"), row("1", "Tuyến đường hoa")),
)


@pytest.fixture
def page(client):
    """A page of the plans as somebody sees it."""

    def get(person, name, *args):
        client.force_login(person)
        return client.get(reverse(f"plans:{name}", args=args)).content.decode()

    return get


@pytest.fixture
def read_file(binh, run_work):
    upload = take_upload(SimpleUploadedFile("ke-hoach.docx", FILE), by=binh)
    run_work()
    upload.refresh_from_db()
    return upload


def test_tables_and_appendices_are_shown_before_a_draft_is_made(read_file, page, binh):
    shown = page(binh, "import_review", read_file.pk)

    assert "Đối thoại với Nhân dân</td>" in shown
    assert "Phụ lục: DANH MỤC MÔ HÌNH" in shown
    assert "Tuyến đường hoa</td>" in shown


def test_the_draft_has_the_tables_and_appendices_of_the_file(read_file, page, binh):
    plan = accept(read_file, frame_of(read_file), by=binh)

    read, written = from_dict(read_file.reading["document"]), to_document(plan)
    assert [item.table for item in written.walk()] == [item.table for item in read.walk()]
    assert any(item.table for item in written.walk())
    assert written.appendices == read.appendices
    shown = page(binh, "detail", plan.pk)
    assert "Đối thoại với Nhân dân</td>" in shown
    assert "Tuyến đường hoa</td>" in shown


def test_a_table_is_found_by_its_words_and_comes_back_after_it_was_deleted(read_file, binh):
    plan = accept(read_file, frame_of(read_file), by=binh)
    plan.refresh_from_db()
    assert "doi thoai" in plan.search_text
    before = to_document(plan)

    [item] = [each for each in plan.items.all() if each.table]
    bring_back(remove_item(item, by=binh))

    assert to_document(plan) == before
