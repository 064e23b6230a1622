"""Who may do what with a task, and when. Nothing here writes."""

from accounts.models import Role
from danvan.workflow import Move, Workflow
from tasks.models import Task

S = Task.Status
UNFINISHED = frozenset({S.NEW, S.DOING, S.RETURNED})
MAY_CHANGE = UNFINISHED | {S.PAUSED}
# Roles that only run the portal or only receive reports carry no work of the commune.
CARRIERS = (Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.CLERK, Role.OBSERVER)


def carries(user, task):
    """The responsible person, and colleagues of the lead unit who help out."""
    at_work = user.is_in(task.commune_id, *CARRIERS)
    return at_work and (task.responsible_id == user.pk or task.lead_unit_id == user.unit.pk)


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
    confirm=Move("Xác nhận hoàn thành", frozenset({S.REPORTED}), S.DONE, judges),
    send_back=Move("Trả lại", frozenset({S.REPORTED}), S.RETURNED, judges, needs_note=True),
    resume=Move("Tiếp tục thực hiện", frozenset({S.PAUSED}), S.DOING, runs),
    pause=Move("Tạm dừng", UNFINISHED, S.PAUSED, runs, needs_note=True),
    cancel=Move(
        "Huỷ nhiệm vụ",
        UNFINISHED | {S.PAUSED, S.REPORTED},
        S.CANCELLED,
        runs,
        consequence="Nhiệm vụ đã huỷ không mở lại được và không tính vào báo cáo. Các thông báo chưa đọc được thu hồi.",
        needs_note=True,
    ),
)


def may_assign(user):
    """Make tasks, series and rules of reminding for the own commune."""
    return user.commune is not None and user.is_(Role.COORDINATOR)


def may_set_reminders(user):
    return user.commune is not None and user.is_(Role.COORDINATOR, Role.ADMINISTRATOR)


def may_track(user):
    """See the figures of the whole commune, not only the own work."""
    return user.is_(Role.COORDINATOR, Role.LEADER, Role.CLERK, Role.OBSERVER)


def may_subscribe(user):
    """Have the due dates in a calendar program: those who carry or watch the commune's work."""
    return user.commune is not None and user.is_(*CARRIERS)


may_urge = judges_in


def may_edit(user, task):
    return runs(user, task) and task.status in MAY_CHANGE


def may_edit_series(user, series):
    return user.is_in(series.commune_id, Role.COORDINATOR) and series.stopped_on is None


def may_report(user, task):
    return carries(user, task) and task.status in UNFINISHED


def may_ask_extension(user, task):
    """More time can be asked for where there is a date, once at a time (the database holds "once")."""
    return may_report(user, task) and task.due_on is not None


def may_decide_extension(user, task):
    return judges(user, task) and task.status in UNFINISHED | {S.PAUSED}
