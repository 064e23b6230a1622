"""Rules of reminding."""

from django import forms


class RuleForm(forms.Form):
    is_active = forms.BooleanField(required=False)
    repeat_days = forms.IntegerField(required=False, min_value=1, max_value=30)
