"""Fields and sentences that several forms of tasks share."""

from django import forms

from records.files import EVIDENCE, FileRefused, check
from tasks.actions.progress import MOST_BYTES

NOT_IN_UNIT = "{person} không làm việc tại {unit}. Hãy chọn người của đơn vị chủ trì."
NO_TITLE = "Hãy ghi việc cần làm."
PAST = "Ngày này đã qua. Hãy chọn từ hôm nay trở đi."


FIRST_YEAR, LAST_YEAR = 2000, 2100
OUT_OF_YEARS = f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}. Hãy xem lại ngày."


def check_year(day):
    """Raises ValidationError for a date whose year was mistyped: calendars and charts end before it."""
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise forms.ValidationError(OUT_OF_YEARS)


def date_field(label, **options):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=[check_year], **options)


def check_works_in(form, staff):
    """Adds the error when the chosen person does not work in the chosen unit."""
    unit, person = form.cleaned_data.get("lead_unit"), form.cleaned_data.get("responsible")
    if unit and person and not staff.works_in(person.pk, unit.pk):
        form.add_error("responsible", NOT_IN_UNIT.format(person=person, unit=unit))


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
