"""Who may do what with a task, and when. Nothing here writes."""

from datetime import timedelta

from accounts.models import Role
from calendars.calendar import hint_for_day
from danvan.workflow import Move, Workflow
from tasks.models import Outcome, Relation, Task

S = Task.Status
UNFINISHED = frozenset({S.NEW, S.DOING, S.RETURNED})
# Where a new date, or a change of what was handed out, still means something.
MAY_CHANGE = UNFINISHED | {S.PAUSED}
# Roles that only run the portal or only receive reports carry no work of the commune.
CARRIERS = (Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.CLERK, Role.OBSERVER)


def carries(user, task):
    """The responsible person, and colleagues of the lead unit who help out."""
    at_work = user.is_in(task.commune_id, *CARRIERS)
    return at_work and (task.responsible_id == user.pk or task.lead_unit_id == user.unit.pk)


def helps(user, task):
    """Those of a coordinating unit: they tell what they did, and leave the task to those who carry it."""
    at_work = user.is_in(task.commune_id, *CARRIERS)
    return at_work and task.coordinating_units.filter(pk=user.unit.pk).exists()


def runs(user, task):
    """The commune's coordinator, who hands out work."""
    return user.is_in(task.commune_id, Role.COORDINATOR)


def judges(user, task):
    """Those who say whether the work is done, and whether more time is given."""
    return user.is_in(task.commune_id, Role.COORDINATOR, Role.LEADER)


def judges_in(user):
    """`judges` of some task of the commune in which the person works now."""
    return user.commune is not None and user.is_(Role.COORDINATOR, Role.LEADER)


MOVES = Workflow(
    accept=Move("Nhận việc", frozenset({S.NEW}), S.DOING, carries),
    report_done=Move("Báo xong", UNFINISHED, S.REPORTED, carries),
    take_back=Move("Rút lại báo xong", frozenset({S.REPORTED}), S.DOING, carries),
    confirm=Move("Xác nhận hoàn thành", frozenset({S.REPORTED}), S.DONE, judges),
    send_back=Move("Trả lại", frozenset({S.REPORTED}), S.RETURNED, judges, needs_note=True),
    resume=Move("Tiếp tục thực hiện", frozenset({S.PAUSED}), S.DOING, runs),
    pause=Move("Tạm dừng", UNFINISHED, S.PAUSED, runs, needs_note=True),
    cancel=Move(
        "Hủy nhiệm vụ",
        UNFINISHED | {S.PAUSED, S.REPORTED},
        S.CANCELLED,
        runs,
        consequence="Nhiệm vụ đã hủy không mở lại được và không tính vào báo cáo. Các thông báo chưa đọc được thu hồi.",
        needs_note=True,
    ),
)


def may_assign(user):
    """Make tasks, series and rules of reminding for the own commune."""
    return user.commune is not None and user.is_(Role.COORDINATOR)


def may_set_reminders(user):
    return user.commune is not None and user.is_(Role.COORDINATOR, Role.ADMINISTRATOR)


def may_preview_reminders(user):
    """What would go out names the work of the whole commune: an administrator sets the rules and reads no work."""
    return may_set_reminders(user) and may_track(user)


def may_snooze(user, task):
    """Those whom reminders of the task reach may put them off: for themselves alone."""
    if not (task.is_open and user.is_in(task.commune_id, *CARRIERS)):
        return False
    heads = user.membership.is_head and user.unit.pk == task.lead_unit_id
    return task.responsible_id == user.pk or heads or user.is_(Role.COORDINATOR, Role.LEADER)


def may_track(user):
    """See the figures of the whole commune, not only the own work."""
    return user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK, Role.OBSERVER)


def may_subscribe(user):
    """Have the due dates in a calendar program: those who carry or watch the commune's work."""
    return user.commune is not None and user.is_(*CARRIERS)


may_urge = judges_in


def may_hand_over(user):
    """Whoever hands out the commune's work also hands it on; an administrator closes accounts and reads no work."""
    return may_assign(user)


def reads_minutes(user):
    """The minutes of a hand-over name work of several units: they are for those who see all of it."""
    return user.commune is not None and user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK)


def may_write_letters(user):
    return user.commune is not None and user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK)


def numbers_letters(user):
    """As with plans and reports: the clerk, or the leader where there is none."""
    return user.commune is not None and user.is_(Role.CLERK, Role.LEADER)


def may_edit(user, task):
    return runs(user, task) and task.status in MAY_CHANGE


def may_edit_series(user, series):
    return user.is_in(series.commune_id, Role.COORDINATOR) and series.stopped_on is None


def takes_part(user, task):
    """Those who have something to tell of a task: who carries it, and the coordinating units."""
    return carries(user, task) or helps(user, task)


def may_report(user, task):
    return carries(user, task) and task.status in UNFINISHED


def may_tell(user, task):
    """Add progress, without saying that the task is done."""
    return task.status in UNFINISHED and takes_part(user, task)


def may_ask_extension(user, task):
    """More time can be asked for where there is a date, once at a time (the database holds "once")."""
    return may_report(user, task) and task.due_on is not None


def may_decide_extension(user, task):
    return judges(user, task) and task.status in MAY_CHANGE


def outcome_of(*, due_on, original_due_on, relation, finished_on):
    """How a task finished on `finished_on` stood to its dates (dates, or None): an Outcome.

    The last day counts as in time. Later than the first date and not later than the last one is "after extension".
    """
    if due_on is None or relation == Relation.REQUESTED:
        return Outcome.UNDATED
    if finished_on > due_on:
        return Outcome.LATE
    after_first = original_due_on is not None and finished_on > original_due_on
    return Outcome.EXTENDED if after_first else Outcome.ON_TIME


def due_after_pause(due_on, paused_on, day, calendar):
    """The date to propose when a task goes on: as many days later as it stood still, on a working day, not past.

    `due_on`, `paused_on` and `day` (today) are dates, `calendar` a WorkingCalendar; returns a date.
    """
    return calendar.working_day_from(max(due_on + (day - paused_on), day))


def day_off_hint(day, calendar):
    """A sentence for a date on which the office does not work, with the next day it does; else an empty string."""
    hint = hint_for_day(calendar, day)
    if not hint:
        return ""
    next_day = calendar.working_day_from(day)
    return f"Ngày {day:%d/%m/%Y} {hint}, ngày làm việc tiếp theo là {next_day:%d/%m/%Y}."


def days_off_from(day, calendar, count=200):
    """The days off among the `count` days from `day` on, as "2026-12-13", for the hint beside a box for a date."""
    days = (day + timedelta(days=ahead) for ahead in range(count))
    return [each.isoformat() for each in days if calendar.is_off(each)]
