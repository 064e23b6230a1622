"""Đôn đốc: whom one press reaches, whom it leaves out and why, once a day, from any list."""

from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from notices.models import Notice
from tasks.actions import move_task, urge
from tasks.models import Task, Urging
from tests.tasks.factories import in_days, make_task

URGE = "/nhiem-vu/don-doc/"
EVENING = datetime(2026, 5, 20, 23, 58, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
AFTER_MIDNIGHT = datetime(2026, 5, 21, 0, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def at_moment(monkeypatch):
    """A context in which the clock stands at this moment."""

    @contextmanager
    def at(moment):
        with monkeypatch.context() as clock:
            clock.setattr("django.utils.timezone.now", lambda: moment)
            yield

    return at


def tasks_of(user):
    return Task.objects.visible_to(user)


def told(person):
    return Notice.objects.visible_to(person).filter(key__contains=":urged:")


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_one_press_says_whom_it_reached_who_was_told_before_and_what_is_closed(
    sign_in, binh, an, dung, khanh
):
    fresh = [make_task(binh, dung, title="Họp dân"), make_task(binh, dung, title="Tuyên truyền")]
    other = make_task(binh, khanh, title="Ra quân")
    before = make_task(binh, dung, title="Đối thoại")
    urge(tasks_of(an).filter(pk=before.pk), by=an)
    done = make_task(binh, khanh, title="Ký cam kết")
    move_task(done, "report_done", by=khanh)
    pks = [task.pk for task in (*fresh, other, before, done)]

    answer = sign_in(binh).post(URGE, {"task": pks, "back": ""}, follow=True)

    reached, earlier, closed = said(answer)
    assert reached.startswith(
        "Đã đôn đốc 3 nhiệm vụ, gửi tới Phạm Thị Dung (2); Võ Khánh. Thông báo hiện ngay"
    )
    assert earlier.startswith(
        "Đã được nhắc trong hôm nay nên không nhắc thêm: “Đối thoại” (Nguyễn Văn An, lúc "
    )
    assert closed == "Không còn mở nên không nhắc: “Ký cam kết” (báo xong, chờ xác nhận)."
    assert told(dung).count() == 3
    assert told(khanh).count() == 1
    assert Urging.objects.count() == 4


def test_urging_goes_out_at_once_by_mail_too(binh, dung):
    urge(tasks_of(binh).filter(pk=make_task(binh, dung).pk), by=binh)

    assert list(told(dung).values_list("at_once", "by_mail")) == [(True, True)]


def test_requested_work_is_asked_about_and_never_urged(sign_in, binh, hoa):
    task = make_task(binh, hoa, title="Vận động", due_on=in_days(-3))

    answer = sign_in(binh).post(URGE, {"task": task.pk, "back_to": "task"}, follow=True)

    (sentence,) = said(answer)
    assert sentence.startswith("Đã nhắc 1 nhiệm vụ, gửi tới Đỗ Thị Hoa.")
    (text,) = told(hoa).values_list("text", flat=True)
    assert text.startswith("Trần Thị Bình xin trao đổi về việc: Vận động")
    assert task.history.filter(move="urge").get().label == "Trao đổi, nhắc việc"
    page = answer.content.decode()
    assert "Đã nhắc 1 lần, gần nhất" in page
    assert "Đã đôn đốc" not in page


def test_the_database_takes_no_second_urging_of_a_day(binh, an, dung):
    task = make_task(binh, dung)
    urge(tasks_of(binh), by=binh)

    with pytest.raises(IntegrityError), transaction.atomic():
        Urging.objects.create(task=task, by=an)


def test_after_midnight_a_task_can_be_urged_again(binh, dung, at_moment):
    task = make_task(binh, dung)
    counts = []
    for moment in (EVENING, EVENING, AFTER_MIDNIGHT):
        with at_moment(moment):
            counts.append(len(urge(tasks_of(binh), by=binh)))

    assert counts == [1, 0, 1]
    assert [f"{day:%d/%m}" for day in task.urgings.values_list("day", flat=True)] == [
        "21/05", "20/05",
    ]  # fmt: skip


def test_as_many_statements_for_two_hundred_as_for_two(binh, dung, khanh):
    def statements(tasks):
        with CaptureQueriesContext(connection) as captured:
            assert len(urge(tasks_of(binh).filter(pk__in=tasks), by=binh)) == len(tasks)
        return len(captured)

    few = statements([make_task(binh, dung).pk for _ in range(2)])
    # SQLite takes 999 values in one statement, and then begins another.
    most = 200 if connection.vendor == "postgresql" else 80
    many = [make_task(binh, khanh).pk for _ in range(most)]

    assert statements(many) == few


def test_more_than_two_hundred_are_told_to_be_beyond(sign_in, binh, dung):
    first = make_task(binh, dung)
    Task.objects.bulk_create(
        Task(title=f"Việc {n}", commune=first.commune, lead_unit=first.lead_unit, responsible=dung,
             assigned_by=binh)
        for n in range(204)
    )  # fmt: skip

    answer = sign_in(binh).post(URGE, {"every": "1", "back": ""}, follow=True)

    assert said(answer)[1] == "Mỗi lần nhắc nhiều nhất 200 nhiệm vụ; còn 5 nhiệm vụ chưa nhắc."
    assert Urging.objects.count() == 200


def test_the_whole_of_a_filter_is_urged_and_nothing_else(sign_in, binh, dung, khanh, cuc):
    late = make_task(binh, dung, title="Trễ", due_on=in_days(-2))
    make_task(binh, dung, title="Chưa đến", due_on=in_days(30))
    make_task(binh, khanh, title="Trễ của thôn", due_on=in_days(-2))
    make_task(cuc, cuc, title="Trễ của xã khác", due_on=in_days(-2))
    back = f"lateness=late&person={dung.pk}"

    answer = sign_in(binh).post(URGE, {"every": "1", "back": back})

    assert answer.url == f"/nhiem-vu/?lateness=late&person={dung.pk}"
    assert [urging.task for urging in Urging.objects.all()] == [late]


def test_a_press_on_nothing_says_what_to_do(sign_in, binh):
    answer = sign_in(binh).post(URGE, follow=True)

    assert said(answer) == ["Chưa chọn nhiệm vụ nào. Hãy đánh dấu các nhiệm vụ cần nhắc."]


def test_list_and_page_say_how_often_and_when_last(sign_in, binh, dung, at_moment):
    task = make_task(binh, dung)
    for moment in (EVENING, AFTER_MIDNIGHT):
        with at_moment(moment):
            urge(tasks_of(binh), by=binh)

    client = sign_in(dung)
    for page in ("/nhiem-vu/", task.get_absolute_url()):
        words = " ".join(client.get(page).content.decode().split())
        assert 'Đã đôn đốc 2 lần, gần nhất <span class="nowrap">21/05/2026</span>' in words
