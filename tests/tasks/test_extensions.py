"""More time: asked for once at a time, answered once, the first date kept."""

import pytest

from danvan.workflow import MoveRefused
from notices.models import Notice
from tasks.actions import ExtensionTaken, ask_extension, decide_extension, edit_task, move_task
from tasks.models import Extension, Task
from tests.tasks.factories import in_days, make_task
from tests.tasks.test_moves import standing


@pytest.fixture
def asked(task, dung):
    return ask_extension(task, by=dung, reason="Chờ hướng dẫn.", new_due_on=in_days(20))


def test_granting_moves_the_date_and_keeps_the_first_one(task, asked, an):
    decide_extension(asked, by=an, granted_until=in_days(15), answer="Đến ngày này.")

    task.refresh_from_db()
    assert (task.due_on, task.original_due_on) == (in_days(15), in_days(5))
    extension = Extension.objects.get()
    assert extension.status == Extension.Status.GRANTED
    # Both stay: what was asked for, and what was given.
    assert (extension.new_due_on, extension.granted_due_on) == (in_days(20), in_days(15))


def test_a_second_extension_keeps_the_very_first_date(task, asked, an, dung):
    decide_extension(asked, by=an, granted_until=in_days(15), answer="")
    task.refresh_from_db()
    again = ask_extension(task, by=dung, reason="Mưa.", new_due_on=in_days(30))
    decide_extension(again, by=an, granted_until=in_days(30), answer="")

    task.refresh_from_db()
    assert (task.due_on, task.original_due_on) == (in_days(30), in_days(5))


def test_refusing_leaves_the_date(task, asked, an, dung):
    decide_extension(asked, by=an, granted_until=None, answer="Phải kịp kỳ báo cáo.")

    task.refresh_from_db()
    assert task.due_on == in_days(5)
    assert [
        each.text for each in Notice.objects.visible_to(dung).filter(key__contains="decide")
    ] == [f"Không đồng ý gia hạn: {task.title}"]


def test_only_one_request_waits_at_a_time(task, asked, dung):
    with pytest.raises(ExtensionTaken, match="đang chờ"):
        ask_extension(task, by=dung, reason="Nữa.", new_due_on=in_days(40))


def test_when_two_decide_at_once_the_first_answer_stands(task, asked, an, binh):
    second = Extension.objects.get()
    decide_extension(asked, by=an, granted_until=in_days(15), answer="")

    with pytest.raises(MoveRefused, match="người khác"):
        decide_extension(second, by=binh, granted_until=None, answer="Không.")

    task.refresh_from_db()
    assert task.due_on == in_days(15)


def test_the_page_shows_the_first_date_and_how_often_it_moved(sign_in, task, asked, an):
    decide_extension(asked, by=an, granted_until=in_days(15), answer="")

    page = sign_in(an).get(task.get_absolute_url()).content.decode()

    assert f"(ban đầu {in_days(5):%d/%m/%Y}, gia hạn 1 lần)" in page


@pytest.mark.parametrize("days", [-1, 0, 5])
def test_a_new_date_before_today_or_not_after_the_old_one_is_refused(sign_in, dung, task, days):
    answer = sign_in(dung).post(
        f"/nhiem-vu/{task.pk}/gia-han/",
        {"reason": "Xin thêm.", "new_due_on": in_days(days).isoformat()},
    )

    assert list(answer.context["ask"].errors) == ["new_due_on"]
    assert Extension.objects.count() == 0


def test_asking_and_granting_by_page(sign_in, dung, binh, task):
    sign_in(dung).post(
        f"/nhiem-vu/{task.pk}/gia-han/",
        {"reason": "Xin thêm.", "new_due_on": in_days(9).isoformat()},
    )
    extension = Extension.objects.get()
    told = Notice.objects.visible_to(binh).unread().get().text
    answer = sign_in(binh).post(
        f"/nhiem-vu/gia-han/{extension.pk}/",
        {"decision": "grant"},
    )

    assert told == f"Xin gia hạn đến {in_days(9):%d/%m/%Y}: {task.title}"
    assert answer.status_code == 302
    assert Task.objects.visible_to(dung).get().due_on == in_days(9)


def test_refusing_by_page_wants_a_reason(sign_in, binh, asked):
    answer = sign_in(binh).post(f"/nhiem-vu/gia-han/{asked.pk}/", {"decision": "refuse"})

    assert list(answer.context["decide"].errors) == ["answer"]
    assert Extension.objects.get().status == Extension.Status.ASKED


@pytest.mark.parametrize(
    ("who", "code"), [("dung", 403), ("giang", 403), ("khanh", 404), ("cuc", 404), ("cuong", 404)]
)
def test_who_may_not_decide_is_turned_away(request, sign_in, asked, who, code):
    answer = sign_in(request.getfixturevalue(who)).post(
        f"/nhiem-vu/gia-han/{asked.pk}/", {"decision": "grant"}
    )

    assert answer.status_code == code
    assert Extension.objects.get().status == Extension.Status.ASKED


def test_a_task_without_a_date_has_nothing_to_extend(sign_in, binh, dung):
    task = make_task(binh, dung, due_on=None)

    sign_in(dung).post(
        f"/nhiem-vu/{task.pk}/gia-han/",
        {"reason": "Xin thêm.", "new_due_on": in_days(9).isoformat()},
    )

    assert Extension.objects.count() == 0


