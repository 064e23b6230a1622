"""The tracking page: counters and filters in the address, a table or counts by unit, person, section; Excel."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from danvan.clock import today
from tasks import chart, export, grouping, queries, rules
from tasks.forms.filters import GROUPS, FilterForm
from tasks.models import Lateness, Task
from tasks.people import staff_of

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
# Behind "Thêm điều kiện": wanted now and then, and too much for one line.
RARELY = ("section", "lateness", "outcome", "due_from", "due_to", "silent")


def asked(request):
    """The form of filters of this address, and the tasks it narrows before status, lateness and outcome."""
    form = FilterForm(request.GET, user=request.user, staff=staff_of(request.user.commune))
    tasks = Task.objects.visible_to(request.user)
    return form, queries.tracked(tasks, form.filters())


def task_list(request):
    """The commune's tasks for those who run or watch the work; an officer's own and the unit's."""
    form, narrowed = asked(request)
    filters, user = form.filters(), request.user
    by = filters["by"] if rules.may_track(user) else ""
    if by == "section" and not filters["plan"]:
        newest = form.fields["plan"].queryset.first()
        if newest:
            return redirect(request.path + _with(request, plan=newest.pk))
    shown = queries.by_standing(narrowed, filters)
    context = {
        "form": form,
        "filters": filters,
        "counters": _counters(request, narrowed, filters),
        "said": [(words, _with(request, **{name: None})) for name, words in form.said()],
        "rarely_open": any(filters[name] for name in RARELY),
        "is_filtered": form.is_filtered,
        "groups": _groups(request, by),
        "may_assign": rules.may_assign(user),
        "may_urge": rules.may_urge(user),
        "may_track": rules.may_track(user),
        "may_set_reminders": rules.may_set_reminders(user),
        "query": request.GET.urlencode(),
        "saved": list(user.task_filters.all()),
        "day": today(),
    }
    if by:
        context |= _counts(request, shown, by, form)
    else:
        context |= _table(request, shown, filters)
    return render(request, "tasks/task_list.html", context)


def _table(request, shown, filters):
    tasks = queries.for_table(queries.in_order(shown, filters["sort"]))
    return {
        "page": Paginator(tasks, PER_PAGE).get_page(request.GET.get("page")),
        "heads": [_head(request, name, words, filters["sort"]) for name, words in HEADS],
    }


def _head(request, name, words, sort):
    """What stands over a column; pressed, it sorts, and pressed again the other way round."""
    if not name:
        return {"words": words}
    other = f"-{name}" if sort == name else name
    order = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
    return {"words": words, "url": _with(request, sort=other), "order": order}


def _groups(request, by):
    ways = {"": "Danh sách"} | GROUPS
    return [
        {"words": words, "url": _with(request, by=way or None, sort=None), "current": way == by}
        for way, words in ways.items()
    ]


def _counts(request, shown, by, form):
    found = grouping.grouped(shown, by, sections=form.sections, plan=form.filters()["plan"])

    def linked(row):
        cells = [
            {"key": each.key, "figure": each.figure, "url": _with(request, by=None, **each.asked)}
            for each in row.cells
        ]
        url = _with(request, by=None, **row.asked) if row.asked else ""
        return {"label": row.label, "url": url, "cells": cells, "total": row.total}

    return {
        "by": by,
        "by_words": GROUPS[by],
        "columns": found.columns,
        # Without a filter that would choose them, the figures of a row lead nowhere.
        "rows": [linked(row) for row in found.rows],
        "total": found.total,
        "chart": chart.drawn(found),
    }


def _counters(request, narrowed, filters):
    figures = queries.count_lateness(narrowed)
    return [
        {
            "label": lateness.label,
            "figure": figures[lateness],
            "lateness": lateness.value,
            "current": filters.get("lateness") == lateness,
            "url": _filter_url(request, lateness.value, filters.get("lateness")),
        }
        for lateness in Lateness
    ]


def _filter_url(request, value, current):
    """The list with this counter pressed; pressed again, without it."""
    lateness = None if value == current else value
    return _with(request, status=None, outcome=None, lateness=lateness)


def _with(request, **changed):
    """This address with some filters changed; None takes one out. Always back on the first page."""
    query = request.GET.copy()
    for name, value in {"page": None, **changed}.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


def workbook(tasks, name, said=()):
    """The answer that carries the tasks as an Excel file, at most 10,000 rows; `said` are the words of the filters."""
    tasks = tasks[: export.MOST_ROWS]
    response = HttpResponse(export.workbook_of(tasks, timezone.localdate, said), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}-{today():%Y%m%d}.xlsx"'
    return response


def task_export(request):
    """The filtered list as an Excel file."""
    form, narrowed = asked(request)
    filters = form.filters()
    tasks = queries.by_standing(narrowed, filters)
    tasks = queries.for_table(queries.in_order(tasks, filters["sort"]))
    return workbook(tasks, "nhiem-vu", [words for _, words in form.said()])
