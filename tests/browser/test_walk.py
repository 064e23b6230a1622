"""The whole way of a plan, through six people's browsers: from a text file to an accepted report."""

import hashlib
import re
from datetime import timedelta

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import expect

from danvan.clock import today
from danvan.working_days import working_day_from
from tests.browser.conftest import PHONE, ROOT
from tests.browser.pictures import photo_with_a_place
from tests.seeds import FOLDER

SAMPLE = ROOT / "home/sample/plan.txt"
YEAR = today().year
NEXT_YEAR = YEAR + 1
TASK = "Đăng ký mô hình “Dân vận khéo” năm mới của Thôn Đông"


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory):
    """A real plan where there is one, else our own sample."""
    path = tmp_path_factory.mktemp("file") / "ke-hoach.txt"
    real = FOLDER / "que-minh-2024.txt"
    made_up = SAMPLE.read_text().format(year=YEAR, place="An Hòa", chairman="Nguyễn Văn An")
    path.write_bytes(real.read_bytes() if real.is_file() else made_up.encode())
    return path


def press(page, name, note=None):
    """Take a step; one with a consequence or a reason asks on the page before it counts."""
    asks = page.locator("summary", has_text=re.compile(rf"^{name}$"))
    at_once = page.get_by_role("button", name=name, exact=True)
    asks.or_(at_once).first.wait_for()
    if asks.count() == 0:
        at_once.click()
        return
    asks.click()
    if note:
        page.locator("details[open] textarea").fill(note)
    page.get_by_role("button", name=f"Xác nhận: {name}").click()


def test_the_whole_walk(sign_in, portal, plan_file):
    binh, an, giang = sign_in("binh"), sign_in("an"), sign_in("giang")
    khanh, dung, lan = sign_in("khanh", PHONE), sign_in("dung"), sign_in("lan")
    kiet, thao = sign_in("kiet"), sign_in("thao")

    plan_url = import_the_plan(binh, plan_file)
    approve_and_issue_the_plan(binh, an, plan_url)
    due_on = assign_a_task(binh, plan_url)
    remind(portal, due_on)
    task_url = report_progress_and_done(khanh)
    confirm_the_task(binh, task_url)

    round_url = open_a_round(binh)
    send_a_part(khanh, "Thôn đã họp 03 buổi, 42 hộ tham gia mô hình “Ngõ sạch, nhà đẹp”.")
    send_a_part(
        kiet, "Phòng đã tổ chức 02 hội nghị quán triệt, 120 lượt người dự.", by_the_head=dung
    )
    send_a_part(thao, "Đã vận động hiến đất.")
    send_back_a_part(binh, round_url, "Phòng Kinh tế", "Đề nghị ghi rõ diện tích đất.")
    send_it_again(thao, "Đã vận động 12 hộ hiến 340 m2 đất làm đường.")
    accept_the_parts(binh, round_url)
    report_url = compile_the_report(binh, round_url)
    approve_and_issue_the_report(binh, an, giang, report_url)
    hand_in(giang, report_url)

    return_the_report(lan)
    correct_and_hand_in_again(binh, an, giang, report_url)
    accept_the_report(lan)
    the_commune_is_told(binh, report_url)


def import_the_plan(page, plan_file):
    page.get_by_role("link", name="Kế hoạch").first.click()
    page.get_by_role("link", name="Nhập kế hoạch").first.click()
    page.locator("input[type=file]").set_input_files(plan_file)
    page.get_by_role("heading", name="Xem lại trước khi tạo dự thảo").wait_for(timeout=90_000)
    expect(page.locator(".plan-source")).to_contain_text("MỤC ĐÍCH, YÊU CẦU")
    expect(page.locator(".plan-found")).to_contain_text("TỔ CHỨC THỰC HIỆN")
    page.get_by_label("Trích yếu").fill("Công tác dân vận chính quyền, kế hoạch đi hết một vòng")
    page.get_by_label("Năm").fill(str(YEAR))
    page.get_by_role("button", name="Nhận tất cả, tạo dự thảo").click()
    page.get_by_role("heading", name="kế hoạch đi hết một vòng").wait_for()
    return page.url


