"""Steps that several stations of the walk take."""

import re


def press(page, name):
    """Take a step; one with a consequence asks on the page before it counts."""
    asks = page.locator("summary", has_text=re.compile(rf"^{name}$"))
    at_once = page.get_by_role("button", name=name, exact=True)
    asks.or_(at_once).first.wait_for()
    if asks.count():
        asks.click()
        at_once = page.get_by_role("button", name=f"Xác nhận: {name}")
    at_once.click()


def ask(page, name):
    """Open the question a step asks, without answering it."""
    page.locator("summary", has_text=re.compile(rf"^{name}$")).click()
