"""What is posted while the body of the commune's report is written."""

from django import forms

from reports.forms.writing import VersionForm
from reports.writing.merging import merged, settled

# A compiling may draft more than a person may type.
MOST_STORED = 120_000


class SectionForm(VersionForm):
    # The step of the report the form was opened on, so that who compiled since can be named.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label="Nội dung",
        required=False,
        max_length=60_000,
        help_text="Mỗi dòng một đoạn. Dòng bắt đầu bằng “-” là gạch đầu dòng, “+” là ý nhỏ bên dưới.",
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    # What stood there when the writing began: held against it, what somebody else saved meanwhile is put in.
    base = forms.CharField(
        required=False, strip=False, max_length=MOST_STORED, widget=forms.HiddenInput
    )

    def written_on(self):
        """The text the words were written on, None where the page did not say."""
        return self.cleaned_data["base"] if "base" in self.data else None


class MergeForm(SectionForm):
    """The own words, those of somebody who was quicker, and what is to become of each passage both changed."""

    theirs = forms.CharField(
        required=False, strip=False, max_length=MOST_STORED, widget=forms.HiddenInput
    )

    def decided(self):
        """The data of a SectionForm: the text that the answers give, written on the text read beside the own."""
        given = self.cleaned_data
        passages = merged(self.written_on(), given["text"], given["theirs"])
        answers = {
            number: (self.data.get(f"pick-{number}", ""), self.data.get(f"edit-{number}", ""))
            for number in range(len(passages))
        }
        data = self.data.copy()
        data["text"], data["base"] = settled(passages, answers), given["theirs"]
        return data


class LineForm(VersionForm):
    """A decision about one line: take what the data say now, or keep what stands."""

    key = forms.CharField(max_length=200)
    # The newer words as they were read; empty where the source of the line is gone.
    said = forms.CharField(required=False, strip=False, max_length=60_000)
    take = forms.TypedChoiceField(
        choices=[("1", "Cập nhật"), ("0", "Giữ")], coerce=lambda v: v == "1"
    )


class RestoreForm(VersionForm):
    """Which of the lines that were taken out come back."""

    def keys(self):
        return self.data.getlist("key")


class FigureForm(VersionForm):
    """A decision about one figure of the commune."""

    code = forms.SlugField(max_length=40)
    said = forms.DecimalField(required=False, max_digits=16, decimal_places=2)
    take = forms.TypedChoiceField(
        choices=[("1", "Cập nhật"), ("0", "Giữ")], coerce=lambda v: v == "1"
    )
