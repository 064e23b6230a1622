"""Printing an office's letter: a row says which words, a worker does it."""

from django.db import transaction

from documents.length import is_long
from documents.pdf_sandbox import PdfFailed, PdfUnavailable, render_pdf_safely
from records.files import keep
from reports.desk import letter_paper
from reports.models import OfficeLetter
from reports.paper.document import digest_of
from work.actions import Refused, finish, order, report_progress
from work.handlers import handles
from work.models import WorkRow

KIND = "render_office_letter"
WHY = "the letter in hand was reached through visible_to"
CHANGED = "Công văn vừa được sửa trong lúc tạo tệp. Hãy bấm “Tạo tệp PDF” lại."


def order_pdf(letter, *, by):
    """Have it printed and return the WorkRow; the one that printed exactly these words before, if there is one."""
    stored = letter_paper.stored(letter)
    return printed(letter) or order(
        KIND,
        letter.pk,
        unit=letter.receiver,
        by=by,
        title=f"Tạo tệp PDF: {letter}",
        queue="pdf_long" if is_long(stored) else "pdf",
        key=digest_of(stored),
    )


def printed(letter):
    """The finished WorkRow that printed what it says now, or None."""
    rows = WorkRow.objects.unscoped(WHY).about(KIND, letter.pk)
    return rows.made_before(digest_of(letter_paper.stored(letter)))


def printing(letter):
    """The latest piece of printing work, whatever its state, or None."""
    return WorkRow.objects.unscoped(WHY).about(KIND, letter.pk).order_by("-pk").first()


@handles(KIND)
def render_office_letter(row):
    """Print a letter. Safe to run twice: the same words give the same bytes."""
    letter = (
        OfficeLetter.objects.unscoped(WHY)
        .select_related("receiver")
        .filter(pk=row.subject_id)
        .first()
    )
    stored = letter and letter_paper.stored(letter)
    if letter is None or digest_of(stored) != row.key:
        raise Refused(CHANGED)
    report_progress(row, 20, "Đang dàn trang")
    try:
        pdf = render_pdf_safely(stored)
    except (PdfFailed, PdfUnavailable) as trouble:
        raise Refused(str(trouble)) from trouble
    with transaction.atomic():
        name = letter_paper.file_name(letter, "pdf")
        finish(row, result=keep(pdf, name=name, content_type="application/pdf"))
