"""Asking for more time, and the answer."""

from django import forms

from danvan.clock import today
from tasks.forms.fields import (
    PAST,
    date_field,
)


class ExtensionForm(forms.Form):
    new_due_on = date_field("Hạn mới đề nghị")
    reason = forms.CharField(
        label="Lý do", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, task, **kwargs):
        super().__init__(*args, **kwargs)
        self.task = task

    def clean_new_due_on(self):
        day = self.cleaned_data["new_due_on"]
        if day < today():
            raise forms.ValidationError(PAST)
        if day <= self.task.due_on:
            raise forms.ValidationError(
                f"Hạn mới phải sau hạn hiện tại {self.task.due_on:%d/%m/%Y}."
            )
        return day


class DecisionForm(forms.Form):
    GRANT, REFUSE = "grant", "refuse"

    decision = forms.ChoiceField(
        label="Quyết định", choices=[(GRANT, "Đồng ý"), (REFUSE, "Không đồng ý")]
    )
    new_due_on = date_field("Gia hạn đến ngày", required=False)
    answer = forms.CharField(
        label="Ý kiến",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == self.REFUSE:
            if not cleaned.get("answer"):
                self.add_error("answer", "Hãy ghi lý do không đồng ý.")
        elif "new_due_on" in cleaned:
            day = cleaned["new_due_on"]
            if not day:
                self.add_error("new_due_on", "Hãy chọn ngày gia hạn đến.")
            elif day < today():
                self.add_error("new_due_on", PAST)
        return cleaned

    def granted_until(self):
        granted = self.cleaned_data["decision"] == self.GRANT
        return self.cleaned_data["new_due_on"] if granted else None
