"""What an office has packed: names that sort, the bytes that came, nothing packed twice, nothing half."""

import io
import os
import signal
import time
import zipfile
from datetime import date, timedelta

import pypdfium2
import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from PIL import Image

from accounts.models import Membership, Person
from documents import merging
from documents.model import AdministrativeDocument, Item, text_of
from documents.pdf import missing_pdf_support, write_pdf
from notices.models import Notice
from records.files import keep
from records.models import StoredFile
from reports.actions.bundles import TooMany, order_bundle
from reports.actions.submissions import move_submission
from reports.desk import bundle_jobs, bundles
from reports.models import Bundle, Submission
from tests.documents.pdf_files import pages_file, pdf_file
from tests.documents.test_read_pdf_refusals import LOCK
from tests.factories import make_commune, make_unit
from tests.reports.test_desk import open_in, submit
from work import actions as work_actions
from work.jobs import run
from work.models import WorkRow

ZIP, MERGED = Bundle.Kind.ZIP, Bundle.Kind.MERGED
needs_pdf = pytest.mark.skipif(bool(missing_pdf_support()), reason="needs Pango and the fonts")


def made(office, places):
    communes = [make_commune(place, receiver=office) for place in places]
    handed = [submit(*open_in(commune), number=n) for n, commune in enumerate(communes, 1)]
    # The printed report alone: what else is packed, each test says.
    for each in handed:
        each.files.exclude(kind="pdf").delete()
    return handed


@pytest.fixture
def three(province_office):
    return made(province_office, ["Đông Sơn", "Bình Minh", "An Lạc"])


def archive_of(bundle):
    bundle.refresh_from_db()
    return zipfile.ZipFile(io.BytesIO(bundle.file.read()))


def test_a_folder_sorts_the_files_as_the_table_of_contents_does(three, lan, run_work):
    bundle = order_bundle(three, by=lan)
    run_work()

    archive = archive_of(bundle)

    tail = "_bao-cao-6-thang-dau-nam-2026_lan1.pdf"
    names = [f"01-xa-an-lac{tail}", f"02-xa-binh-minh{tail}", f"03-xa-dong-son{tail}"]
    assert archive.namelist() == ["00-muc-luc.xlsx", *names]
    assert archive.read(names[2]) == three[0].pdf.read()
    sheet = load_workbook(io.BytesIO(archive.read("00-muc-luc.xlsx"))).active
    rows = list(sheet.values)
    communes = ["UBND xã An Lạc", "UBND xã Bình Minh", "UBND xã Đông Sơn"]
    assert list(dict.fromkeys(row[1] for row in rows[1:])) == communes
    assert rows[1][4:8] == ("03/BC-UBND", "15/06/2026", rows[1][6], "Đã xem")
    assert rows[1][-1] == three[2].sha256
    assert f'"{names[0]}"' in rows[1][-2]


def test_the_signed_copy_goes_beside_the_pdf_and_what_came_another_way_stands_in_the_table(
    three, lan, run_work
):
    scan = keep(b"%PDF-1.7 signed", name="ban-ky.PDF", content_type="application/pdf")
    first, second, _ = three
    second.files.all().delete()
    first.files.create(kind="signed", file=scan, name="ban-ky.PDF", sha256=scan.sha256)
    Submission._base_manager.filter(pk=second.pk).update(
        pdf=None,
        sha256="",
        document=None,
        way="paper",
        other_code="15/BC-UBND",
        other_date=date(2026, 6, 15),
    )
    bundle = order_bundle([first, second], by=lan)
    run_work()

    archive = archive_of(bundle)

    stem = "02-xa-dong-son_bao-cao-6-thang-dau-nam-2026_lan1"
    assert archive.namelist()[1:] == [f"{stem}.pdf", f"{stem}_ban-ky.pdf"]
    rows = list(load_workbook(io.BytesIO(archive.read("00-muc-luc.xlsx"))).active.values)
    assert (rows[1][4], rows[1][9], rows[1][10]) == ("15/BC-UBND", "Bản giấy, bưu chính", "Không có tệp")  # fmt: skip


