"""Hours, and the reading of "trước ngày" with the open tasks that follow it."""

from datetime import date, time, timedelta

import pytest

from calendars import actions
from calendars.calendar import habits_of
from calendars.models import OfficeHabits
from danvan.clock import today
from notices.models import Notice
from tasks.actions import move_task
from tasks.models import Task
from tests.tasks.factories import in_days, make_task

PAGE = "/lich-lam-viec/gio-va-cach-tinh-han/"


def values(**over):
    return {
        "opens": "07:30",
        "closes": "17:00",
        "before_includes_day": "False",
        "version": "1",
        **over,
    }


@pytest.fixture
def give(binh, dung):
    """A task due "before" a day: with the last day of the reading that leaves the day out."""

    def made(written=None, **over):
        written = written or in_days(20)
        day = written - timedelta(days=1)
        fields = {"due_on": day, "written_due_on": written, "due_kind": "before", **over}
        return make_task(binh, dung, **fields)

    return made


def due(task):
    task = Task.objects.unscoped("test").get(pk=task.pk)
    return task.due_on, task.original_due_on


@pytest.mark.parametrize("who", ["binh", "minh"])
def test_hours_and_reading_are_saved(request, sign_in, an_hoa, who):
    answer = sign_in(request.getfixturevalue(who)).post(PAGE, values(before_includes_day="True"))

    habits = habits_of(an_hoa)
    assert answer.status_code == 302
    assert (habits.opens, habits.closes, habits.before_includes_day, habits.version) == (
        time(7, 30), time(17), True, 2,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["an", "giang", "dung", "khanh", "hoa", "lan"])
def test_others_read_and_change_nothing(request, sign_in, who):
    person = request.getfixturevalue(who)
    OfficeHabits.objects.create(home=person.home_unit, opens=time(6, 45))
    client = sign_in(person)

    page = client.get(PAGE).content.decode()
    refused = client.post(PAGE, values()).status_code

    assert "06:45" in page
    assert "Lưu giờ và cách tính hạn" not in page
    assert refused == 403
    assert habits_of(person.home_unit).opens == time(6, 45)


@pytest.mark.parametrize(
    ("over", "field", "words"),
    [
        ({"opens": "18:00"}, "closes", "Giờ cuối phải sau giờ đầu"),
        ({"closes": "07:30"}, "closes", "Giờ cuối phải sau giờ đầu"),
        ({"opens": ""}, "opens", "Hãy ghi giờ."),
        ({"closes": "25:00"}, "closes", "giờ và phút"),
        ({"before_includes_day": ""}, "before_includes_day", "Hãy chọn một cách tính."),
    ],
)
def test_what_cannot_be_is_refused_in_words(sign_in, binh, an_hoa, over, field, words):
    answer = sign_in(binh).post(PAGE, values(**over))

    assert list(answer.context["form"].errors) == [field]
    assert words in answer.context["form"].errors[field][0]
    assert habits_of(an_hoa).version == 1


def test_of_two_at_once_the_second_is_told_and_its_next_press_writes(sign_in, binh, minh, an_hoa):
    sign_in(minh).post(PAGE, values(opens="06:00"))
    client = sign_in(binh)

    stale = client.post(PAGE, values(opens="08:00"))
    kept = habits_of(an_hoa).opens
    version = stale.context["stored"].version
    again = client.post(PAGE, values(opens="08:00", version=str(version)))

    assert stale.status_code == 200
    assert "người khác đã lưu" in stale.content.decode()
    assert "06:00" in stale.content.decode()
    assert (kept, again.status_code, habits_of(an_hoa).opens) == (time(6), 302, time(8))


def test_the_open_tasks_follow_the_new_reading_where_that_is_asked(sign_in, binh, dung, give):
    task = give()
    client = sign_in(binh)
    offered = client.get(PAGE).context["to_move"]

    answer = client.post(PAGE, values(before_includes_day="True", move_work="on"), follow=True)

    assert offered == 1
    assert "1 nhiệm vụ đang mở đã đổi hạn" in answer.content.decode()
    assert due(task) == (task.written_due_on, task.written_due_on)
    line = task.history.get(move="read_anew")
    assert line.note == f"Hạn: {task.due_on:%d/%m/%Y} → {task.written_due_on:%d/%m/%Y}"
    told = [each.text for each in Notice.objects.visible_to(dung) if "cách tính" in each.text]
    assert told == [
        "Xã đổi cách tính “trước ngày”: 1 nhiệm vụ của anh/chị đổi hạn, xem lại ngày ở danh sách."
    ]


