"""What is known of a cited document, gathered from all that the plans print of it."""

from collections import Counter, defaultdict

from danvan.vietnamese import search_text
from documents.citations import mentions_in
from documents.understanding.same_document import LAWS, Known, key_of, name_of_law
from plans.models import CitedDocument, Mention, Plan
from plans.searching import folded

_FACTS = ["kind", "number", "date", "issuer", "subject", "key", "identity", "search_text"]


def as_known(row, ref=None):
    """A row of the register as `the_one_meant` compares it."""
    law = row.subject if row.kind in LAWS else ""
    return Known(ref or row.pk, row.kind, row.number, row.date, row.issuer, law)


def new_document(commune, told):
    """The unsaved row of a document that is named for the first time."""
    row = CitedDocument(
        commune=commune,
        kind=told.kind[:60],
        number=told.number[:60],
        date=told.date or told.shared_date,
        issuer=told.issuer[:200],
        subject=(told.subject if told.number else name_of_law(told))[:500],
    )
    describe(row)
    return row


def describe(row, taken=()):
    """Set what follows from the facts of a row: how it is looked up and searched. `taken` identities are others'."""
    row.key = key_of(as_known(row, "row"))[:200]
    year = row.date.year if row.date else ""
    identity = f"{row.key}|{year}|{search_text(row.issuer)}"[:380]
    row.identity = identity if identity not in taken else f"{identity}|{row.pk}"
    day = f"{row.date:%d/%m/%Y}" if row.date else ""
    row.search_text = folded(row.kind, row.number, day, row.issuer, row.subject, row.note)


def gather_facts(commune, pks):
    """Bring documents up to date with what plans print of them; those that none names and nobody has noted go.

    Of several dates the one that issued plans print goes first, then the one printed most often, then the first. What
    a person has entered stays; only what was left empty is filled.
    """
    rows = list(commune.cited_documents.filter(pk__in=pks))
    printed = defaultdict(list)
    for mention in Mention.objects.filter(document__in=pks).select_related("plan"):
        printed[mention.document_id].append(mention)
    forgotten = [row for row in rows if not printed[row.pk] and not row.is_kept]
    _forget(commune, [row.pk for row in forgotten])
    keys = {row.key for row in rows}
    others = commune.cited_documents.filter(key__in=keys).values_list("pk", "identity")
    taken = dict(others)
    changed = []
    for row in rows:
        if printed[row.pk]:
            before = [getattr(row, name) for name in _FACTS]
            _tell(row, printed[row.pk])
            describe(row, {name for pk, name in taken.items() if pk != row.pk})
            taken[row.pk] = row.identity
            changed += [row] * (before != [getattr(row, name) for name in _FACTS])
    commune.cited_documents.bulk_update(changed, _FACTS)


def _forget(commune, pks):
    """One that stands for another's replacement was noted by a person, and stays."""
    if pks:
        commune.cited_documents.filter(pk__in=pks, replaces=None).delete()


def _tell(row, mentions):
    told = {
        "date": _usual(mentions, lambda each: each.date),
        "issuer": _usual(mentions, lambda each: each.issuer, longest=True),
        "subject": _usual(mentions, lambda each: each.subject, longest=True),
        **_numbered(row, mentions),
    }
    for name, value in told.items():
        if value and not (row.is_kept and getattr(row, name)):
            setattr(row, name, value)
        elif not row.is_kept and name in ("date", "issuer", "subject"):
            setattr(row, name, value or (None if name == "date" else ""))


def _numbered(row, mentions):
    """Kind and number as most plans print them; a further number of a list ("…, 218-QĐ/TW") tells no kind."""
    named = [each[0] for each in (mentions_in(mention.words) for mention in mentions) if each]
    if not named:
        return {}
    kind, number = Counter((each.kind, each.number) for each in named).most_common(1)[0][0]
    return {"kind": kind[:60], "number": number[:60]}


def _usual(mentions, fact, *, longest=False):
    """What is printed most often, in issued plans before drafts; None where nothing is."""
    weights = defaultdict(lambda: (0, 0))
    for mention in mentions:
        if value := fact(mention):
            issued, all_of_them = weights[value]
            is_issued = mention.plan.status in Plan.PUBLISHED
            weights[value] = (issued + is_issued, all_of_them + 1)
    return max(
        weights, key=lambda each: (*weights[each], len(each) if longest else 0), default=None
    )