def test_the_same_contents_are_packed_once_and_told_once(three, lan, run_work):
    first = order_bundle(three, by=lan)
    run_work()
    again = order_bundle(reversed(three), by=lan)
    assert (again, run_work()) == (first, [])
    assert Notice.objects.visible_to(lan).filter(key__startswith="bundle:").count() == 1

    Submission._base_manager.filter(pk=three[0].pk).update(status="accepted")

    # The state stands in its table of contents: the old bundle would lie.
    assert order_bundle(three, by=lan) != first
    assert order_bundle(three, by=lan, kind=MERGED).kind == MERGED


def test_to_order_two_takes_as_many_queries_as_one_and_opens_each_once(three, lan):
    def asked(submissions):
        with CaptureQueriesContext(connection) as queries:
            order_bundle(submissions, by=lan)
        return len(queries)

    first, second, third = three
    order_bundle([first], by=lan)

    assert asked([second]) == asked([first, third])
    assert [each.history.filter(move="open").count() for each in three] == [1, 1, 1]
    assert {each.status for each in Submission.objects.visible_to(lan)} == {"opened"}


def test_more_than_a_bundle_holds_is_refused_and_opens_nothing(three, lan, monkeypatch):
    monkeypatch.setitem(bundles.MOST, ZIP, 2)

    with pytest.raises(TooMany, match="Đã chọn 3 báo cáo; một gói chứa nhiều nhất 2"):
        order_bundle(three, by=lan)

    assert {each.status for each in Submission.objects.visible_to(lan)} == {"submitted"}
    assert not Bundle.objects.visible_to(lan).exists()


def small_pdf(words):
    document = AdministrativeDocument(kind="BÁO CÁO", subject=words, items=(Item(text=text_of(words)),))  # fmt: skip
    return write_pdf(document)


@needs_pdf
def test_merged_reports_follow_a_table_of_contents_and_have_bookmarks(three, lan, run_work):
    for each in three[:2]:
        words = f"Của {each.report.round.commune.place}"
        pdf = keep(small_pdf(words), name="bao-cao.pdf", content_type="application/pdf")
        each.files.filter(kind="pdf").update(file=pdf, sha256=pdf.sha256)
    run_work()
    bundle = order_bundle(three, by=lan, kind=MERGED)
    (row,) = run_work()
    assert row.error == ""

    bundle.refresh_from_db()
    whole = pypdfium2.PdfDocument(bundle.file.read())

    pages = [page.get_textpage().get_text_range() for page in whole]
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in whole.get_toc()]
    # What the third sent is no PDF that can be read: the contents say so, and the others come.
    assert marks == [
        ("Mục lục", 0),
        ("2. UBND xã Bình Minh: Báo cáo 6 tháng đầu năm 2026", 1),
        ("3. UBND xã Đông Sơn: Báo cáo 6 tháng đầu năm 2026", 2),
    ]
    assert "Của Bình Minh" in pages[1]
    assert "Của Đông Sơn" in pages[2]
    words = " ".join(pages[0].split())
    assert "3 báo cáo của các xã, phường nộp về Sở Nội vụ tỉnh Hòa Sơn" in words
    assert "Không có tệp" in words


