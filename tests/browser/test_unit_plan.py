"""A department makes its plan from the commune's, signs and numbers it, and the commune's plan shows it."""

import re

from playwright.sync_api import expect

from danvan.clock import today
from tests.browser.conftest import PHONE
from tests.browser.desk import opened
from tests.browser.test_walk import press


def communes_plan(page):
    """Open this year's plan of the sample data, whatever other tests have issued beside it."""
    # Drafts of other tests have the same title and may fill the first page of the list.
    page.goto("/ke-hoach/?status=issued")
    title = f"Công tác dân vận chính quyền năm {today().year}"
    page.get_by_role("link", name=title, exact=True).last.click()
    page.get_by_role("heading", name="Kế hoạch của các đơn vị").wait_for()


def test_a_department_builds_signs_and_numbers_its_plan(sign_in):
    thao = sign_in("thao")
    communes_plan(thao)
    thao.get_by_role("link", name="Lập kế hoạch của đơn vị").click()
    chosen = thao.locator("[data-unit-items] input:checked")
    expect(thao.locator("[data-count]")).to_have_text(
        re.compile(r"^đã chọn [1-9]\d* trên \d+ mục$")
    )
    before = chosen.count()

    # A title takes along what stands below it, and lets it go again.
    title = thao.get_by_label("II. MỤC TIÊU, CHỈ TIÊU")
    title.check()
    assert chosen.count() == before + 4
    title.uncheck()
    assert chosen.count() == before
    thao.get_by_role("button", name="Lập dự thảo").click()
    opened(thao)

    thao.goto(thao.url.replace("soan/", ""))
    expect(thao.get_by_text("Kế hoạch của Phòng Kinh tế, thực hiện Kế hoạch")).to_be_visible()
    press(thao, "Trình duyệt")
    thao.goto("/")
    to_approve = thao.locator("section", has_text="Chờ duyệt kế hoạch của đơn vị")
    to_approve.get_by_role("link", name="Xem và duyệt").click()
    press(thao, "Duyệt")
    thao.get_by_role("link", name="Cấp số, ban hành").click()
    thao.get_by_role("button", name="Ban hành").click()
    expect(thao.get_by_text("Số 01/KH-KT", exact=True)).to_be_visible()
    plan = thao.url

    hoa = sign_in("hoa", PHONE)
    communes_plan(hoa)
    card = hoa.locator("#ke-hoach-don-vi")
    expect(card.get_by_text("số 01/KH-KT")).to_be_visible()
    expect(hoa.locator(".line-links a", has_text="Phòng Kinh tế").first).to_be_visible()
    assert hoa.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    card.get_by_role("link", name="Phòng Kinh tế").click()
    expect(hoa).to_have_url(plan)


def test_the_coordinator_reminds_the_units_that_have_none(sign_in):
    binh = sign_in("binh")
    communes_plan(binh)
    binh.locator("summary", has_text="chưa lập").click()
    binh.get_by_role("button", name="Nhắc Công an xã lập kế hoạch").click()

    expect(binh.get_by_text("Đã nhắc 1 đơn vị lập kế hoạch.")).to_be_visible()
    long = sign_in("long")
    long.goto("/thong-bao/")
    expect(long.get_by_text("lập kế hoạch thực hiện").first).to_be_visible()
