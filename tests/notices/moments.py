"""Moments, and looking at what was sent."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from work.models import WorkRow

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WEDNESDAY = date(2026, 3, 11)


def at(day=WEDNESDAY, hour=8, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)


def subject_of(mail):
    # A long subject is folded after the colon; readers drop the blank.
    return mail["Subject"].strip()


def states():
    return list(WorkRow.objects.unscoped("test").order_by("pk").values_list("state", flat=True))


def run_due(run_work):
    """Runs the rows again that wait for a later attempt."""
    WorkRow.objects.unscoped("test").update(next_try_at=timezone.now())
    return run_work()


def text_of(mail):
    return mail.get_body(("plain",)).get_content()
