"""When somebody is reminded of a task: moments computed from rules and dates, and rows that make each count once.

The scan may run every few minutes, twice at once, or first after three days of silence: a moment within the last week
that has no row yet is due, and of several only the latest is told.
"""

from datetime import time, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from danvan.working_days import is_working_day, working_day_from, working_day_until
from notices.models import Notice
from tasks.models import Relation, Reminder, ReminderRule, Task
from tasks.notices import short

JOB = "reminders are made for every commune by a job"
OPENS, CLOSES = time(7), time(20)
# What was missed longer ago than this is not told any more.
LOOK_BACK = timedelta(days=7)
AT_ONCE = 500


class Moment(NamedTuple):
    day: object
    rule: int


class Due(NamedTuple):
    """A reminder to be made."""

    task: Task
    moment: Moment


def moment_of(due_on, days, repeat_days, today):
    """The latest day up to `today` on which a rule reminds of this due date, or None before the first.

    A reminder ahead of time that falls on a day off comes on the working day before it, one after the due date on
    the working day after it.
    """
    first = due_on - timedelta(days=days)
    if days >= 0:
        day = working_day_until(first)
        return day if day <= today else None
    step = timedelta(days=repeat_days or 0)
    passed = max((today - first).days, 0)
    # Days off may push a repetition past today: then the one before it is the latest.
    for back in range(passed // repeat_days if repeat_days else 0, -1, -1):
        day = working_day_from(first + back * step)
        if day <= today:
            return day
    return None


def due_moment(task, rules, today, latest=moment_of):
    """The one Moment a task is to be reminded of now, or None. `rules` are (pk, days, repeat_days)."""
    earliest = max(today - LOOK_BACK + timedelta(days=1), task.assigned_on)
    found = []
    for pk, days, repeat_days in rules:
        # Requested work is never called late.
        if days < 0 and task.relation == Relation.REQUESTED:
            continue
        day = latest(task.due_on, days, repeat_days, today)
        if day and day >= earliest:
            # Of two rules on one day the one nearer to the due date speaks.
            found.append((day, -days, pk))
    if not found:
        return None
    day, _, pk = max(found)
    return Moment(day, pk)


def words_for(task, today):
    """(urgency, text) of a reminder of this task today."""
    title, due = short(task.title), f"hạn {task.due_on:%d/%m/%Y}"
    days = (task.due_on - today).days
    if days > 0:
        return Notice.Urgency.SOON, f"Còn {days} ngày: {title} ({due})"
    if days == 0:
        return Notice.Urgency.TODAY, f"Hôm nay là hạn: {title}"
    if task.relation == Relation.REQUESTED:
        return Notice.Urgency.NEWS, f"Đề nghị phối hợp: {title} ({due})"
    return Notice.Urgency.LATE, f"Quá hạn {-days} ngày: {title} ({due})"


def is_time_for(now):
    """Whether people may be reminded at this moment: a working day, 07:00 to 20:00 in Vietnam."""
    local = timezone.localtime(now)
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def scan(now):
    """Make every reminder that is due at `now` (aware datetime). Returns how many were new.

    Three statements and a few more for each 500 tasks to be reminded of, whatever their number. Each batch is one
    transaction: a crash leaves whole reminders or none.
    """
    if not is_time_for(now):
        return 0
    today = timezone.localdate(now)
    rules = _rules_by_commune()
    due = list(_due_tasks(rules, today))
    return sum(_remind(due[at : at + AT_ONCE], today) for at in range(0, len(due), AT_ONCE))


def _rules_by_commune():
    rules = {}
    active = ReminderRule.objects.filter(is_active=True)
    for pk, commune, days, repeat in active.values_list("pk", "commune", "days", "repeat_days"):
        rules.setdefault(commune, []).append((pk, days, repeat))
    return rules


def _due_tasks(rules, today):
    # Two days off more than the longest holidays, so that a moment moved forward is not missed.
    ahead = max((days for each in rules.values() for _, days, _ in each), default=0) + 16
    tasks = (
        Task.objects.unscoped(JOB)
        .open()
        .filter(due_on__lte=today + timedelta(days=ahead), responsible__is_active=True)
        .only("title", "due_on", "assigned_on", "relation", "commune_id", "responsible_id")
    )
    latest = lru_cache(maxsize=None)(moment_of)
    for task in tasks.order_by("pk").iterator(chunk_size=2000):
        moment = due_moment(task, rules.get(task.commune_id, ()), today, latest)
        if moment:
            yield Due(task, moment)


@transaction.atomic
def _remind(due, today):
    told = set(
        Reminder.objects.filter(task__in=[each.task.pk for each in due]).values_list(
            "task", "person", "rule", "due_on", "for_day"
        )
    )
    new = [each for each in due if _identity(each) not in told]
    if not new:
        return 0
    _withdraw_earlier(new)
    notices = _make_notices(new, today)
    Reminder.objects.bulk_create(
        [
            Reminder(
                task=each.task,
                person_id=each.task.responsible_id,
                rule_id=each.moment.rule,
                due_on=each.task.due_on,
                for_day=each.moment.day,
                notice_id=notices[_key(each)],
            )
            for each in new
        ],
        ignore_conflicts=True,
    )
    return len(new)


def _identity(due):
    task, moment = due
    return (task.pk, task.responsible_id, moment.rule, task.due_on, moment.day)


def _key(due):
    task, moment = due
    return f"task:{task.pk}:due:{task.due_on:%Y%m%d}:{moment.rule}:{moment.day:%Y%m%d}"


def _withdraw_earlier(new):
    """ "Còn 7 ngày" is pointless once "Còn 3 ngày" stands."""
    earlier = Reminder.objects.filter(task__in=[each.task.pk for each in new]).values("notice")
    Notice.objects.unscoped(JOB).unread().filter(pk__in=earlier).update(withdrawn_at=timezone.now())


def _make_notices(new, today):
    rows = []
    for each in new:
        urgency, text = words_for(each.task, today)
        rows.append(
            Notice(
                person_id=each.task.responsible_id,
                key=_key(each),
                text=text[:400],
                url=each.task.get_absolute_url(),
                urgency=urgency,
            )
        )
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    keys = [row.key for row in rows]
    return dict(Notice.objects.unscoped(JOB).filter(key__in=keys).values_list("key", "pk"))
