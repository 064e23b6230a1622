"""The photo appendix: picked from the evidence of the period, printed two to a row, kept whatever happens later."""

import io
import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from documents.storage import fingerprint, to_dict
from records.files import keep
from reports.actions.issuing import issue_report
from reports.actions.parts import StaleVersion
from reports.actions.photos import PhotosRefused, save_photos
from reports.actions.submissions import hand_in
from reports.models import Report, ReportPhoto
from reports.paper import photos
from reports.paper.document import stored_document, to_document
from tasks.models import Evidence, ProgressUpdate
from tests.factories import make_person, make_unit
from tests.reports.factories import make_task, pdf_of

DAY = datetime(2026, 5, 12, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def jpeg(size=(64, 48)):
    out = io.BytesIO()
    Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3)).save(out, "JPEG")
    return keep(out.getvalue(), name="anh.jpg", content_type="image/jpeg")


def show(task, *, at=DAY, file=None, **over):
    """Evidence of a task, sent at that moment."""
    update = ProgressUpdate.objects.create(task=task, by=task.responsible, text="Đã họp.")
    ProgressUpdate.objects.filter(pk=update.pk).update(at=at)
    fields = {"update": update, "file": file or jpeg(), "is_ready": True, **over}
    return Evidence.objects.create(**fields)


@pytest.fixture
def task(half_year, culture, dung):
    return make_task(half_year, culture, dung, "Họp thôn bàn đường làng")


def pick(report, by, *evidence):
    report.refresh_from_db()
    kept = [(each.pk, each.caption) for each in report.photos.all()]
    added = [each.pk for each in evidence]
    return save_photos(report, version=report.version, kept=kept, added=added, by=by)


def captions(report):
    return [each.caption for each in report.photos.all()]


def test_only_photos_of_the_period_that_the_writer_may_see_are_offered(report, task, binh, cuong):
    shown = show(task)
    show(task, at=DAY.replace(year=2025))
    show(task, is_ready=False)
    show(task, error="Ảnh không đọc được.")
    show(task, file=pdf_of("biên bản"))
    other = make_person("Tư", make_unit(cuong.commune, "Văn hóa bên kia"), "officer")
    round = report.round
    theirs = make_task(
        round, other.unit, other, "Việc của xã khác", commune=cuong.commune, plan=None
    )
    foreign = show(theirs)

    assert list(photos.offered(binh, report)) == [shown]
    assert pick(report, binh, shown, foreign) == 1
    assert captions(report) == [
        f"Họp thôn bàn đường làng – {task.lead_unit.short_name}, 12/05/2026"
    ]


def test_the_last_appendix_shows_them_in_their_order_and_the_body_points_to_it(
    report, section, task, binh
):
    before = stored_document(report)
    first, second = show(task), show(task, at=DAY.replace(day=13))
    pick(report, binh, second, first)

    appendix = to_document(report).appendices[-1]
    assert appendix.title == "HÌNH ẢNH HOẠT ĐỘNG"
    names = [each.sha256 for each in appendix.items[0].photos]
    assert names == [first.file.sha256, second.file.sha256]
    assert "hình ảnh hoạt động tại Phụ lục" in str(to_document(report).items)
    assert "photos" not in str(before)

    Report._base_manager.filter(pk=report.pk).update(left_out=["photos"])
    report.refresh_from_db()
    assert fingerprint(stored_document(report)) == fingerprint(before)


