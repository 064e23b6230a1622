"""What happens to the version in force when the one that amends it is issued, all in the transaction of that issue."""

from plans.hooks import SUPERSEDED, call
from plans.models import Plan
from plans.proposals import meet_proposals
from plans.rules import MOVES


def take_the_place(plan, *, by):
    """Put the version that `plan` amends out of force, and let what hangs on it follow.

    Raises MoveRefused where that version is no longer in force; the caller's transaction then undoes the issue.
    """
    old = plan.amends
    MOVES.apply(old, "supersede", by=None, note=f"{plan.code} ngày {plan.issued_on:%d/%m/%Y}")
    # A unit's plan that is still being written carries out the new version; what was issued names the one it knew.
    old.unit_plans.exclude(status__in=Plan.PUBLISHED).update(based_on=plan)
    meet_proposals(plan, by=by)
    call(SUPERSEDED, old, plan, by=by)
