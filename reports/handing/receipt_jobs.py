"""Printing a receipt: ordered when the report is handed in on the page, or when somebody wants it."""

from django.db import transaction

from documents.pdf_sandbox import PdfFailed, PdfUnavailable, render_pdf_safely
from records.files import keep
from reports.handing.receipt import stored_receipt
from reports.models import Submission
from work.actions import Refused, finish, report_progress
from work.handlers import handles

WHY = "a job prints the receipt of the submission that somebody who may has handed in"


@handles("render_receipt")
def render_receipt(row):
    """Print one receipt. Safe to run twice: the same words make the same page. A crash costs the printing alone."""
    rows = Submission.objects.unscoped(WHY).select_related(
        "report__round__commune", "receiver", "submitted_by", "pdf"
    )
    submission = rows.get(pk=row.subject_id)
    report_progress(row, 20, "Đang dàn trang")
    try:
        pdf = render_pdf_safely(stored_receipt(submission))
    except (PdfFailed, PdfUnavailable) as trouble:
        raise Refused(str(trouble)) from trouble
    name = f"bien-nhan-{submission.receipt}.pdf"
    with transaction.atomic():
        finish(row, result=keep(pdf, name=name, content_type="application/pdf"))
