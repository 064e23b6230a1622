"""The commune's plan and the plans of its units, seen from either side. Reads only, but for `take_words`."""

from collections import defaultdict
from typing import NamedTuple

from django.db import transaction

from documents.differences import word_changes
from plans.actions import refresh_search
from plans.chain import chain_of
from plans.cited import sync_items, sync_parts
from plans.models import Mention, Plan, PlanItem
from plans.taken_notes import called_in, take_notes


def unit_plans(base, user):
    """The plans of units for any version of this plan, as far as the person may see them; one query or two."""
    is_alone = base.amends_id is None and base.status == Plan.Status.ISSUED
    versions = [base] if is_alone else chain_of(base, user)
    found = Plan.objects.visible_to(user).filter(based_on__in=versions).exclude(unit=None)
    found = found.exclude(status=Plan.Status.SUPERSEDED).select_related("unit", "commune")
    return list(found.order_by("unit__position", "unit", "pk"))


def mark_carried_out(lines, plans, user):
    """Put on each item of the commune's plan, as `item.carried_out`, the plans of units that hold it; one query."""
    by_pk, carried = {plan.pk: plan for plan in plans}, defaultdict(list)
    held = PlanItem.objects.visible_to(user).filter(plan__in=by_pk, text__gt="")
    for uid, pk in held.values_list("uid", "plan").order_by("plan__unit__position", "plan"):
        carried[uid].append(by_pk[pk])
    for line in lines:
        line.item.carried_out = carried.get(line.item.uid, ())


class Source(NamedTuple):
    """Where an item of a unit's plan comes from.

    `item` is the commune's item as it stands in force, None where it was left out. `state`: "same", "own" (the unit
    says it in words of its own), "changed" (the commune's words have changed since), "dropped".
    """

    state: str
    item: PlanItem | None
    words: str = ""
    changes: tuple = ()


class Sources(NamedTuple):
    """All sources of a unit's plan by uid; `base` is the version in force, or the one the plan names."""

    base: Plan
    by_uid: dict
    is_amended: bool

    @property
    def changed(self):
        return [each for each in self.by_uid.values() if each.state in ("changed", "dropped")]


def sources_of(plan, user):
    """The Sources of a unit's plan; as many queries whatever stands in it. None for a plan based on none."""
    if plan.based_on is None:
        return None
    published = [one for one in chain_of(plan.based_on, user) if one.is_published]
    base = next((one for one in published if one.status == Plan.Status.ISSUED), plan.based_on)
    earlier = published[: published.index(base)] if base in published else []
    now = {row.uid: row for row in base.items.all()}
    before = _words_of(earlier, user)
    by_uid = {}
    for row in plan.items.all():
        if row.uid in now or row.uid in before:
            by_uid[row.uid] = _source(row, now.get(row.uid), before.get(row.uid, ()))
    return Sources(base, by_uid, bool(earlier))


def _words_of(versions, user):
    """{uid: what the item said in these versions}, in one query."""
    found = defaultdict(list)
    for row in PlanItem.objects.visible_to(user).filter(plan__in=versions):
        found[row.uid].append(row.words)
    return found


def _source(row, now, before):
    if now is None:
        return Source("dropped", None, row.words)
    if row.words == now.words:
        return Source("same", now, row.words)
    # The unit has kept what the commune has changed, or has changed it too.
    if any(words != now.words for words in before):
        return Source("changed", now, row.words, word_changes(row.words, now.words))
    return Source("own", now, row.words)


@transaction.atomic
def take_words(plan, uid, *, version, by):
    """Let an item of a draft say what the commune's plan in force says; returns whether it still stood as it was shown.

    The caller holds the plan and has asked whether it may be written.
    """
    found = sources_of(plan, by)
    source = found.by_uid.get(uid) if found else None
    if source is None or source.state != "changed":
        return False
    row = plan.items.filter(uid=uid, version=version).first()
    if row is None:
        return False
    before = called_in(plan)
    for name in ("heading", "text", "table"):
        setattr(row, name, getattr(source.item, name))
    take_notes(plan, found.base, row, before)
    row.version += 1
    row.save(update_fields=["heading", "text", "table", "version"])
    refresh_search(plan)
    sync_items(plan, [row])
    sync_parts(plan, Mention.Part.FOOTNOTE)
    return True
