"""Progress that comes piece by piece from a phone with a bad net: each piece once, and only from its own person."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tasks.actions import add_progress, move_task
from tasks.models import Evidence, ProgressUpdate, Task
from tests.factories import make_person
from tests.tasks.factories import make_task
from tests.tasks.test_progress import photo, upload

JSON = {"HTTP_ACCEPT": "application/json"}
PDF = b"%PDF-1.4 x"


@pytest.fixture
def tell(client, task):
    """Send words as the script does: tell(person, key, **fields) → (status, answer)."""

    def told(by, key, *, to=task, **fields):
        client.force_login(by)
        values = {"text": "Đã họp.", "key": str(key), "person": by.pk, **fields}
        answer = client.post(f"/nhiem-vu/{to.pk}/tien-do/", values, **JSON)
        return answer.status_code, answer.json()

    return told


@pytest.fixture
def send(client, task):
    """Send one file: send(person, update key, file key, …) → (status, answer)."""

    def sent(by, update, key, data=PDF, name="bb.pdf", *, to=task, **fields):
        client.force_login(by)
        values = {"update": str(update), "key": str(key), "person": by.pk, **fields}
        address = f"/nhiem-vu/{to.pk}/tien-do/tep/"
        answer = client.post(address, {**values, "file": upload(data, name)}, **JSON)
        return answer.status_code, answer.json()

    return sent


def test_words_photos_and_the_closing_word_each_twice_are_once(dung, binh, task, tell, send):
    update, one, two = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    for _ in range(2):
        assert tell(dung, update) == (200, {})
    for key in (one, two, one, two):
        assert send(dung, update, key, photo(), "anh.jpg") == (200, {})
    for _ in range(2):
        assert tell(dung, update, last=1, done=1) == (200, {})

    task.refresh_from_db()
    assert (task.status, task.updates.count(), Evidence.objects.count()) == ("reported", 1, 2)
    assert task.history.filter(move="report_done").count() == 1


def test_a_repeat_does_not_report_anew_what_was_sent_back(dung, binh, task, tell):
    update = uuid.uuid4()
    tell(dung, update, last=1, done=1)
    task.refresh_from_db()
    move_task(task, "send_back", by=binh, note="Thiếu ảnh.")

    assert tell(dung, update, last=1, done=1) == (200, {})

    assert Task.objects.visible_to(dung).get().status == Task.Status.RETURNED


def test_needed_evidence_may_come_before_the_closing_word(dung, binh, tell, send):
    task = make_task(binh, dung, needs_evidence=True)
    update = uuid.uuid4()
    tell(dung, update, to=task)
    early = tell(dung, update, to=task, last=1, done=1)
    send(dung, update, uuid.uuid4(), to=task)

    assert (early[0], "minh chứng" in early[1]["problem"]) == (400, True)
    assert tell(dung, update, to=task, last=1, done=1) == (200, {})


def test_the_sentence_for_the_page_comes_with_the_last_piece_alone(client, dung, task, tell):
    update = uuid.uuid4()
    tell(dung, update)
    assert list(client.get(task.get_absolute_url()).context["messages"]) == []
    tell(dung, update, last=1)

    page = client.get(task.get_absolute_url())

    assert [str(each) for each in page.context["messages"]] == ["Đã gửi báo cáo tiến độ."]


def test_what_another_person_wrote_is_not_sent_in_this_ones_name(dung, culture, task, tell, send):
    colleague = make_person("Đào Thu", culture)

    told = tell(colleague, uuid.uuid4(), person=dung.pk)

    assert (told[0], told[1]["person"]) == (409, True)
    assert ProgressUpdate.objects.count() == 0
    add_progress(task, by=dung, text="Của Dung", key=(key := uuid.uuid4()))
    assert send(colleague, key, uuid.uuid4(), person=dung.pk)[0] == 409
    # Nor does a photo go to an update of somebody else.
    assert send(colleague, key, uuid.uuid4())[0] == 409
    assert Evidence.objects.count() == 0


def test_a_key_of_another_task_finds_nothing_and_is_no_error_of_the_portal(
    dung, binh, task, tell, send
):
    other = make_task(binh, dung, title="Việc khác")
    add_progress(other, by=dung, text="Việc kia", key=(update := uuid.uuid4()))
    send(dung, update, file := uuid.uuid4(), to=other)

    assert send(dung, update, uuid.uuid4())[0] == 409
    assert tell(dung, update)[0] == 409
    mine = uuid.uuid4()
    tell(dung, mine)
    assert send(dung, mine, file)[0] == 409
    assert (task.updates.count(), Evidence.objects.count()) == (1, 1)


@pytest.mark.parametrize(("who", "code"), [("an", 403), ("hoa", 403), ("khanh", 404), ("cuc", 404)])
def test_who_has_no_part_in_the_task_sends_nothing(request, client, dung, task, who, code):
    add_progress(task, by=dung, text="x", key=(key := uuid.uuid4()))
    client.force_login(request.getfixturevalue(who))

    words = client.post(f"/nhiem-vu/{task.pk}/tien-do/", {"text": "x", "key": uuid.uuid4()}, **JSON)
    file = client.post(
        f"/nhiem-vu/{task.pk}/tien-do/tep/",
        {"update": key, "key": uuid.uuid4(), "file": upload(PDF, "x.pdf")},
        **JSON,
    )

    assert (words.status_code, file.status_code) == (code, code)
    assert (task.updates.count(), Evidence.objects.count()) == (1, 0)


def test_the_eleventh_file_and_a_bad_one_are_refused_with_a_sentence(dung, task, tell, send):
    update = uuid.uuid4()
    tell(dung, update)
    bad = send(dung, update, uuid.uuid4(), b"MZ\x90", "cai.exe")
    for _ in range(10):
        assert send(dung, update, uuid.uuid4())[0] == 200

    eleventh = send(dung, update, uuid.uuid4())

    assert (bad[0], "không thuộc loại" in bad[1]["problem"]) == (400, True)
    assert (eleventh[0], "nhiều nhất 10 tệp" in eleventh[1]["problem"]) == (409, True)
    assert Evidence.objects.count() == 10


def test_photos_still_come_while_it_waits_to_be_judged_and_no_more_once_closed(
    dung, binh, task, tell, send
):
    update = uuid.uuid4()
    tell(dung, update)
    task.refresh_from_db()
    move_task(task, "report_done", by=dung)
    assert send(dung, update, uuid.uuid4())[0] == 200
    move_task(task, "confirm", by=binh)

    assert send(dung, update, uuid.uuid4())[0] == 409
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("waited", "minutes"),
    [
        ("", None),
        ("30", None),
        ("7200", 120),
        ("-900", None),
        ("nan", None),
        (str(86400 * 31), None),
    ],
)
def test_the_moment_of_writing_is_kept_where_it_waited_and_can_be_believed(
    dung, task, tell, waited, minutes
):
    tell(dung, uuid.uuid4(), waited=waited)

    written = [update.written_at for update in task.updates.all()]
    if minutes is None:
        assert written in ([], [None])
    else:
        assert abs(timezone.now() - written[0] - timedelta(minutes=minutes)) < timedelta(minutes=1)


def test_what_can_be_counted_is_counted_and_may_exceed(client, dung, binh, tell):
    task = make_task(binh, dung, target=2, target_unit="mô hình")
    tell(dung, uuid.uuid4(), to=task, amount=1)
    tell(dung, uuid.uuid4(), to=task, amount=3)
    bad = tell(dung, uuid.uuid4(), to=task, amount=-1)

    page = client.get(task.get_absolute_url()).content.decode()

    assert bad[0] == 400
    assert ["01/02 mô hình (50%)" in page, "03/02 mô hình (150%)" in page] == [True, True]
    assert "Đã đạt bao nhiêu / 02 mô hình" in page


def test_without_a_target_nobody_is_asked_for_a_figure(client, dung, task, tell):
    tell(dung, uuid.uuid4(), amount=5)

    assert task.updates.get().amount is None
    page = client.get(task.get_absolute_url()).content.decode()
    assert ('name="amount"' in page, 'name="percent"' in page) == (False, False)


def test_an_old_percentage_stays_readable(sign_in, dung, task):
    ProgressUpdate.objects.create(task=task, by=dung, text="Ngày trước", percent=40)

    assert "<strong>40%</strong>" in sign_in(dung).get(task.get_absolute_url()).content.decode()


def test_a_coordinating_unit_tells_under_its_name_and_reports_nothing_done(
    client, dung, khanh, task, tell
):
    task.coordinating_units.add(khanh.unit)

    assert tell(khanh, uuid.uuid4(), to=task, text="Thôn đã cử 5 người.") == (200, {})
    done = tell(khanh, uuid.uuid4(), to=task, done=1)
    page = client.get(task.get_absolute_url()).content.decode()

    assert (done[0], task.updates.get().helping_unit) == (403, khanh.unit)
    assert "đơn vị phối hợp: Thôn Đông" in page
    assert 'name="done"' not in page
    # Nobody has taken the task by this.
    assert Task.objects.visible_to(dung).get().status == Task.Status.NEW
