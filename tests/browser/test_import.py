"""From a dropped file to an issued plan in its PDF, in real browsers: the real plans, and one that was made up."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from documents.model import plain
from documents.reading import read_plan
from tests.browser.conftest import PHONE
from tests.browser.test_walk import press
from tests.documents.pages import words_of_all
from tests.seeds import seed

MADE_UP = Path(__file__).parent.parent / "documents" / "fixtures" / "binh-minh-2026.txt"
REAL = ["que-minh-2024.txt", "dak-doa-2023.txt", "ba-vi-2025.txt"]
# How they are read is the same over every database; one of them goes the whole way on both.
FILES = [*(pytest.param(name, marks=pytest.mark.any_database) for name in REAL), MADE_UP.name]
# From the file in hand to the draft the portal may take so long; the rest of two minutes is for reading.
MOST_SECONDS = 60


def bytes_of(name):
    return MADE_UP.read_bytes() if name == MADE_UP.name else seed(name)


@pytest.mark.parametrize("name", FILES)
def test_a_plan_goes_from_the_dropped_file_to_its_pdf(name, sign_in):
    data = bytes_of(name)
    binh, an = sign_in("binh"), sign_in("an")

    began = time.monotonic()
    drop(binh, name, data)
    answer_all(binh)
    binh.get_by_label("Trích yếu").fill(f"Kế hoạch nhập từ {name}")
    binh.get_by_role("button", name="Nhận tất cả, tạo dự thảo").click()
    binh.get_by_role("heading", name=f"Kế hoạch nhập từ {name}").wait_for()
    took = time.monotonic() - began

    assert took < MOST_SECONDS
    expect(binh.locator("section", has_text="Tệp gốc").last).to_contain_text(name)
    issue(binh, an)
    words = letters(words_of_all(pdf_of(an)))
    missing = [each for each in items_of(data, name) if letters(each) not in words]
    assert missing == []


def drop(page, name, data):
    """Choosing a file is what dropping one ends in: it is sent at once."""
    page.goto("/ke-hoach/nhap/")
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": data}
    )
    page.get_by_role("heading", name="Xem lại trước khi tạo dự thảo").wait_for(timeout=90_000)
    page.wait_for_load_state()


def answer_all(page):
    """Everything certain with one press, then the first answer of each question, by its key."""
    if page.get_by_role("button", name="Nhận mọi điểm chắc chắn").count():
        page.get_by_role("button", name="Nhận mọi điểm chắc chắn").click()
        expect(page.get_by_role("button", name="Nhận mọi điểm chắc chắn")).to_have_count(0)
    for _ in range(60):
        left = page.locator("#questions h2").inner_text()
        if not left.startswith("Còn"):
            break
        # The words of the next page are there before its keys are.
        page.wait_for_load_state()
        page.keyboard.press("1")
        expect(page.locator("#questions h2")).not_to_have_text(left)
    expect(page.locator("#left")).to_be_empty()


def issue(binh, an):
    url = binh.url
    press(binh, "Trình duyệt")
    # What nobody mended in the form is told once more, and a reason is asked for.
    anyway = binh.get_by_role("button", name="Vẫn trình duyệt")
    anyway.or_(binh.get_by_text("Đã trình").first).first.wait_for()
    if anyway.count():
        binh.get_by_label("Vì sao vẫn trình").fill("Giữ như văn bản gốc.")
        anyway.click()
    expect(binh.locator("main")).to_contain_text("Đã trình")
    an.goto(url)
    press(an, "Duyệt")
    an.get_by_role("link", name="Cấp số, ban hành").first.click()
    an.get_by_role("button", name="Ban hành").click()
    expect(an.locator("main")).to_contain_text("Đã ban hành")


def pdf_of(page):
    """The PDF of the plan on the page, printed by the worker."""
    address = page.url.rstrip("/") + "/pdf/"
    for _ in range(60):
        body = page.request.get(address).body()
        if body[:5] == b"%PDF-":
            return body
        page.wait_for_timeout(1000)
    pytest.fail("the PDF did not come")


def items_of(data, name):
    """The first words of every item: what was answered may have mended some further on."""
    items = read_plan(data, name).document.walk()
    return [" ".join(plain(item.heading or item.text).split()[:4]) for item in items]


def letters(words):
    """Letters and digits alone: where a line breaks or which dash is printed is not asked here."""
    return "".join(filter(str.isalnum, words)).casefold()


@pytest.mark.any_database
def test_the_review_on_a_phone_has_one_part_at_a_time_and_no_sideways_scrolling(sign_in):
    page = sign_in("binh", PHONE)
    drop(page, MADE_UP.name, MADE_UP.read_bytes())

    shown = []
    for tab, part in (("Văn bản gốc", ".plan-source"), ("Nội dung nhận ra", ".plan-found")):
        page.get_by_role("button", name=tab).click()
        others = page.locator("[data-tab]:visible")
        shown.append((others.count(), page.locator(part).is_visible()))
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"]

    assert shown == [(1, True), (1, True)]


@pytest.mark.any_database
def test_a_line_of_the_file_and_its_block_show_each_other(sign_in):
    page = sign_in("binh")
    drop(page, MADE_UP.name, MADE_UP.read_bytes())
    block = page.locator(".plan-found-line[data-first]").nth(3)
    line = block.get_attribute("data-first")

    page.locator(f"#dong-{line}").click()

    expect(block).to_have_attribute("aria-current", "")
    expect(page.locator(f"#dong-{line}")).to_have_class(re.compile("plan-source-marked"))


def test_the_outline_is_changed_with_one_press_and_taken_back_with_one(sign_in):
    page = sign_in("binh")
    drop(page, MADE_UP.name, MADE_UP.read_bytes())
    block = page.locator(".plan-found-line.plan-depth-1").nth(1)
    key = block.get_attribute("data-block")
    again = page.locator(f'[data-block="{key}"]')

    block.hover()
    page.locator(f'.review-float button[value="up:{key}"]').click()
    expect(again).to_have_class(re.compile("plan-depth-0"))
    page.get_by_role("button", name="Hoàn tác bước sửa cuối").click()

    expect(again).to_have_class(re.compile("plan-depth-1"))
