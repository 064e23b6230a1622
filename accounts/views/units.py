from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts import actions, rules
from accounts.forms import NewUnitForm, UnitForm, receiver_formset
from accounts.forms.pieces import differences
from accounts.models import Unit
from accounts.views.doors import administrators_only, asked_pk, posted_version
from danvan.clock import today
from danvan.vietnamese import search_text

PAGE = 50
# Top down, as an office lists them.
_RANKS = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(Unit.Kind)]


@administrators_only
def unit_list(request):
    asked = request.GET
    units, commune = _asked_for(request)
    if not asked.get("ended"):
        units = units.filter(Q(valid_to=None) | Q(valid_to__gte=today()))
    units = units.select_related("parent", "successor").annotate(
        rank=Case(*_RANKS, output_field=IntegerField()),
        people=Count("memberships__person", distinct=True, filter=_held_today()),
    )
    order = ["commune__position", "commune_id"] if asked.get("q") else []
    page = Paginator(units.order_by(*order, "rank", "position", "pk"), PAGE)
    context = {
        "page": page.get_page(asked.get("page")),
        "commune": commune,
        "is_office": request.user.home_unit.is_office,
        "today": today(),
    }
    return render(request, "accounts/unit_list.html", context)


def _asked_for(request):
    """The units to list, and the commune whose units they are (None on an office's first page)."""
    reach = Unit.objects.within_reach_of(request.user)
    home = request.user.home_unit
    commune = home
    if home.is_office:
        asked = asked_pk(request, "commune")
        known = reach.filter(kind=Unit.Kind.COMMUNE)
        commune = get_object_or_404(known, pk=asked) if asked else None
    if words := request.GET.get("q", "").strip():
        return reach.filter(search_text__contains=search_text(words)), commune
    if commune:
        return reach.filter(commune=commune), commune
    # An office has thousands of units below it: first the communes, then one of them.
    return reach.filter(kind__in=(*Unit.OFFICES, Unit.Kind.COMMUNE)), None


def _held_today():
    post, day = "memberships", today()
    begun = Q(**{f"{post}__valid_from": None}) | Q(**{f"{post}__valid_from__lte": day})
    not_over = Q(**{f"{post}__valid_to": None}) | Q(**{f"{post}__valid_to__gte": day})
    return begun & not_over & Q(memberships__person__is_active=True)


@administrators_only
def unit_create(request):
    home = request.user.home_unit
    parent = asked_pk(request, "parent") or (None if home.is_office else home.pk)
    form = NewUnitForm(request.POST or None, user=request.user, initial={"parent": parent})
    if form.is_valid():
        unit = actions.create_unit(**form.fields_to_create())
        messages.success(request, f"Đã thêm đơn vị {unit.short_name}.")
        return redirect(_list_of(unit, request.user))
    return render(request, "accounts/unit_create.html", {"form": form})


def _list_of(unit, user):
    address = reverse("accounts:unit_list")
    inside = user.home_unit.is_office and unit.commune_id and not unit.is_commune
    return f"{address}?commune={unit.commune_id}" if inside else address


@administrators_only
def unit_edit(request, pk):
    unit = get_object_or_404(Unit.objects.within_reach_of(request.user), pk=pk)
    form = UnitForm(request.POST or None, instance=unit, user=request.user)
    receivers = None
    if rules.may_set_receivers(request.user, unit):
        receivers = receiver_formset(request.POST or None, commune=unit, user=request.user)
    context = {"unit": unit, "form": form, "receivers": receivers, "version": unit.version}
    if form.is_valid() and (receivers is None or receivers.is_valid()):
        try:
            _save(request, form, receivers)
        except actions.Stale:
            stored = Unit.objects.get(pk=pk)
            context |= {"version": stored.version, "conflict": differences(form, stored)}
        else:
            return redirect(_list_of(unit, request.user))
    context["name"] = Unit.objects.get(pk=pk).short_name
    return render(request, "accounts/unit_edit.html", context)


def _save(request, form, receivers):
    also = [receivers] if receivers is not None else []
    version = posted_version(request)
    actions.save_unit(form.instance, list(form.fields), version=version, also=also)
    messages.success(request, f"Đã lưu đơn vị {form.instance.short_name}.")
    for gap in receivers.gaps if receivers is not None else ():
        messages.warning(request, gap)
