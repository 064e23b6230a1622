"""Căn cứ while an opening is written: found in the register, added, put in order, recognised. Stores nothing."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from danvan.asked import number
from plans.conversion import as_lines, paragraphs_of
from plans.frame import LONGEST_TEXT, as_html_lines, paragraphs_in
from plans.grounds import (
    ground_line,
    in_order,
    recognised,
    repeal_of,
    search,
    with_ground,
)
from plans.models import CitedDocument
from plans.views.doors import a_plan, edits_a_plan, still_editable


@require_GET
@edits_a_plan
def ground_search(request, pk):
    """The documents of the commune's register with these words (`q`): {found: [{pk, line, remark}]}."""
    plan = still_editable(request.user, a_plan(request, pk))
    found = search(_register(request, plan), request.GET.get("q", ""))
    rows = [{"pk": row.pk, "line": ground_line(row), "remark": repeal_of(row)} for row in found]
    return JsonResponse({"found": rows})


@require_POST
@edits_a_plan
def ground_help(request, pk):
    """What `act` makes of the opening that was sent: {opening, said, named}.

    `act`: "add" puts the document `cited` in, "order" puts the căn cứ in order, anything else only reads. `written`
    says how the opening is written: "html" (a paragraph a line) or with marks.
    """
    plan = still_editable(request.user, a_plan(request, pk))
    is_html = request.POST.get("written") == "html"
    words = request.POST.get("opening", "")[: LONGEST_TEXT * 2].replace("\0", "")
    before = (paragraphs_in if is_html else paragraphs_of)(words)
    after, said = _done(request, plan, before)
    answer = {
        "opening": (as_html_lines if is_html else as_lines)(after),
        "changed": after != before,
        "said": said,
        "named": [each._asdict() for each in recognised(plan, after, _register(request, plan))],
    }
    return JsonResponse(answer)


def _done(request, plan, before):
    act = request.POST.get("act")
    if act == "order":
        return in_order(before), "Đã xếp căn cứ theo thứ bậc văn bản."
    if act != "add":
        return before, ""
    document = get_object_or_404(_register(request, plan), pk=number(request.POST.get("cited")))
    after = with_ground(before, ground_line(document))
    if after is None:
        return before, f"{document} đã có trong phần mở đầu."
    return after, f"Đã thêm căn cứ {document}."


def _register(request, plan):
    return CitedDocument.objects.visible_to(request.user).filter(commune=plan.commune_id)
