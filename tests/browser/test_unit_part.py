"""A unit's part on the phone of a village head, with a net that comes and goes; signed off by the head; two at once."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OFFICE_PC, PHONE

# What a save writes and whom it overtakes is held on both databases by tests/reports.
pytestmark = pytest.mark.any_database
MAKE = """
from datetime import timedelta
from accounts.models import Membership, Person, Role, Unit
from danvan.clock import today
from home.sample.people import PASSWORD
from reports.actions.rounds import open_round
from reports.models import ReportRound
from tasks.actions import add_progress, assign
binh = Person.objects.get(username="binh")
khanh = Person.objects.get(username="khanh")
if {officer}:
    nhan, made = Person.objects.get_or_create(username="nhan-thon", defaults=dict(full_name="Lê Nhân"))
    if made:
        nhan.set_password(PASSWORD)
        nhan.save()
        Membership.objects.create(person=nhan, unit=khanh.unit, role=Role.OFFICER, post="Phó thôn")
day = today()
round = open_round(
    ReportRound(
        commune=binh.commune, receiver=binh.commune.receiver_on(day), kind="ad_hoc", year=day.year,
        label={label!r}, period_from=day - timedelta(days=60), period_to=day,
        parts_due_on=day + timedelta(days=5), due_on=day + timedelta(days=9),
    ), [khanh.unit], by=binh)
if {news!r}:
    task = assign(by=binh, title={label!r} + ": họp thôn", lead_unit=khanh.unit, responsible=khanh,
                  due_on=day + timedelta(days=9))
    add_progress(task, by=khanh, text={news!r})
