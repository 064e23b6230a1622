"""Remarks on a plan under review: said at an item, ticked off by whoever writes, looked at again by whoever signs."""

from collections import defaultdict
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from documents.differences import word_changes
from plans.models import PlanItem, Remark
from plans.places import named

LONGEST = 2000
_QUOTED = 200


class Shown(NamedTuple):
    """One remark as a page shows it. `changes` lead from the words then to those now; empty where they are equal."""

    remark: Remark
    item: PlanItem | None
    changes: tuple = ()

    @property
    def is_gone(self):
        """Whether the item it was said of has been deleted since."""
        return self.remark.item_uid is not None and self.item is None


def shown(plan, user, rows):
    """The plan's remarks as Shown, those on the plan as a whole first, then in the order of the page; one query.

    `rows` are the plan's items in the order of the page. What this user may not read is left out.
    """
    at = {row.uid: place for place, row in enumerate(rows)}
    found = Remark.objects.visible_to(user).filter(plan=plan).select_related("by", "settled_by")

    def place(remark):
        if remark.item_uid is None:
            return -1, remark.pk
        return at.get(remark.item_uid, len(rows)), remark.pk

    return [_shown(remark, at, rows) for remark in sorted(found, key=place)]


def _shown(remark, at, rows):
    item = rows[at[remark.item_uid]] if remark.item_uid in at else None
    if item is None or item.words == remark.words:
        return Shown(remark, item)
    return Shown(remark, item, word_changes(remark.words, item.words))


def by_item(found):
    """The same remarks under the uid of their item; None holds those of no item that is still there."""
    held = defaultdict(list)
    for each in found:
        held[each.item.uid if each.item else None].append(each)
    return held


def with_open_remarks(plans, user):
    """The queryset of plans with `open_remarks`: how many remarks wait to be met, of those this user may read."""
    waiting = Remark.objects.visible_to(user).open().filter(plan=OuterRef("pk"))
    counted = waiting.order_by().values("plan").annotate(n=Count("pk")).values("n")
    return plans.annotate(open_remarks=Coalesce(Subquery(counted), 0))


def say(plan, text, *, by, row=None, way=()):
    """Add a remark on the item `row`, or on the plan as a whole; `way` are the numbers from the top down to it.

    Returns the Remark. Where it stands and what was said there is kept with it, for an item that is deleted later.
    """
    text = text.strip()[:LONGEST]
    if row is None:
        return plan.remarks.create(text=text, by=by)
    return plan.remarks.create(
        text=text,
        by=by,
        item=row,
        item_uid=row.uid,
        where=named(way)[:80],
        quote=_quote(row.words),
        words=row.words,
    )


def _quote(words):
    return words if len(words) <= _QUOTED else f"{words[: words.rfind(' ', 0, _QUOTED)]}…"


@transaction.atomic
def settle(remark, *, by, answer=""):
    """Tick a remark off; returns whether it was still open."""
    rows = remark.plan.remarks.filter(pk=remark.pk, settled_at=None)
    told = {"answer": answer.strip()[:LONGEST]}
    return bool(rows.update(settled_by=by, settled_at=timezone.now(), **told))


def reopen(remark):
    """Have a remark stand open again, with the answer beside it; returns whether it was ticked off."""
    rows = remark.plan.remarks.filter(pk=remark.pk).exclude(settled_at=None)
    return bool(rows.update(settled_by=None, settled_at=None))


def drop(remark):
    """Take an open remark back, as long as nobody has answered it; returns whether it was still open."""
    deleted, _ = remark.plan.remarks.filter(pk=remark.pk, settled_at=None, answer="").delete()
    return bool(deleted)
