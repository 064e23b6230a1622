"""Phrases of plans, with the duties that come again and the numbers to be reached that a clerk reads in them."""

import pytest

from documents.understanding.recurring import find_periodic, periods_of
from documents.understanding.targets import find_targets
from tests.documents.phrases import asked, phrases


@pytest.mark.parametrize(("phrase", "periods", "who", "to"), phrases("recurring"))
def test_a_duty_that_comes_again_is_read_as_a_clerk_reads_it(phrase, periods, who, to):
    (found,) = find_periodic(phrase)

    assert asked(found) + " ".join(found.periods) == periods
    assert (found.who, found.to) == (who, to)


@pytest.mark.parametrize("phrase", [phrase for (phrase,) in phrases("no_recurring")])
def test_what_has_a_year_or_a_habit_of_its_own_gives_nobody_a_duty(phrase):
    assert find_periodic(phrase) == ()


@pytest.mark.parametrize(
    ("words", "periods"),
    [
        ("Hằng quý", ("quarterly",)),
        ("6 tháng, năm", ("half_yearly", "yearly")),
        ("Thường xuyên", ("continuous",)),
        ("Cả năm", ("continuous",)),
        ("Hàng tháng và đột xuất", ("monthly", "ad_hoc")),
        ("Quý IV/2026", ()),
        ("Trước ngày 15/3", ()),
    ],
)
def test_the_words_of_a_column_for_time_name_their_periods(words, periods):
    assert periods_of(words) == periods


@pytest.mark.parametrize(("phrase", "goals"), phrases("targets"))
def test_a_number_to_be_reached_is_read_with_unit_and_bound(phrase, goals):
    found = [
        f"{asked(each)}{each.comparator} {each.value:g} {each.unit}"
        for each in find_targets(phrase)
    ]

    assert found == [goal.strip() for goal in goals.split(";")]


@pytest.mark.parametrize("phrase", [phrase for (phrase,) in phrases("no_targets")])
def test_counts_of_what_is_and_limits_of_law_are_no_goals(phrase):
    assert [each for each in find_targets(phrase) if each.sure >= 0.8] == []


def test_in_the_section_of_goals_a_plain_number_is_one():
    words = "Đăng ký và đề nghị công nhận 02 mô hình dân vận chính quyền."

    assert find_targets(words) == ()
    assert [each.value for each in find_targets(words, in_targets=True)] == [2]
