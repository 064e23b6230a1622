"""Bringing the photos of a report to the size of print: a row says which report, a worker does it."""

import io
import sys

from PIL import Image

from documents.limits import LimitExceeded, ProgramFailed, run_limited
from records.files import keep
from reports.models import Report, ReportPhoto
from work.actions import finish, order, report_progress
from work.handlers import handles

SCALE = "scale_photos"
# 78 mm wide, this is more than a printer shows.
LONGEST_SIDE = 1600


def order_scaling(report, *, by):
    """Have the photos picked for a report brought to the size of print. Call it in the transaction that picks them."""
    title = f"Chuẩn bị ảnh: {report.round.name}"
    order(SCALE, report.pk, unit=report.round.commune, by=by, title=title, queue="import")


@handles(SCALE)
def scale_photos(row):
    """Put the copy for print in the place of each photo. Safe to run twice. A crash costs size, never a photo."""
    waiting = ReportPhoto.objects.filter(report=row.subject_id, is_scaled=False)
    # What was numbered meanwhile is printed with what it was numbered with.
    waiting = waiting.filter(report__status__in=(Report.Status.DRAFT, Report.Status.RETURNED))
    # One after the other, asked anew: what is picked while this runs has ordered nothing of its own.
    while photo := waiting.select_related("file").first():
        # Each may take as long as a lease lasts for.
        report_progress(row, 0, "Đang thu nhỏ ảnh")
        same = ReportPhoto.objects.filter(pk=photo.pk, file=photo.file_id)
        same.update(file=_for_print(photo.file), is_scaled=True)
    finish(row)


def _for_print(file):
    """The photo as a StoredFile of at most LONGEST_SIDE; the same one where it is small, or cannot be made smaller."""
    data = file.read()
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            if max(image.size) <= LONGEST_SIDE:
                return file
        small = run_limited(
            [sys.executable, "-m", "tasks.photo", str(LONGEST_SIDE)],
            stdin=data,
            memory_mb=768,
            cpu_seconds=20,
            wall_seconds=40,
        )
    except (OSError, LimitExceeded, ProgramFailed):
        # It was cleaned when it came and is shown as it is: larger, and no worse.
        return file
    return keep(small, name=file.name, content_type="image/jpeg", by=file.added_by)
