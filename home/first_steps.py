"""What to begin with where nothing has been begun."""

from typing import NamedTuple

from django.urls import reverse

from danvan.clock import today
from plans.models import Plan
from reports.models import ReportRound


class FirstStep(NamedTuple):
    title: str
    text: str
    action: str
    url: str


def of_coordinator(user):
    """A plan of this year, then, once it is issued, the rounds in which it is reported on; None where both are."""
    plans_of_year = Plan.objects.visible_to(user).of_commune().filter(year=today().year)
    states = set(plans_of_year.order_by().values_list("status", flat=True).distinct())
    if not states:
        return _begin_with_a_plan()
    rounds = ReportRound.objects.visible_to(user).filter(year=today().year)
    return _begin_with_rounds() if Plan.Status.ISSUED in states and not rounds.exists() else None


def _begin_with_a_plan():
    return FirstStep(
        f"Chưa có kế hoạch năm {today().year}",
        "Tải tệp kế hoạch đã có lên, cổng đọc thành từng mục để xem lại; hoặc soạn mới ở mục Kế hoạch. "
        "Kế hoạch ban hành rồi thì giao nhiệm vụ và mở đợt báo cáo.",
        "Nhập kế hoạch",
        reverse("plans:import_start"),
    )


def _begin_with_rounds():
    return FirstStep(
        f"Chưa mở đợt báo cáo nào của năm {today().year}",
        "Mở sẵn đợt 6 tháng và năm: cổng tính hạn theo kế hoạch hoặc nghị định, đến ngày thì báo cho từng đơn vị.",
        "Mở sẵn các đợt trong năm",
        reverse("reports:round_year"),
    )


def begin_with_people():
    return FirstStep(
        "Chưa có ai ngoài người quản trị",
        "Nhập đơn vị và người dùng từ một tệp Excel; hoặc thêm từng đơn vị, từng người ở mục Đơn vị, Người dùng.",
        "Nhập từ Excel",
        reverse("intake:start"),
    )
