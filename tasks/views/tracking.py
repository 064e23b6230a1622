"""The tracking page: counters and filters in the address, a table or counts by unit, person, section; Excel."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from danvan.clock import today
from tasks import chart, export, grouping, queries, rules
from tasks.forms.filters import GROUPS
from tasks.models import Lateness
from tasks.views.narrowed import narrowed

PER_PAGE = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = (
    ("title", "Nhiệm vụ"),
    ("unit", "Chủ trì"),
    ("person", "Người"),
    ("due", "Hạn"),
    ("status", "Tình trạng"),
    ("updated", "Cập nhật cuối"),
    ("", "Minh chứng"),
)


def task_list(request):
    """The commune's tasks for those who run or watch the work; an officer's own and the unit's."""
    found, user = narrowed(request), request.user
    by = found.filters["by"] if found.may_track else ""
    if by == "section" and not found.filters["plan"]:
        newest = found.form.fields["plan"].queryset.first()
        if newest:
            return redirect(request.path + found.address(plan=newest.pk))
    context = found.context(
        counters=_counters(found),
        groups=_groups(found, by),
        may_assign=rules.may_assign(user),
        may_urge=rules.may_urge(user),
        may_set_reminders=rules.may_set_reminders(user),
        saved=list(user.task_filters.all()),
        day=today(),
        result=request.session.pop("task_result", None),
        undo=request.session.get("task_undo", {}).get("words", ""),
    )
    view = _counts(found, by) if by else _table(request, found)
    return render(request, "tasks/task_list.html", context | view)


def _table(request, found):
    sort = found.filters["sort"]
    tasks = queries.for_table(queries.in_order(found.tasks(), sort))
    return {
        "page": Paginator(tasks, PER_PAGE).get_page(request.GET.get("page")),
        "heads": [_head(found, name, words, sort) for name, words in HEADS],
    }


def _head(found, name, words, sort):
    """What stands over a column; pressed, it sorts, and pressed again the other way round."""
    if not name:
        return {"words": words}
    other = f"-{name}" if sort == name else name
    order = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
    return {"words": words, "url": found.address(sort=other), "order": order}


def _groups(found, by):
    ways = {"": "Danh sách"} | GROUPS
    return [
        {"words": words, "url": found.address(by=way or None, sort=None), "current": way == by}
        for way, words in ways.items()
    ]


def _counts(found, by):
    counted = grouping.grouped(
        found.tasks(), by, sections=found.form.sections, plan=found.filters["plan"]
    )
    return {
        "by": by,
        "by_words": GROUPS[by],
        "columns": counted.columns,
        "rows": [_linked(found, row) for row in counted.rows],
        "total": counted.total,
        "chart": chart.drawn(counted),
    }


def _linked(found, row):
    """The row with an address for each figure. Without a filter that would choose it, it leads nowhere."""
    cells = [
        {"key": each.key, "figure": each.figure, "url": found.address(by=None, **each.asked)}
        for each in row.cells
    ]
    url = found.address(by=None, **row.asked) if row.asked else ""
    return {"label": row.label, "url": url, "cells": cells, "total": row.total}


def _counters(found):
    figures, current = queries.count_lateness(found.before_standing), found.filters["lateness"]
    return [
        {
            "label": lateness.label,
            "figure": figures[lateness],
            "lateness": lateness.value,
            "current": current == lateness,
            "url": _counter_url(found, lateness.value, current),
        }
        for lateness in Lateness
    ]


def _counter_url(found, value, current):
    """The list with this counter pressed; pressed again, without it."""
    lateness = None if value == current else value
    return found.address(status=None, outcome=None, lateness=lateness)


def workbook(tasks, name, said=()):
    """The answer that carries the tasks as an Excel file, at most 10,000 rows; `said` are the words of the filters."""
    tasks = tasks[: export.MOST_ROWS]
    return as_file(export.workbook_of(tasks, timezone.localdate, said), name)


def as_file(data, name):
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}-{today():%Y%m%d}.xlsx"'
    return response


def task_export(request):
    """The filtered list as an Excel file."""
    found = narrowed(request)
    tasks = queries.for_table(queries.in_order(found.tasks(), found.filters["sort"]))
    return workbook(tasks, "nhiem-vu", [words for _, words in found.form.said()])
