from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from danvan.workflow import MoveRefused
from reports import completeness, outline, rules, sources
from reports.actions import parts as actions
from reports.figures import written
from reports.forms.writing import FiguresForm, PartForm
from reports.models import IndicatorValue, Report

CLOSED = "Phần báo cáo này không còn ở tình trạng được sửa nên chưa lưu. Nội dung vừa nhập còn ở dưới để sao chép."
STALE = "Có người vừa lưu phần báo cáo này. Xem bản của họ ở bên cạnh, sửa lại rồi bấm lưu lần nữa."


def _parts(request):
    figures = IndicatorValue.objects.select_related("indicator")
    return (
        Report.objects.visible_to(request.user)
        .filter(scope=Report.Scope.PART)
        .select_related("round__commune", "round__receiver", "unit")
        .prefetch_related("sections", Prefetch("figures", figures))
    )


def part_detail(request, pk):
    part = get_object_or_404(_parts(request), pk=pk)
    figures = [figure for figure in part.figures.all() if figure.is_filled]
    context = {
        "part": part,
        "figures": [(each.indicator, each, written(each.value)) for each in figures],
        "gaps": completeness.gaps_of_part(part) if part.is_open else [],
        "moves": rules.PART_MOVES.open_to(request.user, part),
        "may_edit": rules.may_edit_part(request.user, part),
        "history": part.history.select_related("by"),
    }
    return render(request, "reports/part_detail.html", context)


def part_history(request, pk):
    part = get_object_or_404(_parts(request), pk=pk)
    context = {"report": part, "history": part.history.select_related("by")}
    return render(request, "reports/report_history.html", context)


def part_edit(request, pk):
    part = get_object_or_404(_parts(request), pk=pk)
    if not rules.writes_part(request.user, part):
        raise PermissionDenied
    if request.method == "POST":
        return _save(request, part)
    if not part.is_open:
        messages.error(request, "Phần báo cáo đã gửi. Muốn sửa, bấm “Rút lại để sửa”.")
        return redirect(part)
    form = PartForm(initial=_initial(part))
    return _page(request, part, form, FiguresForm(report=part))


def _initial(part):
    """What is stored; for a part nobody has written yet, the results as the unit's tasks tell them."""
    texts = {section.key: section.text for section in part.sections.all()}
    if part.version == 1 and not texts.get(outline.RESULT):
        texts[outline.RESULT] = _from_tasks(part)
    return {**texts, "version": part.version}


def _from_tasks(part):
    return "\n".join(
        f"- {sources.line_of(task)}" for task in sources.tasks_of(part.round, part.unit)
    )


def _save(request, part):
    form, figures = PartForm(request.POST), FiguresForm(request.POST, report=part)
    # Both, so that every error shows at once.
    if not all([form.is_valid(), figures.is_valid()]):
        return _page(request, part, form, figures, status=422)
    if not part.is_open:
        return _conflict(request, part, figures, CLOSED)
    try:
        actions.save_part(
            part,
            version=form.cleaned_data["version"],
            texts=form.texts(),
            figures=figures.figures(),
        )
    except actions.StaleVersion:
        part = get_object_or_404(_parts(request), pk=part.pk)
        return _conflict(request, part, figures, STALE if part.is_open else CLOSED)
    return _after_saving(request, part)


def _after_saving(request, part):
    if request.POST.get("then") != "send":
        messages.success(request, "Đã lưu phần báo cáo.")
        return redirect(part)
    part = get_object_or_404(_parts(request), pk=part.pk)
    return _move(request, part, "send", "")


def _conflict(request, part, figures, sentence):
    """Both texts: the person's own stays in the form, now on the newest version; the other stands beside it."""
    data = request.POST.copy()
    data["version"] = part.version
    form, stored = PartForm(data), {section.key: section.text for section in part.sections.all()}
    form.is_valid()
    figures = FiguresForm(data, report=part)
    figures.is_valid()
    messages.error(request, sentence)
    return _page(request, part, form, figures, theirs=stored, status=409)


def _page(request, part, form, figures, *, theirs=None, status=200):
    texts = [
        {"field": form[heading.key], "theirs": theirs and theirs.get(heading.key, "")}
        for heading in outline.PART_OUTLINE
    ]
    context = {
        "part": part,
        "form": form,
        "texts": texts,
        "figures": figures,
        "conflict": theirs is not None,
        "from_tasks": _from_tasks(part),
    }
    return render(request, "reports/part_form.html", context, status=status)


@require_POST
def part_move(request, pk):
    part = get_object_or_404(_parts(request), pk=pk)
    return _move(request, part, request.POST.get("move", ""), request.POST.get("note", ""))


DONE = {
    "send": "Đã gửi phần báo cáo.",
    "accept": "Đã tiếp nhận phần báo cáo.",
    "send_back": "Đã trả lại phần báo cáo cho đơn vị.",
    "take_back": "Đã rút lại phần báo cáo để sửa.",
}


def _move(request, part, name, note):
    if name in rules.PART_MOVES and not rules.PART_MOVES[name].allowed(request.user, part):
        raise PermissionDenied
    try:
        actions.move_part(part, name, by=request.user, note=note)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, DONE[name])
    return redirect(part)
