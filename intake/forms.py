import uuid

from django import forms


class ListForm(forms.Form):
    file = forms.FileField(
        label="Tệp Excel (.xlsx)",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text="Tối đa 5 MB, mỗi trang tối đa 2.000 dòng. Không gửi tài liệu có nội dung bí mật nhà nước.",
        error_messages={
            "required": "Chọn tệp danh sách trước khi gửi.",
            "empty": "Tệp này không có nội dung. Hãy kiểm tra lại rồi chọn tệp khác.",
        },
    )
    # A second press sends the same key, and finds the first import instead of making another.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ConfirmForm(forms.Form):
    send_letters = forms.BooleanField(
        label="Gửi thư kèm liên kết đặt mật khẩu cho người mới", required=False, initial=True
    )
