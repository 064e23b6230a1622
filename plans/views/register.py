from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from danvan.asked import number
from danvan.clock import today
from danvan.vietnamese import search_text
from plans import rules
from plans.register_book import as_xlsx
from plans.views.doors import require
from records.models import RegisterEntry

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def register(request):
    """Sổ đăng ký văn bản đi, the columns of NĐ 30/2020/NĐ-CP, Phụ lục IV, one year at a time."""
    require(rules.sees_register(request.user))
    own = RegisterEntry.objects.visible_to(request.user)
    year = _year(request.GET.get("year", ""))
    entries = own.filter(year=year).order_by("symbol", "number")
    if request.GET.get("symbol"):
        entries = entries.filter(symbol=request.GET["symbol"])
    if "xlsx" in request.GET:
        return _as_file(entries, year)
    if words := search_text(request.GET.get("q", "")):
        entries = [entry for entry in entries if words in search_text(entry, entry.subject)]
    context = {
        "page": Paginator(entries, PAGE).get_page(request.GET.get("page")),
        "year": year,
        "years": _years(own, year),
        "symbols": own.order_by("symbol").values_list("symbol", flat=True).distinct(),
        "is_filtered": any(request.GET.get(name) for name in ("q", "symbol")),
    }
    return render(request, "plans/register.html", context)


def _year(asked):
    return number(asked) if len(asked) == 4 and number(asked) else today().year


def _years(own, shown):
    known = own.order_by("-year").values_list("year", flat=True).distinct()
    return sorted({*known, shown, today().year}, reverse=True)


def _as_file(entries, year):
    response = HttpResponse(as_xlsx(entries, year), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="so-van-ban-di-{year}.xlsx"'
    return response
