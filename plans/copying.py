"""The text of one plan taken over into another. Items keep their uid: one uid is one item through all versions."""

from collections import defaultdict

from plans.cited import sync_plan
from plans.models import PlanFootnote, PlanItem

# The parts around the body that go along into a new version or a new year: never number, date and status.
FRAME = (
    "year",
    "unit",
    "symbol",
    "place",
    "opening",
    "closing",
    "recipients",
    "appendices",
    "signature_form",
    "signer",
    "signer_name",
    "signer_post",
    "keeps_printed_numbers",
)


def frame_of(plan):
    """The fields of FRAME, ready for Plan.objects.create."""
    return {name: getattr(plan, name) for name in FRAME}


def copy_text(source, target):
    """Items with their uid, and footnotes of `source` into the new, empty plan `target`, with the documents it names.

    As many statements as levels of the outline, not as items.
    """
    copy_items(source, target)
    PlanFootnote.objects.bulk_create(
        PlanFootnote(plan=target, marker=note.marker, text=note.text)
        for note in source.footnotes.all()
    )
    sync_plan(target)


def copy_items(source, target, *, only=None):
    """The items alone; returns {primary key in `source`: the new row}.

    `only` are the primary keys of those to be copied; whose parent is not among them does not come along.
    """
    below = defaultdict(list)
    for row in source.items.all():
        if only is None or row.pk in only:
            below[row.parent_id].append(row)
    made, level = {}, below[None]
    while level:
        rows = [_copy(row, target, made.get(row.parent_id)) for row in level]
        made |= zip((row.pk for row in level), PlanItem.objects.bulk_create(rows), strict=True)
        level = [child for row in level for child in below[row.pk]]
    return made


def _copy(row, target, parent):
    kept = {
        name: getattr(row, name)
        for name in ("uid", "position", "marker", "kind", "heading", "text", "table", "search_text")
    }
    return PlanItem(plan=target, parent=parent, **kept)
