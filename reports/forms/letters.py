"""The words of an office's letter to late communes."""

import uuid

from django import forms

from plans.models import SignatureForm
from plans.recipients import tidied

WORDS = (
    "subject",
    "opening",
    "request",
    "signature_form",
    "signer_name",
    "signer_post",
    "symbol",
    "recipients",
)
OF_OFFICE = (SignatureForm.HEAD, SignatureForm.DEPUTY)


def words_of(letter):
    """What the form begins with, of a letter that stands."""
    return {name: getattr(letter, name) for name in (*WORDS, "version")}


def lines(count):
    return forms.Textarea(attrs={"rows": count})


class OfficeLetterForm(forms.Form):
    subject = forms.CharField(label="Về việc (V/v)", max_length=300)
    opening = forms.CharField(label="Mở đầu", max_length=4000, widget=lines(5))
    request = forms.CharField(label="Nội dung đề nghị", max_length=4000, widget=lines(4))
    signature_form = forms.ChoiceField(
        label="Thẩm quyền ký", choices=[(form.value, form.label) for form in OF_OFFICE]
    )
    signer_post = forms.CharField(
        label="Chức vụ người ký", max_length=120, help_text="Ví dụ: Giám đốc, Phó Giám đốc."
    )
    signer_name = forms.CharField(label="Người ký", max_length=120, required=False)
    symbol = forms.CharField(
        label="Ký hiệu",
        max_length=30,
        required=False,
        help_text="Số để trống: cơ quan cấp số trong sổ văn bản đi của mình.",
    )
    recipients = forms.CharField(
        label="Nơi nhận",
        max_length=2000,
        required=False,
        widget=lines(3),
        help_text="Mỗi nơi nhận một dòng, không cần gạch đầu dòng.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subject"].error_messages["required"] = "Hãy ghi trích yếu của công văn."

    def clean_recipients(self):
        return tidied(self.cleaned_data["recipients"])

    def words(self):
        return {name: self.cleaned_data[name] for name in WORDS}
