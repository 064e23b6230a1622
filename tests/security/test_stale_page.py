"""A leader approves the words on the page, not those that were put in their place meanwhile."""

import re

import pytest
from django.urls import reverse

from plans.actions import move_plan
from reports.actions import commune as reports
from tests.reports.conftest import half_year, part_of_culture, report  # noqa: F401 fixtures
from tests.reports.factories import accept_part


def seen_on(client, url):
    return re.search(r'name="seen" value="(\d+)"', client.get(url).content.decode())[1]


@pytest.mark.parametrize("meanwhile", [False, True])
def test_a_plan_rewritten_since_the_page_was_opened_is_not_approved(
    client, plan, binh, an, meanwhile
):
    move_plan(plan, "submit", by=binh)
    client.force_login(an)
    seen = seen_on(client, plan.get_absolute_url())
    if meanwhile:
        move_plan(plan, "take_back", by=binh)
        move_plan(plan, "submit", by=binh)

    move = {"move": "approve", "seen": seen}
    page = client.post(reverse("plans:move", args=[plan.pk]), move, follow=True)

    plan.refresh_from_db()
    assert plan.status == ("submitted" if meanwhile else "approved")
    assert ("đã thay đổi kể từ lúc mở trang" in page.content.decode()) is meanwhile


@pytest.mark.parametrize("meanwhile", [False, True])
def test_a_report_rewritten_since_the_page_was_opened_is_not_approved(
    client, report, part_of_culture, binh, an, meanwhile  # noqa: F811
):  # fmt: skip
    accept_part(part_of_culture, coordinator=binh)
    reports.compile_report(report, by=binh)
    reports.move_report(report, "submit", by=binh)
    client.force_login(an)
    seen = seen_on(client, report.get_absolute_url())
    if meanwhile:
        reports.move_report(report, "take_back", by=binh)
        reports.move_report(report, "submit", by=binh)

    client.post(reverse("reports:report_move", args=[report.pk]), {"move": "approve", "seen": seen})

    report.refresh_from_db()
    assert report.status == ("submitted" if meanwhile else "approved")
