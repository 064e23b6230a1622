"""For an office: the figures of all its communes together, where each comes from, and what is made of them."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Max, Min
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from accounts.models import Role
from danvan.asked import number
from danvan.vietnamese import search_text
from documents.html import to_html_part
from documents.storage import from_dict
from records.serving import file_response
from reports.desk import total_jobs, totals
from reports.models import Bundle, ReportRound, Submission
from work.models import WorkRow

ON_A_PAGE = 100
LIKE = ("topic", "kind", "year", "label")


def _round(request, pk):
    if not request.user.is_(Role.RECEIVER):
        raise PermissionDenied
    rounds = ReportRound.objects.visible_to(request.user).select_related("commune", "receiver")
    return get_object_or_404(rounds, pk=pk)


def round_choices(user):
    """[(pk of one round, its name)] of the office's rounds, the newest first: one row for all communes."""
    rounds = ReportRound.objects.visible_to(user).order_by()
    rows = rounds.values("topic", "kind", "year", "label").annotate(
        first=Min("pk"), ends=Max("period_to")
    )
    return [
        (row["first"], ReportRound(**{name: row[name] for name in LIKE}).name)
        for row in rows.order_by("-year", "-ends", "first")
    ]


def totals_page(request):
    """A round of the office, the newest that communes have handed in unless one is named."""
    if not request.user.is_(Role.RECEIVER):
        raise PermissionDenied
    choices, asked = round_choices(request.user), number(request.GET.get("round"))
    if not choices and not asked:
        return render(request, "reports/totals.html", {"choices": ()})
    round = _round(request, asked or _newest(request.user, choices))
    accepted_only = request.GET.get("only") == "accepted"
    context = {
        "choices": choices,
        "chosen": next((pk for pk, name in choices if name == round.name), round.pk),
        "round": round,
        "accepted_only": accepted_only,
        "groups": _grouped(totals.totals_of(request.user, round, accepted_only=accepted_only)),
        "count": totals.counted(request.user, round),
    }
    return render(request, "reports/totals.html", context)


def _newest(user, choices):
    reached = Submission.objects.visible_to(user).filter(status__in=totals.STANDING)
    newest = reached.order_by("-report__round__period_to", "-pk").values_list("report__round")
    found = newest.first()
    return found[0] if found else choices[0][0]


def _grouped(rows):
    """[(group, [Total])], in the order of the set."""
    return [
        (name, list(members))
        for name, members in groupby(rows, key=lambda each: each.indicator.group)
    ]


def totals_of_one(request, pk, code):
    """Which commune gave what for one figure."""
    round = _round(request, pk)
    indicator = totals.asked_for(request.user, round).get(code)
    if indicator is None:
        raise Http404
    rows = totals.given_by_communes(request.user, round, code)
    q = request.GET.get("q", "")
    found = [each for each in rows if search_text(q) in each.round.commune.search_text]
    context = {
        "round": round,
        "indicator": indicator,
        "total": next(
            each for each in totals.totals_of(request.user, round) if each.indicator.code == code
        ),
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "q": q,
    }
    return render(request, "reports/totals_of_one.html", context)


@require_POST
def totals_make(request, pk):
    """Order the workbook or the draft; the page it leads to shows how far it is."""
    round, kind = _round(request, pk), request.POST.get("kind", "")
    if kind not in total_jobs.KINDS:
        raise Http404
    if not totals.standing(request.user, round).exists():
        messages.error(
            request, "Chưa có xã nào nộp báo cáo của đợt này nên chưa có gì để tổng hợp."
        )
        return redirect(f"{reverse('reports:totals')}?round={round.pk}")
    bundle = total_jobs.order_made(request.user, round, kind)
    return redirect("reports:made_detail", pk=bundle.pk)


def _made(request, pk):
    kinds = list(total_jobs.KINDS)
    made = Bundle.objects.visible_to(request.user).filter(kind__in=kinds).select_related("file")
    return get_object_or_404(made, pk=pk)


def made_detail(request, pk):
    bundle = _made(request, pk)
    works = WorkRow.objects.visible_to(request.user)
    context = {
        "bundle": bundle,
        "work": works.about(total_jobs.KINDS[bundle.kind], bundle.pk).order_by("-pk").first(),
        # `to_html_part` escapes every word.
        "paper": mark_safe(to_html_part(from_dict(bundle.document)))  # noqa: S308
        if bundle.document
        else "",
    }
    return render(request, "reports/made_detail.html", context)


def made_file(request, pk):
    bundle = _made(request, pk)
    if bundle.file is None:
        messages.info(request, "Tệp đang được tạo.")
        return redirect("reports:made_detail", pk=bundle.pk)
    return file_response(bundle.file)
