"""Report rounds of a plan that is amended: those still being written follow."""

from datetime import date

import pytest

from reports.actions.rounds import open_round
from reports.models import Report, ReportRound
from tests.plans.amended import amend, issue_amendment


@pytest.fixture
def round(issued_plan, binh, culture, province_office):
    round = ReportRound(
        commune=binh.commune, receiver=province_office, plan=issued_plan, kind="six_months", year=2026,
        period_from=date(2025, 12, 15), period_to=date(2026, 6, 14), parts_due_on=date(2026, 6, 15),
        due_on=date(2026, 6, 20),
    )  # fmt: skip
    return open_round(round, [culture], by=binh)


def report_of(round):
    return Report.objects.unscoped("test").get(round=round, scope=Report.Scope.COMMUNE)


def test_a_report_being_written_follows_and_cites_the_new_version(
    round, issued_plan, binh, an, giang
):
    new = issue_amendment(amend(issued_plan, binh), binh=binh, an=an, giang=giang)

    round.refresh_from_db()
    assert round.plan == new
    assert "31/KH-UBND" in report_of(round).opening
    assert "05/KH-UBND" not in report_of(round).opening


def test_a_report_that_went_on_keeps_the_plan_it_speaks_of(round, issued_plan, binh, an, giang):
    report = report_of(round)
    Report.objects.unscoped("test").filter(pk=report.pk).update(status=Report.Status.SUBMITTED)

    issue_amendment(amend(issued_plan, binh), binh=binh, an=an, giang=giang)

    round.refresh_from_db()
    assert round.plan == issued_plan
    assert report_of(round).opening == report.opening
