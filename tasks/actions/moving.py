"""The named moves of a task, each with what follows from it."""

from django.db import transaction
from django.utils import timezone

from danvan.workflow import MoveRefused
from tasks import notices
from tasks.models import Evidence
from tasks.rules import MOVES

NO_EVIDENCE = (
    "Nhiệm vụ này cần minh chứng khi báo xong. Hãy thêm ít nhất một ảnh hoặc tệp, rồi báo xong."
)


@transaction.atomic
def move_task(task, name, *, by, note=""):
    """Take one step with a task and tell those concerned. Returns the line of history.

    Raises MoveRefused with a sentence: not open, note missing, evidence missing, or somebody was quicker.
    """
    if name == "report_done" and task.needs_evidence and not _has_evidence(task):
        raise MoveRefused(NO_EVIDENCE)
    line = MOVES.apply(task, name, by=by, note=note, **_stamps(name))
    _AFTERWARDS.get(name, _nothing)(task, line)
    return line


def _has_evidence(task):
    return Evidence.objects.filter(update__task=task, error="").exists()


def _stamps(name):
    now = timezone.now()
    extra = {
        "report_done": {"reported_at": now},
        "send_back": {"reported_at": None},
        "confirm": {"accepted_at": now},
    }
    return {"last_update_at": now, **extra.get(name, {})}


def _nothing(task, line):
    pass


def _after_report(task, line):
    notices.withdraw_reminders(task)
    notices.tell_coordinators(task, line, "Chờ xác nhận hoàn thành")


def _after_confirm(task, line):
    notices.withdraw_all(task)
    notices.tell_responsible(task, line, "Đã xác nhận hoàn thành")


def _after_send_back(task, line):
    notices.withdraw_all(task)
    notices.tell_responsible(task, line, "Cần làm tiếp, nhiệm vụ được trả lại")


def _after_pause(task, line):
    notices.withdraw_all(task)
    notices.tell_responsible(task, line, "Tạm dừng nhiệm vụ")


def _after_resume(task, line):
    notices.tell_responsible(task, line, "Tiếp tục thực hiện")


def _after_cancel(task, line):
    notices.withdraw_all(task)
    notices.tell_responsible(task, line, "Đã huỷ nhiệm vụ")


_AFTERWARDS = {
    "report_done": _after_report,
    "confirm": _after_confirm,
    "send_back": _after_send_back,
    "pause": _after_pause,
    "resume": _after_resume,
    "cancel": _after_cancel,
}
