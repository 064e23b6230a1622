"""Which function does which kind of work. An app's jobs.py registers its own with @handles("kind")."""

from django.utils.module_loading import autodiscover_modules

_HANDLERS = {}


def handles(kind):
    """Register `function(row)` for a kind of work.

    It is safe to run twice, calls `report_progress` on long work, and ends with `finish(row, …)` in the transaction
    that stores what was made. It raises `Refused` with a sentence where no retry would help.
    """

    def register(function):
        _HANDLERS[kind] = function
        return function

    return register


def handler_of(kind):
    if kind not in _HANDLERS:
        # A process that is no Celery worker has not imported the jobs yet.
        autodiscover_modules("jobs")
    return _HANDLERS[kind]