def test_an_issued_report_keeps_its_photos_when_the_evidence_goes(
    report, section, task, binh, giang, lan, run_work
):
    evidence = show(task)
    pick(report, binh, evidence)
    run_work()
    Report._base_manager.filter(pk=report.pk).update(status="approved", signer_name="An")
    report.refresh_from_db()
    issue_report(report, number=7, issued_on=date(2026, 6, 15), by=giang)
    report.refresh_from_db()
    frozen, word = report.document, report.docx.read()
    assert photos.names_in(frozen) == [evidence.file.sha256]
    assert b"word/media/photo1.jpeg" in word

    evidence.delete()

    report.refresh_from_db()
    assert report.document == frozen
    assert photos.bytes_of(frozen) == {evidence.file.sha256: evidence.file.read()}
    Report._base_manager.filter(pk=report.pk).update(pdf=pdf_of("bản in"))
    report.refresh_from_db()
    submission = hand_in(report, by=binh)
    for person, name, pk in ((binh, "report", report.pk), (lan, "submission", submission.pk)):
        client = Client()
        client.force_login(person)
        page = client.get(reverse(f"reports:{name}_detail", args=[pk])).content.decode()
        address = f"{reverse(f'reports:{name}_photo', args=[pk])}?anh={evidence.file.sha256}"
        assert f'src="{address}"' in page
        assert client.get(address).status_code == 200


def test_nobody_gets_a_file_through_a_report_that_does_not_show_it(report, task, binh, lan, cuong):
    evidence = show(task)
    address = reverse("reports:report_photo", args=[report.pk])
    asked = f"{address}?anh={evidence.file.sha256}"
    client = Client()
    client.force_login(binh)
    assert client.get(asked).status_code == 404

    pick(report, binh, evidence)

    assert client.get(asked).status_code == 200
    for stranger in (lan, cuong):
        client.force_login(stranger)
        assert client.get(asked).status_code == 404


def test_a_large_photo_is_brought_to_the_size_of_print_once(report, task, binh, run_work):
    large, small = show(task, file=jpeg((2000, 1000))), show(task)
    pick(report, binh, large, small)
    address = reverse("reports:report_photo", args=[report.pk])
    drawn_before = f"{address}?anh={report.photos.first().file.sha256}"
    (row,) = run_work()
    assert (row.kind, row.error) == ("scale_photos", "")
    client = Client()
    client.force_login(binh)
    assert client.get(drawn_before).status_code == 200

    first, second = report.photos.all()
    assert Image.open(io.BytesIO(first.file.read())).size == (1600, 800)
    assert (second.file, first.is_scaled, second.is_scaled) == (small.file, True, True)
    digest = fingerprint(stored_document(report))
    pick(report, binh)
    run_work()
    assert fingerprint(stored_document(report)) == digest


def test_a_list_shows_photos_small_to_those_who_may_see_them(report, task, binh, cuong):
    """Kept photos are larger than a phone in a village loads; a tiny one is sent as it is."""
    large, tiny = show(task, file=jpeg((1000, 500))), show(task)
    pick(report, binh, large)
    client = Client()
    client.force_login(binh)
    picked = f"{reverse('reports:report_photo', args=[report.pk])}?anh={large.file.sha256}&nho=1"
    offered = [f"{reverse('tasks:evidence', args=[each.pk])}?nho=1" for each in (large, tiny)]

    sizes = [size_of(client.get(each)) for each in (picked, *offered)]

    assert sizes == [(480, 240), (480, 240), (64, 48)]
    assert size_of(client.get(offered[0].partition("?")[0])) == (1000, 500)
    page = client.get(page_of(report)).content.decode()
    assert all(f'src="{address}"' in page for address in (picked.replace("&", "&amp;"), offered[1]))
    client.force_login(cuong)
    assert {client.get(each).status_code for each in (picked, *offered)} == {404}


def size_of(answer):
    return Image.open(io.BytesIO(answer.getvalue())).size


def test_a_photo_picked_while_others_are_being_scaled_is_scaled_too(
    report, task, binh, run_work, monkeypatch
):
    first, second = show(task), show(task)
    pick(report, binh, first)
    scaled = []

    def and_another_is_picked(file):
        if not scaled:
            pick(report, binh, second)
        scaled.append(file.pk)
        return file

    monkeypatch.setattr("reports.paper.photo_jobs._for_print", and_another_is_picked)
    run_work()

    assert scaled == [first.file_id, second.file_id]
    assert set(report.photos.values_list("is_scaled", flat=True)) == {True}


@pytest.fixture
def client(binh):
    client = Client()
    client.force_login(binh)
    return client


