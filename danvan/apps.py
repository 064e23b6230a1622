from django.apps import AppConfig
from django.forms import Field


class DanvanConfig(AppConfig):
    name = "danvan"

    def ready(self):
        # Django's own sentence ("Trường này là bắt buộc.") says that something is wrong, not what to do.
        Field.default_error_messages["required"] = "Hãy điền mục này."
