"""Forms of tasks: they clean and narrow; actions do the rest."""

import uuid

from django import forms
from django.db.models import Q

from accounts.models import Person, Unit
from danvan.clock import today
from plans.models import Plan
from records.files import EVIDENCE, FileRefused, check
from tasks.actions.moving import NO_EVIDENCE
from tasks.actions.progress import MOST_BYTES, MOST_FILES
from tasks.models import Evidence, Lateness, Task, TaskSeries
from tasks.plan_choice import named, with_version_in_force

NOT_IN_UNIT = "{person} không làm việc tại {unit}. Hãy chọn người của đơn vị chủ trì."
NO_TITLE = "Hãy ghi việc cần làm."
PAST = "Ngày này đã qua. Hãy chọn từ hôm nay trở đi."


def date_field(label, **options):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def check_works_in(form, staff):
    """Adds the error when the chosen person does not work in the chosen unit."""
    unit, person = form.cleaned_data.get("lead_unit"), form.cleaned_data.get("responsible")
    if unit and person and not staff.works_in(person.pk, unit.pk):
        form.add_error("responsible", NOT_IN_UNIT.format(person=person, unit=unit))


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


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A list of uploaded files, each judged by the allow list."""

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data] if data else []
        kept = []
        for file in files:
            try:
                check(file, EVIDENCE, MOST_BYTES)
            except FileRefused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
            kept.append(file)
        return kept


class ProgressForm(forms.Form):
    text = forms.CharField(
        label="Đã làm được gì",
        error_messages={"required": "Hãy viết vài dòng về việc đã làm."},
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # One input opens the camera of a phone, the other any file; the server treats them alike.
    photos = ManyFilesField(
        label="Chụp ảnh",
        required=False,
        widget=ManyFilesInput(
            attrs={"accept": "image/jpeg,image/png", "capture": "environment", "multiple": True}
        ),
    )
    files = ManyFilesField(
        label="Chọn ảnh hoặc tệp",
        required=False,
        help_text=f"Ảnh, PDF, Word, Excel; nhiều nhất {MOST_FILES} tệp, mỗi tệp không quá 10 MB.",
        widget=ManyFilesInput(
            attrs={"accept": ",".join(f".{kind}" for kind in EVIDENCE), "multiple": True}
        ),
    )
    percent = forms.IntegerField(
        label="Khối lượng đã làm (%)",
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, task, done=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.task, self.done = task, done

    def clean(self):
        cleaned = super().clean()
        files = self.all_files()
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                f"Đã chọn {len(files)} tệp. Mỗi lần báo gửi nhiều nhất {MOST_FILES} tệp."
            )
        if self.done and self.task.needs_evidence and not files and not self._has_evidence():
            raise forms.ValidationError(NO_EVIDENCE)
        return cleaned

    def all_files(self):
        return [*self.cleaned_data.get("photos", ()), *self.cleaned_data.get("files", ())]

    def _has_evidence(self):
        return Evidence.objects.filter(update__task=self.task, error="").exists()


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


class RuleForm(forms.Form):
    is_active = forms.BooleanField(required=False)
    repeat_days = forms.IntegerField(required=False, min_value=1, max_value=30)
