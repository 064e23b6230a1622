"""The page on which a unit writes its part; it saves itself, and by its buttons where no script runs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from danvan.asked import number
from reports import rules
from reports.actions import parts as actions
from reports.forms.figures import FiguresForm
from reports.forms.parts import PartForm
from reports.views.part_shown import cards_of, steps_of, told_of
from reports.views.parts import make_move, parts_of
from reports.writing import completeness
from reports.writing.sheets import sheet_of

SENT_ALREADY = "Phần báo cáo đã gửi. Muốn sửa, bấm “Rút lại để sửa”."
WITH_THE_HEAD = (
    "Phần báo cáo đang chờ trưởng đơn vị duyệt. Muốn sửa, bấm “Rút lại để sửa” rồi soạn tiếp."
)
CLOSED = "Phần báo cáo này không còn ở tình trạng được sửa nên chưa lưu. Nội dung vừa nhập còn ở dưới để sao chép."
STALE = "Có người vừa lưu phần báo cáo này. Xem bản của họ ở bên cạnh, sửa lại rồi bấm lưu lần nữa."
OTHER_PERSON = "Nội dung này do tài khoản khác viết. Hãy đăng nhập bằng tài khoản đó để lưu."
NOT_ASKED = "Mục này không còn được hỏi nên chưa lưu. Hãy chép sang mục khác."
# The steps that the buttons of the page ask for, after saving.
STEPS_HERE = ("send", "sign", "ask_to_sign")


def part_edit(request, pk):
    part = get_object_or_404(parts_of(request), pk=pk)
    if not rules.writes_part(request.user, part):
        raise PermissionDenied
    if request.method == "POST":
        return _save(request, part)
    if not rules.may_edit_part(request.user, part):
        waits = part.status == part.Status.TO_SIGN
        messages.error(request, WITH_THE_HEAD if waits else SENT_ALREADY)
        return redirect(part)
    sheet = sheet_of(part)
    return _page(request, sheet, PartForm(sheet=sheet), FiguresForm(report=part))


def _save(request, part):
    sheet = sheet_of(part)
    form, figures = PartForm(request.POST, sheet=sheet), FiguresForm(request.POST, report=part)
    # Both, so that every error shows at once.
    if not all([form.is_valid(), figures.is_valid()]):
        return _page(request, sheet, form, figures, status=422)
    try:
        _write(request, part, form, figures.figures())
    except actions.StaleVersion:
        part = get_object_or_404(parts_of(request), pk=part.pk)
        may_edit = rules.may_edit_part(request.user, part)
        return _conflict(request, part, STALE if may_edit else CLOSED)
    for words in form.unasked().values():
        messages.warning(request, f"{NOT_ASKED} Đã ghi: “{words}”")
    return _after_saving(request, part)


def _write(request, part, form, figures):
    """Raises StaleVersion also where the part is out of this person's hands by now."""
    if not rules.may_edit_part(request.user, part):
        raise actions.StaleVersion
    lines, asked = form.lines(), number(request.POST.get("_use"))
    newer = sheet_of(part).lines.get(f"task:{asked}") if asked else None
    if newer:
        lines[asked] = newer.text
    actions.save_part(
        part,
        version=form.cleaned_data["version"],
        texts=form.texts(),
        lines=lines,
        figures=figures,
        kept=list(filter(None, map(number, request.POST.getlist("_keep")))),
    )


def _after_saving(request, part):
    then = request.POST.get("then")
    if then in STEPS_HERE:
        part = get_object_or_404(parts_of(request), pk=part.pk)
        return make_move(request, part, then)
    for name in ("_use", "_keep"):
        if asked := number(request.POST.get(name)):
            return redirect(f"{request.path}#o-task-{asked}")
    messages.success(request, "Đã lưu phần báo cáo.")
    return redirect(part)


def _conflict(request, part, sentence):
    """Both texts: the person's own stays in the form, now on the newest version; the other stands beside it."""
    data = request.POST.copy()
    data["version"] = part.version
    sheet = sheet_of(part)
    form, figures = PartForm(data, sheet=sheet), FiguresForm(data, report=part)
    form.is_valid(), figures.is_valid()
    messages.error(request, sentence)
    return _page(request, sheet, form, figures, conflict=True, status=409)


def _page(request, sheet, form, figures, *, conflict=False, status=200):
    part = sheet.part
    steps = steps_of(request.user, part)
    context = {
        "part": part,
        "form": form,
        "headings": cards_of(sheet, request.user, form, conflict=conflict),
        "figures": figures,
        "conflict": conflict,
        "gaps": completeness.gaps_of_part(part, sheet),
        "steps": [(name, steps[name]) for name in STEPS_HERE if name in steps],
        "for_the_unit": rules.sends_for_the_unit(request.user, part),
        "hand_back": {name: move for name, move in steps.items() if name == "hand_back"},
        **told_of(part),
        "closed": part.round.is_closed and actions.closed_words(part.round, part.round.closed_at),
    }
    return render(request, "reports/part_form.html", context, status=status)


@require_POST
def part_save(request, pk):
    """What the script saves: the version, and the boxes that changed. Always answers JSON.

    200 {version, at, values, errors, gaps}; 409 {version, values} where somebody saved in between, {closed} where the
    part is out of this person's hands, {person} where another person is signed in by now.
    """
    if request.POST.get("_person", str(request.user.pk)) != str(request.user.pk):
        return JsonResponse({"person": True, "problem": OTHER_PERSON}, status=409)
    part = get_object_or_404(parts_of(request), pk=pk)
    if not rules.writes_part(request.user, part):
        raise PermissionDenied
    form = PartForm(request.POST, sheet=sheet_of(part))
    figures, wrong = _figures(request, part)
    if not form.is_valid():
        return JsonResponse({"errors": _first_of(form)}, status=422)
    try:
        _write(request, part, form, figures)
    except actions.StaleVersion:
        return _stale(request, pk)
    return _saved(request, pk, wrong | dict.fromkeys(form.unasked(), NOT_ASKED))


def _figures(request, part):
    """(unsaved rows, box → sentence): a figure that cannot be read stays on the page and holds up no other."""
    if "_figures" not in request.POST:
        return [], {}
    form = FiguresForm(request.POST, report=part)
    form.is_valid()
    return form.figures(), _first_of(form)


def _first_of(form):
    return {name: errors[0] for name, errors in form.errors.items()}


def _values(part, sheet, *, figures=True):
    """Every box of the page → what is stored."""
    forms = [PartForm(sheet=sheet), *([FiguresForm(report=part)] if figures else [])]
    boxes = {box.html_name: box.value() for form in forms for box in form}
    return {name: value for name, value in boxes.items() if name != "version"}


def _stale(request, pk):
    part = get_object_or_404(parts_of(request), pk=pk)
    if not rules.may_edit_part(request.user, part):
        return JsonResponse({"closed": CLOSED}, status=409)
    values = _values(part, sheet_of(part))
    return JsonResponse({"version": part.version, "values": values}, status=409)


def _saved(request, pk, wrong):
    part = get_object_or_404(parts_of(request), pk=pk)
    sheet = sheet_of(part)
    values = _values(part, sheet, figures="_figures" in request.POST)
    gaps = completeness.gaps_of_part(part, sheet)
    return JsonResponse(
        {
            "version": part.version,
            "at": timezone.localtime().strftime("%H:%M"),
            "values": {name: values[name] for name in request.POST if name in values},
            "errors": wrong,
            "missing": len(gaps),
            "gaps": render_to_string("reports/_gaps.html", {"gaps": gaps}),
        }
    )
