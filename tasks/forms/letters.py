"""The words of a letter, and its number."""

import uuid

from django import forms

from danvan.clock import today
from plans.recipients import tidied
from plans.signing import choices_of, signers_of
from records.register import next_number
from tasks.forms.fields import PAST, date_field

WORDS = (
    "subject", "opening", "request", "reply_by", "signature_form", "symbol", "recipients",
)  # fmt: skip


def words_of(letter):
    """What the form begins with, of a letter that stands."""
    return {name: getattr(letter, name) for name in (*WORDS, "signer_name", "version")}


class LetterForm(forms.Form):
    subject = forms.CharField(label="Về việc (V/v)", max_length=300)
    opening = forms.CharField(label="Mở đầu", widget=forms.Textarea(attrs={"rows": 5}))
    request = forms.CharField(label="Nội dung đề nghị", widget=forms.Textarea(attrs={"rows": 4}))
    reply_by = date_field("Trả lời chậm nhất ngày", required=False)
    signer_name = forms.ChoiceField(label="Người ký", required=False)
    signature_form = forms.ChoiceField(label="Thẩm quyền ký")
    symbol = forms.CharField(label="Ký hiệu", max_length=30)
    recipients = forms.CharField(
        label="Nơi nhận",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi nơi nhận một dòng, không cần gạch đầu dòng.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, commune, **kwargs):
        super().__init__(*args, **kwargs)
        self.posts = {one.name: one.post for one in signers_of(commune)}
        names = list(self.posts)
        written = self.initial.get("signer_name")
        # Who has left since stays readable in a draft, until somebody else is chosen.
        names += [written] if written and written not in names else []
        labels = [(name, ", ".join(filter(None, (name, self.posts.get(name))))) for name in names]
        self.fields["signer_name"].choices = [("", "Chưa chọn người ký"), *labels]
        now = self.initial.get("signature_form", "")
        self.fields["signature_form"].choices = choices_of(commune, now)
        self.fields["subject"].error_messages["required"] = "Hãy ghi trích yếu của công văn."

    def clean_reply_by(self):
        day = self.cleaned_data["reply_by"]
        if day and day < today():
            raise forms.ValidationError(PAST)
        return day

    def clean_recipients(self):
        return tidied(self.cleaned_data["recipients"])

    def fields_of_letter(self):
        written = {name: self.cleaned_data[name] for name in WORDS}
        name = self.cleaned_data["signer_name"]
        post = self.posts.get(name, "")
        if name and name == self.initial.get("signer_name"):
            post = post or self.initial.get("signer_post", "")
        return written | {"signer_name": name, "signer_post": post}


class NumberForm(forms.Form):
    number = forms.IntegerField(label="Số", min_value=1, max_value=99_999)
    issued_on = date_field("Ngày ban hành")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, letter, **kwargs):
        offered = {
            "number": next_number(letter.commune, letter.symbol, today().year),
            "issued_on": today(),
            "version": letter.version,
        }
        super().__init__(*args, initial=offered, **kwargs)
        self.letter = letter

    def clean_issued_on(self):
        day = self.cleaned_data["issued_on"]
        if day > today():
            raise forms.ValidationError("Ngày ban hành không được sau ngày hôm nay.")
        if day < self.letter.day:
            raise forms.ValidationError(
                f"Công văn tính số ngày chậm đến {self.letter.day:%d/%m/%Y} nên không ban hành trước ngày đó được."
            )
        return day
