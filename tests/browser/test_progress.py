"""Telling how a task goes from a phone: in few taps, with a net that comes and goes, by one person after the other."""

import base64
import io
import json
import re
import time
from datetime import timedelta

import pytest
from PIL import Image
from playwright.sync_api import expect

from danvan.clock import today
from tests.browser.conftest import OFFICE_PC, PHONE
from tests.browser.pictures import photo_with_a_place

MAKE = """
from accounts.models import Person, Unit
from tasks.actions import assign
binh = Person.objects.get(username="binh")
khanh = Person.objects.get(username="khanh")
from datetime import timedelta
from danvan.clock import today
task = assign(by=binh, title={title!r}, lead_unit=khanh.unit, responsible=khanh,
              due_on=today() + timedelta(days=4), **{over!r})
print(task.pk)
"""
TOLD = """
import json
from tasks.models import ProgressUpdate
print(json.dumps([
    dict(text=each.text, amount=each.amount, files=each.evidence.count(), late=each.written_at is not None,
         by=each.by.username)
    for each in ProgressUpdate.objects.filter(task={pk}).order_by("pk")
]))
"""
STORED = """
import base64, json
from tasks.models import Evidence
print(json.dumps([
    base64.b64encode(each.file.read()).decode()
    for each in Evidence.objects.filter(update__task={pk}).order_by("pk")
]))
"""


def last_line(printed):
    return printed.strip().splitlines()[-1]


@pytest.fixture
def make_task(portal):
    def make(title, **over):
        return int(last_line(portal.run(MAKE.format(title=title, over=over))))

    return make


@pytest.fixture
def told(portal):
    """What the portal has of a task: one row for each update."""
    return lambda pk: json.loads(last_line(portal.run(TOLD.format(pk=pk))))


def photos(count):
    return [
        {"name": f"anh-{n}.jpg", "mimeType": "image/jpeg", "buffer": photo_with_a_place()}
        for n in range(count)
    ]


def opened(page, pk):
    page.goto(f"/nhiem-vu/{pk}/")
    page.locator("[data-telling][data-ready]").wait_for()
    return page.get_by_label("Đã làm được gì")


def add_photos(page, chosen):
    page.locator("input[type=file]").first.set_input_files(chosen)
    expect(page.locator(".task-previews li")).to_have_count(len(chosen))


def forgive_the_cut(page):
    """Chromium's own lines about requests that found no net."""
    page.complaints = [each for each in page.complaints if "net::ERR" not in each]


def press(page, name="Báo tiến độ"):
    page.get_by_role("button", name=name, exact=True).click()


def test_three_lines_and_ten_photos_in_few_taps(sign_in, portal, make_task, told):
    pk = make_task("Ra quân dọn vệ sinh đường thôn")
    page = sign_in("khanh", PHONE)
    words = opened(page, pk)
    began = time.monotonic()

    # No scrolling to begin with: what is to be typed into and pressed is on the first screen.
    for part in (words, page.get_by_role("button", name="Báo tiến độ", exact=True)):
        box = part.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"]
    words.fill("Đã dọn 2 km đường.\n40 hộ tham gia.\nCòn đoạn cuối thôn.")
    add_photos(page, photos(10))
    press(page)
    expect(page.locator(".task-told .prewrap")).to_contain_text("40 hộ tham gia", timeout=60_000)
    took = time.monotonic() - began

    expect(page.locator(".photos img")).to_have_count(10, timeout=90_000)
    expect(page.locator("main")).to_contain_text("Đang làm")
    assert [(each["files"], each["late"]) for each in told(pk)] == [(10, False)]
    assert took < 60
    stored = json.loads(last_line(portal.run(STORED.format(pk=pk))))
    for photo in stored:
        with Image.open(io.BytesIO(base64.b64decode(photo))) as image:
            # Taken with the phone upright: wider than high as the camera wrote it, higher than wide as it was seen.
            assert (dict(image.getexif()), image.size) == ({}, (480, 640))


