"""The page on which a plan's items become tasks, by keyboard and clipboard, in a real browser."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from danvan.clock import today
from tests.browser.conftest import OFFICE_PC, PHONE

LATER = f"{today() + timedelta(days=40):%d/%m/%Y}"
# A plan of its own for each test, issued without walking the path of approval.
NEW_PLAN = """
from datetime import date
from accounts.models import Person
from plans.models import Plan, PlanItem
binh = Person.objects.get(username="binh")
plan = Plan.objects.create(commune=binh.commune, drafter=binh, year={year}, title="Kế hoạch thử {name}",
    symbol="KH-UBND", place="An Hòa", recipients="Lưu: VT", status="issued",
    number={number}, issued_on=date({year}, 1, 5))
top = PlanItem.objects.create(plan=plan, position=1, marker="I", kind="tasks", heading="NHIỆM VỤ")
for place in range(6):
    words = f"Việc số {{place + 1}}"
    PlanItem.objects.create(plan=plan, parent=top, position=place + 2, marker=str(place + 1), text=words)
print("plan", plan.pk)
"""
AMENDED = """
from datetime import date
from plans.models import Plan, PlanItem
rows = Plan.objects.unscoped("test")
old = rows.get(pk={plan})
rows.filter(pk=old.pk).update(status="superseded")
new = Plan.objects.create(commune=old.commune, drafter=old.drafter, year=old.year, title=old.title, symbol=old.symbol,
    place=old.place, recipients=old.recipients, status="issued", number=old.number + 1, issued_on=old.issued_on,
    amends=old)
top = PlanItem.objects.create(plan=new, position=1, marker="I", kind="tasks", heading="NHIỆM VỤ")
for item in old.items.exclude(text=""):
    PlanItem.objects.create(
        plan=new, parent=top, position=item.position, marker=item.marker, text=item.text, uid=item.uid)
