"""From a plan's items to tasks, and tasks alone."""

import re
from datetime import date

import pytest

from plans.models import PlanDuty, UnitName
from tasks.models import Task
from tasks.people import staff_of, unit_named_in
from tasks.suggestions import short_title, suggest
from tests.factories import make_item, make_person, make_unit
from tests.tasks.factories import in_days, make_task


def tasks_of(person):
    return Task.objects.visible_to(person).order_by("pk")


def row_values(item, unit, person, /, *, seen=0, row="", **over):
    values = {
        "take": "1",
        "title": "Tuyên truyền công tác dân vận",
        "unit": unit.short_name,
        "person": person.full_name,
        "due_on": f"{in_days(30):%d/%m/%Y}",
        "result": "Báo cáo",
    }
    cells = {f"i{item.pk}{row}-{name}": value for name, value in {**values, **over}.items()}
    return {f"i{item.pk}-seen": seen, **cells}


@pytest.fixture
def items(issued_plan):
    return list(issued_plan.items.exclude(text="").order_by("position"))


@pytest.fixture
def grid(issued_plan):
    return f"/nhiem-vu/tu-ke-hoach/{issued_plan.pk}/"


def test_chosen_items_become_tasks_and_the_others_do_not(sign_in, binh, dung, grid, items):
    answer = sign_in(binh).post(grid, row_values(items[0], dung.unit, dung))

    assert answer.status_code == 302
    task = tasks_of(binh).get()
    assert (task.plan_item, task.plan, task.responsible, task.lead_unit) == (
        items[0],
        items[0].plan,
        dung,
        dung.unit,
    )
    assert (task.due_on, task.original_due_on) == (in_days(30), in_days(30))
    assert task.relation == "assigned"


def test_the_words_of_the_date_in_the_plan_are_kept(sign_in, binh, dung, grid, items):
    sign_in(binh).post(grid, row_values(items[0], dung.unit, dung))

    assert "trước ngày 20/5/2026" in tasks_of(binh).get().due_words


def test_work_for_the_front_is_requested(sign_in, binh, hoa, grid, items):
    sign_in(binh).post(grid, row_values(items[0], hoa.unit, hoa))

    task = tasks_of(binh).get()
    assert task.relation == "requested"
    assert task.history.get().label == "Đề nghị phối hợp"


def test_one_wrong_row_keeps_all_back_and_every_value_in_the_form(
    sign_in, binh, dung, khanh, grid, items
):
    good = row_values(items[0], dung.unit, dung, title="Nội dung đã sửa tay")
    wrong = row_values(items[1], dung.unit, khanh)

    answer = sign_in(binh).post(grid, {**good, **wrong})

    assert answer.status_code == 200
    assert tasks_of(binh).count() == 0
    page = answer.content.decode()
    assert "Nội dung đã sửa tay" in page
    assert "Võ Khánh không làm việc tại Phòng Văn hóa - Xã hội" in page


def test_the_second_of_two_presses_makes_nothing_and_says_so(sign_in, binh, dung, grid, items):
    client = sign_in(binh)
    values = row_values(items[0], dung.unit, dung)

    client.post(grid, values)
    answer = client.post(grid, values)

    assert tasks_of(binh).count() == 1
    assert "vừa được giao" in answer.content.decode()


def test_an_item_that_has_a_task_shows_it_and_may_get_another(sign_in, binh, dung, grid, items):
    client = sign_in(binh)
    client.post(grid, row_values(items[0], dung.unit, dung))

    page = client.get(grid).content.decode()
    client.post(grid, row_values(items[0], dung.unit, dung, seen=1))

    assert "Đã giao: Phòng Văn hóa - Xã hội" in page
    assert tasks_of(binh).count() == 2


def test_unit_and_person_of_another_commune_in_the_body_make_nothing(
    sign_in, binh, cuc, grid, items
):
    answer = sign_in(binh).post(grid, row_values(items[0], cuc.unit, cuc))

    assert answer.status_code == 200
    assert Task.objects.unscoped("test").count() == 0


@pytest.mark.parametrize(
    ("who", "code"),
    [("an", 403), ("giang", 403), ("dung", 403), ("hoa", 403), ("cuc", 404), ("lan", 404)],
)
def test_only_the_communes_coordinator_hands_out_a_plan(request, sign_in, grid, who, code):
    assert sign_in(request.getfixturevalue(who)).get(grid).status_code == code


def test_a_draft_cannot_be_handed_out(sign_in, binh, plan):
    answer = sign_in(binh).get(f"/nhiem-vu/tu-ke-hoach/{plan.pk}/")

    assert (answer.status_code, answer.url) == (302, plan.get_absolute_url())


