"""How Vietnamese is typed and where words come from: input methods, Unikey, pastes of office programs, much text."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.desk import empty_plan, lines, online, opened, paste, saved, type_lines

pytestmark = pytest.mark.any_database

# What each key of Telex leaves in the word being composed.
WORKING = ["c", "co", "coo", "cô", "côn", "công"]
PERSUADING = ["v", "va", "vâ", "vân", "vậ", "vận"]


class Composing:
    """An input method (ibus, the phone's keyboard) that composes a word and then hands it over."""

    def __init__(self, page):
        self.page = page
        self.cdp = page.context.new_cdp_session(page)

    def begin(self, steps):
        for words in steps:
            end = len(words)
            self.cdp.send(
                "Input.imeSetComposition",
                {"text": words, "selectionStart": end, "selectionEnd": end},
            )

    def end(self, words):
        self.cdp.send("Input.insertText", {"text": words})


def unikey(page, *strokes):
    """Unikey on Windows: no composition, but backspaces and the letters that replace what they took."""
    for stroke in strokes:
        back, words = stroke if isinstance(stroke, tuple) else (0, stroke)
        for _ in range(back):
            page.keyboard.press("Backspace")
        page.keyboard.insert_text(words)


def test_composed_words_survive_the_saves_that_fall_into_them(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    page.keyboard.type("1. ")
    word = Composing(page)
    for steps in (WORKING, PERSUADING):
        word.begin(steps)
        online(page)  # a save in the middle of the word
        page.wait_for_timeout(400)
        word.end(steps[-1])
        page.keyboard.type(" ")
    page.keyboard.press("Enter")
    word.begin(WORKING)
    word.end("công")
    saved(page)
    assert lines(page) == ["1. công vận", "2. công"]
    page.reload()
    opened(page)

    assert lines(page) == ["1. công vận", "2. công"]


def test_words_of_others_come_in_only_when_the_word_in_hand_is_done(sign_in, second_person):
    binh = sign_in("binh")
    empty_plan(binh).focus()
    type_lines(binh, "1. Một", "Hai ")
    saved(binh)
    tuan = sign_in("tuan")
    tuan.goto(binh.url)
    opened(tuan)
    word = Composing(binh)
    word.begin(PERSUADING)
    tuan.locator(".pe-item").first.click()
    tuan.keyboard.press("End")
    tuan.keyboard.type(" của Tuấn")
    saved(tuan)

    online(binh)
    binh.wait_for_timeout(800)
    assert lines(binh)[0] == "1. Một"
    word.end("vận")

    binh.locator(".pe-item", has_text="của Tuấn").wait_for()
    saved(binh)
    assert lines(binh) == ["1. Một của Tuấn", "2. Hai vận"]


def test_unikey_types_at_the_start_of_an_item_and_in_the_middle_of_words(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Trước", "")

    # "ddoongs goif " in Telex: the very first letter is taken back at the start of the item.
    unikey(page, "d", (1, "đ"), "o", (1, "ô"), "n", "g", (3, "ống"), " ")
    unikey(page, "g", "o", "i", (2, "òi"), " ")
    saved(page)

    assert lines(page) == ["1. Trước", "2. đống gòi"]
    page.reload()
    opened(page)
    assert lines(page) == ["1. Trước", "2. đống gòi"]


# Word 2016 and later: levels told by mso-list, numbers inside conditional comments, soft line breaks inside words.
WORD_365 = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->
<style><!-- @list l0:level1 {mso-level-number-format:roman-upper;} p.MsoNormal {margin:0cm} --></style></head>
<body lang=EN-US style='tab-interval:36.0pt'><!--StartFragment-->
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><b><![if !supportLists]><span
style='mso-list:Ignore'>
I.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;</span></span><![endif]><span lang=VI>MỤC ĐÍCH, YÊU
CẦU<o:p></o:p></span></b></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.
<span>&nbsp;</span></span><![endif]>Nâng cao <b style='mso-bidi-font-weight:normal'>nhận thức</b> của cán bộ</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level3 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>a)
<span>&nbsp;</span></span><![endif]>Cán bộ xã<span style='mso-spacerun:yes'>&nbsp;</span>và thôn</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level4 lfo1'><![if !supportLists]><span style='font-family:Symbol;
mso-list:Ignore'>§<span>&nbsp;</span></span><![endif]>Mỗi quý một lần<del>bỏ đi</del></p>
<!--EndFragment--></body></html>"""
OUTLOOK = """<html><head><style>p.MsoNormal{font-size:11pt}</style></head><body><div class=WordSection1>
<p class=MsoNormal>Gửi anh chị,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal><b>1. Rà soát hộ nghèo</b></p>
<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> Văn phòng</p></div>
<blockquote style='margin-left:36pt'><p class=MsoNormal>- Báo cáo trước 20/5<img src="cid:x"></p></blockquote>
</div></body></html>"""
GOOGLE_DEEP = """<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-2"><ol>
<li dir="ltr" style="list-style-type:upper-roman;font-weight:700" aria-level="1"><p role="presentation"><span
style="font-weight:700">NHIỆM VỤ</span></p></li><ol><li style="list-style-type:decimal" aria-level="2"><p><span
style="font-weight:400">Tuyên truyền</span><span class="Apple-tab-span" style="white-space:pre">	</span></p></li><ol>
<li style="list-style-type:lower-alpha" aria-level="3"><p><span
style="font-weight:400">Trên loa</span></p></li></ol></ol>
</ol><br/></b>"""
LIBRE_DEEP = """<html><head><meta name="generator" content="LibreOffice 7.4 (Linux)"/><style>p{margin:0}</style></head>
<body lang="vi-VN" dir="ltr"><ol type="I"><li><p align="justify"><font face="Times New Roman, serif"><font
style="font-size: 14pt"><b>NHIỆM VỤ</b></font></font></p><ol><li><p>Tuyên truyền</p><ul><li><p>Trên loa</p></li></ul>
</li></ol></li></ol><p><br/></p></body></html>"""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (WORD_365, ["I. MỤC ĐÍCH, YÊU CẦU", "  1. Nâng cao nhận thức của cán bộ", "    a) Cán bộ xã và thôn",
                    "      - Mỗi quý một lần"]),
        (OUTLOOK, ["I. Gửi anh chị,", "  1. Rà soát hộ nghèo", "    From: Văn phòng",
                   "    - Báo cáo trước 20/5"]),
        (GOOGLE_DEEP, ["I. NHIỆM VỤ", "  1. Tuyên truyền", "    a) Trên loa"]),
        (LIBRE_DEEP, ["I. NHIỆM VỤ", "  1. Tuyên truyền", "    - Trên loa"]),
    ],
    ids=["Word 365", "Outlook", "Google Docs", "LibreOffice"],
)  # fmt: skip
def test_a_paste_keeps_levels_and_numbers(sign_in, html, expected):
    page = sign_in("binh")
    empty_plan(page).focus()

    paste(page, html)

    assert lines(page) == expected
    saved(page)
    page.reload()
    opened(page)
    assert lines(page) == expected


def longest_pause(page, act):
    """The longest stretch in milliseconds in which the page answered nothing while `act` was done."""
    page.evaluate(
        """() => {
            let last = performance.now();
            window.longest = 0;
            const tick = () => {
                const now = performance.now();
                window.longest = Math.max(window.longest, now - last);
                last = now;
                window.ticking = setTimeout(tick, 0);
            };
            tick();
        }"""
    )
    act()
    page.wait_for_timeout(1000)
    return page.evaluate("clearTimeout(window.ticking), window.longest")


@pytest.mark.parametrize("kind", ["one line", "many lines"])
def test_as_much_as_may_be_pasted_comes_in_without_freezing_the_page(sign_in, kind):
    page = sign_in("binh")
    empty_plan(page).focus()
    sentence = "Xây dựng mô hình dân vận khéo ở mỗi thôn, tổ dân phố trong năm nay. "
    words = sentence * (199_000 // len(sentence))
    text = words if kind == "one line" else words.replace(". ", ".\n")

    pause = longest_pause(page, lambda: paste(page, text=text))

    # Generous: two cores shared with other tests. A single line of such length is mostly laid out by Chromium itself.
    assert pause < 20_000
    assert page.locator(".pe-item").count() == (1 if kind == "one line" else text.count("\n"))
    page.keyboard.press("Control+s")
    expect(page.locator("[data-part=saved]")).to_contain_text("Đã lưu", timeout=60_000)
    expect(page.locator("[data-part=trouble]")).to_be_hidden()


def test_more_than_that_is_refused_in_a_sentence_and_the_text_in_hand_stays(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    page.keyboard.type("Đang viết")
    html = "<p class=MsoNormal>" + "</p><p class=MsoNormal>".join(["x" * 1000] * 201) + "</p>"

    pause = longest_pause(page, lambda: paste(page, html, "x" * 201_000))

    # Taking it in would take about as long as the longest paste above; a busy machine alone takes seconds.
    assert pause < 10_000
    expect(page.locator("[data-part=said]")).to_contain_text("200.000 ký tự")
    assert lines(page) == ["I. Đang viết"]


def test_a_keyboard_on_the_phone_leaves_the_line_in_hand_in_sight(sign_in):
    page = sign_in("binh", PHONE)
    empty_plan(page).click()
    paste(page, text="\n".join(f"{n}. Việc {n}" for n in range(1, 41)))
    # With the keyboard open about half of the screen is left.
    page.set_viewport_size({"width": 390, "height": 430})
    page.locator(".pe-item").nth(20).click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("Việc mới")

    # The screen and the line settle in a frame or two; then the line lies between the tools and the keyboard.
    written = page.locator(".pe-item", has_text="Việc mới")
    page.wait_for_function(
        "([line]) => innerHeight === 430 && line.getBoundingClientRect().bottom <= 430",
        arg=[written.element_handle()],
        timeout=5000,
    )
    box = written.bounding_box()
    tools = page.locator(".pe-tools").bounding_box()
    assert tools["y"] + tools["height"] <= box["y"] + 1
    assert box["y"] + box["height"] <= 430
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_the_editor_is_usable_enlarged_to_twice_its_size(sign_in):
    # 1366 px at 200 % are 683 px.
    page = sign_in("binh", {"width": 683, "height": 384})
    empty_plan(page).click()
    type_lines(page, "1. Một", "Hai")

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    page.get_by_role("button", name="Lùi một cấp").click()
    assert lines(page) == ["1. Một", "  a) Hai"]
    saved(page)


def test_every_tool_has_a_name_and_says_whether_it_is_on(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    names = page.get_by_role("toolbar", name="Công cụ soạn").get_by_role("button")
    for tool in names.all():
        name = tool.get_attribute("aria-label") or tool.inner_text().strip()
        assert name
    page.keyboard.press("Control+b")
    expect(page.get_by_role("button", name="Chữ đậm")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("textbox", name="Nội dung kế hoạch")).to_be_focused()
