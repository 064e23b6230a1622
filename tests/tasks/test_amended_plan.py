"""What an amended plan means for the tasks of the version before it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.clock import today
from danvan.workflow import MoveRefused
from notices.models import Notice
from tasks.actions import decide, decide_series, move_task, start_series
from tasks.amendments import touched_by
from tasks.from_plan import Board
from tasks.models import Task, TaskHistory, TaskSeries
from tasks.people import staff_of
from tests.factories import make_item
from tests.plans.amended import remove, reword, saying
from tests.tasks.factories import in_days, make_task

S = Task.Status


def fresh(task):
    return Task.objects.unscoped("test").get(pk=task.pk)


def soon():
    return today() + timedelta(days=40)


def test_tasks_of_unchanged_items_go_along_by_themselves(given, issue, binh, dung):
    new = issue()

    for task in given:
        moved = fresh(task)
        line = moved.history.last()
        assert (moved.plan, moved.plan_item.plan) == (new, new)
        assert moved.plan_item.uid == task.plan_item.uid
        assert (moved.title, moved.due_on, moved.status) == (task.title, task.due_on, task.status)
        assert (line.label, line.by, line.note) == (
            "Chuyển theo bản sửa đổi", None, "31/KH-UBND ngày 01/06/2026",
        )  # fmt: skip
    assert touched_by(new, binh) == ([], [])
    assert not Notice.objects.visible_to(binh).filter(text__contains="cần xem lại").exists()


def test_a_renumbered_item_is_no_changed_item(given, issue, binh):
    def renumber(draft):
        draft.items.update(marker="9")

    new = issue(renumber)

    assert [fresh(task).plan for task in given] == [new, new]


def test_changed_and_deleted_items_leave_their_tasks_for_a_decision(
    given, issue, binh, issued_plan
):
    new = issue(
        lambda draft: reword(draft, "02 mô hình", "05 mô hình"),
        lambda draft: remove(draft, "Tuyên truyền"),
    )

    touched, _ = touched_by(new, binh)

    by_task = {each.task: each for each in touched}
    assert {task: each.kind for task, each in by_task.items()} == {
        given[0]: "gone",
        given[1]: "changed",
    }
    assert [fresh(task).plan for task in given] == [issued_plan, issued_plan]
    assert by_task[given[1]].update == {"title": "Xây dựng 05 mô hình “Dân vận khéo”"} | {
        "detail": "Xây dựng 05 mô hình “Dân vận khéo”."
    }
    assert (by_task[given[0]].proposal, by_task[given[1]].proposal) == ("cancel", "update")
    notice = Notice.objects.visible_to(binh).get(text__contains="cần xem lại")
    assert notice.text == "31/KH-UBND thay 05/KH-UBND: 2 nhiệm vụ cần xem lại."
    assert notice.url == f"/nhiem-vu/sua-doi-ke-hoach/{new.pk}/"


def test_a_new_date_is_proposed_and_its_reminders_begin_anew(given, issue, binh, dung):
    day = soon()
    new = issue(lambda draft: reword(draft, "20/5/2026", f"{day:%d/%m/%Y}"))
    (touched,), _ = touched_by(new, binh)
    task = touched.task
    Notice.objects.create(person=dung, key=f"task:{task.pk}:due:x", text="Còn 3 ngày", url="/")

    decide(touched, "update", plan=new, by=binh)

    after = fresh(task)
    last = day - timedelta(days=1)
    assert (after.due_on, after.original_due_on) == (last, given[0].due_on)
    assert (after.written_due_on, after.due_kind) == (day, "before")
    assert (after.plan, after.plan_item.plan) == (new, new)
    assert f"{day:%d/%m/%Y}" in after.due_words
    assert f"Hạn: {given[0].due_on:%d/%m/%Y} → {last:%d/%m/%Y}" in after.history.last().note
    standing = [each.text for each in Notice.objects.visible_to(dung).standing()]
    assert f"Hạn mới {last:%d/%m/%Y} theo 31/KH-UBND: {after.title}" in standing
    assert "Còn 3 ngày" not in standing


def test_a_date_that_has_passed_is_told_and_not_proposed(given, issue, binh):
    new = issue(lambda draft: reword(draft, "20/5/2026", "20/4/2026"))

    (touched,), _ = touched_by(new, binh)

    assert "due_on" not in touched.update
    assert "19/04/2026 đã qua" in touched.remarks[0]


def test_another_unit_named_is_told_and_not_changed(given, issue, binh, dung, office_of_an_hoa):
    new = issue(
        lambda draft: reword(draft, "02 mô hình", "02 mô hình do Văn phòng HĐND và UBND chủ trì")
    )
    (touched,), _ = touched_by(new, binh)

    decide(touched, "update", plan=new, by=binh)

    assert "Văn phòng HĐND và UBND" in touched.remarks[-1]
    assert fresh(given[1]).lead_unit == dung.unit


def test_what_a_person_wrote_otherwise_stays(issued_plan, issue, binh, dung):
    item = saying(issued_plan, "mô hình")
    task = make_task(
        binh, dung, plan=issued_plan, plan_item=item, title="Việc tự đặt tên", detail="Tự ghi"
    )
    new = issue(lambda draft: reword(draft, "“Dân vận khéo”", "“Dân vận khéo”. Báo cáo hằng quý"))

    (touched,), _ = touched_by(new, binh)

    assert (touched.update, touched.proposal) == ({}, "keep")
    decide(touched, "keep", plan=new, by=binh)
    kept = fresh(task)
    assert (kept.title, kept.detail, kept.plan) == ("Việc tự đặt tên", "Tự ghi", new)


def test_tasks_of_one_item_keep_titles_of_their_own(issued_plan, issue, binh, dung):
    item = saying(issued_plan, "mô hình")
    make_task(binh, dung, plan=issued_plan, plan_item=item, title="Mô hình của Thôn Đông")
    new = issue(lambda draft: reword(draft, "02 mô hình", "05 mô hình"))

    (touched,), _ = touched_by(new, binh)

    assert touched.update == {"detail": "Xây dựng 05 mô hình “Dân vận khéo”."}


def test_a_label_below_the_item_counts_as_its_words(issued_plan, issue, binh, dung):
    item = saying(issued_plan, "mô hình")
    make_item(
        issued_plan, parent=item, text="Thời gian hoàn thành: trước ngày 25/5/2026", marker="-"
    )
    make_task(binh, dung, plan=issued_plan, plan_item=item)
    day = soon()
    new = issue(lambda draft: reword(draft, "25/5/2026", f"{day:%d/%m/%Y}"))

    (touched,), _ = touched_by(new, binh)

    assert touched.update["due_on"] == day - timedelta(days=1)


def test_finished_tasks_are_never_touched(given, issue, binh, dung, issued_plan):
    for task, name in zip(given, ("confirm", "cancel"), strict=True):
        move_task(task, "report_done", by=dung)
        move_task(task, name, by=binh, note="Xong")
    before = list(Task.objects.unscoped("test").order_by("pk").values())
    lines = TaskHistory.objects.count()

    new = issue(lambda draft: reword(draft, "02 mô hình", "05 mô hình"))

    assert list(Task.objects.unscoped("test").order_by("pk").values()) == before
    assert TaskHistory.objects.count() == lines
    assert touched_by(new, binh) == ([], [])


def test_what_was_done_under_an_earlier_version_is_not_offered_as_new(given, issue, binh, dung):
    move_task(given[0], "report_done", by=dung)
    move_task(given[0], "confirm", by=binh)
    new = issue()

    groups = Board(new, user=binh, staff=staff_of(binh.commune)).groups

    assert [group.tasks for group in groups if not group.is_heading] == [(given[0],), (given[1],)]


def test_a_task_of_a_deleted_item_is_cancelled_with_its_reason_or_kept_outside(
    issued_plan, issue, binh, dung
):
    item = saying(issued_plan, "mô hình")
    one, other = (make_task(binh, dung, plan=issued_plan, plan_item=item) for _ in range(2))
    new = issue(lambda draft: remove(draft, "mô hình"))
    touched = {each.task: each for each in touched_by(new, binh)[0]}

    decide(touched[one], "cancel", plan=new, by=binh)
    decide(touched[other], "release", plan=new, by=binh)

    one, other = fresh(one), fresh(other)
    assert (one.status, one.history.last().note) == (
        S.CANCELLED, "Mục này không còn trong bản sửa đổi 31/KH-UBND.",
    )  # fmt: skip
    assert (other.status, other.plan, other.plan_item) == (S.NEW, None, None)
    assert touched_by(new, binh) == ([], [])


def test_work_reported_as_done_is_not_proposed_for_cancelling(given, issue, binh, dung):
    move_task(given[1], "report_done", by=dung)
    new = issue(lambda draft: remove(draft, "mô hình"))

    assert touched_by(new, binh)[0][0].proposal == "release"


def test_a_decision_on_a_task_that_changed_meanwhile_is_refused(given, issue, binh, dung):
    new = issue(lambda draft: reword(draft, "02 mô hình", "05 mô hình"))
    (touched,), _ = touched_by(new, binh)
    Task.objects.unscoped("test").filter(pk=touched.task.pk).update(version=7, title="Khác")

    with pytest.raises(MoveRefused, match="người khác"):
        decide(touched, "update", plan=new, by=binh)

    assert fresh(given[1]).title == "Khác"


def test_a_second_press_of_the_same_decision_is_refused(given, issue, binh):
    new = issue(lambda draft: reword(draft, "02 mô hình", "05 mô hình"))
    (touched,), _ = touched_by(new, binh)
    decide(touched, "update", plan=new, by=binh)

    with pytest.raises(MoveRefused):
        decide(touched, "update", plan=new, by=binh)

    assert fresh(given[1]).history.filter(move="update").count() == 1


def test_what_waits_goes_on_waiting_through_a_further_amendment(given, issue, binh, issued_plan):
    second = issue(lambda draft: reword(draft, "02 mô hình", "05 mô hình"))
    third = issue(lambda draft: reword(draft, "05 mô hình", "07 mô hình"), plan=second, number=40)

    (touched,), _ = touched_by(third, binh)

    assert touched.task.plan == issued_plan
    assert [each.words for each in touched.changes if each.kind != "same"] == ["02", "07"]
    standing = Notice.objects.visible_to(binh).standing().filter(text__contains="cần xem lại")
    assert [each.text for each in standing] == [
        "40/KH-UBND thay 31/KH-UBND: 1 nhiệm vụ cần xem lại."
    ]


def test_words_that_were_put_back_need_no_decision(given, issue, binh):
    second = issue(lambda draft: reword(draft, "02 mô hình", "05 mô hình"))
    third = issue(lambda draft: reword(draft, "05 mô hình", "02 mô hình"), plan=second, number=40)

    assert touched_by(third, binh) == ([], [])
    assert fresh(given[1]).plan == third


@pytest.fixture
def series(issued_plan, binh, dung):
    return start_series(
        by=binh, key=uuid4(), title="Xây dựng 02 mô hình “Dân vận khéo”", lead_unit=dung.unit, responsible=dung,
        frequency="quarterly", first_due_on=in_days(90), last_due_on=in_days(400), plan=issued_plan,
        plan_item=saying(issued_plan, "mô hình"),
    )  # fmt: skip


def fresh_series(series):
    return TaskSeries.objects.unscoped("test").get(pk=series.pk)


def test_a_series_follows_like_its_tasks(series, issue, binh):
    new = issue()

    assert (fresh_series(series).plan, fresh_series(series).plan_item.plan) == (new, new)


def test_a_series_of_a_changed_item_is_decided_on(series, issue, binh):
    new = issue(lambda draft: reword(draft, "02 mô hình", "05 mô hình"))
    _, (touched,) = touched_by(new, binh)

    decide_series(touched, "update", plan=new, by=binh)

    after = fresh_series(series)
    assert (after.title, after.plan) == ("Xây dựng 05 mô hình “Dân vận khéo”", new)
    with pytest.raises(MoveRefused):
        decide_series(touched, "keep", plan=new, by=binh)


def test_a_series_of_a_deleted_item_is_stopped_or_kept_outside(series, issue, binh):
    new = issue(lambda draft: remove(draft, "mô hình"))
    _, (touched,) = touched_by(new, binh)

    decide_series(touched, "stop", plan=new, by=binh)

    assert fresh_series(series).stopped_on == today()
    assert touched_by(new, binh) == ([], [])


def _many(plan, binh, dung, count):
    item = saying(plan, "mô hình")
    Task.objects.bulk_create(
        Task(
            commune=binh.commune, plan=plan, plan_item=item, title=f"Việc {number}", lead_unit=dung.unit,
            responsible=dung, assigned_by=binh, due_on=date(2026, 12, 1),
        )
        for number in range(count)
    )  # fmt: skip


@pytest.mark.parametrize("changes", [(), (lambda draft: reword(draft, "02 mô", "05 mô"),)])
def test_three_hundred_tasks_cost_no_more_statements_than_three(
    issued_plan, issue, binh, dung, changes
):
    counts = []
    plan = issued_plan
    for number, count in ((31, 3), (32, 297)):
        _many(plan, binh, dung, count)
        with CaptureQueriesContext(
            connection,
        ) as issuing:
            new = issue(*changes, plan=plan, number=number)
        with CaptureQueriesContext(connection) as reading:
            touched_by(new, binh)
        counts.append((len(issuing), len(reading)))
        plan = new
        changes = tuple(lambda draft: reword(draft, "05 mô", "07 mô") for _ in changes)

    assert counts[1][1] == counts[0][1]
    assert counts[1][0] <= counts[0][0] + 1  # a second notice to be withdrawn
