"""One plan through its review: checks, a remark that is met, approval, number, signed copy."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_walk import press

SIGNED = b"%PDF-1.7\n" + b"x" * 3000 + b"\n%%EOF\n"


def test_a_plan_is_checked_remarked_on_mended_approved_and_signed(sign_in, tmp_path):
    binh, an, giang, dung = sign_in("binh"), sign_in("an"), sign_in("giang"), sign_in("dung", PHONE)
    want_both_checks(binh, True)
    try:
        url = submit_a_plan(binh)
        remark_and_send_back(an, url)
        mend(binh, url)
        check_and_approve(an, giang, url)
        issue(giang, url)
        attach_the_signed_copy(giang, url, tmp_path)
        dung.goto(url)
        expect(dung.locator("main")).to_contain_text("Bản có chữ ký")
        expect(dung.locator("main")).not_to_contain_text("Nêu rõ số buổi")
    finally:
        # One portal serves all browser tests.
        want_both_checks(binh, False)


def want_both_checks(page, wanted):
    page.goto("/ke-hoach/cach-duyet/")
    for name in ("#id_checks_form", "#id_checks_content"):
        page.locator(name).set_checked(wanted)
    page.get_by_role("button", name="Lưu cách duyệt").click()
    expect(page.locator(".messages")).to_contain_text("Đã lưu")


def submit_a_plan(page):
    page.goto("/ke-hoach/moi/")
    page.get_by_label("Trích yếu").fill("Kế hoạch được kiểm tra hai bước")
    page.get_by_role("button", name="Lập dự thảo").click()
    page.wait_for_url(re.compile("/soan/"))
    url = page.url.split("soan/")[0]
    page.goto(url)
    press(page, "Trình duyệt")
    expect(page.locator("main")).to_contain_text("Chờ kiểm tra thể thức")
    return url


def remark_and_send_back(page, url):
    page.goto(url)
    page.locator(".plan-line .remark-add").nth(1).click()
    page.locator(".remark-form textarea").fill("Nêu rõ số buổi")
    page.get_by_role("button", name="Lưu góp ý").click()
    expect(page.locator(".remark")).to_contain_text("Nêu rõ số buổi")
    # The keyboard goes on where the box was.
    expect(page.locator(".remarks:has(.remark)")).to_be_focused()
    expect(page.locator("#remark-count")).to_contain_text("1 góp ý chưa sửa")
    press(page, "Trả lại")
    expect(page.locator("main")).to_contain_text("Bị trả lại")


def mend(page, url):
    page.goto(f"{url}soan/")
    page.locator("#editor[data-ready=yes]").wait_for()
    expect(page.locator(".pe-remarked")).to_have_count(1)
    page.locator(".pe-items .pe-item").first.click()
    page.keyboard.press("F8")
    page.keyboard.press("End")
    page.keyboard.type(": 04 buổi")
    panel = page.locator(".pe-remarks")
    expect(panel).to_contain_text("Nêu rõ số buổi")
    panel.get_by_label("Trả lời góp ý").fill("Đã ghi 04 buổi")
    panel.get_by_role("button", name="Đã sửa").click()
    expect(panel).to_contain_text("Đã sửa hết góp ý")
    expect(page.locator("[data-part=saved]")).to_have_attribute("data-state", "saved")
    page.goto(url)
    press(page, "Trình duyệt")
    expect(page.locator("main")).to_contain_text("Chờ kiểm tra nội dung")


def check_and_approve(an, giang, url):
    giang.goto("/")
    giang.locator("section", has_text="Chờ kiểm tra thể thức").get_by_role(
        "link", name="kiểm tra hai bước"
    ).click()
    giang.locator("summary", has_text="Đạt thể thức").click()
    giang.get_by_role("button", name="Xác nhận: Kiểm tra thể thức").click()
    expect(giang.locator("main")).to_contain_text("Kiểm tra thể thức: đạt")
    an.goto(url)
    expect(an.locator(".remark ins")).to_contain_text("04 buổi")
    an.locator("summary", has_text="Đạt nội dung").click()
    an.get_by_role("button", name="Xác nhận: Kiểm tra nội dung").click()
    press(an, "Duyệt")
    expect(an.locator("main")).to_contain_text("Đã duyệt")


def issue(page, url):
    page.goto(f"{url}ban-hanh/")
    page.get_by_role("button", name="Ban hành").click()
    expect(page.locator("main")).to_contain_text("Đã ban hành")


def attach_the_signed_copy(page, url, folder):
    (folder / "ban-ky.pdf").write_bytes(SIGNED)
    page.locator("input[name=file]").set_input_files(folder / "ban-ky.pdf")
    page.get_by_role("button", name="Lưu bản có chữ ký").click()
    expect(page.locator("main")).to_contain_text("Đã lưu bản có chữ ký")
    assert page.request.get(f"{url}pdf/").body() == SIGNED
