"""The way through the portal on which the pictures of the guide are taken: one function for each page of the guide."""

from io import BytesIO
from pathlib import Path

from docx import Document
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from danvan.clock import today
from danvan.working_days import working_day_until
from scripts import picture_walk_plans as plans
from scripts import picture_walk_reports as reports
from scripts.picture_steps import ask, press
from tests.browser.test_walk import say_why_errors_are_left

SAMPLE = Path(__file__).resolve().parent.parent / "home/sample/plan.txt"
NEXT_YEAR = today().year + 1
WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What a hurried hand leaves in a plan, so that there is something to ask about and something to correct.
SLIPS = (
    ("trách nhiệm của cán bộ", "trách nhiệm của của cán bộ"),
    ("3. Tỷ lệ hồ sơ", "4. Tỷ lệ hồ sơ"),
    ("với Nhân dân, chậm nhất", "với nhân dân, chậm nhất"),
    ("b) Công an xã phối hợp giải quyết", "b) Công an xã phối hợp giải quyết trong quý II/{year}"),
    (
        "và thực hiện dân chủ ở cơ sở.",
        "và thực hiện dân chủ ở cơ sở theo Nghị định số59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ.",
    ),
)


def walk(camera):
    """Take every picture. The order matters: a later station needs what an earlier one has left."""
    signing_in(camera)
    first_pages(camera)
    tasks(camera)
    reminders(camera)
    plans.around_the_plan(camera)
    plan_url = importing_a_plan(camera)
    approving_and_issuing(camera, plan_url)
    assigning(camera, plan_url)
    reports.around_the_reports(camera)
    administrator(camera)
    plans.amendment(camera)


def signing_in(camera):
    page = camera.signed_out()
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill("binh")
    camera.keep(page, "dang-nhap")
    hoa = camera.page("hoa")
    hoa.get_by_role("button", name="tài khoản").click()
    hoa.get_by_text("Làm việc với vị trí").wait_for()
    camera.keep(hoa, "doi-vi-tri")


def first_pages(camera):
    camera.keep(camera.page("binh"), "viec-dau-moi")
    camera.keep(camera.page("khanh", phone=True), "viec-dien-thoai")


def tasks(camera):
    binh = camera.page("binh")
    binh.goto("/nhiem-vu/")
    camera.keep(binh, "theo-doi")
    binh.locator("[data-bulk-row]").nth(1).check()
    binh.locator("[data-bulk-row]").nth(2).check()
    camera.keep(binh, "don-doc")

    khanh = camera.page("khanh", phone=True)
    khanh.goto("/nhiem-vu/")
    khanh.get_by_role("link", name="Đăng ký mô hình").click()
    khanh.get_by_role("button", name="Nhận việc").wait_for()
    camera.keep(khanh, "nhiem-vu-dien-thoai")
    press(khanh, "Nhận việc")
    words = khanh.get_by_label("Đã làm được gì")
    words.fill("Đã họp thôn tối 12, 38 hộ đồng ý tham gia mô hình “Ngõ sạch, nhà đẹp”.")
    khanh.locator("input[type=file]").first.set_input_files(
        {"name": "hop-thon.jpg", "mimeType": "image/jpeg", "buffer": drawn_photo()}
    )
    khanh.locator("#report").scroll_into_view_if_needed()
    khanh.evaluate("document.querySelector('#report').scrollIntoView()")
    camera.keep(khanh, "bao-tien-do-dien-thoai")
    khanh.get_by_role("button", name="Báo tiến độ").click()
    khanh.locator(".photos img").first.wait_for()

    binh.goto("/nhiem-vu/?status=reported")
    binh.locator("td.task-title a").first.click()
    binh.get_by_role("button", name="Xác nhận hoàn thành").wait_for()
    camera.keep(binh, "xac-nhan")
    binh.goto("/")
    section = binh.locator("section.card", has=binh.get_by_role("heading", name="Xin gia hạn"))
    section.get_by_role("link", name="Xem và quyết định").click()
    binh.get_by_role("heading", name="Gia hạn").scroll_into_view_if_needed()
    binh.evaluate("document.querySelector('#extensions').scrollIntoView()")
    camera.keep(binh, "gia-han")


def reminders(camera):
    binh = camera.page("binh")
    binh.goto("/nhiem-vu/nhac-viec/")
    camera.keep(binh, "nhac-viec")
    day = working_day_until(today())
    camera.portal.shell(
        "from datetime import datetime\n"
        "from django.utils.timezone import make_aware\n"
        "import tasks.jobs\nfrom notices.jobs import gather_at\n"
        "from tasks.reminders import scan\n"
        f"now = make_aware(datetime({day.year}, {day.month}, {day.day}, 8))\n"
        "scan(now)\ngather_at(now)"
    )
    khanh = camera.page("khanh", phone=True)
    for _ in range(40):
        khanh.goto("/thong-bao/thu/")
        if khanh.locator("main .row-link").count():
            break
        khanh.wait_for_timeout(500)
    khanh.locator("main .row-link").first.click()
    camera.keep(khanh, "thu-dien-thoai")


