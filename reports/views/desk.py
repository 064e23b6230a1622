from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.models import Role
from danvan.asked import number
from danvan.clock import today
from records.serving import file_response
from reports import desk as grids
from reports.actions import submissions as actions
from reports.models import Bundle, Submission
from work.models import WorkRow

COMMUNES_ON_A_PAGE = 50


def _require_receiver(request):
    if not request.user.is_(Role.RECEIVER):
        raise PermissionDenied


def desk(request):
    _require_receiver(request)
    years = grids.years_of(request.user)
    year = number(request.GET.get("year"))
    year = year if year in years else grids.years_in_play(today())[0]
    q, state = request.GET.get("q", ""), request.GET.get("state", "")
    columns, lines = grids.grid(request.user, year, q=q)
    context = {
        "years": years,
        "year": year,
        "q": q,
        "state": state,
        "columns": columns,
        "counts": grids.counted(lines),
        "page": Paginator(grids.with_state(lines, state), COMMUNES_ON_A_PAGE).get_page(
            request.GET.get("page")
        ),
        "states": grids.STATES.values(),
    }
    return render(request, "reports/desk.html", context)


@require_POST
def desk_download(request):
    _require_receiver(request)
    ids = {number(value, 0) for value in request.POST.getlist("submission")}
    chosen = list(Submission.objects.visible_to(request.user).filter(pk__in=ids))
    if len(chosen) != len(ids):
        # Somebody else's, or withdrawn meanwhile: not a word about which.
        raise Http404
    if not chosen or len(chosen) > actions.MOST_IN_A_BUNDLE:
        most = actions.MOST_IN_A_BUNDLE
        messages.error(request, f"Hãy chọn từ 1 đến {most} báo cáo để tải về.")
        return redirect("reports:desk")
    bundle = actions.order_bundle(chosen, by=request.user)
    return redirect("reports:bundle_detail", pk=bundle.pk)


def _bundles(request):
    return Bundle.objects.visible_to(request.user).select_related("file")


def bundle_detail(request, pk):
    bundle = get_object_or_404(_bundles(request), pk=pk)
    work = WorkRow.objects.visible_to(request.user).about(actions.ZIP, bundle.pk).first()
    context = {"bundle": bundle, "work": work, "count": bundle.submissions.count()}
    return render(request, "reports/bundle_detail.html", context)


def bundle_file(request, pk):
    bundle = get_object_or_404(_bundles(request), pk=pk)
    if bundle.file is None:
        messages.info(request, "Gói báo cáo đang được tạo.")
        return redirect("reports:bundle_detail", pk=bundle.pk)
    return file_response(bundle.file)
