"""Recurring duties."""

import uuid

from django import forms

from accounts.models import Unit
from danvan.clock import today
from tasks.forms.assigning import StaffedForm
from tasks.forms.fields import (
    NO_TITLE,
    PAST,
    date_field,
)
from tasks.models import TaskSeries

CONTINUOUS = TaskSeries.Frequency.CONTINUOUS


class RecurringForm(StaffedForm):
    """What a series hands on to its tasks: shared by setting one up and by changing it."""

    last_due_on = date_field("Lặp lại đến ngày")

    class Meta:
        model = TaskSeries
        fields = ["title", "lead_unit", "responsible", "coordinating_units", "expected_result"]
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "detail": forms.Textarea(attrs={"rows": 3}),
            "coordinating_units": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = NO_TITLE
        units = self.fields["lead_unit"].queryset
        self.fields["coordinating_units"].queryset = units.exclude(kind=Unit.Kind.COMMUNE)
        evidence = "Người thực hiện phải gửi ít nhất một ảnh hoặc tệp."
        self.fields["needs_evidence"].help_text = evidence

    def clean(self):
        cleaned = super().clean()
        lead = cleaned.get("lead_unit")
        if lead and lead in (cleaned.get("coordinating_units") or ()):
            self.add_error("coordinating_units", f"{lead} đã là đơn vị chủ trì.")
        first = cleaned.get("first_due_on") or self.instance.first_due_on
        last = cleaned.get("last_due_on")
        if first and last and last < first:
            self.add_error("last_due_on", "Ngày cuối cùng phải từ hạn đầu tiên trở đi.")
        return cleaned

    def series_fields(self):
        """Fields of TaskSeries, without what belongs to the form and without the many-to-many."""
        beside = {"coordinating_units", "version", "open_too"}
        return {name: value for name, value in self.cleaned_data.items() if name not in beside}


class SeriesForm(RecurringForm):
    first_due_on = date_field("Hạn đầu tiên")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta(RecurringForm.Meta):
        fields = [
            "title",
            "lead_unit",
            "responsible",
            "frequency",
            "check_in_months",
            "first_due_on",
            "last_due_on",
            "expected_result",
            "plan",
            "coordinating_units",
            "detail",
            "needs_evidence",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = TaskSeries.Frequency.choices
        self.fields["frequency"].choices = [("", "Chọn chu kỳ"), *choices]
        months = self.fields["check_in_months"]
        months.help_text = "Chỉ cho việc thường xuyên: mấy tháng báo tình hình một lần."
        months.widget.attrs |= {"min": 1, "max": 12, "inputmode": "numeric"}
        self.fields["last_due_on"].help_text = "Thường là ngày cuối năm của kế hoạch."

    def clean_first_due_on(self):
        day = self.cleaned_data["first_due_on"]
        if day < today():
            raise forms.ValidationError(PAST)
        return day

    def clean(self):
        cleaned = super().clean()
        months = cleaned.get("check_in_months")
        if cleaned.get("frequency") != CONTINUOUS:
            cleaned["check_in_months"] = None
        elif not months or months > 12:
            said = "Việc thường xuyên: hãy ghi từ 1 đến 12 tháng báo tình hình một lần."
            self.add_error("check_in_months", said)
        return cleaned


class SeriesEditForm(RecurringForm):
    """A running series. When it comes is not changed here: for another rhythm it is stopped and a new one set up."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    open_too = forms.BooleanField(
        label="Áp dụng cả cho nhiệm vụ đã giao, chưa xong",
        help_text="Nhiệm vụ đã được sửa riêng thì giữ phần sửa riêng.",
        required=False,
    )

    class Meta(RecurringForm.Meta):
        fields = [
            "title",
            "lead_unit",
            "responsible",
            "last_due_on",
            "expected_result",
            "coordinating_units",
            "detail",
            "needs_evidence",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
