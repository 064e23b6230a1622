"""The register of cited documents kept in step with the plans: what is named where, and which document that is.

Each save reads only the text that has changed. The queries are as many for three hundred items as for three, and one
where no document is named.
"""

from collections import defaultdict
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Min, Q, Sum

from accounts.models import Unit
from documents.citations import mentions_in
from documents.model import Citation, plain
from documents.rich_text import to_text
from documents.storage import appendices_of, table_of
from documents.understanding.laws import find_unnumbered
from documents.understanding.same_document import LAWS, key_of, name_of_law, the_one_meant
from plans.cited_facts import as_known, gather_facts, new_document
from plans.conversion import paragraphs_of
from plans.models import CitedDocument, Mention, Plan

# In the order of the page, the items behind the first.
PARTS = (Mention.Part.OPENING, Mention.Part.CLOSING, Mention.Part.FOOTNOTE, Mention.Part.APPENDIX)


class Place(NamedTuple):
    """Where a document is named: an item, or a part around the body."""

    part: str
    item_pk: int | None = None


def sync_plan(plan):
    """Read the whole plan anew: after an import, a copy, corrections. The caller holds the plan."""
    items = {_place(row): _texts_of(row) for row in plan.items.all()}
    texts = _around(plan, PARTS[:1]) | items | _around(plan, PARTS[1:])
    _sync(plan, texts, plan.mentions.all())


def sync_items(plan, rows, removed=()):
    """Read these items anew, and forget what `removed` ones named; to be called before those are deleted."""
    texts = {_place(row): _texts_of(row) for row in rows}
    touched = [row.pk for row in (*rows, *removed)]
    if touched:
        _sync(plan, texts, plan.mentions.filter(item__in=touched))


def sync_parts(plan, *parts):
    """Read these parts around the body anew (`Mention.Part`); the title belongs to the opening."""
    _sync(plan, _around(plan, parts), plan.mentions.filter(part__in=parts))


def release(plan):
    """Forget what a plan names, before it is deleted: what no other plan names and nobody has noted goes with it."""
    _sync(plan, {}, plan.mentions.all())


def documents_of(plan):
    """The documents a plan names, in the order of their first mention, each with `times`; one query."""
    rows = plan.commune.cited_documents.filter(mentions__plan=plan)
    told = rows.annotate(times=Sum("mentions__times"), first=Min("mentions__pk"))
    return told.order_by("first")


def with_plans(documents, user):
    """Documents with `plans`, how many plans this person may read name them, and the `last_year` of one."""
    readable = Q(mentions__plan__in=Plan.objects.visible_to(user))
    told = documents.annotate(
        plans=Count("mentions__plan", filter=readable, distinct=True),
        last_year=Max("mentions__plan__year", filter=readable),
    )
    return told.order_by(*CitedDocument._meta.ordering)


def _place(row):
    return Place(Mention.Part.ITEM, row.pk)


def _texts_of(row):
    return list(_cells(table_of(row.table))) if row.table else [row.words]


def _cells(table):
    yield table.caption
    for cells in table.rows:
        for cell in cells:
            yield plain(cell.text)


def _around(plan, parts):
    """Place → texts of the parts around the body."""
    readers = {
        Mention.Part.OPENING: lambda: [plan.title, *map(plain, paragraphs_of(plan.opening))],
        Mention.Part.CLOSING: lambda: [plain(text) for text in paragraphs_of(plan.closing)],
        Mention.Part.FOOTNOTE: lambda: [plain(to_text(note.text)) for note in plan.footnotes.all()],
        Mention.Part.APPENDIX: lambda: list(_texts_of_appendices(plan)),
    }
    return {Place(part): readers[part]() for part in parts}


def _texts_of_appendices(plan):
    for appendix in appendices_of(plan.appendices):
        yield appendix.title
        for top in appendix.items:
            for item in top.walk():
                yield from _cells(item.table) if item.table else [plain(item.heading or item.text)]


def told_in(texts) -> list[tuple[Citation, int]]:
    """The documents that texts name, laws without a number among them: each wording once, with how often."""
    found = {}
    for text in texts:
        laws = [each for each in find_unnumbered([text]) if each.kind in LAWS]
        for each in (*mentions_in(text), *laws):
            told = (each.kind, each.number, each.text, each.date, each.shared_date)
            found.setdefault(told, []).append(each)
    return [_counted(each[0], each) for each in found.values()]


def _counted(first, alike):
    return first, sum(each.mentions for each in alike)


def _sync(plan, texts, stored):
    told = [
        (place, each, times) for place, words in texts.items() for each, times in told_in(words)
    ]
    stored = list(stored.select_related("document"))
    rows = [_mention(plan, place, each, times) for place, each, times in told]
    if sorted(map(_printed, rows)) == sorted(map(_printed, stored)):
        return
    _write(plan, told, rows, stored)