def approve_and_issue_the_plan(binh, an, plan_url):
    binh.goto(plan_url)
    press(binh, "Trình duyệt")
    say_why_errors_are_left(binh)
    expect(binh.locator("main")).to_contain_text("Đã trình")
    an.goto("/")
    an.locator("section", has_text="Chờ tôi duyệt").get_by_role("link", name="hết một vòng").click()
    press(an, "Duyệt")
    an.get_by_role("link", name="Cấp số, ban hành").click()
    # A number that is taken is told, with the next free one.
    free = an.get_by_label("Số", exact=False).first.input_value()
    an.get_by_label("Số", exact=False).first.fill("1")
    an.get_by_role("button", name="Ban hành").click()
    expect(an.locator("main")).to_contain_text("đã được cấp")
    an.get_by_label("Số", exact=False).first.fill(free)
    an.get_by_role("button", name="Ban hành").click()
    expect(an.locator("main")).to_contain_text("Đã ban hành")


def say_why_errors_are_left(page):
    """A real plan may have errors of form, which are asked about before it goes on."""
    reason = page.get_by_label("Vì sao vẫn trình")
    reason.or_(page.get_by_text("Đã ghi nhận: Trình duyệt.")).first.wait_for()
    if reason.count():
        reason.fill("Giữ đúng như bản đã phát hành")
        page.get_by_role("button", name="Vẫn trình duyệt").click()


def assign_a_task(page, plan_url):
    page.goto(plan_url)
    page.get_by_role("link", name="Giao nhiệm vụ").click()
    due_on = working_day_from(today() + timedelta(days=1)) + timedelta(days=3)
    page.locator("#grid[data-ready]").wait_for()
    row = page.locator(".g-row").first
    row.locator("[data-bulk-row]").check()
    row.get_by_label("Nội dung nhiệm vụ").fill(TASK)
    row.get_by_label("Đơn vị chủ trì").fill("thon dong")
    row.get_by_label("Người chịu trách nhiệm").fill("Võ Khánh")
    row.get_by_label("Hạn hoàn thành").fill(f"{due_on:%d/%m/%Y}")
    page.get_by_role("button", name="Giao các nhiệm vụ đã chọn").click()
    expect(page.locator(".messages")).to_contain_text("1")
    return due_on


def remind(portal, due_on):
    """The morning three days ahead: the scan and the mail of that day, with the real worker sending it."""
    morning = (
        f"make_aware(datetime({due_on.year}, {due_on.month}, {due_on.day}, 8) - timedelta(days=3))"
    )
    portal.run(
        "from datetime import datetime, timedelta\n"
        "from django.utils.timezone import make_aware\n"
        "import tasks.jobs\nfrom notices.jobs import gather_at\n"
        f"gather_at({morning})",
    )


def report_progress_and_done(page):
    read_the_mail(page)
    page.goto("/thong-bao/")
    expect(page.locator("main")).to_contain_text(f"Còn 3 ngày: {TASK}")
    page.get_by_role("link", name=re.compile("^Còn 3 ngày")).or_(
        page.get_by_role("button", name=re.compile("^Còn 3 ngày"))
    ).first.click()
    page.get_by_role("heading", name=TASK).wait_for()
    page.locator("[data-telling][data-ready]").wait_for()
    page.get_by_label("Đã làm được gì").fill("Đã họp thôn, thống nhất mô hình “Ngõ sạch, nhà đẹp”.")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "hop-thon.jpg", "mimeType": "image/jpeg", "buffer": photo_with_a_place()}
    )
    page.get_by_role("button", name="Báo tiến độ").click()
    expect(page.locator("main")).to_contain_text("thống nhất mô hình")
    page.locator(".photos img").first.wait_for()
    page.get_by_label("Đã làm được gì").fill("Đã nộp phiếu đăng ký.")
    page.get_by_role("button", name="Báo xong").click()
    expect(page.locator("main")).to_contain_text("Báo xong, chờ xác nhận")
    return page.url


