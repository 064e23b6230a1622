"""Progress with evidence: once, whole, clean, and only for those who see the task."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from records.models import StoredFile
from tasks.actions import add_progress, move_task
from tasks.models import Evidence, ProgressUpdate, Task
from tasks.photo import LONGEST_SIDE, clean
from tests.tasks.factories import make_task
from work.models import WorkRow

ORIENTATION, GPS = 0x0112, 0x8825


def photo(width=640, height=320, *, turned=False, kind="JPEG", place=True):
    """A photo as a phone makes it: left half red, right half blue, with the place where it was taken."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    if turned:
        exif[ORIENTATION] = 6
    if place:
        exif.get_ifd(GPS)[1] = "N"
        exif.get_ifd(GPS)[2] = (21.0, 1.0, 42.0)
    exif[0x010E] = "Nha ong Nguyen Van A"
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def upload(data, name="anh.jpg", content_type="image/jpeg"):
    return SimpleUploadedFile(name, data, content_type)


def form(text="Đã họp 2/5 thôn.", **over):
    return {"text": text, "key": str(uuid.uuid4()), **over}


@pytest.fixture
def address(task):
    return f"/nhiem-vu/{task.pk}/tien-do/"


def test_reporting_progress_takes_a_new_task(sign_in, dung, task, address):
    sign_in(dung).post(address, form())

    task.refresh_from_db()
    assert (task.status, task.updates.get().percent) == (Task.Status.DOING, None)
    assert task.last_update_at is not None


def test_the_same_form_twice_is_one_update_with_one_file(sign_in, dung, task, address):
    client = sign_in(dung)
    key = str(uuid.uuid4())
    for _ in range(2):
        answer = client.post(address, form(key=key, files=upload(b"%PDF-1.4 x", "bb.pdf")))

    assert answer.status_code == 302
    assert (task.updates.count(), Evidence.objects.count()) == (1, 1)


def test_done_with_the_form_reports_and_reports_once(sign_in, dung, task, address):
    client = sign_in(dung)
    values = form(done="1")
    client.post(address, values)
    client.post(address, values)

    task.refresh_from_db()
    assert task.status == Task.Status.REPORTED
    assert task.history.filter(move="report_done").count() == 1
    assert task.updates.count() == 1


def test_an_empty_text_keeps_the_form_and_stores_nothing(sign_in, dung, task, address):
    Task.objects.unscoped("test").update(target=50, target_unit="hộ")
    answer = sign_in(dung).post(address, form(text="", amount="31"))

    assert answer.status_code == 200
    assert list(answer.context["progress"].errors) == ["text"]
    assert 'value="31"' in answer.content.decode()
    assert task.updates.count() == 0


