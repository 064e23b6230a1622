"""The register of cited documents begins with what the plans name that were there before it."""

from collections import defaultdict
from types import SimpleNamespace

from django.db import migrations

from danvan.vietnamese import search_text
from documents.citations import mentions_in
from documents.model import Citation, plain
from documents.rich_text import from_marks, to_text
from documents.storage import table_of
from documents.understanding.laws import find_unnumbered
from documents.understanding.same_document import (
    LAWS,
    Known,
    key_of,
    name_of_law,
    the_one_meant,
)


def fill(apps, schema_editor):
    """Each commune for itself, its plans from the oldest on, so that a bare number means one named before."""
    plans = apps.get_model("plans", "Plan")._base_manager.order_by("issued_on", "pk")
    registers = defaultdict(lambda: defaultdict(list))
    for plan in plans.iterator(chunk_size=50):
        _fill_plan(apps, plan, registers[plan.commune_id])


def _fill_plan(apps, plan, register):
    mentions, here, keys = apps.get_model("plans", "Mention")._base_manager, set(), set()
    told = [(item, part, each) for item, part, text in _texts(plan) for each in _told(text)]
    for item, part, each in sorted(told, key=lambda one: not (one[2].date or one[2].shared_date)):
        keys.add(key_of(each))
        row = _document(apps, plan, register, each, here)
        here.add(row.pk)
        mentions.create(
            plan_id=plan.pk, item_id=item, part=part, document_id=row.pk, times=each.mentions,
            words=each.text[:300], date=each.date or each.shared_date, issuer=each.issuer[:200],
            subject=_subject(each),
        )  # fmt: skip
    for old in plan.citations.all():
        # Named where this does not look, in the head for one: it is not lost.
        each = Citation(old.kind, old.number, old.date, old.issuer, mentions=old.mentions)
        if key_of(each) not in keys:
            row = _document(apps, plan, register, each, here)
            mentions.create(plan_id=plan.pk, part="opening", document_id=row.pk, date=old.date)


def _texts(plan):
    for item in plan.items.order_by("position", "pk"):
        if item.table:
            table = table_of(item.table)
            cells = [plain(cell.text) for row in table.rows for cell in row]
            yield from ((item.pk, "item", words) for words in [table.caption, *cells])
        else:
            yield item.pk, "item", item.heading or plain(to_text(item.text))
    yield None, "opening", plan.title
    for part in ("opening", "closing"):
        for line in getattr(plan, part).splitlines():
            yield None, part, plain(from_marks(line))
    for note in plan.footnotes.all():
        yield None, "footnote", plain(to_text(note.text))


def _told(text):
    laws = [each for each in find_unnumbered([text]) if each.kind in LAWS]
    return [*mentions_in(text), *laws]


def _subject(told):
    return (told.subject if told.number else name_of_law(told))[:500]


def _document(apps, plan, register, told, here):
    group = register["law" if told.kind in LAWS else key_of(told)]
    known = the_one_meant(told, [_known(row) for row in group], here=here, year=plan.year)
    if known:
        row = next(row for row in group if row.pk == known.ref)
    else:
        row = SimpleNamespace(
            pk=None, kind=told.kind[:60], number=told.number[:60], date=None, issuer="", subject=""
        )
        group.append(row)
    row.date = row.date or told.date or told.shared_date
    row.issuer = row.issuer or told.issuer[:200]
    row.subject = row.subject or _subject(told)
    _store(apps, plan, row)
    return row


def _known(row):
    law = row.subject if row.kind in LAWS else ""
    return Known(row.pk, row.kind, row.number, row.date, row.issuer, law)


def _store(apps, plan, row):
    documents = apps.get_model("plans", "CitedDocument")._base_manager
    facts = {name: getattr(row, name) for name in ("kind", "number", "date", "issuer", "subject")}
    key = key_of(_known(row))[:200]
    day = f"{row.date:%d/%m/%Y}" if row.date else ""
    year = row.date.year if row.date else ""
    identity = f"{key}|{year}|{search_text(row.issuer)}"[:380]
    taken = documents.filter(commune_id=plan.commune_id, identity=identity).exclude(pk=row.pk)
    fields = {
        **facts,
        "key": key,
        "identity": f"{identity}|{row.pk or id(row)}" if taken.exists() else identity,
        "search_text": search_text(row.kind, row.number, day, row.issuer, row.subject),
    }
    if row.pk:
        documents.filter(pk=row.pk).update(**fields)
    else:
        row.pk = documents.create(commune_id=plan.commune_id, **fields).pk


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_cited_facts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
