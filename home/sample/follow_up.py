"""How An Hòa follows its work: recurring duties, urging, a holiday of its own, kept filters."""

from datetime import timedelta
from uuid import uuid4

from accounts.models import Unit
from danvan.clock import today
from danvan.working_days import working_day_from
from home.sample.year import place_of
from tasks.actions.filters import save_filter
from tasks.actions.series import start_series
from tasks.actions.urging import urge
from tasks.models import Task, TaskSeries


def make(plan, coordinator, leader, people):
    """`people` by user name."""
    _recur(plan, coordinator, people)
    late = Task.objects.visible_to(leader).late().filter(plan=plan)
    urge(late, by=leader)
    _take_a_day_off(plan.commune)
    save_filter(by=coordinator, name="Quá hạn", query="lateness=late")
    save_filter(by=coordinator, name="Chờ xác nhận", query="status=reported")


def _recur(plan, coordinator, people):
    """A broadcast each month, and the police, who say each quarter how things stand."""
    items = {place_of(item): item for item in plan.items.select_related("parent__parent")}
    units = {unit.code: unit for unit in Unit.objects.filter(commune=plan.commune)}
    first = working_day_from(today() + timedelta(days=20))
    shared = {"by": coordinator, "plan": plan, "last_due_on": first + timedelta(days=360)}
    start_series(
        **shared,
        plan_item=items["III", "1", "b"],
        title="Gửi danh mục các buổi phát chuyên mục “Dân vận khéo”",
        expected_result="Danh mục, thời lượng từng buổi",
        lead_unit=units["an-hoa-vhxh"],
        responsible=people["kiet"],
        frequency=TaskSeries.Frequency.MONTHLY,
        first_due_on=first,
        key=uuid4(),
    )
    start_series(
        **shared,
        plan_item=items["III", "3", "b"],
        title="Nắm tình hình an ninh, trật tự tại các thôn",
        lead_unit=units["an-hoa-ca"],
        responsible=people["long"],
        frequency=TaskSeries.Frequency.CONTINUOUS,
        check_in_months=3,
        first_due_on=working_day_from(today() + timedelta(days=50)),
        key=uuid4(),
    )


def _take_a_day_off(commune):
    day = working_day_from(today() + timedelta(days=35))
    commune.calendar_days.create(day=day, is_off=True, name="Lễ hội đình làng An Hòa")