def test_reminders_of_the_old_day_are_taken_back(sign_in, binh, dung, give):
    task = give()
    Notice.objects.create(person=dung, key=f"task:{task.pk}:due:x", text="Còn 3 ngày", url="/")

    sign_in(binh).post(PAGE, values(before_includes_day="True", move_work="on"))

    assert "Còn 3 ngày" not in [each.text for each in Notice.objects.visible_to(dung).standing()]


def test_back_again_the_tasks_are_due_the_day_before(sign_in, binh, give):
    task = give()
    client = sign_in(binh)
    client.post(PAGE, values(before_includes_day="True", move_work="on"))

    client.post(PAGE, values(version="2", move_work="on"))

    assert due(task) == (task.due_on, task.due_on)


def test_without_the_tick_or_without_a_change_no_task_moves(sign_in, binh, give):
    task = give()
    client = sign_in(binh)

    client.post(PAGE, values(move_work="on"))
    client.post(PAGE, values(version="2", before_includes_day="True"))

    assert due(task) == (task.due_on, task.due_on)


def test_only_open_tasks_with_the_day_of_the_old_reading_are_offered(
    sign_in, binh, dung, an, give, cuc, binh_minh
):
    give(due_on=in_days(25))
    give(due_kind="by")
    give(due_kind="", written_due_on=None)
    extended = give()
    Task.objects.unscoped("test").filter(pk=extended.pk).update(original_due_on=in_days(5))
    cancelled = give()
    move_task(cancelled, "cancel", by=binh, note="Thôi")
    written = in_days(20)
    theirs = make_task(
        cuc, cuc, due_on=written - timedelta(days=1), written_due_on=written, due_kind="before"
    )
    fits = give()
    client = sign_in(binh)
    offered = client.get(PAGE).context["to_move"]

    client.post(PAGE, values(before_includes_day="True", move_work="on"))

    assert offered == 1
    assert due(fits) == (fits.written_due_on, fits.written_due_on)
    assert due(theirs) == (theirs.due_on, theirs.due_on)
    moved = Task.objects.unscoped("test").filter(history__move="read_anew")
    assert list(moved) == [fits]


def test_no_task_becomes_late_by_a_new_reading(sign_in, binh, an_hoa, give):
    OfficeHabits.objects.create(home=an_hoa, before_includes_day=True)
    due_today = give(written=today(), due_on=today())
    client = sign_in(binh)

    answer = client.post(PAGE, values(move_work="on"))

    assert answer.status_code == 302
    assert due(due_today) == (today(), today())


def test_a_task_that_somebody_changes_meanwhile_is_left_alone(an_hoa, binh, give, monkeypatch):
    from tasks.actions import rereading

    task, other = give(), give()
    found = rereading.to_move

    def then_changed(home, habits):
        tasks = found(home, habits)
        Task.objects.unscoped("test").filter(pk=task.pk).update(version=7, due_on=in_days(40))
        return tasks

    monkeypatch.setattr(rereading, "to_move", then_changed)
    fields = {"opens": time(7), "closes": time(20), "before_includes_day": True}

    moved = actions.save_habits(an_hoa, fields, version=1, by=binh, move_work=True)

    assert moved == 1
    assert (due(task)[0], due(other)[0]) == (in_days(40), other.written_due_on)


@pytest.mark.parametrize("count", [2, 30])
def test_the_page_asks_as_often_for_thirty_tasks_as_for_two(
    sign_in, binh, give, count, django_assert_max_num_queries
):
    for _ in range(count):
        give()
    client = sign_in(binh)
    client.get(PAGE)

    with django_assert_max_num_queries(10):
        assert client.get(PAGE).context["to_move"] == count


def test_the_last_day_of_a_leap_february(sign_in, binh, an_hoa):
    from calendars.calendar import last_day

    assert last_day(date(2028, 3, 1), "before", habits_of(an_hoa)) == date(2028, 2, 29)
