"""The page on which the coordinator decides what an amendment means for the tasks."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notices.models import Notice
from tasks.models import Task
from tests.factories import issue_by_hand, make_item, make_plan
from tests.plans.amended import amend, issue_amendment, remove, reword, saying
from tests.tasks.factories import make_task
from tests.tasks.test_assigning import row_values

S = Task.Status


def url_of(plan):
    return f"/nhiem-vu/sua-doi-ke-hoach/{plan.pk}/"


def text_of(answer):
    return " ".join(answer.content.decode().split())


def stamps_in(answer):
    return re.findall(r'name="stamp" value="([^"]+)"', answer.content.decode())


def fresh(task):
    return Task.objects.unscoped("test").get(pk=task.pk)


@pytest.fixture
def amended(given, issue):
    return issue(
        lambda draft: reword(draft, "02 mô hình", "05 mô hình"),
        lambda draft: remove(draft, "Tuyên truyền"),
        lambda draft: make_item(draft, text="Tổ chức đối thoại.", marker="3"),
    )


def test_the_page_shows_each_task_with_its_words_before_and_after(sign_in, binh, amended):
    page = text_of(sign_in(binh).get(url_of(amended)))

    assert "<del>02</del><ins>05</ins>" in page
    assert "Mục đã bỏ" in page
    assert "Sẽ cập nhật 1, hủy 1." in page
    assert "Tổ chức đối thoại." in page


def test_one_press_decides_on_one_task(sign_in, binh, amended, given):
    client = sign_in(binh)
    stamp = next(
        each
        for each in stamps_in(client.get(url_of(amended)))
        if each.startswith(f"{given[1].pk}:")
    )

    answer = client.post(url_of(amended), {"stamp": stamp, "choice": "update"}, follow=True)

    assert "Đã cập nhật nhiệm vụ theo bản mới." in text_of(answer)
    assert fresh(given[1]).title == "Xây dựng 05 mô hình “Dân vận khéo”"
    assert fresh(given[0]).status == S.NEW


def test_all_proposals_are_followed_with_one_press(sign_in, binh, amended, given):
    client = sign_in(binh)
    seen = stamps_in(client.get(url_of(amended)))

    answer = client.post(url_of(amended), {"all": "1", "seen": seen}, follow=True)

    assert "Đã làm theo đề xuất: 2 nhiệm vụ." in text_of(answer)
    assert "Không còn nhiệm vụ nào cần xem lại" in text_of(answer)
    assert [fresh(task).status for task in given] == [S.CANCELLED, S.NEW]
    standing = Notice.objects.visible_to(binh).standing()
    assert not standing.filter(text__contains="cần xem lại").exists()


def test_what_changed_since_the_page_was_opened_is_left_and_told(
    sign_in,
    binh,
    amended,
    given,
):
    client = sign_in(binh)
    seen = stamps_in(client.get(url_of(amended)))
    Task.objects.unscoped("test").filter(pk=given[0].pk).update(version=9)

    answer = client.post(url_of(amended), {"all": "1", "seen": seen}, follow=True)

    assert "Đã làm theo đề xuất: 1 nhiệm vụ." in text_of(answer)
    assert "1 nhiệm vụ vừa được người khác sửa" in text_of(answer)
    assert fresh(given[0]).status == S.NEW


@pytest.mark.parametrize(
    "sent",
    [{}, {"stamp": "x", "choice": "update"}, {"stamp": "1:1", "choice": "burn"}, {"all": "1"}],
)
def test_nonsense_changes_nothing(sign_in, binh, amended, given, sent):
    before = list(Task.objects.unscoped("test").order_by("pk").values())

    assert sign_in(binh).post(url_of(amended), sent).status_code == 302

    assert list(Task.objects.unscoped("test").order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("who", "status"), [("an", 403), ("giang", 403), ("dung", 403), ("lan", 404), ("cuc", 404)]
)
def test_nobody_else_decides(request, sign_in, amended, given, who, status):
    person = request.getfixturevalue(who)

    answer = sign_in(person).post(
        url_of(amended), {"stamp": f"{given[1].pk}:1", "choice": "update"}
    )

    assert answer.status_code == status
    assert fresh(given[1]).title == given[1].title


def test_an_earlier_amendment_leads_to_the_one_in_force(sign_in, binh, an, giang, amended):
    newest = issue_amendment(amend(amended, binh), binh=binh, an=an, giang=giang, number=44)

    answer = sign_in(binh).get(url_of(amended), follow=True)

    assert answer.redirect_chain[-1][0] == url_of(newest)
    assert "31/KH-UBND đã được thay" in text_of(answer)


def test_a_plan_that_amends_nothing_has_no_such_page(sign_in, binh):
    plan = issue_by_hand(make_plan(binh))

    assert sign_in(binh).get(url_of(plan)).url == plan.get_absolute_url()


def test_a_stale_page_of_the_earlier_version_gives_no_task(
    sign_in,
    binh,
    dung,
    issued_plan,
    issue,
):
    item = issued_plan.items.exclude(text="").first()
    new = issue()

    url = f"/nhiem-vu/tu-ke-hoach/{issued_plan.pk}/"
    answer = sign_in(binh).post(url, row_values(item, dung.unit, dung))

    assert answer.context["plan"] == new
    assert "05/KH-UBND đã được thay bằng 31/KH-UBND" in text_of(answer)
    assert not Task.objects.unscoped("test").exists()
    group = next(each for each in answer.context["groups"] if each.item.uid == item.uid)
    assert (group.rows[0].cells["title"], group.rows[0].taken) == (
        "Tuyên truyền công tác dân vận",
        True,
    )
    assert f'action="/nhiem-vu/tu-ke-hoach/{new.pk}/"' in answer.content.decode()


def test_rows_of_items_that_changed_or_went_are_told_with_what_was_typed(
    sign_in, binh, dung, issued_plan, issue
):
    gone, changed = saying(issued_plan, "Tuyên truyền"), saying(issued_plan, "02 mô hình")
    issue(
        lambda draft: remove(draft, "Tuyên truyền"),
        lambda draft: reword(draft, "02 mô hình", "05 mô hình"),
    )
    values = row_values(gone, dung.unit, dung, title="Gõ ở mục đã bỏ")
    values |= row_values(changed, dung.unit, dung, title="Gõ ở mục đã sửa")

    answer = sign_in(binh).post(f"/nhiem-vu/tu-ke-hoach/{issued_plan.pk}/", values)

    text = text_of(answer)
    assert "Gõ ở mục đã bỏ; Phòng Văn hóa - Xã hội, Phạm Thị Dung" in text
    assert "bản cũ ghi: Xây dựng 02 mô hình" in text
    group = next(each for each in answer.context["groups"] if each.item.uid == changed.uid)
    assert group.rows[0].cells["title"] == "Gõ ở mục đã sửa"


def test_the_filter_of_a_plan_shows_the_tasks_of_all_its_versions(
    sign_in,
    binh,
    amended,
    given,
    issued_plan,
):
    client = sign_in(binh)

    for plan in (amended, issued_plan):
        page = text_of(client.get(f"/nhiem-vu/?plan={plan.pk}"))
        assert all(task.title in page for task in given)
        assert f'<option value="{amended.pk}" selected>31/KH-UBND: ' in page


def test_saving_a_task_keeps_the_plan_it_hangs_on(sign_in, binh, amended, given, dung, issued_plan):
    task = fresh(given[1])
    sent = {
        "title": "Tên mới", "lead_unit": dung.unit.pk, "responsible": dung.pk, "plan": issued_plan.pk,
        "due_on": task.due_on.isoformat(), "version": task.version,
    }  # fmt: skip

    sign_in(binh).post(f"/nhiem-vu/{task.pk}/sua/", sent)

    assert (fresh(task).title, fresh(task).plan) == ("Tên mới", issued_plan)


def test_the_page_of_a_task_shows_the_words_it_was_given_under(sign_in, binh, amended, given):
    page = text_of(sign_in(binh).get(f"/nhiem-vu/{given[1].pk}/"))

    assert "Xây dựng 02 mô hình “Dân vận khéo”." in page
    assert "(đã được thay bằng bản sửa đổi)" in page


def test_thirty_tasks_cost_no_more_queries_than_three(sign_in, binh, dung, issued_plan, issue):
    item = issued_plan.items.get(text__contains="mô hình")
    for _ in range(3):
        make_task(binh, dung, plan=issued_plan, plan_item=item)
    new = issue(lambda draft: reword(draft, "02 mô hình", "05 mô hình"))
    client = sign_in(binh)
    client.get(url_of(new))
    with CaptureQueriesContext(connection) as few:
        client.get(url_of(new))
    for _ in range(27):
        make_task(binh, dung, plan=issued_plan, plan_item=item)

    with CaptureQueriesContext(connection) as many:
        page = client.get(url_of(new))

    assert len(stamps_in(page)) == 30
    assert len(many) == len(few)
