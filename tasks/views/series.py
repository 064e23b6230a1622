"""Recurring duties."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from tasks import actions, rules
from tasks.forms import SeriesForm
from tasks.models import TaskSeries
from tasks.people import staff_of

PER_PAGE = 30


def _require_assigner(request):
    if not rules.may_assign(request.user):
        raise PermissionDenied


def series_list(request):
    if not rules.judges_in(request.user):
        raise PermissionDenied
    series = TaskSeries.objects.visible_to(request.user)
    series = series.select_related("lead_unit", "responsible").annotate(made=Count("tasks"))
    page = Paginator(series.order_by("stopped_on", "-pk"), PER_PAGE)
    page = page.get_page(request.GET.get("page"))
    context = {"page": page, "may_assign": rules.may_assign(request.user)}
    return render(request, "tasks/series_list.html", context)


def series_create(request):
    _require_assigner(request)
    staff = staff_of(request.user.commune)
    form = SeriesForm(request.POST or None, user=request.user, staff=staff)
    if form.is_valid():
        actions.start_series(by=request.user, **form.cleaned_data)
        messages.success(
            request, "Đã đặt nhiệm vụ định kỳ. Mỗi nhiệm vụ được giao trước hạn 30 ngày."
        )
        return redirect("tasks:series_list")
    return render(request, "tasks/series_form.html", {"form": form, "of_unit": staff.of_unit})


@require_POST
def series_stop(request, pk):
    series = get_object_or_404(TaskSeries.objects.visible_to(request.user), pk=pk)
    _require_assigner(request)
    if actions.stop_series(series, by=request.user):
        messages.success(request, "Đã dừng. Các nhiệm vụ đã giao vẫn giữ nguyên.")
    else:
        messages.info(request, "Nhiệm vụ định kỳ này đã dừng từ trước.")
    return redirect("tasks:series_list")