"""


@pytest.fixture
def plan(portal):
    number = uuid4().int % 9000 + 500
    code = NEW_PLAN.format(year=today().year, name=number, number=number)
    return int(re.search(r"plan (\d+)", portal.run(code))[1])


@pytest.fixture
def grid(sign_in, plan):
    page = sign_in("binh", OFFICE_PC)
    return open_grid(page, plan)


def open_grid(page, plan):
    page.goto(f"/nhiem-vu/tu-ke-hoach/{plan}/")
    page.locator("#grid[data-ready]").wait_for()
    return page


def cell(page, row, column):
    return page.locator(".g-row").nth(row).locator(f'[name$="-{column}"]')


def column(page, name):
    return [box.input_value() for box in page.locator(f'.g-row [name$="-{name}"]').all()]


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def paste(page, text):
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def test_five_rows_are_filled_and_given_by_keyboard_alone(grid):
    cell(grid, 0, "take").focus()
    for place in range(5):
        press(grid, "Space", "ArrowRight")
        grid.keyboard.type(f"Nội dung {place + 1}")
        press(grid, "ArrowRight")
        grid.keyboard.type("van hoa")
        press(grid, "Tab", "Tab")
        grid.keyboard.type(LATER)
        press(grid, "Enter", "Home")

    assert column(grid, "title")[:5] == [f"Nội dung {place + 1}" for place in range(5)]
    assert set(column(grid, "unit")[:5]) == {"Phòng Văn hóa - Xã hội"}
    assert set(column(grid, "person")[:5]) == {"Phạm Thị Dung"}
    grid.get_by_role("button", name="Giao các nhiệm vụ đã chọn").click()
    expect(grid.locator(".messages")).to_contain_text("Đã giao 5 nhiệm vụ")


def test_one_row_is_given_and_the_page_stays(grid):
    cell(grid, 1, "unit").focus()
    grid.keyboard.type("Thôn Đông")
    press(grid, "Enter")
    cell(grid, 0, "title").focus()
    grid.keyboard.type("Đang gõ dở")
    press(grid, "Enter", "Control+Enter")

    expect(grid.locator(".g-item").nth(1)).to_contain_text("Đã giao: Thôn Đông")
    expect(grid.locator("[data-told]")).to_contain_text("Đã giao 1 nhiệm vụ")
    assert cell(grid, 0, "title").input_value() == "Đang gõ dở"
    expect(grid.locator(".g-row")).to_have_count(5)


def test_a_block_out_of_a_spreadsheet_goes_into_its_cells(grid):
    cell(grid, 0, "title").focus()
    paste(
        grid,
        f'Họp giao ban\tTHON DONG\tvo khanh\t{LATER}\r\n"Rà soát\ntiêu chí"\tPhòng ma\t\t31/02/2027\r\n',
    )

    assert column(grid, "title")[:3] == ["Họp giao ban", "Rà soát\ntiêu chí", "Việc số 3"]
    assert (column(grid, "unit")[0], column(grid, "person")[0]) == ("Thôn Đông", "Võ Khánh")
    assert (column(grid, "unit")[1], column(grid, "due_on")[:2]) == (
        "Phòng ma",
        [LATER, "31/02/2027"],
    )
    wrong = grid.locator(".g-row").nth(1)
    expect(wrong).to_contain_text("Không có đơn vị nào tên “Phòng ma”. Hãy chọn trong danh sách.")
    expect(wrong).to_contain_text("“31/02/2027” không phải là ngày.")
    expect(grid.locator("[data-told]")).to_contain_text("2 ô chưa rõ")


def test_cells_are_filled_down_by_key_and_by_handle_and_steps_are_taken_back(grid):
    cell(grid, 0, "unit").focus()
    grid.keyboard.type("Thôn Đông")
    press(grid, "Enter", "ArrowUp", "Shift+ArrowDown", "Shift+ArrowDown", "Control+d")

    assert column(grid, "unit")[:4] == ["Thôn Đông"] * 3 + [""]
    assert column(grid, "person")[:4] == ["Võ Khánh"] * 3 + [""]
    press(grid, "Control+z")
    assert column(grid, "unit")[:2] == ["Thôn Đông", ""]
    assert column(grid, "person")[:2] == ["Võ Khánh", ""]
    press(grid, "Control+y")
    assert column(grid, "unit")[2] == "Thôn Đông"

    cell(grid, 0, "result").click()
    grid.keyboard.type("Biên bản")
    press(grid, "Enter", "ArrowUp")
    box = grid.locator(".g-handle").bounding_box()
    goal = cell(grid, 3, "result").bounding_box()
    grid.mouse.move(box["x"] + 4, box["y"] + 4)
    grid.mouse.down()
    grid.mouse.move(goal["x"] + 20, goal["y"] + 10, steps=8)
    grid.mouse.up()
    assert column(grid, "result") == ["Biên bản"] * 4 + ["", ""]


def test_what_was_typed_is_offered_back_after_the_page_was_left(grid, plan):
    cell(grid, 2, "title").focus()
    grid.keyboard.type("Chưa kịp giao")
    press(grid, "Enter")
    grid.goto("/")
    open_grid(grid, plan)

    assert "Chưa kịp giao" not in column(grid, "title")
    expect(grid.get_by_text("Có 1 dòng đã nhập mà chưa giao")).to_be_visible()
    grid.get_by_role("button", name="Điền lại").click()
    assert column(grid, "title")[2] == "Chưa kịp giao"


def test_an_amendment_meanwhile_keeps_what_was_typed(grid, plan, portal):
    cell(grid, 0, "take").focus()
    press(grid, "Space", "ArrowRight")
    grid.keyboard.type("Gõ trên bản cũ")
    press(grid, "Enter")
    portal.run(AMENDED.format(plan=plan))
    grid.get_by_role("button", name="Giao các nhiệm vụ đã chọn").click()

    expect(grid.locator(".messages")).to_contain_text("Các dòng đã nhập vẫn giữ")
    grid.locator("#grid[data-ready]").wait_for()
    assert column(grid, "title")[0] == "Gõ trên bản cũ"
    assert cell(grid, 0, "take").is_checked()


def test_on_the_phone_each_row_is_a_card_within_the_width(sign_in, plan):
    page = open_grid(sign_in("binh", PHONE), plan)
    unit = cell(page, 0, "unit")
    unit.click()
    page.keyboard.type("dong")
    page.locator(".g-list li", has_text="Thôn Đông").click()

    assert (unit.input_value(), cell(page, 0, "person").input_value()) == ("Thôn Đông", "Võ Khánh")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator(".g-row").first.get_by_role("button", name="Giao").click()
    expect(page.locator(".g-item").first).to_contain_text("Đã giao: Thôn Đông")
