"""Recurring duties make ordinary tasks, each once."""

import uuid
from datetime import date

import pytest

from accounts.models import Membership, Person
from notices.models import Notice
from tasks.actions import make_due_tasks, start_series, stop_series
from tasks.actions.series import due_dates
from tasks.jobs import make_series_tasks
from tasks.models import Task, TaskSeries
from tests.factories import make_person
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


# -- continuous work, people who left


@pytest.fixture
def check_ins(series):
    TaskSeries.objects.unscoped("test").update(frequency="continuous", check_in_months=3)
    series.refresh_from_db()
    return series


def test_a_check_in_says_what_is_asked_and_of_when(check_ins, dung):
    make_due_tasks(check_ins, day=date(2028, 1, 5))
    make_due_tasks(check_ins, day=date(2028, 4, 5))

    found = Task.objects.visible_to(dung).order_by("due_on")
    assert [task.title for task in found] == [
        "Báo tình hình: Báo cáo tháng, tháng 1/2028",
        "Báo tình hình: Báo cáo tháng, tháng 4/2028",
    ]


def test_a_long_title_of_a_check_in_keeps_its_month(check_ins, dung):
    TaskSeries.objects.unscoped("test").update(title="x" * 500)
    check_ins.refresh_from_db()

    task = make_due_tasks(check_ins, day=date(2028, 1, 5))[0]

    assert (len(task.title), task.title[-14:]) == (500, ", tháng 1/2028")


@pytest.mark.parametrize(
    ("frequency", "first", "days"),
    [
        ("nine_monthly", date(2028, 9, 30), ["30/09/28", "30/09/29"]),
        ("yearly", date(2028, 2, 29), ["29/02/28", "28/02/29", "28/02/30"]),
        ("half_yearly", date(2028, 8, 31), ["31/08/28", "28/02/29", "31/08/29", "28/02/30"]),
    ],
)
def test_dates_of_longer_rhythms(series, frequency, first, days):
    series.frequency, series.first_due_on, series.last_due_on = frequency, first, date(2030, 5, 1)

    assert [f"{day:%d/%m/%y}" for day in due_dates(series, date(2032, 1, 1))] == days


def test_partners_detail_and_the_wish_for_evidence_go_to_each_task(series, dung, east_village):
    TaskSeries.objects.unscoped("test").update(detail="Kèm số liệu", needs_evidence=True)
    series.refresh_from_db()
    series.coordinating_units.add(east_village)

    task = make_due_tasks(series, day=date(2028, 1, 5))[0]

    assert (task.detail, task.needs_evidence) == ("Kèm số liệu", True)
    assert list(task.coordinating_units.all()) == [east_village]


@pytest.mark.parametrize("how", ["closed account", "no post"])
def test_who_left_is_followed_by_the_head_and_the_coordinator_is_told(
    series, binh, dung, culture, how
):
    gone = make_person("Người Cũ", culture)
    TaskSeries.objects.unscoped("test").update(responsible=gone)
    if how == "closed account":
        Person.objects.filter(pk=gone.pk).update(is_active=False)
    else:
        Membership.objects.filter(person=gone).update(valid_to=date(2026, 1, 1))
    series = TaskSeries.objects.unscoped("test").get()

    task = make_due_tasks(series, day=date(2028, 1, 5))[0]

    assert task.responsible == dung
    told = Notice.objects.visible_to(binh).get()
    assert told.text == "Người Cũ không còn phụ trách; đã giao Phạm Thị Dung: Báo cáo tháng"
    assert told.url == f"/nhiem-vu/dinh-ky/{series.pk}/sua/"


def test_work_of_a_unit_without_people_goes_to_the_coordinator(series, binh, dung):
    Membership.objects.filter(person=dung).update(valid_to=date(2026, 1, 1))

    task = make_due_tasks(series, day=date(2028, 1, 5))[0]

    assert (task.responsible, task.lead_unit) == (binh, dung.unit)


# -- changing a running series


def edit(unit, person, **over):
    return {
        "title": "Báo cáo tháng",
        "lead_unit": unit.pk,
        "responsible": person.pk,
        "last_due_on": "2028-12-31",
        "version": 1,
        **over,
    }


