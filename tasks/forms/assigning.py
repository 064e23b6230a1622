"""Making a task and changing it."""

import uuid

from django import forms
from django.db.models import Q

from accounts.models import Person, Unit
from danvan.clock import today
from plans.models import Plan
from tasks.forms.fields import (
    NO_TITLE,
    PAST,
    check_works_in,
    date_field,
)
from tasks.models import Task
from tasks.plan_choice import named


class StaffedForm(forms.ModelForm):
    """Chooses one lead unit and one person of it among the staff of the user's commune."""

    def __init__(self, *args, user, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.staff = user, staff
        units = Unit.objects.filter(pk__in=staff.units)
        people = Person.objects.filter(pk__in=staff.people)
        self.fields["lead_unit"].queryset = units
        self.fields["lead_unit"].label = "Đơn vị chủ trì"
        self.fields["responsible"].label = "Người chịu trách nhiệm"
        self.fields["lead_unit"].empty_label = "Chọn đơn vị"
        self.fields["lead_unit"].widget.attrs["data-unit"] = ""
        self.fields["responsible"].queryset = people
        self.fields["responsible"].empty_label = "Chọn người"
        self.fields["responsible"].widget.attrs["data-person"] = ""
        self.fields["lead_unit"].error_messages["required"] = "Hãy chọn một đơn vị."
        self.fields["responsible"].error_messages["required"] = "Hãy chọn một người của đơn vị."
        if "plan" in self.fields:
            self._offer_plans(user)

    def _offer_plans(self, user):
        # A task that still hangs on a version out of force must not lose its plan by being saved.
        offered = Q(status=Plan.Status.ISSUED) | Q(pk=self.instance.plan_id)
        self.fields["plan"].queryset = Plan.objects.visible_to(user).of_commune().filter(offered)
        self.fields["plan"].label_from_instance = named
        self.fields["plan"].label = "Thuộc kế hoạch"
        self.fields["plan"].empty_label = "Không thuộc kế hoạch nào"

    def clean(self):
        cleaned = super().clean()
        check_works_in(self, self.staff)
        return cleaned


class TaskForm(StaffedForm):
    due_on = date_field("hạn hoàn thành", required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Task
        fields = [
            "title",
            "lead_unit",
            "responsible",
            "due_on",
            "expected_result",
            "target",
            "target_unit",
            "coordinating_units",
            "plan",
            "detail",
            "needs_evidence",
        ]
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "detail": forms.Textarea(attrs={"rows": 3}),
            "coordinating_units": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = NO_TITLE
        self.fields["due_on"].label = "Hạn hoàn thành"
        self.fields["due_on"].help_text = "Để trống nếu chưa có hạn; khi đó không có nhắc việc."
        units = self.fields["lead_unit"].queryset
        self.fields["coordinating_units"].queryset = units.exclude(kind=Unit.Kind.COMMUNE)
        self.fields[
            "needs_evidence"
        ].help_text = "Người thực hiện phải gửi ít nhất một ảnh hoặc tệp."
        self.fields["target"].widget.attrs |= {"min": 1, "inputmode": "numeric"}
        self.fields[
            "target"
        ].help_text = "Chỉ ghi khi đếm được, ví dụ 2 mô hình; khi đó tiến độ tính theo phần trăm."
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day < today() and "due_on" in self.changed_data:
            raise forms.ValidationError(PAST)
        return day

    def clean(self):
        cleaned = super().clean()
        lead = cleaned.get("lead_unit")
        if lead and lead in (cleaned.get("coordinating_units") or ()):
            self.add_error("coordinating_units", f"{lead} đã là đơn vị chủ trì.")
        return cleaned

    def task_fields(self):
        """Fields of Task, without what belongs to the form and without the many-to-many."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"coordinating_units", "key", "version"}
        }
