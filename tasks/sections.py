"""The sections of a plan, by which its tasks are told apart: a top item, or the heading just below it."""

from typing import NamedTuple

from documents.model import Item
from plans.chain import of_chain
from plans.models import PlanItem

MOST_WORDS = 90


class Section(NamedTuple):
    """`key` stays the same in all versions of the plan; `items` are the pks at and below it, in any version."""

    key: str
    label: str
    level: int
    items: tuple


class _Row(NamedTuple):
    pk: int
    parent: int | None
    uid: object
    marker: str
    heading: str


def sections_of(plan, user):
    """The Sections of a plan in its order, those of level 1 also held by the one above. Three queries or four."""
    rows = PlanItem.objects.visible_to(user).filter(of_chain(plan))
    # The versions one after the other: what the newest calls a section is its name.
    rows = rows.order_by("plan", "position", "pk")
    rows = [_Row(*row) for row in rows.values_list("pk", "parent", "uid", "marker", "heading")]
    by_pk = {row.pk: row for row in rows}
    heads, held = {}, {}
    for row in rows:
        for level, head in enumerate(_heads_over(row, by_pk)):
            heads[head.uid] = (head, level)
            held.setdefault(head.uid, set()).add(row.pk)
    words = _words_of([head for head, _ in heads.values()], user)
    return [
        Section(
            head.uid.hex, _label(head, level, by_pk, words), level, tuple(sorted(held[head.uid]))
        )
        for head, level in _in_order(heads, by_pk)
    ]


def _path(row, by_pk):
    path = [row]
    while path[0].parent in by_pk and len(path) < 30:
        path.insert(0, by_pk[path[0].parent])
    return path


def _heads_over(row, by_pk):
    """The top item, and the item below it where that is a heading over others."""
    path = _path(row, by_pk)
    return path[:2] if len(path) > 1 and path[1].heading else path[:1]


def _in_order(heads, by_pk):
    """Each top item followed by its own headings."""
    tops = [pair for pair in heads.values() if pair[1] == 0]
    for top in tops:
        yield top
        for head, level in heads.values():
            if level and by_pk[head.parent].uid == top[0].uid:
                yield head, level


def _words_of(heads, user):
    """What stands in the items that have no heading."""
    bare = [head.pk for head in heads if not head.heading]
    if not bare:
        return {}
    return {item.pk: item.words for item in PlanItem.objects.visible_to(user).filter(pk__in=bare)}


def _label(head, level, by_pk, words):
    mark = Item(marker=head.marker).label
    if level:
        mark = f"{Item(marker=by_pk[head.parent].marker).label}{mark}"
    said = head.heading or words.get(head.pk, "")
    said = said if len(said) <= MOST_WORDS else f"{said[: MOST_WORDS - 1].rstrip()}…"
    return f"{mark} {said}".strip() or "Mục không có tên"


def deepest(sections):
    """{pk of an item: the Section it is counted in}: the lowest one that holds it."""
    return {
        item: section for section in sorted(sections, key=lambda one: one.level) for item in section.items
    }  # fmt: skip
