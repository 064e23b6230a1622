"""Ordering what an office does with more reports than a page can wait for."""

from django.db import IntegrityError, transaction

from reports.desk.act_jobs import KIND
from reports.models import OfficeAct
from work.actions import order


def order_act(act, *, by):
    """Store an unsaved OfficeAct and have it done; returns it. A second press with the same key gives the first."""
    try:
        with transaction.atomic():
            act.receiver, act.ordered_by = by.home_unit, by
            act.save(force_insert=True)
            order(KIND, act.pk, unit=by.home_unit, by=by, title=str(act))
    except IntegrityError:
        known = OfficeAct.objects.visible_to(by).filter(key=act.key).first()
        if known is None:
            raise
        return known
    return act
