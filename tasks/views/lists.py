"""The tracking page: counters that filter, one table, Excel."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from danvan.clock import today
from tasks import export, queries, rules
from tasks.forms.filters import FilterForm
from tasks.models import Lateness, Task
from tasks.people import staff_of

PER_PAGE = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _tasks(request):
    return Task.objects.visible_to(request.user)


def task_list(request):
    """The commune's tasks for those who run or watch the work; an officer's own and the unit's."""
    form = FilterForm(request.GET, user=request.user, staff=staff_of(request.user.commune))
    filters = form.filters()
    narrowed = queries.tracked(_tasks(request), filters)
    page = Paginator(_shown(narrowed, filters), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "counters": _counters(request, narrowed, filters),
        "is_filtered": any(filters.values()),
        "may_assign": rules.may_assign(request.user),
        "may_urge": rules.may_urge(request.user),
        "may_track": rules.may_track(request.user),
        "may_set_reminders": rules.may_set_reminders(request.user),
        "query": request.GET.urlencode(),
    }
    return render(request, "tasks/task_list.html", context)


def _shown(narrowed, filters):
    tasks = queries.by_status(narrowed, filters.get("status"))
    if filters.get("lateness"):
        tasks = tasks.standing(filters["lateness"])
    return queries.for_table(tasks)


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
    query = request.GET.copy()
    for name in ("page", "lateness", "status"):
        query.pop(name, None)
    if value != current:
        query["lateness"] = value
    return f"?{query.urlencode()}"


def task_export(request):
    """The filtered list as an Excel file, at most 10,000 rows."""
    form = FilterForm(request.GET, user=request.user, staff=staff_of(request.user.commune))
    filters = form.filters()
    tasks = _shown(queries.tracked(_tasks(request), filters), filters)[: export.MOST_ROWS]
    response = HttpResponse(export.workbook_of(tasks, timezone.localdate), content_type=XLSX)
    name = f"nhiem-vu-{today():%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
