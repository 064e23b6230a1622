import uuid

from django import forms

from accounts.forms.pieces import two_columns
from danvan.clock import today
from plans import form_gate
from plans.models import Plan, RecipientList, SignatureForm
from plans.recipients import tidied
from plans.signing import choices_of, possible_signers
from plans.unit_form import checked_symbol
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
            "signer_post",
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
            "signer_post": "Ví dụ: Trưởng phòng; Phó Trưởng phòng khi ký thay.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        issuer = self.instance.issuer
        self.fields["signer"].queryset = possible_signers(issuer)
        self.fields["signer"].empty_label = "Người duyệt sẽ ký"
        self.fields["signature_form"].choices = choices_of(issuer, self.instance.signature_form)
        if issuer.is_commune:
            # A committee prints the posts of its own.
            del self.fields["signer_post"]
        self.initial["version"] = self.instance.version
        self.helper = two_columns(
            self,
            ["title"],
            ["year", "place", "symbol"],
            ["opening"],
            ["closing"],
            ["recipients"],
            ["signature_form"],
            ["signer", "signer_name", "signer_post"],
        )

    def clean_recipients(self):
        return tidied(self.cleaned_data["recipients"])

    def clean_symbol(self):
        """Of a unit's plan: each issuer has a series of numbers of its own."""
        symbol, plan = self.cleaned_data["symbol"], self.instance
        return checked_symbol(symbol, plan.commune, plan.unit) if plan.unit_id else symbol

    def fields_to_save(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}


class RecipientListForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = RecipientList
        fields = ["name", "recipients", "is_usual"]
        widgets = {"recipients": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "recipients": (
                "Mỗi nơi nhận một dòng, không cần gạch đầu dòng. Dòng “Lưu: VT” luôn được xếp cuối."
            ),
            "is_usual": "Kế hoạch mới được ghi sẵn các nơi nhận này.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def clean_recipients(self):
        return tidied(self.cleaned_data["recipients"])

    def values(self):
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
    # The last step in the history of the plan that the clerk read.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, register, next_number, errors=(), **kwargs):
        """`register` are the entries of the symbol, `next_number(year)` the free one of a year; `errors` of form that
        nobody has given a reason for are asked about."""
        super().__init__(*args, **kwargs)
        self.register = register
        self.next_number = next_number
        self.errors_left = errors
        if errors:
            self.fields["form_reason"] = forms.CharField(
                label="Vì sao vẫn ban hành khi còn lỗi thể thức",
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=form_gate.LONGEST,
                error_messages={
                    "required": "Hãy sửa lỗi thể thức, hoặc ghi rõ vì sao vẫn ban hành."
                },
            )

    def last_of(self, year):
        """The last entry of a year, None where there is none."""
        return self.register.filter(year=year).order_by("-number").first()

    def offer(self, number):
        """Show another number in the box than the one that was sent."""
        self.data = self.data.copy()
        self.data["number"] = number

    def clean_form_reason(self):
        reason = self.cleaned_data["form_reason"].strip()
        if fault := form_gate.fault_of(reason):
            raise forms.ValidationError(fault)
        return reason

    def clean_issued_on(self):
        day = self.cleaned_data["issued_on"]
        if day > today():
            raise forms.ValidationError(
                f"Ngày ban hành không được sau hôm nay ({today():%d/%m/%Y}). Hãy chọn lại."
            )
        return day

    def clean(self):
        """Numbers follow dates (NĐ 30/2020/NĐ-CP, Điều 15): an earlier date is asked about once, not forbidden."""
        cleaned = super().clean()
        day = cleaned.get("issued_on")
        if day is None:
            return cleaned
        self._check_year(cleaned.get("number"), day.year)
        last = self.last_of(day.year)
        if not last or day >= last.issued_on:
            return cleaned
        self.fields["out_of_order"].widget = forms.CheckboxInput()
        if not cleaned.get("out_of_order"):
            self.add_error(
                "issued_on",
                f"Văn bản gần nhất, số {last.printed}, đã ban hành ngày {last.issued_on:%d/%m/%Y}. "
                "Hãy chọn ngày không sớm hơn, hoặc đánh dấu “Vẫn ban hành với ngày này”.",
            )
        return cleaned

    def _check_year(self, number, year):
        """Numbers begin anew each year: the one offered for this year is no number of last year's."""
        if number is None or year == today().year or number != self.initial.get("number"):
            return
        free = self.next_number(year)
        if free != number:
            self.offer(free)
            self.add_error(
                "number",
                f"Số {number:02d} là số tiếp theo của năm {today().year}; của năm {year} là {free:02d}. "
                "Ô số đã ghi sẵn số này; xem lại rồi bấm “Ban hành”.",
            )


class AmendForm(forms.Form):
    """Begins an amendment. The sentences of the two boxes stand on the page beside them."""

    title = forms.CharField(
        label="Trích yếu",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Hãy ghi trích yếu của bản sửa đổi."},
    )
    reason = forms.CharField(
        label="Lý do sửa đổi",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ghi vào lịch sử của bản sửa đổi, không in vào văn bản.",
        error_messages={"required": "Hãy ghi lý do sửa đổi, để người duyệt biết vì sao."},
    )
    says_basis = forms.BooleanField(label="Thêm vào phần mở đầu", required=False)
    says_replaced = forms.BooleanField(label="Thêm vào phần kết thúc", required=False)

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = f"Cũng có thể giữ trích yếu cũ: “{plan.title}”."


class ProposalForm(forms.Form):
    """What a unit finds hard about an item, and what it would have there instead."""

    text = forms.CharField(
        label="Vướng mắc",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Khó ở chỗ nào, vì sao.",
        error_messages={"required": "Hãy ghi vướng mắc rồi bấm Gửi vướng mắc."},
    )
    wish = forms.CharField(
        label="Đề nghị sửa thành",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Không bắt buộc.",
    )
    # Sent with the form: a second press finds it taken.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def fields_to_keep(self):
        return {name: self.cleaned_data[name] for name in ("text", "wish")}


class ChecksForm(forms.Form):
    checks_form = forms.BooleanField(required=False)
    checks_content = forms.BooleanField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
