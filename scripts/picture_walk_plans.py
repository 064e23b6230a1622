"""The pictures of what stands around a plan: review, versions, difficulties, plans of units, next year, looking up."""

import re

from danvan.clock import today
from home.sample.year import plan_year

DIALOGUE = "Tổ chức hội nghị đối thoại giữa lãnh đạo"
YEAR = plan_year(today())
# An amendment of the plan in force, up to its issue: one item with a task changed, its deadline a month later.
AMENDED = """
from accounts.models import Person
from danvan.clock import today
from home.sample.year import issue_next, place_of
from plans.actions import move_plan
from plans.amending import start_amendment, title_of
from plans.models import Plan
binh, an, giang = (Person.objects.get(username=name) for name in ("binh", "an", "giang"))
plan = Plan.objects.visible_to(binh).get(pk={pk})
new = start_amendment(plan, title=title_of(plan), reason="Thêm việc", says_basis=True, says_replaced=True, by=binh)
items = {{place_of(item): item for item in new.items.select_related("parent__parent")}}
for place, old, words in {changes!r}:
    item = items[place]
    new.items.filter(pk=item.pk).update(text=item.text.replace(old, words))
move_plan(new, "submit", by=binh)
move_plan(new, "approve", by=an)
issue_next(new, today(), giang)
print(new.pk)
"""
CHANGES = [
    (("III", "2", "b"), "rà soát, công khai", "rà soát, công khai trước ngày 15/12/{year}"),
    (("III", "3", "a"), "chậm nhất ngày 30/9", "chậm nhất ngày 31/10"),
]


def around_the_plan(camera):
    """What the sample data shows without anything being done."""
    binh, an, giang = camera.page("binh"), camera.page("an"), camera.page("giang")
    plan_url = _plan_of_the_year(binh)
    an.goto("/")
    an.get_by_role("link", name=DIALOGUE).first.click()
    an.locator(".remark").first.wait_for()
    an.evaluate("document.querySelector('.remark').scrollIntoView({block: 'center'})")
    camera.keep(an, "gop-y")
    giang.goto(plan_url)
    giang.evaluate("document.querySelector('.signed-form').closest('section').scrollIntoView()")
    camera.keep(giang, "ban-ky")
    looking_up(camera, binh)
    next_year(camera, binh, plan_url)
    difficulties(camera, plan_url)
    plan_of_a_unit(camera, plan_url)


def _plan_of_the_year(page):
    page.goto(f"/ke-hoach/?year={YEAR}")
    # Not the plan of the unit, whose subject goes on with these words.
    page.get_by_role(
        "link", name=re.compile(rf"^\s*Công tác dân vận chính quyền năm {YEAR}")
    ).click()
    page.locator(".plan-reading").wait_for()
    return page.url


def looking_up(camera, page):
    page.goto("/ke-hoach/tim/?q=doi+thoai")
    camera.keep(page, "tim-kiem")
    page.goto("/ke-hoach/van-ban-vien-dan/")
    camera.keep(page, "van-ban-vien-dan")
    page.goto("/ke-hoach/noi-nhan/")
    camera.keep(page, "noi-nhan")


def next_year(camera, page, plan_url):
    page.goto(f"{plan_url}nam-sau/")
    page.get_by_role("button", name="Lập dự thảo năm").wait_for()
    camera.keep(page, "nam-sau")
    page.goto(f"{plan_url}so-sanh/?khac=1")
    page.locator("[data-differences]").wait_for()
    camera.keep(page, "so-sanh")
    page.goto(f"{plan_url}sua-doi/")
    page.get_by_role("button", name="Lập bản sửa đổi").wait_for()
    camera.keep(page, "sua-doi")


def difficulties(camera, plan_url):
    ly = camera.page("ly", phone=True)
    ly.goto(plan_url)
    item = ly.locator(".plan-line", has_text="Các thôn đăng ký ít nhất 01 mô hình")
    item.get_by_title("Gửi vướng mắc về mục này").click()
    ly.get_by_label("Vướng mắc").fill(
        "Thôn Tây có 38 hộ, ghép với Thôn Thượng mới đủ người làm mô hình."
    )
    ly.get_by_label("Đề nghị sửa thành").fill("Mỗi thôn hoặc cụm thôn đăng ký ít nhất 01 mô hình.")
    camera.keep(ly, "vuong-mac-dien-thoai")


def plan_of_a_unit(camera, plan_url):
    thao = camera.page("thao")
    thao.goto(plan_url)
    thao.get_by_role("link", name="Lập kế hoạch của đơn vị").click()
    thao.get_by_role("button", name="Chỉ hiện mục đã chọn").click()
    camera.keep(thao, "ke-hoach-don-vi")


def amendment(camera):
    """The last station: after it another version of the plan is in force."""
    binh = camera.page("binh")
    plan_url = _plan_of_the_year(binh)
    changes = [(place, old, words.format(year=YEAR)) for place, old, words in CHANGES]
    camera.portal.shell(AMENDED.format(pk=plan_url.rstrip("/").split("/")[-1], changes=changes))
    binh.goto(plan_url)
    binh.locator(".alert-warning").get_by_role("link").first.click()
    binh.get_by_role("link", name="Nhiệm vụ theo bản sửa đổi").click()
    binh.get_by_role("heading", name="Nhiệm vụ theo bản sửa đổi").wait_for()
    camera.keep(binh, "viec-theo-ban-sua-doi")
