"""Recurring duties make ordinary tasks, each once."""

import uuid
from datetime import date

import pytest

from notices.models import Notice
from tasks.actions import make_due_tasks, start_series, stop_series
from tasks.actions.series import due_dates
from tasks.jobs import make_series_tasks
from tasks.models import Task, TaskSeries
from tests.tasks.factories import in_days


@pytest.fixture
def series(binh, dung):
    return TaskSeries.objects.create(
        commune=binh.commune,
        title="Báo cáo tháng",
        lead_unit=dung.unit,
        responsible=dung,
        frequency="monthly",
        first_due_on=date(2028, 1, 31),
        last_due_on=date(2028, 12, 31),
        made_by=binh,
    )


def dates(person):
    tasks = Task.objects.visible_to(person).order_by("due_on")
    return [f"{day:%d/%m/%Y}" for day in tasks.values_list("due_on", flat=True)]


def test_the_31st_becomes_the_last_day_of_shorter_months(series):
    found = [f"{day:%d/%m}" for day in due_dates(series, date(2028, 5, 1))]

    assert found == ["31/01", "29/02", "31/03", "30/04"]


def test_tasks_are_made_thirty_days_ahead_and_once(series, dung):
    made = [
        len(make_due_tasks(series, day=date(2028, 1, 5))),
        len(make_due_tasks(series, day=date(2028, 1, 5))),
        len(make_due_tasks(series, day=date(2028, 2, 1))),
    ]

    assert made == [1, 0, 1]
    assert dates(dung) == ["31/01/2028", "29/02/2028"]
    assert Notice.objects.visible_to(dung).count() == 2


def test_a_date_moved_by_an_extension_is_not_made_again(series, dung):
    make_due_tasks(series, day=date(2028, 1, 5))
    Task.objects.unscoped("test").update(due_on=date(2028, 2, 10))

    assert make_due_tasks(series, day=date(2028, 1, 6)) == []


def test_a_stopped_series_makes_nothing_and_keeps_its_tasks(series, binh, dung):
    make_due_tasks(series, day=date(2028, 1, 5))

    assert (stop_series(series, by=binh), stop_series(series, by=binh)) == (True, False)
    series.refresh_from_db()
    assert make_due_tasks(series, day=date(2028, 2, 5)) == []
    assert dates(dung) == ["31/01/2028"]


def test_the_job_makes_what_is_near_and_is_safe_to_run_twice(binh, dung):
    fields = {
        "title": "Giao ban",
        "lead_unit": dung.unit,
        "responsible": dung,
        "frequency": "monthly",
        "first_due_on": in_days(3),
        "last_due_on": in_days(20),
    }
    start_series(by=binh, key=uuid.uuid4(), **fields)

    make_series_tasks()
    make_series_tasks()

    assert dates(dung) == [f"{in_days(3):%d/%m/%Y}"]


def form(unit, person, **over):
    return {
        "title": "Giao ban",
        "lead_unit": unit.pk,
        "responsible": person.pk,
        "frequency": "quarterly",
        "first_due_on": in_days(3).isoformat(),
        "last_due_on": in_days(300).isoformat(),
        "key": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
        **over,
    }


def test_a_series_is_set_once_however_often_the_form_arrives(sign_in, binh, dung):
    client = sign_in(binh)

    client.post("/nhiem-vu/dinh-ky/moi/", form(dung.unit, dung))
    client.post("/nhiem-vu/dinh-ky/moi/", form(dung.unit, dung))

    assert TaskSeries.objects.visible_to(binh).count() == 1
    assert "Giao ban" in client.get("/nhiem-vu/dinh-ky/").content.decode()


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"first_due_on": in_days(-1).isoformat()}, "first_due_on"),
        ({"last_due_on": in_days(1).isoformat()}, "last_due_on"),
    ],
)
def test_dates_in_the_wrong_order_are_refused(sign_in, binh, dung, over, field):
    answer = sign_in(binh).post("/nhiem-vu/dinh-ky/moi/", form(dung.unit, dung, **over))

    assert list(answer.context["form"].errors) == [field]
    assert TaskSeries.objects.visible_to(binh).count() == 0


@pytest.mark.parametrize(("who", "code"), [("an", 403), ("dung", 404), ("cuc", 404), ("lan", 404)])
def test_only_the_communes_coordinator_stops_a_series(request, sign_in, series, who, code):
    client = sign_in(request.getfixturevalue(who))

    assert client.post(f"/nhiem-vu/dinh-ky/{series.pk}/dung/").status_code == code
    series.refresh_from_db()
    assert series.stopped_on is None


def test_a_series_that_cannot_make_its_task_does_not_keep_the_others_from_theirs(
    monkeypatch, binh, dung
):
    def break_on_the_first(series, *, day):
        if series.title == "Hỏng":
            raise ValueError("no such day")
        return make_due_tasks(series, day=day)

    common = {"lead_unit": dung.unit, "responsible": dung, "frequency": "monthly"}
    days = {"first_due_on": in_days(5), "last_due_on": in_days(5)}
    for title in ("Hỏng", "Lành"):
        start_series(by=binh, title=title, key=uuid.uuid4(), **common, **days)
    Task.objects.unscoped("test").all().delete()
    monkeypatch.setattr("tasks.actions.series.make_due_tasks", break_on_the_first)

    make_series_tasks()

    assert [task.title for task in Task.objects.unscoped("test")] == ["Lành"]
