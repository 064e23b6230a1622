"""Phrases of plans, with the deadlines that a clerk reads in them: what is found, and what must not be."""

import pytest

from documents.dates import find_deadlines
from tests.documents.phrases import asked, phrases

YEAR = 2026
DUTIES = phrases("deadlines")
NO_DUTIES = [phrase for (phrase,) in phrases("no_deadlines")]


@pytest.mark.parametrize(("phrase", "dates", "who", "to"), DUTIES)
def test_a_dated_duty_is_read_as_a_clerk_reads_it(phrase, dates, who, to):
    found = find_deadlines(phrase, year=YEAR)

    assert [asked(each) + each.date.isoformat() for each in found] == dates.split()
    assert found[0].who == who
    assert found[0].to == to


@pytest.mark.parametrize("phrase", NO_DUTIES)
def test_a_date_that_gives_nobody_a_duty_is_left_alone(phrase):
    assert find_deadlines(phrase, year=YEAR) == ()


def test_there_are_enough_phrases_of_both_kinds():
    assert (len(DUTIES) >= 80, len(NO_DUTIES) >= 80) == (True, True)
