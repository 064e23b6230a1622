"""A day of the office above: who has not handed in, read, pack, urge, add up, begin the own report."""

import io
import re
import zipfile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.any_database
DESK = "/bao-cao/cac-xa/"


def row_of(page, commune):
    return page.locator("tbody tr", has_text=commune)


def wait_for_the_file(page, name):
    """The worker makes it while the page shows how far it is; then the page is asked again."""
    page.wait_for_url(re.compile(r"/\d+/$"))
    link = page.get_by_role("link", name=re.compile(name))
    for _ in range(120):
        if link.count():
            return page.request.get(page.url.rstrip("/") + "/tep/").body()
        page.wait_for_timeout(500)
        page.reload()
    pytest.fail("the file was not made")


def test_late_communes_are_urged_once_a_day_and_a_letter_names_them(sign_in):
    page = sign_in("lan")
    page.goto(DESK)
    late = row_of(page, "Tân Lộc")
    expect(late).to_contain_text("quá hạn")
    late.get_by_role("checkbox", name=re.compile("Chọn .*Trễ")).last.check()

    page.get_by_role("button", name="Đôn đốc").click()
    page.get_by_role("button", name=re.compile("^Nhắc trên cổng")).click()
    expect(page.locator("main")).to_contain_text(re.compile("Đã đôn đốc|đã được nhắc|đã đôn đốc"))
    page.goto(DESK)
    row_of(page, "Tân Lộc").get_by_role("checkbox", name=re.compile("Chọn .*Trễ")).last.check()
    page.get_by_role("button", name="Đôn đốc").click()
    page.get_by_role("button", name=re.compile("^Soạn công văn")).click()

    page.get_by_role("button", name="Lập công văn").click()
    paper = page.locator(".paper")
    expect(paper).to_contain_text("phường Tân Lộc")
    expect(paper).to_contain_text("SỞ NỘI VỤ")
    expect(paper).not_to_contain_text("An Hòa")


def test_what_came_is_packed_with_a_table_of_contents(sign_in):
    page = sign_in("lan")
    page.goto(DESK)
    for commune in ("An Hòa", "Bình Minh"):
        row_of(page, commune).locator("input[name=cell]").last.check()

    page.get_by_role("button", name=re.compile(r"^Tải về \(2\)")).click()

    packed = zipfile.ZipFile(io.BytesIO(wait_for_the_file(page, "^Tải về")))
    names = packed.namelist()
    assert "00-muc-luc.xlsx" in names
    printed = [name for name in names if name.endswith(".pdf")]
    assert len(printed) == 2
    assert all(packed.read(name).startswith(b"%PDF-") for name in printed)
    contents = load_workbook(io.BytesIO(packed.read("00-muc-luc.xlsx"))).worksheets[0]
    words = " ".join(
        str(cell) for row in contents.iter_rows(values_only=True) for cell in row if cell
    )
    assert "An Hòa" in words
    assert "Bình Minh" in words
    assert all(name in words for name in printed)


def test_figures_are_added_followed_to_a_commune_and_become_a_draft(sign_in):
    page = sign_in("lan")
    page.goto("/bao-cao/cac-xa/so-lieu/")
    total = page.locator("tr", has_text="Lượt tiếp công dân").locator("strong").inner_text()

    page.get_by_role("link", name="Lượt tiếp công dân").click()
    page.wait_for_load_state()
    given = page.locator("td[data-label='Số liệu']").all_inner_texts()
    numbers = [int(one.replace(".", "")) for one in given if one.strip().replace(".", "").isdigit()]
    assert sum(numbers) == int(total.replace(".", ""))
    page.go_back()
    page.get_by_role("button", name="Soạn dự thảo báo cáo tổng hợp").click()
    wait_for_the_file(page, "^Tải về")

    paper = page.locator(".paper")
    expect(paper).to_contain_text(f"Lượt tiếp công dân: {total} lượt")
    expect(paper).to_contain_text("TÌNH HÌNH GỬI BÁO CÁO")


def test_the_grid_is_walked_by_keys_and_fits_a_phone(sign_in):
    page = sign_in("lan", viewport=PHONE)

    page.goto(DESK)

    expect(row_of(page, "Tân Lộc")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_communes_of_a_request_are_found_and_ticked_by_keys_alone(sign_in):
    page = sign_in("lan")
    page.goto("/bao-cao/yeu-cau/moi/")
    page.locator("input[name=whom]").first.focus()
    page.keyboard.press("ArrowDown")
    count = page.locator("#commune-count")
    expect(count).to_have_text(re.compile("^Đã chọn 0/"))

    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("tan loc")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(count).to_have_text(re.compile("^Đã chọn 1/.*đang hiện 1$"))
    expect(page.get_by_role("checkbox", name="Tân Lộc")).to_be_checked()