def importing_a_plan(camera):
    binh = camera.page("binh")
    binh.goto("/ke-hoach/nhap/")
    name = f"Ke hoach dan van {NEXT_YEAR}.docx"
    file = {"name": name, "mimeType": WORD_FILE, "buffer": a_word_file()}
    camera.keep(binh, "nhap-ke-hoach")
    binh.locator("input[type=file]").set_input_files(file)
    binh.get_by_role("heading", name="Xem lại trước khi tạo dự thảo").wait_for()
    camera.keep(binh, "cau-hoi-nhap")
    binh.locator(".plan-found-line", has_text="MỤC ĐÍCH").first.click()
    binh.evaluate("scrollTo(0, 0)")
    camera.keep(binh, "xem-lai-ke-hoach")
    binh.locator(".plan-understood .review-line").first.click()
    # The outline has followed the line; what was understood is shown again beside the text.
    binh.evaluate("document.querySelector('.plan-understood').scrollIntoView()")
    camera.keep(binh, "viec-co-thoi-han")
    binh.get_by_role("button", name="Nhận tất cả, tạo dự thảo").click()
    binh.get_by_role("link", name="Soạn, sửa").wait_for()
    return writing_and_checking(camera, binh)


def a_word_file():
    """The sample plan as an office would send it, one paragraph a line."""
    words = SAMPLE.read_text()
    for right, slip in SLIPS:
        words = words.replace(right, slip)
    document = Document()
    for line in words.format(year=NEXT_YEAR, place="An Hòa", chairman="Nguyễn Văn An").splitlines():
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def writing_and_checking(camera, binh):
    plan_url = binh.url
    binh.get_by_role("link", name="Kiểm tra thể thức").click()
    binh.get_by_role("heading", name="Kiểm tra thể thức").wait_for()
    camera.keep(binh, "kiem-tra-the-thuc")
    correction = binh.get_by_role("button", name="Sửa", exact=True)
    correction.first.wait_for()
    while left := correction.count():
        correction.first.click()
        expect(correction).not_to_have_count(left)
    binh.goto(plan_url)
    binh.get_by_role("link", name="Soạn, sửa").click()
    binh.locator("#editor[data-ready] .pe-item").nth(4).click()
    binh.locator("[data-pages] img").first.wait_for(timeout=60_000)
    camera.keep(binh, "soan-ke-hoach")
    binh.get_by_role("textbox", name="Phần mở đầu").click()
    binh.get_by_role("combobox", name="Thêm căn cứ").fill("tang cuong")
    expect(binh.locator("[role=option]").first).to_contain_text("tăng cường")
    camera.keep(binh, "soan-mo-dau")
    binh.goto(plan_url)
    ask(binh, "Trình duyệt")
    camera.keep(binh, "trinh-duyet")
    binh.get_by_role("button", name="Xác nhận: Trình duyệt").click()
    say_why_errors_are_left(binh)
    expect(binh.locator("main")).to_contain_text("Đã trình")
    return plan_url


def approving_and_issuing(camera, plan_url):
    an, giang = camera.page("an"), camera.page("giang")
    an.goto("/")
    camera.keep(an, "viec-lanh-dao")
    an.goto(plan_url)
    ask(an, "Duyệt")
    camera.keep(an, "duyet")
    an.get_by_role("button", name="Xác nhận: Duyệt").click()
    expect(an.locator("main")).to_contain_text("Đã duyệt, chờ cấp số")
    giang.goto(plan_url)
    giang.get_by_role("link", name="Cấp số, ban hành").click()
    giang.get_by_role("button", name="Ban hành").wait_for()
    camera.keep(giang, "ban-hanh")
    giang.get_by_role("button", name="Ban hành").click()
    expect(giang.locator("main")).to_contain_text("Đã ban hành")
    giang.goto("/ke-hoach/so-van-ban-di/")
    camera.keep(giang, "so-van-ban-di")


def assigning(camera, plan_url):
    binh = camera.page("binh")
    binh.goto(plan_url)
    binh.get_by_role("link", name="Giao nhiệm vụ").click()
    for row in binh.locator(".g-row").all()[:2]:
        row.locator("[data-bulk-row]").check()
    camera.keep(binh, "giao-nhiem-vu")


def administrator(camera):
    minh, quan = camera.page("minh"), camera.page("quan")
    minh.goto("/don-vi/")
    camera.keep(minh, "don-vi")
    minh.goto("/nguoi-dung/")
    camera.keep(minh, "nguoi-dung")
    minh.goto("/nhap-danh-sach/")
    camera.keep(minh, "nhap-excel")
    quan.goto("/don-vi/")
    quan.get_by_role("link", name="UBND xã An Hòa").first.click()
    quan.locator("#receivers").wait_for()
    quan.evaluate("document.querySelector('#receivers').scrollIntoView()")
    camera.keep(quan, "co-quan-nhan-theo-ngay")


def drawn_photo():
    """A made-up picture of a village lane, as a phone would send it."""
    picture = Image.new("RGB", (960, 720), (186, 214, 235))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 430, 960, 720), fill=(120, 158, 92))
    draw.polygon([(400, 720), (560, 720), (500, 430), (470, 430)], fill=(205, 196, 180))
    for left, wall in ((90, (235, 220, 190)), (640, (222, 200, 170))):
        draw.rectangle((left, 300, left + 230, 470), fill=wall)
        draw.polygon([(left - 25, 300), (left + 255, 300), (left + 115, 205)], fill=(170, 80, 60))
        draw.rectangle((left + 95, 370, left + 145, 470), fill=(110, 80, 60))
    for place in range(20, 960, 45):
        if not 330 < place < 610:
            draw.ellipse((place, 480, place + 34, 520), fill=(214, 90, 110))
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()
