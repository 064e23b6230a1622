"""The tasks of a calendar feed as iCalendar (RFC 5545): one all-day event on the due date of each."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from icalendar import Alarm, Calendar, Event, vDuration

from danvan.clock import today
from tasks.models import CalendarFeed, Task, TaskHistory

S = Task.Status
MOST_EVENTS = 1000
# At nine in the morning of the day before.
ALARM = timedelta(hours=-15)
REFRESH = timedelta(hours=1)
PREFIXES = {S.REPORTED: "Chờ xác nhận", S.PAUSED: "Tạm dừng"}


class Feed(NamedTuple):
    text: bytes
    changed_at: datetime


def calendar_of(feed, *, alarms=False):
    """The Feed of an opened CalendarFeed, in one query; the same words for the same state on the same day.

    What is finished or cancelled is left out, so that it vanishes from the person's calendar.
    """
    tasks = list(_tasks(feed))
    calendar = Calendar()
    name = "Việc của tôi" if feed.scope == CalendarFeed.Scope.MINE else "Nhiệm vụ"
    calendar.add("prodid", "-//danvan//lich nhiem vu//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{name}, {feed.person.home_unit.short_name}")
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for task in tasks:
        calendar.add_component(_event(task, alarms))
    # Late is a matter of the day: the words change at midnight without anybody's doing.
    midnight = timezone.make_aware(datetime.combine(today(), time.min))
    changed_at = max([midnight, *map(_changed_at, tasks)])
    return Feed(calendar.to_ical(), changed_at)


def _tasks(feed):
    tasks = Task.objects.visible_to(feed.person).exclude(status__in=[S.DONE, S.CANCELLED])
    if feed.scope == CalendarFeed.Scope.MINE:
        tasks = tasks.filter(responsible=feed.person)
    steps = TaskHistory.objects.filter(task=OuterRef("pk")).order_by("-pk")
    tasks = tasks.exclude(due_on=None).annotate(stepped_at=Subquery(steps.values("at")[:1]))
    # An event ends on the day after; a year mistyped long ago must not cost the others.
    tasks = tasks.exclude(due_on=date.max)
    return tasks.select_related("lead_unit", "responsible").order_by("due_on", "pk")[:MOST_EVENTS]


def _changed_at(task):
    made = timezone.make_aware(datetime.combine(task.assigned_on, time.min))
    said = (task.stepped_at, task.last_update_at)
    return max([made, *(at for at in said if at)])


def _event(task, alarms):
    event = Event()
    event.add("uid", f"nhiem-vu-{task.pk}@{urlsplit(settings.PUBLIC_URL).hostname or 'danvan'}")
    changed_at = _changed_at(task).astimezone(UTC).replace(microsecond=0)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", task.version)
    event.add("dtstart", task.due_on)
    event.add("dtend", task.due_on + timedelta(days=1))
    event.add("summary", _summary(task))
    event.add("description", _description(task))
    event.add("url", f"{settings.PUBLIC_URL}{task.get_absolute_url()}")
    event.add("status", "TENTATIVE" if task.status == S.PAUSED else "CONFIRMED")
    # A date to hand something in does not make the day busy.
    event.add("transp", "TRANSPARENT")
    if alarms and task.is_open:
        event.add_component(_alarm(task))
    return event


def _summary(task):
    word = PREFIXES.get(task.status) or (
        task.get_chip_display() if task.chip in {"late", "soon"} else ""
    )
    return f"{word}: {task.title}" if word else task.title


def _description(task):
    lines = [
        f"Đơn vị chủ trì: {task.lead_unit}",
        f"Người chịu trách nhiệm: {task.responsible}",
        f"Kết quả, sản phẩm: {task.expected_result}" if task.expected_result else "",
        f"Hạn ban đầu: {task.original_due_on:%d/%m/%Y}" if task.was_extended else "",
        f"Tình trạng: {task.get_status_display()}",
    ]
    return "\n".join(filter(None, lines))


def _alarm(task):
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Ngày mai đến hạn: {task.title}")
    alarm.add("trigger", ALARM)
    return alarm
