"""Tasks for tests: made by the action, so that notices and history stand too."""

from datetime import timedelta

from danvan.clock import today
from tasks.actions import assign


def in_days(count):
    return today() + timedelta(days=count)


def make_task(by, responsible, **over):
    fields = {
        "title": "Xây dựng 02 mô hình “Dân vận khéo”",
        "lead_unit": responsible.unit,
        "responsible": responsible,
        "due_on": in_days(5),
        **over,
    }
    return assign(by=by, **fields)
