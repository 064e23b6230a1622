"""Packing what an office received: one zip, or one PDF of all. A row says what, a worker does it."""

import shutil
import tempfile
import time
import zipfile
from datetime import timedelta
from pathlib import Path

from celery import shared_task
from django.core.files.base import File
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from documents import merging
from documents.pdf_sandbox import PdfFailed, PdfUnavailable
from records.files import keep_file
from records.models import StoredFile
from reports.desk import bundle_sheet, bundles, merged_parts, office_notices
from reports.models import Bundle, Submission
from reports.on_behalf import at_office
from work.actions import Refused, finish, report_progress
from work.handlers import handles
from work.models import WorkRow

ZIP, MERGE = "zip_submissions", "merge_submissions"
WORK = {Bundle.Kind.ZIP: ZIP, Bundle.Kind.MERGED: MERGE, Bundle.Kind.SIGNED: MERGE}
WHY = "a job does what a person who may see the row has ordered"
GONE = "Các báo cáo đã chọn đều đã được xã rút lại nên không có gì để tạo tệp."
SCRATCH = "danvan-merge-"


def _bundle(row):
    rows = Bundle.objects.unscoped(WHY).select_related("receiver", "ordered_by")
    return rows.get(pk=row.subject_id)


def _entries(bundle):
    """What whoever ordered it may read now: what a commune has taken back meanwhile is not packed."""
    visible = Submission.objects.visible_to(at_office(bundle.ordered_by, bundle.receiver))
    entries = bundles.entries_of(visible.filter(pk__in=bundle.submissions.values("pk")))
    if not entries:
        raise Refused(GONE)
    return entries


@handles(ZIP)
def zip_submissions(row):
    """Put a bundle's files into one zip, piece by piece through the disk, however many there are. Safe to run twice."""
    bundle = _bundle(row)
    entries = _entries(bundle)
    with tempfile.TemporaryFile() as scratch:
        with zipfile.ZipFile(scratch, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(bundles.CONTENTS, bundle_sheet.sheet_of(entries))
            for done, entry in enumerate(entries):
                report_progress(row, 90 * done // len(entries), merged_parts.said(entry))
                for packed in entry.files:
                    _add(archive, packed)
        scratch.seek(0)
        report_progress(row, 92, "Đang cất gói")
        # Hundreds of megabytes are not written while a transaction keeps everybody else from writing.
        kept = keep_file(
            File(scratch), name=_file_name(bundle, "zip"), content_type="application/zip"
        )
        _done(row, bundle, kept)


def _add(archive, packed):
    with packed.file.open() as source, archive.open(packed.name, "w", force_zip64=True) as target:
        shutil.copyfileobj(source, target, merged_parts.AT_ONCE)


def _file_name(bundle, ending):
    return f"bao-cao-{timezone.localtime(bundle.created_at):%Y%m%d}-{bundle.pk}.{ending}"


def _done(row, bundle, kept):
    """The file, the end of the work and the notice of it: all or none."""
    with transaction.atomic():
        Bundle.objects.unscoped(WHY).filter(pk=bundle.pk).update(file=kept)
        finish(row, result=kept)
        office_notices.bundle_ready(bundle, row)


@handles(MERGE)
def merge_submissions(row):
    """Put a bundle's reports behind one another, a table of contents before them. Safe to run twice."""
    bundle = _bundle(row)
    entries = _entries(bundle)
    with tempfile.TemporaryDirectory(prefix=SCRATCH) as folder:
        try:
            whole = merged_parts.merged(row, bundle, entries, folder)
        except (merging.NotMerged, PdfFailed, PdfUnavailable) as trouble:
            raise Refused(str(trouble)) from trouble
        name = _file_name(bundle, "pdf")
        with whole.open("rb") as made:
            kept = keep_file(File(made), name=name, content_type="application/pdf")
    _done(row, bundle, kept)


@shared_task
def clear_old_bundles():
    """Each night: bundles after their time, and what a killed merge left on the disk. Safe to run twice.

    The bytes go with the other files without a row (records.jobs.clear_unused_files).
    """
    old = timezone.now() - timedelta(days=bundles.KEPT_DAYS)
    made = Bundle.objects.unscoped(WHY).exclude(kind=Bundle.Kind.REPORT).filter(created_at__lt=old)
    for pk in list(made.values_list("pk", flat=True)[:500]):
        _clear(made.filter(pk=pk))
    _clear_scratch()


@transaction.atomic
def _clear(rows):
    # Asked anew: somebody may have wanted it a moment ago, and then it is kept as long as a new one.
    bundle = rows.select_related("file").select_for_update(of=("self",)).first()
    if bundle is None:
        return
    file = bundle.file
    bundle.delete()
    if file is None:
        return
    WorkRow.objects.unscoped(WHY).filter(result=file).update(result=None)
    try:
        with transaction.atomic():
            StoredFile.objects.filter(pk=file.pk).delete()
    except ProtectedError:
        # Something else holds the same file: it stays.
        return


def _clear_scratch():
    day_ago = time.time() - 24 * 3600
    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        if folder.stat().st_mtime < day_ago:
            shutil.rmtree(folder, ignore_errors=True)
