"""Where items of several plans stand, in words."""

from plans.models import PlanItem
from plans.places import named


def paths_of(user, plan_pks):
    """{primary key of an item: "Mục II.1"} of these plans, as far as the person may read them; one query."""
    rows = PlanItem.objects.visible_to(user).filter(plan__in=plan_pks)
    told = rows.values_list("pk", "parent", "marker")
    above = {pk: (parent, marker) for pk, parent, marker in told}
    return {pk: named(_way(above, pk)) for pk in above}


def _way(above, pk):
    way = []
    while pk in above:
        pk, marker = above[pk]
        way.insert(0, marker)
    return way
