"""Tasks of next year's plan, prepared from those of the year before."""

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from plans.next_year import review_of
from plans.rolling import Wanted, roll_forward
from tasks.from_plan import Board
from tasks.models import Task, TaskSeries
from tasks.people import staff_of
from tests.factories import issue_by_hand, make_item, make_person, make_plan


@pytest.fixture
def source(binh):
    plan = make_plan(binh, year=2026)
    top = make_item(plan, heading="NHIỆM VỤ", text="", marker="I", kind="tasks")
    make_item(plan, parent=top, text="Đối thoại với Nhân dân", marker="1")
    make_item(plan, parent=top, text="Gửi báo cáo trước ngày 20/5/2026", marker="2")
    make_item(plan, parent=top, text="Họp giao ban", marker="3")
    return issue_by_hand(plan)


@pytest.fixture
def give(source, binh, culture, dung):
    def make(marker, **over):
        item = source.items.get(marker=marker)
        fields = {
            "commune": binh.commune, "plan": source, "plan_item": item, "title": "Việc", "lead_unit": culture,
            "responsible": dung, "assigned_by": binh, "status": Task.Status.DONE,
            "accepted_at": timezone.now(), "due_on": date(2026, 11, 20),
        }  # fmt: skip
        return Task.objects.create(**fields | over)

    return make


@pytest.fixture
def next_year(source, binh):
    def make():
        review = review_of(source, 2027, source.drafter)
        keys = frozenset(each.key for each in review.choices if each.is_ticked)
        plan = roll_forward(source, Wanted(2027, keys, review.seen), by=binh)
        return issue_by_hand(plan, number=2, issued_on=date(2026, 11, 1))

    return make


def groups(plan, user):
    board = Board(plan, user=user, staff=staff_of(user.commune))
    return {group.item.marker: group for group in board.groups if not group.is_heading}


def cells(plan, user, marker):
    return groups(plan, user)[marker].rows[0].cells


def test_a_row_begins_with_what_last_year_was_given(give, next_year, binh, culture, dung):
    give(
        "1",
        expected_result="Biên bản",
        due_on=date(2026, 12, 31),
        original_due_on=date(2026, 11, 20),
    )

    group = groups(next_year(), binh)["1"]

    found = group.rows[0].cells
    assert (found["unit"], found["person"]) == (str(culture), str(dung))
    assert found["result"] == "Biên bản"
    # 20/11/2027 is a Saturday.
    assert found["due_on"] == "19/11/2027"
    assert group.rows[0].asks == {"due_on": "Hạn tính theo năm 2026, cần xem."}
    assert group.earlier_words == f"như năm 2026: {culture}, {dung}, hạn 20/11/2026"


def test_a_date_printed_in_the_new_text_goes_first(give, next_year, binh):
    give("2", due_on=date(2026, 3, 2))

    assert cells(next_year(), binh, "2")["due_on"] == "19/05/2027"


def test_whoever_left_is_followed_by_the_head_of_the_unit(give, next_year, binh, culture, dung):
    gone = make_person("Người Cũ", culture)
    give("1", responsible=gone)
    Membership.objects.filter(person=gone).update(valid_to=date(2026, 1, 1))

    assert cells(next_year(), binh, "1")["person"] == str(dung)


def test_an_item_without_a_task_last_year_says_nothing(give, next_year, binh):
    give("1", status=Task.Status.CANCELLED)

    assert {group.earlier for group in groups(next_year(), binh).values()} == {None}


def test_tasks_are_prepared_and_not_given(give, next_year, binh):
    give("1")

    plan = next_year()

    assert not Task.objects.unscoped("test").filter(plan=plan).exists()


@pytest.mark.parametrize("keeps", [True, False])
def test_partners_and_evidence_go_along_when_wanted(
    client, give, next_year, binh, culture, dung, east_village, keeps
):
    give("1", needs_evidence=True).coordinating_units.add(east_village)
    plan = next_year()
    item = plan.items.get(marker="1")
    found = groups(plan, binh)["1"].rows[0].cells
    sent = {f"i{item.pk}-{column}": words for column, words in found.items()}
    if not keeps:
        sent |= {f"i{item.pk}-partners": "", f"i{item.pk}-evidence": ""}
    client.force_login(binh)

    client.post(
        reverse("tasks:from_plan", args=[plan.pk]),
        sent | {f"i{item.pk}-take": "1", f"i{item.pk}-seen": "0"},
    )

    task = Task.objects.unscoped("test").get(plan=plan)
    assert (task.needs_evidence, list(task.coordinating_units.all())) == (
        (True, [east_village]) if keeps else (False, [])
    )


def test_the_page_says_so(client, give, next_year, binh, east_village):
    give("1").coordinating_units.add(east_village)
    plan = next_year()
    client.force_login(binh)

    page = unescape(client.get(reverse("tasks:from_plan", args=[plan.pk])).content.decode())

    assert "như năm 2026: Phòng Văn hóa - Xã hội" in page
    assert "phối hợp Thôn Đông" in page


# -- recurring duties


@pytest.fixture
def series(source, binh, culture, dung):
    return TaskSeries.objects.create(
        commune=binh.commune, plan=source, plan_item=source.items.get(marker="3"), title="Họp giao ban",
        lead_unit=culture, responsible=dung, frequency="quarterly", first_due_on=date(2026, 3, 31),
        last_due_on=date(2026, 12, 31), made_by=binh,
    )  # fmt: skip


def test_a_series_is_offered_anew(client, series, next_year, binh):
    plan = next_year()
    client.force_login(binh)
    page = unescape(client.get(reverse("tasks:from_plan", args=[plan.pk])).content.decode())
    url = f"{reverse('tasks:series_create')}?nhu={series.pk}&ke-hoach={plan.pk}"
    assert url in page.replace("&amp;", "&")

    form = client.get(url).context["form"]
    assert form.initial["first_due_on"] == date(2027, 3, 31)
    client.post(url, {**form.initial, "key": form["key"].value()})

    made = TaskSeries.objects.unscoped("test").exclude(pk=series.pk).get()
    assert (made.plan, made.plan_item) == (plan, plan.items.get(marker="3"))
    assert (made.first_due_on, made.frequency) == (date(2027, 3, 31), "quarterly")


def test_a_series_of_another_commune_fills_nothing(client, series, next_year, cuc, binh):
    plan = next_year()
    client.force_login(cuc)

    response = client.get(f"{reverse('tasks:series_create')}?nhu={series.pk}&ke-hoach={plan.pk}")

    assert response.context["form"].initial.get("title") is None
    assert "Họp giao ban" not in response.content.decode()


def test_queries_do_not_grow_with_the_items(client, source, give, next_year, binh):
    for number in range(3):
        make_item(source, text=f"Việc {number}", marker=f"x{number}")
        give(f"x{number}")
    few_plan = next_year()
    client.force_login(binh)

    def queries(plan):
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("tasks:from_plan", args=[plan.pk]), {"tat-ca": "1"})
        return len(caught)

    queries(few_plan)
    few = queries(few_plan)
    source.next_years.all().update(rolled_from=None)
    for number in range(3, 60):
        make_item(source, text=f"Việc {number}", marker=f"x{number}")
        give(f"x{number}")

    assert queries(next_year()) <= few
