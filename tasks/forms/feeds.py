"""Making a calendar address."""

import uuid

from django import forms

from tasks.models import CalendarFeed
from tasks.rules import may_track


class FeedForm(forms.Form):
    scope = forms.ChoiceField(
        label="Nội dung", choices=CalendarFeed.Scope.choices, widget=forms.RadioSelect
    )
    alarms = forms.BooleanField(label="Kèm nhắc trước một ngày", required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        kwargs.setdefault("initial", {"scope": CalendarFeed.Scope.MINE, "key": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        if not may_track(user):
            self.fields["scope"].choices = [(CalendarFeed.Scope.MINE.value, "Việc của tôi")]
