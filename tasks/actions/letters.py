"""Công văn đôn đốc: making it, changing its words, giving it its number."""

from django.db import IntegrityError, transaction
from django.db.models import F

from danvan.workflow import ALREADY_MOVED, MoveRefused
from documents.wording import letter_subject
from records.register import register
from tasks import letter_paper, letters, notices, papers
from tasks.models import TaskHistory, UrgingLetter


class LetterChanged(Exception):
    """Somebody saved it, or gave it its number, since the page was opened. The message is for the page."""


def make_letters(groups, *, by, key, fields=None):
    """One UrgingLetter for each (unit, tasks) of `groups`; the same `key` gives the same letters again.

    `fields` are words to write in place of the draft's. All or none.
    """
    with transaction.atomic():
        return [_make(unit, tasks, by, key, fields or {}) for unit, tasks in groups]


def _make(unit, tasks, by, key, fields):
    written = letters.draft_for(unit, tasks, by=by) | fields
    try:
        with transaction.atomic():
            letter = UrgingLetter.objects.create(
                **written, commune=by.commune, unit=unit, made_by=by, key=key, lines=letters.lines_of(tasks)
            )  # fmt: skip
    except IntegrityError:
        made = UrgingLetter.objects.visible_to(by).filter(key=key, unit=unit).first()
        if made is None:
            raise
        return made
    letter.tasks.set(tasks)
    return letter


def save_letter(letter, fields, *, version, by):
    """Write changed words of a letter without a number. Raises LetterChanged; nothing is written then."""
    unread = UrgingLetter.objects.visible_to(by).filter(pk=letter.pk, version=version, number=None)
    if not unread.update(**fields, version=F("version") + 1):
        raise LetterChanged(
            "Công văn vừa được người khác sửa hoặc cấp số; nội dung anh/chị nhập chưa được ghi. "
            "Hãy mở lại công văn để xem bản mới."
        )


def drop_letter(letter, *, by):
    """Delete a letter that never got a number. Returns whether it was still there to delete."""
    own = UrgingLetter.objects.visible_to(by).filter(pk=letter.pk, number=None)
    return bool(own.delete()[0])


@transaction.atomic
def issue_letter(letter, *, number, issued_on, version, by):
    """Give number and date, enter it in the register, freeze its words, order its PDF.

    Raises NumberTaken, or MoveRefused where it was changed or numbered since `version` was read; nothing has changed.
    """
    unread = UrgingLetter.objects.visible_to(by).filter(pk=letter.pk, version=version, number=None)
    given = {"number": number, "issued_on": issued_on, "version": F("version") + 1}
    if not unread.update(**given):
        raise MoveRefused(ALREADY_MOVED)
    letter.refresh_from_db()
    entry = register(
        commune=letter.commune,
        number=number,
        symbol=letter.symbol,
        issued_on=issued_on,
        subject=f"Công văn {letter_subject(letter.subject)}",
        signer=letter.signer_name,
        recipients=f"{letter.unit.name}\n{letter.recipients}",
        by=by,
    )
    letter.register_entry, letter.document = entry, letter_paper.stored(letter)
    letter.save(update_fields=["register_entry", "document"])
    _note_on_tasks(letter, by)
    notices.tell_letter(letter, by=by)
    papers.order_pdf(papers.LETTER, letter, by=by)


def _note_on_tasks(letter, by):
    asked = letter.unit.relation == "requested"
    label = "Công văn đề nghị phối hợp" if asked else "Công văn đôn đốc"
    TaskHistory.objects.bulk_create(
        TaskHistory(
            task=task, move="letter", label=label, before=task.status, after=task.status, by=by,
            note=f"Số {letter.code} ngày {letter.issued_on:%d/%m/%Y}",
        )
        for task in letter.tasks.all()
    )  # fmt: skip