print(round.reports.get(unit=khanh.unit).pk)
"""
READ = """
import json
from reports.models import Report
part = Report.objects.unscoped("test").get(pk={pk})
print(json.dumps(dict(
    status=part.status, signed=part.signed_off_by and part.signed_off_by.username,
    texts=dict(part.sections.values_list("key", "text")),
    figures=[str(each.value) for each in part.figures.all()],
)))
"""
SAVED = re.compile(r"^Đã lưu \d\d:\d\d$")


def last_line(printed):
    return printed.strip().splitlines()[-1]


@pytest.fixture
def make_part(portal):
    def make(label, news="", officer=False):
        code = MAKE.format(label=label, news=news, officer=officer)
        return int(last_line(portal.run(code)))

    return make


@pytest.fixture
def stored(portal):
    return lambda pk: json.loads(last_line(portal.run(READ.format(pk=pk))))


def opened(page, pk):
    page.goto(f"/bao-cao/phan/{pk}/soan/")
    page.locator("[data-part-form][data-ready]").wait_for()
    return page.locator("#id_result")


def saved(page):
    expect(page.locator("[data-part-saved]")).to_have_text(SAVED, timeout=30_000)


def forgive_the_cut(page):
    """Chromium notes each request that a cut net took away, and each conflict that was answered."""
    page.complaints[:] = [line for line in page.complaints if "net::ERR" not in line]


def test_a_village_head_writes_loses_the_net_and_the_tab_and_sends(sign_in, make_part, stored):
    pk = make_part("về họp thôn", news="Đã họp thôn 02 lần.")
    page = sign_in("khanh", PHONE)
    result = opened(page, pk)
    card = page.locator("[data-part-task]", has_text="về họp thôn: họp thôn")
    expect(card.locator("textarea")).to_have_value("Đã họp thôn 02 lần.")
    for box in page.locator(".part-foot .btn:visible, [data-part-out] button").all():
        assert box.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    card.locator("textarea").fill("Đã họp thôn 03 lần, 120 người dự.")
    page.locator("#muc-difficulty").get_by_role("button", name="Không có").click()
    saved(page)
    expect(page.locator("[data-part-gaps]")).not_to_contain_text("Khó khăn")
    assert page.locator("[name^=value-]").first.get_attribute("inputmode") == "decimal"
    page.locator("[name^=value-]").first.fill("1234")
    saved(page)

    # The net goes while the head writes on, then the tab is closed.
    page.context.set_offline(True)
    result.fill("Vận động 15 hộ hiến đất.")
    expect(page.locator("[data-part-saved]")).to_contain_text("không có mạng")
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator("[data-part-saved]")).to_contain_text("không có mạng")
    forgive_the_cut(page)
    page.close()
    second = page.context.new_page()
    second.complaints = []
    page.context.set_offline(False)
    result = opened(second, pk)
    expect(result).to_have_value("Vận động 15 hộ hiến đất.")
    saved(second)
    assert second.evaluate("localStorage.length") == 0

    second.get_by_role("button", name="Gửi", exact=True).click()
    expect(second.locator(".messages")).to_contain_text("Đã gửi phần báo cáo")
    part = stored(pk)
    assert (part["status"], part["signed"], part["figures"]) == ("sent", "khanh", ["1234.00"])
    assert "Đã họp thôn 03 lần, 120 người dự." in part["texts"]["tasks"].splitlines()
    assert (part["texts"]["result"], part["texts"]["difficulty"]) == (
        "Vận động 15 hộ hiến đất.",
        "Không có",
    )


def test_a_task_is_left_out_and_taken_in_again(sign_in, make_part, stored):
    pk = make_part("về bỏ ra", news="Không cần nói.")
    page = sign_in("khanh", PHONE)
    opened(page, pk)
    card = page.locator("[data-part-task]", has_text="về bỏ ra: họp thôn")
    card.get_by_role("button", name="Không đưa vào báo cáo").click()
    saved(page)
    expect(card.locator("textarea")).to_be_hidden()
    assert "Không cần nói." not in stored(pk)["texts"]["tasks"]

    card.get_by_role("button", name="Đưa lại vào báo cáo").click()
    expect(card.locator("textarea")).to_have_value("Không cần nói.")
    saved(page)
    assert "Không cần nói." in stored(pk)["texts"]["tasks"]


def test_what_one_tab_saved_stands_beside_what_the_other_typed(sign_in, make_part, stored):
    pk = make_part("về hai cửa sổ")
    page = sign_in("khanh", PHONE)
    mine = opened(page, pk)
    other = page.context.new_page()
    opened(other, pk).fill("Bản của cửa sổ hai.")
    other.locator("#id_proposal").fill("Thêm kinh phí.")
    saved(other)

    page.bring_to_front()
    mine.fill("Bản của cửa sổ một.")
    expect(page.locator(".part-dispute")).to_contain_text("Bản của cửa sổ hai.")
    expect(mine).to_have_value("Bản của cửa sổ một.")
    # What nobody touched here simply follows.
    expect(page.locator("#id_proposal")).to_have_value("Thêm kinh phí.")
    assert stored(pk)["texts"]["result"] == "Bản của cửa sổ hai."

    page.get_by_role("button", name="Giữ của tôi").click()
    saved(page)
    texts = stored(pk)["texts"]
    assert (texts["result"], texts["proposal"]) == ("Bản của cửa sổ một.", "Thêm kinh phí.")


def test_an_officer_asks_the_head_who_mends_and_sends(sign_in, make_part, stored):
    pk = make_part("về trình duyệt", officer=True)
    officer = sign_in("nhan-thon", PHONE)
    opened(officer, pk).fill("Đã lam xong.")
    officer.get_by_role("button", name="Trình trưởng đơn vị").click()
    expect(officer.locator(".messages")).to_contain_text("Đã trình trưởng đơn vị")
    expect(officer.locator("main")).to_contain_text("Chờ trưởng đơn vị duyệt")

    head = sign_in("khanh", PHONE)
    opened(head, pk).fill("Đã làm xong.")
    head.get_by_role("button", name="Duyệt và gửi").click()
    expect(head.locator(".messages")).to_contain_text("Đã duyệt và gửi")
    part = stored(pk)
    assert (part["status"], part["signed"], part["texts"]["result"]) == (
        "sent",
        "khanh",
        "Đã làm xong.",
    )


def test_unsaved_words_are_nobody_elses(sign_in, make_part):
    pk = make_part("về người khác")
    page = sign_in("khanh", OFFICE_PC)
    result = opened(page, pk)
    page.route("**/luu/", lambda route: route.abort())
    result.fill("Chưa lưu được.")
    expect(page.locator("[data-part-saved]")).to_contain_text("không có mạng")
    assert page.evaluate("localStorage.length") == 1
    beside = page.context.new_page()
    beside.goto("/")
    beside.locator(".person-menu").evaluate(
        "menu => menu.parentElement.querySelector('button').click()"
    )
    beside.get_by_role("button", name="Đăng xuất").click()
    beside.get_by_label("Tên đăng nhập").wait_for()

    assert beside.evaluate("localStorage.length") == 0
    page.close()
