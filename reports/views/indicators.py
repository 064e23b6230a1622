"""The indicators and checks of a set, one at a time."""

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from reports.actions import indicator_sets as actions
from reports.forms.indicator_sets import CheckForm, IndicatorForm
from reports.models import Indicator, IndicatorCheck
from reports.views.indicator_sets import attempt, editable_set, form_page, sets_of


def _row(request, model, pk):
    """A row of a set of the own office, with its set; 404 where the set is not to be seen, 403 where not edited."""
    rows = model.objects.filter(set__in=sets_of(request).values("pk"))
    row = get_object_or_404(rows, pk=pk)
    row.set = editable_set(request, row.set_id)
    return row


def _page(request, form_class, row, indicator_set, title, **options):
    initial = {"version": indicator_set.version}
    form = form_class(
        request.POST or None, instance=row, set=indicator_set, initial=initial, **options
    )

    def save():
        actions.save_row(form.instance, version=form.cleaned_data["version"])

    return form_page(request, form, indicator_set, save, title=title)


def indicator_add(request, pk):
    indicator_set = editable_set(request, pk)
    return _page(request, IndicatorForm, None, indicator_set, "Thêm chỉ tiêu", locked=False)


def indicator_edit(request, pk):
    row = _row(request, Indicator, pk)
    locked = actions.is_in_use(row.set)
    return _page(request, IndicatorForm, row, row.set, f"Sửa chỉ tiêu: {row.label}", locked=locked)


@require_POST
def indicator_act(request, pk):
    """Up, down, out, back in."""
    row = _row(request, Indicator, pk)
    acts = {
        "up": (lambda version: actions.move_indicator(row, -1, version=version), "Đã chuyển lên."),
        "down": (lambda version: actions.move_indicator(row, 1, version=version), "Đã chuyển xuống."),
        "restore": (lambda version: actions.restore_indicator(row, version=version), f"Đã hỏi lại “{row.label}”."),
        "remove": (lambda version: actions.remove_indicator(row, version=version), f"Đã bỏ “{row.label}”."),
    }  # fmt: skip
    if request.POST.get("act") not in acts:
        return redirect("reports:set_detail", pk=row.set_id)
    act, said = acts[request.POST["act"]]
    return attempt(request, row.set, act, said)


def check_add(request, pk):
    return _page(request, CheckForm, None, editable_set(request, pk), "Thêm phép kiểm tra")


def check_edit(request, pk):
    row = _row(request, IndicatorCheck, pk)
    return _page(request, CheckForm, row, row.set, "Sửa phép kiểm tra")


@require_POST
def check_remove(request, pk):
    row = _row(request, IndicatorCheck, pk)
    return attempt(
        request, row.set, lambda version: actions.remove_check(row, version=version), "Đã bỏ phép kiểm tra."
    )  # fmt: skip
