"""The plan of the year before in An Hòa, amended in its summer: versions to read, and something to compare with."""

from datetime import date

from danvan.clock import today
from danvan.working_days import working_day_from
from home.sample.year import date_back, issue_next, make_plan, place_of, plan_year
from plans.actions import move_plan
from plans.amending import start_amendment, title_of
from tasks.actions.assigning import assign
from tasks.actions.moving import move_task
from tasks.actions.progress import add_progress

# What was asked for then, and how this year's plan puts it.
SLIPS = [
    ("1. Ít nhất 04 mô hình", "1. Ít nhất 02 mô hình"),
    ("trong đó 02 mô hình", "trong đó 01 mô hình"),
    ("đạt từ 98% trở lên", "đạt từ 95% trở lên"),
    ("mỗi tháng ít nhất 02 buổi phát", "mỗi tháng ít nhất 01 buổi phát"),
]
CHANGED = ("II", "1")
DIALOGUE = ("III", "3", "a")


def make(coordinator, leader, clerk, officer):
    """Issued in January, its dialogue held in September; amended in June, because more villages had joined."""
    year = plan_year(today()) - 1
    plan = make_plan(coordinator, leader, clerk, year=year, slips=SLIPS)
    items = {place_of(item): item for item in plan.items.select_related("parent__parent")}
    _held(plan, items[DIALOGUE], coordinator, officer)
    amendment = start_amendment(
        plan,
        title=title_of(plan),
        reason="Thêm hai thôn đăng ký mô hình “Dân vận khéo”.",
        says_basis=True,
        says_replaced=True,
        by=coordinator,
    )
    goal = amendment.items.get(uid=items[CHANGED].uid)
    amendment.items.filter(pk=goal.pk).update(text=goal.text.replace("02 mô hình", "04 mô hình"))
    move_plan(amendment, "submit", by=coordinator)
    move_plan(amendment, "approve", by=leader)
    issue_next(amendment, working_day_from(date(year, 6, 10)), clerk)


def _held(plan, item, coordinator, officer):
    """The one task of that year that is still in the portal, long finished."""
    due_on = working_day_from(date(plan.year, 9, 15))
    task = assign(
        by=coordinator,
        plan=plan,
        plan_item=item,
        title=f"Tổ chức hội nghị đối thoại với Nhân dân năm {plan.year}",
        lead_unit=officer.unit,
        responsible=officer,
        due_on=due_on,
    )
    add_progress(
        task, by=officer, text="Đã tổ chức 01 hội nghị, 74 người dự, 19 ý kiến.", done=True
    )
    task.refresh_from_db()
    move_task(task, "confirm", by=coordinator)
    date_back(task, plan.issued_on, due_on)
