"""Sổ đăng ký văn bản đi: NĐ 30/2020/NĐ-CP, Điều 15 and Phụ lục IV."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from danvan.asked import number
from danvan.clock import today
from plans import jobs, rules
from plans.register_book import as_xlsx
from plans.register_filters import NAMES, answering, period_of
from plans.register_forms import NotedForm, OutsideForm, VoidForm
from plans.views.doors import require
from plans.views.lists import as_file
from records.models import RegisterEntry
from records.register import EntryChanged, NumberTaken, holes, next_number, note_entry
from records.register import register as enter
from records.serving import file_response

PAGE = 50
CHANGED = "Dòng này vừa được sửa ở nơi khác. Nội dung vừa nhập vẫn còn bên dưới; hãy xem lại rồi lưu lần nữa."
FROM_PORTAL = (
    "Văn bản này ban hành trong cổng nên không hủy số ở đây. Muốn thay thì ban hành bản sửa đổi."
)


def register(request):
    """The ten columns, one year at a time, with the numbers that were passed over."""
    require(rules.sees_register(request.user))
    own, asked = RegisterEntry.objects.visible_to(request.user), request.GET
    period = period_of(asked)
    entries = answering(period.of(own), asked)
    if "xlsx" in asked:
        return as_file(as_xlsx(entries, period.year), f"so-van-ban-di-{period.year}.xlsx")
    of_year = own.filter(year=period.year)
    context = {
        "page": Paginator(entries, PAGE).get_page(asked.get("page")),
        "period": period,
        "year": period.year,
        "years": _years(own, period.year),
        "symbols": own.order_by("symbol").values_list("symbol", flat=True).distinct(),
        "signers": of_year.exclude(signer="")
        .order_by("signer")
        .values_list("signer", flat=True)
        .distinct(),
        "months": range(1, 13),
        "holes": [(symbol, f"{missed:02d}/{symbol}", missed) for symbol, missed in holes(of_year)],
        "is_filtered": any(asked.get(name) for name in NAMES),
        "keeps": rules.keeps_register(request.user),
    }
    return render(request, "plans/register.html", context)


def _years(own, shown):
    known = own.order_by("-year").values_list("year", flat=True).distinct()
    return sorted({*known, shown, today().year}, reverse=True)


def register_pdf(request):
    """The register of a year or a month as PDF: what was printed before at once, else ordered."""
    require(rules.sees_register(request.user))
    period, commune = period_of(request.GET), request.user.commune
    key = jobs.register_key(commune, period)
    if file := jobs.printed_register(commune, key):
        return file_response(file, inline="tai-ve" not in request.GET)
    row = jobs.last_order(jobs.REGISTER, commune.pk, key)
    if row is None or (row.is_finished and "lai" in request.GET):
        row = jobs.order_register(commune, period, key, by=request.user)
    response = render(request, "plans/register_pdf.html", {"period": period, "row": row})
    if request.htmx:
        response = render(
            request, "plans/_progress.html", {"row": row, "poll": request.get_full_path()}
        )
        if row.is_finished:
            response["HX-Refresh"] = "true"
    return response


def entry_create(request):
    """A document that was issued outside the portal takes its number here, so that no number is given twice."""
    require(rules.keeps_register(request.user))
    commune = request.user.commune
    form = OutsideForm(request.POST or None, initial=_first_offer(commune, request.GET))
    if form.is_valid():
        try:
            entry = enter(commune=commune, by=request.user, is_outside=True, **form.cleaned_data)
        except NumberTaken as taken:
            form.add_error("number", str(taken))
        else:
            messages.success(request, f"Đã vào sổ văn bản số {entry.printed}.")
            return redirect(_page_of(entry))
    return render(request, "plans/register_entry.html", {"form": form})


def _first_offer(commune, asked):
    symbol = asked.get("symbol", "")[:30]
    free = next_number(commune, symbol, today().year) if symbol else None
    return {"symbol": symbol, "number": number(asked.get("number")) or free, "issued_on": today()}


def entry_edit(request, pk):
    entry = _an_entry(request, pk)
    form = NotedForm(request.POST or None, instance=entry)
    if form.is_valid():
        try:
            note_entry(entry, form.fields_to_save(), version=form.cleaned_data["version"])
        except EntryChanged:
            form.add_error(None, CHANGED)
            form.data = form.data.copy()
            form.data["version"] = _an_entry(request, pk).version
        else:
            messages.success(request, f"Đã ghi sổ văn bản số {entry.printed}.")
            return redirect(_page_of(entry))
    context = {"form": form, "entry": entry, "void_form": VoidForm() if _may_void(entry) else None}
    return render(request, "plans/register_entry.html", context)


@require_POST
def entry_void(request, pk):
    """The number is void from now on, with the reason; it is never given again (Điều 15)."""
    entry = _an_entry(request, pk)
    form = VoidForm(request.POST)
    if not _may_void(entry):
        messages.error(request, FROM_PORTAL)
    elif not form.is_valid():
        messages.error(request, "Chưa hủy số: hãy ghi lý do.")
        return redirect("plans:register_entry", pk)
    else:
        try:
            fields = {"void_reason": form.cleaned_data["reason"]}
            note_entry(entry, fields, version=number(request.POST.get("version")) or 0)
            messages.success(request, f"Đã hủy số {entry.printed}. Số này không cấp lại.")
        except EntryChanged:
            messages.error(
                request, "Dòng này vừa được sửa ở nơi khác. Hãy xem lại rồi hủy lần nữa."
            )
            return redirect("plans:register_entry", pk)
    return redirect(_page_of(entry))


def _may_void(entry):
    return entry.is_outside and not entry.void_reason


def _an_entry(request, pk):
    entries = RegisterEntry.objects.visible_to(request.user).select_related("commune")
    entry = get_object_or_404(entries, pk=pk)
    require(rules.keeps_register(request.user))
    return entry


def _page_of(entry):
    return f"{reverse('plans:register')}?{urlencode({'year': entry.year, 'symbol': entry.symbol})}"
