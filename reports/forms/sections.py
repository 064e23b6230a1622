"""What is posted while the body of the commune's report is written."""

from django import forms

from reports.forms.writing import VersionForm


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
