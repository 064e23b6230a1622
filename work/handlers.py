"""Which function does which kind of work. An app's jobs.py registers its own with @handles("kind")."""

from django.utils.module_loading import autodiscover_modules

_HANDLERS = {}
_WHEN_PARKED = []


def handles(kind):
    """Register `function(row)` for a kind of work.

    It is safe to run twice, calls `report_progress` on long work, and ends with `finish(row, …)` in the transaction
    that stores what was made. It raises `Refused` with a sentence where no retry would help.
    """

    def register(function):
        _HANDLERS[kind] = function
        return function

    return register


def when_parked(function):
    """Register `function(row)` that hears of work given up for now: this app itself cannot tell people."""
    _WHEN_PARKED.append(function)
    return function


def say_parked(row):
    """Let everybody registered hear of a parked row."""
    if not _WHEN_PARKED:
        autodiscover_modules("jobs")
    for function in _WHEN_PARKED:
        function(row)


def handler_of(kind):
    if kind not in _HANDLERS:
        # A process that is no Celery worker has not imported the jobs yet.
        autodiscover_modules("jobs")
    return _HANDLERS[kind]
