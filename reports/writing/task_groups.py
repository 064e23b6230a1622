"""Tasks by the part of the plan they hang under, for the results of a report."""

from typing import NamedTuple

from django.utils.text import Truncator

from documents.model import plain
from documents.rich_text import to_text
from plans.models import PlanItem

WHY = "the plan of a round in hand, which was reached through visible_to"
OTHERS = "Nhiệm vụ khác"


class Group(NamedTuple):
    key: str
    words: str


def grouped(tasks, plan_pk=None):
    """[(Group, [task])] in the order of the plan; what hangs under no item comes last.

    A task belongs to the item right below a section of the plan where it hangs deeper than that, else to the section
    itself. Items are known by their uid, so that a task of an amended plan stays in its group.
    """
    items = _items_of(tasks)
    found, places = {}, {}
    for task in tasks:
        group, place = _group_of(items.get(task.plan_item_id), items)
        places.setdefault(group.key, place)
        found.setdefault(group.key, (group, []))[1].append(task)
    # The plan of the round before others, and its items in their order.
    return sorted(found.values(), key=lambda pair: _order(places[pair[0].key], plan_pk))


def _items_of(tasks):
    plans = {task.plan_id for task in tasks if task.plan_item_id}
    if not plans:
        return {}
    items = PlanItem.objects.unscoped(WHY).filter(plan__in=plans).defer("search_text", "table")
    return {item.pk: item for item in items}


def _group_of(item, items):
    if item is None:
        return Group("group:other", OTHERS), None
    path = [item]
    while path[-1].parent_id in items:
        path.append(items[path[-1].parent_id])
    # path[-1] is the section; the group below it counts only where the task hangs deeper.
    chosen = path[-2] if len(path) > 2 else path[-1]
    return Group(f"group:{chosen.uid}", _words(chosen)), chosen


def _words(item):
    words = item.heading or plain(to_text(item.text))
    words = words.strip().rstrip(".;:,") or OTHERS
    return Truncator(words).chars(160)


def _order(item, plan_pk):
    if item is None:
        return (2, 0, 0)
    return (item.plan_id != plan_pk, item.position, item.pk)
