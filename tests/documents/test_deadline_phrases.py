"""Phrases of plans, with the deadlines that a clerk reads in them: what is found, and what must not be."""

from pathlib import Path

import pytest

from documents.dates import find_deadlines

HERE = Path(__file__).parent
YEAR = 2026
ASK_BELOW = 0.8


def lines_of(name):
    told = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in told if line and not line.startswith("#")]


DUTIES = [[part.strip() for part in line.split("|")] for line in lines_of("deadline_phrases.txt")]
NO_DUTIES = lines_of("no_deadline_phrases.txt")


@pytest.mark.parametrize(("phrase", "dates", "who", "to"), DUTIES)
def test_a_dated_duty_is_read_as_a_clerk_reads_it(phrase, dates, who, to):
    found = find_deadlines(phrase, year=YEAR)

    asked = ["?" * (each.sure < ASK_BELOW) + each.date.isoformat() for each in found]
    assert asked == dates.split()
    assert found[0].who == who
    assert found[0].to == to


@pytest.mark.parametrize("phrase", NO_DUTIES)
def test_a_date_that_gives_nobody_a_duty_is_left_alone(phrase):
    assert find_deadlines(phrase, year=YEAR) == ()


def test_there_are_enough_phrases_of_both_kinds():
    assert (len(DUTIES) >= 80, len(NO_DUTIES) >= 80) == (True, True)
