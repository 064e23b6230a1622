"""What an office does with thousands of reports: ordered here, and the page that shows how far it is."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from accounts.models import Role
from reports.actions.office_acts import order_act
from reports.desk.act_jobs import KIND
from reports.models import OfficeAct
from work.models import WorkRow

PER_PAGE = 100


def order_and_show(request, kind, cells, **fields):
    """Order an act on `cells` ([(cell, title)]) and go to its page."""
    act = OfficeAct(kind=kind, cells=[list(each) for each in cells], key=_key(request), **fields)
    return redirect(order_act(act, by=request.user))


def _key(request):
    try:
        return UUID(request.POST.get("act_key", ""))
    except ValueError:
        return None


def office_act(request, pk):
    if not request.user.is_(Role.RECEIVER):
        raise PermissionDenied
    act = get_object_or_404(OfficeAct.objects.visible_to(request.user), pk=pk)
    rows = WorkRow.objects.visible_to(request.user).about(KIND, act.pk)
    work = rows.order_by("-pk").first()
    # What was not done comes first: it is what is left to do.
    results = sorted(act.results, key=lambda row: row[3])
    not_done = sum(not row[3] for row in results)
    page = Paginator(results, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "act": act,
        "work": work,
        "is_done": not act.left,
        "page": page,
        "rows": [
            {
                "title": title,
                "said": said,
                "done": done,
                "attempt": cell[1:] if cell[0] == "s" else "",
            }
            for cell, title, said, done in page
        ],
        "done": len(results) - not_done,
        "not_done": not_done,
    }
    return render(request, "reports/office_act.html", context)
