"""The board in a real browser: dragged, by keys, from the card's own menu, refused, and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.any_database
BOARD = "/nhiem-vu/bang/"
TASKS = """
from datetime import timedelta
from accounts.models import Person
from danvan.clock import today
from tasks.actions import assign
binh, khanh = (Person.objects.get(username=name) for name in ("binh", "khanh"))
task = assign(by=binh, title="{title}", lead_unit=khanh.unit, responsible=khanh, due_on=today() + timedelta(days=3))
print(task.pk)
"""


@pytest.fixture
def made(portal):
    """`made("Tên việc")`: a new task of Khánh; returns its number."""

    def make(title):
        printed = portal.run(TASKS.format(title=title))
        return int(printed.split()[-1])

    return make


def column(page, status):
    return page.locator(f"[data-column={status}]")


def in_column(page, status, pk):
    return column(page, status).locator(f"#card-{pk}")


def test_a_card_is_dragged_along_an_open_move_and_stays_there(sign_in, made):
    pk = made("Kéo thẻ này")
    page = sign_in("khanh")
    page.goto(BOARD)
    count = int(column(page, "doing").locator(".board-count").inner_text())

    page.locator(f"#card-{pk}").drag_to(column(page, "doing"))

    expect(in_column(page, "doing", pk)).to_be_visible()
    expect(column(page, "doing").locator(".board-count")).to_have_text(str(count + 1))
    expect(page.locator("[data-board-told]")).to_have_text("Đã nhận việc.")
    page.reload()
    expect(in_column(page, "doing", pk)).to_be_visible()


def test_a_card_dragged_where_no_move_leads_goes_back_and_the_page_says_why(sign_in, made):
    pk = made("Không kéo được sang tạm dừng")
    page = sign_in("khanh")
    page.goto(BOARD)

    page.locator(f"#card-{pk}").drag_to(column(page, "paused"))

    told = page.locator("[data-board-told]")
    expect(told).to_contain_text("Không chuyển được từ “Chưa nhận” sang “Tạm dừng”")
    expect(in_column(page, "new", pk)).to_be_visible()


def test_a_move_that_needs_a_reason_asks_for_it(sign_in, made):
    pk = made("Tạm dừng có lý do")
    page = sign_in("binh")
    page.goto(BOARD)

    page.locator(f"#card-{pk}").drag_to(column(page, "paused"))
    reason = page.locator(f"#note-{pk}-pause")
    expect(reason).to_be_focused()
    expect(in_column(page, "new", pk)).to_be_visible()
    page.keyboard.type("Chờ kinh phí.")
    page.get_by_role("button", name="Xác nhận: Tạm dừng").locator("visible=true").click()

    expect(in_column(page, "paused", pk)).to_be_visible()
    page.goto(f"/nhiem-vu/{pk}/")
    expect(page.locator("main")).to_contain_text("Chờ kinh phí.")


def test_the_keyboard_walks_the_cards_and_moves_them(sign_in, made):
    pk = made("Chuyển bằng bàn phím")
    page = sign_in("khanh")
    page.goto(BOARD)
    title = page.locator(f"#card-{pk} .board-title")
    title.focus()

    page.keyboard.press("Shift+ArrowRight")

    expect(in_column(page, "doing", pk)).to_be_visible()
    expect(title).to_be_focused()
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator("[data-board-told]")).to_contain_text("Không chuyển được")
    page.keyboard.press("Shift+ArrowRight")
    expect(in_column(page, "reported", pk)).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(title).not_to_be_focused()
    expect(page.locator(".board-title:focus")).to_have_count(1)


def test_a_card_that_somebody_else_moved_is_told_and_shown_where_it_is(sign_in, made):
    pk = made("Hai người cùng chuyển")
    khanh, binh = sign_in("khanh"), sign_in("binh")
    khanh.goto(BOARD)
    binh.goto(BOARD)
    binh.locator(f"#card-{pk}").drag_to(column(binh, "paused"))
    binh.keyboard.type("Chờ ý kiến.")
    binh.get_by_role("button", name="Xác nhận: Tạm dừng").locator("visible=true").click()
    expect(in_column(binh, "paused", pk)).to_be_visible()

    khanh.bring_to_front()
    khanh.locator(f"#card-{pk} .board-title").focus()
    khanh.keyboard.press("Shift+ArrowRight")

    expect(khanh.locator("[data-board-told]")).to_contain_text("Hồ sơ đã thay đổi")
    expect(in_column(khanh, "paused", pk)).to_be_visible()


def test_on_a_phone_the_menu_moves_the_card(sign_in, made):
    pk = made("Trên điện thoại")
    page = sign_in("khanh", viewport=PHONE)
    page.goto(BOARD)

    page.get_by_label("Chuyển: Trên điện thoại").click()
    page.locator(f"#card-{pk}").get_by_role("button", name="Nhận việc").click()

    expect(in_column(page, "doing", pk)).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_calendar_address_is_made_copied_and_read_without_signing_in(sign_in, made):
    made("Việc trong lịch điện thoại")
    page = sign_in("khanh")
    page.goto("/nhiem-vu/lich/")
    page.get_by_role("link", name="Địa chỉ lịch").click()
    page.get_by_role("button", name="Tạo địa chỉ lịch").click()
    address = page.get_by_label("Địa chỉ lịch", exact=True).input_value()

    page.get_by_role("button", name="Chép địa chỉ").click()

    expect(page.locator("[data-copy-words]")).to_have_text("Đã chép")
    stranger = page.context.browser.new_context()
    answer = stranger.request.get(address)
    assert (answer.status, "BEGIN:VCALENDAR" in answer.text()) == (200, True)
    assert "Việc trong lịch điện thoại" in answer.text().replace("\r\n ", "")
    page.goto("/nhiem-vu/lich/dia-chi/")
    page.get_by_role("button", name="Thu hồi").first.click()
    expect(page.locator("main")).to_contain_text("Đã thu hồi địa chỉ lịch")
    assert stranger.request.get(address).status == 404
    stranger.close()


@pytest.mark.parametrize("place", ["lich/", "gantt/", "gantt/?span=quarter", "tuan/", "bang/"])
def test_no_view_is_wider_than_a_phone(sign_in, place):
    page = sign_in("binh", viewport=PHONE)

    page.goto(f"/nhiem-vu/{place}")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
