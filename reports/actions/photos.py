"""Picking the photos that a commune's report brings as an appendix."""

from django.db import transaction

from reports.actions.parts import take_version
from reports.models import ReportPhoto
from reports.paper.photo_jobs import order_scaling
from reports.paper.photos import LONGEST_CAPTION, MOST, caption_of, offered


class PhotosRefused(Exception):
    """The message is a Vietnamese sentence for the page; nothing has been saved."""


@transaction.atomic
def save_photos(report, *, version, kept, added, by):
    """Keep the photos in their order and with their captions, `kept` as [(pk, caption)], and add evidence by its pks.

    A photo that is not named goes. Of the evidence only what `by` may pick is taken. Returns how many there are now.
    Raises StaleVersion and PhotosRefused; nothing has changed then.
    """
    take_version(report, version)
    standing = {photo.pk: photo for photo in report.photos.all()}
    rows = [(standing[pk], words.strip()) for pk, words in kept if pk in standing]
    new = _new(report, added, [photo.evidence_id for photo, _ in rows], by)
    _require_fit(rows, new)
    report.photos.exclude(pk__in=[photo.pk for photo, _ in rows]).delete()
    for position, (photo, words) in enumerate(rows, start=1):
        photo.position, photo.caption = position, words
    ReportPhoto.objects.bulk_update([photo for photo, _ in rows], ["position", "caption"])
    ReportPhoto.objects.bulk_create(
        ReportPhoto(
            report=report,
            evidence=each,
            file=each.file,
            caption=caption_of(each),
            position=position,
        )
        for position, each in enumerate(new, start=len(rows) + 1)
    )
    if new:
        order_scaling(report, by=by)
    return len(rows) + len(new)


def _new(report, added, taken, by):
    """The evidence in the order in which it came."""
    found = offered(by, report).filter(pk__in=added).exclude(pk__in=[pk for pk in taken if pk])
    return list(found.order_by("update__at", "pk"))


def _require_fit(rows, new):
    count = len(rows) + len(new)
    if count > MOST:
        raise PhotosRefused(
            f"Đã chọn {count} ảnh; phụ lục ảnh nhận nhiều nhất {MOST} ảnh. Hãy bỏ bớt rồi lưu lại."
        )
    for at, (_, words) in enumerate(rows, start=1):
        if len(words) > LONGEST_CAPTION:
            raise PhotosRefused(
                f"Chú thích của ảnh {at} dài {len(words)} chữ cái, nhiều nhất {LONGEST_CAPTION}. "
                "Hãy rút gọn rồi lưu lại."
            )
