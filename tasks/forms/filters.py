"""Filters of the tracking page, the board, the calendar: all of them stand in the address."""

from django import forms
from django.http import QueryDict

from danvan.asked import number
from plans.models import Plan
from tasks.forms.fields import date_field
from tasks.models import Lateness, Outcome, Task
from tasks.plan_choice import named, with_version_in_force
from tasks.sections import sections_of

SORTS = ("title", "unit", "person", "due", "status", "updated")
GROUPS = {
    "unit": "Đơn vị",
    "person": "Người",
    "section": "Mục của kế hoạch",
    "status": "Tình trạng",
    "lateness": "Thời hạn",
}
# What the address says of the view and not of the tasks in it.
OF_THE_VIEW = ("sort", "by")


class IdChoice(forms.TypedChoiceField):
    """Any number: a unit since closed and a person who left still have tasks; a stranger's find none."""

    def valid_value(self, value):
        return number(str(value)) is not None


class FilterForm(forms.Form):
    """Filters of the tracking page. What cannot be understood is left out, never an error."""

    STATUSES = [("", "Mọi tình trạng"), ("open", "Đang thực hiện"), *Task.Status.choices]

    q = forms.CharField(label="Tìm", required=False, max_length=200)
    unit = IdChoice(label="Đơn vị chủ trì", required=False, coerce=int)
    person = IdChoice(label="Người chịu trách nhiệm", required=False, coerce=int)
    status = forms.ChoiceField(label="Tình trạng", choices=STATUSES, required=False)
    plan = forms.ModelChoiceField(
        label="Kế hoạch", queryset=Plan.objects.none(), required=False, empty_label="Mọi kế hoạch"
    )
    section = forms.CharField(label="Mục của kế hoạch", required=False)
    lateness = forms.ChoiceField(
        label="Thời hạn", choices=[("", "Mọi thời hạn"), *Lateness.choices], required=False
    )
    outcome = forms.ChoiceField(
        label="Kết quả", choices=[("", "Mọi kết quả"), *Outcome.choices], required=False
    )
    due_from = date_field("Hạn từ ngày", required=False)
    due_to = date_field("Đến hết ngày", required=False)
    silent = forms.IntegerField(
        label="Chưa cập nhật (ngày)", min_value=1, max_value=999, required=False
    )
    sort = forms.ChoiceField(
        choices=[(way, way) for name in SORTS for way in (name, f"-{name}")], required=False
    )
    by = forms.ChoiceField(choices=GROUPS.items(), required=False)

    def __init__(self, *args, user, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["unit"].choices = [("", "Mọi đơn vị"), *staff.unit_choices()[1:]]
        self.fields["person"].choices = [("", "Mọi người"), *staff.person_choices()[1:]]
        self.fields["plan"].queryset = Plan.objects.visible_to(user).of_commune().issued()
        self.fields["plan"].label_from_instance = named
        self.data = with_version_in_force(self.data, user)
        self.sections = []
        self._filters = None

    def filters(self):
        """name → what is asked for, empty where nothing is. `section` is a Section of the chosen plan."""
        if self._filters is None:
            self.is_valid()
            self._filters = {name: self.cleaned_data.get(name) for name in self.fields}
            self._choose_section()
            self._name_those_who_left()
        return self._filters

    def _choose_section(self):
        asked, plan = self._filters["section"], self._filters["plan"]
        # A row without any section of the chosen plan has none to be asked for.
        self.sections = sections_of(plan, self.user) if plan else []
        self._filters["section"] = next((one for one in self.sections if one.key == asked), None)

    def _name_those_who_left(self):
        for name, field, words in (
            ("unit", "lead_unit", "lead_unit__short_name"),
            ("person", "responsible", "responsible__full_name"),
        ):
            asked, known = self._filters[name], self.fields[name].choices
            if asked and asked not in {value for value, _ in known}:
                rows = Task.objects.visible_to(self.user).filter(**{field: asked})
                said = rows.order_by().values_list(words, flat=True).first()
                self.fields[name].choices = [*known, (asked, said or "Không có trong xã")]

    @property
    def is_filtered(self):
        return any(value for name, value in self.filters().items() if name not in OF_THE_VIEW)

    def said(self):
        """[(name of the field, "Tình trạng: Đang thực hiện")] of every filter that is set."""
        return [
            (name, f"{self._label(name)}: {self._words(name, value)}")
            for name, value in self.filters().items()
            if value and name not in OF_THE_VIEW
        ]

    def _label(self, name):
        return "Từ" if name == "q" else self.fields[name].label

    def _words(self, name, value):
        if name == "plan":
            return value.code
        if name == "section":
            return value.label
        if name in {"due_from", "due_to"}:
            return f"{value:%d/%m/%Y}"
        if name == "silent":
            return f"{value} ngày trở lên"
        choices = getattr(self.fields[name], "choices", ())
        return dict(choices).get(value, value)


def kept_query(words):
    """The filters in a query string and nothing else, in one order; for a saved filter and for the way back."""
    asked = QueryDict(words[:2000])
    kept = QueryDict(mutable=True)
    for name in FilterForm.base_fields:
        if asked.get(name):
            kept[name] = asked[name][:200]
    return kept.urlencode()
