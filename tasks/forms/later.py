""" "Nhắc tôi sau": one of the ready days, or a date."""

from django import forms

from danvan.clock import today
from tasks.snoozing import latest_day, ways

NO_CHOICE = "Chọn ngày nhắc lại, hoặc bấm một trong các nút có sẵn."
NOT_LATER = "Ngày nhắc lại phải sau hôm nay."
TOO_LATE_DUE = "Chỉ hoãn nhắc được đến ngày hạn {day:%d/%m/%Y}. Cần thêm thời gian thì xin gia hạn."
TOO_LATE = "Chỉ hoãn nhắc được đến ngày {day:%d/%m/%Y}. Chọn ngày sớm hơn."


class LaterForm(forms.Form):
    """`cleaned_data["until"]` is the day on which the reminder comes back: a working day where a button chose it."""

    way = forms.CharField(required=False, max_length=20)
    until = forms.DateField(
        required=False,
        error_messages={"invalid": "Ghi ngày nhắc lại theo dạng 25/12/2026."},
    )

    def __init__(self, *args, task, calendar, **kwargs):
        super().__init__(*args, **kwargs)
        self.task, self.calendar = task, calendar

    def clean(self):
        cleaned, day = super().clean(), today()
        way = cleaned.get("way")
        if way:
            open_ways = {each.name: each.until for each in ways(self.task, self.calendar, day)}
            if way not in open_ways:
                raise forms.ValidationError(self._too_late(day))
            cleaned["until"] = open_ways[way]
        elif "until" not in self.errors:
            self._check(cleaned.get("until"), day)
        return cleaned

    def _check(self, until, day):
        if until is None:
            raise forms.ValidationError(NO_CHOICE)
        if until <= day:
            raise forms.ValidationError(NOT_LATER)
        if until > latest_day(self.task, day):
            raise forms.ValidationError(self._too_late(day))

    def _too_late(self, day):
        ahead = self.task.due_on is not None and self.task.due_on > day
        return (TOO_LATE_DUE if ahead else TOO_LATE).format(day=latest_day(self.task, day))

    def sentence(self):
        """What is wrong, as one sentence."""
        return next(error for errors in self.errors.values() for error in errors)
