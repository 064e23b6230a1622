"""What stands around the items, written on the sheet: by keyboard alone, by two people at once, without network."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.desk import empty_plan, kept, opened, saved

# What a save writes and whom it overtakes is tried on both databases; what these do happens in the browser.
once = pytest.mark.any_database
DIRECTIVE = """
from plans.cited_facts import describe
from plans.models import CitedDocument
from accounts.models import Person
from datetime import date
commune = Person.objects.get(username="binh").commune
if not commune.cited_documents.filter(number="77/CT-TTg").exists():
    for number, words, force in (("77/CT-TTg", "thử nghiệm ô căn cứ", ""), ("66/CT-TTg", "căn cứ đã bỏ", "repealed")):
        row = CitedDocument(commune=commune, kind="Chỉ thị", number=number, date=date(2021, 11, 26),
                            issuer="Thủ tướng Chính phủ", subject=words, force=force, is_kept=True)
        describe(row)
        row.save()
"""
LINE = "Căn cứ Chỉ thị số 77/CT-TTg ngày 26 tháng 11 năm 2021 của Thủ tướng Chính phủ về thử nghiệm ô căn cứ."


FRESH = ".grounds-found[aria-busy=false] [role=option]"


def opening(page):
    return page.get_by_role("textbox", name="Phần mở đầu")


def paragraphs(page):
    return opening(page).locator("p").all_inner_texts()


def quiet(page):
    expect(page.locator("[data-part=saved]")).to_have_text(re.compile(r"^Đã lưu \d\d:\d\d$"))


def test_an_opening_with_a_picked_ground_is_written_by_keyboard_alone(portal, sign_in):
    portal.run(DIRECTIVE)
    page = sign_in("binh")
    empty_plan(page)
    page.get_by_label("Trích yếu").focus()
    page.keyboard.press("End")
    page.keyboard.type(" (thử)")
    page.keyboard.press("Enter")
    expect(opening(page)).to_be_focused()
    page.keyboard.type("Thực hiện kế hoạch của tỉnh, UBND xã ban hành:")
    page.keyboard.press("Tab")
    box = page.get_by_role("combobox", name="Thêm căn cứ")
    expect(box).to_be_focused()
    page.keyboard.type("thu nghiem 77 / ct")
    option = page.locator(FRESH)
    expect(option).to_have_count(1)
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    expect(opening(page).locator("p")).to_have_count(2)
    assert paragraphs(page) == [LINE, "Thực hiện kế hoạch của tỉnh, UBND xã ban hành:"]
    expect(page.locator(".grounds-named")).to_contain_text("Chỉ thị số 77/CT-TTg: đã có")
    expect(opening(page).locator(".pe-basis")).to_have_count(1)
    # From the last paragraph of the opening the arrow goes on into the items, and back.
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".pe-items")).to_be_focused()
    page.keyboard.type("MỤC ĐÍCH")
    page.keyboard.press("ArrowUp")
    expect(opening(page)).to_be_focused()
    saved(page)
    page.reload()
    opened(page)

    assert paragraphs(page) == [LINE, "Thực hiện kế hoạch của tỉnh, UBND xã ban hành:"]
    assert page.get_by_label("Trích yếu").input_value().endswith("(thử)")
    assert "MỤC ĐÍCH" in page.locator(".pe-items").inner_text()


@once
def test_a_repealed_document_asks_for_a_second_press_and_escape_closes_the_list(portal, sign_in):
    portal.run(DIRECTIVE)
    page = sign_in("binh")
    empty_plan(page)
    box = page.get_by_role("combobox", name="Thêm căn cứ")
    box.focus()
    page.keyboard.type("66/CT-TTg")
    expect(page.locator(FRESH)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".grounds-found [role=option]")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".grounds-found [role=option]")).to_have_count(1)

    page.keyboard.press("Enter")

    expect(page.locator(".grounds [data-said]")).to_contain_text("Hết hiệu lực")
    assert opening(page).inner_text().strip() == ""
    page.keyboard.press("Enter")
    expect(opening(page)).to_contain_text("Căn cứ Chỉ thị số 66/CT-TTg")


@once
def test_enter_puts_in_nothing_that_answers_other_words_than_those_in_the_box(portal, sign_in):
    portal.run(DIRECTIVE)
    page = sign_in("binh")
    empty_plan(page)
    box = page.get_by_role("combobox", name="Thêm căn cứ")
    box.fill("77/CT-TTg")
    expect(page.locator(FRESH)).to_contain_text(["77/CT-TTg"])

    # At once, before the list can have followed.
    box.fill("khong co van ban nay")
    page.keyboard.press("Enter")

    expect(page.locator(".grounds [data-said]")).to_contain_text("Không có văn bản nào")
    assert opening(page).inner_text().strip() == ""


def test_two_people_on_the_opening_see_both_texts(sign_in, second_person):
    mine = sign_in("binh")
    empty_plan(mine)
    url = mine.url
    theirs = sign_in("tuan")
    theirs.goto(url)
    opened(theirs)
    opening(theirs).focus()
    theirs.keyboard.type("Chữ của Tuấn")
    saved(theirs)
    opening(mine).focus()
    mine.keyboard.type("Chữ của Bình")
    mine.keyboard.press("Control+s")

    card = mine.locator(".pe-dispute")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("“Phần mở đầu” vừa được sửa ở một nơi khác")
    expect(card).to_contain_text("Chữ của Tuấn")
    expect(card).to_contain_text("Chữ của Bình")
    expect(mine.locator("[data-part=dispute-count]")).to_be_visible()
    card.get_by_role("button", name="Ghép cả hai").click()
    saved(mine)

    assert paragraphs(mine) == ["Chữ của Bình", "Chữ của Tuấn"]
    # Who writes elsewhere sees the new opening with the next beat.
    theirs.locator(".pe-items").focus()
    expect(opening(theirs)).to_contain_text("Chữ của Bình", timeout=20_000)


def test_what_is_typed_around_the_items_without_network_is_kept_and_saved_later(sign_in):
    page = sign_in("binh")
    empty_plan(page)
    quiet(page)
    page.context.set_offline(True)
    opening(page).focus()
    page.keyboard.type("Viết khi mất mạng")
    page.locator("#frame-recipients").fill("Lưu: VT\nCác thôn")
    page.get_by_label("Phần kết thúc").focus()
    page.keyboard.type("Hết./.")
    expect(page.locator("[data-part=trouble]")).to_be_visible()
    kept(page, "Hết./.")
    page.context.set_offline(False)
    page.complaints.clear()
    page.reload()
    opened(page)

    expect(opening(page)).to_contain_text("Viết khi mất mạng")
    quiet(page)
    page.reload()
    opened(page)
    assert paragraphs(page) == ["Viết khi mất mạng"]
    assert page.get_by_label("Phần kết thúc").inner_text().strip() == "Hết./."
    # The archive is last, once the portal has tidied the lines.
    assert page.locator("#frame-recipients").input_value() == "Các thôn\nLưu: VT"


@once
def test_the_signature_is_shown_as_it_will_be_printed(sign_in):
    page = sign_in("binh")
    empty_plan(page)
    look = page.locator("[data-signature-look]")
    expect(look).to_contain_text("Chưa chọn người ký")
    assert look.locator("p").all_inner_texts()[:2] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]

    page.get_by_label("Thẩm quyền ký").select_option("KT")
    assert look.locator(".signature-authority").all_inner_texts() == [
        "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH",
    ]  # fmt: skip
    chairman = "Nguyễn Văn An, Chủ tịch UBND xã"
    page.get_by_label("Người ký", exact=True).select_option(label=chairman)

    # Told, with the way out at hand.
    expect(page.locator("[data-signature-remark]")).to_contain_text("giữ chức vụ “Chủ tịch")
    page.get_by_role("button", name="Dùng hình thức này").click()
    expect(page.locator("[data-signature-remark]")).to_have_text("")
    assert look.locator(".signature-authority").all_inner_texts()[-1] == "CHỦ TỊCH"
    name = look.locator(".signature-signer").inner_text()
    saved(page)
    page.reload()
    opened(page)
    assert look.locator(".signature-signer").inner_text() == name
    assert page.get_by_label("Thẩm quyền ký").input_value() == "TM"


@once
def test_a_list_of_recipients_is_kept_and_taken_on_the_sheet(sign_in):
    page = sign_in("binh")
    empty_plan(page)
    box = page.locator("#frame-recipients")
    box.fill("Báo Hòa Sơn\nLưu: VT")
    page.get_by_text("Lưu thành danh sách").click()
    page.get_by_label("Tên danh sách").fill(f"Báo chí {page.url[-8:]}")
    page.get_by_role("button", name="Lưu danh sách").click()
    expect(page.locator(".recipient-tools [data-said]")).to_contain_text("Đã lưu danh sách")
    box.fill("Các thôn")
    page.get_by_label("Lấy từ danh sách").select_option(label=f"Báo chí {page.url[-8:]}")
    page.get_by_role("button", name="Thêm vào nơi nhận").click()

    expect(box).to_have_value("Các thôn\nBáo Hòa Sơn\nLưu: VT")
    saved(page)


@once
def test_an_empty_title_is_told_and_not_saved(sign_in):
    page = sign_in("binh")
    empty_plan(page)
    title = page.get_by_label("Trích yếu")
    before = title.input_value()
    title.fill("")
    page.keyboard.press("Control+s")

    expect(page.locator("[data-frame-remark=title]")).to_contain_text("Trích yếu đang để trống")
    title.fill(before)
    expect(page.locator("[data-frame-remark=title]")).to_have_text("")


@once
def test_the_frame_is_written_on_the_phone(sign_in):
    page = sign_in("binh", viewport=PHONE)
    empty_plan(page)

    opening(page).click()
    page.keyboard.type("Viết trên điện thoại")
    saved(page)

    wide = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    assert not wide
