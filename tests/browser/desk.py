"""What the tests of the editor do with its page: open it, type, paste, wait until all is saved, read what it says."""

import re

from playwright.sync_api import expect


def empty_plan(page):
    page.goto("/ke-hoach/moi/")
    page.get_by_label("Dựng sẵn các mục thường có").uncheck()
    page.locator("main form .btn-primary").click()
    return opened(page)


def opened(page):
    page.locator("#editor[data-ready]").wait_for()
    return page.locator(".pe-items")


LINES = """items => items.map(item => "  ".repeat(Number(item.dataset.depth))
    + [item.dataset.label, item.innerText.replace(/\\s+/g, " ").trim()].filter(Boolean).join(" "))"""


def lines(page):
    """The items as they are seen: set in by depth, with their numbers."""
    return page.locator(".pe-item").evaluate_all(LINES)


def shows(page, wanted):
    """Wait until the items are these lines: for what comes in by itself, from another page."""
    page.wait_for_function(
        f"""wanted => {{
            const found = ({LINES})([...document.querySelectorAll(".pe-item")]);
            return JSON.stringify(found) === JSON.stringify(wanted);
        }}""",
        arg=wanted,
    )


def kept(page, words):
    """Wait until these words are kept on the device, a moment after they were typed."""
    page.wait_for_function(
        "words => Object.values({...localStorage}).some(each => each.includes(words))", arg=words
    )


def online(page):
    """The net is back, as far as the page knows: it saves at once, unless a save waits for the word in hand."""
    page.evaluate("window.dispatchEvent(new Event('online'))")


def saved(page):
    page.keyboard.press("Control+s")
    expect(page.locator("[data-part=saved]")).to_have_text(re.compile(r"^Đã lưu \d\d:\d\d$"))


def type_lines(page, *typed):
    for place, words in enumerate(typed):
        if place:
            page.keyboard.press("Enter")
        page.keyboard.type(words)


def paste(page, html="", text=""):
    page.evaluate(
        """([html, text]) => {
            const data = new DataTransfer();
            if (html) data.setData("text/html", html);
            data.setData("text/plain", text);
            document.querySelector(".pe-items").dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        [html, text],
    )