def read_the_mail(page):
    """Without a mail server the portal shows what it would have sent; the worker writes it within seconds."""
    for _ in range(120):
        page.goto("/thong-bao/thu/")
        if page.locator("main .row-link").count():
            break
        page.wait_for_timeout(500)
    page.locator("main .row-link").first.click()
    expect(page.locator("main")).to_contain_text(TASK)


def confirm_the_task(page, task_url):
    page.goto("/")
    row = page.locator(".todo-row", has_text=TASK)
    row.get_by_role("link", name="Xem và xác nhận").click()
    press(page, "Xác nhận hoàn thành")
    expect(page.locator("main")).to_contain_text("Đã hoàn thành")


UNITS = ("Thôn Đông", "Phòng Văn hóa - Xã hội", "Phòng Kinh tế")


def open_a_round(page):
    page.goto("/bao-cao/")
    page.get_by_role("link", name="Mở đợt").first.click()
    page.get_by_label("Kỳ báo cáo").select_option(label="6 tháng đầu năm")
    page.get_by_label("Năm", exact=True).fill(str(NEXT_YEAR))
    page.get_by_role("button", name="Chọn kỳ").click()
    page.wait_for_url(f"**year={NEXT_YEAR}*")
    # Long before its time: the units are to hear of it now all the same.
    page.get_by_label("Báo cho các đơn vị từ ngày").fill(f"{today():%Y-%m-%d}")
    for box in page.locator(".report-unit").all():
        wanted = any(unit in box.inner_text() for unit in UNITS)
        box.locator("input").set_checked(wanted)
    page.get_by_role("button", name="Mở đợt báo cáo").click()
    page.get_by_role("heading", name=f"Báo cáo 6 tháng đầu năm {NEXT_YEAR}").first.wait_for()
    return page.url


def open_the_part(page):
    page.goto("/")
    row = page.locator(".todo-row", has_text=f"6 tháng đầu năm {NEXT_YEAR}")
    row.get_by_role("link").last.click()
    page.locator("[data-part-form]").wait_for()


def send_a_part(page, result, by_the_head=None):
    open_the_part(page)
    page.get_by_role("textbox", name="Kết quả khác").fill(result)
    page.get_by_role("textbox", name="Khó khăn, vướng mắc").fill("Không")
    page.locator("input[inputmode=decimal]:visible, input[inputmode=numeric]:visible").first.fill(
        "7"
    )
    if by_the_head is None:
        page.get_by_role("button", name="Gửi", exact=True).click()
    else:
        page.get_by_role("button", name="Trình trưởng đơn vị").click()
        expect(page.locator("main")).to_contain_text("Chờ trưởng đơn vị duyệt")
        open_the_part(by_the_head)
        expect(by_the_head.get_by_role("textbox", name="Kết quả khác")).to_have_value(result)
        by_the_head.get_by_role("button", name="Duyệt và gửi").click()
        page = by_the_head
    expect(page.locator("main")).to_contain_text("Đã gửi")


def send_back_a_part(page, round_url, unit, remark):
    page.goto(round_url)
    page.get_by_role("link", name=unit).first.click()
    press(page, "Trả lại", remark)
    expect(page.locator("main")).to_contain_text("Bị trả lại")


def send_it_again(page, result):
    open_the_part(page)
    expect(page.locator("main")).to_contain_text("Đề nghị ghi rõ diện tích đất.")
    page.get_by_role("textbox", name="Kết quả khác").fill(result)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đã gửi")


def accept_the_parts(page, round_url):
    for unit in UNITS:
        page.goto(round_url)
        page.get_by_role("link", name=unit).first.click()
        press(page, "Tiếp nhận")
        expect(page.locator("main")).to_contain_text("Đã tiếp nhận")


def compile_the_report(page, round_url):
    page.goto(round_url)
    page.locator(".page-acts a[href*='/cua-xa/']").first.click()
    page.get_by_role("button", name=re.compile("^Tổng hợp")).first.click()
    expect(page.locator("main")).to_contain_text("Ngõ sạch, nhà đẹp")
    expect(page.locator("main")).to_contain_text("340 m2 đất làm đường")
    return page.url


