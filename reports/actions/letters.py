"""The công văn đôn đốc of an office: making it, changing its words, dropping it."""

from django.db import IntegrityError, transaction
from django.db.models import F

from reports.desk import choosing, letters
from reports.models import OfficeLetter


class NobodyLate(Exception):
    """All of them have handed in meanwhile."""


class LetterChanged(Exception):
    """Somebody saved it since the page was opened; nothing was written."""


def make_letter(late, *, by, key, fields=None):
    """One OfficeLetter to all communes of `late` (a list of choosing.Late); the same `key` gives the same letter again.

    Who has handed in meanwhile is not named. `fields` are words in place of the draft's. Raises NobodyLate.
    """
    made = OfficeLetter.objects.visible_to(by).filter(key=key).first()
    if made is not None:
        return made
    late = choosing.still_late(by, late)[: letters.MOST_LINES]
    if not late:
        raise NobodyLate
    written = letters.draft_for(late, by=by) | (fields or {})
    try:
        with transaction.atomic():
            return OfficeLetter.objects.create(
                **written, receiver=by.home_unit, made_by=by, key=key, lines=letters.lines_of(late)
            )
    except IntegrityError:
        return OfficeLetter.objects.visible_to(by).get(key=key)


def save_letter(letter, fields, *, version, by):
    """Write changed words. Raises LetterChanged; nothing is written then."""
    unread = OfficeLetter.objects.visible_to(by).filter(pk=letter.pk, version=version)
    if not unread.update(**fields, version=F("version") + 1):
        raise LetterChanged


def drop_letter(letter, *, by):
    """Delete a draft. Returns whether it was still there."""
    return bool(OfficeLetter.objects.visible_to(by).filter(pk=letter.pk).delete()[0])
