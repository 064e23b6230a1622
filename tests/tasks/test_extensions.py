"""More time: asked for once at a time, answered once, the first date kept."""

import pytest

from danvan.workflow import MoveRefused
from notices.models import Notice
from tasks.actions import ExtensionTaken, ask_extension, decide_extension
from tasks.models import Extension, Task
from tests.tasks.factories import in_days, make_task


@pytest.fixture
def asked(task, dung):
    return ask_extension(task, by=dung, reason="Chờ hướng dẫn.", new_due_on=in_days(20))


def test_granting_moves_the_date_and_keeps_the_first_one(task, asked, an):
    decide_extension(asked, by=an, granted_until=in_days(15), answer="Đến ngày này.")

    task.refresh_from_db()
    assert (task.due_on, task.original_due_on) == (in_days(15), in_days(5))
    assert Extension.objects.get().status == Extension.Status.GRANTED


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
