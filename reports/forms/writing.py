from django import forms

from plans.recipients import tidied
from plans.signing import choices_of, possible_signers
from reports.models import AppendixKind, Report


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class BasicsForm(forms.ModelForm):
    """The parts of the document around its body."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    appendices = forms.MultipleChoiceField(
        label="Phụ lục kèm theo",
        choices=AppendixKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Phụ lục không có dòng nào thì không in.",
    )

    class Meta:
        model = Report
        fields = [
            "title",
            "addressees",
            "opening",
            "closing",
            "recipients",
            "place",
            "signature_form",
            "signer",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in {"addressees": 2, "opening": 4, "closing": 3, "recipients": 4}.items()
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        left_out = self.instance.left_out
        self.initial["appendices"] = [kind for kind in AppendixKind.values if kind not in left_out]
        signer = self.fields["signer"]
        signer.queryset = possible_signers(user.commune)
        signer.empty_label = "Người duyệt báo cáo"
        self.fields["signature_form"].choices = choices_of(
            user.commune, self.instance.signature_form
        )

    def clean_recipients(self):
        return tidied(self.cleaned_data["recipients"])

    def values(self):
        """Field name → value, with the signer's name as it will be printed."""
        given = {name: self.cleaned_data[name] for name in self.Meta.fields}
        signer = given["signer"]
        chosen = self.cleaned_data["appendices"]
        left_out = [kind for kind in AppendixKind.values if kind not in chosen]
        name = signer.full_name if signer else ""
        return {**given, "left_out": left_out, "signer_name": name}
