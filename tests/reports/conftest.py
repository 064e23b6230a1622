from decimal import Decimal

import pytest

from records.files import keep
from reports.actions.bundles import order_bundle
from reports.actions.commune import compile_report
from reports.actions.requests import communes_of, open_request
from reports.actions.submissions import hand_in
from reports.figures.values import indicators_for
from reports.models import IndicatorValue, Report
from tests.reports.factories import DUE, issue_report_by_hand, make_request, make_round, pdf_of


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
def issued(report, binh):
    """A compiled and issued report with a figure, one without data, and the signed paper."""
    compile_report(report, by=binh)
    first, second, third, *_ = indicators_for(report.round)
    for indicator, value, words in (
        (first, Decimal("12.5"), "=tổng các đơn vị"),
        (second, None, ""),
        (third, Decimal(1234), "đã kiểm tra"),
    ):
        IndicatorValue.objects.update_or_create(
            report=report,
            indicator=indicator,
            defaults={
                "value": value,
                "has_no_data": value is None,
                "note": words,
                "previous": Decimal(10),
            },
        )
    issue_report_by_hand(report, pdf_of("bản in"))
    signed = pdf_of("bản ký")
    Report._base_manager.filter(pk=report.pk).update(signed_copy=signed)
    report.refresh_from_db()
    return report


@pytest.fixture
def submission(report, binh):
    """What the office got; printed by hand, for printing is tried elsewhere."""
    pdf = keep(b"%PDF-1.7 made by a test", name="bao-cao.pdf", content_type="application/pdf")
    issue_report_by_hand(report, pdf)
    return hand_in(report, by=binh)


@pytest.fixture
def bundle(submission, lan):
    return order_bundle([submission], by=lan)


@pytest.fixture
def asked(lan, binh, giang, an, cuc, cuong):
    """A request of Lan's office to the communes of Bình and of Cúc."""
    return open_request(make_request(lan), communes_of(lan.unit, DUE), by=lan)
