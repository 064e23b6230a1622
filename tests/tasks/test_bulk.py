"""Bulk acts of the tracking page: done or told why not, task by task; undone where nobody went on."""

import io
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from danvan.working_days import working_day_from
from notices.models import Notice
from tasks.actions import ask_extension, change_many, edit_task, move_task
from tasks.models import Task
from tests.factories import make_person
from tests.tasks.factories import in_days, make_task

LIST, BULK, UNDO = "/nhiem-vu/", "/nhiem-vu/chon/", "/nhiem-vu/chon/hoan-tac/"


@pytest.fixture
def tasks(binh, dung, khanh, cuc):
    made = [
        make_task(binh, dung, title="Một", due_on=in_days(-2)),
        make_task(binh, dung, title="Hai", due_on=in_days(3)),
        make_task(binh, khanh, title="Ba", due_on=None),
    ]
    make_task(cuc, cuc, title="Của xã khác", due_on=in_days(-1))
    return made


def press(client, act, tasks, **body):
    """The act with its page of questions answered."""
    data = {"act": act, "task": [task.pk for task in tasks], "sure": "1", **body}
    return client.post(BULK, data)


def result_of(client):
    """What the list says after the act: (words, {title: reason})."""
    result = client.get(LIST).context["result"]
    return result["done"], {each["title"]: each["reason"] for each in result["refused"]}


def again(task):
    return Task.objects.unscoped("test").get(pk=task.pk)


def test_what_needs_a_word_is_asked_on_a_page_with_the_tasks_in_it(sign_in, binh, tasks):
    answer = sign_in(binh).post(BULK, {"act": "due", "task": [tasks[0].pk, tasks[2].pk]})

    page = answer.content.decode()
    assert "Đổi hạn: 2 nhiệm vụ" in page
    assert f'name="seen" value="{tasks[0].pk}:1"' in page
    assert again(tasks[0]).due_on == in_days(-2)


def test_the_due_date_of_several_is_moved_and_the_first_one_kept(sign_in, binh, dung, tasks):
    client = sign_in(binh)

    body = {"due_on": in_days(9).isoformat(), "reason": "Lùi họp"}
    answer = press(client, "due", tasks, **body, back="status=open")

    assert answer.url == f"{LIST}?status=open"
    assert result_of(client) == ("Đã đổi hạn 3 nhiệm vụ.", {})
    first, last = again(tasks[0]), again(tasks[2])
    assert (first.due_on, first.original_due_on, first.version) == (in_days(9), in_days(-2), 2)
    assert (last.due_on, last.original_due_on) == (in_days(9), in_days(9))
    line = first.history.get(move="edit")
    assert line.note == f"Hạn: {in_days(-2):%d/%m/%Y} → {in_days(9):%d/%m/%Y}\nLùi họp"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"due_on": in_days(-1).isoformat(), "reason": "x"}, "Ngày này đã qua"),
        ({"due_on": "", "reason": "x"}, "Hãy chọn hạn mới"),
        ({"due_on": in_days(3).isoformat(), "reason": " "}, "Hãy ghi lý do"),
    ],
)
def test_what_is_missing_is_asked_again_and_nothing_changes(sign_in, binh, tasks, body, words):
    answer = press(sign_in(binh), "due", tasks, **body)

    assert words in answer.content.decode()
    assert again(tasks[0]).due_on == in_days(-2)


def test_what_cannot_be_done_is_named_with_its_reason_and_the_rest_is_done(
    sign_in, binh, dung, tasks
):
    move_task(tasks[0], "report_done", by=dung)
    stale = tasks[2]
    edit_task(
        again(stale),
        {"title": "Ba", "lead_unit": stale.lead_unit, "responsible": stale.responsible, "due_on": in_days(1)},
        coordinating_units=[], by=binh, version=1,
    )  # fmt: skip
    client = sign_in(binh)

    body = {"due_on": in_days(9).isoformat(), "reason": "x"}
    press(client, "due", tasks, **body, seen=[f"{task.pk}:1" for task in tasks])

    assert result_of(client) == (
        "Đã đổi hạn 1 nhiệm vụ.",
        {
            "Một": "không làm được ở tình trạng “báo xong, chờ xác nhận”",
            "Ba": "vừa được người khác sửa, hãy xem lại",
        },
    )
    assert [again(task).due_on for task in tasks] == [in_days(-2), in_days(9), in_days(1)]


