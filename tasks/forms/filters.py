"""Filters of the tracking page."""

from django import forms

from plans.models import Plan
from tasks.models import Lateness, Task
from tasks.plan_choice import named, with_version_in_force


class FilterForm(forms.Form):
    """Filters of the tracking page. What cannot be understood is left out, never an error."""

    STATUSES = [("", "Mọi tình trạng"), ("open", "Đang thực hiện"), *Task.Status.choices]

    q = forms.CharField(label="Tìm", required=False)
    unit = forms.TypedChoiceField(label="Đơn vị chủ trì", required=False, coerce=int)
    person = forms.TypedChoiceField(label="Người chịu trách nhiệm", required=False, coerce=int)
    plan = forms.ModelChoiceField(
        label="Kế hoạch", queryset=Plan.objects.none(), required=False, empty_label="Mọi kế hoạch"
    )
    status = forms.ChoiceField(label="Tình trạng", choices=STATUSES, required=False)
    lateness = forms.ChoiceField(
        choices=[("", ""), *Lateness.choices], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, user, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "Mọi đơn vị"), *staff.unit_choices()[1:]]
        self.fields["person"].choices = [("", "Mọi người"), *staff.person_choices()[1:]]
        self.fields["plan"].queryset = Plan.objects.visible_to(user).of_commune().issued()
        self.fields["plan"].label_from_instance = named
        self.data = with_version_in_force(self.data, user)

    def filters(self):
        self.is_valid()
        return self.cleaned_data
