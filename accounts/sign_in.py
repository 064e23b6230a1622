"""Sign-in by django-allauth, in this house's words and with what this house forbids."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NoSelfRegistration(DefaultAccountAdapter):
    """People are entered by the office's administrator; nobody opens an account alone."""

    WRONG = (
        "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra phím Caps Lock và bộ gõ rồi thử lại."
    )
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Tài khoản này đang bị khóa. Xin liên hệ người quản trị của đơn vị.",
        # One sentence for both, so that nobody learns which half was right.
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "enter_current_password": "Mật khẩu hiện tại chưa đúng. Hãy nhập lại.",
        "incorrect_password": "Mật khẩu chưa đúng. Hãy nhập lại.",
        "invalid_password_reset": "Liên kết đặt lại mật khẩu không còn hiệu lực.",
        "too_many_login_attempts": (
            "Đã nhập sai quá nhiều lần. Xin chờ vài phút rồi thử lại, hoặc đặt lại mật khẩu."
        ),
        "rate_limited": "Đã gửi quá nhiều lần. Xin chờ vài phút rồi thử lại.",
    }

    def is_open_for_signup(self, request):
        return False

    def set_password(self, user, password):
        user.set_password(password)
        # Only this column: the row may have been edited since it was read.
        user.save(update_fields=["password"])

    def get_password_change_redirect_url(self, request: HttpRequest):
        return self.get_login_redirect_url(request)
