"""What in a plan has to change for it to become the plan of another year, as proposals a person ticks.

Years that mean the plan's own year, days and their working days, the year's name in Tết greetings, anniversaries. Each
proposal carries a `Correction`, so `documents.checking.apply_all` carries out what was ticked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from documents.checking.passages import page_order, passages_of
from documents.model import AdministrativeDocument
from documents.next_year.days import day_proposals
from documents.next_year.proposal import Proposal, Turn
from documents.next_year.years import year_proposals

__all__ = ["Proposal", "proposals"]

# Whoever receives it and whoever signs it have no year.
_WITHOUT_YEARS = ("addressees", "recipients")


def proposals(
    document: AdministrativeDocument,
    *,
    year: int,
    to_year: int,
    is_working_day: Callable[[date], bool] = lambda day: day.weekday() < 5,
) -> tuple[Proposal, ...]:
    """What to change in the plan of `year` for it to be the plan of `to_year`, in the order of the page.

    A deadline that would fall on a day off moves back to the last working day before it, so that nobody is asked later
    than the day that was set; a beginning moves on to the next one. No two of the corrections overlap.
    """
    turn = Turn(year, to_year, is_working_day)
    found = []
    for passage in passages_of(document):
        if passage.part in _WITHOUT_YEARS:
            continue
        days = list(day_proposals(passage, turn))
        taken = [(each.at, each.at + len(each.old)) for each in days]
        found += days
        found += year_proposals(passage, turn, taken)
    return tuple(sorted(found, key=lambda each: (page_order(each.place), each.at)))
