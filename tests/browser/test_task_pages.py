"""The pages of tasks on the two screens they are made for: nothing beyond the edge, the current tab in sight."""

import pytest

from tests.browser.conftest import OFFICE_PC, PHONE

pytestmark = pytest.mark.any_database
GROUPS = ["", "?by=unit", "?by=person", "?by=section", "?by=status", "?by=lateness"]
BEYOND = """() => {
    const seen = innerWidth;
    const box = document.querySelector(".table-wrap")?.getBoundingClientRect();
    const table = document.querySelector(".table-wrap > table")?.getBoundingClientRect();
    return document.documentElement.scrollWidth - seen + Math.max(0, (table?.right ?? 0) - (box?.right ?? 0) - 1);
}"""


def test_the_tracking_table_and_its_counts_fit_an_office_pc(sign_in):
    page = sign_in("binh", viewport=OFFICE_PC)

    for group in GROUPS:
        page.goto(f"/nhiem-vu/{group}")
        if "section" in group:
            # Other tests may have issued a plan since that nobody was given work from: the one of the year is meant.
            plan = page.locator(
                "select[name=plan] option", has_text="Công tác dân vận chính quyền năm"
            )
            page.goto(f"/nhiem-vu/{group}&plan={plan.last.get_attribute('value')}")

        assert page.locator("main table tbody tr").count(), group
        assert page.evaluate(BEYOND) <= 0, group


def test_on_a_phone_the_row_of_tabs_starts_at_the_tab_of_the_page(sign_in):
    page = sign_in("binh", viewport=PHONE)

    page.goto("/nhiem-vu/tuan/")

    page.wait_for_function(
        """() => {
            const tab = document.querySelector(".task-tabs [aria-current=page]").getBoundingClientRect();
            return tab.left >= 0 && tab.right <= innerWidth;
        }"""
    )
