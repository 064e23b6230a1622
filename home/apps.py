from ctypes.util import find_library

from django.apps import AppConfig
from django.core.checks import Warning, register


class HomeConfig(AppConfig):
    name = "home"

    def ready(self):
        register(warn_without_pdf)


def warn_without_pdf(app_configs, find=find_library, **kwargs):
    """Say at every start what PDF needs, without loading the slow library that makes it."""
    if find("pango-1.0") and find("pangoft2-1.0"):
        return []
    from documents import missing_pdf_support  # noqa: PLC0415 slow, and wanted only here

    words = missing_pdf_support() or "Pango was not found where the system keeps its libraries."
    hint = "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0"
    return [Warning(words, hint=hint, id="danvan.W001")]
