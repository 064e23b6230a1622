"""Bàn giao công việc: whose work, to whom, and the minutes of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.models import Person
from danvan.vietnamese import sort_key
from danvan.workflow import MoveRefused
from tasks import actions, hand_overs, papers, rules
from tasks.forms.handing_over import HandOverForm
from tasks.models import HandOver
from tasks.people import staff_of
from tasks.views import papers as files
from tasks.views.urging import as_key

PER_PAGE = 30
MOST_NAMED = 5


def _hand_overs(request):
    found = HandOver.objects.visible_to(request.user)
    return found.select_related("commune", "giver", "made_by")


def hand_over_list(request):
    """Whose work can be handed over, those who have left first; and what was handed over."""
    if not rules.may_hand_over(request.user):
        raise PermissionDenied
    left = hand_overs.left_behind(request.user)
    gone = {each.person.pk for each in left}
    people = [pair for pair in hand_overs.people_in_hand(request.user) if pair[0].pk not in gone]
    made = _hand_overs(request).annotate(line_count=Count("lines")).order_by("-pk")
    context = {
        "left": left,
        "people": sorted(people, key=lambda pair: sort_key(str(pair[0]))),
        "page": Paginator(made, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "tasks/hand_over_list.html", context)


def hand_over_start(request, pk):
    """All that a person has in hand, each with its taker; POST hands it over."""
    if request.user.commune is None:
        raise PermissionDenied
    giver = get_object_or_404(Person.objects.within_reach_of(request.user), pk=pk)
    if not rules.may_hand_over(request.user):
        raise PermissionDenied
    # A second press finds nothing in hand any more, but the hand-over that the first one made.
    made = _hand_overs(request).filter(key=as_key(request.POST.get("key"))).first()
    if made:
        return redirect(made)
    work = hand_overs.in_hand(giver, by=request.user)
    staff = staff_of(request.user.commune)
    form = HandOverForm(request.POST or None, giver=giver, work=work, staff=staff)
    if form.is_valid() and (made := _handed_over(request, giver, form)):
        return redirect(made)
    context = {"form": form, "giver": giver, "work": work}
    return render(request, "tasks/hand_over_form.html", context)


def _handed_over(request, giver, form):
    tasks, series = form.taken()
    try:
        made, left_out = actions.hand_over(
            giver, tasks, series, by=request.user,
            key=form.cleaned_data["key"], reason=form.cleaned_data["reason"],
        )  # fmt: skip
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        form.add_error(None, str(refusal))
        return None
    messages.success(request, "Đã bàn giao. Người nhận được báo ngay; in biên bản để các bên ký.")
    if left_out:
        named = "; ".join(f"“{title}”" for title in left_out[:MOST_NAMED])
        more = f" và {len(left_out) - MOST_NAMED} việc khác" if len(left_out) > MOST_NAMED else ""
        messages.info(request, f"Không bàn giao vì vừa thay đổi: {named}{more}.")
    return made


def hand_over_detail(request, pk):
    """The minutes for those who run the work; of a taker, what came to them."""
    made = get_object_or_404(_hand_overs(request), pk=pk)
    lines = made.lines.select_related("task", "series", "unit_before", "unit_after", "taker")
    if not rules.reads_minutes(request.user):
        mine = lines.filter(taker=request.user)
        return render(request, "tasks/hand_over_taken.html", {"made": made, "lines": mine})
    context = {"made": made, "lines": lines, **files.paper_context(request, papers.HAND_OVER, made)}
    return render(request, "tasks/hand_over_detail.html", context)


def _minutes(request, pk):
    """The whole list names work of several people: it is for those who see all work."""
    made = get_object_or_404(_hand_overs(request), pk=pk)
    if not rules.reads_minutes(request.user):
        raise PermissionDenied
    return made


@require_POST
def hand_over_order(request, pk):
    return files.order(request, papers.HAND_OVER, _minutes(request, pk))


def hand_over_pdf(request, pk):
    return files.pdf(request, papers.HAND_OVER, _minutes(request, pk))


def hand_over_docx(request, pk):
    return files.docx(papers.HAND_OVER, _minutes(request, pk))
