from django import forms


class SheetForm(forms.Form):
    file = forms.FileField(
        label="Biểu đã điền (.xlsx)",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text="Tối đa 2 MB. Không gửi tài liệu có nội dung bí mật nhà nước.",
        error_messages={
            "required": "Chọn tệp biểu đã điền trước khi gửi.",
            "empty": "Tệp này không có nội dung. Hãy kiểm tra lại rồi chọn tệp khác.",
        },
    )
