"""Make the reminders that are due, each once.

The scan may run every few minutes, twice at once, or first after three days of silence: a moment within the last week
that was not told yet is due, and of several only one is told to each person. Counted in statements it costs the same
for one task and for 400,000; only communes with calendars of their own add to it, some fifty of them at a time.
"""

from django.db import connection, transaction
from django.db.models import Min
from django.utils import timezone

from tasks.models import ReminderRule, Task
from tasks.reminders.dialects import dialect_of
from tasks.reminders.moments import moments_on
from tasks.reminders.offices import JOB, offices_at
from tasks.reminders.sql import OPEN, params_for, question, shapes_of

# Moments that go into one statement; a calendar of its own has some thousand.
MOST_MOMENTS = 60_000

_TABLE = """
CREATE TEMPORARY TABLE reminders_to_make (
    task_id bigint, person_id bigint, rule_id bigint, kind varchar(10), anchor date, for_day date,
    key varchar(120), urgency smallint, text varchar(400), url varchar(200)
)"""
# A notice that was withdrawn unread stands again: the due date came back, the work was sent back.
_NOTICES = """
INSERT INTO notices_notice AS n (person_id, key, urgency, text, url, created_at, by_mail, at_once)
SELECT person_id, key, urgency, text, url, %(now)s, true, false FROM reminders_to_make WHERE true
ON CONFLICT (person_id, key) DO UPDATE SET withdrawn_at = NULL, digest_id = NULL,
    created_at = excluded.created_at, text = excluded.text, urgency = excluded.urgency
WHERE n.withdrawn_at IS NOT NULL AND n.read_at IS NULL"""
_LOG = """
INSERT INTO tasks_reminder (task_id, person_id, rule_id, kind, due_on, for_day, created_at, notice_id)
SELECT w.task_id, w.person_id, w.rule_id, w.kind, w.anchor, w.for_day, %(now)s, n.id
  FROM reminders_to_make w JOIN notices_notice n ON n.person_id = w.person_id AND n.key = w.key WHERE true
ON CONFLICT (task_id, person_id, rule_id, due_on, for_day) DO NOTHING"""
# "Còn 7 ngày" is pointless once "Còn 3 ngày" stands.
_EARLIER = """
    SELECT told.notice_id FROM reminders_to_make w
      JOIN tasks_reminder told ON told.task_id = w.task_id AND told.person_id = w.person_id
      JOIN notices_notice n ON n.id = told.notice_id
     WHERE n.key <> w.key"""
# Whoever reported the work done, moved its date or put it off while this was written did not see our rows to withdraw.
_OVERTAKEN = f"""
    SELECT n.id FROM reminders_to_make w
      JOIN tasks_task t ON t.id = w.task_id
      JOIN notices_notice n ON n.person_id = w.person_id AND n.key = w.key
     WHERE t.status NOT IN {OPEN} OR (w.kind = 'due' AND (t.due_on IS NULL OR t.due_on <> w.anchor))
        OR EXISTS (SELECT 1 FROM tasks_snooze z WHERE z.task_id = w.task_id AND z.person_id = w.person_id
                    AND z.until >= w.for_day AND w.kind <> 'later')"""  # noqa: S608 no words but ours
_WITHDRAW = """
UPDATE notices_notice SET withdrawn_at = %(now)s WHERE read_at IS NULL AND withdrawn_at IS NULL AND id {among}"""


class ScanRunning(Exception):
    """Another scan is making the same reminders this moment."""


def scan(now):
    """Make every reminder that is due at `now` (aware datetime) in the offices that are open. Returns how many.

    A crash leaves whole reminders or none. Raises ScanRunning when another scan is at it.
    """
    day = timezone.localdate(now)
    offices = offices_at(now)
    if not offices.own_days:
        return 0
    shapes = shapes_of(ReminderRule.objects)
    earliest = earliest_anchor(Task.objects.unscoped(JOB), day)
    made = 0
    for moments in _in_batches(offices, day, shapes, earliest):
        made += _make(params_for(offices, moments, today=day), now)
    return made


def earliest_anchor(tasks, day):
    """The first date from which a reminder of these tasks can be counted. One query."""
    found = tasks.open().order_by()
    found = found.aggregate(due=Min("due_on"), given=Min("assigned_on"), word=Min("last_update_at"))
    if found["word"]:
        found["word"] = timezone.localdate(found["word"])
    return min([each for each in found.values() if each] + [day])


def _in_batches(offices, day, shapes, earliest):
    """{group: its moments}, as many groups at a time as one statement takes."""
    batch, size = {}, 0
    for group, own in enumerate(offices.own_days):
        found = moments_on(day, shapes, own, earliest)
        if batch and size + len(found) > MOST_MOMENTS:
            yield batch
            batch, size = {}, 0
        batch[group] = found
        size += len(found)
    yield batch


@transaction.atomic
def _make(params, now):
    dialect = dialect_of(connection)
    moment = {"now": connection.ops.adapt_datetimefield_value(now)}
    with connection.cursor() as cursor:
        if dialect.begin:
            cursor.execute(dialect.begin)
            if not cursor.fetchone()[0]:
                raise ScanRunning
        cursor.execute(_TABLE)
        cursor.execute(f"INSERT INTO reminders_to_make {question(dialect)}", params)
        found = cursor.rowcount
        if found:
            if dialect.analyze:
                cursor.execute(dialect.analyze)
            for statement in (_NOTICES, _LOG, *_withdrawals(dialect)):
                cursor.execute(statement, moment)
        cursor.execute("DROP TABLE reminders_to_make")
    return found


def _withdrawals(dialect):
    return [
        _WITHDRAW.format(among=dialect.among.format(rows=rows)) for rows in (_EARLIER, _OVERTAKEN)
    ]