def page_of(report):
    return reverse("reports:report_photos", args=[report.pk])


def posted(report, **more):
    report.refresh_from_db()
    rows = list(report.photos.all())
    words = {f"caption-{each.pk}": each.caption for each in rows}
    return {"version": report.version, "photo": [each.pk for each in rows], **words, **more}


def test_buttons_move_and_drop_and_what_is_typed_meanwhile_is_kept(report, task, binh, client):
    pick(report, binh, *(show(task, at=DAY.replace(day=day)) for day in (1, 2, 3)))
    one, two, three = report.photos.all()
    assert "01/05/2026" in one.caption

    client.post(
        page_of(report), posted(report, down=one.pk, **{f"caption-{two.pk}": "Họp lần hai"})
    )
    client.post(page_of(report), posted(report, drop=three.pk))

    assert list(report.photos.all()) == [two, one]
    assert captions(report) == ["Họp lần hai", one.caption]
    page = client.get(page_of(report)).content.decode()
    assert "Đã chọn 2, nhiều nhất 24 ảnh" in page
    # What was dropped may be picked again.
    assert f'name="add" value="{three.evidence_id}"' in page


def test_where_there_is_no_photo_to_pick_nothing_is_to_be_saved(report, task, binh, client):
    client.force_login(binh)
    save = '<button class="btn btn-primary">Lưu ảnh</button>'

    assert save not in client.get(page_of(report)).content.decode()
    show(task)
    assert save in client.get(page_of(report)).content.decode()


def test_too_many_are_refused_and_the_page_keeps_what_was_typed(report, task, binh, client):
    pick(report, binh, show(task))
    (first,) = report.photos.all()
    more = [show(task).pk for _ in range(photos.MOST)]
    data = posted(report, add=more, **{f"caption-{first.pk}": "Lời vừa gõ"})

    answer = client.post(page_of(report), data)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Đã chọn 25 ảnh; phụ lục ảnh nhận nhiều nhất 24 ảnh" in page
    assert "Lời vừa gõ" in page
    assert page.count(" checked") == photos.MOST
    assert report.photos.count() == 1
    report.refresh_from_db()
    with pytest.raises(PhotosRefused, match="dài 301 chữ cái"):
        save_photos(report, version=report.version, kept=[(first.pk, "x" * 301)], added=[], by=binh)


def test_the_second_of_two_is_told_and_loses_no_words(report, task, binh, client):
    pick(report, binh, show(task))
    (first,) = report.photos.all()
    stale = posted(report, **{f"caption-{first.pk}": "Lời của người sau"})
    pick(report, binh, show(task, at=DAY.replace(day=20)))

    answer = client.post(page_of(report), stale)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Có người vừa lưu nội dung này" in page
    assert "Lời của người sau" in page
    assert "20/05/2026" in page
    assert report.photos.count() == 2
    with pytest.raises(StaleVersion):
        save_photos(report, version=1, kept=[], added=[], by=binh)


def test_a_report_that_is_submitted_takes_no_photos(report, task, binh, client):
    evidence = show(task)
    data = posted(report, add=[evidence.pk])
    Report._base_manager.filter(pk=report.pk).update(status="submitted")

    assert client.post(page_of(report), data).status_code == 409
    assert client.get(page_of(report)).status_code == 302
    assert not ReportPhoto.objects.filter(report=report).exists()


def test_the_page_asks_as_much_for_many_photos_as_for_one(
    report, task, binh, client, django_assert_num_queries, django_assert_max_num_queries
):
    pick(report, binh, show(task))
    show(task)
    with django_assert_max_num_queries(60) as few:
        client.get(page_of(report))
    pick(report, binh, *(show(task) for _ in range(5)))
    for _ in range(5):
        show(task)

    with django_assert_num_queries(len(few)):
        client.get(page_of(report))


def test_a_report_without_photos_is_stored_as_before(report, section):
    assert "photos" not in str(to_dict(to_document(report)))
    assert photos.bytes_of(stored_document(report)) == {}
