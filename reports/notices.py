"""Whom a report concerns, and what they are told. Keys are built so that nobody is told the same thing twice."""

from django.urls import reverse

from accounts.models import Membership, Role
from danvan.clock import today
from notices.actions import tell_all, withdraw, withdraw_all
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


def asked_more(round, parts, *, key, words):
    """A further heading is asked of units that have not sent yet."""
    _ask_for(parts, round, f"more:{key}", f"Phần báo cáo của đơn vị có thêm mục “{words}”")


def asked_no_more(parts, *, key):
    """What `asked_more` told of these parts (their pks) is gone again, for who has not read it."""
    withdraw_all([f"part:{pk}:more:{key}" for pk in parts])


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


def coordinators_of(round):
    return people_in(round.commune, Role.COORDINATOR)


def part_moved(part, line):
    """`line` is the step just taken with a unit's part."""
    if line.before == part.Status.TO_SIGN:
        withdraw(f"part-sign:{part.pk}:")
    if line.move in {"send", "sign"}:
        withdraw(f"part:{part.pk}:")
    told = _PART_STEPS.get(line.move)
    if told:
        told(part, line)


def _sent(part, line):
    key, url = f"report-step:{line.pk}", part.get_absolute_url()
    text = f"{part.unit.short_name} đã gửi phần báo cáo ({part.round.name})."
    coordinators = coordinators_of(part.round)
    _tell(_others(coordinators, line), key, text, url)
    if line.move == "sign":
        unit = set(_people_of(part)) - set(coordinators)
        _tell(_others(unit, line), key, f"{line.by} đã duyệt và gửi. {text}", url, by_mail=False)


def _to_sign(part, line):
    posts = Membership.objects.current().filter(unit=part.unit_id, is_head=True)
    heads = {post.person for post in posts.select_related("person") if post.person.is_active}
    text = f"{line.by} trình duyệt phần báo cáo của {part.unit.short_name} ({part.round.name})."
    key = f"part-sign:{part.pk}:{line.pk}"
    _tell(_others(heads, line), key, text, part.get_absolute_url(), urgency=SOON)


def _handed_back(part, line):
    text = f"{line.by} chuyển lại phần báo cáo của {part.unit.short_name}: {line.note}"
    _tell_unit(part, line, text, urgency=SOON)


def _sent_back(part, line):
    text = f"Phần báo cáo của {part.unit.short_name} bị trả lại: {line.note}"
    _tell_unit(part, line, text, urgency=SOON)


def _accepted(part, line):
    text = f"Phần báo cáo của {part.unit.short_name} đã được tiếp nhận ({part.round.name})."
    _tell_unit(part, line, text, by_mail=False)


def _people_of(part):
    return people_of_units([part.unit_id]).get(part.unit_id, ())


def _tell_unit(part, line, text, **kwargs):
    people = _others(_people_of(part), line)
    _tell(people, f"report-step:{line.pk}", text, part.get_absolute_url(), **kwargs)


_PART_STEPS = {
    "send": _sent,
    "sign": _sent,
    "ask_to_sign": _to_sign,
    "hand_back": _handed_back,
    "send_back": _sent_back,
    "accept": _accepted,
}


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


def report_printed(report, row):
    """A file that took long is told of to whoever ordered it; `row` is the finished WorkRow."""
    if row.ordered_by is None:
        return
    text = f"Tệp PDF của báo cáo đã tạo xong: {report.round.name}."
    url = report.get_absolute_url()
    _tell([row.ordered_by], f"report-printed:{row.pk}", text, url, by_mail=False)


def handed_in(submission):
    round = submission.report.round
    late = f", {submission.late_beside}" if submission.days_late else ""
    text = f"{round.commune.short_name} nộp {lower(round.name)} (lần {submission.ordinal}{late})."
    people = people_in(submission.receiver, Role.RECEIVER)
    key = f"submission:{submission.pk}:new"
    _tell(people, key, text, submission.get_absolute_url(), by_mail=False)


def noted_other_way(submission, by):
    """The other side is told that a report went past the portal."""
    round, url = submission.report.round, submission.get_absolute_url()
    if by.is_in(submission.receiver_id, Role.RECEIVER):
        people = people_in(round.commune, Role.COORDINATOR, Role.CLERK)
        who = submission.receiver.short_name
    else:
        people, who = people_in(submission.receiver, Role.RECEIVER), round.commune.short_name
    told = submission.told[:1].lower() + submission.told[1:]
    key = f"submission:{submission.pk}:new"
    _tell(people, key, f"{who} ghi nhận {lower(round.name)}: {told}.", url, by_mail=False)


def submission_moved(submission, line):
    round, url = submission.report.round, submission.get_absolute_url()
    if line.move in {"withdraw", "take_back"}:
        withdraw(f"submission:{submission.pk}:new")
        done = "đã rút" if line.move == "withdraw" else "đã xóa ghi nhận"
        text = f"{round.commune.short_name} {done} {lower(round.name)} (lần {submission.ordinal})."
        people, url = people_in(submission.receiver, Role.RECEIVER), reverse("reports:desk")
        if line.by in people:
            text = (
                f"{submission.receiver.short_name} {done} {lower(round.name)}. {line.note}".strip()
            )
            people = people_in(round.commune, Role.COORDINATOR, Role.CLERK)
            url = submission.get_absolute_url()
    elif line.move in {"accept", "send_back"}:
        done = "đã nhận" if line.move == "accept" else "trả lại"
        again = f", {submission.again_words}" if submission.again_words else ""
        text = f"{submission.receiver.short_name} {done} {lower(round.name)}{again}. {line.note}"
        text = text.strip()
        people = people_in(round.commune, Role.COORDINATOR, Role.LEADER, Role.CLERK)
        withdraw(f"submission:{submission.pk}:new")
    else:
        return
    _tell(_others(people, line), f"submission-step:{line.pk}", text, url)


def lower(name):
    return name[:1].lower() + name[1:]
