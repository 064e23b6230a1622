"""Recurring duties."""

import uuid

from django import forms

from danvan.clock import today
from tasks.forms.assigning import StaffedForm
from tasks.forms.fields import (
    NO_TITLE,
    PAST,
    date_field,
)
from tasks.models import TaskSeries


class SeriesForm(StaffedForm):
    first_due_on = date_field("Hạn đầu tiên")
    last_due_on = date_field("Lặp lại đến ngày")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = TaskSeries
        fields = [
            "title",
            "lead_unit",
            "responsible",
            "frequency",
            "first_due_on",
            "last_due_on",
            "expected_result",
            "plan",
        ]
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = NO_TITLE
        choices = TaskSeries.Frequency.choices
        self.fields["frequency"].choices = [("", "Chọn chu kỳ"), *choices]

    def clean_first_due_on(self):
        day = self.cleaned_data["first_due_on"]
        if day < today():
            raise forms.ValidationError(PAST)
        return day

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_due_on"), cleaned.get("last_due_on")
        if first and last and last < first:
            self.add_error("last_due_on", "Ngày cuối cùng phải từ hạn đầu tiên trở đi.")
        return cleaned