@needs_pdf
def test_signed_papers_are_merged_where_they_can_be_and_the_contents_say_which(
    three, lan, run_work
):
    printed = keep(small_pdf("Bản in"), name="bao-cao.pdf", content_type="application/pdf")
    broken = b"%PDF-1.7 scan\n%%EOF"
    scans = ((small_pdf("Bản quét"), "pdf"), (broken, "pdf"), (b"\xff\xd8\xff", "jpg"))
    kinds = {"pdf": "application/pdf", "jpg": "image/jpeg"}
    for each, (data, ending) in zip(three, scans, strict=True):
        each.files.filter(kind="pdf").update(file=printed, sha256=printed.sha256)
        scan = keep(data, name=f"ban-ky.{ending}", content_type=kinds[ending])
        each.files.create(kind="signed", file=scan, name=scan.name, sha256=scan.sha256)
    run_work()

    client = Client()
    client.force_login(lan)
    client.post(reverse("reports:desk_act"), {"act": "merged", "paper": "signed", "every": "1"})
    (row,) = run_work()
    assert row.error == ""
    bundle = Bundle.objects.visible_to(lan).get(kind=Bundle.Kind.SIGNED)

    whole = pypdfium2.PdfDocument(bundle.file.read())
    contents, *pages = [" ".join(page.get_textpage().get_text_range().split()) for page in whole]
    # An Lạc sent a picture, Bình Minh a scan that cannot be opened, Đông Sơn one that can.
    assert ["Bản quét" in page for page in pages] == [False, False, True]
    assert ["Bản in" in page for page in pages] == [True, True, False]
    assert "(bản ký là ảnh)" in contents
    assert "(bản ký hỏng, đặt mật khẩu hoặc quá dài)" in contents
    assert contents.count("Bản ký") == 1


@needs_pdf
def test_what_is_too_large_to_merge_is_said_and_never_half_there(tmp_path, monkeypatch):
    for name in ("one", "two"):
        photo = Image.frombytes("RGB", (800, 800), os.urandom(800 * 800 * 3))
        photo.save(tmp_path / f"{name}.pdf", quality=90)
    paths = [str(tmp_path / f"{name}.pdf") for name in ("one", "two")]
    whole = str(tmp_path / "whole.pdf")
    merging.merge(paths, [("Một", 0), ("Hai", 1)], whole)
    assert [mark.get_title() for mark in pypdfium2.PdfDocument(whole).get_toc()] == ["Một", "Hai"]

    monkeypatch.setattr(merging, "MOST_MB", 1)
    with pytest.raises(merging.NotMerged, match="quá lớn để gộp"):
        merging.merge(paths, [], whole)


def test_too_much_to_merge_is_refused_before_anything_is_fetched(three, lan, run_work):
    run_work()
    StoredFile.objects.filter(pk=three[0].pdf_id).update(size=merging.MOST_MB * 1024 * 1024)
    bundle = order_bundle(three, by=lan, kind=MERGED)

    (row,) = run_work()

    bundle.refresh_from_db()
    assert (row.state, bundle.file) == (WorkRow.State.REFUSED, None)
    assert "nhiều nhất 200 MB" in row.error


def test_a_file_that_is_no_pdf_or_is_locked_has_no_pages(tmp_path):
    (tmp_path / "no.pdf").write_bytes(b"%PDF-1.7 no")
    (tmp_path / "locked.pdf").write_bytes(pages_file([b"BT ET"], trailer=LOCK))
    paths = [str(tmp_path / name) for name in ("no.pdf", "locked.pdf")]

    assert merging.count_pages([*paths, ""]) == [0, 0, 0]


def test_a_file_of_few_bytes_that_claims_very_many_pages_is_not_taken(tmp_path):
    """One tree of pages whose branches are the same branch again: with it nobody's reports could be merged."""
    branch = b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        branch % (2, 55 * 55, b"3 0 R " * 55),
        branch % (2, 55, b"4 0 R " * 55),
        b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 595 842]>>",
    ]
    (tmp_path / "many.pdf").write_bytes(pdf_file(objects))
    (tmp_path / "one.pdf").write_bytes(pages_file([b"BT ET"]))
    paths = [str(tmp_path / name) for name in ("many.pdf", "one.pdf")]

    assert merging.count_pages(paths) == [0, 1]


