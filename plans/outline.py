"""Changing the outline of a draft: add, write, move, indent, delete and undo. Each function is one press."""

from collections import defaultdict
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from documents.kinds import section_kind
from documents.model import AdministrativeDocument
from documents.rich_text import from_marks, split_lines, to_html
from documents.storage import from_dict, to_dict
from plans.actions import refresh_search
from plans.conversion import item_of, item_rows
from plans.models import PlanItem, RemovedItem
from plans.numbering import BULLETS, Numbered, computed, marker_at, style_of

DEEPEST = 5
NUMBERED = "number"


class Line(NamedTuple):
    """One item as a page shows it: its depth, and whether it is the first or last among its siblings."""

    item: PlanItem
    depth: int
    is_first: bool
    is_last: bool

    @property
    def can_indent(self):
        return not self.is_first and self.depth < DEEPEST


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
            siblings = self.below[parent]
            for place, row in enumerate(siblings):
                yield Line(row, depth, place == 0, place == len(siblings) - 1)
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
def add_items(plan, *, words, is_heading, style, after=None, inside=None):
    """Add a line of `words` each as an item, after one or as last inside one; returns the new items."""
    outline = Outline(plan)
    neighbour = outline.by_pk.get(after)
    parent = neighbour.parent_id if neighbour else inside
    siblings = outline.below[parent]
    place = siblings.index(neighbour) + 1 if neighbour else len(siblings)
    added = _insert(outline, parent, place, split_lines(from_marks(words)), is_heading, style)
    outline.save()
    return added


def _insert(outline, parent, place, texts, is_heading, style):
    rows = []
    for offset, text in enumerate(texts):
        row = PlanItem(plan=outline.plan, parent_id=parent, position=place + offset + 1)
        _write(row, text, is_heading)
        row.save()
        outline.place(row, parent, place + offset)
        row.marker = _marker(outline, row, style)
        rows.append(row)
    return rows


def _write(row, text, is_heading):
    words = "".join(f"[^{run.text}]" if run.note else run.text for run in text)
    row.heading, row.text = (words[:1000], "") if is_heading else ("", to_html(text))


def _marker(outline, row, style):
    """The marker for this style: as its numbered siblings are numbered, else as usual at this depth."""
    if style != NUMBERED:
        return style
    siblings = [each for each in outline.below[row.parent_id] if each is not row]
    numbered = [each.marker for each in siblings if style_of(each.marker)]
    row.marker = numbered[0] if numbered else marker_at(outline.depth(row))
    return outline.markers()[row.pk]


@transaction.atomic
def save_item(item, *, words, is_heading, style, version):
    """Write the text of one item; returns whether the form's version was still the newest one.

    Further lines become items of their own, right after it.
    """
    first, *more = split_lines(from_marks(words))
    _write(item, first, is_heading)
    newest = item.plan.items.filter(pk=item.pk, version=version)
    if not newest.update(heading=item.heading, text=item.text, version=F("version") + 1):
        return False
    outline = Outline(item.plan)
    row = outline.by_pk[item.pk]
    if style != style_in_form(row.marker):
        row.marker = _marker(outline, row, style)
    if more:
        # What follows on the page stands below the item where it has children, else beside it.
        inside = bool(outline.below[row.pk])
        parent = row.pk if inside else row.parent_id
        place = 0 if inside else outline.below[parent].index(row) + 1
        _insert(outline, parent, place, more, is_heading=False, style="" if inside else style)
    outline.save()
    return True


def style_in_form(marker):
    """What the select box of the form shows for this marker: "number", a bullet, or "" for none."""
    return NUMBERED if style_of(marker) else (marker if marker in BULLETS else "")


@transaction.atomic
def move_item(item, way):
    """Move an item with all below it "up", "down", "in" or "out"; where that is impossible, nothing happens."""
    outline = Outline(item.plan)
    row = outline.by_pk[item.pk]
    place = outline.take(row)
    {"up": _up, "down": _down, "in": _in, "out": _out}[way](outline, row, place)
    outline.save()


def _up(outline, row, place):
    outline.place(row, row.parent_id, max(place - 1, 0))


def _down(outline, row, place):
    outline.place(row, row.parent_id, place + 1)


def _in(outline, row, place):
    siblings = outline.below[row.parent_id]
    if place == 0 or outline.depth(row) >= DEEPEST:
        outline.place(row, row.parent_id, place)
        return
    parent = siblings[place - 1].pk
    outline.place(row, parent, len(outline.below[parent]))
    _restyle(outline, row)


def _out(outline, row, place):
    if row.parent_id is None:
        outline.place(row, None, place)
        return
    parent = outline.by_pk[row.parent_id]
    outline.place(row, parent.parent_id, outline.below[parent.parent_id].index(parent) + 1)
    _restyle(outline, row)


def _restyle(outline, row):
    if style_of(row.marker):
        row.marker = _marker(outline, row, NUMBERED)


@transaction.atomic
def remove_item(item, *, by):
    """Delete an item with all below it and return the RemovedItem that can bring it back."""
    outline = Outline(item.plan)
    row = outline.by_pk[item.pk]
    removed = RemovedItem.objects.create(
        plan=item.plan,
        parent_id=row.parent_id,
        position=outline.take(row),
        items=to_dict(AdministrativeDocument(items=(item_of(row, outline.below),))),
        title=str(row)[:120],
        uid=row.uid,
        by=by,
    )
    item.plan.items.filter(pk=row.pk).delete()
    for gone in _all_below(outline, row):
        outline.by_pk.pop(gone.pk)
    outline.save()
    return removed


def _all_below(outline, row):
    yield row
    for child in outline.below.pop(row.pk, []):
        yield from _all_below(outline, child)


@transaction.atomic
def bring_back(removed):
    """Undo a deletion: the items stand again where they stood."""
    outline = Outline(removed.plan)
    rows = item_rows(removed.plan, from_dict(removed.items).items)
    rows[0].parent_id = removed.parent_id
    for row in rows:
        if row is not rows[0]:
            row.parent_id = row.parent.pk
        row.save()
        position = removed.position if row is rows[0] else len(outline.below[row.parent_id])
        outline.place(row, row.parent_id, position)
    removed.delete()
    outline.save()
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