def approve_and_issue_the_report(binh, an, giang, report_url):
    binh.goto(report_url)
    press(binh, "Trình duyệt")
    expect(binh.locator("main")).to_contain_text("Đã trình")
    an.goto(report_url)
    press(an, "Duyệt")
    expect(an.locator("main")).to_contain_text("Đã duyệt, chờ cấp số")
    giang.goto("/")
    giang.locator(".todo-row", has_text=f"6 tháng đầu năm {NEXT_YEAR}").get_by_role(
        "link"
    ).first.click()
    giang.get_by_role("link", name="Cấp số, ban hành").click()
    giang.get_by_role("button", name="Ban hành").click()
    expect(giang.locator("main")).to_contain_text("Đã ban hành")


def hand_in(page, report_url):
    page.goto(report_url)
    # The worker prints the file; the page shows how far it is and then offers the next step.
    page.get_by_role("link", name=re.compile("^Nộp lên")).click(timeout=60_000)
    page.get_by_role("button", name="Nộp báo cáo").click()
    expect(page.locator("main")).to_contain_text("Mã biên nhận")


def open_the_cell(page):
    page.goto(f"/bao-cao/cac-xa/?year={NEXT_YEAR}")
    row = page.locator("tr", has_text="UBND xã An Hòa")
    row.locator("a.row-link").first.click()
    page.get_by_role("heading", name=f"6 tháng đầu năm {NEXT_YEAR}: UBND xã An Hòa").wait_for()


def words_of(text):
    return re.findall(r"\w+", text)


def says_the_same(paper, pdf):
    """Each line of the page stands in the PDF, word for word, wherever its lines and pages break."""
    document = pdfium.PdfDocument(pdf)
    printed = " ".join(
        words_of(" ".join(page.get_textpage().get_text_range() for page in document))
    )
    lines = [" ".join(words_of(line)) for line in paper.inner_text().splitlines()]
    missing = [line for line in lines if len(line) > 40 and line not in printed]
    # A line that runs over the edge of a page is cut by the page's number.
    assert len(missing) <= len(document), missing
    assert len(lines) > 20


def return_the_report(page):
    open_the_cell(page)
    expect(page.locator(".paper").first).to_contain_text("Ngõ sạch, nhà đẹp")
    pdf = page.request.get(page.get_by_role("link", name="Tệp PDF").first.get_attribute("href"))
    says_the_same(page.locator(".paper").first, pdf.body())
    page.get_by_role("link", name="Biên nhận").click()
    expect(page.locator("main")).to_contain_text(hashlib.sha256(pdf.body()).hexdigest())
    page.go_back()
    press(page, "Trả lại", "Đề nghị bổ sung nội dung phương hướng.")
    expect(page.locator("main")).to_contain_text("Đề nghị bổ sung nội dung phương hướng.")


def correct_and_hand_in_again(binh, an, giang, report_url):
    binh.goto(report_url)
    expect(binh.locator("main")).to_contain_text("Trả lại")
    press(binh, "Sửa lại báo cáo")
    binh.get_by_role("link", name="Sửa mục Ưu điểm").click()
    binh.locator("textarea[name=text]").fill("Các nhiệm vụ được triển khai đồng bộ, đúng kế hoạch.")
    binh.locator("textarea[name=text]").press("Control+Enter")
    expect(binh.locator("main")).to_contain_text("triển khai đồng bộ, đúng kế hoạch")
    approve_and_issue_the_report(binh, an, giang, report_url)
    hand_in(giang, report_url)


def accept_the_report(page):
    open_the_cell(page)
    press(page, "Tiếp nhận báo cáo")
    expect(page.locator("main")).to_contain_text("Đã nhận")


def the_commune_is_told(page, report_url):
    page.goto("/thong-bao/")
    expect(page.locator("main")).to_contain_text(f"6 tháng đầu năm {NEXT_YEAR}")
    page.goto(report_url)
    expect(page.locator("main")).to_contain_text("Đã nhận")
    expect(page.locator("main")).to_contain_text("Lần 2")
