"""The one place that knows what day it is."""

from django.utils import timezone


def today():
    """The date in Asia/Ho_Chi_Minh, whatever the host believes."""
    return timezone.localdate()


def said_span(span):
    """A timedelta in words, in the largest unit that fits: "3 ngày", "2 giờ", "5 phút", "chưa đến 1 phút"."""
    minutes = int(span.total_seconds() // 60)
    for unit, length in (("ngày", 1440), ("giờ", 60), ("phút", 1)):
        if minutes >= length:
            return f"{minutes // length} {unit}"
    return "chưa đến 1 phút"
