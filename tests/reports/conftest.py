import pytest

from tests.reports.factories import make_round


@pytest.fixture
def half_year(binh, issued_plan, culture, dung, east_village, khanh):
    """The round of the first six months, opened by Bình for the culture department and the village."""
    return make_round(binh, [culture, east_village], plan=issued_plan)


@pytest.fixture
def part_of_culture(half_year, culture):
    return half_year.reports.select_related("round__commune", "unit").get(unit=culture)


@pytest.fixture
def part_of_village(half_year, east_village):
    return half_year.reports.select_related("round__commune", "unit").get(unit=east_village)


@pytest.fixture
def report(half_year):
    reports = half_year.reports.select_related("round__commune", "round__receiver", "round__plan")
    return reports.get(scope="commune")