def test_the_second_press_of_the_same_says_so_and_changes_nothing(sign_in, binh, tasks):
    client = sign_in(binh)
    body = {"due_on": in_days(9).isoformat(), "reason": "x"}
    press(client, "due", tasks[:1], **body)

    press(client, "due", tasks[:1], **body)

    assert result_of(client) == ("", {"Một": "đã như vậy từ trước"})
    assert again(tasks[0]).history.filter(move="edit").count() == 1


def test_a_change_is_put_back_where_nobody_went_on(sign_in, binh, tasks):
    client = sign_in(binh)
    press(client, "due", tasks, due_on=in_days(9).isoformat(), reason="Nhầm")
    assert client.get(LIST).context["undo"] == "Đổi hạn: 3 nhiệm vụ"
    change_many([again(tasks[1])], {"due_on": in_days(11)}, by=binh)

    client.post(UNDO)

    assert result_of(client) == (
        "Đã hoàn tác 2 nhiệm vụ.",
        {"Hai": "vừa được người khác sửa, hãy xem lại"},
    )
    assert [again(task).due_on for task in tasks] == [in_days(-2), in_days(11), None]
    # Else its next date would count as more time given.
    assert again(tasks[2]).original_due_on is None
    client.post(UNDO)
    assert "Không còn thay đổi nào để hoàn tác" in client.get(LIST).content.decode()


def test_another_person_of_the_same_unit_takes_over_and_is_told(
    sign_in, binh, dung, culture, tasks
):
    colleague = make_person("Lý Tư", culture)
    client = sign_in(binh)

    press(client, "person", tasks, responsible=colleague.pk, reason="Đi học")

    assert result_of(client) == (
        "Đã đổi người 2 nhiệm vụ.",
        {"Ba": "Lý Tư không làm việc tại Thôn Đông"},
    )
    assert [again(task).responsible for task in tasks[:2]] == [colleague] * 2
    assert Notice.objects.visible_to(colleague).standing().count() == 2
    # What the one before was told and has not read is taken back; as head of the unit she learns of the new person.
    assert Notice.objects.visible_to(dung).exclude(withdrawn_at=None).count() == 2
    assert Notice.objects.visible_to(dung).standing().count() == 2
    client.post(UNDO)
    assert again(tasks[0]).responsible == dung


@pytest.mark.parametrize("who", ["cuc", "minh"])
def test_nobody_from_outside_the_units_can_be_chosen(request, sign_in, binh, tasks, who):
    stranger = request.getfixturevalue(who)

    answer = press(sign_in(binh), "person", tasks, responsible=stranger.pk, reason="x")

    assert answer.status_code == 200
    assert again(tasks[0]).responsible != stranger


def test_several_are_confirmed_paused_resumed_and_cancelled(sign_in, binh, dung, tasks):
    client = sign_in(binh)
    for task in tasks[:2]:
        move_task(task, "report_done", by=dung)

    press(client, "confirm", tasks)
    assert result_of(client) == (
        "Đã xác nhận hoàn thành 2 nhiệm vụ.",
        {"Ba": "không làm được ở tình trạng “chưa nhận”"},
    )
    # Late by two days, and in time: kept for good.
    assert [again(task).outcome for task in tasks[:2]] == ["late", "on_time"]
    for act, status in (("pause", "paused"), ("resume", "doing"), ("cancel", "cancelled")):
        press(client, act, tasks[2:], reason="Chờ")
        assert again(tasks[2]).status == status


