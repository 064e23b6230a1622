"""Amended plans for tests, made by the same actions as the pages use."""

from datetime import date

from plans.actions import issue_plan, move_plan
from plans.amending import start_amendment

LATER = date(2026, 6, 1)
OPTIONS = {"reason": "Bổ sung nhiệm vụ", "says_basis": True, "says_replaced": True}


def amend(plan, by, **over):
    """An open amendment of an issued plan."""
    return start_amendment(plan, by=by, **{"title": plan.title, **OPTIONS, **over})


def issue_amendment(amendment, *, binh, an, giang, number=31, issued_on=LATER):
    """Walk an amendment through approval; it takes the place of the plan it amends."""
    move_plan(amendment, "submit", by=binh)
    move_plan(amendment, "approve", by=an)
    issue_plan(amendment, number=number, issued_on=issued_on, by=giang)
    return amendment


def saying(plan, words):
    """The first item of the plan that says these words."""
    return next(row for row in plan.items.all() if words in row.text)


def reword(plan, before, after):
    """Change the words of the item of a draft that contains `before`; returns the item."""
    item = saying(plan, before)
    item.text = item.text.replace(before, after)
    item.save(update_fields=["text"])
    return item


def remove(plan, words):
    saying(plan, words).delete()
