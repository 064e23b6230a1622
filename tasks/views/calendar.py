"""The month of tasks as a grid, with the list of one day where it is asked for."""

from django.shortcuts import render

from danvan.clock import today
from tasks import rules
from tasks.month import day_of, first_of, month_of
from tasks.views.narrowed import narrowed

WEEKDAYS = (
    ("Thứ Hai", "T2"),
    ("Thứ Ba", "T3"),
    ("Thứ Tư", "T4"),
    ("Thứ Năm", "T5"),
    ("Thứ Sáu", "T6"),
    ("Thứ Bảy", "T7"),
    ("Chủ nhật", "CN"),
)


def calendar(request):
    found, data = narrowed(request), request.GET
    opened = day_of(data.get("day"))
    first = first_of(data.get("month")) if opened is None else opened.replace(day=1)
    month = month_of(found.tasks(), request.user.home_unit, first)
    days = [day for week in month.weeks for day in week]
    context = found.context(
        month=month,
        weekdays=WEEKDAYS,
        today=today(),
        may_subscribe=rules.may_subscribe(request.user),
        opened=next((day for day in days if day.day == opened), None),
        without_date=found.tasks().filter(due_on=None).count(),
    )
    return render(request, "tasks/calendar.html", context)
