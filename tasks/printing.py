"""Printing letters and minutes: a row says what, a worker does it."""

from django.db import transaction

from documents.pdf_sandbox import PdfFailed, PdfUnavailable, render_pdf_safely
from documents.storage import fingerprint
from records.files import keep
from tasks import papers
from tasks.models import HandOver, UrgingLetter
from work.actions import Refused, finish, report_progress
from work.handlers import handles

WHY = "a job prints what a person who may see it has ordered"
CHANGED = "Nội dung vừa được sửa trong lúc tạo tệp PDF. Hãy bấm “Tạo tệp PDF” lần nữa."
GONE = "Văn bản này đã bị xóa."


@handles(papers.LETTER.work)
def render_letter(row):
    """Safe to run twice: it keeps the same bytes. A crash costs the time, nothing else."""
    letters = UrgingLetter.objects.unscoped(WHY).select_related("commune", "unit")
    render(row, papers.LETTER, letters)


@handles(papers.HAND_OVER.work)
def render_hand_over(row):
    """Safe to run twice: it keeps the same bytes. A crash costs the time, nothing else."""
    found = HandOver.objects.unscoped(WHY).select_related("commune", "giver", "made_by")
    render(row, papers.HAND_OVER, found)


def render(row, paper, found):
    """Print what a WorkRow names among `found`. Raises Refused where it is gone, was changed, or makes no PDF."""
    subject = found.filter(pk=row.subject_id).first()
    if subject is None:
        raise Refused(GONE)
    stored = paper.stored(subject)
    if fingerprint(stored) != row.key:
        raise Refused(CHANGED)
    report_progress(row, 20, "Đang dàn trang")
    try:
        pdf = render_pdf_safely(stored)
    except (PdfFailed, PdfUnavailable) as trouble:
        raise Refused(str(trouble)) from trouble
    name = paper.file_name(subject, "pdf")
    with transaction.atomic():
        finish(row, result=keep(pdf, name=name, content_type="application/pdf"))
