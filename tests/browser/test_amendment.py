"""An amendment from the difficulty that asks for it to the task that follows, through five people's browsers."""

import re

from playwright.sync_api import expect

from danvan.clock import today
from tests.browser.conftest import PHONE
from tests.browser.desk import saved
from tests.browser.test_walk import press

TITLE = "Công tác dân vận, kế hoạch được sửa đổi"
ITEM = "Phòng Văn hóa - Xã hội xây dựng 02 mô hình"
# A plan of its own in force, so that no other test finds its sample plan replaced, and one task of it.
SET_UP = """
from accounts.models import Person
from danvan.clock import today
from plans.actions import issue_plan, move_plan, start_plan
from records.register import next_number
from tasks.actions import assign
binh, an, giang, dung = (Person.objects.get(username=name) for name in ("binh", "an", "giang", "dung"))
plan = start_plan(title="{title}", year=today().year, with_outline=False, by=binh)
part = plan.items.create(position=1, marker="I", heading="NHIỆM VỤ", kind="tasks")
item = plan.items.create(position=1, parent=part, marker="1", text="{item}.")
move_plan(plan, "submit", by=binh)
move_plan(plan, "approve", by=an)
number = next_number(plan.commune, plan.symbol, today().year)
issue_plan(plan, number=number, issued_on=today(), by=giang)
assign(by=binh, title="{item}", lead_unit=dung.unit, responsible=dung, plan=plan, plan_item=item)
print(plan.pk)
"""


def test_a_difficulty_becomes_an_amendment_and_the_task_follows(sign_in, portal):
    made = portal.run(SET_UP.format(title=TITLE, item=ITEM))
    plan_url = f"/ke-hoach/{made.split()[-1]}/"
    dung, binh, an, giang = sign_in("dung", PHONE), sign_in("binh"), sign_in("an"), sign_in("giang")

    send_a_difficulty(dung, plan_url)
    accept_it_and_start_the_amendment(binh)
    amendment_url = change_and_submit(binh)
    compare_and_approve(an, amendment_url)
    issue(giang, amendment_url)
    update_the_task(binh, amendment_url)
    the_unit_is_told(dung)
    the_earlier_version_leads_on(dung, plan_url)


def send_a_difficulty(page, plan_url):
    page.goto(plan_url)
    page.get_by_title("Gửi vướng mắc về mục này").last.click()
    expect(page.locator("main")).to_contain_text(ITEM)
    page.get_by_label("Vướng mắc").fill("Chỉ đủ kinh phí cho một mô hình.")
    page.get_by_label("Đề nghị sửa thành").fill("Xây dựng 01 mô hình.")
    page.get_by_role("button", name="Gửi vướng mắc").click()
    expect(page.locator(".messages")).to_contain_text("Đã gửi vướng mắc")


def accept_it_and_start_the_amendment(page):
    page.goto("/")
    row = page.locator(".todo-row", has_text="Chỉ đủ kinh phí cho một mô hình.")
    row.get_by_role("link", name="Xem và trả lời").click()
    press(page, "Tiếp thu, sẽ sửa đổi")
    page.get_by_role("button", name=re.compile("^Lập bản sửa đổi")).click()
    expect(page.locator(".pe-messages")).to_contain_text("Chỉ đủ kinh phí cho một mô hình.")


def change_and_submit(page):
    page.locator("[data-part=items]").get_by_text(ITEM).click()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")  # before the full stop
    page.keyboard.type(" và 01 câu lạc bộ")
    saved(page)
    page.get_by_role("link", name="Về kế hoạch").click()
    # The item, and the subject, which says now what it amends.
    expect(page.locator("main")).to_contain_text("2 sửa")
    press(page, "Trình duyệt")
    expect(page.locator("main")).to_contain_text("Đã trình")
    return page.url


def compare_and_approve(page, amendment_url):
    page.goto(amendment_url)
    page.get_by_role("link", name="So với bản đang thi hành").click()
    expect(page.locator("ins", has_text="và 01 câu lạc bộ")).to_be_visible()
    page.goto(amendment_url)
    press(page, "Duyệt")
    expect(page.locator("main")).to_contain_text("Đã duyệt, chờ cấp số")


def issue(page, amendment_url):
    page.goto(amendment_url)
    page.get_by_role("link", name="Cấp số, ban hành").click()
    page.get_by_role("button", name="Ban hành").click()
    expect(page.locator("main")).to_contain_text("Sửa đổi, bổ sung, thay")


def update_the_task(page, amendment_url):
    page.goto(amendment_url)
    page.get_by_role("link", name="Nhiệm vụ theo bản sửa đổi").click()
    expect(page.locator("ins")).to_contain_text("và 01 câu lạc bộ")
    page.get_by_role("button", name="Cập nhật nhiệm vụ").click()
    expect(page.locator("main")).to_contain_text("Không còn nhiệm vụ nào cần xem lại")


def the_unit_is_told(page):
    page.goto("/thong-bao/")
    expect(page.locator("main")).to_contain_text(re.compile(r"Đã sửa trong \d+/KH-UBND"))
    expect(page.locator("main")).to_contain_text(f"{ITEM} và 01 câu lạc bộ")


def the_earlier_version_leads_on(page, plan_url):
    page.goto(plan_url)
    expect(page.locator("main")).to_contain_text("Bản này đã được thay bằng")
    expect(page.locator("main")).to_contain_text(f"ngày {today():%d/%m/%Y}")