def test_done_without_the_evidence_it_needs_keeps_what_was_typed(sign_in, binh, dung):
    task = make_task(binh, dung, needs_evidence=True)

    answer = sign_in(dung).post(
        f"/nhiem-vu/{task.pk}/tien-do/", form(text="Ba dòng chữ.", done="1")
    )

    page = answer.content.decode()
    assert "Nhiệm vụ này cần minh chứng khi báo xong" in page
    assert "Ba dòng chữ." in page
    assert task.updates.count() == 0


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "hinh.svg"),
        (b"MZ\x90\x00", "cai.exe"),
        (b"MZ\x90\x00", "anh.jpg"),
        (b"<html></html>", "trang.pdf"),
        (b"", "rong.jpg"),
        (b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024), "to.jpg"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_nothing_is_stored(
    sign_in, dung, task, address, data, name
):
    answer = sign_in(dung).post(address, form(files=upload(data, name)))

    assert answer.status_code == 200
    assert list(answer.context["progress"].errors) == ["files"]
    assert (ProgressUpdate.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_the_eleventh_file_is_refused(sign_in, dung, task, address):
    files = [upload(b"%PDF-1.4", f"{n}.pdf") for n in range(11)]

    answer = sign_in(dung).post(address, form(files=files))

    assert "nhiều nhất 10 tệp" in answer.content.decode()
    assert ProgressUpdate.objects.count() == 0


def test_a_closed_task_takes_no_progress_and_the_person_keeps_the_text(
    sign_in, binh, dung, task, address
):
    move_task(task, "cancel", by=binh, note="Thôi.")

    answer = sign_in(dung).post(address, form(text="Chữ đã gõ."))

    page = answer.content.decode()
    assert "không còn nhận báo cáo tiến độ" in page
    assert "Chữ đã gõ." in page
    assert task.updates.count() == 0


@pytest.mark.parametrize(
    ("who", "code"), [("an", 403), ("binh", 403), ("hoa", 403), ("khanh", 404), ("cuc", 404)]
)
def test_only_those_who_carry_the_task_report(request, sign_in, task, address, who, code):
    answer = sign_in(request.getfixturevalue(who)).post(address, form())

    assert answer.status_code == code
    assert task.updates.count() == 0


def test_a_photo_is_shown_only_after_it_was_cleaned(sign_in, dung, task, address, run_work):
    client = sign_in(dung)
    client.post(address, form(photos=upload(photo())))
    evidence = Evidence.objects.get()

    before = client.get(f"/nhiem-vu/minh-chung/{evidence.pk}/")
    waiting = client.get(f"/nhiem-vu/minh-chung/{evidence.pk}/tinh-trang/").content.decode()
    rows = run_work()
    ready = client.get(f"/nhiem-vu/minh-chung/{evidence.pk}/tinh-trang/").content.decode()
    after = client.get(f"/nhiem-vu/minh-chung/{evidence.pk}/")

    assert before.status_code == 404
    assert ("every 2s" in waiting, "every 2s" in ready, "<img" in ready) == (True, False, True)
    assert [(row.kind, row.state) for row in rows] == [("clean_photo", WorkRow.State.DONE)]
    assert (after.status_code, after["Content-Type"]) == (200, "image/jpeg")
    assert after["X-Content-Type-Options"] == "nosniff"


def test_the_stored_photo_carries_no_place_and_the_sent_one_is_forgotten(dung, task, run_work):
    add_progress(task, by=dung, text="Ảnh", files=[upload(photo(turned=True))])
    sent = Evidence.objects.get().file
    assert b"Nha ong" in sent.read()

    run_work()

    stored = Evidence.objects.get().file.read()
    with Image.open(io.BytesIO(stored)) as image:
        assert (dict(image.getexif()), image.size) == ({}, (320, 640))
        # Turned a quarter: what was left is on top.
        red, _, blue = image.getpixel((160, 40))
        assert (red > 200, blue < 60) == (True, True)
    assert b"Nha ong" not in stored
    assert StoredFile.objects.filter(pk=sent.pk).exists() is False


def test_cleaning_twice_changes_nothing_more(dung, task, run_work):
    from tasks.jobs import clean_photo
    from work.actions import claim, order

    add_progress(task, by=dung, text="Ảnh", files=[upload(photo())])
    run_work()
    evidence = Evidence.objects.get()

    row = order("clean_photo", evidence.pk, unit=task.commune, by=dung, title="x")
    clean_photo(claim(row.pk))

    assert Evidence.objects.get().file_id == evidence.file_id


def test_a_photo_that_is_none_says_so_and_the_update_stays(sign_in, dung, task, run_work):
    add_progress(task, by=dung, text="Ảnh", files=[upload(b"\xff\xd8\xff junk")])

    rows = run_work()
    page = sign_in(dung).get(task.get_absolute_url()).content.decode()

    assert [row.state for row in rows] == [WorkRow.State.REFUSED]
    sentence = "Ảnh “anh.jpg” không đọc được hoặc quá lớn. Hãy chụp lại hoặc gửi ảnh khác."
    assert Evidence.objects.get().error == sentence
    assert sentence in page


def test_a_large_photo_is_reduced_and_a_transparent_one_becomes_white():
    large = clean(photo(4000, 3000))
    with Image.open(io.BytesIO(large)) as image:
        assert (max(image.size), image.format) == (LONGEST_SIDE, "JPEG")
    clear = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(clear, "PNG")
    with Image.open(io.BytesIO(clean(clear.getvalue()))) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)


def test_an_image_that_unfolds_to_more_pixels_than_allowed_is_an_error():
    bomb = io.BytesIO()
    Image.new("1", (9000, 9000)).save(bomb, "PNG")

    with pytest.raises(Image.DecompressionBombWarning):
        clean(bomb.getvalue())


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("binh", 200),
        ("an", 200),
        ("hoa", 200),
        ("khanh", 404),
        ("minh", 404),
        ("cuc", 404),
        ("lan", 404),
    ],
)
def test_evidence_is_for_those_who_see_the_task(request, sign_in, dung, task, who, code):
    add_progress(task, by=dung, text="Biên bản", files=[upload(b"%PDF-1.4 x", "bb.pdf")])
    client = sign_in(request.getfixturevalue(who))

    address = f"/nhiem-vu/minh-chung/{Evidence.objects.get().pk}/"

    assert client.get(address).status_code == code
    assert client.get(f"{address}tinh-trang/").status_code == code


def test_the_page_asks_as_often_for_thirty_updates_as_for_one(sign_in, dung, task):
    client = sign_in(dung)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(task.get_absolute_url()).status_code == 200
        return len(captured)

    add_progress(task, by=dung, text="1", files=[upload(b"%PDF-1.4 1", "1.pdf")])
    queries()
    one = queries()
    for n in range(29):
        add_progress(task, by=dung, text=f"{n}", files=[upload(b"%PDF-1.4 x", "x.pdf")])

    assert queries() == one
