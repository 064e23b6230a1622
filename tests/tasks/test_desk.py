"""My work, the leader's page of what is late, and what they give to Excel."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from danvan.clock import today
from notices.models import Notice
from tasks.actions import add_progress, ask_extension, move_task, urge
from tasks.desk import desk_of, kind_of, late_work
from tasks.models import Relation, Task
from tests.factories import make_person
from tests.tasks.factories import in_days, make_task

MINE, LEADER = "/nhiem-vu/cua-toi/", "/nhiem-vu/qua-han/"


def parts(person):
    return {part.kind: [task.title for task in part.tasks] for part in desk_of(person).parts}


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


# My work


def test_my_work_is_sorted_by_when_it_is_wanted(binh, dung, khanh):
    sunday = today() + timedelta(days=6 - today().weekday())
    make_task(binh, dung, title="Trễ", due_on=in_days(-1))
    make_task(binh, dung, title="Hôm nay", due_on=today())
    make_task(binh, dung, title="Tuần sau", due_on=sunday + timedelta(days=1))
    make_task(binh, dung, title="Không hạn", due_on=None)
    move_task(make_task(binh, dung, title="Báo rồi"), "report_done", by=dung)
    move_task(make_task(binh, dung, title="Dừng"), "pause", by=binh, note="Chờ kinh phí")
    move_task(make_task(binh, dung, title="Hủy"), "cancel", by=binh, note="Trùng")
    make_task(binh, khanh, title="Của người khác", due_on=in_days(-1))

    assert parts(dung) == {
        "late": ["Trễ"],
        "today": ["Hôm nay"],
        "later": ["Tuần sau"],
        "none": ["Không hạn"],
        "reported": ["Báo rồi"],
        "paused": ["Dừng"],
    }


def test_this_week_ends_on_sunday():
    sunday = today() + timedelta(days=6 - today().weekday())
    task = Task(status="doing", due_on=sunday)

    assert kind_of(task) == ("today" if sunday == today() else "week")
    task.due_on = sunday + timedelta(days=1)
    assert kind_of(task) == "later"


def test_requested_work_gone_by_is_not_among_the_late(binh, hoa):
    make_task(binh, hoa, title="Đề nghị", due_on=in_days(-9))

    assert parts(hoa) == {"passed": ["Đề nghị"]}


def test_the_head_sees_the_work_of_the_unit_and_everybody_what_the_unit_helps_with(
    binh, dung, khanh, culture
):
    colleague = make_person("Lý Tư", culture)
    make_task(binh, colleague, title="Của đồng nghiệp", lead_unit=culture)
    make_task(binh, khanh, title="Phối hợp", coordinating_units=[culture])

    assert parts(dung) == {"unit": ["Của đồng nghiệp"], "helping": ["Phối hợp"]}
    own = parts(colleague)
    assert own.pop("helping") == ["Phối hợp"]
    assert list(own.values()) == [["Của đồng nghiệp"]]
    assert parts(khanh).keys() & {"unit", "helping"} == set()


def test_what_waits_for_me_stands_on_my_page(sign_in, binh, dung, khanh, an):
    waiting = make_task(binh, dung, title="Đã báo")
    move_task(waiting, "report_done", by=dung)
    asked = make_task(binh, khanh, title="Cần thêm ngày")
    ask_extension(asked, by=khanh, reason="Mưa lũ", new_due_on=in_days(20))

    page = sign_in(an).get(MINE).content.decode()
    assert "Đã báo" in page
    assert "Mưa lũ" in page
    assert "Xác nhận hoàn thành" in page
    page = sign_in(khanh).get(MINE).content.decode()
    assert "Cần thêm ngày" in page
    assert "Mưa lũ" not in page
    assert "Đã báo" not in page


@pytest.mark.parametrize(
    ("who", "move", "status"), [("dung", "accept", "doing"), ("an", "confirm", "done")]
)
def test_a_step_is_taken_in_the_row(request, sign_in, binh, dung, who, move, status):
    task = make_task(binh, dung)
    if move == "confirm":
        move_task(task, "report_done", by=dung)

    answer = sign_in(request.getfixturevalue(who)).post(f"{MINE}{task.pk}/", {"move": move})

    assert answer.url == MINE
    task.refresh_from_db()
    assert task.status == status


@pytest.mark.parametrize(
    ("who", "move", "code"),
    [
        ("khanh", "accept", 404),
        ("cuc", "accept", 404),
        ("hoa", "accept", 403),
        ("dung", "confirm", 403),
        ("binh", "cancel", 404),
        ("binh", "", 404),
    ],
)
def test_a_step_of_somebody_elses_is_refused(request, sign_in, binh, dung, who, move, code):
    task = make_task(binh, dung)

    answer = sign_in(request.getfixturevalue(who)).post(f"{MINE}{task.pk}/", {"move": move})

    assert answer.status_code == code
    task.refresh_from_db()
    assert task.status == "new"


def test_the_second_press_is_told_and_changes_nothing(sign_in, binh, dung):
    task = make_task(binh, dung)
    client = sign_in(dung)
    client.post(f"{MINE}{task.pk}/", {"move": "accept"})

    client.post(f"{MINE}{task.pk}/", {"move": "accept"})

    assert task.history.filter(move="accept").count() == 1
    assert "không còn mở" in client.get(MINE).content.decode()


@pytest.mark.parametrize("who", ["dung", "binh"])
def test_my_work_asks_as_often_for_thirty_tasks_as_for_two(
    request, sign_in, binh, dung, khanh, who
):
    client = sign_in(request.getfixturevalue(who))

    def add(count):
        for at in range(count):
            make_task(binh, dung, due_on=in_days(at % 9 - 4))
            make_task(binh, binh)
            move_task(make_task(binh, khanh), "report_done", by=khanh)
            asked = make_task(binh, khanh, coordinating_units=[dung.unit])
            ask_extension(asked, by=khanh, reason="Bận", new_due_on=in_days(30))

    add(2)
    queries_of(client, MINE)
    few = queries_of(client, MINE)
    add(10)

    assert queries_of(client, MINE) == few


def test_my_excel_file_holds_my_own_work_alone(sign_in, binh, dung, khanh):
    make_task(binh, dung, title="Của tôi")
    make_task(binh, khanh, title="Phối hợp", coordinating_units=[dung.unit])

    answer = sign_in(dung).get(f"{MINE}xuat-excel/")

    assert titles_of(answer) == ["Của tôi"]


def titles_of(answer):
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return [row[1].value for row in sheet.iter_rows(min_row=2)]


# The leader's page


@pytest.fixture
def late(binh, dung, khanh, hoa, cuc):
    tasks = [
        make_task(binh, dung, title="Trễ ít", due_on=in_days(-2)),
        make_task(binh, khanh, title="Trễ nhiều", due_on=in_days(-30)),
        make_task(binh, khanh, title="Trễ vừa", due_on=in_days(-10)),
    ]
    make_task(binh, dung, title="Chưa đến", due_on=in_days(2))
    make_task(binh, hoa, title="Đề nghị", due_on=in_days(-9))
    move_task(make_task(binh, dung, title="Đã báo", due_on=in_days(-9)), "report_done", by=dung)
    make_task(cuc, cuc, title="Của xã khác", due_on=in_days(-1))
    return tasks


def test_the_leader_sees_what_is_late_whose_since_when_the_longest_first(an, late):
    work = late_work(an)

    assert [task.title for task in work.tasks] == ["Trễ nhiều", "Trễ vừa", "Trễ ít"]
    assert [(unit["lead_unit__short_name"], unit["figure"], unit["days"]) for unit in work.units] == [
        ("Thôn Đông", 2, 30),
        ("Phòng Văn hóa - Xã hội", 1, 2),
    ]  # fmt: skip
    assert all(task.relation == Relation.ASSIGNED for task in work.tasks)


def test_the_page_tells_what_was_done_about_it(sign_in, an, binh, dung, late):
    add_progress(late[0], by=dung, text="Đã họp dân hai thôn")
    urge(Task.objects.visible_to(an).filter(pk=late[1].pk), by=an)
    ask_extension(late[0], by=dung, reason="Mưa", new_due_on=in_days(15))

    page = sign_in(an).get(LEADER).content.decode()

    assert "Đã họp dân hai thôn" in page
    assert "Đã đôn đốc 1 lần" in page
    assert f"Xin gia hạn đến {in_days(15):%d/%m/%Y}" in page
    assert "Đề nghị" not in page.split("<main")[1].split("Việc đề nghị")[0].replace("đề nghị", "")


@pytest.mark.parametrize(("chosen", "reached"), [((), 3), ((1,), 1)])
def test_one_press_urges_all_or_one(sign_in, an, khanh, late, chosen, reached):
    client = sign_in(an)

    answer = client.post(f"{LEADER}don-doc/", {"task": [late[at].pk for at in chosen]})

    assert answer.url == LEADER
    assert Notice.objects.unscoped("test").filter(key__contains="urged").count() == reached
    assert f"Đã đôn đốc {reached} nhiệm vụ" in client.get(LEADER).content.decode()


def test_what_is_not_late_is_not_urged_from_here(sign_in, an, late):
    other = Task.objects.visible_to(an).get(title="Chưa đến")

    sign_in(an).post(f"{LEADER}don-doc/", {"task": [other.pk]})

    assert not other.history.filter(move="urge").exists()


@pytest.mark.parametrize("who", ["giang", "hoa", "dung", "cuong"])
def test_only_those_who_judge_urge(request, sign_in, an, late, who):
    answer = sign_in(request.getfixturevalue(who)).post(f"{LEADER}don-doc/")

    assert answer.status_code == (302 if who == "cuong" else 403)
    assert not late[0].history.filter(move="urge").exists()


def test_the_leaders_page_asks_as_often_for_thirty_tasks_as_for_two(
    sign_in, an, binh, dung, khanh, late
):
    client = sign_in(an)
    queries_of(client, LEADER)
    few = queries_of(client, LEADER)
    for at in range(28):
        make_task(binh, [dung, khanh][at % 2], due_on=in_days(-at - 1))

    assert queries_of(client, LEADER) == few


def test_the_leaders_excel_file_holds_what_is_late(sign_in, an, late):
    assert titles_of(sign_in(an).get(f"{LEADER}xuat-excel/")) == ["Trễ nhiều", "Trễ vừa", "Trễ ít"]


def test_nothing_late_is_said_with_a_way_on(sign_in, an, binh, dung):
    make_task(binh, dung)

    assert "Không có việc nào quá hạn" in sign_in(an).get(LEADER).content.decode()
