from django import forms

from accounts.forms.pieces import two_columns
from accounts.models import Role
from danvan.clock import today
from plans.models import Plan, SignatureForm
from plans.notices import people_of
from records.files import MEGABYTE, MOST_BYTES

FIRST_YEAR, LAST_YEAR = 2000, 2100


def _year_field():
    return forms.IntegerField(
        label="Năm kế hoạch",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def _lines(rows, help_text=""):
    return {
        "widget": forms.Textarea(attrs={"rows": rows}),
        "required": False,
        "help_text": help_text,
    }


class StartForm(forms.Form):
    year = _year_field()
    title = forms.CharField(label="Trích yếu", max_length=500)
    with_outline = forms.BooleanField(
        label="Dựng sẵn các mục thường có",
        required=False,
        initial=True,
        help_text="Mục đích, yêu cầu; mục tiêu, chỉ tiêu; nhiệm vụ; tổ chức thực hiện.",
    )


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Tệp kế hoạch",
        help_text=(
            "Tệp Word (.docx), PDF có chữ (không phải bản quét) hoặc văn bản thuần (.txt), "
            f"không quá {MOST_BYTES // MEGABYTE} MB. "
            "Tệp .doc, .odt, .rtf đọc được khi máy chủ có LibreOffice; nếu không, hãy lưu thành .docx."
        ),
        # An empty file is refused with our own sentence.
        allow_empty_file=True,
        error_messages={"required": "Hãy chọn tệp kế hoạch rồi bấm “Đọc tệp”."},
    )


class FrameForm(forms.Form):
    """The parts around the body, as they are reviewed after an import."""

    title = forms.CharField(label="Trích yếu", max_length=500)
    year = _year_field()
    opening = forms.CharField(
        label="Phần mở đầu", **_lines(5, "Mỗi dòng là một đoạn. *chữ nghiêng*, **chữ đậm**.")
    )
    closing = forms.CharField(label="Phần kết thúc", **_lines(3))
    recipients = forms.CharField(
        label="Nơi nhận", **_lines(5, "Mỗi nơi nhận một dòng, không cần gạch đầu dòng.")
    )
    signature_form = forms.ChoiceField(label="Thẩm quyền ký", choices=SignatureForm)
    signer_name = forms.CharField(label="Họ tên người ký", max_length=120, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = two_columns(
            self,
            ["title", "year"],
            ["opening"],
            ["closing"],
            ["recipients"],
            ["signature_form", "signer_name"],
        )


class BasicsForm(forms.ModelForm):
    year = _year_field()
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Plan
        fields = [
            "title",
            "year",
            "place",
            "symbol",
            "opening",
            "closing",
            "recipients",
            "signature_form",
            "signer",
            "signer_name",
        ]
        widgets = {
            "opening": forms.Textarea(attrs={"rows": 6}),
            "closing": forms.Textarea(attrs={"rows": 3}),
            "recipients": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "opening": "Mỗi dòng là một đoạn. *chữ nghiêng*, **chữ đậm**.",
            "symbol": "Ví dụ: KH-UBND.",
            "signer_name": "Để trống thì lấy họ tên của người ký đã chọn.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signer"].queryset = people_of(self.instance.commune, Role.LEADER)
        self.fields["signer"].empty_label = "Người duyệt sẽ ký"
        self.initial["version"] = self.instance.version
        self.helper = two_columns(
            self,
            ["title"],
            ["year", "place", "symbol"],
            ["opening"],
            ["closing"],
            ["recipients"],
            ["signature_form"],
            ["signer", "signer_name"],
        )

    def fields_to_save(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class IssueForm(forms.Form):
    number = forms.IntegerField(
        label="Số", min_value=1, max_value=99999, widget=forms.NumberInput(attrs={"min": 1})
    )
    issued_on = forms.DateField(
        label="Ngày ban hành",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    out_of_order = forms.BooleanField(
        label="Vẫn ban hành với ngày này", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, last_entry=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.last_entry = last_entry

    def clean_issued_on(self):
        day = self.cleaned_data["issued_on"]
        if day > today():
            raise forms.ValidationError(
                f"Ngày ban hành không được sau hôm nay ({today():%d/%m/%Y}). Hãy chọn lại."
            )
        return day

    def clean(self):
        """Numbers follow dates (NĐ 30/2020/NĐ-CP, Điều 15): an earlier date is asked about once, not forbidden."""
        cleaned, last = super().clean(), self.last_entry
        day = cleaned.get("issued_on")
        if not (day and last and last.year == day.year and day < last.issued_on):
            return cleaned
        self.fields["out_of_order"].widget = forms.CheckboxInput()
        if not cleaned.get("out_of_order"):
            self.add_error(
                "issued_on",
                f"Văn bản gần nhất, số {last.printed}, đã ban hành ngày {last.issued_on:%d/%m/%Y}. "
                "Hãy chọn ngày không sớm hơn, hoặc đánh dấu “Vẫn ban hành với ngày này”.",
            )
        return cleaned
