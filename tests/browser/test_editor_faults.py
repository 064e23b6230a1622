"""What goes wrong around the editor: networks, servers, clocks, other tabs, other people. Nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import (
    empty_plan,
    kept,
    lines,
    opened,
    paste,
    saved,
    shows,
    type_lines,
)


def trouble(page):
    return page.locator("[data-part=trouble]")


def said(page):
    return page.locator("[data-part=said]")


def beside(sign_in, page, username="tuan"):
    """The same plan in the browser of somebody else."""
    other = sign_in(username)
    other.goto(page.url)
    opened(other)
    return other


def at_end_of(page, place):
    page.locator(".pe-item").nth(place).click()
    page.keyboard.press("End")


def test_a_server_that_is_being_restarted_gets_everything_once(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Trước")
    saved(page)
    refusals = [
        lambda route: route.abort("connectionrefused"),
        lambda route: route.fulfill(status=502, body="<html>Bad gateway</html>"),
        lambda route: route.continue_(),
    ]
    page.route("**/luu/", lambda route: refusals.pop(0)(route) if refusals else route.continue_())
    type_lines(page, "", "Trong lúc khởi động lại")
    page.keyboard.press("Control+s")
    expect(trouble(page)).to_contain_text("trang sẽ tự thử lại")
    expect(trouble(page)).to_be_hidden(timeout=20_000)
    saved(page)
    page.reload()
    opened(page)

    assert lines(page) == ["1. Trước", "2. Trong lúc khởi động lại"]
    page.complaints.clear()  # Chromium's own lines about the broken requests


def test_a_save_whose_answer_was_lost_is_not_done_twice(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Một", "Hai", "Ba")
    saved(page)
    lost = []

    def lose_the_answer(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.route("**/luu/", lose_the_answer)
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Control+s")
    expect(trouble(page)).to_be_visible()
    expect(trouble(page)).to_be_hidden(timeout=20_000)
    saved(page)
    page.reload()
    opened(page)

    assert lost == [200]
    assert lines(page) == ["1. Một", "2. Ba", "3. Hai"]
    page.complaints.clear()


@pytest.mark.any_database
def test_what_was_said_of_an_unfinished_save_goes_when_it_is_finished(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    page.route("**/luu/", lambda route: route.abort())
    page.keyboard.type("Một")
    page.get_by_role("link", name="Về kế hoạch").click()
    expect(said(page)).to_contain_text("chưa lưu xong")

    page.unroute("**/luu/")
    saved(page)

    expect(said(page)).to_be_hidden()
    page.complaints.clear()


@pytest.mark.any_database
def test_a_copy_kept_under_a_clock_that_ran_ahead_comes_back(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Một")
    saved(page)
    uid = page.locator(".pe-item").first.get_attribute("data-uid")
    left = {"changes": [{"uid": uid, "version": 1, "html": "Một và chưa lưu", "is_heading": True}]}
    page.evaluate(
        """([left, plan]) => {
            const { person } = document.getElementById("editor").dataset;
            localStorage.setItem(`danvan-plan:${person}:${plan}:other`,
                JSON.stringify({ ...left, at: Date.now() + 86400000 }));
        }""",
        [left, page.evaluate("document.getElementById('editor').dataset.plan")],
    )
    page.reload()
    opened(page)

    expect(said(page)).to_contain_text("Đã khôi phục")
    assert lines(page) == ["1. Một và chưa lưu"]
    saved(page)


def test_one_person_in_two_tabs_is_treated_as_two_hands(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Một", "Hai")
    saved(page)
    other = page.context.new_page()
    other.goto(page.url)
    opened(other)
    at_end_of(other, 0)
    other.keyboard.type(" ở cửa sổ kia")
    saved(other)
    at_end_of(page, 1)
    page.keyboard.type(" ở đây")
    saved(page)
    assert lines(page) == ["1. Một ở cửa sổ kia", "2. Hai ở đây"]

    at_end_of(other, 1)
    other.keyboard.type(" và kia")
    other.keyboard.press("Control+s")

    other.get_by_role("button", name="Ghép cả hai để sửa tiếp").click()
    saved(other)
    assert lines(other) == ["1. Một ở cửa sổ kia", "2. Hai và kia ở đây"]


def test_a_browser_that_was_killed_gives_back_what_was_typed(sign_in):
    from playwright.sync_api import Error

    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Đã lưu")
    saved(page)
    page.route("**/luu/", lambda route: route.abort())
    page.keyboard.type(" và chưa lưu")
    kept(page, "chưa lưu")
    url, crashed = page.url, page
    # The tab dies as it does when the machine is short of memory: no farewell, no closing.
    with pytest.raises(Error):
        crashed.goto("chrome://crash", timeout=3000)
    again = page.context.new_page()
    # Until its last sign of life is old, the dead tab counts as alive.
    again.add_init_script("{ const now = Date.now; Date.now = () => now() + 60_000; }")
    again.goto(url)
    opened(again)

    assert lines(again) == ["1. Đã lưu và chưa lưu"]
    expect(said(again)).to_contain_text("Đã khôi phục")
    saved(again)
    crashed.complaints.clear()


def test_a_child_of_a_section_deleted_elsewhere_is_kept_and_told(sign_in, second_person):
    binh = sign_in("binh")
    empty_plan(binh).focus()
    paste(binh, text="I. MỘT\n1. Việc một\nII. HAI\n1. Việc hai")
    saved(binh)
    tuan = beside(sign_in, binh)
    tuan.locator(".pe-item").first.click()
    tuan.get_by_role("button", name="Xóa mục").click()
    saved(tuan)

    at_end_of(binh, 1)
    type_lines(binh, "", "Việc mới dưới mục bị xóa")
    binh.keyboard.press("Control+s")

    expect(said(binh)).to_contain_text("Mục phía trên đã bị chuyển hoặc xóa")
    saved(binh)
    tuan.keyboard.press("Control+s")
    tuan.locator(".pe-item", has_text="Việc mới dưới mục bị xóa").wait_for()
    assert lines(tuan) == lines(binh)


def test_two_items_each_moved_below_the_other_lose_nothing(sign_in, second_person):
    binh = sign_in("binh")
    empty_plan(binh).focus()
    paste(binh, text="1. Một\n2. Hai\n3. Ba")
    saved(binh)
    tuan = beside(sign_in, binh)
    # Bình: Hai below Một. Tuấn, who has not seen it: Một below Hai.
    binh.locator(".pe-item").nth(1).click()
    binh.keyboard.press("Tab")
    saved(binh)
    tuan.route("**/luu/", lambda route: route.abort())
    tuan.locator(".pe-item").nth(0).click()
    tuan.keyboard.press("Alt+ArrowDown")
    tuan.keyboard.press("Tab")
    assert lines(tuan)[:2] == ["1. Hai", "  a) Một"]
    tuan.unroute("**/luu/")
    tuan.keyboard.press("Control+s")

    saved(tuan)
    binh.keyboard.press("Control+s")
    found = lines(tuan)
    shows(binh, found)
    assert sorted(words.split()[-1] for words in found) == ["Ba", "Hai", "Một"]
    tuan.complaints.clear()


def test_a_tab_left_open_over_the_issue_gives_its_words_to_the_clipboard(sign_in):
    page = sign_in("binh")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    empty_plan(page).focus()
    type_lines(page, "I. MỤC ĐÍCH", "1. Việc")
    saved(page)
    other = page.context.new_page()
    other.goto(page.url)
    opened(other)
    other.locator("summary", has_text="Trình duyệt").click()
    other.get_by_role("button", name="Xác nhận: Trình duyệt").click()
    other.get_by_text("Đã ghi nhận").wait_for()

    page.keyboard.type(" chưa kịp lưu")
    expect(trouble(page)).to_contain_text("Đã trình", timeout=10_000)
    page.get_by_role("button", name="Chép chữ chưa lưu").click()

    expect(said(page)).to_contain_text("Đã chép chữ chưa lưu")
    assert page.evaluate("navigator.clipboard.readText()") == "1. Việc chưa kịp lưu"
    page.complaints.clear()


@pytest.mark.any_database
def test_who_may_only_read_is_told_so_with_the_menu_at_hand(sign_in):
    page = sign_in("binh")
    empty_plan(page)
    url = page.url
    reader = sign_in("giang")
    reader.goto(url)

    expect(reader.get_by_role("heading", name="Chưa được phép làm việc này")).to_be_visible()
    expect(reader.get_by_role("navigation").first).to_be_visible()
    reader.get_by_role("link", name="Kế hoạch").first.click()
    expect(reader).to_have_url(re.compile(r"/ke-hoach/$"))


def test_signing_in_again_in_another_tab_is_enough_to_save(sign_in):
    from home.sample.people import PASSWORD

    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Trước")
    saved(page)
    page.context.clear_cookies()
    page.keyboard.type(" và sau")
    expect(trouble(page)).to_contain_text("Phiên làm việc đã hết", timeout=10_000)

    with page.context.expect_page() as news:
        page.locator("[data-part=sign-in]").click()
    gate = news.value
    gate.get_by_label("Tên đăng nhập").fill("binh")
    gate.locator("input[type=password]").fill(PASSWORD)
    gate.get_by_role("button", name="Đăng nhập").click()
    gate.get_by_role("heading", name="Chào").wait_for()

    expect(trouble(page)).to_be_hidden(timeout=30_000)
    saved(page)
    page.reload()
    opened(page)
    assert lines(page) == ["1. Trước và sau"]