def test_only_the_parts_that_hand_out_work_are_shown_at_first(sign_in, binh, issued_plan, grid):
    purpose = make_item(
        issued_plan,
        marker="I",
        kind="purpose_requirements",
        heading="MỤC ĐÍCH",
        text="",
        position=0,
    )
    make_item(issued_plan, parent=purpose, marker="1", text="Nâng cao nhận thức.")
    client = sign_in(binh)

    short, full = client.get(grid), client.get(f"{grid}?tat-ca=1")

    assert "Nâng cao nhận thức" not in short.content.decode()
    assert "Nâng cao nhận thức" in full.content.decode()


def test_the_grid_asks_the_database_as_often_for_thirty_items_as_for_two(
    sign_in, binh, dung, grid, issued_plan, django_assert_num_queries
):
    client = sign_in(binh)
    client.get(grid)
    with django_assert_num_queries(queries_of(client, grid)):
        client.get(grid)
    few = queries_of(client, grid)
    parent = issued_plan.items.get(marker="II")
    for _ in range(30):
        item = make_item(issued_plan, parent=parent, text="Giao Phòng Văn hóa - Xã hội thực hiện.")
        make_task(binh, dung, plan=issued_plan, plan_item=item)

    assert queries_of(client, grid) == few


def queries_of(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_unit_is_recognised_without_marks_and_the_longest_name_wins(an_hoa, culture):
    longer = make_unit(an_hoa, "Trung tâm Văn hóa - Thể thao xã")
    short = make_unit(an_hoa, "Trung tâm Văn hóa")
    staff = staff_of(an_hoa)

    assert unit_named_in("giao PHONG VAN HOA - XA HOI chủ trì", staff) == culture
    assert unit_named_in("Trung tâm văn hóa, thể thao xã phối hợp", staff) == longer
    assert unit_named_in("(Trung tâm Văn hóa)", staff) == short
    assert unit_named_in("Không nêu đơn vị nào", staff) is None


def test_an_item_suggests_unit_head_and_date(an_hoa, dung, culture, issued_plan):
    make_person("Đào Thu", culture)
    item = make_item(
        issued_plan,
        text="<b>Phòng Văn hóa - Xã hội</b> báo cáo kết quả trước ngày 15/11. Gửi bản mềm.",
    )

    found = suggest(item, staff_of(an_hoa), year=2026)

    assert (found.unit, found.person, found.due_on.isoformat(), found.due_is_sure) == (
        culture,
        dung.pk,
        "2026-11-14",
        False,
    )
    assert found.title == "Phòng Văn hóa - Xã hội báo cáo kết quả trước ngày 15/11"


def test_labels_in_and_below_an_item_say_who_leads_when_and_what_comes_of_it(
    an_hoa, dung, culture, issued_plan
):
    office = make_unit(an_hoa, "Trung tâm Cung ứng dịch vụ công")
    item = make_item(
        issued_plan,
        text="Rà soát hương ước cùng Trung tâm Cung ứng dịch vụ công. Sản phẩm: Báo cáo rà soát.",
    )
    below = ["Đơn vị chủ trì: Phòng Văn hóa - Xã hội.", "Thời gian: trước ngày 30/6/2026."]

    found = suggest(item, staff_of(an_hoa), year=2026, below=below)
    alone = suggest(item, staff_of(an_hoa), year=2026)

    assert (found.unit, found.due_on.isoformat(), found.due_is_sure) == (
        culture,
        "2026-06-29",
        True,
    )
    assert (found.due_words, found.result) == ("trước ngày 30/6/2026", "Báo cáo rà soát")
    assert found.title == "Rà soát hương ước cùng Trung tâm Cung ứng dịch vụ công"
    assert (alone.unit, alone.due_on) == (office, None)


def test_who_begins_the_sentence_leads_and_not_the_longest_name(an_hoa, culture, issued_plan):
    make_unit(an_hoa, "Trung tâm Phục vụ hành chính công xã An Hòa")
    item = make_item(
        issued_plan,
        text="Phòng Văn hóa - Xã hội chủ trì, phối hợp với Trung tâm Phục vụ hành chính công xã An Hòa.",
    )

    assert suggest(item, staff_of(an_hoa), year=2026).unit == culture


def test_a_long_sentence_is_cut_at_a_word():
    title = short_title("tuyên truyền vận động " * 30)

    assert len(title) <= 200
    assert re.fullmatch(
        r"(tuyên truyền vận động )*(tuyên|tuyên truyền|tuyên truyền vận|tuyên truyền vận động)…",
        title,
    )


def values(unit, person, **over):
    return {
        "title": "Họp thôn",
        "lead_unit": unit.pk,
        "responsible": person.pk,
        "due_on": in_days(3).isoformat(),
        **over,
    }


def test_a_task_alone_is_made_once_however_often_the_form_arrives(sign_in, binh, khanh):
    client = sign_in(binh)
    key = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"

    client.post("/nhiem-vu/moi/", values(khanh.unit, khanh, key=key))
    client.post("/nhiem-vu/moi/", values(khanh.unit, khanh, key=key))

    task = tasks_of(binh).get()
    assert (task.responsible, task.commune) == (khanh, binh.commune)


@pytest.mark.parametrize("field", ["lead_unit", "responsible", "coordinating_units"])
def test_a_forged_unit_or_person_of_another_commune_is_refused(sign_in, binh, khanh, cuc, field):
    forged = {"lead_unit": cuc.unit.pk, "responsible": cuc.pk, "coordinating_units": cuc.unit.pk}

    answer = sign_in(binh).post(
        "/nhiem-vu/moi/", values(khanh.unit, khanh, **{field: forged[field]})
    )

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert Task.objects.unscoped("test").count() == 0


def test_a_date_gone_by_is_refused(sign_in, binh, khanh):
    answer = sign_in(binh).post(
        "/nhiem-vu/moi/", values(khanh.unit, khanh, due_on=in_days(-1).isoformat())
    )

    assert list(answer.context["form"].errors) == ["due_on"]


@pytest.mark.parametrize("who", ["an", "giang", "dung", "hoa", "minh", "lan"])
def test_only_the_coordinator_hands_out_work(request, sign_in, who):
    assert sign_in(request.getfixturevalue(who)).get("/nhiem-vu/moi/").status_code == 403


def test_editing_on_an_older_count_shows_both_texts_and_the_next_press_writes(
    sign_in, binh, dung, task
):
    client = sign_in(binh)
    address = f"/nhiem-vu/{task.pk}/sua/"
    mine = values(dung.unit, dung, title="Chữ của tôi", version=task.version)
    client.post(address, values(dung.unit, dung, title="Chữ của người khác", version=task.version))

    stale = client.post(address, mine)
    page = stale.content.decode()
    again = client.post(address, {**mine, "version": stale.context["form"].data["version"]})

    assert stale.status_code == 200
    assert "Chữ của tôi" in page
    assert "Chữ của người khác" in page
    assert again.status_code == 302
    assert tasks_of(binh).get().title == "Chữ của tôi"


def test_a_new_person_is_told_and_the_old_ones_notice_is_withdrawn(
    sign_in, binh, dung, khanh, task
):
    from notices.models import Notice

    sign_in(binh).post(
        f"/nhiem-vu/{task.pk}/sua/",
        values(khanh.unit, khanh, title=task.title, version=task.version),
    )

    assert Notice.objects.visible_to(dung).unread().count() == 0
    assert [each.text for each in Notice.objects.visible_to(khanh).unread()] == [
        f"Nhiệm vụ mới: {task.title}, hạn {in_days(3):%d/%m/%Y}"
    ]


@pytest.mark.parametrize(
    ("who", "code"), [("an", 403), ("dung", 403), ("khanh", 404), ("cuc", 404)]
)
def test_only_the_coordinator_edits_a_task(request, sign_in, task, who, code):
    client = sign_in(request.getfixturevalue(who))

    assert client.get(f"/nhiem-vu/{task.pk}/sua/").status_code == code


def test_a_name_that_was_matched_with_a_unit_proposes_it(plan, an_hoa, culture, binh):
    UnitName.objects.create(
        commune=an_hoa,
        words="Bộ phận truyền thông",
        key="bo phan truyen thong",
        unit=culture,
        decided_by=binh,
    )
    UnitName.objects.create(
        commune=an_hoa, words="Phòng Văn hóa - Xã hội tỉnh", key="phong van hoa - xa hoi tinh", decided_by=binh
    )  # fmt: skip
    staff = staff_of(an_hoa)

    assert unit_named_in("Bộ phận Truyền thông chủ trì", staff) == culture
    assert unit_named_in("gửi Phòng Văn hóa - Xã hội tỉnh", staff) is None


@pytest.mark.parametrize(
    ("holds", "due_on", "proposed"),
    [
        (True, date(2026, 5, 25), date(2026, 5, 25)),
        (False, date(2026, 5, 20), None),
    ],
)
def test_what_was_settled_in_the_review_goes_before_a_fresh_guess(
    holds, due_on, proposed, plan, an_hoa, culture, binh
):
    item = plan.items.get(marker="1")
    duty = PlanDuty.objects.create(
        plan=plan, item=item, kind="deadline", words="công tác dân vận trước ngày 20/5/2026",
        unit=culture, due_on=due_on, holds=holds, settled_by=binh,
    )  # fmt: skip

    found = suggest(item, staff_of(an_hoa), year=2026, duties=[duty])
    item.text = "Nay viết khác: trước ngày 01/6/2026."
    rewritten = suggest(item, staff_of(an_hoa), year=2026, duties=[duty])

    assert (found.due_on, found.unit) == (proposed, culture)
    assert (rewritten.due_on, rewritten.unit) == (date(2026, 5, 31), None)
