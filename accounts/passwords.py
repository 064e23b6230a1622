"""What a password must be: long rather than complicated (ASVS 6.2.1, 6.2.5), said in Vietnamese."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)


class LongEnough(MinimumLengthValidator):
    def get_error_message(self):
        return f"Mật khẩu còn ngắn. Hãy đặt ít nhất {self.min_length} ký tự, ví dụ bốn từ ghép lại."

    def get_help_text(self):
        return f"Ít nhất {self.min_length} ký tự."


class NotOnesOwnName(UserAttributeSimilarityValidator):
    def __init__(self):
        super().__init__(user_attributes=("username", "full_name", "email"))

    def get_error_message(self):
        return "Mật khẩu quá giống họ tên, tên đăng nhập hoặc thư điện tử. Hãy đặt mật khẩu khác."

    def get_help_text(self):
        return "Không giống họ tên, tên đăng nhập hoặc thư điện tử."


class NotCommon(CommonPasswordValidator):
    def get_error_message(self):
        return "Mật khẩu này nhiều người dùng nên dễ bị đoán. Hãy đặt mật khẩu khác."

    def get_help_text(self):
        return "Không phải mật khẩu dễ đoán như 123456789012."
