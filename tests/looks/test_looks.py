"""The parts as Chromium shows them. DANVAN_SHOTS=folder keeps the pictures."""

import os
from pathlib import Path

import pytest

CHROMIUM = "/usr/bin/chromium"
SIZES = {"pc": (1366, 768), "phone": (390, 844)}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"Chromium is missing: {CHROMIUM}"),
]


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread, and Django would take the test for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def look(chromium, live_server, settings):
    """`look("pc", "dark")` gives the page of all parts and the list its complaints go to."""
    settings.ROOT_URLCONF = "tests.looks.urls"

    def at(size, scheme="light", path="/"):
        width, height = SIZES[size]
        page = chromium.new_page(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            base_url=live_server.url,
        )
        complaints = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        page.goto(path, wait_until="load")
        keep_picture(page, f"{size}-{scheme}")
        return page, complaints

    return at


def keep_picture(page, name):
    if folder := os.environ.get("DANVAN_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_no_part_breaks_a_rule_of_accessibility(look, size, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page, complaints = look(size, scheme)

    found = Axe().run(page).response["violations"]

    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
    assert complaints == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_sticks_out_to_the_side(look, size):
    page, _ = look(size)

    wider_by = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert wider_by == 0


def test_buttons_and_links_are_large_enough_for_a_thumb(look):
    page, _ = look("phone")

    small = page.evaluate(
        """[...document.querySelectorAll(".btn, .nav-link, .topbar-button, .form-control, .form-select")]
           .filter(part => part.offsetParent && part.getBoundingClientRect().height < 44)
           .map(part => part.outerHTML)"""
    )

    assert small == []


def test_choosing_rows_shows_how_many_and_what_can_be_done_with_them(look):
    page, _ = look("pc")
    bar = page.locator(".bulk-bar")
    before = bar.is_visible()

    page.locator("[data-bulk-row]").nth(1).check()
    page.locator("[data-bulk-row]").nth(2).check()

    assert before is False
    assert bar.inner_text().splitlines()[0] == "Đã chọn 2"
    page.locator("[data-bulk-all]").check()
    assert bar.inner_text().splitlines()[0] == "Đã chọn 4"


def test_the_keyboard_walks_rows_and_finds_the_search_box(look):
    page, _ = look("pc")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("/")

    assert second == "Tổ chức đối thoại với Nhân dân"
    assert page.evaluate("document.activeElement.id") == "q"


def test_a_form_with_errors_names_them_first_and_takes_the_focus(look):
    page, _ = look("pc", path="/?loi=1")

    assert page.evaluate("document.activeElement.dataset.errorSummary") == ""
    assert page.locator("[data-error-summary] a").all_inner_texts() == [
        "Tên nhiệm vụ",
        "Đơn vị chủ trì",
        "Hạn hoàn thành",
        "Yêu cầu kết quả",
    ]


def test_on_paper_the_frame_is_gone_and_lateness_keeps_shape_and_word(look):
    page, _ = look("pc")

    page.emulate_media(media="print")

    assert page.locator(".topbar").is_visible() is False
    assert page.locator(".sidenav").is_visible() is False
    assert page.locator("tbody .chip").all_inner_texts() == [
        "■\nQuá hạn",
        "◆\nSắp đến hạn",
        "●\nChưa đến hạn",
        "○\nChưa có hạn",
    ]


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_say_what_to_do_next(look, name):
    page, complaints = look("phone", path=f"/trang-loi/{name}/")

    assert page.locator("h1").count() == 1
    assert page.get_by_role("link", name="Về trang chủ").is_visible()
    assert complaints == []


def test_a_form_sent_twice_at_once_goes_out_once(look):
    page, _ = look("pc")

    let_out = page.evaluate(
        """() => {
          let letOut = 0;
          // Hears the form last, after the page's own script has had its say.
          window.addEventListener("submit", (event) => {
            if (!event.defaultPrevented) letOut += 1;
            event.preventDefault();
          });
          const form = document.querySelector(".moves > form");
          form.requestSubmit();
          form.requestSubmit();
          return letOut;
        }"""
    )

    assert let_out == 1
