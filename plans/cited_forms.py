"""The form of a cited document."""

from django import forms

from accounts.forms.pieces import date_box, two_columns
from danvan.clock import today
from plans.models import CitedDocument

KINDS = (
    "Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết", "Nghị định", "Quyết định", "Quy định", "Chỉ thị", "Kết luận",
    "Thông tư", "Chương trình", "Kế hoạch", "Hướng dẫn", "Công văn", "Thông báo", "Báo cáo", "Đề án",
)  # fmt: skip
LAWS = ("Luật", "Bộ luật", "Pháp lệnh")


class CitedForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = CitedDocument
        fields = (
            "kind",
            "number",
            "date",
            "issuer",
            "subject",
            "force",
            "repealed_on",
            "replaced_by",
            "note",
        )
        widgets = {
            "date": date_box(),
            "repealed_on": date_box(),
            "subject": forms.Textarea(attrs={"rows": 2}),
            "force": forms.RadioSelect,
        }
        help_texts = {
            "number": "Ví dụ 33/CT-TTg. Luật viện dẫn theo tên thì để trống.",
            "subject": "Nội dung văn bản, không cần chữ “về”. Với luật, ghi tên luật.",
            "replaced_by": "Chọn trong danh mục; văn bản mới chưa có thì thêm vào danh mục trước.",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        own = CitedDocument.objects.visible_to(user).exclude(pk=self.instance.pk)
        self.fields["replaced_by"].queryset = own
        self.fields["replaced_by"].empty_label = "Chưa có hoặc chưa rõ"
        self.fields["kind"].widget = forms.TextInput(attrs={"list": "cited-kinds"})
        self.initial["version"] = self.instance.version
        self.helper = two_columns(
            self, ["kind", "number"], ["date", "issuer"], ["subject"], ["force"], ["repealed_on", "replaced_by"],
            ["note"],
        )  # fmt: skip

    def clean_number(self):
        return "".join(self.cleaned_data["number"].split())

    def clean_kind(self):
        words = " ".join(self.cleaned_data["kind"].split())
        return words[:1].upper() + words[1:]

    def clean(self):
        told = super().clean()
        if not told.get("number") and told.get("kind") and told["kind"] not in LAWS:
            self.add_error(
                "number", "Hãy ghi số, ký hiệu. Chỉ luật, bộ luật, pháp lệnh được gọi theo tên."
            )
        if not told.get("number") and not told.get("subject"):
            self.add_error("subject", "Hãy ghi tên luật.")
        if told.get("date") and told["date"] > today():
            self.add_error("date", "Ngày ban hành ở sau hôm nay. Hãy kiểm tra lại năm.")
        if told.get("replaced_by") or told.get("repealed_on"):
            # Said in other words: what was replaced is no longer in force.
            if told.get("force") == CitedDocument.Force.IN_FORCE:
                self.add_error(
                    "force",
                    "Đã ghi ngày hết hiệu lực hoặc văn bản thay thế, nên hãy chọn “Hết hiệu lực”.",
                )
            told["force"] = told.get("force") or CitedDocument.Force.REPEALED
        if told.get("date") and told.get("repealed_on") and told["repealed_on"] < told["date"]:
            self.add_error("repealed_on", "Ngày hết hiệu lực phải từ ngày ban hành trở đi.")
        return told

    def facts(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def _get_validation_exclusions(self):
        """What is once in a commune is looked after by plans.cited_register, under its lock."""
        return {*super()._get_validation_exclusions(), "identity", "commune"}
