"""Công văn đôn đốc of an office: from late communes to a draft, its words, its files."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from danvan.asked import number
from reports.actions import letters as actions
from reports.desk import letters
from reports.desk.letter_jobs import LETTER
from reports.forms.letters import WORDS, OfficeLetterForm, words_of
from reports.models import OfficeLetter
from reports.views.desk import NONE_LATE, back, chosen_late, require_receiver
from tasks.views import papers as files

PER_PAGE = 30
FEWER = (
    "Danh sách xã chậm vừa thay đổi vì có xã đã nộp trong lúc soạn. Bảng bên cạnh là danh sách mới: "
    "sửa lại số xã trong phần mở đầu rồi lập công văn."
)
CHANGED = (
    "Công văn vừa được người khác sửa; nội dung anh/chị nhập còn nguyên ở dưới và chưa được ghi. "
    "Bản đang lưu hiện bên cạnh: xem lại rồi bấm lưu để ghi bản của mình."
)


def _letters(request):
    return OfficeLetter.objects.visible_to(request.user).select_related("receiver", "made_by")


def _letter(request, pk):
    return get_object_or_404(_letters(request), pk=pk)


def letter_list(request):
    require_receiver(request)
    page = Paginator(_letters(request), PER_PAGE)
    context = {"page": page.get_page(request.GET.get("page"))}
    return render(request, "reports/letter_list.html", context)


@require_POST
def letter_start(request):
    """The draft for the late reports that are ticked; with a key and good words the letter is made."""
    require_receiver(request)
    late = chosen_late(request)
    if not late:
        messages.info(request, NONE_LATE)
        return back(request)
    if "key" not in request.POST:
        form = OfficeLetterForm(initial=letters.draft_for(late, by=request.user))
        return _page(request, form, late)
    form = OfficeLetterForm(request.POST)
    if not form.is_valid():
        return _page(request, form, late, status=422)
    if _others_than_shown(request, late):
        form.add_error(None, FEWER)
        return _page(request, form, late, status=409)
    key = form.cleaned_data["key"] or uuid.uuid4()
    try:
        letter = actions.make_letter(late, by=request.user, key=key, fields=form.words())
    except actions.NobodyLate:
        messages.info(request, NONE_LATE)
        return back(request)
    messages.success(request, "Đã lập công văn. Tải về, ký và cấp số trong sổ văn bản của cơ quan.")
    return redirect(letter)


def _others_than_shown(request, late):
    """Whether the words were written for another list: then the number in them would be wrong."""
    made = OfficeLetter.objects.visible_to(request.user).filter(key=request.POST["key"] or None)
    return number(request.POST.get("shown")) != len(late) and not made.exists()


def _page(request, form, late, status=200):
    every = "every" in request.POST
    context = {
        "form": form,
        "late": late[: letters.MOST_LINES],
        "shown": len(late),
        "beyond": max(0, len(late) - letters.MOST_LINES),
        "every": every,
        "cells": [] if every else [each.key for each in late],
        "back": request.POST.get("back", ""),
    }
    return render(request, "reports/letter_form.html", context, status=status)


def letter_detail(request, pk):
    letter = _letter(request, pk)
    context = {
        "letter": letter,
        "count": len({line["commune"] for line in letter.lines}),
        **files.paper_context(request, LETTER, letter),
    }
    return render(request, "reports/letter_detail.html", context)


def letter_edit(request, pk):
    letter = _letter(request, pk)
    form = OfficeLetterForm(request.POST or None, initial=words_of(letter))
    if request.method != "POST":
        return render(request, "reports/letter_form.html", {"form": form, "letter": letter})
    if not form.is_valid():
        context = {"form": form, "letter": letter}
        return render(request, "reports/letter_form.html", context, status=422)
    version = form.cleaned_data["version"] or 0
    try:
        actions.save_letter(letter, form.words(), version=version, by=request.user)
    except actions.LetterChanged:
        return _conflict(request, pk)
    messages.success(request, "Đã lưu công văn.")
    return redirect(letter)


def _conflict(request, pk):
    """Both texts on one page: what was typed stays in the boxes, what stands is beside them."""
    letter = _letter(request, pk)
    form = OfficeLetterForm(request.POST.copy() | {"version": letter.version})
    form.is_valid()
    form.add_error(None, CHANGED)
    stands = [
        (form.fields[name].label, getattr(letter, name))
        for name in WORDS
        if getattr(letter, name) != form.cleaned_data.get(name)
    ]
    context = {"form": form, "letter": letter, "stands": stands}
    return render(request, "reports/letter_form.html", context, status=409)


@require_POST
def letter_delete(request, pk):
    letter = _letter(request, pk)
    if actions.drop_letter(letter, by=request.user):
        messages.success(request, "Đã xóa dự thảo công văn.")
    return redirect("reports:letter_list")


@require_POST
def letter_order(request, pk):
    return files.order(request, LETTER, _letter(request, pk))


def letter_pdf(request, pk):
    return files.pdf(request, LETTER, _letter(request, pk))


def letter_docx(request, pk):
    return files.docx(LETTER, _letter(request, pk))
