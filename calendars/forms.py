"""Own days of an office, and what it decided about dates and hours."""

from django import forms

from calendars.models import CalendarDay, OfficeHabits
from calendars.year import FIRST_YEAR, LAST_YEAR, days_that_differ

LONGEST_SPAN = 60
ENDS_BEFORE_IT_BEGINS = "Ngày cuối phải từ {first} trở đi. Hãy sửa một trong hai ngày."
TOO_LONG = "Khoảng này dài {days} ngày; mỗi lần ghi nhiều nhất 60 ngày. Hãy chia thành nhiều lần."
OUT_OF_YEARS = "Lịch chỉ có từ năm 2000 đến năm 2100. Hãy chọn ngày trong khoảng đó."
OFF_ANYHOW = "Những ngày này vốn đã là ngày nghỉ nên không phải ghi."
WORKED_ANYHOW = "Những ngày này vốn đã là ngày làm việc nên không phải ghi."
TWICE = "Ngày {day} đã có trong lịch riêng: {name}. Hãy bỏ dòng đó trong danh sách rồi ghi lại."
CLOSES_FIRST = "Giờ cuối phải sau giờ đầu. Hãy sửa một trong hai giờ."


def _said(day):
    return f"{day:%d/%m/%Y}"


class DaysForm(forms.Form):
    """One day or a span of days on which the office `home` differs. After validation `days` are those to be written,
    none where the same was written before (a second press)."""

    OFF, WORK = "nghi", "lam"

    kind = forms.ChoiceField(
        label="Loại ngày",
        choices=[(OFF, "Nghỉ (nghỉ bù, nghỉ riêng)"), (WORK, "Làm việc (làm bù, không nghỉ)")],
        widget=forms.RadioSelect,
        initial=OFF,
        error_messages={"required": "Hãy chọn nghỉ hay làm việc."},
    )
    first = forms.DateField(
        label="Từ ngày",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Hãy chọn ngày.", "invalid": "Hãy chọn một ngày có thật."},
    )
    last = forms.DateField(
        label="Đến hết ngày",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Để trống nếu chỉ có một ngày.",
        error_messages={"invalid": "Hãy chọn một ngày có thật."},
    )
    name = forms.CharField(
        label="Lý do",
        max_length=CalendarDay._meta.get_field("name").max_length,
        error_messages={
            "required": "Hãy ghi lý do, ví dụ: Nghỉ bù Quốc khánh, Làm bù, Lễ hội đình làng."
        },
    )

    def __init__(self, *args, home, **kwargs):
        super().__init__(*args, **kwargs)
        self.home, self.days = home, []

    @property
    def is_off(self):
        return self.cleaned_data["kind"] == self.OFF

    def clean_first(self):
        return self._in_years(self.cleaned_data["first"])

    def clean_last(self):
        return self._in_years(self.cleaned_data["last"])

    def _in_years(self, day):
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(OUT_OF_YEARS)
        return day

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        first = cleaned["first"]
        cleaned["last"] = last = cleaned["last"] or first
        length = (last - first).days + 1
        if length < 1:
            self.add_error("last", ENDS_BEFORE_IT_BEGINS.format(first=_said(first)))
        elif length > LONGEST_SPAN:
            self.add_error("last", TOO_LONG.format(days=length))
        else:
            self._find_days(first, last)
        return cleaned

    def _find_days(self, first, last):
        days = days_that_differ(first, last, is_off=self.is_off)
        standing = {
            row.day: row for row in self.home.calendar_days.filter(day__range=(first, last))
        }
        if list(standing) == days and days and all(map(self._says_this, standing.values())):
            return
        if standing:
            row = next(iter(standing.values()))
            self.add_error("first", TWICE.format(day=_said(row.day), name=row.name))
        elif not days:
            self.add_error("first", OFF_ANYHOW if self.is_off else WORKED_ANYHOW)
        self.days = days

    def _says_this(self, row):
        return (row.is_off, row.name) == (self.is_off, self.cleaned_data["name"])


class HabitsForm(forms.ModelForm):
    READINGS = [(False, "Hạn cuối là 19/5"), (True, "Hạn cuối là 20/5")]

    before_includes_day = forms.TypedChoiceField(
        label="Kế hoạch ghi “trước ngày 20/5”",
        choices=READINGS,
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn một cách tính."},
    )
    move_work = forms.BooleanField(required=False)

    class Meta:
        model = OfficeHabits
        fields = ["opens", "closes", "before_includes_day"]
        widgets = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            for name in ("opens", "closes")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in (("opens", "Gửi thư từ"), ("closes", "Đến")):
            self.fields[name].label = label
            self.fields[name].error_messages |= {
                "required": "Hãy ghi giờ.",
                "invalid": "Hãy ghi giờ và phút, ví dụ 07:30.",
            }

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", CLOSES_FIRST)
        return cleaned

    def _post_clean(self):
        """The row itself is written by the action; its constraint says what `clean` has said in better words."""

    def fields_to_save(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
