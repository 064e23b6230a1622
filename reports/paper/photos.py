"""The photo appendix of a commune's report: which photos may be picked, what is printed, where the bytes come from."""

from django.utils.timezone import localtime

from documents.model import Appendix, Item, Photo
from records.models import StoredFile
from tasks.models import Evidence, Task

TITLE = "HÌNH ẢNH HOẠT ĐỘNG"
MOST = 24
# More thumbnails than this are no choice any more; the newest are the likeliest.
MOST_OFFERED = 200
LONGEST_CAPTION = 300


def photos(report):
    """The appendix, or None where no photo was picked."""
    rows = list(report.photos.select_related("file"))
    if not rows:
        return None
    return Appendix(TITLE, (Item(photos=tuple(map(_printed, rows))),))


def _printed(row):
    alt = f"Ảnh: {row.caption}" if row.caption else "Ảnh hoạt động"
    return Photo(row.file.sha256, row.caption, alt)


def names_in(stored):
    """The SHA-256 of each photo of a stored document."""
    items = (item for each in stored.get("appendices", ()) for item in each.get("items", ()))
    return [photo["sha256"] for item in items for photo in item.get("photos", ())]


def bytes_of(stored):
    """SHA-256 → bytes of the photos of a stored document, as the writers want them. Without photos it asks nothing."""
    names = names_in(stored)
    files = StoredFile.objects.filter(sha256__in=names) if names else ()
    # The same bytes may be on record more than once.
    return {name: file.read() for name, file in {each.sha256: each for each in files}.items()}


def offered(user, report):
    """Evidence rows, the newest first: photos of the round's period, of tasks of its commune that this person sees."""
    round = report.round
    last = max(round.period_to, round.closing_day)
    found = Evidence.objects.filter(
        update__task__in=Task.objects.visible_to(user).filter(commune=round.commune_id),
        update__at__date__range=(round.period_from, last),
        file__content_type__startswith="image/",
        is_ready=True,
        error="",
    )
    return found.select_related("file", "update__task__lead_unit").order_by("-update__at", "pk")


def caption_of(evidence):
    """ "Họp thôn bàn đường làng – Thôn Đông, 12/05/2026": what was done, by whom, when; a person may change it."""
    task, day = evidence.update.task, localtime(evidence.update.at)
    tail = f" – {task.lead_unit.short_name}, {day:%d/%m/%Y}"
    return f"{task.title.strip().rstrip('.;:,')[: LONGEST_CAPTION - len(tail)]}{tail}"
