"""The date in the plan's words and the last day to do it, as the commune reads "trước ngày"."""

import uuid
from datetime import date

import pytest

from calendars.models import CalendarDay, OfficeHabits
from plans.models import PlanDuty
from tasks.actions import make_feed
from tasks.models import Task
from tasks.people import staff_of
from tasks.suggestions import suggest
from tests.factories import make_item
from tests.tasks.factories import make_task


def said(plan, words, **settled):
    item = make_item(plan, text=f"Phòng Văn hóa - Xã hội gửi báo cáo {words}.")
    duties = ()
    if settled:
        duties = [
            PlanDuty.objects.create(plan=plan, item=item, kind="deadline", words=words, **settled)
        ]
    found = suggest(item, staff_of(plan.commune), year=2026, duties=duties)
    return found.due_on, found.written_due_on, found.due_kind


MAY_19, MAY_20, MAY_25 = date(2026, 5, 19), date(2026, 5, 20), date(2026, 5, 25)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("trước ngày 20/5/2026", (MAY_19, MAY_20, "before")),
        ("chậm nhất ngày 20/5/2026", (MAY_20, MAY_20, "by")),
        ("trước 17 giờ ngày 20/5/2026", (MAY_20, MAY_20, "by")),
        ("trong tháng 5/2026", (date(2026, 5, 31), date(2026, 5, 31), "within")),
        ("trước ngày 01/3/2028", (date(2028, 2, 29), date(2028, 3, 1), "before")),
        ("thường xuyên", (None, None, "")),
    ],
)
def test_the_last_day_follows_the_words(plan, words, expected):
    assert said(plan, words) == expected


def test_a_commune_may_read_before_as_including_the_day(plan, an_hoa):
    OfficeHabits.objects.create(home=an_hoa, before_includes_day=True)

    assert said(plan, "trước ngày 20/5/2026") == (MAY_20, MAY_20, "before")


def test_a_settled_date_is_read_with_its_words_unless_it_is_another_day(plan, binh):
    words = "trước ngày 20/5/2026"

    assert said(plan, words, due_on=MAY_20, settled_by=binh) == (MAY_19, MAY_20, "before")
    assert said(plan, words, due_on=MAY_25, settled_by=binh) == (MAY_25, MAY_25, "")


def test_the_task_keeps_the_words_the_date_and_the_last_day(sign_in, binh, dung, issued_plan):
    part = issued_plan.items.get(marker="II")
    item = make_item(issued_plan, parent=part, text="Gửi báo cáo năm trước ngày 20/12/2027.")
    address = f"/nhiem-vu/tu-ke-hoach/{issued_plan.pk}/"
    row = {"take": "1", "seen": 0, "title": "Báo cáo", "due_on": "2027-12-19", "result": ""}
    row |= {"unit": dung.unit.short_name, "person": dung.full_name}

    sign_in(binh).post(address, {f"i{item.pk}-{name}": value for name, value in row.items()})

    task = Task.objects.visible_to(binh).get(plan_item=item)
    assert (task.due_on, task.written_due_on, task.due_kind) == (
        date(2027, 12, 19), date(2027, 12, 20), "before",
    )  # fmt: skip
    page = sign_in(binh).get(task.get_absolute_url()).content.decode()
    assert "“Trước ngày” tính thế nào" in page


def test_a_due_date_on_a_day_off_is_saved_with_a_word_about_it(sign_in, binh, khanh, an_hoa):
    # 8 March 2027 is a Monday, on which this commune is off; the Tuesday after it is a working day.
    CalendarDay.objects.create(home=an_hoa, day=date(2027, 3, 8), is_off=True, name="Lễ hội")
    client = sign_in(binh)
    values = {"title": "Họp thôn", "lead_unit": khanh.unit.pk, "responsible": khanh.pk}

    made = client.post("/nhiem-vu/moi/", {**values, "due_on": "2027-03-08"}, follow=True)
    task = Task.objects.visible_to(binh).get()
    edit = {**values, "version": task.version, "due_on": "2027-03-09"}
    moved = client.post(f"/nhiem-vu/{task.pk}/sua/", edit, follow=True)

    warning = "Hạn 08/03/2027 là ngày nghỉ (Lễ hội); có thể sửa sang ngày khác."
    assert warning in made.content.decode()
    assert "là ngày nghỉ" not in moved.content.decode()


@pytest.mark.parametrize("day", ["9999-12-31", "2206-05-20", "0026-05-20"])
def test_a_mistyped_year_is_told_and_makes_no_task(sign_in, binh, dung, day):
    typed = {
        "title": "Họp dân", "lead_unit": dung.unit.pk, "responsible": dung.pk, "due_on": day,
    }  # fmt: skip

    answer = sign_in(binh).post("/nhiem-vu/moi/", typed)

    said = answer.context["form"].errors["due_on"]
    assert said[0] == "Năm phải từ 2000 đến 2100. Hãy xem lại ngày."
    assert not Task.objects.visible_to(binh).exists()


def test_a_year_mistyped_long_ago_costs_nobody_the_chart_or_the_feed(sign_in, binh, dung):
    make_task(binh, dung, title="Việc của năm cuối", due_on=date.max)
    make_task(binh, dung, title="Việc trong năm")
    _, secret = make_feed(by=binh, scope="commune", key=uuid.uuid4())
    client = sign_in(binh)

    assert "Việc của năm cuối" in client.get("/nhiem-vu/gantt/").content.decode()
    assert "Việc trong năm" in client.get(f"/lich/{secret}.ics").content.decode()
