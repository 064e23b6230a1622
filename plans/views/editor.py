"""The plan written in place. Every press works as a plain form; with htmx only the part that changes is sent back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from danvan.asked import number
from documents.rich_text import to_marks, to_text
from plans import outline as editing
from plans.conversion import heading_as_text, paragraphs_of
from plans.forms import AddForm, ItemForm, style_of_new
from plans.models import Plan, PlanItem, RemovedItem
from plans.outline import Outline, misnumbered
from plans.views.doors import a_plan, editable_plan, edits_a_plan, still_editable
from plans.views.shown import as_html, lines_shown

UNDO_SHOWN = 3


@edits_a_plan
def plan_edit(request, pk):
    plan = still_editable(request.user, a_plan(request, pk))
    context = {
        **_outline(plan),
        "opening": [as_html(text) for text in paragraphs_of(plan.opening)],
        "closing": [as_html(text) for text in paragraphs_of(plan.closing)],
    }
    return render(request, "plans/plan_edit.html", context)


def _outline(plan):
    outline = Outline(plan)
    return {
        "plan": plan,
        "lines": lines_shown(outline),
        "misnumbered": misnumbered(outline) if plan.keeps_printed_numbers else {},
        "removed": plan.removed_items.select_related("by")[:UNDO_SHOWN],
    }


def _answer(request, plan, *, at=None):
    """The whole outline anew for htmx; else the editor, at the item that was touched."""
    if request.htmx:
        response = render(request, "plans/_editor.html", _outline(plan))
        # A form in hand asks for its own place, should it have to be shown again; success is for the whole.
        response["HX-Retarget"], response["HX-Reswap"] = "#editor", "outerHTML"
        return response
    anchor = f"#muc-{at}" if at else ""
    return redirect(reverse("plans:edit", args=[plan.pk]) + anchor)


def _item(request, pk):
    """An item of a plan this person may change now; the plan is held meanwhile."""
    found = PlanItem.objects.visible_to(request.user)
    plan = editable_plan(request, get_object_or_404(found, pk=pk).plan_id)
    # Read again now that the plan is held: another tab may have removed or changed it in between.
    item = get_object_or_404(plan.items, pk=pk)
    item.plan = plan
    return item


@edits_a_plan
def item_edit(request, pk):
    item = _item(request, pk)
    form = ItemForm(request.POST or None, initial=_initial(item))
    theirs = None
    if form.is_valid():
        typed = form.cleaned_data
        if editing.save_item(item, **typed):
            return _answer(request, item.plan, at=item.pk)
        theirs = PlanItem.objects.visible_to(request.user).get(pk=item.pk)
        form.data = form.data.copy()
        form.data["version"] = theirs.version
    context = {"item": item, "plan": item.plan, "form": form, "theirs": theirs}
    template = "plans/_item_form.html" if request.htmx else "plans/item_edit.html"
    return render(request, template, context)


def _initial(item):
    text = heading_as_text(item.heading) if item.heading else to_text(item.text)
    return {
        "words": to_marks(text),
        "is_heading": bool(item.heading),
        "style": editing.style_in_form(item.marker),
        "version": item.version,
    }


@edits_a_plan
def item_add(request, pk):
    """Add after one item, inside one, or at the end: the place comes as `after` or `inside`."""
    plan = editable_plan(request, pk)
    asked = request.POST or request.GET
    # The place must be one of this plan's own items, whatever number was sent.
    after, inside = _own(plan, asked.get("after")), _own(plan, asked.get("inside"))
    form = AddForm(request.POST or None, initial=_suggested(plan, after, inside))
    if form.is_valid():
        typed = form.cleaned_data
        added = editing.add_items(
            plan,
            words=typed["words"],
            is_heading=typed["is_heading"],
            style=typed["style"],
            after=after.pk if after else None,
            inside=inside.pk if inside else None,
        )
        return _answer(request, plan, at=added[0].pk)
    context = {"plan": plan, "form": form, "after": after, "inside": inside}
    template = "plans/_item_add.html" if request.htmx else "plans/item_add.html"
    return render(request, template, context)


def _own(plan, sent):
    if not sent:
        return None
    return get_object_or_404(plan.items, pk=number(sent, 0))


def _suggested(plan, after, inside):
    """A new item looks like its neighbour; the first one at its depth like the usual item there."""
    place = {"after": after and after.pk, "inside": inside and inside.pk}
    if after:
        style = editing.style_in_form(after.marker)
        return {**place, "style": style, "is_heading": bool(after.heading)}
    depth = Outline(plan).depth(inside) + 1 if inside else 0
    return {**place, "style": style_of_new(depth), "is_heading": depth == 0}


@require_POST
@edits_a_plan
def item_move(request, pk):
    item = _item(request, pk)
    way = request.POST.get("way")
    if way in ("up", "down", "in", "out"):
        editing.move_item(item, way)
    return _answer(request, item.plan, at=item.pk)


@require_POST
@edits_a_plan
def item_remove(request, pk):
    item = _item(request, pk)
    editing.remove_item(item, by=request.user)
    return _answer(request, item.plan)


@require_POST
@edits_a_plan
def item_restore(request, pk):
    own = RemovedItem.objects.filter(plan__in=Plan.objects.visible_to(request.user))
    removed = get_object_or_404(own, pk=pk)
    plan = editable_plan(request, removed.plan_id)
    removed = get_object_or_404(plan.removed_items, pk=pk)
    removed.plan = plan
    row = editing.bring_back(removed)
    return _answer(request, removed.plan, at=row.pk)


@require_POST
@edits_a_plan
def number_anew(request, pk):
    plan = editable_plan(request, pk)
    editing.number_anew(plan)
    messages.success(request, "Đã đánh lại số mục theo thứ tự.")
    return redirect("plans:edit", plan.pk)


@edits_a_plan
def item_row(request, pk):
    """The outline as it stands: what “Bỏ qua” in an open form comes back to."""
    item = _item(request, pk)
    return _answer(request, item.plan, at=item.pk)
