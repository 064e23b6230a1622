"""The tracking page: filters in the address, counts by unit, person, section, status, lateness; saved filters."""

import io
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from tasks.actions import move_task
from tasks.grouping import grouped
from tasks.models import Outcome, SavedFilter, Task
from tasks.sections import sections_of
from tests.factories import issue_by_hand, make_item, make_plan
from tests.plans.amended import saying
from tests.tasks.factories import in_days, make_task

LIST = "/nhiem-vu/"


def titles(answer):
    return {task.title for task in answer.context["page"]}


def done(task, outcome):
    Task.objects.unscoped("test").filter(pk=task.pk).update(status="done", outcome=outcome)


@pytest.fixture
def several(binh, dung, khanh, hoa, cuc):
    """Two late, one soon, one without a date, one waiting, three done; one of strangers."""
    rows = {
        "late": make_task(binh, dung, title="Trễ", due_on=in_days(-2)),
        "late too": make_task(binh, khanh, title="Trễ nữa", due_on=in_days(-12)),
        "soon": make_task(binh, dung, title="Gần", due_on=in_days(7)),
        "none": make_task(binh, khanh, title="Không hạn", due_on=None),
        "waiting": make_task(binh, dung, title="Chờ", due_on=in_days(-3)),
        "on time": make_task(binh, dung, title="Xong", due_on=in_days(-30)),
        "extended": make_task(binh, dung, title="Xong gia hạn", due_on=in_days(-30)),
        "undated": make_task(binh, khanh, title="Xong không hạn", due_on=None),
        "asked": make_task(binh, hoa, title="Đề nghị", due_on=in_days(-9)),
    }
    move_task(rows["waiting"], "report_done", by=dung)
    done(rows["on time"], Outcome.ON_TIME)
    done(rows["extended"], Outcome.EXTENDED)
    done(rows["undated"], "")
    make_task(cuc, cuc, title="Của xã khác", due_on=in_days(-1))
    return rows


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("outcome=extended", {"Xong gia hạn"}),
        ("outcome=undated", {"Xong không hạn"}),
        ("outcome=on_time", {"Xong"}),
        ("outcome=late", set()),
        ("due_from={-3}&due_to={-2}", {"Trễ", "Chờ"}),
        ("due_to={-12}", {"Trễ nữa", "Xong", "Xong gia hạn"}),
        ("due_from={7}", {"Gần"}),
        ("due_from=ngày+mai&outcome=zz&silent=-4&sort=x&lateness=late", {"Trễ", "Trễ nữa"}),
        ("section=abc&lateness=none", {"Không hạn"}),
    ],
)
def test_filters_narrow_the_list(sign_in, binh, several, query, found):
    for days in (-12, -3, -2, 7):
        query = query.replace(f"{{{days}}}", in_days(days).isoformat())

    assert titles(sign_in(binh).get(f"{LIST}?{query}")) == found


def test_silence_is_counted_from_the_last_word_or_from_the_day_of_handing_out(
    sign_in, binh, several
):
    rows = Task.objects.unscoped("test")
    now = timezone.now()
    rows.update(last_update_at=now, assigned_on=in_days(-40))
    rows.filter(title="Trễ").update(last_update_at=now - timedelta(days=7))
    rows.filter(title="Gần").update(last_update_at=now - timedelta(days=6))
    rows.filter(title="Không hạn").update(last_update_at=None)
    rows.filter(title="Chờ").update(last_update_at=None)  # no longer with its person
    client = sign_in(binh)

    assert titles(client.get(f"{LIST}?silent=7")) == {"Trễ", "Không hạn"}
    assert titles(client.get(f"{LIST}?silent=6")) == {"Trễ", "Không hạn", "Gần"}
    assert titles(client.get(f"{LIST}?silent=40")) == {"Không hạn"}
    assert titles(client.get(f"{LIST}?silent=41")) == set()


@pytest.mark.parametrize(
    ("sort", "first"),
    [("due", "Trễ nữa"), ("-due", "Gần"), ("title", "Đề nghị"), ("-title", "Trễ")],
)
def test_the_list_is_sorted_by_the_column_that_was_pressed(sign_in, binh, several, sort, first):
    answer = sign_in(binh).get(f"{LIST}?status=open&sort={sort}")

    # The one without a date comes last either way.
    assert answer.context["page"][0].title == first
    head = next(each for each in answer.context["heads"] if each.get("order"))
    assert head["url"].endswith(f"sort={sort[1:]}" if sort.startswith("-") else f"sort=-{sort}")


def test_what_is_over_stands_after_what_is_still_to_be_done(sign_in, binh, several):
    shown = [task.title for task in sign_in(binh).get(LIST).context["page"]]

    assert shown == [
        "Trễ nữa", "Đề nghị", "Chờ", "Trễ", "Gần", "Không hạn", "Xong", "Xong gia hạn", "Xong không hạn",
    ]  # fmt: skip


