from django import forms

from danvan.clock import today
from records.files import FileRefused, check
from records.signed_copies import KINDS, require_whole
from reports.forms.rounds import date_field
from reports.models import Submission
from reports.rounds.dates import FIRST_YEAR, LAST_YEAR, NO_YEAR

WAYS = [choice for choice in Submission.Way.choices if choice[0] != Submission.Way.PORTAL]


def _of_our_time(day):
    if day.year < FIRST_YEAR:
        raise forms.ValidationError("Năm không hợp lý. Kiểm tra lại năm của ngày này.")
    return day


class ReturnForm(forms.Form):
    """By when an office wants to have again what it returns."""

    resubmit_by = date_field(
        "Hạn nộp lại",
        required=False,
        help_text="Nộp đến hết ngày này là đúng hạn. Để trống: không đặt hạn mới.",
    )

    def clean_resubmit_by(self):
        day = self.cleaned_data["resubmit_by"]
        if day and day < today():
            raise forms.ValidationError(
                f"Ngày {day:%d/%m/%Y} đã qua. Chọn từ hôm nay trở đi, hoặc để trống."
            )
        if day and day.year > LAST_YEAR:
            raise forms.ValidationError(NO_YEAR.format(f"{day:%d/%m/%Y}"))
        return day


class OtherWayForm(forms.Form):
    """How, under which number and when a report went past the portal."""

    way = forms.ChoiceField(label="Đã nộp qua", choices=WAYS)
    other_code = forms.CharField(
        label="Số, ký hiệu", max_length=60, help_text="Như trên văn bản, ví dụ 45/BC-UBND."
    )
    other_date = date_field("Ngày văn bản")
    sent_on = date_field("Ngày gửi")
    signed_by = forms.CharField(label="Người ký", max_length=120, required=False)
    scan = forms.FileField(
        label="Bản ký số hoặc bản quét",
        required=False,
        help_text="Không bắt buộc. Tệp PDF, JPG hoặc PNG, nhiều nhất 20 MB. Không đính văn bản mật.",
    )
    # The last step of the page that was read: what somebody else corrected meanwhile is not overwritten.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_scan(self):
        scan = self.cleaned_data["scan"]
        if scan:
            try:
                check(scan, KINDS)
                require_whole(scan)
            except FileRefused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return scan

    def clean_sent_on(self):
        day = self.cleaned_data["sent_on"]
        if day > today():
            raise forms.ValidationError("Ngày gửi không được sau ngày hôm nay.")
        return _of_our_time(day)

    def clean_other_date(self):
        return _of_our_time(self.cleaned_data["other_date"])

    def clean(self):
        cleaned = super().clean()
        written, sent = cleaned.get("other_date"), cleaned.get("sent_on")
        if written and sent and written > sent:
            self.add_error("other_date", "Ngày văn bản không được sau ngày gửi.")
        return cleaned

    def fields_noted(self):
        """What `reports.actions.other_way` takes."""
        names = ("way", "other_code", "other_date", "sent_on", "signed_by")
        return {name: self.cleaned_data[name] for name in names}
