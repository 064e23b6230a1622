"""allauth's forms with Vietnamese labels. What they check and do is allauth's."""

from allauth.account import forms as allauth_forms
from django.contrib.auth import password_validation

LABEL = "Mật khẩu mới"
REPEATED = "Nhập lại mật khẩu mới"
NOT_THE_SAME = "Hai lần nhập mật khẩu chưa giống nhau. Hãy nhập lại."


def _name(field, label, help_text=""):
    field.label = label
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)


class _NewPassword:
    """Names the two fields of a new password and says in Vietnamese when they differ."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rules = password_validation.password_validators_help_text_html()
        _name(self.fields["password1"], LABEL, rules)
        _name(self.fields["password2"], REPEATED)

    def clean(self):
        cleaned = super().clean()
        if "password2" in self.errors and cleaned.get("password1"):
            self.errors["password2"] = self.error_class([NOT_THE_SAME])
        return cleaned


class SignInForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _name(self.fields["login"], "Tên đăng nhập hoặc thư điện tử")
        _name(self.fields["password"], "Mật khẩu")
        # A phone's keyboard would write "Binh".
        self.fields["login"].widget.attrs.update(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        )


class ChangePasswordForm(_NewPassword, allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _name(self.fields["oldpassword"], "Mật khẩu hiện tại")


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _name(self.fields["email"], "Thư điện tử")


class ResetPasswordKeyForm(_NewPassword, allauth_forms.ResetPasswordKeyForm):
    pass