def test_the_page_says_what_is_filtered_and_how_to_take_one_away(sign_in, binh, several, dung):
    answer = sign_in(binh).get(f"{LIST}?unit={dung.unit.pk}&lateness=late&silent=3")

    said = dict(answer.context["said"])
    assert list(said) == [
        "Đơn vị chủ trì: Phòng Văn hóa - Xã hội",
        "Thời hạn: Quá hạn",
        "Chưa cập nhật (ngày): 3 ngày trở lên",
    ]
    assert said["Thời hạn: Quá hạn"] == f"?unit={dung.unit.pk}&silent=3"


def test_a_unit_without_a_future_can_still_be_asked_for(sign_in, binh, several, khanh):
    unit = khanh.unit
    unit.valid_to = in_days(-1)
    unit.save()

    answer = sign_in(binh).get(f"{LIST}?unit={unit.pk}&status=open")

    assert titles(answer) == {"Trễ nữa", "Không hạn"}
    assert answer.context["said"][0][0] == "Đơn vị chủ trì: Thôn Đông"


def test_the_name_of_a_strangers_unit_is_not_told(sign_in, binh, several, cuc):
    page = sign_in(binh).get(f"{LIST}?unit={cuc.unit.pk}&person={cuc.pk}").content.decode()

    assert "Không có trong xã" in page
    assert "Đinh Cúc" not in page


def figures(answer):
    """{row: {column: figure}} of what is not nought."""
    return {
        row["label"]: {cell["key"]: cell["figure"] for cell in row["cells"] if cell["figure"]}
        for row in answer.context["rows"]
    }


def test_counts_by_unit_tell_late_waiting_and_how_what_is_done_was_done(sign_in, binh, several):
    answer = sign_in(binh).get(f"{LIST}?by=unit")

    assert figures(answer) == {
        "Phòng Văn hóa - Xã hội": {
            "late": 1,
            "soon": 1,
            "waiting": 1,
            "done_on_time": 1,
            "done_extended": 1,
        },
        "Thôn Đông": {"late": 1, "none": 1, "done_undated": 1},
        "Ủy ban MTTQ Việt Nam xã": {"fine": 1},
    }
    assert answer.context["total"].total == 9
    assert answer.context["chart"].bars[0].total == 5


@pytest.mark.parametrize("by", ["unit", "person", "status", "lateness"])
def test_every_figure_leads_to_as_many_tasks(sign_in, binh, several, by):
    client = sign_in(binh)
    rows = client.get(f"{LIST}?by={by}&due_to={in_days(300)}").context["rows"]

    cells = [cell for row in rows for cell in row["cells"] if cell["figure"]]
    assert len(cells) >= 3
    for cell in cells:
        page = client.get(f"{LIST}{cell['url']}").context["page"]
        assert page.paginator.count == cell["figure"]


def test_counts_by_lateness_and_status_cross_each_other(sign_in, binh, several):
    client = sign_in(binh)

    assert figures(client.get(f"{LIST}?by=lateness")) == {
        "Quá hạn": {"new": 2},
        "Sắp đến hạn": {"new": 1},
        "Chưa đến hạn": {"new": 1},
        "Chưa có hạn": {"new": 1},
    }
    assert figures(client.get(f"{LIST}?by=status"))["Chưa nhận"] == {
        "late": 2,
        "soon": 1,
        "fine": 1,
        "none": 1,
    }


@pytest.fixture
def sectioned(binh, dung):
    """An issued plan: I with an item; II with two headings, each with an item; a task of each item and one of none."""
    plan = make_plan(binh)
    first = make_item(plan, marker="I", heading="MỤC ĐÍCH", text="", position=1)
    second = make_item(plan, marker="II", heading="NHIỆM VỤ", text="", position=2)
    one = make_item(plan, parent=second, marker="1", heading="Tuyên truyền", text="", position=1)
    two = make_item(plan, parent=second, marker="2", heading="Đối thoại", text="", position=2)
    items = [
        make_item(plan, parent=parent, marker="a", text=f"Việc {at}")
        for at, parent in enumerate((first, one, two, two))
    ]
    issue_by_hand(plan)
    for at, item in enumerate(items):
        make_task(binh, dung, title=f"Việc {at}", plan=plan, plan_item=item)
    make_task(binh, dung, title="Không mục", plan=plan)
    return plan


def test_counts_by_section_follow_the_plan(sign_in, binh, sectioned):
    client = sign_in(binh)
    answer = client.get(f"{LIST}?by=section", follow=True)

    assert answer.redirect_chain == [(f"{LIST}?by=section&plan={sectioned.pk}", 302)]
    rows = {row["label"]: row for row in answer.context["rows"]}
    assert {label: row["total"] for label, row in rows.items()} == {
        "I. MỤC ĐÍCH": 1,
        "II.1. Tuyên truyền": 1,
        "II.2. Đối thoại": 2,
        "Không thuộc mục nào": 1,
    }
    assert titles(client.get(f"{LIST}{rows['II.2. Đối thoại']['url']}")) == {"Việc 2", "Việc 3"}


def test_a_section_holds_what_stands_below_it_at_any_depth(binh, sectioned):
    labels = {section.label: len(section.items) for section in sections_of(sectioned, binh)}

    assert labels == {
        "I. MỤC ĐÍCH": 2,
        "II. NHIỆM VỤ": 6,
        "II.1. Tuyên truyền": 2,
        "II.2. Đối thoại": 3,
    }


