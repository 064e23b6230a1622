"""The plans a person has to do something with: the commune's own, and those of the units. One query each."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import Membership, Role
from home import rows
from plans import review
from plans.models import Plan

MOST_SHOWN = 10
MOST_LOOKED_AT = 100
S = Plan.Status


def _listed(plans, most=MOST_SHOWN):
    return list(plans.select_related("unit")[:most])


def of_commune(user, *statuses):
    """The commune's own plans that stand at one of these steps."""
    return _listed(Plan.objects.visible_to(user).of_commune().filter(status__in=statuses))


def to_write(user):
    """The drafts of the commune, and those of units that this person has begun for them."""
    drafts = Plan.objects.visible_to(user).filter(status__in=[S.DRAFT, S.RETURNED])
    return _listed(drafts.filter(Q(unit=None) | Q(drafter=user)))


def to_approve(user):
    """What waits for a leader: checked plans of the commune, and those of units that have no head to approve them."""
    heads = Membership.objects.current().filter(
        unit=OuterRef("unit"), role=Role.OFFICER, is_head=True, person__is_active=True
    )
    waiting = Plan.objects.visible_to(user).filter(status=S.SUBMITTED)
    # More than are shown: those that still wait for a check must not push out the ones that do not.
    found = _listed(waiting.filter(Q(unit=None) | ~Exists(heads)), MOST_LOOKED_AT)
    held_up = review.waiting(found, user.commune)
    return [plan for plan in found if plan.pk not in held_up][:MOST_SHOWN]


def to_check(user):
    """The submitted plans that wait for a check this person is called for: {kind: rows}."""
    submitted = of_commune(user, S.SUBMITTED)
    open_checks = review.waiting(submitted, user.commune)
    found = {kind: [] for kind in review.NAMES}
    for plan in submitted:
        for check in review.open_among(user, open_checks.get(plan.pk, ())):
            if user in check.called:
                found[check.kind].append(rows.plan(plan, f"Xem và {check.name}"))
    return found


def waiting_for_number(user):
    return _listed(Plan.objects.visible_to(user).filter(status=S.APPROVED))


def of_own_unit(user):
    """(waiting for the head, being written, waiting for a number): the plans of an officer's own unit, as rows.

    Whoever does not head the unit is shown what they submitted nowhere: it is with the head now.
    """
    steps = [S.DRAFT, S.RETURNED, S.SUBMITTED, S.APPROVED]
    own = _listed(Plan.objects.visible_to(user).filter(unit=user.unit, status__in=steps))
    heads, by_status = user.membership.is_head, {step: [] for step in steps}
    for plan in own:
        by_status[plan.status].append(plan)
    approve = by_status[S.SUBMITTED] if heads else []
    number = [each for each in by_status[S.APPROVED] if heads or each.drafter_id == user.pk]
    return (
        [rows.plan(each, "Xem và duyệt") for each in approve],
        [
            rows.plan(each, "Soạn tiếp", "plans:edit")
            for each in by_status[S.RETURNED] + by_status[S.DRAFT]
        ],
        [rows.plan(each, "Cấp số, ban hành", "plans:issue") for each in number],
    )
