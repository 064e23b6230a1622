"""Printing reports and packing submissions: a row says what, a worker does it."""

import tempfile
import zipfile
from collections import Counter

from django.core.files.base import File
from django.db import transaction
from django.utils.text import slugify

from danvan.vietnamese import search_text
from documents.pdf_sandbox import PdfFailed, PdfUnavailable, render_pdf_safely
from records.files import keep, keep_file
from reports import document
from reports.models import Bundle, Report
from work.actions import Refused, finish, report_progress
from work.handlers import handles

CHANGED = "Nội dung báo cáo vừa thay đổi trong lúc tạo tệp. Hãy bấm tạo tệp PDF lại."
WHY = "a job does what a person who may see the row has ordered"


@handles("render_report")
def render_report(row):
    """Print a report. Safe to run twice: it keeps the same bytes. A crash costs the rendering, never the report."""
    report = Report.objects.unscoped(WHY).select_related("round__commune").get(pk=row.subject_id)
    stored = report.document or document.stored_document(report)
    if document.digest_of(stored) != row.key:
        raise Refused(CHANGED)
    report_progress(row, 20, "Đang dàn trang")
    try:
        pdf = render_pdf_safely(stored)
    except (PdfFailed, PdfUnavailable) as trouble:
        raise Refused(str(trouble)) from trouble
    with transaction.atomic():
        kept = keep(pdf, name=document.file_name(report), content_type="application/pdf")
        if report.document:
            # Only the document that was printed gets the file: it may have been reopened meanwhile.
            Report.objects.unscoped(WHY).filter(
                pk=report.pk, status=Report.Status.ISSUED, register_entry=report.register_entry_id
            ).update(pdf=kept)
        finish(row, result=kept)


@handles("zip_submissions")
def zip_submissions(row):
    """Put a bundle's PDFs into one zip, file by file through the disk, however many there are. Safe to run twice."""
    bundle = Bundle.objects.unscoped(WHY).get(pk=row.subject_id)
    submissions = _in_order(bundle)
    with tempfile.TemporaryFile() as scratch:
        with zipfile.ZipFile(scratch, "w", zipfile.ZIP_STORED) as archive:
            for done, (name, submission) in enumerate(submissions):
                report_progress(row, 95 * done // len(submissions), f"Đang thêm {name}")
                _add(archive, name, submission)
        scratch.seek(0)
        name = f"bao-cao-{bundle.created_at:%Y%m%d}-{bundle.pk}.zip"
        # Hundreds of megabytes are not written while a transaction keeps everybody else from writing.
        kept = keep_file(File(scratch), name=name, content_type="application/zip")
        with transaction.atomic():
            Bundle.objects.unscoped(WHY).filter(pk=bundle.pk).update(file=kept)
            finish(row, result=kept)


def _in_order(bundle):
    """(file name, Submission) sorted by name; two communes may bear the same name."""
    rows = list(bundle.submissions.select_related("pdf", "report__round__commune"))
    taken = Counter(map(name_of, rows))
    named = [
        (name_of(row) if taken[name_of(row)] == 1 else f"{row.receipt}_{name_of(row)}", row)
        for row in rows
    ]
    return sorted(named, key=lambda pair: pair[0])


def _add(archive, name, submission):
    with submission.pdf.open() as source, archive.open(name, "w") as target:
        while piece := source.read(256 * 1024):
            target.write(piece)


def name_of(submission):
    """ "xa-an-hoa_bao-cao-6-thang-dau-nam-2026_lan1.pdf": one commune, one round, one attempt."""
    round = submission.report.round
    commune = slugify(search_text(round.commune.short_name)).removeprefix("ubnd-")
    return f"{commune}_{document.slug_of(round)}_lan{submission.ordinal}.pdf"
