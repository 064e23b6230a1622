"""The outline of a draft in hand, and what is done with it as a whole. The editor's own changes: plans/saving.py."""

from collections import defaultdict
from typing import NamedTuple

from django.db import transaction

from documents.kinds import section_kind
from documents.storage import from_dict
from plans import cited
from plans.actions import refresh_search
from plans.conversion import item_rows
from plans.models import PlanItem
from plans.numbering import Numbered, computed


class Line(NamedTuple):
    """One item as a page shows it."""

    item: PlanItem
    depth: int


class Outline:
    """All items of one plan in hand. One query to load, one to save however many have changed."""

    def __init__(self, plan):
        self.plan = plan
        self.rows = list(plan.items.all())
        self.by_pk = {row.pk: row for row in self.rows}
        self.below = defaultdict(list)
        for row in self.rows:
            self.below[row.parent_id].append(row)
        self._before = {row.pk: self._place(row) for row in self.rows}

    @staticmethod
    def _place(row):
        return row.parent_id, row.position, row.marker, row.kind

    def lines(self):
        """The items in the order of the page."""

        def walk(parent, depth):
            for row in self.below[parent]:
                yield Line(row, depth)
                yield from walk(row.pk, depth + 1)

        return list(walk(None, 0))

    def depth(self, row):
        depth = 0
        while row.parent_id:
            row, depth = self.by_pk[row.parent_id], depth + 1
        return depth

    def place(self, row, parent, position):
        """Put a row among the children of `parent` (None: the top) at this place, 0 first."""
        self.below[parent].insert(position, row)
        row.parent_id = parent
        self.by_pk[row.pk] = row

    def take(self, row):
        """Take a row from among its siblings; returns where it stood."""
        siblings = self.below[row.parent_id]
        place = siblings.index(row)
        siblings.pop(place)
        return place

    def markers(self):
        """What every item would be numbered if all were counted anew."""
        lines = self.lines()
        return computed(
            Numbered(line.item.pk, line.item.parent_id, line.item.marker) for line in lines
        )

    def save(self):
        """Write positions, parents and, unless the printed ones are kept, numbers of all that changed."""
        self.store()
        refresh_search(self.plan)

    def store(self):
        """`save` without the words by which the plan is found; returns the rows that changed."""
        if not self.plan.keeps_printed_numbers:
            for pk, marker in self.markers().items():
                self.by_pk[pk].marker = marker
        for siblings in self.below.values():
            for position, row in enumerate(siblings, start=1):
                row.position = position
        for row in self.by_pk.values():
            row.kind = section_kind(row.heading) if row.parent_id is None else ""
        changed = [
            row for row in self.by_pk.values() if self._before.get(row.pk) != self._place(row)
        ]
        self.plan.items.bulk_update(changed, ["parent", "position", "marker", "kind"])
        return changed


@transaction.atomic
def bring_back(removed):
    """Undo a deletion: the items stand again where they stood."""
    outline = Outline(removed.plan)
    rows = item_rows(removed.plan, from_dict(removed.items).items)
    rows[0].parent_id = removed.parent_id
    if removed.uid and not removed.plan.items.filter(uid=removed.uid).exists():
        # Under its old name: what was said of it finds it again.
        rows[0].uid = removed.uid
    for row in rows:
        if row is not rows[0]:
            row.parent_id = row.parent.pk
        row.save()
        position = removed.position if row is rows[0] else len(outline.below[row.parent_id])
        outline.place(row, row.parent_id, position)
    removed.delete()
    outline.save()
    cited.sync_items(removed.plan, rows)
    return rows[0]


@transaction.atomic
def number_anew(plan):
    """Give up the numbers printed in the imported plan for the computed ones."""
    plan.commune.plans.filter(pk=plan.pk).update(keeps_printed_numbers=False)
    plan.keeps_printed_numbers = False
    Outline(plan).save()


def misnumbered(outline):
    """The items whose printed number is not the computed one: {pk: computed marker}."""
    return {
        pk: marker for pk, marker in outline.markers().items() if marker != outline.by_pk[pk].marker
    }
