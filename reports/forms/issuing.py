from django import forms

from danvan.clock import today
from records.register import next_number
from reports.forms.rounds import date_field


class IssueForm(forms.Form):
    number = forms.IntegerField(label="Số", min_value=1, max_value=99_999)
    issued_on = date_field("Ngày ban hành")

    def __init__(self, *args, report, **kwargs):
        commune = report.round.commune
        number = next_number(commune, report.symbol, today().year)
        super().__init__(*args, initial={"number": number, "issued_on": today()}, **kwargs)

    def clean_issued_on(self):
        day = self.cleaned_data["issued_on"]
        if day > today():
            raise forms.ValidationError("Ngày ban hành không được sau ngày hôm nay.")
        return day