def test_a_bundle_goes_after_its_time_with_its_file(three, lan, run_work):
    old, young = order_bundle(three, by=lan), order_bundle(three[:1], by=lan)
    run_work()
    old.refresh_from_db()
    Bundle._base_manager.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))

    bundle_jobs.clear_old_bundles()
    bundle_jobs.clear_old_bundles()

    assert list(Bundle.objects.visible_to(lan)) == [young]
    assert not StoredFile.objects.filter(pk=old.file_id).exists()
    assert StoredFile.objects.filter(pk=three[0].pdf_id).exists()


def test_bundles_of_a_colleague_or_another_office_are_not_there(bundle, lan, phuc):
    client = Client()
    client.force_login(phuc)

    for name in ("bundle_detail", "bundle_file"):
        assert client.get(reverse(f"reports:{name}", args=[bundle.pk])).status_code == 404
    assert list(client.get(reverse("reports:bundle_list")).context["page"]) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a second process needs a server")
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_no_half_file_and_no_stuck_row(
    province_office, lan, settings
):
    bundle = order_bundle(made(province_office, ["Một", "Hai", "Ba"]), by=lan)
    row = WorkRow.objects.unscoped("test").get(kind=bundle_jobs.ZIP)
    before = set(files_below(settings.MEDIA_ROOT))

    kill_while_packing(row)

    row.refresh_from_db()
    bundle.refresh_from_db()
    assert (row.state, bundle.file) == ("running", None)
    assert {name for name in files_below(settings.MEDIA_ROOT) if ".part" not in name} == before
    WorkRow._base_manager.filter(pk=row.pk).update(lease_until=timezone.now())
    work_actions.free_expired()
    WorkRow._base_manager.filter(pk=row.pk).update(next_try_at=timezone.now())
    run(row.pk)
    row.refresh_from_db()
    assert row.state == "done"
    assert archive_of(bundle).testzip() is None
    assert len(archive_of(bundle).namelist()) == 4


def files_below(folder):
    return [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]


def kill_while_packing(row):
    """Run the row in a process of its own and kill it once it writes its file."""
    connection.close()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        save = default_storage._save

        def slow(name, content):
            os.write(writing, b"1")
            time.sleep(60)
            return save(name, content)

        default_storage._save = slow
        run(row.pk)
        os._exit(0)
    os.close(writing)
    told = os.read(reading, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    assert told == b"1"


def test_what_is_withdrawn_while_the_button_is_pressed_is_in_no_bundle(three, lan):
    gone = three[0]
    pressed = list(Submission.objects.visible_to(lan).select_related("report__round"))
    move_submission(gone, "withdraw", by=gone.submitted_by)

    bundle = order_bundle(pressed, by=lan)

    assert set(bundle.submissions.values_list("pk", flat=True)) == {each.pk for each in three[1:]}
    with pytest.raises(TooMany, match="Chưa chọn báo cáo nào đã nộp"):
        order_bundle([each for each in pressed if each.pk == gone.pk], by=lan)


def test_the_job_packs_what_whoever_ordered_it_may_read_when_it_runs(three, lan, run_work):
    bundle = order_bundle(three, by=lan)
    Submission._base_manager.filter(pk=three[0].pk).update(status="withdrawn")
    # In another post for the moment: the order was given in this one.
    elsewhere = make_unit(three[1].report.round.commune, "Văn phòng hai")
    post = Membership.objects.create(person=lan, unit=elsewhere, role="coordinator")
    Person.objects.filter(pk=lan.pk).update(active_membership=post)

    run_work()

    assert len(archive_of(bundle).namelist()) == 3


def test_nothing_is_packed_for_who_has_left_the_office(three, lan, run_work):
    bundle = order_bundle(three, by=lan)
    lan.memberships.update(valid_to=date(2020, 1, 1))

    (row,) = run_work()

    bundle.refresh_from_db()
    assert (row.state, bundle.file) == (WorkRow.State.REFUSED, None)
