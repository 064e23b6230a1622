"""What the clerk writes by hand in the outgoing register."""

from django import forms

from accounts.forms.pieces import date_box, two_columns
from danvan.clock import today
from records.models import RegisterEntry

NOTED = ("copies", "sent_on", "keeper", "receipt", "note")
LATER = "Ngày này ở sau hôm nay. Hãy chọn lại."


class NotedForm(forms.ModelForm):
    """The columns that are filled once the paper has left."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = RegisterEntry
        fields = NOTED
        widgets = {"sent_on": date_box()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        self.helper = two_columns(self, ["copies", "sent_on"], ["keeper", "receipt"], ["note"])

    def clean_sent_on(self):
        day = self.cleaned_data["sent_on"]
        if day and day < self.instance.issued_on:
            raise forms.ValidationError("Ngày chuyển phải từ ngày ban hành trở đi.")
        return _not_later(day)

    def fields_to_save(self):
        return {name: self.cleaned_data[name] for name in NOTED}


class VoidForm(forms.Form):
    reason = forms.CharField(
        label="Lý do hủy số",
        max_length=300,
        error_messages={"required": "Hãy ghi lý do hủy số."},
    )


class OutsideForm(forms.ModelForm):
    """A document that was issued outside the portal, or a number that was passed over."""

    class Meta:
        model = RegisterEntry
        fields = (
            "number",
            "symbol",
            "issued_on",
            "subject",
            "signer",
            "recipients",
            *NOTED,
            "void_reason",
        )
        widgets = {
            "issued_on": date_box(),
            "sent_on": date_box(),
            "recipients": forms.Textarea(attrs={"rows": 3}),
            "subject": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "symbol": "Ví dụ UBND-VP với công văn, KH-UBND với kế hoạch.",
            "subject": "Ví dụ: Công văn về việc mời họp giao ban.",
            "recipients": "Mỗi nơi nhận một dòng.",
            "void_reason": "Chỉ ghi khi số này bị bỏ, không dùng cho văn bản nào.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].min_value = 1
        self.fields["number"].widget.attrs["min"] = 1
        self.fields["signer"].required = False
        self.helper = two_columns(
            self, ["number", "symbol"], ["issued_on", "signer"], ["subject"], ["recipients"], ["copies", "sent_on"],
            ["keeper", "receipt"], ["note"], ["void_reason"],
        )  # fmt: skip

    def clean_number(self):
        if not 1 <= self.cleaned_data["number"] <= 99999:
            raise forms.ValidationError("Số văn bản từ 1 đến 99999.")
        return self.cleaned_data["number"]

    def clean_symbol(self):
        return "".join(self.cleaned_data["symbol"].split())

    def clean_issued_on(self):
        return _not_later(self.cleaned_data["issued_on"])

    def clean(self):
        told = super().clean()
        if not told.get("void_reason") and not told.get("signer"):
            self.add_error("signer", "Hãy ghi người ký.")
        days = told.get("issued_on"), told.get("sent_on")
        if all(days) and days[1] < days[0]:
            self.add_error("sent_on", "Ngày chuyển phải từ ngày ban hành trở đi.")
        return told


def _not_later(day):
    if day and day > today():
        raise forms.ValidationError(LATER)
    return day