@transaction.atomic
def _write(plan, told, rows, stored):
    # Two plans of one commune that are saved at once would each enter the same document.
    list(Unit.objects.select_for_update(no_key=True).filter(pk=plan.commune_id).values("pk"))
    register = _Register(plan, [each for _, each, _ in told], without=stored)
    plan.mentions.filter(pk__in=[row.pk for row in stored]).delete()
    # Those with a date first: a bare number beside them means one of them, wherever it stands.
    for row, (_, each, _) in sorted(
        zip(rows, told, strict=True), key=lambda pair: not pair[0].date
    ):
        row.document = register.document_of(each)
    CitedDocument.objects.bulk_create(register.new)
    Mention.objects.bulk_create(rows)
    touched = {row.document_id for row in (*rows, *stored)}
    gather_facts(plan.commune, touched | _call_bare_ones_home(plan, rows, register.before))


def _call_bare_ones_home(plan, rows, before):
    """A number alone that stood for another document means the one that the plan now names with its date.

    Returns the keys of the documents it stood for.
    """
    arrived = {row.document.key: row.document for row in rows if row.date}
    arrived = {key: each for key, each in arrived.items() if each.pk not in before}
    bare = plan.mentions.filter(date=None, document__key__in=arrived).select_related("document")
    told = {(row.document_id, row.document.key) for row in bare}
    dated = set(plan.mentions.exclude(date=None).values_list("document", flat=True)) if told else ()
    left = {(pk, key) for pk, key in told if pk not in dated}
    for pk, key in left:
        plan.mentions.filter(date=None, document=pk).update(document=arrived[key])
    return {pk for pk, _ in left}


def _mention(plan, place, told, times):
    return Mention(
        plan=plan,
        item_id=place.item_pk,
        part=place.part,
        times=times,
        words=told.text[:300],
        date=told.date or told.shared_date,
        issuer=told.issuer[:200],
        subject=(told.subject if told.number else name_of_law(told))[:500],
    )


def _printed(row):
    told = (row.words, str(row.date or ""), row.issuer, row.subject, row.times)
    return (row.part, row.item_id or 0, *told)


class _Register:
    """The documents of the commune that a text may mean, in hand; and those that are new."""

    def __init__(self, plan, told, without):
        self.plan, self.new = plan, []
        self.meant_before = _meant_before(plan.commune, told)
        self.by_ref = {row.pk: row for row in self._rows(told)}
        self.known = defaultdict(list)
        for row in self.by_ref.values():
            self._learn(row, row.pk)
        gone = [row.pk for row in without]
        named = plan.mentions.exclude(pk__in=gone).values_list("document", flat=True)
        self.before = frozenset(named) if told else frozenset()
        self.here = set(self.before)

    def _rows(self, told):
        own = self.plan.commune.cited_documents.all()
        wanted = Q(key__in={key_of(each) for each in told}) | Q(pk__in=self.meant_before.values())
        if any(each.kind in LAWS for each in told):
            # Laws are known by number or by name: all of them are looked through.
            wanted |= Q(kind__in=LAWS)
        return own.filter(wanted) if told else ()

    def _learn(self, row, ref):
        self.known["law" if row.kind in LAWS else row.key].append(as_known(row, ref))

    def document_of(self, told):
        """The row a citation means, perhaps one that is not stored yet."""
        key = "law" if told.kind in LAWS else key_of(told)
        known = the_one_meant(told, self.known[key], here=self.here, year=self.plan.year)
        ref = known.ref if known else None
        before = self.by_ref.get(self.meant_before.get(told.text[:300]))
        if before and (told.date or before.key != key_of(told)):
            # The same words as elsewhere, and a person may have said there what they mean.
            ref = before.pk
        if ref is None:
            return self._enter(told, key)
        self.here.add(ref)
        row = self.by_ref[ref]
        if row.date is None and (told.date or told.shared_date) and not row.is_kept:
            # Told now; the next one of another year is another document.
            row.date = told.date or told.shared_date
            known = [each for each in self.known[key] if each.ref != ref]
            self.known[key] = [*known, as_known(row, ref)]
        return row

    def _enter(self, told, key):
        row, ref = new_document(self.plan.commune, told), f"new {len(self.new)}"
        self.new.append(row)
        self.by_ref[ref] = row
        self.known[key].append(as_known(row, ref))
        self.here.add(ref)
        return row


def _meant_before(commune, told):
    """Words → the document they stand for in the commune's plans."""
    words = {each.text[:300] for each in told}
    rows = Mention.objects.filter(document__commune=commune, words__in=words).order_by("pk")
    return dict(rows.values_list("words", "document")) if words else {}
