"""The plan editor in Chromium: by keyboard alone, by two people at once, without network, without a session."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, ROOT
from tests.browser.desk import empty_plan, kept, lines, opened, paste, saved, type_lines

# What a save writes and whom it overtakes is tried on both databases; what these do happens in the browser.
once = pytest.mark.any_database

# What Word puts on the clipboard for two titles, a list it numbers itself, bullets and a small table.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0} --></style>
</head><body lang=VI><!--StartFragment-->
<p class=MsoNormal style='text-align:justify'><b><span style='font-size:14.0pt;font-family:"Times New Roman",serif'>II.
NHIỆM VỤ TRỌNG TÂM<o:p></o:p></span></b></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]><span
style='font-size:14.0pt'>Tổ chức <i>học tập</i>, quán triệt<o:p></o:p></span></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp;&nbsp; </span></span><![endif]>Xây dựng mô hình</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='font-family:Symbol;
mso-list:Ignore'>·<span>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Mỗi thôn một mô hình</p>
<p class=MsoNormal>a) Chọn hộ tham gia<a style='mso-comment-reference:X_1'></a></p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Xem lại</p></div></div>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>Thôn Đông</p></td><td><p>02 mô hình</p></td></tr></table>
<script>alert(1)</script><!--EndFragment--></body></html>"""


@once
def test_the_browser_counts_as_the_portal_does(sign_in):
    page = sign_in("binh")
    table = json.loads((ROOT / "tests/plans/numbering_table.json").read_text(encoding="utf-8"))

    found = page.evaluate(
        """async (table) => {
            const { computed, labelOf } = await import("/static/js/editor/numbering.js");
            return table.map(({ items }) => {
                const rows = items.map(([uid, parent, marker]) => ({ uid, parent, marker }));
                const markers = [...computed(rows).values()];
                return { markers, labels: markers.map(labelOf) };
            });
        }""",
        table,
    )

    assert found == [{"markers": row["markers"], "labels": row["labels"]} for row in table]


