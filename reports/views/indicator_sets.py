"""The sets of figures (bộ chỉ tiêu): an office keeps its own, communes read what is asked of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from danvan.asked import number
from danvan.workflow import MoveRefused
from reports import rules
from reports.actions import indicator_sets as actions
from reports.actions.parts import StaleVersion
from reports.figures.checks import in_words
from reports.figures.set_faults import faults_of
from reports.figures.values import default_set
from reports.forms.indicator_sets import SetForm
from reports.models import IndicatorSet

STALE = "Có người vừa sửa bộ chỉ tiêu này. Hãy xem lại rồi làm lại thao tác."


def sets_of(request):
    """The one door to sets."""
    return IndicatorSet.objects.visible_to(request.user).select_related("owner")


def editable_set(request, pk):
    """A set of the own office, for whoever keeps it."""
    indicator_set = get_object_or_404(sets_of(request), pk=pk)
    if not rules.may_edit_set(request.user, indicator_set):
        raise PermissionDenied
    return indicator_set


@require_GET
def set_list(request):
    default_set()
    active = Count("indicators", filter=Q(indicators__is_active=True))
    rows = list(sets_of(request).annotate(active=active).order_by("-year", "pk"))
    home = request.user.home_unit
    own = [row for row in rows if home is not None and row.owner_id == home.pk]
    context = {
        "own": own,
        "above": [row for row in rows if row.owner_id and row not in own],
        "shared": [row for row in rows if not row.owner_id],
        "keeps": rules.keeps_sets(request.user),
    }
    return render(request, "reports/set_list.html", context)


@require_GET
def set_detail(request, pk):
    indicator_set = get_object_or_404(sets_of(request), pk=pk)
    indicators, checks = list(indicator_set.indicators.all()), list(indicator_set.checks.all())
    labels = {each.code: f"“{each.label}”" for each in indicators}
    may_edit = rules.may_edit_set(request.user, indicator_set)
    context = {
        "set": indicator_set,
        "indicators": [(each, in_words(each.formula, labels)) for each in indicators if each.is_active],
        "removed": [each for each in indicators if not each.is_active],
        "checks": [(each, in_words(each.left, labels), in_words(each.right, labels)) for each in checks],
        "faults": faults_of(indicator_set, indicators, checks) if may_edit else [],
        "may_edit": may_edit,
        "in_use": may_edit and actions.is_in_use(indicator_set),
        "copy_year": _copy_year(request, indicator_set),
    }  # fmt: skip
    return render(request, "reports/set_detail.html", context)


def _copy_year(request, indicator_set):
    keeps = rules.keeps_sets(request.user)
    return actions.next_year(indicator_set, request.user.home_unit) if keeps else None


@require_POST
def set_copy(request, pk):
    source = get_object_or_404(sets_of(request), pk=pk)
    if not rules.keeps_sets(request.user):
        raise PermissionDenied
    copy = actions.copy_set(source, owner=request.user.home_unit)
    messages.success(request, f"Đã sao sang năm {copy.year}. Bản sao chưa áp dụng, sửa tự do được.")
    return redirect("reports:set_detail", pk=copy.pk)


@require_POST
def set_publish(request, pk):
    indicator_set = editable_set(request, pk)
    withdraws = request.POST.get("act") == "withdraw"
    act = actions.withdraw if withdraws else actions.publish
    said = "Đã ngừng áp dụng." if withdraws else "Đã áp dụng bộ chỉ tiêu."
    return attempt(request, indicator_set, lambda version: act(indicator_set, version=version), said)  # fmt: skip


def attempt(request, indicator_set, act, said):
    """Do one thing with a set on the version that was seen, tell how it went, and go back to the set."""
    try:
        act(number(request.POST.get("version"), -1))
    except StaleVersion:
        messages.error(request, STALE)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("reports:set_detail", pk=indicator_set.pk)


def set_edit(request, pk):
    indicator_set = editable_set(request, pk)
    locked = indicator_set.is_published and actions.is_in_use(indicator_set)
    initial = {"version": indicator_set.version}
    form = SetForm(request.POST or None, instance=indicator_set, initial=initial, locked=locked)

    def save():
        version = form.cleaned_data["version"]
        actions.save_set(indicator_set, version=version, fields=form.values())

    return form_page(request, form, indicator_set, save, title="Sửa bộ chỉ tiêu")


def form_page(request, form, indicator_set, save, *, title):
    """One form about a set: shown, refused with what was typed, or saved and back to the set."""
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                save()
            except StaleVersion:
                newest = get_object_or_404(sets_of(request), pk=indicator_set.pk).version
                form.data = {**form.data.dict(), "version": newest}
                messages.error(request, STALE + " Nội dung vừa nhập còn ở dưới.")
                status = 409
            else:
                messages.success(request, "Đã lưu.")
                return redirect("reports:set_detail", pk=indicator_set.pk)
    context = {"form": form, "set": indicator_set, "title": title}
    return render(request, "reports/set_form.html", context, status=status)
