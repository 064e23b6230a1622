"""Rules of reminding."""

import unicodedata

from django import forms

from tasks.models import ReminderRule
from tasks.reminders.words import PLACES, unknown_places

WHEN = (
    ("before", "Trước hạn"),
    ("on", "Vào ngày đến hạn"),
    ("after", "Sau khi quá hạn"),
    ("silent", "Lâu chưa cập nhật tiến độ"),
)
MOST_DAYS, MOST_REPEAT = 90, 60


class RuleForm(forms.ModelForm):
    # As read when the page was opened: two people at once, and one is told.
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    when = forms.ChoiceField(label="Khi nào", choices=WHEN)
    days = forms.IntegerField(
        label="Số ngày",
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text="Sau khi quá hạn tính ngày làm việc; các mốc khác tính ngày thường.",
        error_messages={
            "min_value": "Số ngày từ 1 trở lên.",
            "max_value": f"Số ngày nhiều nhất là {MOST_DAYS}.",
            "invalid": "Ghi số ngày bằng chữ số, ví dụ 3.",
        },
    )
    repeat_days = forms.IntegerField(
        label="Nhắc lại sau mỗi (ngày)",
        required=False,
        min_value=1,
        max_value=MOST_REPEAT,
        help_text="Chỉ dùng khi quá hạn hoặc lâu chưa cập nhật. Để trống: nhắc một lần.",
        error_messages={
            "min_value": "Khoảng nhắc lại từ 1 ngày trở lên.",
            "max_value": f"Khoảng nhắc lại nhiều nhất là {MOST_REPEAT} ngày.",
            "invalid": "Ghi số ngày bằng chữ số, ví dụ 3.",
        },
    )

    class Meta:
        model = ReminderRule
        fields = [
            "when",
            "days",
            "repeat_days",
            "to_responsible",
            "to_head",
            "to_coordinator",
            "to_leader",
            "wording",
        ]
        widgets = {"wording": forms.Textarea(attrs={"rows": 2, "maxlength": 200})}
        labels = {
            "wording": "Lời nhắc",
            "to_responsible": "Nhắc người chịu trách nhiệm",
            "to_head": "Nhắc trưởng đơn vị chủ trì",
            "to_coordinator": "Nhắc đầu mối dân vận của xã",
            "to_leader": "Nhắc lãnh đạo Ủy ban",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "wording"
        ].help_text = f"Để trống thì dùng lời của cổng. Các chỗ thay được: {', '.join(PLACES)}."
        if self.instance.pk:
            self.initial["version"] = self.instance.version
            self.initial["when"] = _when(self.instance)
            self.initial["days"] = abs(self.instance.days) or None

    def clean_wording(self):
        wording = " ".join(unicodedata.normalize("NFC", self.cleaned_data["wording"]).split())
        unknown = unknown_places(wording)
        if unknown:
            raise forms.ValidationError(
                f"Không có chỗ thay “{unknown[0]}” trong lời nhắc. Chỉ dùng {', '.join(PLACES)}."
            )
        return wording

    def clean(self):
        cleaned = super().clean()
        when, days = cleaned.get("when"), cleaned.get("days")
        if when and when != "on" and days is None and "days" not in self.errors:
            self.add_error("days", "Ghi số ngày cho mốc nhắc này, ví dụ 3.")
        if not any(cleaned.get(f"to_{who}") for who in ReminderRule.AUDIENCES):
            self.add_error("to_responsible", "Chọn ít nhất một người nhận lời nhắc.")
        if when in ("before", "on") and cleaned.get("repeat_days"):
            self.add_error(
                "repeat_days", "Nhắc trước hạn và trong ngày hạn chỉ một lần. Hãy để trống ô này."
            )
        return cleaned

    def rule_fields(self):
        """The fields of ReminderRule as the valid form has them."""
        cleaned = self.cleaned_data
        sign = {"before": 1, "on": 0, "after": -1, "silent": 1}[cleaned["when"]]
        names = [f"to_{who}" for who in ReminderRule.AUDIENCES]
        return {name: cleaned[name] for name in names} | {
            "kind": "silent" if cleaned["when"] == "silent" else "due",
            "days": sign * (cleaned["days"] or 0),
            "repeat_days": cleaned["repeat_days"],
            "wording": cleaned["wording"],
        }

    # The database holds "once per kind and day"; the action says it in words.
    def validate_unique(self):
        pass

    def validate_constraints(self):
        pass

    def _post_clean(self):
        # `days` has a sign in the row and none in the form: nothing is written into the instance here.
        pass


def _when(rule):
    if rule.kind == ReminderRule.Kind.SILENT:
        return "silent"
    if rule.days == 0:
        return "on"
    return "before" if rule.days > 0 else "after"
