"""The plan of one department of An Hòa: made from the commune's, signed by its head, numbered in its own series."""

from datetime import timedelta

from danvan.working_days import working_day_from
from plans.actions import issue_plan, move_plan
from plans.outline import Outline
from plans.unit_starting import concerned_by, start_unit_plan, symbol_of, title_of
from records.register import next_number


def make(base, officer, head):
    """Written by an officer of the department from the items that concern it, a few days after the commune's plan."""
    unit = officer.unit
    items = concerned_by(base, [unit], Outline(base).lines(), officer)[unit.pk]
    plan = start_unit_plan(
        base,
        unit,
        items=items,
        title=title_of(base),
        symbol=symbol_of(unit),
        by=officer,
    )
    move_plan(plan, "submit", by=officer)
    move_plan(plan, "approve", by=head)
    number = next_number(plan.commune, plan.symbol, base.issued_on.year)
    day = working_day_from(base.issued_on + timedelta(days=6))
    issue_plan(plan, number=number, issued_on=day, by=officer)
