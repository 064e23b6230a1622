"""The weekly sheet: what stands in which part, whose it is, and one page however much there is."""

import io
from datetime import date, timedelta

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.models import Unit
from danvan.clock import today
from tasks.models import Task
from tasks.week import monday_of, sheet_of
from tasks.week_sheet import shares_of
from tests.factories import make_unit
from tests.tasks.factories import make_task

WEEK = "/nhiem-vu/tuan/"
MONDAY = monday_of("")


def dated(task, **fields):
    Task.objects.unscoped("test").filter(pk=task.pk).update(**fields)
    task.refresh_from_db()
    return task


def parts(answer):
    return {part.key: [task.title for task in part.tasks] for part in answer.context["sheet"].parts}


@pytest.fixture
def several(binh, dung, khanh, hoa, cuc):
    before = min(today(), MONDAY) - timedelta(days=3)
    rows = {
        "late": make_task(binh, dung, title="Trễ", due_on=before),
        "due": make_task(binh, khanh, title="Trong tuần", due_on=MONDAY + timedelta(days=6)),
        "later": make_task(binh, dung, title="Tuần sau", due_on=MONDAY + timedelta(days=7)),
        "requested": make_task(binh, hoa, title="Đề nghị", due_on=before),
        "reported": make_task(binh, dung, title="Đã báo", due_on=before),
        "done": make_task(binh, dung, title="Xong", due_on=before),
        "long_done": make_task(binh, dung, title="Xong lâu", due_on=before),
    }
    dated(rows["reported"], status="reported")
    finished = {"status": "done", "outcome": "late"}
    dated(rows["done"], finished_on=MONDAY - timedelta(days=1), **finished)
    dated(rows["long_done"], finished_on=MONDAY - timedelta(days=8), **finished)
    make_task(cuc, cuc, title="Của xã khác", due_on=before)
    return rows


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("binh", {"late": ["Trễ"], "due": ["Trong tuần"], "done": ["Xong"]}),
        ("an", {"late": ["Trễ"], "due": ["Trong tuần"], "done": ["Xong"]}),
        ("dung", {"late": ["Trễ"], "due": [], "done": ["Xong"]}),
        ("khanh", {"late": [], "due": ["Trong tuần"], "done": []}),
        ("minh", {"late": [], "due": [], "done": []}),
        ("cuong", {"late": ["Của xã khác"], "due": [], "done": []}),
    ],
)
def test_each_part_holds_what_it_says_and_each_person_the_own(request, sign_in, several, who, seen):
    assert parts(sign_in(request.getfixturevalue(who)).get(WEEK)) == seen


def test_units_are_counted_in_the_order_of_the_commune(sign_in, binh, several):
    units = sign_in(binh).get(WEEK).context["sheet"].units

    assert [(str(line.unit), *line[1:]) for line in units] == [
        ("Phòng Văn hóa - Xã hội", 1, 0, 1),
        ("Thôn Đông", 0, 1, 0),
    ]


def test_filters_narrow_the_sheet_and_take_the_pdf_of_one_page_away(sign_in, binh, several, khanh):
    client = sign_in(binh)

    by_person = client.get(WEEK, {"person": khanh.pk})
    by_unit = client.get(WEEK, {"unit": khanh.unit.pk})

    assert parts(by_person) == {"late": [], "due": ["Trong tuần"], "done": []}
    assert parts(by_unit) == parts(by_person)
    assert "/nhiem-vu/tuan/pdf/" not in by_person.content.decode()
    assert f"/nhiem-vu/tuan/pdf/?unit={khanh.unit.pk}" in by_unit.content.decode()


def test_a_week_gone_by_tells_what_was_late_then(binh, dung):
    monday = MONDAY - timedelta(days=28)
    dated(
        make_task(binh, dung, title="Trễ khi đó", due_on=monday - timedelta(days=2)),
        status="done", finished_on=monday + timedelta(days=1),
    )  # fmt: skip
    dated(
        make_task(binh, dung, title="Xong trước đó", due_on=monday - timedelta(days=2)),
        status="done", finished_on=monday - timedelta(days=3),
    )  # fmt: skip

    sheet = sheet_of(Task.objects.visible_to(binh), monday)

    assert sheet.as_of == monday
    assert [task.title for task in sheet.late.tasks] == ["Trễ khi đó"]
    assert [task.title for task in sheet.done.tasks] == ["Xong trước đó"]


@pytest.mark.parametrize(
    ("words", "monday"),
    [("2026-05-20", date(2026, 5, 18)), ("2026-05-18", date(2026, 5, 18)), ("2026-05-24", date(2026, 5, 18))],
)  # fmt: skip
def test_any_day_names_its_week(words, monday):
    assert monday_of(words) == monday


@pytest.mark.parametrize("words", ["", "abc", "9999-12-31", "0001-01-01", None])
def test_what_names_no_day_is_the_week_to_meet_about(words):
    assert monday_of(words).weekday() == 0
    assert -2 <= (monday_of(words) - today()).days + 7 <= 9


