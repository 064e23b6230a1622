"""The menu of rare acts, by keyboard alone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.any_database


def test_a_menu_opens_walks_and_closes_by_keyboard(sign_in):
    page = sign_in("binh")
    page.goto("/ke-hoach/")
    button = page.locator("details.more > summary")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".more-menu a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(button).to_be_focused()
    page.keyboard.press("ArrowDown")

    page.keyboard.press("Escape")
    expect(page.locator("details.more[open]")).to_have_count(0)
    expect(button).to_be_focused()

    button.click()
    page.locator("h1").click()
    expect(page.locator("details.more[open]")).to_have_count(0)
