"""What units are told about the rounds they owe a part of, and communes about what an office above asks of them.

Keys begin with "part:<pk>:", so that sending a part takes back whatever was asked. The Front, the unions and the party
are asked kindly and never called late.
"""

from django.db.models import Q
from django.utils import timezone

from danvan.clock import today
from notices.actions import tell_all
from notices.models import Notice
from reports.models import Report
from reports.notices import people_of_units

U = Notice.Urgency
UNSENT = (Report.Status.DRAFT, Report.Status.RETURNED, Report.Status.TO_SIGN)
OPEN = "open"
ASKED = "Đề nghị gửi phần báo cáo của đơn vị: {name}, hạn {due:%d/%m/%Y}."
ASKED_KINDLY = "Kính đề nghị phối hợp gửi nội dung báo cáo: {name}, trước hết ngày {due:%d/%m/%Y}."
MOVED = "Hạn gửi phần báo cáo đổi thành {due:%d/%m/%Y}: {name}."
MOVED_FROM = "Hạn gửi phần báo cáo đổi từ {before:%d/%m/%Y} thành {due:%d/%m/%Y}: {name}."
AHEAD = "Còn {days} ngày đến hạn gửi phần báo cáo của đơn vị: {name}, hạn {due:%d/%m/%Y}."
AHEAD_KINDLY = (
    "Kính nhắc nội dung phối hợp báo cáo: {name}, mong nhận được trong ngày {due:%d/%m/%Y}."
)
TODAY = "Hôm nay là hạn gửi phần báo cáo của đơn vị: {name}."
LATE = "Phần báo cáo của đơn vị quá hạn {days} ngày: {name}, hạn {due:%d/%m/%Y}."


def ask(parts):
    """Tell the people of these parts' units that they are asked, once. Needs `unit` and `round`. Two statements."""
    _tell((part, OPEN, *_asked(part)) for part in parts)


def remind(parts):
    """Tell the people of parts that were not sent what is left.

    `parts` are (part, day of this reminder, day of the one before or None): the earlier one has become pointless.
    """
    parts = list(parts)
    _tell((part, f"remind:{day:%Y%m%d}", *_standing(part)) for part, day, _ in parts)
    _take_back([f"part:{part.pk}:remind:{before:%Y%m%d}" for part, _, before in parts if before])


def _take_back(keys):
    rows = Notice.objects.unscoped("a later reminder takes the place of an earlier one")
    rows = rows.filter(key__in=keys, read_at=None, withdrawn_at=None)
    rows.update(withdrawn_at=timezone.now())


def date_moved(parts, before=None):
    """Tell the people of parts that were not sent that their date is another now; `before`: the old one, where it is
    the same for all. Two statements."""
    _tell(
        (part, f"due:{part.round.parts_due_on:%Y%m%d}", U.SOON, _moved(part, before))
        for part in parts
    )


def _moved(part, before):
    words = MOVED_FROM if before else MOVED
    return words.format(name=part.round.name, due=part.round.parts_due_on, before=before)


def forget(round):
    """Take back what the units that have not sent were asked, unread; the round is closed."""
    waiting = round.reports.filter(scope=Report.Scope.PART, status__in=UNSENT)
    begins = Q()
    for pk in waiting.values_list("pk", flat=True):
        begins |= Q(key__startswith=f"part:{pk}:")
    if begins:
        rows = Notice.objects.unscoped("a closed round asks nobody any more").filter(begins)
        rows.filter(read_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())


def _tell(said):
    """(part, what, urgency, words) as notices, grouped by urgency because that is one statement each."""
    said = list(said)
    people = people_of_units({part.unit_id for part, *_ in said})
    for urgency in {each[2] for each in said}:
        told = [
            (person, f"part:{part.pk}:{what}", text, part.get_absolute_url())
            for part, what, how, text in said
            if how == urgency
            for person in people.get(part.unit_id, ())
        ]
        tell_all(told, urgency=urgency)


def _asked(part):
    words = ASKED_KINDLY if part.unit.relation == "requested" else ASKED
    return U.SOON, words.format(name=part.round.name, due=part.round.parts_due_on)


def _standing(part):
    """(urgency, words) of a part that is still owed, as it stands today."""
    due = part.round.parts_due_on
    days = (due - today()).days
    said = {"name": part.round.name, "due": due, "days": abs(days)}
    if part.unit.relation == "requested":
        return U.SOON, AHEAD_KINDLY.format(**said)
    if days < 0:
        return U.LATE, LATE.format(**said)
    return (U.TODAY, TODAY.format(**said)) if days == 0 else (U.SOON, AHEAD.format(**said))
