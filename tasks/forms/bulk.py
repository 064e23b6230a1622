"""What a bulk act asks before it is done."""

from django import forms

from accounts.models import Person
from danvan.clock import today
from tasks.forms.fields import PAST, date_field


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Lý do",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Hãy ghi lý do; lý do được ghi vào lịch sử từng nhiệm vụ."},
    )


class DueForm(ReasonForm):
    due_on = date_field(
        "Hạn mới", error_messages={"required": "Hãy chọn hạn mới.", "invalid": "Hãy chọn một ngày."}
    )
    field_order = ("due_on", "reason")

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < today():
            raise forms.ValidationError(PAST)
        return day

    def changes(self):
        return {"due_on": self.cleaned_data["due_on"]}


class PersonForm(ReasonForm):
    """Only people of the lead units of the chosen tasks can be chosen."""

    responsible = forms.ModelChoiceField(
        label="Người chịu trách nhiệm mới",
        queryset=Person.objects.none(),
        empty_label="Chọn người",
        error_messages={"required": "Hãy chọn một người của đơn vị chủ trì."},
    )
    field_order = ("responsible", "reason")

    def __init__(self, *args, staff, units, **kwargs):
        super().__init__(*args, **kwargs)
        people = {pk for unit in units for pk in staff.of_unit.get(unit, ())}
        self.fields["responsible"].queryset = Person.objects.filter(pk__in=people)

    def changes(self):
        return {"responsible": self.cleaned_data["responsible"]}
