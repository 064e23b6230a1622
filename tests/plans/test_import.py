"""Real plans and a made-up one, from the upload to the draft, by the real reader in its own process."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.citations import find_citations
from documents.model import plain
from documents.storage import from_dict
from plans.conversion import to_document
from plans.intake import AlreadyDecided, accept, take_upload
from plans.models import Plan, PlanImport, PlanItem
from records.files import FileRefused
from tests.seeds import seed

SEEDS = ["que-minh-2024.txt", "dak-doa-2023.txt", "ba-vi-2025.txt"]
OWN = """KẾ HOẠCH
Công tác dân vận chính quyền năm 2026

Thực hiện Nghị quyết số 12/NQ-HĐND ngày 20/12/2025 của Hội đồng nhân dân xã An Hòa,
UBND xã An Hòa xây dựng Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
- Nâng cao trách nhiệm của cán bộ, công chức trong công tác dân vận.
II. NHIỆM VỤ
1. Tổ chức đối thoại với Nhân dân trước ngày 30/6/2026.
3. Xây dựng 02 mô hình “Dân vận khéo”.
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND xã theo dõi, đôn đốc.

Trên đây là Kế hoạch công tác dân vận chính quyền năm 2026 của UBND xã An Hòa./.

Nơi nhận:
- Sở Nội vụ (b/c);
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lương Văn Phước
"""
BASICS = {"title": "Công tác dân vận chính quyền năm 2026", "year": 2026}


def upload(data, by, name="ke-hoach.txt"):
    return take_upload(SimpleUploadedFile(name, data), by=by)


def outline(items):
    return [(item.marker, plain(item.heading or item.text)) for item in items]


@pytest.mark.parametrize("name", SEEDS)
def test_a_real_plan_becomes_a_draft_with_every_item_at_its_place(name, binh, run_work):
    found = upload(seed(name), binh, name)
    run_work()
    found.refresh_from_db()

    plan = accept(found, BASICS, by=binh)

    read = from_dict(found.reading["document"])
    written = to_document(plan)
    assert outline(written.walk()) == outline(read.walk())
    assert [note.text for note in written.footnotes] == [note.text for note in read.footnotes]
    assert [item.text for item in written.walk()] == [item.text for item in read.walk()]
    body = [item.heading or item.text for item in written.walk()]
    cited = {each.number for each in find_citations(map(plain, body))}
    assert cited <= set(plan.mentions.values_list("document__number", flat=True))


def test_printed_numbers_are_kept_with_their_gap(binh, run_work):
    found = upload(OWN.encode(), binh)
    run_work()
    found.refresh_from_db()

    plan = accept(found, BASICS, by=binh)

    tasks = PlanItem.objects.visible_to(binh).filter(plan=plan, parent__kind="tasks")
    assert [item.label for item in tasks] == ["1.", "3."]
    assert plan.keeps_printed_numbers


def test_the_same_file_sent_twice_is_one_import(binh):
    first = upload(OWN.encode(), binh)
    second = upload(OWN.encode(), binh)

    assert first == second
    assert PlanImport.objects.visible_to(binh).count() == 1


def test_accepting_twice_makes_one_plan(binh, run_work):
    found = upload(OWN.encode(), binh)
    run_work()
    found.refresh_from_db()
    accept(found, BASICS, by=binh)

    with pytest.raises(AlreadyDecided):
        accept(found, BASICS, by=binh)

    assert Plan.objects.visible_to(binh).count() == 1


def test_reading_twice_leaves_what_was_read_first(binh, run_work):
    from plans.intake import order_reading

    found = upload(OWN.encode(), binh)
    run_work()
    found.refresh_from_db()
    before = found.reading
    order_reading(found, by=binh)

    done = run_work()

    found.refresh_from_db()
    assert [row.state for row in done] == ["done"]
    assert (found.status, found.reading) == ("review", before)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"   \n\n  \n",
        ("The commune shall report to the district every six months. " * 20).encode(),
        "Danh sách đi chợ: rau muống, cà chua, đậu phụ, nước mắm, gạo tẻ và trứng vịt.".encode(),
        b"\xff\xfe\x00\xd8" * 50,
    ],
    ids=["picture", "blank", "english", "no plan", "broken bytes"],
)
def test_what_is_no_plan_is_refused_with_one_sentence_and_no_plan(data, binh, run_work):
    found = upload(data, binh)

    done = run_work()

    found.refresh_from_db()
    assert found.status == PlanImport.Status.REFUSED
    assert found.error.endswith((".", ")"))
    assert [row.error for row in done] == [found.error]
    assert Plan.objects.visible_to(binh).count() == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [("trong.txt", b""), ("to.txt", b"a" * (30 * 1024 * 1024)), ("anh.png", b"\x89PNG\r\n\x1a\n")],
    ids=["empty", "30 MB", "picture"],
)
def test_a_file_that_may_not_come_in_leaves_nothing_behind(name, data, binh):
    from records.models import StoredFile

    with pytest.raises(FileRefused, match=name):
        upload(data, binh, name)

    assert StoredFile.objects.count() == 0
    assert PlanImport.objects.visible_to(binh).count() == 0
