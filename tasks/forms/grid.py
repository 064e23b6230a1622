"""One row of the page on which a plan's items become tasks: its cells are words, as in a spreadsheet."""

from django import forms

from danvan.clock import today
from tasks.forms.fields import NO_TITLE, NOT_IN_UNIT, PAST, check_year
from tasks.names import RHYTHMS, day_written, rhythm_named

COLUMNS = (
    "title",
    "unit",
    "person",
    "due_on",
    "result",
    "partners",
    "rhythm",
    "target",
    "target_unit",
    "evidence",
)
NO_UNIT = "Hãy chọn một đơn vị."
NO_PERSON = "Hãy chọn một người của đơn vị."
STRANGE_UNIT = "Không có đơn vị nào tên “{words}”. Hãy chọn trong danh sách."
STRANGE_UNITS = "Chưa rõ đơn vị nào: {words}. Các đơn vị cách nhau bằng dấu chấm phẩy."
STRANGE_PERSON = "Không rõ “{words}” là ai. Hãy chọn trong danh sách."
STRANGE_DAY = "“{words}” không phải là ngày. Hãy ghi như 20/5/2027."
STRANGE_RHYTHM = "Không có chu kỳ “{words}”. Hãy chọn trong danh sách."
STRANGE_NUMBER = "“{words}” không phải là số. Hãy ghi số nguyên, ví dụ 2."
NO_FIRST_DUE = "Việc định kỳ cần hạn đầu tiên."
IS_LEAD = "{unit} đã là đơn vị chủ trì."
CHANGED = "Mục này vừa được giao trong lúc trang đang mở. Hãy xem lại trước khi giao thêm."


def words_of(values, names):
    """The cells as they are shown, from the values of an Offer."""
    unit, person, day = values["unit"], values["person"], values["due_on"]
    return {
        "title": values["title"],
        "unit": names.units.get(unit.pk, "") if unit else "",
        "person": names.people.get(person, "") if person else "",
        "due_on": f"{day:%d/%m/%Y}" if day else "",
        "result": values["result"],
        "partners": "; ".join(names.units[one.pk] for one in values["partners"]),
        "rhythm": RHYTHMS[values["rhythm"]],
        "target": str(values["target"] or ""),
        "target_unit": values["target_unit"],
        "evidence": "1" if values.get("evidence") else "",
    }


class RowForm(forms.Form):
    """What makes a row a task. Only a row that is taken is judged, so that the others may stay half filled.

    cleaned_data: title, result, target_unit (words), unit (Unit), person (Person), due_on (date or None), partners
    (list of Unit), rhythm (a Frequency, "" for once), target (int or None), evidence (bool).
    """

    title = forms.CharField(max_length=500, error_messages={"required": NO_TITLE})
    unit = forms.CharField(error_messages={"required": NO_UNIT})
    person = forms.CharField(error_messages={"required": NO_PERSON})
    due_on = forms.CharField(required=False)
    result = forms.CharField(max_length=300, required=False)
    partners = forms.CharField(required=False)
    rhythm = forms.CharField(required=False)
    target = forms.CharField(required=False)
    target_unit = forms.CharField(max_length=40, required=False)
    evidence = forms.BooleanField(required=False)

    def __init__(self, cells, *, names, year, is_given_meanwhile=False):
        super().__init__(cells)
        self.names, self.year, self.is_given_meanwhile = names, year, is_given_meanwhile

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_unit(self):
        words = self.cleaned_data["unit"]
        unit = self.names.unit(words)
        if unit is None:
            raise forms.ValidationError(STRANGE_UNIT.format(words=words))
        return unit

    def clean_person(self):
        words, unit = self.cleaned_data["person"], self.cleaned_data.get("unit")
        person = self.names.person(words, unit)
        if person is None:
            raise forms.ValidationError(STRANGE_PERSON.format(words=words))
        if unit and not self.names.staff.works_in(person, unit.pk):
            said = {"person": self.names.staff.people[person], "unit": unit}
            raise forms.ValidationError(NOT_IN_UNIT.format(**said))
        return self.names.staff.people[person]

    def clean_due_on(self):
        words = self.cleaned_data["due_on"]
        day = day_written(words, self.year) if words else None
        if words and day is None:
            raise forms.ValidationError(STRANGE_DAY.format(words=words))
        check_year(day)
        if day and day < today():
            raise forms.ValidationError(PAST)
        return day

    def clean_partners(self):
        units, strange = self.names.many_units(self.cleaned_data["partners"])
        if strange:
            raise forms.ValidationError(STRANGE_UNITS.format(words=", ".join(strange)))
        lead = self.cleaned_data.get("unit")
        if lead in units:
            raise forms.ValidationError(IS_LEAD.format(unit=lead))
        communes = [unit for unit in units if unit.is_commune]
        if communes:
            raise forms.ValidationError(f"{communes[0]} không phối hợp với đơn vị của mình.")
        return units

    def clean_rhythm(self):
        words = self.cleaned_data["rhythm"]
        rhythm = rhythm_named(words)
        if rhythm is None:
            raise forms.ValidationError(STRANGE_RHYTHM.format(words=words))
        return rhythm

    def clean_target(self):
        words = self.cleaned_data["target"].replace(".", "")
        if words and not (words.isascii() and words.isdigit() and 0 < int(words) <= 1_000_000):
            raise forms.ValidationError(STRANGE_NUMBER.format(words=self.cleaned_data["target"]))
        return int(words) if words else None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("rhythm") and "due_on" in cleaned and not cleaned["due_on"]:
            self.add_error("due_on", NO_FIRST_DUE)
        if self.is_given_meanwhile:
            raise forms.ValidationError(CHANGED)
        return cleaned