@pytest.mark.any_database
def test_a_photo_is_reduced_and_loses_its_place_before_it_leaves_the_phone(sign_in, make_task):
    pk = make_task("Ảnh lớn")
    page = sign_in("khanh", PHONE)
    opened(page, pk)
    large = io.BytesIO()
    with Image.open(io.BytesIO(photo_with_a_place())) as image:
        image.resize((4000, 3000)).save(large, "JPEG", exif=image.getexif(), quality=95)
    add_photos(page, [{"name": "to.jpg", "mimeType": "image/jpeg", "buffer": large.getvalue()}])
    kept = page.evaluate(
        """async () => {
            const database = await new Promise((resolve) => {
                const asked = indexedDB.open("danvan-progress");
                asked.onsuccess = () => resolve(asked.result);
            });
            const rows = await new Promise((resolve) => {
                const asked = database.transaction("files").objectStore("files").getAll();
                asked.onsuccess = () => resolve(asked.result);
            });
            return [...new Uint8Array(await rows.at(-1).blob.arrayBuffer())];
        }"""
    )
    with Image.open(io.BytesIO(bytes(kept))) as image:
        assert (image.size, dict(image.getexif())) == ((1200, 1600), {})


def test_without_a_net_it_waits_and_goes_by_itself_once(sign_in, make_task, told):
    pk = make_task("Họp dân về nông thôn mới")
    page = sign_in("khanh", PHONE)
    words = opened(page, pk)
    page.context.set_offline(True)
    words.fill("Đã họp tối qua.")
    add_photos(page, photos(3))
    press(page)
    expect(page.locator("#unsent")).to_contain_text(
        "1 báo cáo tiến độ và 3 ảnh, tệp chưa gửi, sẽ gửi khi có mạng"
    )
    expect(words).to_have_value("")
    assert told(pk) == []

    page.context.set_offline(False)
    expect(page.locator(".photos > li")).to_have_count(3, timeout=30_000)
    expect(page.locator("#unsent .alert")).to_have_count(0)
    assert [(each["text"], each["files"]) for each in told(pk)] == [("Đã họp tối qua.", 3)]
    forgive_the_cut(page)


def test_a_line_cut_between_two_photos_goes_on_with_the_second(sign_in, make_task, told):
    pk = make_task("Vận động hiến đất")
    page = sign_in("khanh", PHONE)
    words = opened(page, pk)
    pieces = []

    def cut(route):
        """The second photo arrives and its answer is lost; its repeat does not even arrive."""
        pieces.append(route)
        if len(pieces) == 2:
            route.fetch()
        if len(pieces) in {2, 3}:
            route.abort()
        else:
            route.continue_()

    page.route("**/tien-do/tep/", cut)
    words.fill("Đã vận động 4 hộ.")
    add_photos(page, photos(4))
    press(page)
    expect(page.locator(".photos > li")).to_have_count(4, timeout=60_000)

    assert [each["files"] for each in told(pk)] == [4]
    assert len(pieces) > 4
    forgive_the_cut(page)


@pytest.mark.any_database
def test_what_is_pressed_while_another_is_on_its_way_goes_after_it(sign_in, make_task, told):
    pk = make_task("Hai lần báo liền nhau")
    page = sign_in("khanh", PHONE)
    words = opened(page, pk)
    held = []
    page.route("**/tien-do/", lambda route: route.continue_() if held else held.append(route))
    for line in ("Buổi sáng.", "Buổi chiều."):
        words.fill(line)
        page.locator("[data-telling]").evaluate("form => form.requestSubmit()")
        expect(words).to_have_value("")
    held[0].continue_()

    expect(page.locator("main")).to_contain_text("Buổi chiều.")

    assert [each["text"] for each in told(pk)] == ["Buổi sáng.", "Buổi chiều."]


def test_what_is_typed_survives_closing_the_tab_and_is_nobody_elses(sign_in, make_task, told):
    pk = make_task("Rà soát hộ nghèo")
    page = sign_in("khanh", PHONE)
    opened(page, pk).fill("Mới ghi nửa ch")
    add_photos(page, photos(2))
    # The tab is closed, another is opened.
    page.close()
    second = page.context.new_page()
    expect(opened(second, pk)).to_have_value("Mới ghi nửa ch")
    expect(second.locator(".task-previews li")).to_have_count(2)
    second.get_by_label("Bỏ anh-0.jpg").click()
    expect(second.locator(".task-previews li")).to_have_count(1)

    # Pressed without a net, then the phone goes to a colleague who runs the commune's work.
    second.context.set_offline(True)
    press(second)
    expect(second.locator("#unsent")).to_contain_text("1 ảnh, tệp chưa gửi")
    # Cut off before the net is back: else it would be sent, rightly, in the name of the one still signed in.
    second.route("**/tien-do/**", lambda route: route.abort())
    second.context.set_offline(False)
    sign_out(second)
    sign_in_again(second, "binh")
    second.unroute_all()
    second.goto(f"/nhiem-vu/{pk}/")
    second.wait_for_timeout(1500)
    expect(second.locator("main")).not_to_contain_text("nửa ch")
    assert told(pk) == []

    # Back with the one who wrote it: it goes from whatever page is opened first.
    sign_out(second)
    sign_in_again(second, "khanh")
    expect(second.locator(".messages")).to_contain_text("Đã gửi báo cáo tiến độ: Rà soát hộ nghèo")
    assert [(each["text"], each["files"], each["by"]) for each in told(pk)] == [
        ("Mới ghi nửa ch", 1, "khanh")
    ]


