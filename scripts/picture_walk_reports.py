"""Pictures of the report pages: a round from its opening to the office that receives the report."""

import re

from playwright.sync_api import expect

from danvan.clock import today
from scripts.picture_steps import ask, press

NEXT_YEAR = today().year + 1
GOOD = "Cán bộ và Nhân dân đồng thuận, nhiều đơn vị có cách làm hay."
SAVED = re.compile(r"^Đã lưu \d\d:\d\d$")


def around_the_reports(camera):
    """The round under way of the sample, written to its end and handed in."""
    round_url = opening(camera)
    part_of_a_village(camera)
    report_url = the_report(camera, round_url)
    figures(camera, report_url)
    issuing_and_handing_in(camera, report_url)
    receiver(camera)


def opening(camera):
    binh = camera.page("binh")
    binh.goto(f"/bao-cao/mo-dot/?kind=six_months&year={NEXT_YEAR}")
    binh.get_by_role("button", name="Mở đợt báo cáo").wait_for()
    camera.keep(binh, "mo-dot")
    binh.goto("/bao-cao/")
    binh.locator("td a.row-link").first.click()
    camera.keep(binh, "dot-bao-cao")
    return binh.url


def part_of_a_village(camera):
    tin = camera.page("tin", phone=True)
    tin.goto("/")
    tin.get_by_role("link", name="Mở báo cáo").first.click()
    tin.locator("[data-part-form][data-ready]").wait_for()
    tin.get_by_role("textbox", name="Kết quả khác").fill(
        "Đã họp thôn 02 buổi, 42 hộ đăng ký mô hình “Ngõ sạch, nhà đẹp”.\nVận động 60 ngày công dọn đường ngõ."
    )
    tin.locator("#muc-difficulty").get_by_role("button", name="Không có").click()
    tin.locator("[name^=value-]").first.fill("42")
    expect(tin.locator("[data-part-saved]")).to_have_text(SAVED)
    tin.locator("[data-part-task]").first.evaluate(
        "card => window.scrollBy(0, card.getBoundingClientRect().top - 130)"
    )
    camera.keep(tin, "phan-don-vi-dien-thoai")
    tin.get_by_role("button", name="Gửi", exact=True).click()
    expect(tin.locator("main")).to_contain_text("Đã gửi")


def the_report(camera, round_url):
    """Compiled from the parts of the offices; the village's comes in afterwards, and the report says so."""
    binh = camera.page("binh")
    others = [each for each in sent_parts(binh, round_url) if "Thôn" not in each[0]]
    for _, url in others:
        accept(binh, url)
    binh.goto(round_url)
    binh.locator(".page-acts a[href*='/cua-xa/']").first.click()
    report_url = binh.url
    binh.get_by_role("button", name="Tổng hợp", exact=True).click()
    binh.get_by_role("button", name="Tổng hợp lại").wait_for()
    binh.get_by_role("link", name="Sửa mục Ưu điểm").click()
    binh.locator("textarea[name=text]").fill(GOOD)
    binh.locator("textarea[name=text]").press("Control+Enter")
    expect(binh.locator("main")).to_contain_text(GOOD)
    for _, url in sent_parts(binh, round_url):
        accept(binh, url)
    binh.goto(report_url)
    changed = binh.locator("[data-section] [data-drift]").first
    changed.evaluate("line => window.scrollBy(0, line.getBoundingClientRect().top - 330)")
    camera.keep(binh, "tong-hop")
    binh.get_by_role("button", name="Cập nhật tất cả").click()
    return report_url


def sent_parts(page, round_url):
    """[(unit, address)] of the parts that wait for the coordinator."""
    page.goto(round_url)
    links = page.locator("tr", has_text="Đã gửi").get_by_role("link")
    return [(each.inner_text(), each.get_attribute("href")) for each in links.all()]


def accept(page, url):
    page.goto(url)
    press(page, "Tiếp nhận")
    expect(page.locator("main")).to_contain_text("Đã tiếp nhận")


def figures(camera, report_url):
    """One is mistyped, and the page says so at once."""
    binh = camera.page("binh")
    binh.goto(f"{report_url}so-lieu/")
    box = binh.locator("#chi-tieu-petitions-solved [name^=value-]")
    right = box.input_value()
    box.fill("999")
    box.press("Enter")
    expect(binh.locator("#chi-tieu-petitions-solved")).to_contain_text("lớn hơn")
    expect(binh.locator("[data-figure-saved]")).to_have_text(SAVED)
    box.evaluate("box => window.scrollBy(0, box.getBoundingClientRect().top - 480)")
    camera.keep(binh, "so-lieu")
    box.fill(right)
    box.press("Enter")
    expect(binh.locator("#chi-tieu-petitions-solved")).not_to_contain_text("lớn hơn")
    binh.get_by_role("button", name="Lưu số liệu").click()
    binh.get_by_role("button", name="Tổng hợp lại").wait_for()


def issuing_and_handing_in(camera, report_url):
    binh, an, giang = camera.page("binh"), camera.page("an"), camera.page("giang")
    binh.goto(report_url)
    press(binh, "Trình duyệt")
    expect(binh.locator("main")).to_contain_text("Đã trình")
    an.goto(report_url)
    press(an, "Duyệt")
    expect(an.locator("main")).to_contain_text("Đã duyệt, chờ cấp số")
    giang.goto(report_url)
    giang.get_by_role("link", name="Cấp số, ban hành").click()
    giang.get_by_role("button", name="Ban hành").click()
    # The button comes when the worker has printed the PDF.
    giang.get_by_role("link", name=re.compile("^Nộp lên")).click(timeout=90_000)
    camera.keep(giang, "nop-bao-cao")
    giang.get_by_role("button", name="Nộp báo cáo").click()
    giang.get_by_role("heading", name="Biên nhận nộp báo cáo").wait_for()
    giang.get_by_role("link", name=re.compile("biên nhận PDF", re.IGNORECASE)).wait_for(
        timeout=90_000
    )
    giang.reload()
    camera.keep(giang, "bien-nhan")


def receiver(camera):
    lan = camera.page("lan")
    lan.goto("/bao-cao/cac-xa/")
    lan.locator("[data-desk] tbody input[name=cell]").first.check()
    camera.keep(lan, "cac-xa")
    lan.goto("/bao-cao/cac-xa/so-lieu/")
    # The round that several have handed in.
    with lan.expect_navigation():
        box = lan.get_by_label("Đợt báo cáo")
        box.select_option(
            value=box.locator("option", has_text="6 tháng").first.get_attribute("value")
        )
    camera.keep(lan, "so-lieu-cac-xa")
    lan.goto("/")
    lan.locator("section.card", has_text="Báo cáo mới nộp").get_by_role("link").nth(1).click()
    lan.get_by_role("heading", name="Xử lý").wait_for()
    ask(lan, "Trả lại")
    camera.keep(lan, "xem-bao-cao")
