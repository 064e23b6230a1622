"""The tracking page: who sees which tasks, counters and filters that agree, urging, Excel."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from danvan.cells import as_text
from notices.models import Notice
from tasks.actions import ask_extension, move_task
from tasks.models import Lateness, Task
from tasks.queries import count_lateness, my_work
from tests.tasks.factories import in_days, make_task

LIST = "/nhiem-vu/"


def titles(answer):
    return {task.title for task in answer.context["page"]}


@pytest.fixture
def several(binh, dung, khanh, hoa, cuc):
    """One late, one soon, one fine, one without a date, one requested and gone by; and one of strangers."""
    rows = {
        "late": make_task(binh, dung, title="Trễ", due_on=in_days(-2)),
        "soon": make_task(binh, dung, title="Gần", due_on=in_days(7)),
        "fine": make_task(binh, khanh, title="Xa", due_on=in_days(8)),
        "none": make_task(binh, khanh, title="Không hạn", due_on=None),
        "requested": make_task(binh, hoa, title="Đề nghị", due_on=in_days(-9)),
    }
    make_task(cuc, cuc, title="Của xã khác", due_on=in_days(-1))
    return rows


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("binh", {"Trễ", "Gần", "Xa", "Không hạn", "Đề nghị"}),
        ("an", {"Trễ", "Gần", "Xa", "Không hạn", "Đề nghị"}),
        ("giang", {"Trễ", "Gần", "Xa", "Không hạn", "Đề nghị"}),
        ("hoa", {"Trễ", "Gần", "Xa", "Không hạn", "Đề nghị"}),
        ("dung", {"Trễ", "Gần"}),
        ("khanh", {"Xa", "Không hạn"}),
        ("minh", set()),
        ("lan", set()),
        ("cuong", {"Của xã khác"}),
        ("phuc", set()),
    ],
)
def test_each_person_sees_the_own_commune_unit_or_nothing(request, sign_in, several, who, seen):
    answer = sign_in(request.getfixturevalue(who)).get(LIST)

    assert titles(answer) == seen


def test_lateness_of_a_task_and_of_the_query_agree(several, binh):
    by_query = {
        lateness: set(Task.objects.visible_to(binh).standing(lateness)) for lateness in Lateness
    }
    by_task = {lateness: set() for lateness in Lateness}
    for task in Task.objects.visible_to(binh):
        by_task[task.lateness].add(task)

    assert by_query == by_task
    assert count_lateness(Task.objects.visible_to(binh)) == {
        "late": 1,
        "soon": 1,
        "fine": 2,
        "none": 1,
    }


def test_requested_work_gone_by_is_never_called_late(sign_in, several, hoa):
    task = several["requested"]

    page = sign_in(hoa).get(task.get_absolute_url()).content.decode()

    assert (task.lateness, task.chip, task.lateness_words) == (Lateness.FINE, "", "")
    assert "Quá hạn" not in page
    assert "Đôn đốc" not in page


@pytest.mark.parametrize(
    ("days", "words"), [(-2, "quá 2 ngày"), (0, "hôm nay là hạn"), (3, "còn 3 ngày")]
)
def test_the_words_of_lateness(binh, dung, days, words):
    assert make_task(binh, dung, due_on=in_days(days)).lateness_words == words


def test_work_reported_done_is_with_the_coordinator_and_not_late(binh, dung):
    task = make_task(binh, dung, due_on=in_days(-3))

    move_task(task, "report_done", by=dung)

    assert (task.chip, count_lateness(Task.objects.visible_to(binh))["late"]) == ("", 0)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lateness=late", {"Trễ"}),
        ("lateness=none", {"Không hạn"}),
        ("q=khong han", {"Không hạn"}),
        ("q=KHÔNG", {"Không hạn"}),
        ("q=vo khanh", {"Xa", "Không hạn"}),
        ("status=done", set()),
        ("status=open&lateness=soon", {"Gần"}),
        (
            "unit=abc&person=-1&plan=x&lateness=zz&page=99",
            {"Trễ", "Gần", "Xa", "Không hạn", "Đề nghị"},
        ),
    ],
)
def test_filters_narrow_the_list(sign_in, binh, several, query, found):
    assert titles(sign_in(binh).get(f"{LIST}?{query}")) == found


def test_unit_and_person_filter_and_ids_of_strangers_find_nothing_new(
    sign_in, binh, several, khanh, dung, cuc
):
    client = sign_in(binh)

    assert titles(client.get(f"{LIST}?unit={khanh.unit.pk}")) == {"Xa", "Không hạn"}
    assert titles(client.get(f"{LIST}?person={dung.pk}")) == {"Trễ", "Gần"}
    assert "Của xã khác" not in titles(client.get(f"{LIST}?person={cuc.pk}"))


def test_a_pressed_counter_keeps_the_other_filters(sign_in, binh, several, dung):
    answer = sign_in(binh).get(f"{LIST}?person={dung.pk}&lateness=late")

    counters = {each["lateness"]: each for each in answer.context["counters"]}
    assert {name: each["figure"] for name, each in counters.items()} == {
        "late": 1,
        "soon": 1,
        "fine": 0,
        "none": 0,
    }
    assert counters["late"]["current"] is True
    assert counters["late"]["url"] == f"?person={dung.pk}"
    assert counters["soon"]["url"] == f"?person={dung.pk}&lateness=soon"


@pytest.mark.parametrize("who", ["binh", "dung"])
def test_the_list_asks_as_often_for_thirty_tasks_as_for_one(request, sign_in, binh, dung, who):
    client = sign_in(request.getfixturevalue(who))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    make_task(binh, dung)
    queries()
    figures = [queries()]
    for more in (2, 27):
        for _ in range(more):
            make_task(binh, dung)
        figures.append(queries())

    assert figures == [figures[0]] * 3


def test_urging_tells_once_a_day_and_is_in_the_history(sign_in, binh, dung, several):
    client = sign_in(binh)
    pks = [several["late"].pk, several["soon"].pk]

    first = client.post("/nhiem-vu/don-doc/", {"task": pks, "back": "lateness=late"})
    client.post("/nhiem-vu/don-doc/", {"task": pks})

    assert first.url == "/nhiem-vu/?lateness=late"
    urged = Notice.objects.visible_to(dung).filter(key__contains="urged")
    assert sorted(urged.values_list("text", flat=True)) == [
        f"Trần Thị Bình đôn đốc: Gần, hạn {in_days(7):%d/%m/%Y}",
        f"Trần Thị Bình đôn đốc: Trễ, hạn {in_days(-2):%d/%m/%Y}",
    ]
    assert [task.history.filter(move="urge").count() for task in Task.objects.visible_to(dung)] == [
        1,
        1,
    ]


def test_urging_the_task_of_another_commune_reaches_nobody(sign_in, binh, several, cuc):
    stranger = Task.objects.visible_to(cuc).get()

    sign_in(binh).post("/nhiem-vu/don-doc/", {"task": [stranger.pk]})

    assert stranger.history.filter(move="urge").count() == 0
    assert Notice.objects.visible_to(cuc).filter(key__contains="urged").count() == 0


@pytest.mark.parametrize("who", ["giang", "dung", "hoa", "minh"])
def test_only_coordinator_and_leader_urge(request, sign_in, several, who):
    client = sign_in(request.getfixturevalue(who))

    answer = client.post("/nhiem-vu/don-doc/", {"task": [several["late"].pk]})

    assert answer.status_code == 403
    assert several["late"].history.filter(move="urge").count() == 0


def test_the_way_back_after_urging_stays_in_the_portal(sign_in, binh, several):
    answer = sign_in(binh).post(
        "/nhiem-vu/don-doc/", {"task": [several["late"].pk], "back": "//evil.example/?a=1"}
    )

    assert answer.url.startswith("/nhiem-vu/?")


def test_the_excel_file_holds_the_filtered_rows_as_words(sign_in, binh, dung, several):
    make_task(binh, dung, title="=1+1", due_on=in_days(-1))

    answer = sign_in(binh).get("/nhiem-vu/xuat-excel/?lateness=late")

    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [(row[1], row[5], row[8]) for row in rows] == [
        ("Trễ", f"{in_days(-2):%d/%m/%Y}", "Quá hạn, quá 2 ngày"),
        ("'=1+1", f"{in_days(-1):%d/%m/%Y}", "Quá hạn, quá 1 ngày"),
    ]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
    assert kinds == {"s"}


@pytest.mark.parametrize("words", ["=1", "+1", "-1", "@x", " =1"])
def test_what_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(words):
    assert as_text(words) == f"'{words}"


def test_my_work_holds_the_own_tasks_and_what_waits_for_me(several, binh, dung, khanh, an):
    move_task(several["late"], "report_done", by=dung)
    extension = ask_extension(several["fine"], by=khanh, reason="Bận.", new_due_on=in_days(20))

    own, judged = my_work(dung), my_work(an)

    assert (own.late, own.soon, own.rest) == ([], [several["soon"]], [])
    assert (own.to_confirm, own.extensions) == ([], [])
    assert (judged.to_confirm, judged.extensions) == ([several["late"]], [extension])
    assert my_work(binh).to_confirm == [several["late"]]


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("binh", 200),
        ("an", 200),
        ("dung", 200),
        ("hoa", 200),
        ("khanh", 404),
        ("minh", 404),
        ("cuc", 404),
        ("phuc", 404),
    ],
)
def test_a_task_is_open_to_those_who_see_it(request, sign_in, task, who, code):
    client = sign_in(request.getfixturevalue(who))

    assert client.get(task.get_absolute_url()).status_code == code


def test_an_officer_of_a_coordinating_unit_sees_the_task_and_moves_nothing(
    sign_in, binh, dung, khanh
):
    task = make_task(binh, dung, coordinating_units=[khanh.unit])
    client = sign_in(khanh)

    answer = client.get(task.get_absolute_url())

    assert (answer.status_code, answer.context["moves"], answer.context["accept"]) == (
        200,
        {},
        None,
    )
    assert 'value="1">' not in answer.content.decode()
