"""An outline in a real browser: moved by a button, dragged, taken out and put back, on a PC and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.any_database
FIRST, SECOND, THIRD = "Quán triệt", "Phân công", "Công tác tuyên truyền"


def open_copy(page):
    page.goto("/bao-cao/de-cuong/")
    shared = page.locator("tr", has_text="Báo cáo công tác dân vận chính quyền").last
    shared.get_by_role("button", name="Sao để sửa").click()
    expect(page.get_by_text("Đã sao thành")).to_be_visible()
    # The words are there before the script is, and without it the page is loaded anew at every press.
    page.wait_for_load_state()


def line(page, at):
    return page.locator("[data-row]").nth(at)


def test_a_heading_is_moved_dragged_taken_out_and_put_back(sign_in):
    page = sign_in("binh")
    open_copy(page)

    line(page, 2).get_by_role("button", name="Đưa lên").click()

    # The hand stays on the heading it moved, on the only way that is left.
    expect(line(page, 1)).to_contain_text(SECOND)
    expect(line(page, 1).get_by_role("button", name="Đưa xuống")).to_be_focused()

    line(page, 3).locator(".outline-grip").drag_to(line(page, 1), target_position={"x": 60, "y": 3})
    expect(line(page, 1)).to_contain_text(THIRD)
    expect(page.locator(".outline-preview")).to_contain_text(f"1. {THIRD}")

    line(page, 2).get_by_role("button", name="Bỏ").click()
    expect(line(page, 2)).to_contain_text(FIRST)
    page.keyboard.press("Enter")
    expect(line(page, 2)).to_contain_text(SECOND)


def test_a_heading_is_added_on_a_phone_with_a_figure_that_was_searched(sign_in):
    page = sign_in("binh", PHONE)
    open_copy(page)

    line(page, 4).get_by_role("link", name="Thêm mục sau").click()
    page.get_by_label("Tiêu đề").fill("Công tác hòa giải")
    page.get_by_label("Tìm chỉ tiêu").fill("hoa giai thanh")
    page.get_by_label("Vụ việc hòa giải thành").check()
    page.get_by_role("button", name="Lưu mục này").click()

    row = page.locator("[data-row]", has_text="Công tác hòa giải")
    expect(row).to_contain_text("Số liệu: 1 chỉ tiêu")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]