def test_the_lines_are_shared_out_and_what_one_leaves_others_take():
    assert shares_of([100, 100, 100], 30) == [10, 10, 10]
    assert shares_of([2, 100, 0], 30) == [2, 28, 0]
    assert shares_of([2, 3, 4], 30) == [2, 3, 4]
    assert shares_of([5, 5, 5], 0) == [0, 0, 0]


# On paper


def printed(client, run_work, **asked):
    """The PDF that the page gives once the work is done."""
    client.get(f"{WEEK}pdf/", asked)
    assert [row.error for row in run_work()] == [""]
    answer = client.get(f"{WEEK}pdf/", asked)
    assert answer["Content-Type"] == "application/pdf"
    return pypdfium2.PdfDocument(b"".join(answer.streaming_content))


def words_of(pdf):
    return " ".join(pdf[0].get_textpage().get_text_bounded().split())


def many_tasks(binh, dung, count):
    task = make_task(binh, dung, title="Việc số 0", due_on=today() - timedelta(days=1))
    fields = {
        field.attname: getattr(task, field.attname)
        for field in Task._meta.concrete_fields
        if field.attname not in {"id", "key", "title"}
    }
    long = "tổ chức hội nghị đối thoại giữa lãnh đạo Ủy ban nhân dân xã với Nhân dân các thôn"
    Task.objects.bulk_create(
        Task(**fields, title=f"Việc số {number}, {long}") for number in range(1, count)
    )


@pytest.mark.parametrize("count", [0, 10, 200])
def test_the_pdf_is_exactly_one_a4_however_many_tasks_there_are(
    sign_in, run_work, binh, dung, count
):
    if count:
        many_tasks(binh, dung, count)
        units = [
            make_unit(binh.commune, f"Thôn có tên gọi khá dài số {n}", kind=Unit.Kind.VILLAGE)
            for n in range(30)
        ]
        for unit, task in zip(units, Task.objects.visible_to(binh)[: count // 2], strict=False):
            dated(task, lead_unit=unit)

    pdf = printed(sign_in(binh), run_work)

    assert len(pdf) == 1
    assert [round(side) for side in pdf[0].get_size()] == [595, 842]
    words = words_of(pdf)
    assert "VIỆC GIAO BAN TUẦN" in words
    if count == 0:
        assert "Không có việc quá hạn." in words
    if count == 10:
        assert "Việc số 9" in words
        assert "việc nữa" not in words
    if count == 200:
        assert f"QUÁ HẠN: {count}" in words
        assert "việc nữa" in words
        assert "Việc số 3," in words
        assert "đơn vị nữa" in words


def test_the_pdf_holds_what_the_person_may_see(sign_in, run_work, several, binh, dung, khanh):
    commune = words_of(printed(sign_in(binh), run_work))
    own = words_of(printed(sign_in(khanh), run_work))
    of_a_unit = words_of(printed(sign_in(binh), run_work, unit=khanh.unit.pk))

    assert ("Trễ" in commune, "Trong tuần" in commune, "Của xã khác" in commune) == (True, True, False)  # fmt: skip
    assert ("quá 3 ngày" in own, "Trong tuần" in own) == (False, True)
    assert ("Trễ" in of_a_unit, "Trong tuần" in of_a_unit) == (False, True)


def test_what_was_printed_is_given_at_once_to_all_who_see_the_same(
    sign_in, run_work, several, binh, an
):
    printed(sign_in(binh), run_work)

    assert sign_in(an).get(f"{WEEK}pdf/")["Content-Type"] == "application/pdf"
    assert run_work() == []


def test_a_change_meanwhile_is_said_and_the_sheet_can_be_ordered_again(
    sign_in, run_work, several, binh, dung
):
    client = sign_in(binh)
    client.get(f"{WEEK}pdf/")
    dated(several["late"], title="Trễ, nay tên khác")

    [row] = run_work()

    assert "Nhiệm vụ vừa thay đổi" in row.error
    assert "nay tên khác" in words_of(printed(client, run_work))


def test_the_unit_of_another_commune_orders_nothing_of_it(sign_in, run_work, several, binh, cuc):
    words = words_of(printed(sign_in(binh), run_work, unit=cuc.unit.pk))

    assert "Của xã khác" not in words


def test_the_workbook_holds_every_line_as_words(sign_in, binh, several):
    dated(several["late"], title="=1+1")

    answer = sign_in(binh).get(f"{WEEK}xuat-excel/")

    page = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
    assert [(row[0], row[1]) for row in rows] == [
        ("Quá hạn", "'=1+1"),
        ("Đến hạn trong tuần", "Trong tuần"),
        ("Xong tuần trước", "Xong"),
    ]
    assert rows[2][6] == "Xong quá hạn"


def test_the_sheet_asks_as_often_for_thirty_tasks_as_for_two(sign_in, binh, dung):
    client = sign_in(binh)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(WEEK).status_code == 200
        return len(captured)

    for _ in range(2):
        make_task(binh, dung, due_on=MONDAY)
    queries()
    few = queries()
    for _ in range(28):
        make_task(binh, dung, due_on=MONDAY)

    assert queries() == few
