import pytest

from records.files import keep
from reports.actions.commune import compile_report
from reports.actions.submissions import hand_in, order_bundle
from tests.reports.factories import issue_report_by_hand, make_round


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


@pytest.fixture
def section(report, binh):
    compile_report(report, by=binh)
    return report.sections.get(key="proposals")


@pytest.fixture
def submission(report, binh):
    """What the office got; printed by hand, for printing is tried elsewhere."""
    pdf = keep(b"%PDF-1.7 made by a test", name="bao-cao.pdf", content_type="application/pdf")
    issue_report_by_hand(report, pdf)
    return hand_in(report, by=binh)


@pytest.fixture
def bundle(submission, lan):
    return order_bundle([submission], by=lan)
