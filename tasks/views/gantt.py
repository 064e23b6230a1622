"""Bars of the tasks over a quarter or a year."""

from django.shortcuts import render

from danvan.asked import number
from tasks.bars import SPANS, WIDTH, groups_of, window_of
from tasks.views.narrowed import narrowed

LEGEND = (
    ("late", "quá hạn"),
    ("soon", "sắp đến hạn"),
    ("fine", "chưa đến hạn"),
    ("reported", "chờ xác nhận"),
    ("done", "đã hoàn thành"),
)
WAYS = {"unit": "Đơn vị", "section": "Mục của kế hoạch"}


def gantt(request):
    found, data = narrowed(request), request.GET
    window = window_of(data.get("span"), data.get("from"))
    by = data.get("by") if data.get("by") in WAYS else "unit"
    tasks = found.tasks()
    page, groups = groups_of(
        tasks, window, by=by, user=request.user, page=number(data.get("page"), 1)
    )
    context = found.context(
        window=window,
        spans=[(span, "Năm" if months == 12 else "Quý") for span, months in SPANS.items()],
        ways=WAYS.items(),
        by=by,
        page=page,
        groups=groups,
        legend=LEGEND,
        width=WIDTH,
        without_date=tasks.filter(due_on=None).count(),
    )
    return render(request, "tasks/gantt.html", context)