def test_the_three_buttons_by_page(sign_in, binh, asked, task):
    client = sign_in(binh)
    address = f"/nhiem-vu/gia-han/{asked.pk}/"
    without = client.post(address, {"decision": "other"})
    earlier = client.post(address, {"decision": "other", "granted_due_on": in_days(4).isoformat()})
    client.post(address, {"decision": "other", "granted_due_on": in_days(8).isoformat()})

    assert [list(each.context["decide"].errors) for each in (without, earlier)] == [
        ["granted_due_on"],
        ["granted_due_on"],
    ]
    task.refresh_from_db()
    assert task.due_on == in_days(8)
    line = task.history.last()
    assert line.label == (
        f"Đồng ý gia hạn đến {in_days(8):%d/%m/%Y} (đề nghị {in_days(20):%d/%m/%Y})"
    )


def test_the_second_time_is_counted(task, asked, an, dung):
    decide_extension(asked, by=an, granted_until=in_days(20), answer="")
    task.refresh_from_db()
    again = ask_extension(task, by=dung, reason="Mưa.", new_due_on=in_days(30))

    line = decide_extension(again, by=an, granted_until=in_days(30), answer="")

    assert line.label == f"Đồng ý gia hạn lần 2 đến {in_days(30):%d/%m/%Y}"


@pytest.mark.parametrize(
    ("move", "who"), [("report_done", "dung"), ("pause", "binh"), ("cancel", "binh")]
)
def test_a_request_does_not_hang_when_the_task_goes_on_without_it(
    request, task, asked, binh, move, who
):
    assert len(standing(binh)) == 1

    move_task(task, move, by=request.getfixturevalue(who), note="Lý do.")

    extension = Extension.objects.get()
    assert (extension.status, extension.granted_due_on) == (Extension.Status.SETTLED, None)
    assert task.history.filter(move="settle_extension").count() == 1
    assert not [text for text in standing(binh) if text.startswith("Xin gia hạn")]
    with pytest.raises(MoveRefused):
        decide_extension(asked, by=binh, granted_until=in_days(20), answer="")


@pytest.mark.parametrize(
    ("days", "status", "granted"),
    [
        (12, Extension.Status.GRANTED, 12),
        (3, Extension.Status.SETTLED, None),
        (None, "settled", None),
    ],
)
def test_another_date_set_by_hand_answers_the_request(task, asked, binh, days, status, granted):
    due_on = in_days(days) if days else None
    fields = {
        "title": task.title, "lead_unit": task.lead_unit, "responsible": task.responsible, "due_on": due_on,
    }  # fmt: skip

    edit_task(task, fields, coordinating_units=[], by=binh, version=task.version)

    extension = Extension.objects.get()
    assert (extension.status, extension.granted_due_on) == (status, granted and in_days(granted))
    assert (task.due_on, task.original_due_on) == (due_on, in_days(5))


def test_an_edit_that_leaves_the_date_leaves_the_request(task, asked, binh):
    fields = {
        "title": "Tên khác", "lead_unit": task.lead_unit, "responsible": task.responsible, "due_on": task.due_on,
    }  # fmt: skip

    edit_task(task, fields, coordinating_units=[], by=binh, version=task.version)

    assert Extension.objects.get().status == Extension.Status.ASKED


def test_a_day_off_is_named_to_both(sign_in, task, dung, binh):
    saturday = in_days(20)
    while saturday.weekday() != 5:
        saturday += in_days(1) - in_days(0)
    client = sign_in(dung)
    answer = client.post(
        f"/nhiem-vu/{task.pk}/gia-han/",
        {"reason": "Xin thêm.", "new_due_on": saturday.isoformat()},
        follow=True,
    )

    sentence = f"Ngày {saturday:%d/%m/%Y} là ngày nghỉ (Thứ Bảy), ngày làm việc tiếp theo là"
    assert sentence in answer.content.decode()
    assert sentence in sign_in(binh).get(task.get_absolute_url()).content.decode()


@pytest.mark.parametrize("change", ["report_done", "pause", "date"])
def test_a_request_that_comes_second_does_not_hang_on_a_task_that_has_moved(
    task, dung, binh, change
):
    """Each has read the task before the other acted; nobody would be asked to decide."""
    read = Task.objects.visible_to(dung).get()
    if change == "date":
        fields = {
            "title": task.title, "lead_unit": task.lead_unit, "responsible": dung, "due_on": in_days(40),
        }  # fmt: skip
        edit_task(task, fields, coordinating_units=[], by=binh, version=task.version)
    else:
        move_task(task, change, by=dung if change == "report_done" else binh, note="Chờ")

    with pytest.raises(ExtensionTaken, match="vừa được người khác"):
        ask_extension(read, by=dung, reason="Chờ hướng dẫn.", new_due_on=in_days(20))

    assert not Extension.objects.exists()


def test_another_person_for_the_task_leaves_the_word_of_an_open_request(task, asked, binh, khanh):
    fields = {
        "title": task.title, "lead_unit": khanh.unit, "responsible": khanh, "due_on": task.due_on,
    }  # fmt: skip

    edit_task(task, fields, coordinating_units=[], by=binh, version=task.version)

    assert Extension.objects.get().status == Extension.Status.ASKED
    told = Notice.objects.visible_to(binh).unread().filter(key__contains=":ask_extension:")
    assert told.count() == 1