def sign_out(page):
    page.locator(".person-menu").evaluate(
        "menu => menu.parentElement.querySelector('button').click()"
    )
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_label("Tên đăng nhập").wait_for()


def sign_in_again(page, username):
    from home.sample.people import PASSWORD

    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("heading", name="Chào").wait_for()


def test_an_open_page_never_sends_in_the_name_of_who_signed_in_beside_it(sign_in, make_task, told):
    pk = make_task("Hai người một máy")
    page = sign_in("khanh", PHONE)
    opened(page, pk).fill("Của Khánh")
    beside = page.context.new_page()
    beside.goto("/")
    sign_out(beside)
    sign_in_again(beside, "binh")

    press(page)

    expect(page.locator("#unsent")).to_contain_text("đăng nhập lại là gửi tiếp")
    assert told(pk) == []


def test_done_with_evidence_and_target_and_a_double_press(sign_in, make_task, told):
    pk = make_task("Đăng ký 02 mô hình", needs_evidence=True, target=2, target_unit="mô hình")
    page = sign_in("khanh", PHONE)
    words = opened(page, pk)
    press(page, "Báo xong")
    expect(page.locator(".invalid-feedback")).to_contain_text("Hãy viết vài dòng")
    words.fill("Đã đăng ký đủ.")
    press(page, "Báo xong")
    expect(page.locator(".invalid-feedback")).to_contain_text("cần minh chứng")
    page.get_by_label(re.compile("Đã đạt bao nhiêu / 02 mô hình")).fill("2")
    add_photos(page, photos(1))
    page.get_by_role("button", name="Báo xong").dblclick()
    expect(page.locator("main")).to_contain_text("Báo xong, chờ xác nhận", timeout=30_000)

    expect(page.locator("main")).to_contain_text("02/02 mô hình (100%)")
    assert [(each["amount"], each["files"]) for each in told(pk)] == [(2, 1)]
    press(page, "Rút lại báo xong")
    expect(page.locator(".messages")).to_contain_text("Đã rút lại báo xong")


def test_what_the_portal_refuses_comes_back_with_its_words(sign_in, make_task, told):
    pk = make_task("Việc bị hủy giữa chừng")
    page, binh = sign_in("khanh", PHONE), sign_in("binh", OFFICE_PC)
    opened(page, pk).fill("Đã làm được một nửa.")
    binh.goto(f"/nhiem-vu/{pk}/")
    binh.locator("summary", has_text="Hủy nhiệm vụ").click()
    binh.locator("details[open] textarea").fill("Gộp vào việc khác.")
    binh.get_by_role("button", name="Xác nhận: Hủy nhiệm vụ").click()
    expect(binh.locator("main")).to_contain_text("Đã hủy")

    press(page)

    expect(page.locator("#unsent")).to_contain_text("không còn nhận báo cáo tiến độ")
    expect(page.locator("#unsent")).to_contain_text("Đã làm được một nửa.")
    page.get_by_role("button", name="Bỏ báo cáo này").click()
    expect(page.locator("#unsent .alert")).to_have_count(0)
    assert told(pk) == []


@pytest.mark.any_database
def test_a_day_off_is_told_while_the_new_date_is_chosen(sign_in, make_task):
    pk = make_task("Xin thêm ngày")
    page = sign_in("khanh", PHONE)
    opened(page, pk)
    page.locator("summary", has_text="Xin gia hạn").click()
    sunday = today() + timedelta(days=20)
    sunday += timedelta(days=6 - sunday.weekday())
    page.get_by_label("Hạn mới đề nghị").fill(sunday.isoformat())
    expect(page.locator(".day-off")).to_have_text("Ngày này là ngày nghỉ của cơ quan.")
    page.get_by_label("Hạn mới đề nghị").fill((sunday + timedelta(days=2)).isoformat())
    expect(page.locator(".day-off")).to_have_text("")


@pytest.mark.any_database
def test_the_page_of_a_task_fits_a_phone(sign_in, make_task):
    pk = make_task("Một việc có tên dài " * 8)
    for viewport in (PHONE, OFFICE_PC):
        page = sign_in("khanh", viewport)
        opened(page, pk)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
