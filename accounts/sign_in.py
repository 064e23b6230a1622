from allauth.account.adapter import DefaultAccountAdapter


class NoSelfRegistration(DefaultAccountAdapter):
    """People are entered by the office's administrator; nobody opens an account alone."""

    def is_open_for_signup(self, request):
        return False
