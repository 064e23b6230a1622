"""Asking and reminding the units by the clock. Safe to run twice."""

from celery import shared_task
from django.utils import timezone

from notices.jobs import before_digests
from reports.rounds.reminders import ask_units, remind_units


@shared_task
def tell_units():
    """Every hour. A crash costs nothing: the next run tells what is missing."""
    tell_units_at(timezone.now())


@before_digests
def tell_units_at(now):
    """What is due at `now`, before the morning's mail is gathered."""
    day = timezone.localdate(now)
    ask_units(day)
    remind_units(day)