def test_a_section_of_an_amended_plan_holds_the_tasks_of_all_versions(
    issue, issued_plan, binh, given
):
    second = issue(lambda draft: saying(draft, "mô hình"))

    sections = sections_of(second, binh)
    found = grouped(Task.objects.visible_to(binh), "section", sections=sections, plan=second)

    assert [(row.label, row.total) for row in found.rows] == [("II. NHIỆM VỤ TRỌNG TÂM", 2)]


@pytest.mark.parametrize(
    "query", ["", "by=unit", "by=person", "by=lateness", "by=status", "silent=3&sort=-unit"]
)
def test_the_page_asks_as_often_for_thirty_tasks_as_for_two(
    sign_in, binh, dung, khanh, sectioned, query
):
    client = sign_in(binh)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{LIST}?{query}").status_code == 200
        return len(captured)

    make_task(binh, dung), queries()
    few = queries()
    for _ in range(28):
        make_task(binh, khanh, due_on=in_days(-4))

    assert queries() == few


def test_the_sections_ask_as_often_for_thirty_items_as_for_two(sign_in, binh, dung, sectioned):
    client, url = sign_in(binh), f"{LIST}?by=section&plan={sectioned.pk}"

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    queries()
    few = queries()
    for at in range(28):
        item = make_item(sectioned, marker=str(at), heading=f"Mục {at}", text="")
        make_task(binh, dung, plan=sectioned, plan_item=item)

    assert queries() == few


def test_officers_get_no_counts_of_the_commune(sign_in, several, dung):
    answer = sign_in(dung).get(f"{LIST}?by=unit")

    assert "rows" not in answer.context
    assert titles(answer) == {"Trễ", "Gần", "Chờ", "Xong", "Xong gia hạn"}


def test_the_excel_file_keeps_filters_order_and_outcome(sign_in, binh, several):
    answer = sign_in(binh).get(f"{LIST}xuat-excel/?outcome=extended")

    book = load_workbook(io.BytesIO(answer.content))
    rows = [[cell.value for cell in row] for row in book["Nhiệm vụ"].iter_rows(min_row=2)]
    assert [(row[1], row[8]) for row in rows] == [("Xong gia hạn", "Đúng hạn sau gia hạn")]
    assert book["Điều kiện lọc"]["A1"].value == "Kết quả: Đúng hạn sau gia hạn"
    assert book["Nhiệm vụ"].print_title_rows == "$1:$1"


# Saved filters


def save(client, name="Quá hạn", query="lateness=late&page=3&by=unit&la=1"):
    return client.post(f"{LIST}bo-loc/luu/", {"name": name, "query": query})


def test_a_filter_is_kept_under_a_name_and_opened_again(sign_in, binh, several):
    client = sign_in(binh)

    answer = save(client, "  Quá   hạn ")

    assert answer.url == f"{LIST}?lateness=late&by=unit"
    saved = client.get(LIST).context["saved"]
    assert [(each.name, each.query) for each in saved] == [("Quá hạn", "lateness=late&by=unit")]
    page = client.get(LIST).content.decode()
    assert f'href="{LIST}?lateness=late&amp;by=unit"' in page


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        ("Quá hạn", "status=new", "Đã có bộ lọc tên “Quá hạn”"),
        ("", "status=new", "Hãy ghi tên cho bộ lọc"),
        ("Tất cả", "page=2", "Chưa có điều kiện nào để lưu"),
        ("Dài", f"q={quote('ế' * 150)}", "Điều kiện lọc quá dài"),
    ],
)
def test_what_cannot_be_saved_is_said(sign_in, binh, name, query, words):
    client = sign_in(binh)
    save(client)

    save(client, name, query)

    assert words in client.get(LIST).content.decode()
    assert SavedFilter.objects.visible_to(binh).count() == 1


def test_a_filter_gets_another_name_and_goes(sign_in, binh, several):
    client = sign_in(binh)
    save(client)
    pk = SavedFilter.objects.visible_to(binh).get().pk

    client.post(f"{LIST}bo-loc/{pk}/doi-ten/", {"name": "Trễ"})
    assert SavedFilter.objects.visible_to(binh).get().name == "Trễ"

    answer = client.post(f"{LIST}bo-loc/{pk}/xoa/")
    # What was deleted by mistake is still on the page, to be saved again.
    assert answer.url == f"{LIST}?lateness=late&by=unit"
    assert not SavedFilter.objects.visible_to(binh).exists()


@pytest.mark.parametrize("way", ["doi-ten", "xoa"])
def test_the_filter_of_a_colleague_stays_as_it_is(sign_in, binh, an, way):
    save(sign_in(binh))
    saved = SavedFilter.objects.visible_to(binh).get()

    answer = sign_in(an).post(f"{LIST}bo-loc/{saved.pk}/{way}/", {"name": "Khác"})

    assert answer.status_code == 404
    assert SavedFilter.objects.visible_to(binh).get().name == saved.name
