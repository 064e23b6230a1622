"""Bundles an office had made: how far they are, their files, those made before."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render

from records.serving import file_response
from reports.desk.bundle_jobs import WORK
from reports.desk.bundles import KEPT_DAYS
from reports.models import Bundle
from reports.views.desk import require_receiver
from work.models import WorkRow

PER_PAGE = 30


def _bundles(request):
    return Bundle.objects.visible_to(request.user).select_related("file").defer("document")


def bundle_list(request):
    require_receiver(request)
    made = _bundles(request).annotate(count=Count("submissions"))
    page = Paginator(made.order_by("-created_at", "-pk"), PER_PAGE)
    context = {"page": page.get_page(request.GET.get("page")), "kept_days": KEPT_DAYS}
    return render(request, "reports/bundle_list.html", context)


def bundle_detail(request, pk):
    bundle = get_object_or_404(_bundles(request), pk=pk)
    if bundle.kind not in WORK:
        # A table or a draft has a page of its own.
        return redirect(bundle)
    rows = WorkRow.objects.visible_to(request.user).filter(subject_id=bundle.pk)
    work = rows.filter(kind__in=WORK.values()).first()
    context = {
        "bundle": bundle,
        "work": work if bundle.file is None else None,
        "count": bundle.submissions.count(),
        "kept_until": bundle.created_at + timedelta(days=KEPT_DAYS),
        "is_merged": bundle.kind in {Bundle.Kind.MERGED, Bundle.Kind.SIGNED},
    }
    return render(request, "reports/bundle_detail.html", context)


def bundle_file(request, pk):
    bundle = get_object_or_404(_bundles(request), pk=pk)
    if bundle.file is None:
        messages.info(request, "Gói báo cáo đang được tạo.")
        return redirect("reports:bundle_detail", pk=bundle.pk)
    return file_response(bundle.file)
