"""The commune's figures typed as in a spreadsheet, and the same figures out to Excel and in again."""

import io
import json
import re
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import PHONE

# What a save writes and whom it overtakes is held on both databases by tests/reports.
pytestmark = pytest.mark.any_database
MAKE = """
from datetime import timedelta
from accounts.models import Person
from danvan.clock import today
from reports.actions.rounds import open_round
from reports.models import ReportRound
binh = Person.objects.get(username="binh")
khanh = Person.objects.get(username="khanh")
day = today()
round = open_round(
    ReportRound(
        commune=binh.commune, receiver=binh.commune.receiver_on(day), kind="ad_hoc", year=day.year,
        label={label!r}, period_from=day - timedelta(days=60), period_to=day,
        parts_due_on=day + timedelta(days=5), due_on=day + timedelta(days=9),
    ), [khanh.unit], by=binh)
print(round.reports.get(scope="commune").pk)
"""
READ = """
import json
from reports.models import IndicatorValue
rows = IndicatorValue.objects.filter(report={pk}).select_related("indicator")
print(json.dumps({{row.indicator.code: str(row.value) if row.value is not None else row.has_no_data for row in rows}}))
"""
PASTE = """(box, words) => {
  const held = new DataTransfer();
  held.setData("text/plain", words);
  box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: held, bubbles: true, cancelable: true}));
}"""
SAVED = re.compile(r"^Đã lưu \d\d:\d\d$")


@pytest.fixture
def make_report(portal):
    def make(label):
        label = f"{label} {uuid4().hex[:4]}"
        return int(portal.run(MAKE.format(label=label)).split()[-1])

    return make


def stored(portal, pk):
    return json.loads(portal.run(READ.format(pk=pk)).strip().splitlines()[-1])


def box(page, code, kind="value"):
    return page.locator(f"#chi-tieu-{code} [name^={kind}-]")


def test_figures_are_typed_pasted_checked_and_saved_without_a_press(portal, make_report, sign_in):
    pk = make_report("gõ số liệu")
    page = sign_in("binh")
    page.goto(f"/bao-cao/cua-xa/{pk}/so-lieu/")

    box(page, "documents").press_sequentially("1234567")
    expect(box(page, "documents")).to_have_value("1.234.567")
    page.keyboard.press("Enter")
    page.keyboard.type("không có")
    expect(box(page, "conferences", "none")).to_be_checked()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("12,5")
    box(page, "news").fill("N/A")
    expect(page.locator("#chi-tieu-news [data-error]")).to_contain_text("Nếu không có số liệu")
    expect(page.locator("#chi-tieu-listeners [data-error]")).to_contain_text("số nguyên")
    page.get_by_role("button", name="Đánh dấu “Không có số liệu”").click()
    box(page, "listeners").fill("40")
    box(page, "petitions").evaluate(PASTE, "3\n4\tđã kiểm tra\n1.500")
    expect(page.locator("[data-figure-summary]")).to_have_text("◆ 1 chỗ nên xem lại.")
    expect(page.locator("#chi-tieu-petitions-solved")).to_contain_text("lớn hơn Đơn thư tiếp nhận")
    expect(page.locator("[data-figure-saved]")).to_have_text(SAVED)

    assert stored(portal, pk) == {
        "documents": "1234567.00", "conferences": True, "listeners": "40.00", "news": True,
        "petitions": "3.00", "petitions-solved": "4.00", "dialogues": "1500.00",
    }  # fmt: skip


def test_what_is_typed_while_a_slow_save_is_under_way_is_saved_after_it(
    portal, make_report, sign_in
):
    pk = make_report("mạng chậm")
    page = sign_in("binh")
    page.goto(f"/bao-cao/cua-xa/{pk}/so-lieu/")
    held = []
    page.route("**/so-lieu/", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/so-lieu/"):
        box(page, "documents").fill("1")
    box(page, "news").fill("2")
    page.wait_for_timeout(1600)  # the moment in which it would have been saved goes by
    held[0].continue_()

    expect(page.locator("[data-figure-saved]")).to_have_text(SAVED)

    assert stored(portal, pk) == {"documents": "1.00", "news": "2.00"}


def test_the_sheet_comes_back_from_excel_on_any_screen(portal, make_report, sign_in):
    pk = make_report("biểu Excel")
    page = sign_in("binh")
    page.goto(f"/bao-cao/cua-xa/{pk}/so-lieu/")
    with page.expect_download() as wanted:
        page.get_by_role("link", name="Tải biểu Excel").click()
    book = load_workbook(io.BytesIO(wanted.value.path().read_bytes()))
    book.active["E7"], book.active["F8"] = 12, "x"
    kept = io.BytesIO()
    book.save(kept)
    page.set_viewport_size(PHONE)

    page.get_by_role("link", name="Nhập từ Excel").click()
    page.locator("[name=file]").set_input_files(
        {"name": "bieu.xlsx", "mimeType": "application/zip", "buffer": kept.getvalue()}
    )
    page.get_by_role("button", name="Gửi biểu để kiểm tra").click()
    # The page looks after its job by itself and shows what was read.
    page.get_by_role("heading", name="2 số liệu sẽ thay đổi").wait_for()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.get_by_role("button", name="Nhận số liệu").click()
    page.get_by_text("Đã nhận 2 số liệu").wait_for()

    assert wide == 0
    assert stored(portal, pk) == {"documents": "12.00", "conferences": True}


def test_figures_typed_without_net_wait_on_the_device_and_come_back(portal, make_report, sign_in):
    pk = make_report("mất mạng")
    page = first = sign_in("binh")
    page.goto(f"/bao-cao/cua-xa/{pk}/so-lieu/")
    page.context.set_offline(True)
    box(page, "documents").fill("12")
    expect(page.locator("[data-figure-saved]")).to_contain_text("đang giữ trên máy này")
    again = page.context.new_page()
    # As when the battery goes: nothing is sent any more.
    page.close()
    page.context.set_offline(False)

    page = again
    page.goto(f"/bao-cao/cua-xa/{pk}/so-lieu/")
    expect(page.get_by_text("Có số liệu chưa lưu trên máy này (1 ô)")).to_be_visible()
    page.get_by_role("button", name="Khôi phục").click()
    expect(page.locator("[data-figure-saved]")).to_have_text(SAVED)

    page.reload()
    expect(box(page, "documents")).to_have_value("12")
    expect(page.get_by_text("Có số liệu chưa lưu")).to_have_count(0)
    assert stored(portal, pk) == {"documents": "12.00"}
    first.complaints[:] = [each for each in first.complaints if "INTERNET_DISCONNECTED" not in each]
