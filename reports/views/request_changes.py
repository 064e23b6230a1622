"""Changing a request that is out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from danvan.workflow import MoveRefused
from records.files import FileRefused
from reports import rules
from reports.actions import request_changes as actions
from reports.actions.requests import RequestExists
from reports.actions.templates import OutlineGone
from reports.forms.request_changes import RequestChangeForm
from reports.forms.requests import names_a_stranger
from reports.rounds.dates import BadDates
from reports.views.requests import requests_of

WITHDRAWN = "Yêu cầu này đã rút nên không sửa được nữa. Cần báo cáo thì gửi yêu cầu mới."
UNCHANGED = "Không có gì thay đổi so với nội dung đang lưu."
DONE = "Đã lưu thay đổi. Các xã liên quan được báo; trang này ghi lại thay đổi ở mục Lịch sử."


def request_edit(request, pk):
    asked = _asked(request, pk)
    if asked.withdrawn_at:
        messages.error(request, WITHDRAWN)
        return redirect(asked)
    form = _form(request, asked)
    if form.is_valid():
        if form.others:
            messages.info(request, UNCHANGED)
            return redirect(asked)
        try:
            change = _change(request, asked, form)
            messages.success(request, DONE if change else UNCHANGED)
            return redirect(asked)
        except actions.StaleRequest:
            # Somebody was quicker by a moment: the form is read again beside what is stored now.
            asked = _asked(request, pk)
            if asked.withdrawn_at:
                messages.error(request, WITHDRAWN)
                return redirect(asked)
            form = _form(request, asked)
            form.is_valid()
        except (BadDates, FileRefused, RequestExists, MoveRefused, OutlineGone) as refusal:
            form.add_error(None, str(refusal))
    if form.is_bound and names_a_stranger(form):
        raise Http404
    status = 422 if form.is_bound else 200
    return render(
        request, "reports/request_edit.html", {"asked": asked, "form": form}, status=status
    )


def _asked(request, pk):
    asked = get_object_or_404(
        requests_of(request).select_related("template", "indicator_set"), pk=pk
    )
    if not rules.asks(request.user, asked):
        raise PermissionDenied
    return asked


def _form(request, asked):
    return RequestChangeForm(
        request.POST or None, request.FILES or None, asked=asked, user=request.user
    )


def _change(request, asked, form):
    given = form.cleaned_data
    return actions.change_request(
        asked, form.fields_changed(), version=given["version"], by=request.user,
        add=form.added, drop=form.dropped, reason=given["reason"],
        files=given["files"], drop_files=given["drop_files"],
    )  # fmt: skip
