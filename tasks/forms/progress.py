"""Progress with photos and files."""

import uuid
from datetime import timedelta

from django import forms
from django.utils import timezone

from records.files import EVIDENCE
from tasks.actions.moving import NO_EVIDENCE
from tasks.actions.progress import MOST_FILES
from tasks.forms.fields import ManyFilesField, ManyFilesInput
from tasks.models import Evidence

LATE_ENOUGH = timedelta(minutes=2)
LONGEST_WAIT = timedelta(days=30)
MOST_AMOUNT = 999_999_999


class ProgressForm(forms.Form):
    text = forms.CharField(
        label="Đã làm được gì",
        error_messages={"required": "Hãy viết vài dòng về việc đã làm."},
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # Only where the task has a target: what can be counted is counted, and nobody guesses a percentage.
    amount = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_AMOUNT,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
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
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    # Seconds between the writing and the sending, by the device: its clock may be wrong, the difference is not.
    waited = forms.FloatField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, task, done=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.task, self.done = task, done
        if task.target:
            wanted = f"{task.target:02d} {task.target_unit}".rstrip()
            self.fields["amount"].label = f"Đã đạt bao nhiêu / {wanted} (tính từ đầu)"
        else:
            del self.fields["amount"]

    def clean(self):
        cleaned = super().clean()
        files = self.all_files()
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                f"Đã chọn {len(files)} tệp. Mỗi lần báo gửi nhiều nhất {MOST_FILES} tệp."
            )
        if self.done and self.task.needs_evidence and not files and not self.has_evidence():
            raise forms.ValidationError(NO_EVIDENCE)
        return cleaned

    def all_files(self):
        return [*self.cleaned_data.get("photos", ()), *self.cleaned_data.get("files", ())]

    def fields_of_update(self):
        """What `actions.add_progress` takes of this form, valid as it is."""
        return {
            "text": self.cleaned_data["text"],
            "amount": self.cleaned_data.get("amount"),
            "written_at": self._written_at(),
            "files": self.all_files(),
            "key": self.cleaned_data["key"],
            "done": self.done,
        }

    def _written_at(self):
        """The moment of writing where the update waited for a net; None where it came at once, or is past belief."""
        waited = self.cleaned_data.get("waited")
        if waited is None or not (
            LATE_ENOUGH.total_seconds() <= waited <= LONGEST_WAIT.total_seconds()
        ):
            return None
        return timezone.now() - timedelta(seconds=waited)

    def has_evidence(self):
        return Evidence.objects.filter(update__task=self.task, error="").exists()


class FileForm(forms.Form):
    """One photo or file that follows its update."""

    update = forms.UUIDField()
    key = forms.UUIDField()
    file = forms.FileField()
