"""The versions of one plan: the first one, its amendments in order, and the one in force. No writing here."""

from django.db.models import Q

from plans.models import Plan


def chain_of(plan, user=None):
    """All versions of the plan from the first to the newest, `plan` among them; a draft that amends comes last.

    With `user` only what that person may see. Two queries, however long the chain is.
    """
    keys = _keys_of(plan)
    found = Plan.objects.visible_to(user) if user else plan.commune.plans
    rows = {row.pk: row for row in found.filter(pk__in=keys)}
    return [rows[pk] for pk in keys if pk in rows]


def newest_versions(commune, keys):
    """{primary key of a superseded plan: the version in force of it}. Two queries; none for no keys."""
    if not keys:
        return {}
    published = commune.plans.filter(status__in=Plan.PUBLISHED)
    amended_by = _amendments(published)
    newest = {}
    for key in keys:
        last = key
        while last in amended_by:
            last = amended_by[last]
        newest[key] = last
    rows = published.in_bulk(set(newest.values()))
    return {key: rows[last] for key, last in newest.items()}


def _amendments(plans):
    """{amended: amendment} of all amendments of a commune, a few a year."""
    return {amends: pk for pk, amends in plans.exclude(amends=None).values_list("pk", "amends_id")}


def _keys_of(plan):
    """The primary keys of the chain in order."""
    amended_by = _amendments(plan.commune.plans)
    amends = {pk: earlier for earlier, pk in amended_by.items()}
    first = plan.pk
    while first in amends:
        first = amends[first]
    keys = [first]
    while keys[-1] in amended_by:
        keys.append(amended_by[keys[-1]])
    return keys


def in_force(plan):
    """The version of the plan that is in force now, or None where none was issued."""
    if plan.status == Plan.Status.ISSUED:
        return plan
    return next((one for one in chain_of(plan) if one.status == Plan.Status.ISSUED), None)


def earlier_versions(plan):
    """The published versions before this one, the first one first."""
    versions = chain_of(plan)
    return [one for one in versions[: versions.index(plan)] if one.is_published]


def of_chain(plan):
    """A condition (Q) on rows that belong to a plan: those of any version of this one."""
    return Q(plan__in=_keys_of(plan))
