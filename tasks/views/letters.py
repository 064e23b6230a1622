"""Công văn đôn đốc: from late tasks to a draft, its words, its number, its files."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.models import Unit
from danvan.asked import number
from danvan.workflow import MoveRefused
from records.register import NumberTaken
from tasks import actions, letters, papers, rules
from tasks.forms.letters import LetterForm, NumberForm, words_of
from tasks.models import Task, UrgingLetter
from tasks.views import papers as files
from tasks.views.urging import as_key, chosen_tasks

PER_PAGE = 30
NONE_LATE = "Không có nhiệm vụ quá hạn còn mở trong những việc đã chọn, nên chưa cần công văn."


def _letters(request):
    found = UrgingLetter.objects.visible_to(request.user)
    return found.select_related("commune", "unit", "made_by")


def _letter(request, pk):
    return get_object_or_404(_letters(request), pk=pk)


def _require_writer(request):
    if not rules.may_write_letters(request.user):
        raise PermissionDenied


def letter_list(request):
    """The letters made, and the units that have late work today."""
    _require_writer(request)
    page = Paginator(_letters(request).defer("document", "lines"), PER_PAGE)
    late = letters.by_unit(letters.overdue(Task.objects.visible_to(request.user)))
    context = {
        "page": page.get_page(request.GET.get("page")),
        "late": [(unit, len(tasks)) for unit, tasks in late],
    }
    return render(request, "tasks/letter_list.html", context)


def letter_start(request):
    """The draft for one unit, or the drafts of several, of the late tasks chosen; POST with a key makes them."""
    _require_writer(request)
    groups = letters.by_unit(letters.overdue(_chosen(request))[: letters.MOST_TASKS])
    if not groups:
        messages.info(request, NONE_LATE)
        return redirect("tasks:letter_list")
    if len(groups) > 1:
        return _start_several(request, groups)
    (unit, tasks), *_ = groups
    draft = letters.draft_for(unit, tasks, by=request.user)
    data = request.POST if "key" in request.POST else None
    form = LetterForm(data, initial=draft, commune=request.user.commune)
    if form.is_valid():
        key = form.cleaned_data["key"] or uuid.uuid4()
        (letter,) = actions.make_letters(
            groups, by=request.user, key=key, fields=form.fields_of_letter()
        )
        messages.success(request, "Đã lập công văn. Tải về hoặc chuyển văn thư cấp số.")
        return redirect(letter)
    return render(request, "tasks/letter_form.html", {"form": form, "unit": unit, "tasks": tasks})


def _chosen(request):
    if request.method == "POST":
        return chosen_tasks(request)
    units = Unit.objects.filter(commune=request.user.commune, pk=number(request.GET.get("unit"), 0))
    return Task.objects.visible_to(request.user).filter(lead_unit__in=units)


def _start_several(request, groups):
    key = as_key(request.POST.get("key"))
    if key is None:
        context = {"groups": groups, "key": uuid.uuid4()}
        return render(request, "tasks/letters_form.html", context)
    made = actions.make_letters(groups, by=request.user, key=key)
    messages.success(request, f"Đã lập {len(made)} công văn, mỗi đơn vị một công văn.")
    return redirect("tasks:letter_list")


def letter_detail(request, pk):
    letter = _letter(request, pk)
    context = {
        "letter": letter,
        "may_edit": letter.number is None,
        "may_number": letter.number is None and rules.numbers_letters(request.user),
        **files.paper_context(request, papers.LETTER, letter),
    }
    return render(request, "tasks/letter_detail.html", context)


def letter_edit(request, pk):
    letter = _letter(request, pk)
    if letter.number:
        messages.info(request, "Công văn đã cấp số nên nội dung không sửa được nữa.")
        return redirect(letter)
    initial = words_of(letter) | {"signer_post": letter.signer_post}
    form = LetterForm(request.POST or None, initial=initial, commune=letter.commune)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.save_letter(letter, form.fields_of_letter(), version=version, by=request.user)
        except actions.LetterChanged as changed:
            form.add_error(None, str(changed))
        else:
            messages.success(request, "Đã lưu công văn.")
            return redirect(letter)
    context = {"form": form, "unit": letter.unit, "letter": letter}
    return render(request, "tasks/letter_form.html", context)


def letter_issue(request, pk):
    letter = _letter(request, pk)
    if not rules.numbers_letters(request.user):
        raise PermissionDenied
    if letter.number:
        messages.info(request, f"Công văn đã có số {letter.code}.")
        return redirect(letter)
    form = NumberForm(request.POST or None, letter=letter)
    if form.is_valid() and _issued(request, letter, form):
        return redirect("tasks:letter", letter.pk)
    return render(request, "tasks/letter_issue.html", {"letter": letter, "form": form})


def _issued(request, letter, form):
    """Whether the letter has left this step, by this press or by another's."""
    try:
        actions.issue_letter(letter, **form.cleaned_data, by=request.user)
    except NumberTaken as taken:
        # What was tried in memory did not happen.
        letter.refresh_from_db()
        form.add_error("number", str(taken))
        return False
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return True
    messages.success(request, f"Đã cấp số {letter.code}. Tệp PDF đang được tạo.")
    return True


@require_POST
def letter_delete(request, pk):
    letter = _letter(request, pk)
    if actions.drop_letter(letter, by=request.user):
        messages.success(request, f"Đã xóa dự thảo công văn gửi {letter.unit}.")
        return redirect("tasks:letter_list")
    messages.error(request, "Công văn đã cấp số nên không xóa được.")
    return redirect(letter)


@require_POST
def letter_order(request, pk):
    return files.order(request, papers.LETTER, _letter(request, pk))


def letter_pdf(request, pk):
    return files.pdf(request, papers.LETTER, _letter(request, pk))


def letter_docx(request, pk):
    return files.docx(papers.LETTER, _letter(request, pk))
