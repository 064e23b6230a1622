"""Asking for more time, and the answer."""

from django import forms

from danvan.clock import today
from tasks.forms.fields import PAST, date_field

NOT_LATER = "Hạn mới phải sau hạn hiện tại {day:%d/%m/%Y}."


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
            raise forms.ValidationError(NOT_LATER.format(day=self.task.due_on))
        return day


class DecisionForm(forms.Form):
    """The answer to a request: the date asked for, another date, or none. Each is a button of its own."""

    GRANT, OTHER, REFUSE = "grant", "other", "refuse"

    decision = forms.ChoiceField(
        choices=[(GRANT, "Đồng ý"), (OTHER, "Cho ngày khác"), (REFUSE, "Không đồng ý")],
        widget=forms.HiddenInput,
    )
    granted_due_on = date_field("Ngày khác", required=False)
    answer = forms.CharField(
        label="Ý kiến",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, extension, **kwargs):
        super().__init__(*args, **kwargs)
        self.extension = extension

    def clean(self):
        cleaned = super().clean()
        decision = cleaned.get("decision")
        if decision == self.REFUSE and not cleaned.get("answer"):
            self.add_error("answer", "Hãy ghi lý do không đồng ý.")
        if decision == self.GRANT and self.extension.new_due_on < today():
            self.add_error(
                "granted_due_on", "Ngày đề nghị đã qua. Hãy chọn ngày khác rồi bấm “Cho ngày khác”."
            )
        if decision == self.OTHER and "granted_due_on" in cleaned:
            self._check_other(cleaned["granted_due_on"])
        return cleaned

    def _check_other(self, day):
        current = self.extension.task.due_on
        if not day:
            self.add_error("granted_due_on", "Hãy chọn ngày gia hạn đến.")
        elif day < today():
            self.add_error("granted_due_on", PAST)
        elif current and day <= current:
            self.add_error("granted_due_on", NOT_LATER.format(day=current))

    def granted_until(self):
        """The day until which time is given (date); None refuses."""
        return {
            self.GRANT: self.extension.new_due_on,
            self.OTHER: self.cleaned_data.get("granted_due_on"),
        }.get(self.cleaned_data["decision"])


class ResumeForm(forms.Form):
    """Going on after a pause, by a date that makes up for it."""

    due_on = date_field("Hạn hoàn thành", required=False)

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day < today():
            raise forms.ValidationError(PAST)
        return day
