"""The list of plans, which is a register of them too."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from plans import rules
from plans.models import Plan, PlanImport
from plans.plan_book import plans_as_xlsx
from plans.plan_filters import choices_for, filtered, in_order, is_filtered
from plans.remarks import with_open_remarks
from plans.views.doors import plans_of

PAGE = 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Each column of the list: the name by which it is sorted, and its head.
COLUMNS = (
    ("title", "Trích yếu"),
    ("year", "Năm"),
    ("number", "Số, ký hiệu"),
    ("issued_on", "Ngày ban hành"),
    ("", "Đơn vị lập"),
    ("status", "Tình trạng"),
    ("updated_at", "Sửa lần cuối"),
)


def plan_list(request):
    asked, own = request.GET, Plan.objects.visible_to(request.user)
    plans = in_order(filtered(plans_of(request).select_related("unit"), asked), asked)
    plans = with_open_remarks(plans.prefetch_related("amendments"), request.user)
    if "xlsx" in asked:
        return as_file(plans_as_xlsx(plans), "ke-hoach.xlsx")
    context = {
        "page": Paginator(plans, PAGE).get_page(asked.get("page")),
        "is_filtered": is_filtered(asked),
        "columns": [_column(asked, *column) for column in COLUMNS],
        "may_start": rules.may_start(request.user),
        "keeps_lists": rules.keeps_lists(request.user),
        "may_settle_checks": rules.may_settle_checks(request.user),
        "reads_proposals": rules.reads_proposals(request.user),
        "sees_cited": rules.sees_cited(request.user),
        "waiting": _waiting_imports(request.user),
        **choices_for(own, asked),
    }
    return render(request, "plans/plan_list.html", context)


def _column(asked, name, head):
    """A head of the list: `sort` is what a press asks for, `order` how it is sorted now."""
    now = asked.get("sort", "")
    order = {name: "ascending", f"-{name}": "descending"}.get(now, "") if name else ""
    return {"head": head, "sort": f"-{name}" if now == name else name, "order": order}


def as_file(content, name):
    """A workbook to be kept."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _waiting_imports(user):
    if not rules.may_start(user):
        return ()
    undecided = [PlanImport.Status.READING, PlanImport.Status.REVIEW]
    found = PlanImport.objects.visible_to(user).filter(status__in=undecided)
    return found.select_related("file")[:5]
