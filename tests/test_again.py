"""Which failures are asked a second time: few of the browser, and nothing else."""

import pytest

from scripts.again import worth_asking

BROWSER = "tests/browser/test_walk.py::test_a_year"
OTHER = "tests/plans/test_edits.py::test_an_edit"


@pytest.mark.parametrize(
    ("failed", "again"),
    [
        ([], []),
        ([BROWSER], [BROWSER]),
        ([BROWSER, f"{BROWSER}_more"], [BROWSER, f"{BROWSER}_more"]),
        ([BROWSER, OTHER], []),
        ([f"{BROWSER}_{number}" for number in range(3)], []),
        # A file that cannot be loaded is no race.
        (["tests/browser/test_walk.py"], []),
    ],
)
def test_only_few_failures_of_the_browser_are_asked_again(failed, again):
    assert worth_asking(dict.fromkeys(failed, True)) == again
