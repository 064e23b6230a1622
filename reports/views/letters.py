"""Công văn đôn đốc of an office: from late communes to a draft, its words, its files."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from danvan.asked import number
from documents import write_docx
from documents.html import to_html_part
from documents.storage import from_dict
from records.serving import file_response, made_response
from reports.actions import letters as actions
from reports.desk import letter_jobs, letter_paper, letters
from reports.forms.letters import WORDS, OfficeLetterForm, words_of
from reports.models import OfficeLetter
from reports.views.desk import NONE_LATE, back, chosen_late, require_receiver

PER_PAGE = 30
NO_PDF = "Chưa có tệp PDF cho nội dung hiện tại. Hãy bấm “Tạo tệp PDF”."
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
    has_pdf = letter_jobs.printed(letter) is not None
    work = None if has_pdf else letter_jobs.printing(letter)
    # Only whoever ordered the work may ask for its progress.
    mine = work is not None and work.ordered_by_id == request.user.pk
    stored = from_dict(letter_paper.stored(letter))
    context = {
        "letter": letter,
        "count": len({line["commune"] for line in letter.lines}),
        # `to_html_part` escapes every word.
        "paper": mark_safe(to_html_part(stored)),  # noqa: S308
        "has_pdf": has_pdf,
        "work": work if mine and (not work.is_finished or work.failed) else None,
        "is_printing": work is not None and not work.is_finished,
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
    letter = _letter(request, pk)
    if not letter_jobs.order_pdf(letter, by=request.user).is_finished:
        messages.info(request, "Tệp PDF đang được tạo.")
    return redirect(letter)


def letter_pdf(request, pk):
    letter = _letter(request, pk)
    done = letter_jobs.printed(letter)
    if done is None:
        messages.error(request, NO_PDF)
        return redirect(letter)
    return file_response(done.result, name=letter_paper.file_name(letter, "pdf"), inline=True)


def letter_docx(request, pk):
    """The Word file, made at once, in a tenth of a second."""
    letter = _letter(request, pk)
    data = write_docx(from_dict(letter_paper.stored(letter)))
    return made_response(data, name=letter_paper.file_name(letter, "docx"))
