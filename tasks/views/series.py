"""Recurring duties."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from danvan.asked import number
from plans.models import Plan
from tasks import actions, rules
from tasks.forms.series import SeriesEditForm, SeriesForm
from tasks.last_year import series_again
from tasks.models import TaskSeries
from tasks.people import staff_of
from tasks.views.assigning import require_assigner

PER_PAGE = 30
STALE = (
    "Việc định kỳ vừa được người khác sửa. Nội dung anh/chị nhập vẫn giữ trong biểu mẫu; "
    "bản đang lưu hiện bên trên để đối chiếu. Bấm “Lưu” lần nữa để ghi bản của anh/chị."
)


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
    require_assigner(request)
    staff = staff_of(request.user.commune)
    again, item = _again(request, staff)
    if "tu-viec" in request.POST:
        # Out of the form of a single task, with what was typed there.
        form = SeriesForm(user=request.user, staff=staff, initial=_typed(request.POST))
        return _show_new(request, form, staff)
    form = SeriesForm(request.POST or None, user=request.user, staff=staff, initial=again)
    if form.is_valid():
        # Of last year's series the item it stood for, as long as the plan is still that one.
        own = item if item and form.cleaned_data["plan"] == item.plan else None
        actions.start_series(
            by=request.user,
            plan_item=own,
            coordinating_units=form.cleaned_data["coordinating_units"],
            **form.series_fields(),
        )
        messages.success(
            request, "Đã đặt nhiệm vụ định kỳ. Mỗi nhiệm vụ được giao trước hạn 30 ngày."
        )
        return redirect("tasks:series_list")
    return _show_new(request, form, staff)


def _show_new(request, form, staff):
    return render(request, "tasks/series_form.html", {"form": form, "of_unit": staff.of_unit})


def _typed(posted):
    """What stands in the form of a task, under the names of the form of a series."""
    names = ("title", "lead_unit", "responsible", "expected_result", "plan", "detail")
    return {
        **{name: posted.get(name, "") for name in names},
        "first_due_on": posted.get("due_on", ""),
        "coordinating_units": posted.getlist("coordinating_units"),
        "needs_evidence": "needs_evidence" in posted,
    }


def series_edit(request, pk):
    """Change a running series; what is stored is shown beside what was typed where somebody else was quicker."""
    running = TaskSeries.objects.visible_to(request.user).select_related("lead_unit", "responsible")
    series, stored = get_object_or_404(running, pk=pk), get_object_or_404(running, pk=pk)
    require_assigner(request)
    if not rules.may_edit_series(request.user, series):
        messages.info(request, "Việc định kỳ này đã dừng nên không sửa được nữa.")
        return redirect("tasks:series_list")
    staff = staff_of(request.user.commune)
    form = SeriesEditForm(request.POST or None, instance=series, user=request.user, staff=staff)
    if form.is_valid() and _saved(request, form, stored):
        return redirect("tasks:series_list")
    context = {
        "form": form,
        "series": stored,
        "of_unit": staff.of_unit,
        "is_stale": form.is_bound and form.data.get("version") != str(stored.version),
    }
    return render(request, "tasks/series_form.html", context)


def _saved(request, form, stored):
    version = form.cleaned_data["version"] or 0
    followed = actions.edit_series(
        stored,
        form.series_fields(),
        coordinating_units=form.cleaned_data["coordinating_units"],
        by=request.user,
        version=version,
        open_too=form.cleaned_data["open_too"],
    )
    if followed is not None:
        told = f" {followed} nhiệm vụ đã giao được sửa theo." if followed else ""
        messages.success(request, f"Đã lưu. Các nhiệm vụ giao từ nay theo nội dung mới.{told}")
        return True
    form.add_error(None, STALE)
    # The next press means it: the person has seen both texts.
    form.data = form.data.copy()
    form.data["version"] = stored.version
    return False


def _again(request, staff):
    """(what the form begins with, the item of the new plan), where a series of last year is to be set up anew."""
    asked, user = request.GET, request.user
    series = TaskSeries.objects.visible_to(user).filter(pk=number(asked.get("nhu"), 0))
    series = series.select_related("plan", "plan_item", "lead_unit__successor").first()
    plan = (
        Plan.objects.visible_to(user)
        .of_commune()
        .issued()
        .filter(pk=number(asked.get("ke-hoach"), 0))
        .first()
    )
    if not (series and series.plan_item and plan):
        return {}, None
    item = plan.items.filter(uid=series.plan_item.uid).first()
    if item:
        item.plan = plan
    return (series_again(series, plan, staff), item) if item else ({}, None)


@require_POST
def series_stop(request, pk):
    series = get_object_or_404(TaskSeries.objects.visible_to(request.user), pk=pk)
    require_assigner(request)
    if actions.stop_series(series, by=request.user):
        messages.success(request, "Đã dừng. Các nhiệm vụ đã giao vẫn giữ nguyên.")
    else:
        messages.info(request, "Nhiệm vụ định kỳ này đã dừng từ trước.")
    return redirect("tasks:series_list")
