"""Progress with photos and files."""

import uuid

from django import forms

from records.files import EVIDENCE
from tasks.actions.moving import NO_EVIDENCE
from tasks.actions.progress import MOST_FILES
from tasks.forms.fields import (
    ManyFilesField,
    ManyFilesInput,
)
from tasks.models import Evidence


class ProgressForm(forms.Form):
    text = forms.CharField(
        label="Đã làm được gì",
        error_messages={"required": "Hãy viết vài dòng về việc đã làm."},
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # One input opens the camera of a phone, the other any file; the server treats them alike.
    photos = ManyFilesField(
        label="Chụp ảnh",
        required=False,
        widget=ManyFilesInput(
            attrs={"accept": "image/jpeg,image/png", "capture": "environment", "multiple": True}
        ),
    )
    files = ManyFilesField(
        label="Chọn ảnh hoặc tệp",
        required=False,
        help_text=f"Ảnh, PDF, Word, Excel; nhiều nhất {MOST_FILES} tệp, mỗi tệp không quá 10 MB.",
        widget=ManyFilesInput(
            attrs={"accept": ",".join(f".{kind}" for kind in EVIDENCE), "multiple": True}
        ),
    )
    percent = forms.IntegerField(
        label="Khối lượng đã làm (%)",
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, task, done=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.task, self.done = task, done

    def clean(self):
        cleaned = super().clean()
        files = self.all_files()
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                f"Đã chọn {len(files)} tệp. Mỗi lần báo gửi nhiều nhất {MOST_FILES} tệp."
            )
        if self.done and self.task.needs_evidence and not files and not self._has_evidence():
            raise forms.ValidationError(NO_EVIDENCE)
        return cleaned

    def all_files(self):
        return [*self.cleaned_data.get("photos", ()), *self.cleaned_data.get("files", ())]

    def _has_evidence(self):
        return Evidence.objects.filter(update__task=self.task, error="").exists()
