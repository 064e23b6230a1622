"""Whom a report concerns, and what they are told. Keys are built so that nobody is told the same thing twice."""

from django.urls import reverse

from accounts.models import Membership, Role
from danvan.clock import today
from notices.actions import tell_all, withdraw
from notices.models import Notice

SOON = Notice.Urgency.SOON


def people_in(unit, *roles):
    """Those who hold one of these roles today, anywhere in a commune or at an office."""
    posts = Membership.objects.current().filter(role__in=roles, person__is_active=True)
    posts = posts.filter(unit__commune=unit) if unit.is_commune else posts.filter(unit=unit)
    return list({post.person for post in posts.select_related("person")})


def people_of_units(units):
    """unit pk → the people who may write its part today."""
    posts = Membership.objects.current().filter(unit__in=units, person__is_active=True)
    posts = posts.exclude(role__in=[Role.ADMINISTRATOR, Role.RECEIVER])
    people = {}
    for post in posts.select_related("person"):
        people.setdefault(post.unit_id, set()).add(post.person)
    return people


def _tell(people, key, text, url, **kwargs):
    tell_all([(person, key, text, url) for person in people], **kwargs)


def round_opened(round, parts):
    _ask_for(parts, round, "open", "Đề nghị gửi phần báo cáo của đơn vị")


def urge(round, parts):
    """Ask the units that have not sent yet; once a day, however often the button is pressed."""
    _ask_for(parts, round, f"urge:{today():%Y%m%d}", "Nhắc gửi phần báo cáo của đơn vị")


def _ask_for(parts, round, what, words):
    people = people_of_units([part.unit_id for part in parts])
    text = f"{words}: {round.name}, hạn {round.parts_due_on:%d/%m/%Y}."
    told = [
        (person, f"part:{part.pk}:{what}", text, part.get_absolute_url())
        for part in parts
        for person in people.get(part.unit_id, ())
    ]
    tell_all(told, urgency=SOON)


def part_moved(part, line):
    """`line` is the step just taken with a unit's part."""
    key, url = f"report-step:{line.pk}", part.get_absolute_url()
    round = part.round
    if line.move == "send":
        withdraw(f"part:{part.pk}:")
        text = f"{part.unit.short_name} đã gửi phần báo cáo ({round.name})."
        _tell(_others(people_in(round.commune, Role.COORDINATOR), line), key, text, url)
        return
    unit = people_of_units([part.unit_id]).get(part.unit_id, ())
    if line.move == "send_back":
        text = f"Phần báo cáo của {part.unit.short_name} bị trả lại: {line.note}"
        _tell(_others(unit, line), key, text, url, urgency=SOON)
    if line.move == "accept":
        text = f"Phần báo cáo của {part.unit.short_name} đã được tiếp nhận ({round.name})."
        _tell(_others(unit, line), key, text, url, by_mail=False)


def _others(people, line):
    return [person for person in people if person != line.by]


REPORT_STEPS = {
    "submit": ((Role.LEADER,), "Trình duyệt: {name}."),
    "send_back": ((Role.COORDINATOR,), "Báo cáo bị trả lại để sửa: {name}. {note}"),
    "approve": ((Role.COORDINATOR, Role.CLERK), "Báo cáo đã được duyệt, chờ cấp số: {name}."),
    "issue": (
        (Role.COORDINATOR,),
        "Báo cáo đã ban hành số {code}: {name}. Có thể nộp lên cấp trên.",
    ),
}


def report_moved(report, line):
    if line.move not in REPORT_STEPS:
        return
    roles, words = REPORT_STEPS[line.move]
    text = words.format(name=report.round.name, code=report.code, note=line.note).strip()
    people = _others(people_in(report.round.commune, *roles), line)
    _tell(people, f"report-step:{line.pk}", text, report.get_absolute_url())


def handed_in(submission):
    round = submission.report.round
    text = f"{round.commune.short_name} nộp {lower(round.name)} (lần {submission.ordinal})."
    people = people_in(submission.receiver, Role.RECEIVER)
    key = f"submission:{submission.pk}:new"
    _tell(people, key, text, submission.get_absolute_url(), by_mail=False)


def submission_moved(submission, line):
    round, url = submission.report.round, submission.get_absolute_url()
    if line.move == "withdraw":
        withdraw(f"submission:{submission.pk}:new")
        text = f"{round.commune.short_name} đã rút {lower(round.name)} (lần {submission.ordinal})."
        people, url = people_in(submission.receiver, Role.RECEIVER), reverse("reports:desk")
    elif line.move in {"accept", "send_back"}:
        done = "đã nhận" if line.move == "accept" else "trả lại"
        text = f"{submission.receiver.short_name} {done} {lower(round.name)}. {line.note}".strip()
        people = people_in(round.commune, Role.COORDINATOR, Role.LEADER, Role.CLERK)
    else:
        return
    _tell(_others(people, line), f"submission-step:{line.pk}", text, url)


def lower(name):
    return name[:1].lower() + name[1:]
