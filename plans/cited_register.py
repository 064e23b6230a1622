"""What a person does in the register of cited documents: enter, correct, join two that are one."""

from django.db import transaction

from accounts.models import Unit
from documents.model import Citation
from documents.understanding.same_document import the_one_meant
from plans.cited_facts import as_known, describe
from plans.models import CitedDocument, Mention

FACTS = (
    "kind",
    "number",
    "date",
    "issuer",
    "subject",
    "force",
    "repealed_on",
    "replaced_by",
    "note",
)


class DocumentChanged(Exception):
    """Somebody else, or a plan, has changed the document since the page was opened."""


class AlreadyThere(Exception):
    """The register has this document: `document`."""

    def __init__(self, document):
        self.document = document
        super().__init__(f"Văn bản này đã có trong danh mục: {document}.")


@transaction.atomic
def enter(commune, facts):
    """A document that no plan names yet; returns it. `facts` has all of FACTS. Raises AlreadyThere."""
    _hold(commune)
    row = CitedDocument(commune=commune, is_kept=True, **facts)
    _describe_alone(row)
    row.save()
    return row


@transaction.atomic
def correct(document, facts, *, version):
    """Write what a person says of a document; from then on the plans do not change it.

    Raises DocumentChanged, AlreadyThere.
    """
    _hold(document.commune)
    row = document.commune.cited_documents.filter(pk=document.pk, version=version).first()
    if row is None:
        raise DocumentChanged
    for name, value in facts.items():
        setattr(row, name, value)
    row.is_kept, row.version = True, version + 1
    _describe_alone(row)
    row.save()
    return row


@transaction.atomic
def join(gone, kept):
    """Let two documents be one: what names `gone` names `kept` from now on, and the same words will.

    What `kept` does not say is taken from `gone`. Returns how many plans went over.
    """
    _hold(kept.commune)
    own = kept.commune.cited_documents
    rows = {row.pk: row for row in own.filter(pk__in=[gone.pk, kept.pk])}
    if len(rows) < 2:
        raise DocumentChanged
    gone, kept = rows[gone.pk], rows[kept.pk]
    mentions = Mention.objects.filter(document=gone)
    plans = mentions.values("plan").distinct().count()
    mentions.update(document=kept)
    own.filter(replaced_by=gone).exclude(pk=kept.pk).update(replaced_by=kept)
    for name in FACTS:
        if not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
    if kept.replaced_by_id in (kept.pk, gone.pk):
        kept.replaced_by = None
    gone.delete()
    kept.is_kept, kept.version = True, kept.version + 1
    describe(
        kept, set(own.exclude(pk=kept.pk).filter(key=kept.key).values_list("identity", flat=True))
    )
    kept.save()
    return plans


def _hold(commune):
    """Plans that are saved meanwhile wait: see plans.cited."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk=commune.pk).values("pk"))


def _describe_alone(row):
    describe(row)
    others = row.commune.cited_documents.exclude(pk=row.pk)
    same = others.filter(identity=row.identity).first()
    if same is None and row._state.adding:
        same = _meant(row, others.filter(key=row.key))
    if same:
        raise AlreadyThere(same)


def _meant(row, others):
    found = {other.pk: other for other in others}
    told = Citation(row.kind, row.number, row.date, row.issuer, subject=row.subject)
    meant = the_one_meant(told, [as_known(other) for other in found.values()])
    return found[meant.ref] if meant else None
