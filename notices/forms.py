from datetime import timedelta

from django import forms

from calendars.calendar import habits_of
from danvan.clock import today
from notices import channels
from notices.models import NoticeSettings

LONGEST_AWAY = timedelta(days=366)


class NoticeSettingsForm(forms.ModelForm):
    """How one wishes to be told. Saving is for the view: the row may not be there yet."""

    class Meta:
        model = NoticeSettings
        fields = ["daily_mail", "at_once_mail", "channel", "mail_from", "quiet_until"]
        labels = {
            "daily_mail": "Gửi thư tổng hợp, mỗi ngày làm việc một thư",
            "at_once_mail": "Gửi thư báo ngay khi được giao việc mới",
            "mail_from": "Không gửi trước giờ",
            "quiet_until": "Không gửi thư trước ngày",
        }
        help_texts = {
            "daily_mail": "Việc sắp đến hạn, đến hạn, quá hạn và thông báo chưa đọc; việc gấp đứng đầu.",
            "at_once_mail": "Khoảng 5 phút sau khi giao. Bỏ chọn thì việc mới nằm trong thư tổng hợp.",
            "quiet_until": "Dùng khi đi vắng. Thông báo vẫn có đủ trong cổng.",
        }
        widgets = {
            "mail_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.habits = habits_of(user.home_unit)
        hours = f"{self.habits.opens:%H:%M} đến {self.habits.closes:%H:%M}"
        self.fields[
            "mail_from"
        ].help_text = f"Cơ quan gửi thư từ {hours} ngày làm việc. Để trống là theo giờ của cơ quan."
        if self.instance.quiet_until and self.instance.quiet_until <= today():
            self.initial["quiet_until"] = None
        self._offer_channels(channels.reaching(user))

    def _offer_channels(self, reaching):
        """With one way only there is nothing to choose."""
        if len(reaching) < 2:
            del self.fields["channel"]
            return
        choices = [(channel.name, channel.label) for channel in reaching]
        self.fields["channel"] = forms.ChoiceField(label="Gửi qua", choices=choices)
        known = [name for name, _ in choices]
        if self.instance.channel not in known:
            self.initial["channel"] = known[0]

    def clean_mail_from(self):
        wished = self.cleaned_data["mail_from"]
        if wished and wished >= self.habits.closes:
            raise forms.ValidationError(
                f"Cơ quan chỉ gửi thư đến {self.habits.closes:%H:%M}. Hãy chọn giờ sớm hơn."
            )
        return wished

    def clean_quiet_until(self):
        day = self.cleaned_data["quiet_until"]
        if day and day <= today():
            raise forms.ValidationError("Hãy chọn từ ngày mai trở đi, hoặc để trống.")
        if day and day > today() + LONGEST_AWAY:
            raise forms.ValidationError("Hãy chọn một ngày trong vòng một năm.")
        return day
