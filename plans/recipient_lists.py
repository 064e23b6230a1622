"""The lists of recipients a commune keeps, and what a new plan begins with."""

import re

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import Unit
from danvan.clock import today
from plans.letterhead import committee_place
from plans.models import RecipientList
from plans.recipients import ARCHIVE_LINE, merged, tidied

FIRST = "Danh sách thường dùng"
# More of one kind than this are named together.
MOST_BY_NAME = 3


class ListChanged(Exception):
    """Somebody else has saved the list since it was opened."""


class NameTaken(Exception):
    """The commune has a list of this name."""


@transaction.atomic
def save_list(commune, *, name, recipients, is_usual=False):
    """A new list. Raises NameTaken."""
    try:
        with transaction.atomic():
            return commune.recipient_lists.create(
                name=name, recipients=tidied(recipients), is_usual=is_usual
            )
    except IntegrityError as taken:
        raise NameTaken(name) from taken


def change_list(found, *, version, name, recipients, is_usual):
    """Write over the version that was opened. Raises ListChanged, NameTaken."""
    fields = {"name": name, "recipients": tidied(recipients), "is_usual": is_usual}
    newest = RecipientList.objects.filter(pk=found.pk, version=version)
    try:
        with transaction.atomic():
            saved = newest.update(**fields, version=F("version") + 1)
    except IntegrityError as taken:
        raise NameTaken(name) from taken
    if not saved:
        raise ListChanged


def usual_recipients(commune):
    """What a new plan begins with: the usual lists, one after the other. A commune without any list gets its first."""
    lists = list(commune.recipient_lists.all()) or [_first_list(commune)]
    words = ""
    for each in lists:
        words = merged(words, each.recipients) if each.is_usual else words
    return words or ARCHIVE_LINE


def _first_list(commune):
    # Two who start a plan at once make one.
    found, _ = commune.recipient_lists.get_or_create(
        name=FIRST, defaults={"recipients": first_recipients(commune), "is_usual": True}
    )
    return found


def first_recipients(commune):
    """A proposal from what the portal knows: the office that receives the reports, the units of the commune."""
    receiver = commune.receiver_on(today())
    units = list(Unit.objects.current().filter(commune=commune).exclude(pk=commune.pk))
    lines = [
        *([f"{receiver.name} (b/c)"] if receiver else []),
        "Thường trực Đảng ủy, HĐND",
        "Chủ tịch, các Phó Chủ tịch UBND",
        *_named(units, Unit.Kind.MASS_ORGANISATION, "Ủy ban MTTQ và các đoàn thể", commune),
        *_named(units, Unit.Kind.DEPARTMENT, "Các phòng, ban, ngành", commune),
        *_villages(units),
        ARCHIVE_LINE,
    ]
    return "\n".join(lines)


def _named(units, kind, together, commune):
    names = [unit.name for unit in units if unit.kind == kind]
    if len(names) <= MOST_BY_NAME:
        return names
    level = committee_place(commune).split(" ")[0].lower()
    return [f"{together} {level}".strip()]


def _villages(units):
    """ "Các thôn", "Các tổ dân phố": by how they call themselves; a commune may have both."""
    kinds = r"^(Tổ dân phố|Khu dân cư|Khu phố|[^\W\d_]+)"
    called = [
        re.match(kinds, unit.name)[1].lower()
        for unit in units
        if unit.kind == Unit.Kind.VILLAGE and re.match(kinds, unit.name)
    ]
    return [f"Các {', '.join(dict.fromkeys(called))}"] if called else []
