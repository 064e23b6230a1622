"""From an uploaded file to a draft: upload, reading by a job, review by a person, plan."""

from datetime import date

from django.db import IntegrityError, transaction

from danvan.clock import today
from danvan.vietnamese import search_text
from documents.rich_text import to_html
from documents.storage import from_dict, to_values
from plans import jobs
from plans.actions import SYMBOL, refresh_search
from plans.conversion import as_lines, item_rows
from plans.letterhead import signature_form_of
from plans.models import Citation, Plan, PlanFootnote, PlanImport, PlanItem
from records.files import DOCUMENTS, keep_upload
from work.actions import order

OTHER_ISSUER = (
    "Văn bản ghi cơ quan ban hành là “{issuer}”, khác với “{commune}”. "
    "Hãy kiểm tra xem có phải kế hoạch của đơn vị mình."
)


class AlreadyDecided(Exception):
    """The upload became a plan or was dropped meanwhile."""


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
    document = from_dict(upload.reading["document"])
    plan = Plan.objects.create(
        commune=upload.commune,
        drafter=by,
        symbol=(document.symbol or SYMBOL)[:30],
        keeps_printed_numbers=True,
        appendices=to_values(document.appendices),
        **{"place": upload.commune.place, **fields},
    )
    _lay_items(plan, document.items)
    _keep_footnotes(plan, document.footnotes)
    _keep_citations(plan, upload.reading.get("citations", ()))
    PlanImport.objects.visible_to(by).filter(pk=upload.pk).update(plan=plan)
    refresh_search(plan)
    return plan


def frame_of(upload):
    """The parts around the body as they were read; what the file did not say is left for the person."""
    document, reading = from_dict(upload.reading["document"]), upload.reading
    signature = document.signature
    return {
        "title": " ".join(document.subject.split()),
        "year": reading.get("year") or today().year,
        "opening": as_lines(document.opening),
        "closing": as_lines(document.closing),
        "recipients": "\n".join(document.recipients),
        "signature_form": signature_form_of(signature.authority if signature else ()),
        "signer_name": signature.name if signature else "",
    }


def drop(upload, *, by):
    """Put an upload aside; its file and what was read stay on record."""
    rows = PlanImport.objects.visible_to(by).filter(pk=upload.pk)
    undecided = [PlanImport.Status.REVIEW, PlanImport.Status.REFUSED, PlanImport.Status.READING]
    return bool(rows.filter(status__in=undecided).update(status=PlanImport.Status.DROPPED))


@transaction.atomic
def settle(upload, place, *, by):
    """Note that a person has looked at one finding, or with a second press that not; returns the new list."""
    rows = PlanImport.objects.visible_to(by).select_for_update()
    upload = rows.get(pk=upload.pk)
    upload.settled = sorted(set(upload.settled) ^ {place})
    upload.save(update_fields=["settled"])
    return upload.settled


def question_of_issuer(upload):
    """A finding where the document names another issuer than the commune it is imported into, or None."""
    issuer, commune = upload.reading.get("issuing_unit") or "", upload.commune
    known = {_bare(commune.name), _bare(commune.short_name)}
    if not issuer or _bare(issuer) in known:
        return None
    words = OTHER_ISSUER.format(issuer=issuer, commune=commune.short_name)
    return {"code": "issuer.other", "message": words, "line": None, "severity": "warn"}


def _bare(name):
    return search_text(name).replace("uy ban nhan dan", "ubnd")


def _lay_items(plan, items):
    """Level by level, so that each level finds its parents' keys: as many statements as levels, not as items."""
    level, rest = [], item_rows(plan, items)
    while rest:
        level = [row for row in rest if row.parent is None or row.parent.pk]
        rest = [row for row in rest if not (row.parent is None or row.parent.pk)]
        for row in level:
            row.parent_id = row.parent.pk if row.parent else None
        PlanItem.objects.bulk_create(level)


def _keep_footnotes(plan, footnotes):
    PlanFootnote.objects.bulk_create(
        PlanFootnote(plan=plan, marker=note.marker[:8], text=to_html(note.text))
        for note in footnotes
    )


def _keep_citations(plan, citations):
    rows = [
        Citation(
            plan=plan,
            kind=(each.get("kind") or "")[:60],
            number=(each.get("number") or "")[:60],
            date=date.fromisoformat(each["date"]) if each.get("date") else None,
            issuer=(each.get("issuer") or "")[:200],
            mentions=each.get("mentions") or 1,
        )
        for each in citations
        if each.get("number")
    ]
    try:
        with transaction.atomic():
            Citation.objects.bulk_create(rows)
    except IntegrityError:
        Citation.objects.bulk_create(rows, ignore_conflicts=True)
