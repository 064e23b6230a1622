"""How one thing to act on is said in a line of the home page. No queries: what is passed in is fetched."""

from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from danvan.clock import today

SOON_DAYS = 7


class Row(NamedTuple):
    """One thing to act on: where it leads, and what is said beside it."""

    title: str
    url: str
    detail: str = ""
    lateness: str = ""
    lateness_words: str = ""
    acts: tuple = ()  # (label, url), the first is the one most often wanted
    later_url: str = ""  # where its reminder is put off


def own_task(task):
    page = task.get_absolute_url()
    return Row(
        task.title,
        page,
        f"Hạn {task.due_on:%d/%m/%Y}" if task.due_on else "",
        task.chip,
        task.lateness_words,
        (("Báo tiến độ", page + "#bao-tien-do"),),
        reverse("tasks:later", args=[task.pk]),
    )


def reported_task(task):
    page = task.get_absolute_url()
    return Row(
        task.title,
        page,
        f"{task.responsible}, {task.lead_unit}. Báo xong lúc {moment(task.reported_at)}",
        acts=(("Xem và xác nhận", page),),
    )


def late_task(task):
    return Row(
        task.title,
        task.get_absolute_url(),
        f"{task.lead_unit}, {task.responsible}. Hạn {task.due_on:%d/%m/%Y}",
        task.chip,
        task.lateness_words,
    )


def asked_extension(extension):
    url = extension.task.get_absolute_url()
    return Row(
        extension.task.title,
        url,
        f"{extension.asked_by} xin đến {extension.new_due_on:%d/%m/%Y}: {extension.reason}",
        acts=(("Xem và quyết định", url),),
    )


def plan(plan, act="", at=""):
    """A plan; `act` names what this person does with it next, `at` the page where (else the plan's own)."""
    words = plan.get_status_display()
    if plan.number:
        words = f"{words}, số {plan.code}"
    page = plan.get_absolute_url()
    return Row(
        plan.title,
        page,
        f"{plan.unit}: {words}" if plan.unit_id else words,
        acts=_act(act, at, plan),
    )


def _act(label, at, thing):
    url = reverse(at, args=[thing.pk]) if at else thing.get_absolute_url()
    return ((label, url),) if label else ()


def plan_file(upload):
    url = reverse("plans:import_review", args=[upload.pk])
    words = f"Tải lên lúc {moment(upload.uploaded_at)}"
    return Row(upload.file.name, url, words, acts=(("Xem lại, tạo dự thảo", url),))


def proposal(proposal):
    page = proposal.get_absolute_url()
    return Row(
        proposal.text,
        page,
        f"{proposal.unit}, {proposal.where}, {proposal.plan.code}",
        acts=(("Xem và trả lời", page),),
    )


def amended_tasks(plan, count):
    """What an amendment has left to be decided; `count` tasks and series."""
    url = reverse("tasks:amendment", args=[plan.pk])
    detail = f"{plan.code}: {count} nhiệm vụ thuộc mục đã sửa hoặc đã bỏ"
    return Row(plan.title, url, detail, acts=(("Xem đề xuất", url),))


def left_work(left):
    """Work of somebody who can do no more of it here."""
    url = reverse("tasks:hand_over_start", args=[left.person.pk])
    detail = f"{left.count} việc chưa bàn giao"
    return Row(str(left.person), url, detail, acts=(("Bàn giao", url),))


def letter(letter):
    url = reverse("tasks:letter_issue", args=[letter.pk])
    detail = f"{letter.made_by} lập ngày {letter.day:%d/%m/%Y}"
    return Row(
        f"Công văn gửi {letter.unit.name}",
        letter.get_absolute_url(),
        detail,
        acts=(("Cấp số", url),),
    )


def plan_without_tasks(plan):
    url = reverse("tasks:from_plan", args=[plan.pk])
    detail = f"Số {plan.code}, ban hành {plan.issued_on:%d/%m/%Y}"
    return Row(plan.title, plan.get_absolute_url(), detail, acts=(("Giao nhiệm vụ", url),))


def report(report, act="", at=""):
    """A part or the commune's report; `act` names what this person does with it next, `at` the page where."""
    due = report.round.parts_due_on if report.is_part else report.due_again or report.round.due_on
    title = f"{report.unit}: {report.round.name}" if report.is_part else report.round.name
    return Row(
        title,
        report.get_absolute_url(),
        f"{report.status_label}. Hạn {due:%d/%m/%Y}",
        *_lateness_of(report, due),
        _act(act, at, report),
    )


def asked_round(round):
    """A round that the office above asks for and that no unit was asked for yet."""
    url = reverse("reports:round_hand_out", args=[round.pk])
    paper = f", {round.request.paper}" if round.request.code else ""
    return Row(
        round.name,
        round.get_absolute_url(),
        f"{round.receiver} yêu cầu{paper}. Hạn nộp {round.due_on:%d/%m/%Y}",
        *owed(round.due_on),
        (("Giao cho các đơn vị", url),),
    )


def _lateness_of(report, due_on):
    """Where somebody below still owes it. The Front and the unions are asked, so they are never late."""
    if not report.is_open:
        return "", ""
    asked = report.is_part and report.unit.relation == "requested"
    return ("", "") if asked and due_on < today() else owed(due_on)


def owed_part(part):
    """Straight to where it is written: one click less than by its page."""
    url = reverse("reports:part_edit", args=[part.pk])
    return report(part)._replace(acts=(("Mở báo cáo", url),))


def report_to_hand_in(each):
    url = reverse("reports:report_hand_in", args=[each.pk])
    due_on = each.due_again or each.round.due_on
    return Row(
        each.round.name,
        each.get_absolute_url(),
        f"Số {each.code}. Hạn nộp {due_on:%d/%m/%Y}",
        *owed(due_on),
        (("Nộp báo cáo", url),),
    )


def issued_report(report):
    """For those who watch: what may be read."""
    return Row(
        report.title,
        report.get_absolute_url(),
        f"Số {report.code}, ban hành {report.issued_on:%d/%m/%Y}",
        acts=(("Đọc báo cáo", report.get_absolute_url()),),
    )


def returned_submission(submission):
    report, day = submission.report, submission.resubmit_by
    again = f". Hạn nộp lại {day:%d/%m/%Y}" if day else ""
    return Row(
        report.round.name,
        report.get_absolute_url(),
        f"{submission.receiver} trả lại lần nộp {submission.ordinal}{again}",
        *(owed(day) if day else ("", "")),
        acts=(("Xem và sửa lại", report.get_absolute_url()),),
    )


def received(submission):
    """A submission as the office sees it."""
    round = submission.report.round
    return Row(
        f"{round.commune}: {round.name}",
        submission.get_absolute_url(),
        f"Nộp lúc {moment(submission.submitted_at)}, lần {submission.ordinal}",
        acts=(("Xem báo cáo", submission.get_absolute_url()),),
    )


def not_handed_in(commune, name, due_on, url):
    return Row(f"{commune}: {name}", url, f"Hạn {due_on:%d/%m/%Y}", *owed(due_on))


def parked(work, url):
    return Row(work.title, url, f"{work.unit}: {work.last_line}", acts=(("Xem và chạy lại", url),))


def owed(due_on):
    """(lateness, words) of something that is still owed."""
    days = (due_on - today()).days
    if days < 0:
        return "late", f"quá {-days} ngày"
    words = "hôm nay là hạn" if days == 0 else f"còn {days} ngày"
    return ("soon" if days <= SOON_DAYS else "fine"), words


def moment(at):
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}"
