"""The pages beside the editor: pictures of the draft as it would be printed now."""

import json

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from plans import jobs, rules
from plans.form_check import check_plan, counted
from plans.models import Plan, PreviewPage
from plans.views.doors import a_plan, require
from records.serving import file_response


@require_POST
def plan_pages(request, pk):
    """The newest pages, or nothing yet: then they are being drawn, and the editor asks again."""
    plan = a_plan(request, pk)
    require(rules.may_edit(request.user, plan))
    _, key = jobs.content_of(plan.pk)
    pages = list(plan.preview_pages.filter(key=key))
    if pages:
        return JsonResponse({"same": True} if _have(request) == key else _news(plan, key, pages))
    row = jobs.last_order(jobs.DRAW, plan.pk, key)
    if row and row.failed:
        return JsonResponse({"problem": row.error})
    if row is None or row.is_finished:
        # Finished and no pages: the text has been this once before.
        jobs.order_pages(plan, key, by=request.user)
    return JsonResponse({})


def _news(plan, key, pages):
    """The pages of a text the editor has not seen, and what is wrong with its form: asked for once for each text."""
    findings = dict(counted(check_plan(plan)))
    return {"key": key, "pages": [_page(each) for each in pages], "findings": findings}


def _have(request):
    if request.content_type != "application/json":
        return None
    try:
        return json.loads(request.body)["have"]
    except (ValueError, KeyError, TypeError):
        return None


def _page(page):
    return {
        "number": page.number,
        "url": reverse("plans:preview_page", args=[page.pk]),
        "width": page.width,
        "height": page.height,
        "items": page.items,
    }


def preview_page(request, pk):
    own = PreviewPage.objects.filter(plan__in=Plan.objects.visible_to(request.user))
    page = get_object_or_404(own.select_related("file"), pk=pk)
    response = file_response(page.file, inline=True)
    # A page's address stands for its content, which never changes.
    response["Cache-Control"] = "private, max-age=3600"
    return response
