"""The commune's report written on its page: in place, by keyboard, with the net cut, by two people, and on a phone."""

import pytest

from home.sample.rounds import finished_and_open
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.any_database
OWN = "Cán bộ và Nhân dân đồng thuận, tích cực tham gia."
SECTION = "#muc-assessment-strengths"


def open_report(page):
    """The report of the round that is being written, compiled."""
    page.goto("/bao-cao/")
    kind, year = finished_and_open()[1]
    label = f"Báo cáo {kind.label.lower()} {year}"
    page.get_by_role("link", name=label).first.click()
    page.get_by_role("heading", name=label).first.wait_for()
    page.goto(page.locator("a[href*='/cua-xa/']").first.get_attribute("href"))
    if page.get_by_role("button", name="Tổng hợp", exact=True).count():
        page.get_by_role("button", name="Tổng hợp", exact=True).click()
    page.locator(SECTION).wait_for()


def write(page, words, section=SECTION):
    page.locator(f"{section} [data-section-open]").click()
    box = page.locator(f"{section} textarea")
    box.press("Control+End")
    box.press_sequentially(words)
    return box


def test_a_section_is_written_in_its_place_also_while_the_net_is_cut(sign_in):
    page = sign_in("binh")
    open_report(page)
    box = write(page, f"- {OWN}")
    page.locator(f"{SECTION} [data-saved]", has_text="Đã lưu").wait_for()

    page.context.set_offline(True)
    box.press("Enter")
    box.press_sequentially("Ý thứ hai.")
    page.locator(f"{SECTION} [data-saved]", has_text="Mất kết nối").wait_for()
    page.context.set_offline(False)
    box.press("Control+Enter")

    page.locator(f"{SECTION} textarea").wait_for(state="detached")
    # The bullet went on by itself in the second line.
    lines = page.locator(f"{SECTION} .report-line").all_inner_texts()
    assert lines[-2:] == [f"- {OWN}", "- Ý thứ hai."]
    page.complaints[:] = [each for each in page.complaints if "INTERNET_DISCONNECTED" not in each]


def test_of_two_tabs_the_second_reads_both_texts_and_keeps_its_own(sign_in):
    first, section = sign_in("binh"), "#muc-assessment-lessons"
    open_report(first)
    second = first.context.new_page()
    second.goto(first.url)
    second.locator(f"{section} [data-section-open]").click()
    box = second.locator(f"{section} textarea")

    write(first, "Bài học của người thứ nhất.", section).press("Control+Enter")
    first.locator(f"{section} textarea").wait_for(state="detached")
    box.press_sequentially("Bài học của người thứ hai.")

    sides = second.locator(f"{section} .merge-sides")
    sides.wait_for()
    assert "người thứ nhất" in sides.inner_text()
    assert "người thứ hai" in sides.inner_text()
    second.locator(section).get_by_label("Giữ của tôi").check()
    second.locator(section).get_by_role("button", name="Lưu bản đã ghép").click()
    sides.wait_for(state="detached")
    assert "người thứ hai" in second.locator(section).inner_text()
    assert "người thứ nhất" not in second.locator(section).inner_text()


def test_on_a_phone_the_report_is_one_column_with_its_outline_folded(sign_in):
    page = sign_in("binh", PHONE)
    open_report(page)

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert not page.locator(".report-outline ol").is_visible()
    assert page.locator(f"{SECTION} [data-section-open]").bounding_box()["height"] >= 44
