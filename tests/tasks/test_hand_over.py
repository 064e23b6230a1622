"""Bàn giao: all open work of one person goes to others in one action, once, and only what is still theirs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import end_post, shut_out
from accounts.models import Membership, Role, Unit
from danvan.clock import today
from danvan.workflow import MoveRefused
from documents import read_docx
from documents.model import plain
from documents.normal_form import normal_form
from home.todo import home_of
from notices.models import Notice
from tasks import hand_over_paper
from tasks.actions import (
    Taken,
    ask_extension,
    hand_over,
    make_due_tasks,
    move_task,
    start_series,
)
from tasks.hand_overs import in_hand, left_behind
from tasks.models import HandOver, Snooze, Task
from tests.factories import make_person, make_unit
from tests.tasks.factories import in_days, make_task

LIST = "/nhiem-vu/ban-giao/"
TITLE = "Việc của người đã nghỉ, chưa bàn giao"


def page_of(person):
    return f"{LIST}cua/{person.pk}/"


@pytest.fixture
def ngoc(culture):
    return make_person("Lý Ngọc", culture, Role.OFFICER, post="Công chức", username="ngoc")


@pytest.fixture
def work(binh, dung):
    """Of Dung: new, doing, reported, and paused; done and cancelled stay out."""
    tasks = {name: make_task(binh, dung, title=name.upper()) for name in
             ("new", "doing", "reported", "paused", "done", "cancelled")}  # fmt: skip
    move_task(tasks["doing"], "accept", by=dung)
    move_task(tasks["reported"], "report_done", by=dung)
    move_task(tasks["paused"], "pause", by=binh, note="Chờ.")
    move_task(tasks["done"], "report_done", by=dung)
    move_task(tasks["done"], "confirm", by=binh)
    move_task(tasks["cancelled"], "cancel", by=binh, note="Thôi.")
    return tasks


@pytest.fixture
def series(binh, dung):
    return start_series(
        by=binh, key=uuid4(), title="Họp giao ban", lead_unit=dung.unit, responsible=dung,
        frequency="yearly", first_due_on=in_days(200), last_due_on=in_days(900),
    )  # fmt: skip


def holders(binh):
    return dict(Task.objects.visible_to(binh).values_list("title", "responsible__username"))


def test_all_open_work_goes_to_one_taker_in_one_press(sign_in, binh, dung, ngoc, work, series):
    key = uuid4()
    client = sign_in(binh)
    assert len(client.get(page_of(dung)).context["form"].rows) == 5

    first = client.post(page_of(dung), {"taker": ngoc.pk, "key": key, "reason": "Nghỉ hưu"})
    second = client.post(page_of(dung), {"taker": ngoc.pk, "key": key, "reason": "Nghỉ hưu"})

    made = HandOver.objects.visible_to(binh).get()
    assert first.url == second.url == made.get_absolute_url()
    assert holders(binh) == {
        "NEW": "ngoc", "DOING": "ngoc", "REPORTED": "ngoc", "PAUSED": "ngoc",
        "DONE": "dung", "CANCELLED": "dung",
    }  # fmt: skip
    series.refresh_from_db()
    assert series.responsible == ngoc
    assert made.lines.count() == 5
    line = work["doing"].history.get(move="hand_over")
    assert line.label == "Bàn giao: Phạm Thị Dung → Lý Ngọc"
    assert (line.before, line.after) == ("doing", "doing")
    assert "Nghỉ hưu" in line.note


def test_each_row_may_go_elsewhere_or_stay(sign_in, binh, dung, ngoc, khanh, work):
    sign_in(binh).post(
        page_of(dung),
        {
            "taker": ngoc.pk, "key": uuid4(),
            f"task-{work['doing'].pk}": khanh.pk, f"task-{work['paused'].pk}": "-",
        },
    )  # fmt: skip

    after = holders(binh)
    assert [after[name] for name in ("NEW", "REPORTED", "DOING", "PAUSED")] == [
        "ngoc", "ngoc", "khanh", "dung",
    ]  # fmt: skip


def test_the_lead_unit_follows_only_when_chosen(sign_in, binh, dung, khanh, hoa, work):
    culture = dung.unit
    only = {f"task-{task.pk}": "-" for name, task in work.items() if name not in ("new", "doing")}
    client = sign_in(binh)

    client.post(
        page_of(dung), only | {"taker": khanh.pk, "key": uuid4(), f"task-{work['doing'].pk}": "-"}
    )
    client.post(page_of(dung), only | {"taker": hoa.pk, "key": uuid4(), "moves_unit": "on"})

    for task in work.values():
        task.refresh_from_db()
    assert (work["new"].responsible, work["new"].lead_unit) == (khanh, culture)
    assert (work["doing"].lead_unit, work["doing"].relation) == (hoa.unit, "requested")
    assert "thon" not in work["new"].search_text
    assert "vo khanh" in work["new"].search_text


def test_a_series_goes_with_its_taker_and_so_do_the_tasks_it_makes(
    sign_in, binh, dung, khanh, series
):
    """With the old unit its next tasks would go to the head of that, as if the taker had left."""
    sign_in(binh).post(page_of(dung), {"taker": khanh.pk, "key": uuid4()})

    series.refresh_from_db()
    (task,) = make_due_tasks(series, day=in_days(190))
    assert (series.lead_unit, task.lead_unit) == (khanh.unit, khanh.unit)
    assert task.responsible == khanh


def test_a_task_finished_or_handed_on_meanwhile_is_left_out_and_told(
    sign_in, binh, dung, ngoc, work
):
    fields = {f"task-{task.pk}": "" for name, task in work.items() if name in ("new", "doing")}
    fields |= {f"task-{work['paused'].pk}": "-", f"task-{work['reported'].pk}": "-"}
    move_task(work["new"], "report_done", by=dung)
    move_task(work["new"], "confirm", by=binh)

    answer = sign_in(binh).post(
        page_of(dung), fields | {"taker": ngoc.pk, "key": uuid4()}, follow=True
    )

    said = [str(message) for message in answer.context["messages"]]
    assert said[-1] == "Không bàn giao vì vừa thay đổi: “NEW”."
    assert holders(binh)["NEW"] == "dung"
    assert holders(binh)["DOING"] == "ngoc"


def test_where_nothing_is_left_nothing_is_made(binh, dung, ngoc, work):
    done = work["done"]

    with pytest.raises(MoveRefused, match="Chưa bàn giao được việc nào"):
        hand_over(dung, {done.pk: Taken(ngoc)}, {}, by=binh, key=uuid4())

    assert HandOver.objects.visible_to(binh).count() == 0


def test_takers_are_told_once_and_the_giver_hears_no_more(binh, dung, ngoc, work):
    task = work["new"]
    Snooze.objects.create(task=task, person=dung, until=in_days(3))
    extension = ask_extension(task, by=dung, reason="Bận.", new_due_on=in_days(20))
    unread = Notice.objects.visible_to(dung).unread()
    other = Notice.objects.create(person=dung, key="plan:1:x", text="Khác", url="/")
    assert unread.filter(key__startswith=f"task:{task.pk}:").exists()

    taken = {work[name].pk: Taken(ngoc) for name in ("new", "doing")}
    made, _ = hand_over(dung, taken, {}, by=binh, key=uuid4())

    told = Notice.objects.visible_to(ngoc).get()
    assert told.text == "Phạm Thị Dung bàn giao cho anh/chị 2 việc: NEW; DOING"
    assert (told.url, told.at_once) == (made.get_absolute_url(), True)
    assert not unread.filter(key__startswith=f"task:{task.pk}:").exists()
    assert other in unread
    assert Snooze.objects.count() == 0
    extension.refresh_from_db()
    assert extension.status == "asked"


def test_a_taker_reads_the_own_rows_and_no_others(sign_in, binh, dung, ngoc, khanh, work):
    taken = {work["new"].pk: Taken(ngoc), work["doing"].pk: Taken(khanh)}
    made, _ = hand_over(dung, taken, {}, by=binh, key=uuid4())
    client = sign_in(ngoc)

    page = client.get(made.get_absolute_url()).content.decode()

    assert "NEW" in page
    assert "DOING" not in page
    assert client.get(f"{made.get_absolute_url()}docx/").status_code == 403
    assert sign_in(dung).get(made.get_absolute_url()).status_code == 404


def test_the_taker_of_another_commune_takes_nothing(sign_in, binh, dung, cuc, work):
    client = sign_in(binh)

    common = client.post(page_of(dung), {"taker": cuc.pk, "key": uuid4()})
    single = client.post(page_of(dung), {"key": uuid4(), f"task-{work['new'].pk}": cuc.pk})
    gone = client.post(page_of(dung), {"key": uuid4(), "task-999999": cuc.pk})

    assert [answer.status_code for answer in (common, single, gone)] == [200] * 3
    assert set(holders(binh).values()) == {"dung"}
    assert "Chưa chọn người nhận" in gone.content.decode()


def test_the_task_of_another_commune_in_the_body_stays_where_it_is(
    sign_in, binh, dung, ngoc, cuc, work
):
    stranger = make_task(cuc, cuc, title="Của xã khác")

    answer = sign_in(binh).post(
        page_of(dung),
        {"taker": ngoc.pk, "key": uuid4(), f"task-{stranger.pk}": ngoc.pk},
        follow=True,
    )

    stranger.refresh_from_db()
    assert stranger.responsible == cuc
    assert "Của xã khác" not in answer.content.decode()


def test_the_person_of_another_commune_is_not_found(sign_in, binh, cuc):
    make_task(cuc, cuc, title="Của xã khác")

    assert sign_in(binh).get(page_of(cuc)).status_code == 404


@pytest.mark.parametrize("who", ["an", "giang", "dung", "hoa", "minh"])
def test_only_the_coordinator_hands_over(request, sign_in, dung, ngoc, work, binh, who):
    client = sign_in(request.getfixturevalue(who))

    assert client.get(LIST).status_code == 403
    answer = client.post(page_of(dung), {"taker": ngoc.pk, "key": uuid4()})
    assert answer.status_code == 403
    assert set(holders(binh).values()) == {"dung"}


def test_as_many_statements_for_eighty_tasks_as_for_two(binh, dung, ngoc):
    def statements(count):
        taken = {make_task(binh, dung).pk: Taken(ngoc) for _ in range(count)}
        with CaptureQueriesContext(connection) as captured:
            hand_over(dung, taken, {}, by=binh, key=uuid4())
        return len(captured)

    # SQLite takes 999 values in one statement, and then begins another.
    assert statements(2) == statements(80 if connection.vendor == "postgresql" else 50)


def test_who_has_left_is_named_on_the_first_page_until_all_is_handed_over(
    binh, dung, ngoc, minh, work
):
    def rows():
        return next((each.rows for each in home_of(binh).sections if each.title == TITLE), [])

    assert rows() == []
    shut_out(dung, by=minh)

    (row,) = rows()
    assert (row.title, row.url) == ("Phạm Thị Dung", page_of(dung))
    assert row.detail == "4 việc chưa bàn giao"
    mine = in_hand(dung, by=binh)
    hand_over(dung, {task.pk: Taken(ngoc) for task in mine.tasks}, {}, by=binh, key=uuid4())
    assert rows() == []


def test_after_midnight_of_the_last_day_the_work_stands_there(binh, dung, minh, work, monkeypatch):
    post = Membership.objects.get(person=dung)
    end_post(post, by=minh)

    assert left_behind(binh) == []
    monkeypatch.setattr("accounts.models.units.today", lambda: today() + timedelta(days=1))
    assert [(each.person, each.count) for each in left_behind(binh)] == [(dung, 4)]


def test_the_head_of_the_successor_is_proposed_for_work_of_a_closed_unit(
    sign_in, an_hoa, binh, dung, culture, work
):
    heir_unit = make_unit(an_hoa, "Phòng Văn hóa mới")
    heir = make_person("Tô Hạnh", heir_unit, Role.OFFICER, is_head=True, username="hanh")
    Unit.objects.filter(pk=culture.pk).update(valid_to=in_days(-1), successor=heir_unit)

    client = sign_in(binh)
    form = client.get(page_of(dung)).context["form"]
    sent = {row.name: row.field.value() for row in form.rows}
    client.post(page_of(dung), sent | {"key": uuid4(), "moves_unit": "on"})

    work["new"].refresh_from_db()
    assert (work["new"].responsible, work["new"].lead_unit) == (heir, heir_unit)


def test_the_minutes_name_both_sides_and_all_that_changed_hands(
    sign_in, binh, dung, ngoc, khanh, work, run_work
):
    taken = {work["new"].pk: Taken(ngoc), work["doing"].pk: Taken(khanh, khanh.unit)}
    made, _ = hand_over(dung, taken, {}, by=binh, key=uuid4(), reason="Chuyển công tác")

    document = hand_over_paper.to_document(made)
    words = "\n".join(plain(item.text) for item in document.walk())
    tables = [item.table for item in document.walk() if item.table]
    assert "Bên giao: Phạm Thị Dung, Trưởng phòng, Phòng Văn hóa - Xã hội." in words
    assert "Bên nhận: Võ Khánh, Trưởng thôn, Thôn Đông." in words
    assert "02 nhiệm vụ" in words
    assert [[plain(cell.text) for cell in row][1:] for row in tables[0].rows[1:]] == [
        ["NEW", f"Chưa nhận, hạn {in_days(5):%d/%m/%Y}", "Phòng Văn hóa - Xã hội", "Lý Ngọc"],
        ["DOING", f"Đang làm, hạn {in_days(5):%d/%m/%Y}", "Thôn Đông", "Võ Khánh"],
    ]
    client, page = sign_in(binh), made.get_absolute_url()
    assert read_docx(client.get(f"{page}docx/").content).kind == "BIÊN BẢN"
    client.post(f"{page}tao-pdf/")
    run_work()
    assert b"".join(client.get(f"{page}pdf/").streaming_content).startswith(b"%PDF-")


def test_the_list_asks_as_often_for_many_people(sign_in, binh, culture):
    client = sign_in(binh)
    figures = []
    for count in (2, 28):
        for _ in range(count):
            make_task(binh, make_person("Người", culture))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        figures.append(len(captured))

    assert figures[0] == figures[1]


def test_the_minutes_come_back_from_word_as_they_were(sign_in, binh, dung, ngoc, work):
    made, _ = hand_over(dung, {work["new"].pk: Taken(ngoc)}, {}, by=binh, key=uuid4())

    answer = sign_in(binh).get(f"{made.get_absolute_url()}docx/")

    assert read_docx(answer.content) == normal_form(hand_over_paper.to_document(made))