def test_a_plan_is_written_by_keyboard_alone(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()

    type_lines(page, "I. MỤC ĐÍCH", "1. Nâng cao ")
    page.keyboard.press("Control+b")
    page.keyboard.type("chất lượng")
    page.keyboard.press("Control+b")
    type_lines(page, "", "Tăng cường phối hợp", "a) Với Mặt trận", "Với các đoàn thể")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("Đổi mới cách làm")
    type_lines(page, "", "II. TỔ CHỨC THỰC HIỆN", "1. Văn phòng chủ trì", "Báo cáo", "- Theo quý")
    assert lines(page) == [
        "I. MỤC ĐÍCH",
        "  1. Nâng cao chất lượng",
        "  2. Tăng cường phối hợp",
        "    a) Với Mặt trận",
        "    b) Với các đoàn thể",
        "  3. Đổi mới cách làm",
        "II. TỔ CHỨC THỰC HIỆN",
        "  1. Văn phòng chủ trì",
        "  2. Báo cáo",
        "    - Theo quý",
    ]
    # The second item of the first section goes up, with all below it, then one level in, then is undone.
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Alt+ArrowUp")
    assert lines(page)[1:5] == [
        "  1. Tăng cường phối hợp", "    a) Với Mặt trận", "    b) Với các đoàn thể", "  2. Nâng cao chất lượng",
    ]  # fmt: skip
    page.keyboard.press("Control+z")
    page.keyboard.press("Tab")
    assert lines(page)[2:4] == ["    a) Tăng cường phối hợp", "      a) Với Mặt trận"]
    page.keyboard.press("Shift+Tab")
    assert lines(page)[2] == "  2. Tăng cường phối hợp"
    saved(page)
    page.reload()
    opened(page)

    assert len(lines(page)) == 10
    assert page.locator(".pe-item strong").inner_text() == "chất lượng"


@once
def test_over_plain_http_in_an_office_network_items_still_get_their_names(sign_in):
    page = sign_in("binh")
    # Browsers have crypto.randomUUID on https and on this very PC only, not on http://10.0.0.5.
    page.context.add_init_script("delete Crypto.prototype.randomUUID")
    empty_plan(page).focus()
    assert page.evaluate("typeof crypto.randomUUID") == "undefined"

    type_lines(page, "I. MỤC ĐÍCH", "1. Nâng cao", "Tăng cường")
    saved(page)
    page.reload()
    opened(page)

    assert lines(page) == ["I. MỤC ĐÍCH", "  1. Nâng cao", "  2. Tăng cường"]


def test_joining_splitting_and_a_footnote(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Một hai", "Ba")
    page.keyboard.press("Home")
    page.keyboard.press("Backspace")
    assert lines(page) == ["1. Một haiBa"]
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Alt+f")
    page.keyboard.type("Theo Nghị định 30")
    page.keyboard.press("Escape")
    page.keyboard.type("và bốn")
    saved(page)
    page.reload()
    opened(page)

    assert lines(page)[0] == "1. Một hai"
    assert "và bốn" in lines(page)[1]
    assert page.locator(".pe-note").inner_text() == "1"
    assert page.locator(".pe-note-row textarea").input_value() == "Theo Nghị định 30"


def test_two_people_write_different_items_and_then_the_same(sign_in, second_person):
    binh = sign_in("binh")
    empty_plan(binh).focus()
    type_lines(binh, "1. Một", "Hai")
    saved(binh)
    tuan = sign_in("tuan")
    tuan.goto(binh.url)
    opened(tuan)
    tuan.locator(".pe-item").nth(1).click()
    tuan.keyboard.press("End")
    tuan.keyboard.type(" của Tuấn")
    saved(tuan)

    binh.keyboard.press("Control+s")
    binh.locator(".pe-item", has_text="của Tuấn").wait_for()
    binh.keyboard.press("Home")
    binh.keyboard.type("Việc ")

    # Different items merge, and each sees who else is here.
    assert lines(binh) == ["1. Một", "2. Việc Hai của Tuấn"]
    expect(binh.locator("[data-part=here]")).to_have_text("Cùng soạn: Lý Tuấn")
    saved(binh)

    # The same item: both texts, and a choice.
    tuan.keyboard.type(" và đoàn thể")
    tuan.keyboard.press("Control+s")
    card = tuan.locator(".pe-dispute")
    expect(card.locator("[data-mine]")).to_have_text("Hai của Tuấn và đoàn thể")
    expect(card.locator("[data-theirs]")).to_have_text("Việc Hai của Tuấn")
    assert card.locator("[data-mine] mark").all_inner_texts() == [" và đoàn thể"]
    card.get_by_role("button", name="Ghép cả hai để sửa tiếp").click()
    saved(tuan)
    binh.keyboard.press("Control+s")
    binh.locator(".pe-item", has_text="Việc Hai của Tuấn và đoàn thể").wait_for()


@once
def test_links_and_steps_wait_for_the_last_words_on_a_slow_network(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    page.evaluate(
        """() => {
            const quick = window.fetch;
            window.fetch = async (...given) => {
                await new Promise((done) => setTimeout(done, 700));
                return quick(...given);
            };
        }"""
    )
    page.keyboard.type("Một")
    page.keyboard.press("Control+s")
    page.keyboard.type(" hai ba")

    page.get_by_role("link", name="Về kế hoạch").click()

    expect(page.locator(".plan-reading")).to_contain_text("Một hai ba")


@once
def test_a_link_pressed_without_network_warns_once(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    page.route("**/luu/", lambda route: route.abort())
    page.keyboard.type("Một")

    page.get_by_role("link", name="Về kế hoạch").click()
    expect(page.locator("[data-part=said]")).to_contain_text("chưa lưu xong")
    page.get_by_role("link", name="Về kế hoạch").click()

    page.locator(".plan-reading").wait_for()
    page.complaints.clear()  # Chromium's own lines about the broken requests


@once
def test_what_a_step_asks_closes_and_keeps_its_note(sign_in):
    page = sign_in("binh")
    empty_plan(page)
    page.locator("summary", has_text="Trình duyệt").click()
    note = page.get_by_label("Ghi chú")
    note.fill("Xin ý kiến")

    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    page.locator("summary", has_text="Trình duyệt").click()

    expect(note).to_have_value("Xin ý kiến")


@once
def test_two_texts_put_together_keep_their_words_apart(sign_in):
    page = sign_in("binh")

    joined = page.evaluate(
        """async () => {
            const { bothOf, compared } = await import("/static/js/editor/words.js");
            return bothOf(compared("Hạn trước ngày hai. Xong", "Hạn trước ngày một. Xong"));
        }"""
    )

    assert joined == "Hạn trước ngày hai. một. Xong"


def test_an_empty_line_in_hand_outlives_the_saves_around_it(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Một", "")
    saved(page)
    page.keyboard.type("Hai")
    saved(page)
    page.keyboard.press("Enter")
    page.locator("[id^=muc-]").nth(1).wait_for()
    saved(page)

    assert lines(page) == ["1. Một", "2. Hai", "3."]
    page.reload()
    opened(page)
    assert lines(page) == ["1. Một", "2. Hai"]


def test_written_here_and_deleted_there_can_be_brought_back(sign_in, second_person):
    binh = sign_in("binh")
    empty_plan(binh).focus()
    type_lines(binh, "1. Một", "Hai")
    saved(binh)
    tuan = sign_in("tuan")
    tuan.goto(binh.url)
    opened(tuan)
    tuan.locator(".pe-item").nth(1).click()
    tuan.get_by_role("button", name="Xóa mục").click()
    saved(tuan)
    binh.keyboard.type(" đang viết")
    binh.keyboard.press("Control+s")

    card = binh.locator(".pe-dispute")
    expect(card.locator("[data-mine]")).to_have_text("Hai đang viết")
    card.get_by_role("button", name="Đưa lại mục này").click()

    assert lines(binh) == ["1. Một", "2. Hai đang viết"]
    saved(binh)
    tuan.reload()
    opened(tuan)
    assert lines(tuan) == ["1. Một", "2. Hai đang viết"]


def test_what_is_typed_without_network_is_kept_and_sent_when_it_is_back(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Có mạng")
    saved(page)
    page.context.set_offline(True)
    type_lines(page, "", "Mất mạng")
    expect(page.locator("[data-part=trouble]")).to_contain_text("Chưa có mạng", timeout=10_000)
    page.keyboard.type(" vẫn gõ")
    page.context.set_offline(False)

    expect(page.locator("[data-part=trouble]")).to_be_hidden(timeout=15_000)
    saved(page)
    page.reload()
    opened(page)
    assert lines(page) == ["1. Có mạng", "2. Mất mạng vẫn gõ"]
    page.complaints = [each for each in page.complaints if "ERR_INTERNET" not in each]


def test_unsaved_words_come_back_after_a_crash_for_their_writer_alone(sign_in, second_person):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Đã lưu")
    saved(page)
    # A network that takes everything and answers nothing: not even what goes out on leaving arrives.
    page.evaluate("window.fetch = () => new Promise(() => {}); navigator.sendBeacon = () => true")
    page.keyboard.type(" và chưa lưu")
    kept(page, "chưa lưu")
    url, left = page.url, page.evaluate("JSON.stringify({...localStorage})")
    page.goto("about:blank")
    tuan = sign_in("tuan")
    tuan.evaluate(
        "kept => Object.entries(JSON.parse(kept)).forEach(([k, v]) => localStorage.setItem(k, v))",
        left,
    )
    tuan.goto(url)
    opened(tuan)
    # Looked at before the writer comes back: what is sent then, the other sees in the course of things.
    assert lines(tuan) == ["1. Đã lưu"]
    page.goto(url)
    opened(page)

    assert lines(page) == ["1. Đã lưu và chưa lưu"]
    expect(page.locator("[data-part=said]")).to_contain_text("Đã khôi phục")
    saved(page)


def test_signed_out_while_typing_loses_nothing(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Trước")
    saved(page)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.keyboard.type(" và sau")
    expect(page.locator("[data-part=trouble]")).to_contain_text(
        "Phiên làm việc đã hết", timeout=10_000
    )
    expect(page.locator("[data-part=sign-in]")).to_be_visible()

    page.context.add_cookies(cookies)

    saved(page)
    page.reload()
    opened(page)
    assert lines(page) == ["1. Trước và sau"]


def test_a_tab_left_open_after_submitting_says_so_and_keeps_the_words(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Việc")
    saved(page)
    other = page.context.new_page()
    other.goto(page.url)
    opened(other)
    other.locator("summary", has_text="Trình duyệt").click()
    other.get_by_role("button", name="Xác nhận: Trình duyệt").click()
    other.get_by_text("Đã ghi nhận").wait_for()

    page.keyboard.type(" thêm")
    expect(page.locator("[data-part=trouble]")).to_contain_text("Đã trình", timeout=10_000)
    assert lines(page) == ["1. Việc thêm"]
    page.complaints = []


@once
def test_word_keeps_its_structure_and_loses_its_junk(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()

    paste(page, WORD, "")

    assert lines(page) == [
        "I. NHIỆM VỤ TRỌNG TÂM",
        "  1. Tổ chức học tập, quán triệt",
        "  2. Xây dựng mô hình",
        "    - Mỗi thôn một mô hình",
        "    a) Chọn hộ tham gia",
        "    Thôn Đông; 02 mô hình",
    ]
    assert page.locator(".pe-item em").inner_text() == "học tập"
    expect(page.locator("[data-part=said]")).to_contain_text("Bảng được dán thành các dòng chữ")
    page.keyboard.press("Control+z")
    assert lines(page) == ["I."]


GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1">
<p dir="ltr" style="line-height:1.38"><span style="font-weight:700;font-style:normal">I. MỤC ĐÍCH</span></p>
<ol style="margin-top:0"><li dir="ltr" style="list-style-type:decimal" aria-level="1"><p role="presentation"><span
style="font-weight:400">Nâng cao nhận thức</span></p></li><ol><li
style="list-style-type:lower-alpha" aria-level="2"><p><span
style="font-weight:400;font-style:italic">Cán bộ</span></p></li></ol></ol></b>"""
LIBRE = """<html><body><h1 class="western">II. NHIỆM VỤ</h1><p>Gồm hai việc:</p>
<ol><li><p align="justify"><font face="Times New Roman"><b>Tuyên truyền</b> rộng rãi</font></p></li>
<li><p>Vận động</p><ul><li><p>Thôn Đông</p></li></ul></li></ol></body></html>"""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (GOOGLE, ["I. MỤC ĐÍCH", "  1. Nâng cao nhận thức", "    a) Cán bộ"]),
        (LIBRE, ["I. NHIỆM VỤ", "  Gồm hai việc:", "  1. Tuyên truyền rộng rãi", "  2. Vận động",
                 "    - Thôn Đông"]),
    ],
    ids=["Google Docs", "LibreOffice"],
)  # fmt: skip
@once
def test_other_programs_keep_their_structure_too(sign_in, html, expected):
    page = sign_in("binh")
    empty_plan(page).focus()

    paste(page, html)

    assert lines(page) == expected
    assert page.locator(".pe-item strong, .pe-item em").count() == 1


@once
def test_plain_text_is_read_by_the_same_rules_and_too_much_is_refused(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    paste(page, text="I. MỤC ĐÍCH\n1. Một\n1.1. Nhỏ\n- Gạch\n+ Cộng\n2. Hai\nđoạn văn")
    assert lines(page) == [
        "I. MỤC ĐÍCH", "  1. Một", "    1.1. Nhỏ", "      - Gạch", "        + Cộng", "  2. Hai", "  đoạn văn",
    ]  # fmt: skip

    paste(page, text="x" * 200_001)

    expect(page.locator("[data-part=said]")).to_contain_text("200.000 ký tự")
    assert len(lines(page)) == 7


@once
def test_an_item_is_dragged_with_all_below_it(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    paste(page, text="1. Một\na) Con\n2. Hai\n3. Ba")
    page.locator(".pe-item").first.hover()
    handle = page.locator("[data-part=handle]")
    handle.hover()
    page.mouse.down()
    last = page.locator(".pe-item").last.bounding_box()
    start = handle.bounding_box()
    page.mouse.move(start["x"] + 14, last["y"] + last["height"] - 2, steps=8)
    page.mouse.up()

    assert lines(page) == ["1. Hai", "2. Ba", "3. Một", "  a) Con"]


@once
def test_a_finger_drags_an_item_deeper(sign_in):
    page = sign_in("binh", PHONE)
    empty_plan(page).click()
    paste(page, text="1. Một\n2. Hai\n3. Ba")
    page.locator(".pe-item").last.click()
    handle = page.locator("[data-part=handle]")
    box, first = handle.bounding_box(), page.locator(".pe-item").first.bounding_box()
    x, y = box["x"] + 10, box["y"] + 10
    finger = {"pointerId": 7, "pointerType": "touch", "isPrimary": True, "bubbles": True}
    page.evaluate("Element.prototype.setPointerCapture = () => {}")
    handle.dispatch_event("pointerdown", {**finger, "clientX": x, "clientY": y})
    under_the_first = {"clientX": x + 24, "clientY": first["y"] + first["height"] + 2}
    handle.dispatch_event("pointermove", {**finger, **under_the_first})
    handle.dispatch_event("pointerup", finger)

    assert lines(page) == ["1. Một", "  a) Ba", "2. Hai"]


@once
def test_a_section_folds_and_the_outline_jumps(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    paste(page, text="I. MỘT\n1. Việc một\nII. HAI\n1. Việc hai")
    page.locator(".pe-fold").first.click()
    assert page.locator(".pe-item:visible").count() == 3

    page.get_by_role("link", name="II. HAI").click()
    page.keyboard.type("PHẦN ")

    assert lines(page)[2] == "II. PHẦN HAI"
    expect(page.locator("[data-part=contents] [aria-current]")).to_contain_text("PHẦN HAI")


@once
def test_the_pages_beside_follow_the_text(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "I. MỤC ĐÍCH")
    saved(page)
    pages = page.locator("[data-pages] img")
    expect(pages).to_have_count(1, timeout=40_000)
    before = pages.first.get_attribute("src")

    page.keyboard.type(" VÀ YÊU CẦU")

    expect(pages.first).not_to_have_attribute("src", before, timeout=40_000)
    assert page.request.get(pages.first.get_attribute("src")).body()[:4] == b"\x89PNG"


@pytest.mark.parametrize("size", ["pc", "phone"])
@once
def test_the_editor_breaks_no_rule_of_accessibility_and_fits(sign_in, size):
    from axe_playwright_python.sync_playwright import Axe

    page = sign_in("binh", PHONE) if size == "phone" else sign_in("binh")
    page.goto("/ke-hoach/moi/")
    page.locator("main form .btn-primary").click()
    opened(page)

    found = Axe().run(page).response["violations"]

    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


@once
def test_on_the_phone_the_panes_are_tabs_and_buttons_do_what_keys_do(sign_in):
    page = sign_in("binh", PHONE)
    empty_plan(page).click()
    page.keyboard.type("1. Một")
    page.keyboard.press("Enter")
    page.keyboard.type("Hai")
    page.get_by_role("button", name="Lùi một cấp").click()
    assert lines(page) == ["1. Một", "  a) Hai"]

    page.get_by_role("button", name="Trang in", exact=True).last.click()
    assert page.locator(".pe-items").is_visible() is False
    page.get_by_role("button", name="Nội dung", exact=True).click()
    assert page.locator(".pe-items").is_visible() is True


@once
def test_the_list_of_keys_opens_by_keyboard_and_goes_when_one_types_on(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    keys = page.get_by_text("Mục tiếp theo; ở mục trống: lên một cấp")

    page.keyboard.press("Control+/")
    expect(keys).to_be_visible()
    page.keyboard.type("Mục đích")

    expect(keys).to_be_hidden()
    assert lines(page)[0].endswith("Mục đích")


@once
def test_the_bar_counts_what_the_form_check_finds(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "I. MỤC ĐÍCH", "1. Nâng cao nhận thức", "Nâng cao chất lượng")
    saved(page)
    page.reload()
    opened(page).focus()
    count = page.locator("[data-part=findings]")
    expect(count).to_be_visible(timeout=40_000)

    # Folded pages are not asked for, and then nobody knows what of the new text is wrong.
    page.get_by_role("button", name="Trang in").click()
    page.locator(".pe-items").focus()
    page.keyboard.type("Mục đích")
    saved(page)
    expect(count).to_be_hidden()
    page.get_by_role("button", name="Trang in").click()
    expect(count).to_be_visible(timeout=40_000)


@once
def test_leaving_the_text_with_escape_and_tab(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('.pe-items') === null") is True


@once
def test_a_link_to_an_item_opens_the_editor_there(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Một", "Hai")
    saved(page)
    target = page.locator(".pe-item").nth(1).get_attribute("id")
    page.goto(page.url + f"#{target}")
    page.reload()
    opened(page)
    page.keyboard.type("Việc ")

    assert lines(page)[1] == "2. Việc Hai"


def test_a_table_that_was_imported_is_moved_and_deleted_as_a_whole(sign_in, portal):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Một", "Hai")
    saved(page)
    pk = page.locator(".pe-item").first.get_attribute("id").removeprefix("muc-")
    rows = [
        [{"text": [{"text": words}]} for words in row]
        for row in (["Đơn vị", "Số"], ["Thôn Đông", "02"])
    ]
    portal.run("from plans.models import PlanItem\n"
        f"one = PlanItem.objects.unscoped('test').get(pk={pk})\n"
        f"PlanItem.objects.create(plan=one.plan, position=9, table={{'rows': {rows!r}}})",
    )  # fmt: skip
    page.keyboard.press("Control+s")
    table = page.locator(".pe-table")
    expect(table).to_contain_text("Thôn Đông")
    table.click()
    page.keyboard.press("Alt+ArrowUp")
    assert page.locator(".pe-item").nth(1).locator("td").count() == 2
    page.get_by_role("button", name="Xóa mục").click()
    saved(page)
    page.keyboard.press("Control+z")
    saved(page)
    page.reload()
    opened(page)

    assert page.locator(".pe-table td").all_inner_texts() == ["Thôn Đông", "02"]
