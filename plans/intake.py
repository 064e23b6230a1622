"""From an uploaded file to a draft: upload, reading by a job, review by a person, plan."""

from django.db import transaction

from accounts.models import Role
from documents.rich_text import to_html
from documents.storage import to_values
from plans import jobs
from plans.actions import SYMBOL, refresh_search
from plans.answers import AlreadyDecided
from plans.cited import sync_plan
from plans.conversion import item_rows
from plans.duties import keep_duties, remember_units
from plans.models import Plan, PlanFootnote, PlanImport, PlanItem
from plans.notices import people_of
from plans.outline import number_anew
from plans.reviewed import Review
from records.files import DOCUMENTS, keep_upload
from work.actions import order


@transaction.atomic
def take_upload(file, *, by):
    """Keep an uploaded file and order its reading; returns the PlanImport. Raises FileRefused.

    The same file sent again while it waits is the same import.
    """
    stored = keep_upload(file, DOCUMENTS, by=by)
    waiting = PlanImport.objects.visible_to(by).filter(
        file__sha256=stored.sha256,
        status__in=[PlanImport.Status.READING, PlanImport.Status.REVIEW],
    )
    upload = waiting.first()
    if upload is None:
        upload = PlanImport.objects.create(commune=by.commune, file=stored, uploaded_by=by)
        order_reading(upload, by=by)
    return upload


def order_reading(upload, *, by):
    """Have the upload read by a worker; returns the WorkRow."""
    title = f"Đọc kế hoạch: {upload.file.name}"
    return order(jobs.READ, upload.pk, unit=upload.commune, by=by, title=title, queue="import")


@transaction.atomic
def accept(upload, fields, *, by):
    """Make the draft out of a reviewed upload; returns the Plan. Raises AlreadyDecided; nothing is half made.

    `fields` are the parts around the body as the person left them in the review.
    """
    rows = PlanImport.objects.visible_to(by).filter(pk=upload.pk, status=PlanImport.Status.REVIEW)
    # Compare and set: a double press makes one plan.
    if not rows.update(status=PlanImport.Status.ACCEPTED):
        raise AlreadyDecided
    # As it stands now: an answer that came while the page was open counts.
    upload.refresh_from_db(fields=["answers", "settled"])
    review = Review(upload)
    document = review.document
    plan = Plan.objects.create(
        commune=upload.commune,
        drafter=by,
        symbol=(document.symbol or SYMBOL)[:30],
        keeps_printed_numbers=True,
        appendices=to_values(document.appendices),
        **{"place": upload.commune.place, **_signer(upload.commune, fields), **fields},
    )
    laid = _lay_items(plan, document.items)
    keys = [block.key for block in review.tree.walk()]
    keep_duties(plan, review, dict(zip(keys, laid, strict=True)))
    remember_units(review, by=by)
    _keep_footnotes(plan, document.footnotes)
    PlanImport.objects.visible_to(by).filter(pk=upload.pk).update(plan=plan)
    if review.numbers_anew:
        number_anew(plan)
    refresh_search(plan)
    sync_plan(plan)
    return plan


def _signer(commune, fields):
    """The leader of the commune who bears the name of the one who signs."""
    name = " ".join(fields.get("signer_name", "").split()).casefold()
    leaders = people_of(commune, Role.LEADER) if name else ()
    return {"signer": next((each for each in leaders if each.full_name.casefold() == name), None)}


def frame_of(upload):
    """The parts around the body as the review left them; what the file did not say is left for the person."""
    return Review(upload).frame


def drop(upload, *, by):
    """Put an upload aside; its file and what was read stay on record."""
    rows = PlanImport.objects.visible_to(by).filter(pk=upload.pk)
    undecided = [PlanImport.Status.REVIEW, PlanImport.Status.REFUSED, PlanImport.Status.READING]
    return bool(rows.filter(status__in=undecided).update(status=PlanImport.Status.DROPPED))


def _lay_items(plan, items):
    """Level by level, so that each level finds its parents' keys: as many statements as levels, not as items.

    Returns the rows in the order of the page.
    """
    rows = item_rows(plan, items)
    level, rest = [], rows
    while rest:
        level = [row for row in rest if row.parent is None or row.parent.pk]
        rest = [row for row in rest if not (row.parent is None or row.parent.pk)]
        for row in level:
            row.parent_id = row.parent.pk if row.parent else None
        PlanItem.objects.bulk_create(level)
    return rows


def _keep_footnotes(plan, footnotes):
    PlanFootnote.objects.bulk_create(
        PlanFootnote(plan=plan, marker=note.marker[:8], text=to_html(note.text))
        for note in footnotes
    )
