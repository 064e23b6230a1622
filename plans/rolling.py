"""Making next year's plan out of an earlier one: what was ticked is applied, all else stays as it stood."""

from typing import NamedTuple

from django.db import transaction

from documents.checking import apply_all
from documents.rich_text import to_html
from documents.storage import to_values
from plans.actions import refresh_search
from plans.cited import sync_plan
from plans.conversion import as_lines, heading_as_words, to_document
from plans.copying import copy_text, frame_of
from plans.models import Plan
from plans.next_year import review_of
from plans.outline import Outline

LONGEST_TITLE = 500


class Wanted(NamedTuple):
    """What a person ordered: keys of choices, and the hash of the text they were shown for."""

    to_year: int
    keys: frozenset
    seen: str


class ReviewChanged(Exception):
    """The plan, or what the portal knows of it, is not what the person was shown."""


class AlreadyMade(Exception):
    """Next year's plan was made from this one before; `plan` is it."""

    def __init__(self, plan):
        self.plan = plan
        super().__init__(f"Đã có “{plan.title}” lập từ kế hoạch này cho năm {plan.year}.")


@transaction.atomic
def roll_forward(source, wanted: Wanted, *, by):
    """The draft for `wanted.to_year`, with the corrections that were ticked and without the items ticked to leave out.

    Items keep their uid. Number, date, signer and the issue itself stay behind. Raises ReviewChanged, AlreadyMade;
    nothing is written then.
    """
    # Held: of two presses at once the second finds what the first has made.
    source = source.commune.plans.select_for_update().get(pk=source.pk)
    if made := made_before(source, wanted.to_year):
        raise AlreadyMade(made)
    review = review_of(source, wanted.to_year, by)
    chosen, all_known = review.ticked(wanted.keys)
    if review.seen != wanted.seen or not all_known:
        raise ReviewChanged
    before = to_document(source)
    after = apply_all(before, [each.correction for each in chosen if each.correction])
    plan = _create(source, before, after, wanted.to_year, by)
    copy_text(source, plan)
    _write_items(plan, before.items, after.items)
    _write_notes(plan, after.footnotes)
    _leave_out(plan, {each.leaves.uid for each in chosen if each.leaves})
    # The copy was read before its words were changed.
    sync_plan(plan)
    refresh_search(plan)
    return plan


def made_before(source, to_year):
    """The plan of that year made from this one, or None. A text that amends one is no further one."""
    return source.next_years.filter(year=to_year, amends=None).first()


def _create(source, before, document, to_year, by):
    frame = frame_of(source)
    # Who signs next year is settled when it is approved.
    frame |= {"year": to_year, "signer": None, "signer_name": ""}
    frame |= {
        "opening": as_lines(document.opening),
        "closing": as_lines(document.closing),
        "appendices": to_values(document.appendices),
    }
    if document.recipients != before.recipients:
        frame["recipients"] = "\n".join(document.recipients)
    return Plan.objects.create(
        commune=source.commune,
        drafter=by,
        rolled_from=source,
        title=document.subject[:LONGEST_TITLE],
        **frame,
    )


def _write_items(plan, before, after):
    """The words that differ, in one statement. The new rows lie as the items of `before` do."""
    outline = Outline(plan)
    changed = []

    def walk(parent, olds, news):
        for row, old, new in zip(outline.below[parent], olds, news, strict=True):
            if (old.heading, old.text, old.table) != (new.heading, new.text, new.table):
                _set_words(row, new)
                changed.append(row)
            walk(row.pk, old.children, new.children)

    walk(None, before, after)
    plan.items.bulk_update(changed, ["heading", "text", "table"])


def _set_words(row, item):
    if item.table:
        row.table = to_values(item.table)
    elif item.heading:
        row.heading = heading_as_words(item.heading)
    else:
        row.text = to_html(item.text)


def _write_notes(plan, notes):
    rows = list(plan.footnotes.all())
    for row, note in zip(rows, notes, strict=True):
        row.text = to_html(note.text)
    plan.footnotes.bulk_update(rows, ["text"])


def _leave_out(plan, uids):
    if uids:
        plan.items.filter(uid__in=uids).delete()
        Outline(plan).save()
