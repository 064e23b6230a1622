"""The named moves of a task, each with what follows from it."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from calendars.calendar import calendar_of
from danvan.clock import today
from danvan.workflow import MoveRefused
from tasks import notices
from tasks.actions.extending import settle_extension
from tasks.models import Evidence, Task
from tasks.rules import MOVES, due_after_pause, outcome_of

NO_EVIDENCE = (
    "Nhiệm vụ này cần minh chứng khi báo xong. Hãy thêm ít nhất một ảnh hoặc tệp, rồi báo xong."
)


@transaction.atomic
def move_task(task, name, *, by, note="", due_on=None):
    """Take one step with a task and tell those concerned. Returns the line of history.

    `due_on` (a date) comes with "resume" alone: the last day from now on; None makes up for the days of the pause.
    Raises MoveRefused with a sentence: not open, note missing, evidence missing, or somebody was quicker.
    """
    if name == "report_done" and task.needs_evidence and not _has_evidence(task):
        raise MoveRefused(NO_EVIDENCE)
    fields = _stamps(name)
    if name == "confirm":
        fields |= _outcome(task, by)
    if name == "resume" and due_on is None and task.due_on:
        due_on = due_on_resuming(task)
    if name == "resume" and due_on and due_on != task.due_on:
        note = _new_date(task, due_on)
        fields |= {
            "due_on": due_on,
            "original_due_on": task.original_due_on or task.due_on,
            "version": F("version") + 1,
        }
    line = MOVES.apply(task, name, by=by, note=note, **fields)
    if "version" in fields:
        task.refresh_from_db(fields=["version"])
    _AFTERWARDS.get(name, _nothing)(task, line)
    return line


def pause_of(task):
    """The line of history with which a paused task was paused, with who did it; None where there is none."""
    return task.history.filter(move="pause").select_related("by").last()


def due_on_resuming(task):
    """The last day of a paused task that goes on today: later by the days it stood still, on a working day."""
    pause = pause_of(task)
    since = timezone.localdate(pause.at) if pause else today()
    return due_after_pause(task.due_on, since, today(), calendar_of(task.commune))


def _has_evidence(task):
    return Evidence.objects.filter(update__task=task, error="").exists()


def _stamps(name):
    now = timezone.now()
    extra = {
        "report_done": {"reported_at": now},
        "send_back": {"reported_at": None},
        "take_back": {"reported_at": None},
        "confirm": {"accepted_at": now},
    }
    return {"last_update_at": now, **extra.get(name, {})}


def _outcome(task, by):
    """How the task stood to its date: written with the confirmation, and by nothing afterwards.

    Read anew and held: between the page and the press somebody may have taken it back and reported it once more.
    """
    held = Task.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=task.pk).first()
    if held is None or held.reported_at is None:
        return {}
    finished_on = timezone.localdate(held.reported_at)
    outcome = outcome_of(
        due_on=held.due_on,
        original_due_on=held.original_due_on,
        relation=held.relation,
        finished_on=finished_on,
    )
    return {"finished_on": finished_on, "outcome": outcome}


def _new_date(task, day):
    before = f"{task.due_on:%d/%m/%Y}" if task.due_on else "chưa có hạn"
    return f"Hạn: {before} → {day:%d/%m/%Y}"


def _nothing(task, line):
    pass


def _after_accept(task, line):
    notices.withdraw_silence(task)


def _after_report(task, line):
    settle_extension(task, by=line.by, why="Nhiệm vụ đã được báo xong.")
    notices.withdraw_reminders(task)
    notices.tell_coordinators(task, line, "Chờ xác nhận hoàn thành")


def _after_take_back(task, line):
    # Nobody is to confirm it now; who has read the notice finds the page as it stands.
    notices.withdraw_reported(task)


def _after_confirm(task, line):
    notices.withdraw_all(task)
    notices.tell_responsible(task, line, "Đã xác nhận hoàn thành")


def _after_send_back(task, line):
    notices.withdraw_all(task)
    notices.tell_responsible(task, line, "Cần làm tiếp, nhiệm vụ được trả lại")


def _after_pause(task, line):
    settle_extension(task, by=line.by, why="Nhiệm vụ được tạm dừng; hạn mới đặt khi tiếp tục.")
    notices.withdraw_all(task)
    notices.tell_responsible(task, line, "Tạm dừng nhiệm vụ")


def _after_resume(task, line):
    until = f", hạn {task.due_on:%d/%m/%Y}" if line.note else ""
    notices.tell_responsible(task, line, f"Tiếp tục thực hiện{until}")


def _after_cancel(task, line):
    settle_extension(task, by=line.by, why="Nhiệm vụ đã hủy.")
    notices.withdraw_all(task)
    notices.tell_responsible(task, line, "Đã hủy nhiệm vụ")


_AFTERWARDS = {
    "accept": _after_accept,
    "report_done": _after_report,
    "take_back": _after_take_back,
    "confirm": _after_confirm,
    "send_back": _after_send_back,
    "pause": _after_pause,
    "resume": _after_resume,
    "cancel": _after_cancel,
}