def test_work_that_goes_on_after_a_pause_gets_its_days_back(sign_in, binh, tasks):
    task = tasks[0]
    move_task(task, "pause", by=binh, note="Chờ kinh phí")
    ten_days_ago = timezone.now() - timedelta(days=10)
    task.history.filter(move="pause").update(at=ten_days_ago)
    Task.objects.unscoped("test").filter(pk=task.pk).update(due_on=in_days(-8))

    press(sign_in(binh), "resume", [task])

    # Two days were left when it was paused.
    assert in_days(2) <= again(task).due_on == working_day_from(in_days(2))
    assert again(task).chip != "late"


def test_an_open_request_is_settled_by_the_new_date(sign_in, binh, dung, tasks):
    extension = ask_extension(tasks[0], by=dung, reason="Mưa", new_due_on=in_days(5))

    press(sign_in(binh), "due", tasks[:1], due_on=in_days(6).isoformat(), reason="x")

    extension.refresh_from_db()
    assert (extension.status, extension.granted_due_on) == ("granted", in_days(6))


def test_all_results_of_the_filter_are_meant_not_only_the_page(sign_in, binh, dung, tasks):
    for at in range(33):
        make_task(binh, dung, title=f"Thêm {at}")
    client = sign_in(binh)

    page = client.post(
        BULK, {"act": "pause", "every": "1", "back": f"person={dung.pk}&status=open"}
    )

    assert len(page.context["tasks"]) == 35


def test_more_than_two_hundred_are_too_many(sign_in, binh, dung, tasks, monkeypatch):
    monkeypatch.setattr("tasks.views.bulk.MOST_AT_ONCE", 2)
    client = sign_in(binh)

    answer = client.post(BULK, {"act": "confirm", "every": "1", "back": "status=new"})

    assert answer.url == f"{LIST}?status=new"
    assert "điều kiện lọc này có 3" in client.get(LIST).content.decode()


def test_nothing_chosen_is_said(sign_in, binh, tasks):
    client = sign_in(binh)

    client.post(BULK, {"act": "due"})

    assert "Chưa chọn nhiệm vụ nào" in client.get(LIST).content.decode()


def test_the_chosen_rows_go_to_excel(sign_in, hoa, tasks):
    answer = sign_in(hoa).post(BULK, {"act": "export", "task": [tasks[1].pk]})

    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["Hai"]


@pytest.mark.parametrize(
    ("who", "act", "code"),
    [
        ("an", "due", 403),
        ("an", "cancel", 403),
        ("giang", "confirm", 403),
        ("hoa", "person", 403),
        ("dung", "confirm", 403),
        ("binh", "accept", 404),
        ("binh", "", 404),
    ],
)
def test_who_may_not_is_refused(request, sign_in, tasks, who, act, code):
    answer = press(sign_in(request.getfixturevalue(who)), act, tasks, reason="x")

    assert answer.status_code == code
    assert {again(task).status for task in tasks} == {"new"}


def test_the_tasks_of_another_commune_are_neither_shown_nor_touched(sign_in, cuc, tasks):
    client = sign_in(cuc)

    for act in ("due", "cancel", "export"):
        answer = press(client, act, tasks, reason="x", due_on=in_days(5).isoformat())
        assert b"Hai" not in answer.content

    assert [again(task).due_on for task in tasks] == [in_days(-2), in_days(3), None]
    assert {again(task).status for task in tasks} == {"new"}


@pytest.mark.parametrize("act", ["due", "person", "pause"])
def test_the_page_of_questions_asks_as_often_for_thirty_as_for_two(sign_in, binh, dung, act):
    made = [make_task(binh, dung) for _ in range(30)]
    client = sign_in(binh)

    def queries(count):
        body = urlencode({"act": act, "task": [task.pk for task in made[:count]]}, doseq=True)
        with CaptureQueriesContext(connection) as captured:
            answer = client.post(BULK, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
        return len(captured)

    queries(2)
    assert queries(30) == queries(2)
