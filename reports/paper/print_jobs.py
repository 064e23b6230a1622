"""Printing reports: a row says what, a worker does it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from documents.pdf_sandbox import PdfFailed, PdfUnavailable, render_pdf_safely
from documents.storage import fingerprint
from records.files import keep
from reports import notices
from reports.models import Report
from reports.paper import document
from reports.paper.photos import bytes_of
from reports.paper.printed import RENDER, printed_before
from work.actions import Refused, finish, report_progress
from work.handlers import handles

CHANGED = "Nội dung báo cáo vừa thay đổi trong lúc tạo tệp. Hãy bấm tạo tệp PDF lại."
WHY = "a job does what a person who may see the row has ordered"
# Whoever waited longer than this has gone on to something else.
PATIENCE = timedelta(seconds=20)


@handles(RENDER)
def render_report(row):
    """Print a report. Safe to run twice: it keeps the same bytes. A crash costs the rendering, never the report."""
    report = Report.objects.unscoped(WHY).select_related("round__commune").get(pk=row.subject_id)
    stored = report.document or document.stored_document(report)
    if fingerprint(stored) != row.key:
        raise Refused(CHANGED)
    # Printed meanwhile by another order of the same content.
    done = printed_before(row.key)
    made = None if done else _printed(row, stored)
    with transaction.atomic():
        kept = done.result if done else _kept(made, report)
        if report.document:
            # Only the document that was printed gets the file: it may have been reopened meanwhile.
            Report.objects.unscoped(WHY).filter(
                pk=report.pk, status=Report.Status.ISSUED, register_entry=report.register_entry_id
            ).update(pdf=kept)
        finish(row, result=kept)
        if timezone.now() - row.created_at > PATIENCE:
            notices.report_printed(report, row)


def _printed(row, stored):
    report_progress(row, 20, "Đang dàn trang")
    try:
        return render_pdf_safely(stored, photos=bytes_of(stored))
    except (PdfFailed, PdfUnavailable) as trouble:
        raise Refused(str(trouble)) from trouble


def _kept(pdf, report):
    return keep(pdf, name=document.file_name(report), content_type="application/pdf")