def test_a_change_holds_for_the_tasks_made_from_now_on(sign_in, series, binh, dung, khanh):
    make_due_tasks(series, day=date(2028, 1, 5))
    url = f"/nhiem-vu/dinh-ky/{series.pk}/sua/"

    answer = sign_in(binh).post(url, edit(khanh.unit, khanh, title="Giao ban tháng"))
    series.refresh_from_db()
    make_due_tasks(series, day=date(2028, 2, 1))

    assert answer.status_code == 302
    found = Task.objects.visible_to(binh).order_by("series_due_on")
    assert [(task.title, task.responsible) for task in found] == [
        ("Báo cáo tháng", dung),
        ("Giao ban tháng", khanh),
    ]


def test_open_tasks_follow_when_wanted_but_for_what_was_changed_on_them(
    sign_in, series, binh, dung, khanh, east_village, culture
):
    first = make_due_tasks(series, day=date(2028, 1, 5))[0]
    second = make_due_tasks(series, day=date(2028, 2, 1))[0]
    done = make_due_tasks(series, day=date(2028, 3, 5))[0]
    Task.objects.unscoped("test").filter(pk=first.pk).update(title="Tên riêng")
    Task.objects.unscoped("test").filter(pk=done.pk).update(status="done")
    wanted = edit(
        khanh.unit, khanh, title="Tên mới", coordinating_units=[culture.pk], open_too="on"
    )

    sign_in(binh).post(f"/nhiem-vu/dinh-ky/{series.pk}/sua/", wanted)

    for task in (first, second, done):
        task.refresh_from_db()
    assert [(task.title, task.responsible) for task in (first, second, done)] == [
        ("Tên riêng", khanh),
        ("Tên mới", khanh),
        ("Báo cáo tháng", dung),
    ]
    assert list(second.coordinating_units.all()) == [culture]


def test_the_slower_of_two_people_sees_both_texts_and_the_next_press_writes(
    sign_in, series, binh, dung
):
    client, url = sign_in(binh), f"/nhiem-vu/dinh-ky/{series.pk}/sua/"
    client.post(url, edit(dung.unit, dung, title="Của người nhanh hơn"))

    stale = client.post(url, edit(dung.unit, dung, title="Của tôi"))
    page = stale.content.decode()
    again = client.post(url, edit(dung.unit, dung, title="Của tôi", version=2))

    assert (stale.status_code, again.status_code) == (200, 302)
    assert "Của tôi" in page
    assert "Của người nhanh hơn" in page
    assert TaskSeries.objects.visible_to(binh).get().title == "Của tôi"


def test_a_stopped_series_is_not_changed(sign_in, series, binh, dung):
    stop_series(series, by=binh)

    answer = sign_in(binh).post(
        f"/nhiem-vu/dinh-ky/{series.pk}/sua/", edit(dung.unit, dung, title="Khác")
    )

    assert answer.status_code == 302
    assert TaskSeries.objects.visible_to(binh).get().title == "Báo cáo tháng"


def test_a_unit_and_a_person_of_another_commune_are_refused(sign_in, series, binh, cuc):
    answer = sign_in(binh).post(f"/nhiem-vu/dinh-ky/{series.pk}/sua/", edit(cuc.unit, cuc))

    assert set(answer.context["form"].errors) == {"lead_unit", "responsible"}


@pytest.mark.parametrize("months", ["", "0", "13"])
def test_continuous_work_says_how_often_it_is_asked_about(sign_in, binh, dung, months):
    wanted = form(dung.unit, dung, frequency="continuous", check_in_months=months)

    answer = sign_in(binh).post("/nhiem-vu/dinh-ky/moi/", wanted)

    assert list(answer.context["form"].errors) == ["check_in_months"]


def test_the_form_of_a_single_task_leads_to_a_series_with_what_was_typed(
    sign_in, binh, dung, culture, east_village
):
    typed = {
        "title": "Giao ban", "lead_unit": culture.pk, "responsible": dung.pk, "due_on": "2028-03-31",
        "coordinating_units": [east_village.pk], "needs_evidence": "on", "tu-viec": "1",
    }  # fmt: skip
    client = sign_in(binh)
    page = client.get("/nhiem-vu/moi/").content.decode()

    begun = client.post("/nhiem-vu/dinh-ky/moi/", typed).context["form"]

    assert "Đặt thành việc định kỳ" in page
    assert not begun.is_bound
    assert begun["title"].value() == "Giao ban"
    assert begun["first_due_on"].value() == "2028-03-31"
    assert begun["coordinating_units"].value() == [str(east_village.pk)]
    assert begun["needs_evidence"].value() is True
    assert TaskSeries.objects.visible_to(binh).count() == 0
