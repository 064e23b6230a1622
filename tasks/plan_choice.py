"""Choosing a plan for tasks: versions of one plan share their title, so each is named by its number."""

from danvan.asked import number
from plans.chain import in_force
from plans.models import Plan


def named(plan):
    """ "31/KH-UBND: Công tác dân vận …"."""
    return f"{plan.code}: {plan.title}"


def with_version_in_force(asked, user):
    """What was asked of a list, with the version in force in place of one that was amended: old links go on working."""
    pk = number(asked.get("plan"))
    superseded = Plan.objects.visible_to(user).filter(status=Plan.Status.SUPERSEDED)
    old = superseded.select_related("commune").filter(pk=pk).first() if pk else None
    newest = in_force(old) if old else None
    return {**asked.dict(), "plan": newest.pk} if newest else asked
